"""Curating in tests: commands, forms and cards as a curator sees them."""

import discord
from simcord.actors import MemberActor
from simcord.builders import RoleHandle
from simcord.results import InteractionResult

from bot.discord_ui.curation.slips import TYPED
from tests.curation_fakes import FakeRevisions
from tests.e2e.conftest import World
from tests.e2e.quiz_play import shown

FORM = {
    "topic": "Boats",
    "text": "The Gull is a red boat.",
    "asked": "What is the Gull?\nwhich boat is red",
    "value": "a red boat",
    "source": "The Harbour Guide\nhttps://harbour.example/gull\n2026-03-04",
}


class Curators:
    """A world with what its guilds have changed."""

    def __init__(self, world: World, revisions: FakeRevisions) -> None:
        self.world, self.revisions = world, revisions
        self.channel, self.admin, self.alice = world.channel, world.admin, world.alice
        self.guild_id = world.guild.id

    async def use(self, command: str, who=None, **options) -> InteractionResult:
        return await (who or self.admin).slash(self.channel, f"facts {command}", **options)

    async def fill(self, opened: InteractionResult, who=None, **typed: str) -> InteractionResult:
        """Send a form with what was typed into it, and what stood in it before elsewhere."""
        return await (who or self.admin).submit_modal(opened, {**standing(opened), **typed})

    async def preview(self, who=None, **typed: str) -> InteractionResult:
        """Return the preview of a new fact."""
        return await self.fill(await self.use("add", who), who, **{**FORM, **typed})

    async def press(self, result, label: str, who=None) -> InteractionResult:
        return await (who or self.admin).click(card(result), label=label)

    async def add(self, who=None, **typed: str) -> str:
        """Add a fact and return its key."""
        await self.press(await self.preview(who, **typed), "Save", who)
        return "/".join(self.revisions.kept[-1].key)

    async def text(self, key: str) -> str | None:
        """What the bot knows of a fact in this guild."""
        asking = await self.world.bot.curation.curating._asking_of(self.guild_id)
        facts = (fact for show in asking.shows for fact in show.facts if f"{show.id}/{fact.id}" == key)
        return next((fact.text for fact in facts), None)

    async def answer(self, question: str) -> list[str]:
        asking = await self.world.bot.curation.curating._asking_of(self.guild_id)
        return [entry.fact.text for entry in asking.ask(question).entries]

    async def curator(self) -> tuple[MemberActor, RoleHandle]:
        """Return somebody who curates by a role alone, and the role."""
        role = self.world.guild.create_role("Archivists")
        await self.admin.slash(self.channel, "settings curators", role=role)
        return self.world.guild.add_member(self.world.user("robin"), roles=[role]), role

    async def dismiss(self, role: RoleHandle) -> None:
        await self.admin.slash(self.channel, "settings curators", role=role, what="remove")

    async def post(self, *custom_ids: str) -> discord.Message:
        """Post a message with buttons that somebody made up."""
        view = discord.ui.View(timeout=None)
        for custom_id in custom_ids:
            view.add_item(discord.ui.Button(custom_id=custom_id, label="x"))
        return await self.world.bot.get_channel(self.channel.id).send("made up", view=view)

    def acts(self) -> list[str]:
        return [it.act.value for it in self.revisions.kept]


def card(result: InteractionResult):
    """The message that somebody sees after an act."""
    return result.followups[-1] if result.followups else result.response


def read(result: InteractionResult) -> str:
    """All that somebody reads after an act; nobody else does."""
    message = card(result)
    assert message.ephemeral
    return shown(message)


def labels(result: InteractionResult) -> list[str]:
    return [item.label for row in card(result).message.components for item in row.children if item.label]


def typed_in(result: InteractionResult) -> str:
    """What a card hands back of what was typed."""
    return next(it.description for it in card(result).embeds if it.title == TYPED)


def standing(opened: InteractionResult) -> dict[str, str]:
    """What stands in a form that was opened."""
    boxes = [label["component"] for label in opened.modal["components"]]
    return {box["custom_id"]: box["value"] for box in boxes if box.get("value")}
