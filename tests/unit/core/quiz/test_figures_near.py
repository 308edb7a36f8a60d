"""Numbers, sums and dates have neighbours in the same form and as precise, below and above."""

import re
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.quiz import periods, quantities
from bot.core.quiz.quantities import read_quantity

KNOWN = date(2031, 2, 3)


def near(text: str, most: float | None = None) -> list[str]:
    quantity = read_quantity(text)
    assert quantity is not None, text
    return quantities.neighbours(quantity, Random(1), most)


def near_dates(text: str) -> list[str]:
    period = periods.read_period(text, KNOWN.year)
    assert period is not None, text
    return periods.neighbours(period, KNOWN)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("10", r"\d{1,2}"),
        ("$14.84 million", r"\$\d{1,2}\.\d\d million"),
        ("€2.1 million", r"€\d\.\d million"),
        ("2.5 billion", r"\d\.\d billion"),
        ("619 million", r"\d{3} million"),
        ("412,000", r"\d{3},000"),
        ("1,250", r"(\d,)?\d{3}"),
        ("No. 4", r"No\. \d"),
        ("six weeks", r"(two|three|four|five|seven|eight|nine|ten) weeks"),
        ("200", r"\d00"),
        ("85%", r"\d\d%"),
    ],
)
def test_neighbours_have_the_form_of_the_number(text, form):
    found = near(text)
    assert len(found) >= 4
    assert [it for it in found if not re.fullmatch(form, it)] == []
    assert len(set(found)) == len(found)
    assert text not in found


@pytest.mark.parametrize("text", ["10", "$14.84 million", "€2.1 million", "2.5 billion", "412,000", "34", "No. 4", "7"])
def test_neighbours_lie_on_both_sides(text):
    own = read_quantity(text).size
    sizes = [read_quantity(it).size for it in near(text)]
    assert sum(size < own for size in sizes) >= 2
    assert sum(size > own for size in sizes) >= 3


@pytest.mark.parametrize(("text", "most"), [("91", 100.0), ("78", 100.0), ("4.5", 5.0), ("97%", None)])
def test_a_number_has_no_neighbour_beyond_what_it_can_be(text, most):
    sizes = [read_quantity(it).size for it in near(text, most)]
    assert max(sizes) <= (most or 100)
    assert max(sizes) > read_quantity(text).size


@pytest.mark.parametrize(
    "text",
    [
        "Tom Ash",
        "",
        "July 2030",
        "21 July",
        "20:30",
        "4th",
        "7-8",
        "one of 3",
        "007",
        "Season 2, part 3",
        "ten4",
        "Seven Oars x2",
    ],
)
def test_what_is_no_number_is_read_as_none(text):
    assert read_quantity(text) is None


@given(
    st.one_of(
        st.integers(1, 10**12).map(str),
        st.integers(1, 10**9).map("{:,}".format),
        st.floats(0.1, 999).map("{:.2f}".format),
    )
)
def test_a_number_is_written_as_it_was_read(text):
    quantity = read_quantity(text)
    assert str(quantity) == text
    for other in quantities.neighbours(quantity, Random(0)):
        assert str(read_quantity(other)) == other
        assert read_quantity(other).size != quantity.size


def test_thousands_and_millions_are_multiplied_out():
    assert read_quantity("$14.84 million").size == pytest.approx(14_840_000)
    assert read_quantity("2.5 bn").size == pytest.approx(2.5e9)
    assert read_quantity("six weeks").size == 6


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("July 2030", r"(March|April|May|June|August|September|October|November) 2030"),
        ("6 October 2030", r"\d{1,2} (September|October|November) 2030"),
        ("October 6, 2030", r"(September|October|November) \d{1,2}, 2030"),
        ("week of July 21", r"week of (June|July|August) \d{1,2}"),
        ("week of 20 October 2030", r"week of \d{1,2} (September|October|November) 2030"),
        ("summer 2028", r"summer 20(24|25|26|27|29|30|31)"),
        ("1987", r"19(8|9)\d"),
        ("July", r"(March|April|May|June|August|September|October|November)"),
    ],
)
def test_neighbours_have_the_form_of_the_date(text, form):
    found = near_dates(text)
    assert len(found) >= 7
    assert [it for it in found if not re.fullmatch(form, it)] == []
    assert text not in found


def test_what_is_past_stands_beside_the_past_alone():
    assert near_dates("January 2031") == [
        "December 2030",
        "February 2031",
        "November 2030",
        "October 2030",
        "September 2030",
    ]
    assert "10 February 2031" not in near_dates("3 February 2031")
    assert "July 2031" in near_dates("June 2031")


@pytest.mark.parametrize("text", ["30 February 2030", "soon", "", "1 May to 2 June", "24", "10/06/2030", "Oct 6"])
def test_what_is_no_date_is_read_as_none(text):
    assert periods.read_period(text, 2030) is None


def test_the_days_of_a_premiere_fall_on_the_same_weekday():
    days = [periods.read_period(it, 2030).day for it in near_dates("6 October 2030")]
    assert {day.weekday() for day in days} == {date(2030, 10, 6).weekday()}
