"""Slips are mended by looking a few words up, not all."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge.spelling import Speller

KNOWN = Speller(
    "episode premiere release renewed director detective actress streaming connelly welliver ballard season filmed "
    "cast character nominated soundtrack when where the 2025 ok".split()
)


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("epsiode", "episode"),
        ("episdoe", "episode"),
        ("eposide", "episode"),
        ("episod", "episode"),
        ("episoode", "episode"),
        ("premier", "premiere"),
        ("permiere", "premiere"),
        ("relase", "release"),
        ("renwed", "renewed"),
        ("directer", "director"),
        ("detctive", "detective"),
        ("acress", "actress"),
        ("actres", "actress"),
        ("streming", "streaming"),
        ("conelly", "connelly"),
        ("wellivor", "welliver"),
        ("balard", "ballard"),
        ("sesaon", "season"),
        ("seson", "season"),
        ("flimed", "filmed"),
        ("filmd", "filmed"),
        ("caracter", "character"),
        ("charachter", "character"),
        ("nomminated", "nominated"),
        ("soundtrak", "soundtrack"),
        ("wehn", "when"),
        ("wher", "where"),
    ],
)
def test_a_slip_finds_the_word(slip, word):
    nearest = KNOWN.nearest(slip)
    assert nearest[0][0] == word
    assert 0 < nearest[0][1] < 1


@pytest.mark.parametrize("word", ["banana", "xylophone", "quokka", "zzzzzz", "book", "tree"])
def test_another_word_finds_nothing(word):
    assert KNOWN.nearest(word) == []


@pytest.mark.parametrize("word", ["", "a", "te", "2024", "s2", "c4st", "ok", "renée's"])
def test_short_words_and_figures_are_not_mended(word):
    assert KNOWN.nearest(word) == []


def test_figures_and_short_words_are_known_but_no_correction():
    assert "2025" in KNOWN
    assert "ok" in KNOWN
    assert KNOWN.nearest("okk") == []


def test_a_known_word_is_its_own_nearest_at_no_cost():
    assert KNOWN.nearest("episode")[0] == ("episode", 0.0)


def test_words_as_near_as_each_other_are_all_offered_in_one_order():
    one, other = Speller(["marley", "harley"]), Speller(["harley", "marley"])
    assert [word for word, _ in one.nearest("xarley")] == ["harley", "marley"]
    assert one.nearest("xarley") == other.nearest("xarley")


def test_a_word_added_twice_is_offered_once():
    speller = Speller(["season", "season"])
    speller.add("season")
    assert [word for word, _ in speller.nearest("seasn")] == ["season"]


@given(st.text(string.ascii_lowercase, min_size=3, max_size=25), st.lists(st.text(string.ascii_lowercase, max_size=12)))
def test_what_is_offered_is_known_and_cheapest_first(word, known):
    speller = Speller(known)
    nearest = speller.nearest(word)
    assert all(other in speller for other, _ in nearest)
    assert [cost for _, cost in nearest] == sorted(cost for _, cost in nearest)


class Watched(str):
    """A word that notes when it is looked at."""

    __slots__ = ("seen",)

    def __hash__(self) -> int:
        self.seen = True
        return super().__hash__()

    __eq__ = str.__eq__


def test_few_of_many_words_are_looked_at():
    rng = random.Random(7)
    many = [Watched("".join(rng.choices("etaoinshrdlucmfwypvbgk", k=rng.randint(5, 10)))) for _ in range(20_000)]
    speller = Speller(many)
    for word in rng.sample(many, 50):
        for other in many:
            other.seen = False
        nearest = speller.nearest(f"{word[:2]}{word[3]}{word[2]}{word[4:]}")
        assert word in [other for other, _ in nearest]
        assert sum(other.seen for other in many) < len(many) / 50
