"""What is likely by all that was said: the kinds that say each word often, against those that never do."""

import pytest

from bot.core.knowledge.likelihood import LEAST, MOST, Likelihood

SHARES = {
    "director": {"?who": 0.5, "direct": 1.0},
    "actor_of": {"?who": 0.5, "play": 0.9, "show": 0.1},
    "weather": {"rain": 0.2, "show": 0.1},
}
LIKELIHOOD = Likelihood(SHARES)


@pytest.mark.parametrize(("kind", "said"), [("director", "direct"), ("actor_of", "play"), ("weather", "rain")])
def test_a_word_speaks_for_the_kind_that_says_it_and_against_all_others(kind, said):
    assert LIKELIHOOD.of(kind, [[said]]) > 0
    assert all(LIKELIHOOD.of(other, [[said]]) < 0 for other in SHARES if other != kind)


def test_a_word_that_no_kind_says_tells_nothing():
    assert LIKELIHOOD.of("director", [["quokka"]]) == 0
    assert LIKELIHOOD.of("director", []) == 0


def test_a_word_with_two_meanings_counts_as_the_likelier_one():
    assert LIKELIHOOD.of("director", [["direct", "rain"]]) == LIKELIHOOD.of("director", [["direct"]])


def test_all_that_was_said_adds_up():
    both = LIKELIHOOD.of("director", [["?who"], ["direct"]])
    assert both == pytest.approx(LIKELIHOOD.of("director", [["?who"]]) + LIKELIHOOD.of("director", [["direct"]]))


def test_no_word_alone_decides():
    lone = Likelihood({"kind": {"word": 1.0}, **{f"other-{number}": {"else": 1.0} for number in range(999)}})
    assert lone.of("kind", [["word"]]) == MOST
    assert lone.of("kind", [["else"]]) == LEAST
