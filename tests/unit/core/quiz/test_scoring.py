"""Points: 100 for being right, up to 50 for speed, more for streaks, half with the hint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.quiz.judging import Verdict
from bot.core.quiz.scoring import MAX_STREAK_POINTS, RIGHT_POINTS, SPEED_POINTS, TIE_S, Given, award, points


def right(user_id, seconds, **more):
    return Given(user_id, "x", Verdict.RIGHT, seconds, **more)


@pytest.mark.parametrize(("seconds", "expected"), [(0, 150), (5, 138), (10, 125), (20, 100), (99, 100), (-3, 150)])
def test_speed_earns_up_to_fifty_points(seconds, expected):
    assert points(seconds, 20) == expected


@pytest.mark.parametrize(("streak", "bonus"), [(1, 0), (2, 0), (3, 10), (4, 20), (7, 50), (30, 50)])
def test_the_third_in_a_row_begins_to_earn_more(streak, bonus):
    assert points(20, 20, streak) == RIGHT_POINTS + bonus


def test_the_hint_halves_the_round_for_whoever_took_it():
    asked, unasked = award([right(1, 20, is_hinted=True), right(2, 20)], {1: 2, 2: 2}, 20)
    assert (asked.points, unasked.points) == (55, 110)


def test_answers_within_half_a_second_are_equal():
    first, second, third = award([right(3, 5.6), right(1, 5.0), right(2, 5.5)], {}, 20)
    assert (first.user_id, second.user_id, third.user_id) == (1, 2, 3)
    assert first.points == second.points > third.points


def test_a_chain_of_answers_is_not_one_tie():
    awards = award([right(user_id, user_id * TIE_S) for user_id in range(21)], {}, 20)
    assert awards[0].points > awards[-1].points


def test_only_right_answers_earn():
    close = Given(2, "x", Verdict.CLOSE, 1.0)
    assert [it.user_id for it in award([close, right(1, 2)], {}, 20)] == [1]


def test_a_streak_goes_on_from_what_it_was():
    assert award([right(1, 20)], {1: 3, 2: 9}, 20)[0].streak == 4


@given(st.dictionaries(st.integers(1, 50), st.floats(0, 120)), st.floats(5, 120))
def test_whoever_is_earlier_never_gets_less(times, limit_s):
    awards = award([right(user_id, seconds) for user_id, seconds in times.items()], {}, limit_s)
    assert len({it.user_id for it in awards}) == len(times)
    assert [it.points for it in awards] == sorted((it.points for it in awards), reverse=True)
    assert all(RIGHT_POINTS <= it.points <= RIGHT_POINTS + SPEED_POINTS + MAX_STREAK_POINTS for it in awards)
