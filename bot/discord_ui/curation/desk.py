"""What happens when a curator uses a command, presses a button or sends a form: one call of the service each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import discord

from bot.core.curation.drafts import Draft, DraftRefused
from bot.core.curation.revisions import FactKey, OwnFact, Revision
from bot.core.errors import UserError
from bot.core.knowledge.answering import Entry
from bot.core.knowledge.facts import Pack
from bot.discord_ui.actors import actor_of, guild_of
from bot.discord_ui.curation import cards, listing
from bot.discord_ui.curation.buttons import FactButton, FactPageButton, Press, RevisionButton
from bot.discord_ui.curation.forms import FactForm, read_form
from bot.discord_ui.curation.once import OncePerCard
from bot.discord_ui.curation.slips import Slip, read_back
from bot.discord_ui.delivery import respond, show_instead
from bot.discord_ui.errors import reporting
from bot.discord_ui.replies import Reply
from bot.discord_ui.text import counted
from bot.services.curating import Curating
from bot.services.curation_ports import Conflict
from bot.services.gaps import GapKeeping

Interaction = discord.Interaction[Any]
Handler = Callable[[Interaction, FactButton], Awaitable[None]]

CANCELLED = "Nothing was changed."
GONE = "That button is from another time: I no longer know what it was for."


class CurationDesk:
    """Lets curators change facts from Discord."""

    def __init__(self, curating: Curating, gaps: GapKeeping) -> None:
        self.curating = curating
        self._gaps = gaps
        self._once = OncePerCard()
        self._handlers: dict[str, Handler] = {
            Press.SAVE: self._save,
            Press.RETYPE: self._retype,
            Press.PICK: self._retype,
            Press.CANCEL: self._cancel,
            Press.EDIT: self._edit,
            Press.REMOVE: self._remove,
            Press.RESTORE: self._restore,
            Press.HISTORY: self._history,
        }

    async def shows(self, interaction: Interaction) -> tuple[Pack, ...]:
        """Return the shows of the guild where something happens."""
        return await self.curating.catalogue.shows(guild_of(interaction))

    async def open_form(self, interaction: Interaction, slip: Slip) -> None:
        """Open the form for those who may change facts, once it is clear for which show. Raises NotAllowed."""
        await self.curating.require(guild_of(interaction), actor_of(interaction))
        shows = await self.shows(interaction)
        if any(show.id == slip.draft.show_id for show in shows):
            await interaction.response.send_modal(FactForm.of(interaction, slip))
        else:
            await _answer(interaction, cards.which_show_reply(slip, shows))

    async def open_draft(self, interaction: Interaction, draft: Draft) -> None:
        """Open the form for a new fact of which something is known already. Raises NotAllowed."""
        await self.open_form(interaction, Slip(draft))

    async def open_edit(self, interaction: Interaction, key: FactKey) -> None:
        """Open the form with a fact in it. Raises NotAllowed, and UserError for one that is not there."""
        draft, seen = await self.curating.form(guild_of(interaction), actor_of(interaction), key)
        await interaction.response.send_modal(FactForm.of(interaction, Slip(draft, key[1], seen)))

    async def preview(self, interaction: Interaction, slip: Slip) -> None:
        """Show what a form comes to. Whatever goes wrong, what was typed is handed back."""
        hand_back = partial(_hand_back, interaction, slip)
        async with reporting("fact form", hand_back):
            await _defer(interaction)
            guild_id, actor = guild_of(interaction), actor_of(interaction)
            try:
                preview = await self.curating.preview(guild_id, actor, slip.draft, slip.fact_id)
                reply = cards.preview_reply(preview, slip)
            except DraftRefused as refused:
                reply = cards.refused_reply(refused, slip, await self.shows(interaction))
            await _answer(interaction, reply)

    async def submit(self, interaction: Interaction) -> None:
        """Take what was sent by the form of a fact; other forms are not for this."""
        slip = read_form(interaction)
        if slip is not None:
            await self.preview(interaction, slip)

    async def press(self, interaction: Interaction, button: FactButton) -> None:
        """Do what a button is for. Raises UserError for one that there is not (any more)."""
        handler = self._handlers.get(button.press)
        if handler is None:
            raise UserError(GONE)
        await handler(interaction, button)

    async def press_undo(self, interaction: Interaction, button: RevisionButton) -> None:
        """Show what undoing a change would do, or undo it. Raises UserError where that makes no sense any more."""
        guild_id, actor = guild_of(interaction), actor_of(interaction)
        if button.is_sure:
            revision = await self.curating.undo(guild_id, actor, button.revision_id, button.newest_id)
            await show_instead(interaction, self._done(revision))
            return
        undoing = await self.curating.undoing(guild_id, actor, button.revision_id)
        await respond(interaction, listing.undo_reply(undoing, await self._pack(interaction, undoing.revision.show_id)))

    async def press_page(self, interaction: Interaction, button: FactPageButton) -> None:
        """Turn a page. Raises NotAllowed."""
        if button.kind == "l":
            reply = await self.listed(interaction, listing.Wanted.read(button.rest), button.page)
        else:
            show_id, slash, fact_id = button.rest.partition("/")
            reply = await self.history(interaction, (show_id, fact_id) if slash else None, button.page)
        await show_instead(interaction, reply)

    async def listed(self, interaction: Interaction, wanted: listing.Wanted, page: int = 0) -> Reply:
        """Return one page of facts. Raises NotAllowed."""
        guild_id, wanted = guild_of(interaction), wanted.fitting
        await self.curating.require(guild_id, actor_of(interaction))
        found = await self.curating.catalogue.search(guild_id, wanted.query, listing.WHICH[wanted.which])
        return listing.list_reply(found, wanted, page)

    async def history(self, interaction: Interaction, key: FactKey | None, page: int = 0) -> Reply:
        """Return one page of changes. Raises NotAllowed."""
        history = await self.curating.history(guild_of(interaction), actor_of(interaction), key, page)
        return listing.history_reply(history, key)

    async def remove(self, interaction: Interaction, key: FactKey) -> Reply:
        """Hide a fact and return how to undo that. Raises as the service does."""
        return self._done(await self.curating.remove(guild_of(interaction), actor_of(interaction), key))

    async def restore(self, interaction: Interaction, key: FactKey) -> Reply:
        """Bring a fact back and return how to undo that. Raises as the service does."""
        return self._done(await self.curating.restore(guild_of(interaction), actor_of(interaction), key))

    async def _save(self, interaction: Interaction, button: FactButton) -> None:
        slip = _slip_of(interaction, button)
        await _defer(interaction)
        try:
            with self._once.use(interaction.message.id if interaction.message else interaction.id):
                revision = await self._kept(interaction, slip)
                reply = await self._with_covered(interaction, self._done(revision), revision)
        except DraftRefused as refused:
            reply = cards.refused_reply(refused, slip, await self.shows(interaction))
        except Conflict as conflict:
            theirs = await self._entry(interaction, conflict.newest)
            reply = cards.conflict_reply(conflict.newest, theirs, slip)
        await show_instead(interaction, reply)

    async def _with_covered(self, interaction: Interaction, reply: Reply, revision: Revision) -> Reply:
        """Return a reply that also tells how many questions without an answer a saved fact answers."""
        if revision.state.own is None:
            return reply
        guild_id, actor = guild_of(interaction), actor_of(interaction)
        times = await self._gaps.covered_by(guild_id, actor, revision.state.own.fact)
        told = f"It answers {counted(times, 'question')} that had no answer before." if times else ""
        return replace(reply, text="\n".join(filter(None, [reply.text, told])))

    async def _retype(self, interaction: Interaction, button: FactButton) -> None:
        await self.open_form(interaction, _slip_of(interaction, button))

    async def _cancel(self, interaction: Interaction, _button: FactButton) -> None:
        await show_instead(interaction, Reply(CANCELLED))

    async def _edit(self, interaction: Interaction, button: FactButton) -> None:
        await self.open_edit(interaction, (button.show_id, button.fact_id))

    async def _remove(self, interaction: Interaction, button: FactButton) -> None:
        await show_instead(interaction, await self.remove(interaction, (button.show_id, button.fact_id)))

    async def _restore(self, interaction: Interaction, button: FactButton) -> None:
        await show_instead(interaction, await self.restore(interaction, (button.show_id, button.fact_id)))

    async def _history(self, interaction: Interaction, button: FactButton) -> None:
        await respond(interaction, await self.history(interaction, (button.show_id, button.fact_id)))

    async def _kept(self, interaction: Interaction, slip: Slip) -> Revision:
        who = guild_of(interaction), actor_of(interaction)
        return await self.curating.save(*who, slip.draft, fact_id=slip.fact_id, expected=slip.seen)

    def _done(self, revision: Revision) -> Reply:
        return cards.done_reply(revision, self._version(revision))

    def _version(self, revision: Revision) -> OwnFact | None:
        return self.curating.catalogue.version_in(revision.state, revision.key)

    async def _pack(self, interaction: Interaction, show_id: str) -> Pack | None:
        return next((it for it in await self.shows(interaction) if it.id == show_id), None)

    async def _entry(self, interaction: Interaction, revision: Revision) -> Entry | None:
        own, pack = self._version(revision), await self._pack(interaction, revision.show_id)
        return cards.entry_of(own, pack) if own and pack else None


def _slip_of(interaction: Interaction, button: FactButton) -> Slip:
    """Return what the message with the button shows as typed. Raises UserError where it shows nothing."""
    shown: Sequence[discord.Embed] = interaction.message.embeds if interaction.message else ()
    draft: Draft | None = read_back(shown, button.show_id)
    if draft is None and button.press == Press.PICK and not shown:
        draft = Draft(button.show_id)
    if draft is None:
        raise UserError(GONE)
    return Slip(draft, button.fact_id, button.seen)


async def _hand_back(interaction: Interaction, slip: Slip, text: str) -> None:
    await _answer(interaction, cards.handed_back(text, slip))


def _is_on_own_card(interaction: Interaction) -> bool:
    """Tell whether what happens began at a card that only this user sees, and that may turn into another one."""
    return interaction.message is not None and interaction.message.flags.ephemeral


async def _defer(interaction: Interaction) -> None:
    if not _is_on_own_card(interaction):
        await interaction.response.defer(ephemeral=True, thinking=True)
    else:
        await interaction.response.defer()


async def _answer(interaction: Interaction, reply: Reply) -> None:
    await (show_instead if _is_on_own_card(interaction) else respond)(interaction, replace(reply, is_private=True))
