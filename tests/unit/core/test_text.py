"""Text as people type it becomes plain words, always the same ones."""

import string
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.knowledge.text import MAX_WORD_CHARS, MAX_WORDS, clauses, fold, number_of, stem, words

ANY_TEXT = st.text(st.characters(), max_size=200)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("RENÉE", "renee"),
        ("Rene\u0301e", "renee"),
        ("Ｒｅｎｅｅ", "renee"),
        ("re\u200bn\u00aded", "rened"),
        ("\u202eeener\u202c", "eener"),
        ("“Don’t”", '"don\'t"'),
        ("`ok`", "'ok'"),
        ("9–5", "9-5"),
        ("Straße", "strasse"),
        ("ﬁlm", "film"),
        ("İ", "i"),
        ("①", "1"),
        ("", ""),
    ],
)
def test_case_accents_and_typography_do_not_matter(typed, folded):
    assert fold(typed) == folded


@given(ANY_TEXT)
@example("ǰ\u0323'")
@example("\u1e9b\u0323")
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_no_mark_and_nothing_invisible_survives_folding(text):
    assert not {unicodedata.category(char) for char in fold(text)} & {"Mn", "Me", "Cf"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("who plays pike", [["who", "plays", "pike"]]),
        ("Who plays Pike? And when?!", [["who", "plays", "pike"], ["and", "when"]]),
        ("pike, odile; both (really)", [["pike"], ["odile"], ["both"], ["really"]]),
        ("one\ntwo", [["one"], ["two"]]),
        ("pike - who", [["pike"], ["who"]]),
        ("spin-off", [["spin", "off"]]),
        ("who's it, isn't it", [["who", "it"], ["is", "not", "it"]]),
        ("we've they'll I'd I'm", [["we", "they", "i", "i"]]),
        ("O'Neill", [["oneill"]]),
        ("s2", [["season", "2"]]),
        ("S02E05", [["season", "2", "episode", "5"]]),
        ("season2", [["season", "2"]]),
        ("#4 and no. 5", [["number", "4", "and", "number", "5"]]),
        ("the 2nd, 1st", [["the", "2"], ["1"]]),
        ("10eps", [["10", "eps"]]),
        ("$14.84 or 5% of 1,000", [["$14.84", "or", "5%", "of", "1,000"]]),
        ("sooooo goooood", [["soo", "good"]]),
        ("SOOOO!", [["soo"]]),
        ("gdańsk_oslo", [["gdansk", "oslo"]]),
        ("?!... 👩‍🚒", []),
        ("", []),
        ("\x00\t \r", []),
    ],
)
def test_a_text_is_words_in_clauses(typed, expected):
    assert clauses(typed) == expected


@given(ANY_TEXT)
def test_words_are_those_of_the_clauses(text):
    assert words(text) == [word for clause in clauses(text) for word in clause]
    assert all(clauses(text))


@given(st.text(string.ascii_lowercase + "   ", max_size=60).filter(str.strip))
@example("a" * (MAX_WORD_CHARS + 1))
@example("abc" * MAX_WORD_CHARS)
def test_plain_text_is_read_like_the_same_text_with_a_full_stop(text):
    assert clauses(text) == clauses(f"{text}.")


@given(st.text(max_size=500))
@example("a " * 300)
@example("A " * 300)
@example("abc" * 200)
@example("Abc" * 200)
@example("12" * 200)
def test_the_work_is_bounded(text):
    found = words(text)
    assert len(found) <= MAX_WORDS
    assert all(0 < len(word) <= MAX_WORD_CHARS for word in found)


@pytest.mark.parametrize(
    ("word", "digits"),
    [
        ("ten", "10"),
        ("10", "10"),
        ("tenth", "10"),
        ("first", "1"),
        ("zero", "0"),
        ("twenty", "20"),
        ("1,000", "1000"),
        ("$14.84", "14.84"),
        ("€2", "2"),
        ("5%", "5"),
        ("$", None),
        ("pike", None),
        ("tens", None),
    ],
)
def test_numbers_are_digits(word, digits):
    assert number_of(word) == digits


@pytest.mark.parametrize(
    "forms",
    [
        "episode episodes",
        "play plays played playing",
        "renew renews renewed renewing",
        "film films filmed filming filmings",
        "story stories",
        "watch watches watched watching",
        "stop stopped stopping",
        "release releases released releasing",
        "call calls called calling",
    ],
)
def test_inflections_of_a_word_have_one_stem(forms):
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["pike pile", "cast case", "star story", "boss bos", "king kin", "bed be", "red reed"])
def test_other_words_have_other_stems(pair):
    one, other = pair.split()
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["", "a", "ing", "2nd", "1000", "no."])
def test_short_words_and_figures_are_their_own_stems(word):
    assert stem(word) == word
