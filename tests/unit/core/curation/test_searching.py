"""Search by words, with slips."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.curation.searching import TextIndex

TEXTS = ("What is the Gull? A red boat.", "Who owns the boat? Old Tam.", "How many boats? Twelve.", "誰が泳ぐの")
INDEX = TextIndex(TEXTS)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("gull", [0]),
        ("GUL", [0]),
        ("red boat", [0]),
        ("bota", [0, 1, 2]),
        ("boat", [0, 1, 2]),
        ("old tma", [1]),
        ("boat red", [0]),
        ("zzz", []),
        ("", [0, 1, 2, 3]),
        ("?!", [0, 1, 2, 3]),
        ("誰が泳ぐの", [3]),
    ],
)
def test_texts_are_found_by_their_words(query, found):
    assert sorted(INDEX.near(query)) == found


def test_the_nearest_comes_first():
    assert INDEX.near("boats")[0] == 2


@given(st.text(max_size=80))
def test_any_query_finds_places_of_texts(query):
    found = INDEX.near(query)
    assert len(set(found)) == len(found)
    assert set(found) <= set(range(len(TEXTS)))
