"""The use case: questions within limits, topics, related topics and quotations, and messages that help."""

import pytest

from bot.core.errors import QuestionTooLong, UserError
from bot.core.knowledge.answering import Entry, Status
from bot.services.asking import MAX_QUESTION_CHARS, Asking
from tests.unit.core.samples import HARBOUR, MEADOW, library

ASKING = Asking(library(MEADOW, HARBOUR))


def entry(fact_id: str) -> Entry:
    return Entry(HARBOUR, HARBOUR.fact(fact_id))


def test_shows_are_listed_by_title_and_found_by_id():
    assert ASKING.shows == (HARBOUR, MEADOW)
    assert ASKING.show("meadow") is MEADOW


def test_an_unknown_show_is_refused_with_those_there_are():
    for ask in (ASKING.show, ASKING.quotations, lambda show_id: ASKING.topic(show_id, "cast")):
        with pytest.raises(UserError, match=r"no such show. I know Harbour Nine, Meadow\."):
            ask("attic")


def test_a_question_is_answered_from_all_shows_or_from_one():
    assert {it.pack for it in ASKING.ask("how many episodes").entries} == {HARBOUR, MEADOW}
    assert ASKING.ask("how many episodes", "meadow").entries == (Entry(MEADOW, MEADOW.fact("episodes-1")),)


@pytest.mark.parametrize("question", ["", "   ", "?!", "👩‍🚒", "\u202e\u200b"])
def test_nothing_asked_is_unknown(question):
    assert ASKING.ask(question).status is Status.UNKNOWN


def test_a_question_may_be_as_long_as_the_limit_and_no_longer():
    ASKING.ask("x" * MAX_QUESTION_CHARS)
    with pytest.raises(QuestionTooLong, match=f"at most {MAX_QUESTION_CHARS} characters"):
        ASKING.ask("x" * (MAX_QUESTION_CHARS + 1))


def test_an_explanation_has_the_limits_of_a_question():
    assert ASKING.explain("who plays pike", "harbour").startswith("read as: who plays pike")
    with pytest.raises(QuestionTooLong):
        ASKING.explain("x" * (MAX_QUESTION_CHARS + 1))


def test_what_is_typed_is_completed_whatever_its_length():
    assert ASKING.complete("who plays pike")[0] == entry("pike-actor")
    assert len(ASKING.complete("")) == len(HARBOUR.facts) + len(MEADOW.facts)
    assert len(ASKING.complete("", limit=2)) == 2
    assert len(ASKING.complete("who " * 1_000, limit=3)) == 3


def test_a_topic_has_its_facts_in_order():
    topic, entries = ASKING.topic("harbour", "making")
    assert topic.title == "Behind the scenes"
    assert entries == (entry("place"), entry("whistle"))


def test_an_unknown_topic_is_refused_with_those_there_are():
    with pytest.raises(UserError, match=r"Meadow has no such topic. It has cast, seasons, watch\."):
        ASKING.topic("meadow", "quotes")


def test_related_topics_are_the_fact_s_own_then_those_about_the_same_then_others():
    assert [it.id for it in ASKING.related(entry("quote-cold"))] == ["quotes", "cast", "seasons"]
    assert [it.id for it in ASKING.related(entry("watch"))] == ["watch", "seasons", "cast"]
    assert [it.id for it in ASKING.related(entry("place"), limit=1)] == ["making"]


def test_a_topic_is_related_once():
    related = ASKING.related(entry("odile-actor"), limit=25)
    assert [it.id for it in related] == ["cast", "quotes", "seasons", "watch", "making"]


def test_quotations_are_those_of_the_show_in_order():
    assert [*ASKING.quotations("harbour")] == [entry("quote-cold"), entry("quote-boats")]
    assert [*ASKING.quotations("meadow")] == []


def test_quotations_are_those_of_all_shows_when_none_is_named():
    assert [*ASKING.quotations()] == [*ASKING.quotations("harbour")]


@pytest.mark.parametrize(("about", "first"), [("boats", "quote-boats"), ("the cold", "quote-cold"), ("quokka", None)])
def test_quotations_about_something_come_first_and_none_is_left_out(about, first):
    found = ASKING.quotations("harbour", about)
    assert {it.fact.id for it in found} == {"quote-cold", "quote-boats"}
    assert first in (None, found[0].fact.id)


@pytest.mark.parametrize("about", ["ships", "float"])
def test_a_quotation_is_found_by_its_keywords_and_its_words(about):
    assert ASKING.quotations("harbour", about)[0] == entry("quote-boats")
