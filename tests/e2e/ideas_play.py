"""Suggesting and curating in tests: a bot with everything that outlives it, and what people read."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.env import Env

from bot.bootstrap import build_services
from bot.core.curation.drafts import Draft
from bot.core.curation.suggestions import Suggestion
from bot.core.guilds import GuildSettings
from bot.core.knowledge.facts import Pack
from bot.discord_ui.client import ShowBot
from bot.discord_ui.ideas.desk import IdeasDesk
from bot.services.gaps import GapKeeping
from bot.services.ports import Storage
from bot.services.suggesting import Suggesting
from tests.curation_fakes import FakeGaps, FakeSuggestions
from tests.e2e.conftest import World
from tests.e2e.ideas_fakes import FakeCurator, answering
from tests.e2e.quiz_play import shown
from tests.fakes import fake_storage


class StandInForm(discord.ui.Modal):
    """Shows the draft that it was opened with."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(title="Add a fact")
        box: Any = discord.ui.TextInput(custom_id="asked", default=draft.asked)
        self.add_item(discord.ui.Label(text="Ways to ask for it", component=box))


@dataclass
class Kept:
    """What outlives a bot."""

    packs: tuple[Pack, ...]
    storage: Storage = field(default_factory=fake_storage)
    suggestions: FakeSuggestions = field(default_factory=FakeSuggestions)
    gaps: FakeGaps = field(default_factory=FakeGaps)
    drafts: list[Draft] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.curator = FakeCurator(self.packs)

    def bot(self, clock: Any = discord.utils.utcnow) -> ShowBot:
        rng = random.Random(7)
        services = build_services(answering(self.packs), self.storage, clock=clock, rng=rng)
        asking_of = self.curator.asking_of
        desk = IdeasDesk(
            Suggesting(self.suggestions, services.settings, self.curator, clock),
            GapKeeping(self.gaps, services.settings, asking_of, clock),
            asking_of,
            self._open_form,
        )
        return ShowBot(replace(services, ideas=desk), prefix="!", reads_messages=True, sync_memory=None, rng=rng)

    async def _open_form(self, interaction: discord.Interaction[Any], draft: Draft) -> None:
        self.drafts.append(draft)
        await interaction.response.send_modal(StandInForm(draft))


class Club:
    """A guild with a curator beside its members, and a channel for curators."""

    def __init__(self, world: World, kept: Kept) -> None:
        self.world, self.kept, self.env = world, kept, world.env
        self.channel, self.alice, self.bob, self.admin = world.channel, world.alice, world.bob, world.admin
        self.role = world.guild.create_role("Curators")
        self.carol = world.guild.add_member(world.env.create_user("carol"), roles=[self.role])
        self.review = world.guild.create_text_channel("review")

    @classmethod
    async def of(cls, env: Env, kept: Kept, **settings: Any) -> Club:
        """Return a new guild that has set its curators' role, and a review channel unless told otherwise."""
        club = cls(World.of(env), kept)
        wanted = {"curator_role_ids": frozenset({club.role.id}), "review_channel_id": club.review.id, **settings}
        await club.set(**wanted)
        return club

    @property
    def guild_id(self) -> int:
        return self.world.guild.id

    async def set(self, **settings: Any) -> None:
        """Set something as if it had been set before the bot started to look."""
        service = self.world.bot._services.settings
        before: GuildSettings = await service.load(self.guild_id)
        after = replace(before, **settings)
        await self.kept.storage.settings.save(self.guild_id, after)
        service._keep(self.guild_id, after)

    async def restart(self) -> None:
        await self.env.restart_bot(self.kept.bot())

    async def ask(self, question: str, who: MemberActor | None = None) -> discord.Message:
        """Type a question and return the reply."""
        await (who or self.alice).send(self.channel, f"!ballard {question}")
        await self.settle()
        return self.world.said()[-1]

    async def settle(self) -> None:
        await self.world.bot.follow_ups.settle()

    async def gaps(self) -> dict[str, int]:
        await self.settle()
        return {gap.text: gap.count for gap in await self.kept.gaps.all(self.guild_id)}

    async def waiting(self) -> tuple[Suggestion, ...]:
        return await self.kept.suggestions.waiting(self.guild_id)

    async def suggest(self, who: MemberActor | None = None, **typed: str) -> Any:
        """Fill in the form of `/suggest fact` and return what comes of it."""
        who = who or self.alice
        opened = await who.slash(self.channel, "suggest fact")
        return await who.submit_modal(opened, FACT | typed)

    async def say_wrong(self, text: str = "It was Titus W., since 2014.") -> Any:
        """Press *This answer is wrong* under an answer, and send the form."""
        opened = await self.alice.click(await self.ask(KNOWN), label="This answer is wrong")
        return await self.alice.submit_modal(opened, {"text": text})

    async def kept_one(self, number: int = 1) -> Suggestion:
        found = await self.kept.suggestions.load(self.guild_id, number)
        assert found
        return found

    async def forge(self, custom_id: str, who: MemberActor | None = None) -> Any:
        """Press a button that the bot has not put there, as a client of one's own can."""
        view = discord.ui.View(timeout=None)
        view.add_item(discord.ui.Button(label="forged", custom_id=custom_id))
        posted = await self.world.bot.get_channel(self.channel.id).send("x", view=view)
        return await (who or self.carol).click(posted, custom_id=custom_id)

    def posts(self) -> list[discord.Message]:
        return self.world.said(self.review)


UNKNOWN = "what car does ballard drive?"
KNOWN = "who plays harry bosch?"
ONLY_CURATORS = "Only curators can do that"
CHOICES = ["Approve", "Edit and approve", "Reject"]
FACT = {"text": "She drives an old van.", "asked": "What does she drive?", "source": "An interview"}


def answer_to(result: Any) -> Any:
    """The message that came last after a press, a form or a command."""
    return result.followups[-1] if result.followups else result.response


def told(result: Any) -> str:
    """What somebody reads privately after a press, a form or a command."""
    answer = answer_to(result)
    assert answer.ephemeral
    return shown(answer)


def labels(message: Any) -> list[str]:
    return [it.get("label", "") for it in _items(message)]


def button(message: Any, label: str) -> str:
    return next(it["custom_id"] for it in _items(message) if it.get("label") == label)


def disabled(message: Any) -> list[str]:
    return [it["label"] for it in _items(message) if it.get("disabled")]


def _items(message: Any) -> list[dict[str, Any]]:
    """The components of a message that was posted, or of an answer to an interaction."""
    rows = [row if isinstance(row, dict) else row.to_dict() for row in message.components]
    return [item for row in rows for item in row["components"]]
