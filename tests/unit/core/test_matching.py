"""How well a question fits the ways to ask: all of it must be accounted for, and what tells most counts most."""

import pytest

from bot.core.knowledge.matching import Match
from tests.unit.core.samples import HARBOUR, KINDS, library


def best(question: str, kind: str) -> Match:
    """Return the best match of a kind."""
    matches = library(HARBOUR).read(question).matches
    return max((it for it in matches if it.example.kind == kind), key=lambda it: it.score)


def score(question: str, kind: str) -> float:
    """Return the score of a kind's best match; 0 when it has none."""
    return max((it.score for it in library(HARBOUR).read(question).matches if it.example.kind == kind), default=0.0)


def kinds(question: str) -> list[str]:
    """Return the kinds that match, best first, each once."""
    return list(dict.fromkeys(it.example.kind for it in library(HARBOUR).read(question).matches))


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_matches_its_own_kind_best(kind):
    fillers = {
        "{character}": "Pike",
        "{person}": "Tom Ash",
        "{show}": "Harbour Nine",
        "{org}": "Channel Six",
        "{season}": "2",
        "{number}": "6",
        "{date}": "May 2031",
        "{place}": "Gdańsk",
        "{topic}": "the cold",
    }
    for line in KINDS[kind].strip().splitlines():
        question = line.strip()
        for slot, filler in fillers.items():
            question = question.replace(slot, filler)
        assert kinds(question)[0] == kind, question


def test_matches_come_best_first_with_scores_from_0_to_1():
    for question in ("who plays pike", "is it renewed after season 1", "filmed where and when", "who"):
        scores = [it.score for it in library(HARBOUR).read(question).matches]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


def test_the_order_of_the_words_does_not_matter():
    assert score("pike plays who", "actor_of") == pytest.approx(score("who plays pike", "actor_of")) != 0


def test_what_question_and_example_share_is_named():
    match = best("who plays pike", "actor_of")
    assert match.shared == {"?who", "play", "@character"}
    assert (match.missing, match.extra) == (pytest.approx(0), 0)


def test_what_is_missing_lowers_the_score():
    assert score("why was it renewed", "renewal_reason") > score("why", "renewal_reason")
    assert score("how many episodes", "episode_count") > score("how many", "episode_count")


def test_a_slot_must_be_filled():
    assert score("who plays pike", "actor_of") > score("who plays", "actor_of")
    assert score("what is the role of tom ash", "role_of") > score("what is the role of", "role_of")


def test_a_pronoun_fills_a_slot_but_tells_less_than_a_name():
    assert score("who plays pike", "actor_of") >= score("who plays him", "actor_of") > score("who plays", "actor_of")


def test_what_is_unexplained_lowers_the_score():
    plain, more = best("who plays pike", "actor_of"), best("who plays pike quokka", "actor_of")
    assert plain.extra == 0 < more.extra
    assert plain.score > more.score


def test_unknown_words_cost_more_than_everyday_ones_and_chatter_costs_nothing():
    costs = [best(f"who plays pike {word}", "actor_of").extra for word in ("please", "people", "quokka")]
    assert costs[0] == 0 < costs[1] < costs[2]


def test_another_question_word_costs_more_than_a_word_that_the_kind_knows():
    assert score("actor pike plays", "actor_of") > score("who plays pike when", "actor_of")


def test_a_telling_word_decides():
    assert kinds("it directed")[0] == "director"
    assert kinds("who weather")[0] == "weather"


def test_a_slip_lowers_the_score_a_little():
    right, slip, none = (score(f"who {word} pike", "actor_of") for word in ("plays", "palys", "quokka"))
    assert right > slip > none


def test_of_two_kinds_the_one_with_the_fuller_example_matches_better():
    assert kinds("why was it renewed")[0] == "renewal_reason"
    assert kinds("is it renewed")[0] == "renewal"


def test_a_way_to_ask_that_is_one_kind_s_alone_is_purer_than_a_shared_one():
    purity = {it.example.purity for it in library(HARBOUR).read("who plays pike").matches}
    assert max(purity) == 1
    assert all(0 < it <= 1 for it in purity)


@pytest.mark.parametrize("question", ["", "?", "please tell me", "quokka", "👩‍🚒"])
def test_nothing_said_matches_nothing(question):
    assert library(HARBOUR).read(question).matches == []
