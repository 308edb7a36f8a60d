"""Gaps: whose are kept, who sees them, and which a new fact covers."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.curation.revisions import OwnFact
from bot.core.errors import NotAllowed, UserError
from bot.core.guilds import Actor, GuildSettings
from bot.core.knowledge.facts import Fact
from bot.services.gaps import GapKeeping
from bot.services.guild_settings import GuildSettingsService
from tests.curation_fakes import FakeGaps
from tests.e2e.ideas_fakes import FakeCurator
from tests.e2e.shows import lighthouse
from tests.fakes import FakeSettings

GUILD, OTHER, SILENT = 7, 8, 9
CURATOR = Actor(2, frozenset({5}))
NOW = datetime(2031, 5, 14, tzinfo=UTC)


class Desk:
    def __init__(self) -> None:
        self.store, self.gaps, self.now = FakeSettings(), FakeGaps(), NOW
        self.curator = FakeCurator((lighthouse(),))
        self.keeping = GapKeeping(self.gaps, GuildSettingsService(self.store), self.curator.asking_of, lambda: self.now)

    def learn(self, guild_id: int, fact_id: str, question: str, *asked: str) -> Fact:
        known = lighthouse().fact("boat")
        fact = replace(known, id=fact_id, question=question, asked=asked, text="It is so.", about=(), kinds=())
        self.curator.keep(guild_id, OwnFact(fact, lighthouse().sources[0], "Cast"))
        return fact


@pytest.fixture
async def desk() -> Desk:
    made = Desk()
    roles = frozenset({5})
    for guild_id in (GUILD, OTHER):
        await made.store.save(guild_id, GuildSettings(curator_role_ids=roles))
    await made.store.save(SILENT, GuildSettings(curator_role_ids=roles, keeps_gaps=False))
    return made


async def texts(desk: Desk, guild_id: int = GUILD) -> dict[str, int]:
    return {gap.text: gap.count for gap in await desk.gaps.all(guild_id)}


async def test_only_guilds_that_want_it_keep_anything(desk):
    for guild_id in (GUILD, SILENT):
        await desk.keeping.log(guild_id, "what does the zeppelin smell of")
    assert len(await texts(desk, GUILD)) == 1
    assert await texts(desk, SILENT) == {}
    assert await texts(desk, OTHER) == {}


@pytest.mark.parametrize("question", ["", "<@1>", "https://evil.example", "hi", "🎉", "bob@mail.example"])
async def test_what_says_nothing_is_not_kept(desk, question):
    await desk.keeping.log(GUILD, question)
    assert desk.gaps.kept == {}


@pytest.mark.parametrize("actor", [Actor(1), Actor(1, is_moderator=True), Actor(1, frozenset({6}))])
async def test_only_curators_may_do_anything(desk, actor):
    await desk.keeping.log(GUILD, "what does the zeppelin smell of")
    (gap,) = await desk.gaps.all(GUILD)
    for act in (
        desk.keeping.page(GUILD, actor, 0),
        desk.keeping.find(GUILD, actor, gap.key),
        desk.keeping.forget(GUILD, actor, gap.key),
        desk.keeping.dismiss(GUILD, actor, gap.key),
        desk.keeping.covered_by(GUILD, actor, lighthouse().facts[0]),
    ):
        with pytest.raises(NotAllowed):
            await act
    assert await texts(desk) == {gap.text: 1}


async def test_a_fact_covers_what_it_answers_and_nothing_else(desk):
    smell, colour = "what does the zeppelin smell of", "who knitted the zebra quilt"
    for question in (smell, smell, "what does a zeppelin smell of", colour):
        await desk.keeping.log(GUILD, question)
    await desk.keeping.log(OTHER, smell)
    before = sum((await texts(desk)).values())
    fact = desk.learn(GUILD, "smell", "What does the zeppelin smell of?")
    assert await desk.keeping.covered_by(GUILD, CURATOR, fact) == before - 1
    assert await texts(desk) == {colour: 1}
    assert await texts(desk, OTHER) == {smell: 1}, "the other guild's base has no such fact"


async def test_what_another_fact_answers_goes_without_being_counted(desk):
    await desk.keeping.log(GUILD, "what does the zeppelin smell of")
    desk.learn(GUILD, "smell", "What does the zeppelin smell of?")
    other = desk.learn(GUILD, "quilt", "Who knitted the zebra quilt?")
    assert await desk.keeping.covered_by(GUILD, CURATOR, other) == 0
    assert await texts(desk) == {}


async def test_a_gap_of_a_show_that_is_gone_is_asked_of_all(desk):
    await desk.keeping.log(GUILD, "what does the zeppelin smell of", "gone")
    fact = desk.learn(GUILD, "smell", "What does the zeppelin smell of?")
    assert await desk.keeping.covered_by(GUILD, CURATOR, fact) == 1


async def test_others_are_answered_while_many_gaps_are_tried(desk):
    for number in range(200):
        await desk.gaps.log(GUILD, f"{number:x}", f"zorp {number} blorp", show_id="", at=NOW)
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count_turns())
    await desk.keeping.covered_by(GUILD, CURATOR, lighthouse().facts[0])
    counting.cancel()
    assert turns >= 200 // 20


async def test_a_gap_that_is_gone_says_so(desk):
    with pytest.raises(UserError, match="That question is gone"):
        await desk.keeping.find(GUILD, CURATOR, "0" * 32)
