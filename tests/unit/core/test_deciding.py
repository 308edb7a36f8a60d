"""When a question is answered, when the bot asks back, and when it says that it does not know."""

import pytest

from bot.core.knowledge.answering import MAX_SUGGESTIONS, Answer, Entry, Status, together
from tests.unit.core.samples import HARBOUR, MEADOW, attic, library

ENTRIES = tuple(Entry(HARBOUR, fact) for fact in HARBOUR.facts)


def ask(question: str, *packs) -> Answer:
    return library(*packs or (HARBOUR,)).answer(question)


def keys(answer: Answer) -> list[str]:
    return [entry.key for entry in answer.entries]


@pytest.mark.parametrize("fact", HARBOUR.facts, ids=lambda fact: fact.id)
def test_a_fact_is_found_by_its_own_question_to_the_letter(fact):
    assert keys(ask(fact.question)) == [f"harbour/{fact.id}"]


@pytest.mark.parametrize(
    ("name", "fact_id"),
    [
        ("Renée", "odile-actor"),
        ("tom ash", "pike-actor"),
        ("who is pike", "pike-actor"),
        ("odile marsh?", "odile-actor"),
        ("Danzig", "place"),
        ("tom ash harbour nine", "pike-actor"),
    ],
)
def test_a_bare_name_gets_the_first_fact_about_it(name, fact_id):
    assert keys(ask(name)) == [f"harbour/{fact_id}"]


@pytest.mark.parametrize("question", ["netvid", "quokka", "pike quokka", "pike odile", "harbour nine"])
def test_what_is_no_bare_name_of_the_show_does_not_get_one(question):
    assert ask(question).status is not Status.ANSWERED


@pytest.mark.parametrize("question", ["who", "when", "season 1", "2031", "how many", "what is it", "6"])
def test_a_question_word_or_a_figure_alone_is_not_enough(question):
    assert ask(question).status is not Status.ANSWERED


def test_what_no_fact_tells_is_named():
    answer = ask("who directed it")
    assert (answer.status, answer.missing) == (Status.UNKNOWN, "who directed it")


def test_what_has_nothing_to_do_with_the_show_is_unknown_and_nothing_is_missing():
    answer = ask("what is the weather")
    assert (answer.status, answer.missing, answer.entries, answer.suggestions) == (Status.UNKNOWN, "", (), ())


def test_a_fact_of_no_kind_is_found_by_its_other_phrasings():
    assert keys(ask("whistle melody")) == ["harbour/whistle"]


def test_a_keyword_of_a_fact_of_no_kind_is_enough_where_a_show_is_meant():
    assert keys(ask("harbour nine foghorn")) == ["harbour/whistle"]
    assert keys(ask("the foghorn in it")) == ["harbour/whistle"]
    assert keys(ask("foghorn")) == []
    assert keys(ask("harbour nine winter")) == []  # a keyword that tells facts of a kind apart


def test_somebody_named_is_found_by_any_fact_where_a_show_has_none_of_the_kind():
    assert keys(ask("what has tom ash to do with it")) == ["harbour/pike-actor"]
    assert keys(ask("what has gil oar to do with it")) == []


def test_a_question_that_lacks_its_name_is_asked_back():
    answer = ask("who plays", HARBOUR, MEADOW)
    assert answer.status is not Status.ANSWERED
    assert {entry.pack for entry in answer.suggestions} <= {HARBOUR, MEADOW}


@pytest.mark.parametrize(
    "question",
    [
        "who plays pike and how many episodes are there",
        "Who plays Pike? How many episodes are there?",
        "who plays pike & how many episodes are there",
        "who plays pike; how many episodes are there",
    ],
)
def test_two_questions_get_two_answers(question):
    assert keys(ask(question)) == ["harbour/pike-actor", "harbour/episodes-1"]


@pytest.mark.parametrize(
    "question",
    [
        "is harbour nine renewed for season 2 and why",
        "Is season 2 renewed? Why?",
        "is season 2 renewed, and for what reason",
    ],
)
def test_a_question_that_leaves_its_subject_to_the_one_before_is_understood(question):
    assert keys(ask(question)) == ["harbour/renewal", "harbour/reason"]


