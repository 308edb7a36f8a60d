"""A fact answers only what it is about: its names, seasons, dates and numbers must agree with those of the question."""

from dataclasses import replace

import pytest

from bot.core.knowledge.library import Library
from tests.unit.core.samples import HARBOUR, LEXICON, MEADOW, answers, library


@pytest.mark.parametrize(
    ("question", "fact_id"),
    [
        ("who plays Odile", "odile-actor"),
        ("who plays Pike", "pike-actor"),
        ("which role has Tom Ash", "pike-actor"),
        ("which role has Renée Hart", "odile-actor"),
    ],
)
def test_the_fact_is_about_who_was_named(question, fact_id):
    assert answers(question) == [fact_id]


@pytest.mark.parametrize("question", ["what did Tom Ash say", "who plays Gdańsk", "where was Pike filmed"])
def test_no_fact_is_about_them(question):
    assert answers(question) == []


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("who plays the captain", ["pike-actor"]),
        ("who plays the gruff captain", ["pike-actor"]),
        ("who plays the nurse", []),
        ("who plays the gruff nurse", []),
        ("who plays the villain of the captain", []),
    ],
)
def test_somebody_is_told_by_the_words_of_the_fact(question, found):
    assert answers(question) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("how many episodes in season 1", ["episodes-1"]),
        ("how many episodes in season 2", ["episodes-2"]),
        ("how many episodes in s2", ["episodes-2"]),
        ("how many episodes in the second season", ["episodes-2"]),
        ("how many episodes in season 3", []),
        ("how many episodes in the latest season", ["episodes-1"]),
        ("when was the last season released", ["date-1"]),
        ("is it renewed for the next season", ["renewal"]),
        ("when was season 1 released", ["date-1"]),
        ("when was season 2 released", []),
        ("where can i watch season 1", ["watch"]),
        ("where can i watch season 7", []),
    ],
)
def test_seasons_agree(question, found):
    assert answers(question) == found


@pytest.mark.parametrize("question", ["how many episodes in season 0", "how many episodes in season zero"])
def test_there_is_no_season_0(question):
    assert answers(question) == []


def test_who_names_no_season_means_the_newest_that_is_out():
    assert answers("how many episodes") == ["episodes-1"]


def test_a_season_that_the_words_of_a_fact_name_is_one_that_it_may_tell_of():
    told = replace(HARBOUR.fact("date-1"), season=None, text="It came out on 3 May 2031; season 4 never came out.")
    ended = replace(HARBOUR, facts=(told,))
    assert answers("when does season 4 come out", ended) == ["date-1"]
    assert answers("when does season 5 come out", ended) == []


def test_what_a_kind_is_exact_about_must_stand_in_the_fact():
    counting = replace(LEXICON.kinds["episode_count"], exact=("watch",))
    exact = replace(LEXICON, kinds={**LEXICON.kinds, "episode_count": counting})
    told = Library((HARBOUR,), exact)
    assert told.answer("how many episodes are there").entries
    assert not told.answer("how many episodes are there to watch").entries
    assert library(HARBOUR).answer("how many episodes are there to watch").entries


def test_a_renewal_of_no_season_is_about_all_that_may_come():
    ended = replace(HARBOUR, facts=(replace(HARBOUR.fact("renewal"), season=None, text="It was not renewed."),))
    assert answers("is it renewed for season 4", ended) == ["renewal"]


def test_what_comes_after_a_season_is_about_the_next():
    assert answers("is it renewed after season 1") == ["renewal"]
    assert answers("is it renewed after season 4") == []


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("was it released in may 2031", ["date-1"]),
        ("was it released in may", ["date-1"]),
        ("was it released on may 3", ["date-1"]),
        ("was it released in 2031", ["date-1"]),
        ("was it released in june 2031", []),
        ("was it released on may 4", []),
    ],
)
def test_dates_agree(question, found):
    assert answers(question) == found


@pytest.mark.parametrize(
    ("question", "fact_id"),
    [
        ("is it streamed on Netvid", "watch"),
        ("is it streamed on Hula Plus?", "watch"),
        ("is it streamed on Channel Six", "watch"),
        ("was it filmed in Oslo", "place"),
        ("was it filmed in Gdańsk", "place"),
        ("was it filmed in Xanthor", "place"),
        ("i heard Netvid streams it", "watch"),
        ("does Tom Ash play Odile", "odile-actor"),
        ("is the star Tom Ash", "odile-actor"),
    ],
)
def test_a_guess_in_a_yes_or_no_question_is_confirmed_or_corrected(question, fact_id):
    assert answers(question) == [fact_id]


@pytest.mark.parametrize("question", ["is there a role of Gil Oar", "has Gil Oar a role", "does Gil Oar play"])
def test_a_name_that_no_fact_is_about_does_not_tell_which_of_many_is_meant(question):
    assert answers(question) == []


@pytest.mark.parametrize(
    "question",
    [
        "who directed it on Netvid",
        "who plays Pike in Night Ferry",
        "where was Night Ferry filmed",
        "when was Night Ferry released",
    ],
)
def test_a_question_about_another_thing_is_not_corrected(question):
    assert answers(question) == []


@pytest.mark.parametrize(
    ("question", "fact_id"),
    [
        ("what did Renée Hart say about the cold", "quote-cold"),
        ("what did Renée Hart say about winter", "quote-cold"),
        ("what did renee say about ships", "quote-boats"),
    ],
)
def test_keywords_tell_facts_of_a_kind_apart(question, fact_id):
    assert answers(question) == [fact_id]


@pytest.mark.parametrize(
    "question", ["how many episodes are there in Meadow", "where can i watch Meadow", "who plays Wim"]
)
def test_a_question_that_names_a_show_is_not_for_another(question):
    assert {entry.pack for entry in library(HARBOUR, MEADOW).answer(question).entries} == {MEADOW}
