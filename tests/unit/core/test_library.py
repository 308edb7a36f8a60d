"""All shows at once: topics, completion, any order of packs, and any input at all."""

import sys
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge.answering import Answer, Entry, Status, plain_text
from tests.unit.core.samples import HARBOUR, MEADOW, attic, library
from tests.unit.core.test_reading import ENDLESS, ODD_TEXT

ATTIC = attic()
PACKS = (HARBOUR, MEADOW, ATTIC)
QUESTIONS = [
    *(fact.question for pack in PACKS for fact in pack.facts),
    "who plays pike and how many episodes are there",
    "who directed it",
    "who plays",
    "how many episodes in season 3",
    "is it streamed on netvid",
    "Renée",
    "cast",
    "seasons",
    "quokka",
]


@pytest.mark.parametrize(
    "name", ["cast", "CAST!", "actors", "Behind the scenes", "making", "sayings", "where to watch"]
)
def test_the_name_of_a_topic_opens_it(name):
    answer = library(HARBOUR).answer(name)
    pack, topic = answer.topic
    assert answer.status is Status.ANSWERED
    assert answer.entries == tuple(Entry(pack, fact) for fact in pack.facts_of(topic.id))
    assert name.lower().strip("!") in (topic.id, topic.title.lower(), *topic.aliases)


def test_the_name_of_a_topic_with_more_words_is_a_question():
    assert library(HARBOUR).answer("cast of quokkas").topic is None


def test_a_topic_is_that_of_the_show_that_was_asked():
    assert library(HARBOUR, MEADOW).answer("seasons", "meadow").topic[0] is MEADOW
    assert library(HARBOUR, MEADOW).answer("quotes", "meadow").topic is None


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_to_a_show_gets_nothing_of_another(question):
    for pack in PACKS:
        answer = library(*PACKS).answer(question, pack.id)
        assert {entry.pack for entry in (*answer.entries, *answer.suggestions)} <= {pack}


@pytest.mark.parametrize("question", [*QUESTIONS, "", "👩‍🚒"])
def test_a_show_that_is_not_loaded_knows_nothing(question):
    assert library(*PACKS).answer(question, "nowhere") == Answer(Status.UNKNOWN)


def test_no_packs_know_nothing():
    assert library().answer("who plays pike").status is Status.UNKNOWN
    assert library().complete("who", 5) == []


@given(st.permutations(PACKS), st.sampled_from(QUESTIONS), st.sampled_from([None, "harbour", "meadow"]))
def test_the_order_of_packs_does_not_matter(packs, question, show_id):
    assert library(*packs).answer(question, show_id) == library(*PACKS).answer(question, show_id)


def test_packs_stand_in_the_order_of_their_titles():
    for packs in permutations(PACKS):
        assert [pack.title for pack in library(*packs).packs] == ["Harbour Nine", "Meadow", "The Attic"]


def assert_consistent(answer: Answer) -> None:
    assert bool(answer.entries) == (answer.status is Status.ANSWERED)
    assert bool(answer.suggestions) == (answer.status is Status.SUGGESTED)
    assert len(answer.suggestions) <= 3
    keys = [entry.key for entry in (*answer.entries, *answer.suggestions)]
    assert len(set(keys)) == len(keys)
    assert 0 <= answer.confidence <= 1
    assert not answer.missing or answer.status is Status.UNKNOWN
    assert plain_text(answer).strip()


@given(ODD_TEXT, st.sampled_from([None, "harbour", "nowhere"]))
def test_any_text_gets_a_consistent_answer(text, show_id):
    assert_consistent(library(*PACKS).answer(text, show_id))
    library(*PACKS).complete(text, 5)


WORDS = sorted({*" ".join(QUESTIONS).split(), "and", "?", "s3", "2031", "xx"})


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_any_words_of_the_show_get_a_consistent_answer(text):
    assert_consistent(library(*PACKS).answer(text))


@pytest.mark.parametrize("unit", ENDLESS)
def test_a_text_without_end_gets_a_consistent_answer(unit):
    assert_consistent(library(*PACKS).answer(unit * (5_000 // len(unit))))


@pytest.mark.parametrize(
    "frame", ["season {}", "how many episodes in season {}", "was it released in may {}", "{} season"]
)
def test_no_digit_of_another_script_raises(frame):
    for digit in "❷⓵፩²٢𝟚½Ⅱ二":
        assert_consistent(library(HARBOUR).answer(frame.format(digit)))


def completed(typed: str, limit: int = 25) -> list[str]:
    return [entry.fact.id for entry in library(HARBOUR).complete(typed, limit)]


@pytest.mark.parametrize("blank", ["", " ", "\n\t"])
def test_nothing_typed_lists_all_questions_in_order(blank):
    assert completed(blank) == [fact.id for fact in HARBOUR.facts]
    assert completed(blank, 2) == [fact.id for fact in HARBOUR.facts[:2]]


@pytest.mark.parametrize(
    ("typed", "fact_id"),
    [
        ("Who plays O", "odile-actor"),
        ("who plays p", "pike-actor"),
        ("WHERE WAS", "place"),
        ("when did", "date-1"),
        ("boats", "quote-boats"),
        ("wistle tune", "whistle"),
        ("how many episdes does season", "episodes-1"),
        ("Who plays Pike?", "pike-actor"),
    ],
)
def test_the_question_that_is_being_typed_comes_first(typed, fact_id):
    assert completed(typed)[0] == fact_id


@pytest.mark.parametrize("typed", ["", "w", "who plays", "quokka", "?", "👩‍🚒"])
@pytest.mark.parametrize("limit", [1, 3, 25])
def test_no_more_than_the_limit_are_offered_and_each_once(typed, limit):
    found = completed(typed, limit)
    assert len(found) <= limit
    assert len(set(found)) == len(found)


def test_the_questions_of_all_shows_are_offered():
    assert {entry.pack for entry in library(HARBOUR, MEADOW).complete("who plays", 5)} == {HARBOUR, MEADOW}


def calls_of(function, *arguments) -> int:
    """Return how many functions one call leads to: a cost that neither the clock nor the load changes."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("typed", ["", "What is in box 49", "waht is in bxo 4999", "quokka", "w"])
def test_completing_among_many_facts_does_no_work_of_its_own_for_each(typed):
    many = library(attic(5_000))
    assert len(many.complete(typed, 25)) <= 25
    assert calls_of(many.complete, typed, 25) < 500


def test_the_right_one_of_many_facts_is_offered():
    assert "box-4999" in [entry.fact.id for entry in library(attic(5_000)).complete("what is in box 4999", 25)]