def test_two_questions_of_which_one_has_no_answer_get_none_alone():
    assert "harbour/pike-actor" not in keys(ask("who directed it and what is the weather"))
    assert len(keys(ask("who plays pike and who directed it"))) <= 1


def test_a_question_that_names_no_show_is_answered_by_each():
    assert set(keys(ask("how many episodes", HARBOUR, MEADOW))) == {"harbour/episodes-1", "meadow/episodes-1"}


def test_a_question_that_names_somebody_is_answered_by_their_show_alone():
    assert keys(ask("who plays pike", HARBOUR, MEADOW)) == ["harbour/pike-actor"]
    assert keys(ask("who plays wim", HARBOUR, MEADOW)) == ["meadow/wim-actor"]
    assert keys(ask("how many episodes in season 2 of meadow", HARBOUR, MEADOW)) == []


def test_a_name_of_one_show_finds_nothing_where_only_another_is_loaded():
    assert ask("who plays wim").status is not Status.ANSWERED
    assert ask("who plays pike", MEADOW).status is not Status.ANSWERED


def test_a_role_is_that_of_each_show():
    assert keys(ask("who is the star", HARBOUR, MEADOW)) == ["harbour/odile-actor"]


@pytest.mark.parametrize(
    "question", ["how many episodes in grimwater", "how many episodes in the quokka", "who has the lead in attic"]
)
def test_a_question_about_a_show_that_nobody_knows_is_not_answered(question):
    assert ask(question).status is not Status.ANSWERED


def test_a_stranger_in_the_place_of_somebody_is_corrected():
    assert keys(ask("is pike played by wanda water")) == ["harbour/pike-actor"]
    assert keys(ask("which role has wanda water")) == []


def test_a_word_before_a_season_is_the_name_of_a_show():
    assert keys(ask("season 2 episodes")) == ["harbour/episodes-2"]
    assert keys(ask("water season 2 episodes")) == []


def test_what_is_nearly_as_near_as_what_nobody_knows_is_suggested():
    answer = ask("who is the director or the star")
    assert [entry.key for entry in answer.suggestions] == ["harbour/odile-actor"]
    assert ask("who directed it").suggestions == ()


@pytest.mark.parametrize("question", ["why grimwater", "who water"])
def test_nothing_is_suggested_for_a_question_word_alone(question):
    assert ask(question).suggestions == ()


def test_suggestions_are_few_and_each_is_another_fact():
    answer = library(attic(30)).answer("what is in box")
    assert len(answer.suggestions) <= MAX_SUGGESTIONS
    assert len(set(answer.suggestions)) == len(answer.suggestions)


def answered(confidence: float, *entries: Entry) -> Answer:
    return Answer(Status.ANSWERED, confidence, entries)


def suggested(confidence: float, *entries: Entry) -> Answer:
    return Answer(Status.SUGGESTED, confidence, suggestions=entries)


def test_answers_together_hold_each_fact_once_in_order_and_are_as_sure_as_the_least():
    a, b, c, *_ = ENTRIES
    assert together([answered(0.8, a, b), answered(0.9, c, a)]) == answered(0.8, a, b, c)


def test_an_answer_beats_suggestions_and_these_beat_nothing():
    a, b, *_ = ENTRIES
    nothing = Answer(Status.UNKNOWN, 0.99, missing="who directed it")
    assert together([suggested(0.9, b), answered(0.7, a), nothing]) == answered(0.7, a)
    assert together([nothing, suggested(0.5, b)]) == suggested(0.5, b)
    assert together([nothing, Answer(Status.UNKNOWN)]) == nothing


def test_suggestions_together_are_at_most_three():
    a, b, c, d, *_ = ENTRIES
    assert together([suggested(0.5, c, d), suggested(0.6, a, b, c)]) == suggested(0.6, c, d, a)
    assert together([suggested(0.6, a, b), suggested(0.5, b, c, d)]).suggestions == (a, b, c)
