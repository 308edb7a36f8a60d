"""Guilds' own bases: loaded when asked for, up to date in the next answer, and nobody else's business."""

import asyncio
import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.curation.revisions import HIDDEN, UNTOUCHED, Act, Change, OwnFact, OwnShow, State
from bot.core.guilds import QuizDefaults
from bot.core.knowledge.answering import Answer, Status
from bot.core.knowledge.facts import Value
from bot.core.knowledge.library import Library
from bot.services import bases as bases_module
from bot.services.asking import Asking
from bot.services.bases import GUILD_WEIGHT, MAX_FRESH, MOST_FRESH, GuildBases
from bot.services.question_bank import QuestionBank
from bot.services.question_lists import GuildLists
from tests.curation_fakes import FakeRevisions
from tests.fakes import fake_storage
from tests.packs.own_facts import own_fact
from tests.unit.core.quiz.quiz_shows import HARBOUR as QUIZZED
from tests.unit.core.samples import HARBOUR, LEXICON

A, B = 1, 2
AT = datetime(2031, 5, 14, tzinfo=UTC)
PIER = replace(
    QUIZZED, id="copy", title="Pier Ten", facts=tuple(replace(it, show_id="copy", kinds=()) for it in QUIZZED.facts)
)
SHARED = Asking(Library((HARBOUR, PIER), LEXICON))
MUG = own_fact("harbour", "mug", "Which mug stands on the bridge?", "A blue mug.", value=Value("title", "a blue mug"))
QUESTIONS = ("Which mug stands on the bridge?", "who plays pike", "how many episodes", "cast", "who is ida", "zebra")


class CountingRevisions(FakeRevisions):
    """Counts how often a guild's overlay is read; fails while it `is_down`."""

    def __init__(self) -> None:
        super().__init__()
        self.reads: list[int] = []
        self.is_down = False

    async def overlay(self, guild_id):
        self.reads.append(guild_id)
        await asyncio.sleep(0)
        if self.is_down:
            raise ConnectionError
        return await super().overlay(guild_id)


@dataclass
class Club:
    """Bases over revisions in memory."""

    kept: CountingRevisions = field(default_factory=CountingRevisions)
    errors: list[BaseException] = field(default_factory=list)
    max_facts: int = 1_000

    def __post_init__(self) -> None:
        self.bases = self.process()

    def process(self) -> GuildBases:
        report = lambda error, _: self.errors.append(error)  # noqa: E731
        return GuildBases(SHARED, self.kept, report, max_facts=self.max_facts)

    async def record(self, guild_id: int, changes: Iterable[tuple[str, str, State]]) -> None:
        made = []
        for show_id, fact_id, state in changes:
            newest = await self.kept.newest(guild_id, show_id, fact_id)
            made.append(Change(show_id, fact_id, Act.EDIT, state, newest.id if newest else 0))
        await self.kept.record(guild_id, made, by=1, at=AT)

    async def add(self, guild_id: int, *own: OwnFact) -> None:
        await self.record(guild_id, [(it.fact.show_id, it.fact.id, State(own=it)) for it in own])
        self.bases.changed(guild_id)

    async def ask(self, guild_id: int | None, question: str = QUESTIONS[0]) -> Answer:
        return (await self.bases.asking(guild_id)).ask(question)


def numbered(count: int) -> list[OwnFact]:
    return [own_fact("harbour", f"f{n}", f"Who keeps locker {n}?", f"Number {n} does.") for n in range(count)]


async def test_a_guild_that_changed_nothing_asks_the_shared_base_without_a_look_at_the_database():
    club = Club()
    assert await club.bases.asking(A) is SHARED
    assert await club.bases.asking(None) is SHARED
    assert club.kept.reads == []


async def test_a_change_is_live_in_the_next_answer_and_nowhere_else():
    club = Club()
    assert (await club.ask(A)).status is not Status.ANSWERED
    await club.add(A, MUG)
    assert (await club.ask(A)).entries[0].fact == MUG.fact
    assert (await club.ask(B)).status is not Status.ANSWERED
    assert (await club.ask(None)).status is not Status.ANSWERED
    await club.record(A, [("harbour", "mug", UNTOUCHED)])
    club.bases.changed(A)
    assert await club.bases.asking(A) is SHARED


async def test_what_another_process_changes_is_seen_when_caught_up():
    club = Club()
    other = club.process()
    await other.asking(A)
    await club.add(A, MUG)
    assert await other.asking(A) is SHARED
    await other.catch_up()
    assert (await other.asking(A)).ask(QUESTIONS[0]).entries[0].fact == MUG.fact


async def test_a_base_is_read_once_for_many_who_ask_at_once():
    club = Club()
    await club.add(A, MUG)
    found = await asyncio.gather(*(club.bases.asking(A) for _ in range(20)))
    assert len(set(map(id, found))) == 1
    assert club.kept.reads == [A]


async def test_a_change_while_the_base_is_read_is_in_the_next_answer():
    club = Club()
    await club.add(A, MUG)
    reading = asyncio.create_task(club.bases.asking(A))
    await asyncio.sleep(0)
    await club.add(A, own_fact("harbour", "rope", "Who tied the rope?", "Tom tied it."))
    await reading
    assert (await club.ask(A, "Who tied the rope?")).status is Status.ANSWERED


async def test_a_change_that_somebody_else_is_reading_is_in_the_next_answer_too():
    club = Club()
    await club.add(A, own_fact("harbour", "rope", "Who tied the rope?", "Tom tied it."))
    await club.ask(A)
    await club.kept.create_show(A, OwnShow("club", "Our Club"), by=1, at=AT)
    await club.add(A, MUG)
    reading = asyncio.create_task(club.bases.asking(A))
    await asyncio.sleep(0)
    assert not reading.done()
    assert club.bases.may_know(A, "club"), "it is not loaded yet"
    assert (await club.ask(A)).status is Status.ANSWERED
    await reading
    assert club.kept.reads == [A, A]


async def test_a_guild_that_is_being_read_keeps_no_other_waiting():
    club = Club()
    await club.add(A, MUG)
    await club.add(B, MUG)
    await club.ask(B)
    reading = asyncio.create_task(club.bases.asking(A))
    await asyncio.sleep(0)
    with pytest.raises(StopIteration):
        club.bases.asking(B).send(None)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert (await club.ask(A)).status is Status.ANSWERED


async def test_a_failure_to_read_loses_no_change():
    club = Club()
    await club.add(A, MUG)
    club.kept.is_down = True
    with pytest.raises(ConnectionError):
        await club.bases.asking(A)
    club.kept.is_down = False
    assert (await club.ask(A)).status is Status.ANSWERED


async def test_bases_that_were_not_asked_for_longest_make_room():
    club = Club(max_facts=3 * (GUILD_WEIGHT + 1))
    for guild_id in range(1, 6):
        await club.add(guild_id, MUG)
        await club.ask(guild_id)
    assert len(club.bases._bases) == 3
    club.kept.reads.clear()
    for guild_id in (5, 4, 3, 1):
        assert (await club.ask(guild_id)).status is Status.ANSWERED
    assert club.kept.reads == [1]


async def test_a_guild_with_more_facts_than_there_is_room_for_is_served_alone():
    club = Club(max_facts=20)
    await club.add(A, MUG)
    await club.ask(A)
    await club.add(B, *numbered(40))
    assert (await club.ask(B, "Who keeps locker 17?")).status is Status.ANSWERED
    assert list(club.bases._bases) == [B]


@pytest.mark.parametrize("count", [MAX_FRESH - 1, MAX_FRESH + 2, MOST_FRESH + 1])
async def test_any_number_of_facts_is_live_in_the_next_answer_and_settles(count):
    club = Club()
    await club.add(A, MUG)
    await club.ask(A)
    await club.add(A, *numbered(count))
    assert (await club.ask(A, f"Who keeps locker {count - 1}?")).entries[0].fact.id == f"f{count - 1}"
    await club.add(A, own_fact("harbour", "f0", "Who keeps locker 0?", "Nobody."))
    assert (await club.ask(A, "Who keeps locker 0?")).entries[0].fact.text == "Nobody."
    await asyncio.gather(*club.bases._tasks)
    assert (await club.ask(A, "Who keeps locker 0?")).entries[0].fact.text == "Nobody."
    assert (await club.bases.asking(A)).library.catch_up(club.bases._bases[A].overlay) <= MAX_FRESH
    assert club.errors == []


async def test_which_shows_a_guild_may_have_is_known_at_once():
    club = Club()
    await club.kept.create_show(A, OwnShow("club", "Our Club"), by=1, at=AT)
    await club.kept.switch(A, "copy", is_on=False, by=1, at=AT)
    await club.bases.catch_up()
    assert club.bases.may_know(A, "club"), "its changes are not loaded yet"
    await club.bases.asking(A)
    assert club.bases.show_ids(A) == {"harbour", "club"}
    assert [club.bases.may_know(guild, "club") for guild in (A, B, None)] == [True, False, False]
    assert [club.bases.may_know(guild, "copy") for guild in (A, B, None)] == [False, True, True]


async def test_all_is_read_anew_when_a_guild_that_cannot_be_named_was_purged():
    club = Club()
    await club.add(A, MUG)
    await club.ask(A)

    async def purged(_version):
        return 99, frozenset({bases_module.EVERY_GUILD})

    club.kept.changed_since = purged
    club.kept.kept.clear()
    club.kept._versions.clear()
    await club.bases.catch_up()
    assert (await club.ask(A)).status is not Status.ANSWERED
    assert await club.bases.asking(0) is SHARED


