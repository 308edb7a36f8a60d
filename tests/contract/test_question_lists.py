"""Question lists are kept as they were put, for one guild each."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.curation.revisions import UNTOUCHED
from bot.core.quiz.lists import Heading, KeptList, QuestionList
from bot.core.quiz.question import Difficulty, Question
from tests.contract.curation_samples import change
from tests.contract.samples import ANN, BEN, GUILD, OTHER_GUILD, T0

QUESTION = Question(
    "general/1#list",
    "general",
    "geography",
    "Which “river” \\ 1 🎉 \u202e?",
    "07",
    ("yes", "12:30"),
    ("Nile", "Oder"),
    is_typable=False,
    difficulty=Difficulty.HARD,
    source="Question list “General” by Ann, CC BY-SA 4.0",
    show_title="General",
)
GENERAL = QuestionList(
    Heading("general", "General", "Ann, Ben", "CC BY-SA 4.0", "Of all sorts"),
    (QUESTION, Question("general/2#list", "general", "general", "Who?", "Odile")),
)


@pytest.fixture
def lists(storage):
    return storage.lists


async def test_a_list_comes_back_as_it_was_put(lists):
    assert await lists.put(GUILD, GENERAL, by=ANN, at=T0)
    assert await lists.load(GUILD, "general") == GENERAL
    assert await lists.of_guild(GUILD) == (KeptList(GENERAL.heading, 2, ANN, T0),)


async def test_a_list_is_not_replaced(lists):
    await lists.put(GUILD, GENERAL, by=ANN, at=T0)
    other = replace(GENERAL, questions=())
    assert not await lists.put(GUILD, other, by=BEN, at=T0 + timedelta(days=1))
    assert await lists.load(GUILD, "general") == GENERAL


async def test_lists_come_in_the_order_of_their_titles(lists):
    for list_id, title in (("a", "Zebras"), ("c", "Ants"), ("b", "Ants")):
        await lists.put(GUILD, QuestionList(Heading(list_id, title), ()), by=ANN, at=T0)
    assert [it.heading.id for it in await lists.of_guild(GUILD)] == ["b", "c", "a"]


async def test_another_guild_has_none_of_it(lists):
    await lists.put(GUILD, GENERAL, by=ANN, at=T0)
    assert await lists.of_guild(OTHER_GUILD) == ()
    assert await lists.load(OTHER_GUILD, "general") is None
    assert not await lists.remove(OTHER_GUILD, "general", T0)
    assert await lists.put(OTHER_GUILD, GENERAL, by=BEN, at=T0)


async def test_a_list_is_removed_once_and_only_the_one_that_is_meant(lists):
    await lists.put(GUILD, GENERAL, by=ANN, at=T0)
    assert not await lists.remove(GUILD, "general", T0 + timedelta(seconds=1))
    assert await lists.remove(GUILD, "general", T0)
    assert not await lists.remove(GUILD, "general", T0)
    assert await lists.load(GUILD, "general") is None
    assert await lists.put(GUILD, GENERAL, by=ANN, at=T0)


async def test_newest_revisions_are_named_for_each_fact_ever_changed(storage):
    assert await storage.revisions.newest_ids(GUILD) == {}
    first, second = await storage.revisions.record(GUILD, [change("lead"), change("boat")], by=ANN, at=T0)
    (undone,) = await storage.revisions.record(GUILD, [change("lead", UNTOUCHED, first.id)], by=ANN, at=T0)
    assert await storage.revisions.newest_ids(GUILD) == {("harbour", "lead"): undone.id, ("harbour", "boat"): second.id}
    assert await storage.revisions.newest_ids(OTHER_GUILD) == {}
