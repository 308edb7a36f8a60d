"""Dates are understood in the orders in which people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.quiz.dates import Date, dates_of


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("july 4 1776", {Date(1776, 7, 4)}),
        ("4 july 1776", {Date(1776, 7, 4)}),
        ("saturday the 4 of july 1776", {Date(1776, 7, 4)}),
        ("july 1776", {Date(1776, 7)}),
        ("july 4", {Date(0, 7, 4)}),
        ("in 1776", {Date(1776)}),
        ("1776 7 4", {Date(1776, 7, 4), Date(1776, 4, 7)}),
        ("1776 7 31", {Date(1776, 7, 31)}),
        ("7 31 25", {Date(1925, 7, 31), Date(2025, 7, 31)}),
        ("44 bc", {Date(44, before_christ=True)}),
        ("7", set()),
        ("may", set()),
        ("1776 1777", set()),
        ("july august 1776", set()),
        ("1776 july 4 5", set()),
        ("1776 words", set()),
        ("bc", set()),
        ("", set()),
    ],
)
def test_dates_are_read(words, dates):
    assert dates_of(words.split()) == dates


def test_a_date_refines_what_says_less_of_the_same():
    day, month, year = Date(1776, 7, 4), Date(1776, 7), Date(1776)
    assert day.refines(month)
    assert day.refines(year)
    assert day.refines(day)
    assert not month.refines(day)
    assert not day.refines(Date(1777))
    assert not day.refines(Date(1776, before_christ=True))


@given(st.lists(st.sampled_from("july may 1776 44 4 31 32 bc of the monday x".split()), max_size=8))
def test_any_row_of_words_is_read(words):
    for date in dates_of(words):
        assert date.year or (date.month and date.day)