async def test_a_fact_is_tried_without_being_kept():
    club = Club()
    assert await club.bases.try_fact(A, "harbour", MUG, None) == [(MUG.fact.question, "harbour/mug")]
    pike = own_fact("harbour", "mug", "Who plays Pike?", "Nobody.")
    await club.add(A, own_fact("harbour", "mug", "Which mug is it?", "This one."))
    assert await club.bases.try_fact(A, "harbour", pike, "mug") == [("Who plays Pike?", "harbour/mug")]
    assert (await club.ask(A, "who plays pike")).entries[0].fact.id == "pike-actor"


async def snapshot(bases: GuildBases, guild_id: int | None) -> list[object]:
    """Return all that somebody in a guild can see of its base."""
    asking = await bases.asking(guild_id)
    kept = fake_storage()
    bank = QuestionBank(bases.asking, kept.games, kept.rulings, random.Random(7), GuildLists(kept.lists))
    dealt = await bank.deal(guild_id or 0, None, None, QuizDefaults(questions=50))
    assert dealt
    return [
        [asking.ask(question) for question in QUESTIONS],
        [[entry.key for entry in asking.complete(typed)] for typed in ("", "who", "which mug")],
        [(show.id, show.title, [topic.id for topic in show.topics], len(show.facts)) for show in asking.shows],
        [entry.key for entry in asking.quotations()],
        dealt,
        bases.show_ids(guild_id or 0),
    ]


async def told(bases: GuildBases, guild_id: int) -> list[object]:
    """Return what a guild is told word for word, and its lists, without the packs that hold it."""
    asking = await bases.asking(guild_id)
    asked = [fact.question for show in asking.shows for fact in show.facts]
    return [
        [(question, [entry.fact for entry in asking.ask(question).entries]) for question in asked],
        [(show.id, show.title, show.topics, show.facts, show.sources, show.entities) for show in asking.shows],
        [[entry.key for entry in asking.complete(typed)] for typed in ("", "who", "which mug")],
        bases.show_ids(guild_id),
    ]


FACTS = [
    MUG,
    own_fact("harbour", "pike-actor", "Who plays Pike?", "Ida plays Pike.", value=Value("person", "Ida Vance")),
    own_fact("copy", "own-cast", "Who is Ida?", "Ida keeps the cast list.", asked=("cast", "how many episodes")),
    own_fact("zebra", "z", "zebra", "A zebra."),
]
KEYS = [(it.fact.show_id, it.fact.id) for it in FACTS] + [("harbour", "episodes-1"), ("harbour", "odile-actor")]
STEPS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(FACTS)),
    st.tuples(st.just("hide"), st.sampled_from(KEYS)),
    st.tuples(st.just("undo"), st.sampled_from(KEYS)),
    st.tuples(st.sampled_from(["on", "off"]), st.sampled_from(["harbour", "copy"])),
    st.tuples(st.just("create"), st.sampled_from(["zebra", "club"])),
    st.tuples(st.just("look"), st.none()),
)


async def take(club: Club, step: str, what: object) -> None:
    """Change something in guild A."""
    if step == "add":
        await club.add(A, what)
    elif step in ("hide", "undo"):
        await club.record(A, [(*what, HIDDEN if step == "hide" else UNTOUCHED)])
    elif step in ("on", "off"):
        await club.kept.switch(A, what, is_on=step == "on", by=1, at=AT)
    elif step == "create":
        await club.kept.create_show(A, OwnShow(what, what.title()), by=1, at=AT)
    else:
        asking = await club.bases.asking(A)
        for question in QUESTIONS:
            asking.ask(question)
    club.bases.changed(A)


@settings(max_examples=40, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=8))
def test_nothing_that_a_guild_does_is_seen_in_another(steps):
    async def play() -> None:
        club = Club()
        await club.add(B, own_fact("harbour", "rope", "Who tied the rope?", "Tom.", value=Value("title", "a rope")))
        before = [await snapshot(club.bases, guild_id) for guild_id in (B, 3, None)]
        for step, what in steps:
            await take(club, step, what)
            assert [await snapshot(club.bases, guild_id) for guild_id in (B, 3, None)] == before
        await club.bases.asking(A)
        fresh = club.process()
        assert [await snapshot(fresh, guild_id) for guild_id in (3, None)] == before[1:]
        assert await told(fresh, A) == await told(club.bases, A)

    asyncio.run(play())


async def test_quizzes_ask_for_the_values_of_own_facts_there_and_nowhere_else():
    club = Club()
    value = Value("person", "Ida Vance")
    await club.add(A, own_fact("copy", "mug", "Who painted the mug?", "Ida Vance painted the mug.", value=value))
    dealt = {guild_id: (await snapshot(club.bases, guild_id))[4] for guild_id in (A, B)}
    asked = {guild_id: {it.question.id.split("#")[0] for it in questions} for guild_id, questions in dealt.items()}
    assert asked[A] - asked[B] == {"copy/mug"}
