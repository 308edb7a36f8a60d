"""What happens when somebody suggests a fact, or a curator decides about it: one call of the service each."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import discord

from bot.core.curation.drafts import Draft, DraftRefused
from bot.core.curation.revisions import FactKey
from bot.core.curation.suggestions import Suggestion
from bot.core.errors import UserError
from bot.core.knowledge.answering import Entry
from bot.discord_ui.actors import actor_of, guild_of
from bot.discord_ui.delivery import respond, show_instead, tell
from bot.discord_ui.errors import reporting
from bot.discord_ui.ideas.desk import IdeasDesk, Interaction
from bot.discord_ui.ideas.forms import REFS, IdeaForm, Kind, Sheet, read_form
from bot.discord_ui.ideas.posting import channel_of, post, update
from bot.discord_ui.ideas.returned import SUGGESTED, TYPED, reasons_of, returned_card, typed_on
from bot.discord_ui.ideas.suggestion_buttons import Press, ReopenButton, review_buttons
from bot.discord_ui.ideas.suggestion_cards import decided_by, review_card
from bot.discord_ui.naming import find_entry
from bot.discord_ui.replies import MAX_CONTENT_CHARS, Reply
from bot.discord_ui.text import clean, cut
from bot.services.curation_ports import Conflict
from bot.services.suggesting import AlreadyDecided

THANKS = "Thank you. Curators of this server will look at it; `/suggest mine` tells you what became of it."
NOT_SHOWN = (
    "Thank you, it is kept. I cannot show it to the curators right now: the channel for that is not set, is gone, or "
    "I may not post cards there. They find it with `/suggest waiting`."
)
WHICH_SHOW = "Which show? There are several here: use `/suggest fact` and name it."
NO_SUCH_FACT = "That fact is gone by now."
NONE_WAIT = "No suggestion waits. Well done."
REFUSED = "I cannot take that as it is. Nothing is lost: reopen the form to go on with what you typed."
NOT_YET = "That cannot be added as it is. Open the form to put it right."
TYPED_IS_GONE = "I can no longer read what was typed there. Copy it from the message into a new form."


class Reviewing:
    """Takes suggestions, and what curators make of them."""

    def __init__(self, desk: IdeasDesk) -> None:
        self._desk = desk

    async def open_new(self, interaction: Interaction, show_id: str = "", asked: str = "") -> None:
        """Open the form for a fact. Raises UserError where it is not clear for which show."""
        shows = (await self._desk.asking_of(guild_of(interaction))).shows
        ids = [show.id for show in shows if not show_id or show.id == show_id]
        if len(ids) != 1:
            raise UserError(WHICH_SHOW)
        await _open(interaction, Sheet.of(Kind.NEW, ids[0], Draft(ids[0], asked=asked)))

    async def open_wrong(self, interaction: Interaction, key: FactKey) -> None:
        """Open the form to say what is wrong with a fact. Raises UserError for one that is gone."""
        if await self._entry(guild_of(interaction), key) is None:
            raise UserError(NO_SUCH_FACT)
        await _open(interaction, Sheet(Kind.WRONG, "/".join(key), {}))

    async def press(self, interaction: Interaction, press: Press, suggestion_id: int) -> None:
        """Approve, or open the form to edit or reject. Who is too late sees who was first.

        What cannot be approved as it is comes with a button that opens the form to edit it.
        """
        guild_id, actor, suggesting = guild_of(interaction), actor_of(interaction), self._desk.suggesting
        try:
            if press is Press.APPROVE:
                await self._approve(interaction, suggestion_id)
            elif press is Press.EDIT:
                _, draft, seen = await suggesting.form(guild_id, actor, suggestion_id)
                await _open(interaction, Sheet.of(Kind.EDIT, f"{suggestion_id}/{seen}", draft))
            else:
                await suggesting.find(guild_id, actor, suggestion_id)
                await _open(interaction, Sheet(Kind.REJECT, str(suggestion_id), {}))
        except AlreadyDecided as late:
            await self._tell_late(interaction, late.suggestion)
        except DraftRefused as refused:
            sheet = Sheet.of(Kind.EDIT, f"{suggestion_id}/0", refused.draft)
            await _hand_back(interaction, sheet, _refusal(NOT_YET, refused, sheet.kind), SUGGESTED)

    async def reopen(self, interaction: Interaction, kind: Kind, ref: str) -> None:
        """Open a form again with what was typed. An edit is from then on one of the fact as it is then."""
        typed = typed_on(interaction.message.embeds if interaction.message else (), kind)
        if not typed or not REFS[kind].fullmatch(ref):
            raise UserError(TYPED_IS_GONE)
        if kind is Kind.EDIT:
            id_ = int(ref.partition("/")[0])
            _, _, seen = await self._desk.suggesting.form(guild_of(interaction), actor_of(interaction), id_)
            ref = f"{id_}/{seen}"
        await _open(interaction, Sheet(kind, ref, typed))

    async def submit(self, interaction: Interaction) -> None:
        """Take what was sent by a form of suggestions; others are not for this. Refused ones are handed back."""
        sheet = read_form(interaction)
        if sheet is None:
            return
        async with reporting("suggestion form", partial(_hand_back, interaction, sheet)):
            try:
                await self._take(interaction, sheet)
            except AlreadyDecided as late:
                await self._tell_late(interaction, late.suggestion, sheet)
            except DraftRefused as refused:
                await _hand_back(interaction, sheet, _refusal(REFUSED, refused, sheet.kind))
            except Conflict as conflict:
                await _hand_back(interaction, sheet, _conflict_text(conflict))

    async def waiting(self, interaction: Interaction) -> Reply:
        """Return the suggestion that has waited longest. Raises NotAllowed for all but curators."""
        guild_id = guild_of(interaction)
        waiting = await self._desk.suggesting.waiting(guild_id, actor_of(interaction))
        if not waiting:
            return Reply(NONE_WAIT, is_private=True)
        reply = await self._review(waiting[0])
        return replace(reply, text=f"Suggestions that wait: {len(waiting)}", is_private=True)

    async def _take(self, interaction: Interaction, sheet: Sheet) -> None:
        first, _, second = sheet.ref.partition("/")
        match sheet.kind:
            case Kind.NEW:
                await self._suggest(interaction, sheet.draft(first))
            case Kind.WRONG:
                await self._suggest(interaction, sheet.draft(first), second)
            case Kind.EDIT:
                await self._approve(interaction, int(first), sheet, int(second))
            case Kind.REJECT:
                await self._reject(interaction, int(first), sheet.typed["reason"])

    async def _suggest(self, interaction: Interaction, draft: Draft, fact_id: str = "") -> None:
        guild_id, suggesting = guild_of(interaction), self._desk.suggesting
        if fact_id and await self._entry(guild_id, (draft.show_id, fact_id)) is None:
            raise UserError(NO_SUCH_FACT)
        (await self._desk.asking_of(guild_id)).show(draft.show_id)
        await interaction.response.defer(ephemeral=True, thinking=True)
        suggestion = await suggesting.suggest(guild_id, actor_of(interaction), draft, fact_id=fact_id)
        message_id = await post(await self._channel(interaction), await self._review(suggestion))
        if message_id is not None:
            await suggesting.posted(suggestion, message_id)
        await tell(interaction, NOT_SHOWN if message_id is None else THANKS)

    async def _approve(
        self, interaction: Interaction, suggestion_id: int, sheet: Sheet | None = None, seen: int = 0
    ) -> None:
        guild_id, actor, suggesting = guild_of(interaction), actor_of(interaction), self._desk.suggesting
        found = await suggesting.find(guild_id, actor, suggestion_id)
        draft = sheet.draft(found.draft.show_id) if sheet else None
        await _defer(interaction)
        approved = await suggesting.approve(guild_id, actor, suggestion_id, draft, expected=seen)
        own = approved.revision.state.own
        answers = await self._desk.gaps.covered_by(guild_id, actor, own.fact) if own else 0
        await self._show_decided(interaction, approved.suggestion, answers)

    async def _reject(self, interaction: Interaction, suggestion_id: int, reason: str) -> None:
        await _defer(interaction)
        suggestion = await self._desk.suggesting.reject(
            guild_of(interaction), actor_of(interaction), suggestion_id, reason
        )
        await self._show_decided(interaction, suggestion)

    async def _show_decided(self, interaction: Interaction, suggestion: Suggestion, answers: int = 0) -> None:
        """Show the outcome where curators see the suggestion; who goes through those that wait sees the next."""
        reply = await self._review(suggestion, answers)
        if _message_id(interaction) == suggestion.message_id:
            await show_instead(interaction, reply)
            return
        await update(await self._channel(interaction), suggestion, reply)
        if _is_own_card(interaction):
            await show_instead(interaction, await self.waiting(interaction))
        else:
            await respond(interaction, replace(reply, is_private=True))

    async def _tell_late(self, interaction: Interaction, suggestion: Suggestion, sheet: Sheet | None = None) -> None:
        """Say who was first, with what was typed in vain, and bring the card up to date."""
        card = returned_card(sheet) if sheet and any(sheet.typed.values()) else None
        await respond(interaction, Reply(decided_by(suggestion), card, is_private=True))
        await update(await self._channel(interaction), suggestion, await self._review(suggestion))

    async def _review(self, suggestion: Suggestion, answers: int = 0) -> Reply:
        key = suggestion.draft.show_id, suggestion.fact_id
        entry = await self._entry(suggestion.guild_id, key) if suggestion.fact_id else None
        return Reply(card=review_card(suggestion, entry, answers=answers), buttons=review_buttons(suggestion))

    async def _entry(self, guild_id: int, key: FactKey) -> Entry | None:
        return find_entry((await self._desk.asking_of(guild_id)).shows, "/".join(key))

    async def _channel(
        self, interaction: Interaction
    ) -> discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread | None:
        guild_id = guild_of(interaction)
        channel_id = await self._desk.suggesting.review_channel(guild_id)
        return channel_of(interaction.client.get_guild(guild_id), channel_id)


async def _open(interaction: Interaction, sheet: Sheet) -> None:
    await interaction.response.send_modal(IdeaForm(sheet, interaction.id))


async def _hand_back(interaction: Interaction, sheet: Sheet, reasons: str, title: str = TYPED) -> None:
    """Say to whoever sent a form why it was refused, with all that stood in it and a button to open it again."""
    text, card = cut(reasons, MAX_CONTENT_CHARS), returned_card(sheet, title)
    await respond(interaction, Reply(text, card, [ReopenButton.of(sheet)], is_private=True))


def _refusal(what: str, refused: DraftRefused, kind: Kind) -> str:
    return f"{what}\n{reasons_of(refused.faults, kind)}"


async def _defer(interaction: Interaction) -> None:
    """Tell Discord that a press or a form has arrived, and let the message that it came from be changed later."""
    await interaction.response.defer()


def _conflict_text(conflict: Conflict) -> str:
    own = conflict.newest.state.own
    theirs = f"\nIt says now: {clean(own.fact.text)}" if own else ""
    return f"{clean(str(conflict))}{theirs}"


def _message_id(interaction: Interaction) -> int | None:
    return interaction.message.id if interaction.message else None


def _is_own_card(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral
