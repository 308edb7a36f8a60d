"""Seasons, dates and numbers are found among words, and told from words that only look like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge.figures import figures
from bot.core.knowledge.terms import DATE, NUMBER, SEASON
from bot.core.knowledge.text import words


def found(question: str, term: str) -> list[tuple[str, object]]:
    """Return what is read as a term: the words and their value."""
    asked = words(question)
    return [(" ".join(asked[it.start : it.end]), it.value) for it in figures(asked) if it.term == term]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("season 2", [("season 2", 2)]),
        ("season two", [("season two", 2)]),
        ("Series 3?", [("series 3", 3)]),
        ("s2", [("season 2", 2)]),
        ("second season", [("second season", 2)]),
        ("the 2nd series", [("2 series", 2)]),
        ("2 seasons", [("2 seasons", 2)]),
        ("first run", [("first run", 1)]),
        ("the debut season", [("debut season", 1)]),
        ("season 1 and season 2", [("season 1", 1), ("season 2", 2)]),
        ("when was the series first on", []),
        ("season", []),
        ("season finale", []),
        ("season 2025", []),
        ("debut", []),
        ("2 episodes", []),
    ],
)
def test_seasons(question, expected):
    assert found(question, SEASON) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("in july", [("july", "07")]),
        ("21 July", [("21 july", "07-21")]),
        ("July 21st", [("july 21", "07-21")]),
        ("week of july 14", [("july 14", "07-14")]),
        ("dec 5", [("dec 5", "12-05")]),
        ("july 2025", [("july", "07"), ("2025", "2025")]),
        ("in 1999", [("1999", "1999")]),
        ("on 3 May 2031", [("3 may", "05-03"), ("2031", "2031")]),
        ("in may", [("may", "05")]),
        ("since May", [("may", "05")]),
        ("may 4", [("may 4", "05-04")]),
        ("may i ask", []),
        ("it may come", []),
        ("march", [("march", "03")]),
        ("1234 people", []),
    ],
)
def test_dates(question, expected):
    assert found(question, DATE) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("ten episodes", [("ten", "10")]),
        ("10 episodes", [("10", "10")]),
        ("number 4", [("4", "4")]),
        ("fourth", [("fourth", "4")]),
        ("$14.84 million", [("$14.84", "14.84")]),
        ("1,000", [("1,000", "1000")]),
        ("which one", []),
        ("the first", []),
        ("wait a second", []),
        ("a $ sign", []),
    ],
)
def test_numbers(question, expected):
    assert found(question, NUMBER) == expected


@given(st.text(max_size=60), st.sampled_from(["season {}", "{} season", "may {}", "{} may", "{}"]))
def test_no_words_raise(text, frame):
    for span in figures(words(frame.format(text))):
        assert 0 <= span.start < span.end


@pytest.mark.parametrize("digit", ["❷", "⓵", "፩", "²", "٢", "𝟚", "½", "Ⅱ", "二"])
def test_no_digit_of_another_script_raises(digit):
    for frame in ("season {}", "{} season", "may {}", "{} may", "{}"):
        list(figures(words(frame.format(digit))))
