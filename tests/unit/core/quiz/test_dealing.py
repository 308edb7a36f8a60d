"""What a game asks: nothing twice, what was asked longest ago first, and no answer told before its question."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.quiz.dealing import Order, deal, is_statement, tells_answer
from bot.core.quiz.distractors import pick
from bot.core.quiz.giveaways import same
from bot.core.quiz.question import Difficulty, Question, Style, reading_seconds
from bot.core.quiz.questions import make_questions
from tests.unit.core.quiz.quiz_shows import HARBOUR

QUESTIONS = make_questions(HARBOUR)
NOW = datetime(2031, 5, 1, 20, tzinfo=UTC)
FACTS = {it.fact_key for it in QUESTIONS if it.wrong}
seeds = st.integers(0, 10**6)
orders = st.builds(
    Order,
    st.integers(1, 60),
    st.sampled_from(Style),
    st.none() | st.integers(5, 120),
    st.none() | st.sampled_from(Difficulty),
    st.none() | st.sampled_from(["cast", "figures", "nowhere"]),
)


def question(number: int, **changes: object) -> Question:
    plain = Question(
        id=f"s/f{number}#ask",
        show_id="s",
        topic_id="t",
        text=f"Question {number}?",
        answer=f"answer {number}",
        wrong=("p", "q", "r"),
        fact_key=f"s/f{number}",
        giveaways=(f"s/f{number}",),
    )
    return replace(plain, **changes)


def dealt_ids(questions, order, asked=None, seed=1):
    return [it.question.id for it in deal(questions, order, asked or {}, Random(seed))]


@given(orders, seeds)
def test_a_game_is_as_ordered(order, seed):
    game = deal(QUESTIONS, order, {}, Random(seed))
    fitting = [
        it
        for it in QUESTIONS
        if (it.wrong or order.style is not Style.BUTTONS)
        and (it.is_typable or order.style is not Style.TYPED)
        and order.difficulty in (None, it.difficulty)
        and order.topic_id in (None, it.topic_id)
    ]
    assert len(game) == min(order.count, len(fitting))
    assert {it.question.id for it in game} <= {it.id for it in fitting}
    assert len({it.question.id for it in game}) == len(game)
    for it in game:
        assert it.seconds == (order.seconds or reading_seconds(it.question.text, it.options))
        assert it.is_typed or order.style is not Style.TYPED
        assert not it.is_typed or order.style is not Style.BUTTONS


@given(orders, seeds)
def test_options_hold_the_answer_once_and_nothing_like_it(order, seed):
    for it in deal(QUESTIONS, order, {}, Random(seed)):
        if it.is_typed:
            assert it.struck == ()
            continue
        assert it.options.count(it.question.answer) == 1
        assert set(it.options) <= {it.question.answer, *it.question.wrong}
        assert len({same(option) for option in it.options}) == len(it.options) == min(4, 1 + len(it.question.wrong))
        assert it.question.answer not in {it.options[at] for at in it.struck}
        assert len(set(it.struck)) == len(it.struck) == min(2, len(it.options) - 2)


@given(orders, seeds)
def test_the_same_seed_deals_the_same_game(order, seed):
    assert deal(QUESTIONS, order, {}, Random(seed)) == deal(QUESTIONS, order, {}, Random(seed))


@given(st.integers(1, len(FACTS)), st.sampled_from([Style.BUTTONS, Style.MIXED]), seeds)
def test_a_fact_is_asked_for_once_while_there_are_others(count, style, seed):
    facts = Counter(it.question.fact_key for it in deal(QUESTIONS, Order(count, style), {}, Random(seed)))
    assert max(facts.values()) == 1


@given(st.sets(st.integers(0, 29)), st.integers(1, 30), seeds)
def test_what_was_asked_never_or_longest_ago_comes_first(recent, count, seed):
    questions = [question(number) for number in range(30)]
    asked = {questions[number].id: NOW - timedelta(hours=number) for number in recent}
    chosen = set(dealt_ids(questions, Order(count), asked, seed))
    left = [it.id for it in questions if it.id not in chosen]
    never = datetime.min.replace(tzinfo=UTC)
    newest = max(asked.get(it, never) for it in chosen)
    assert all(asked.get(it, never) >= newest for it in left)


def test_among_those_never_asked_any_may_come():
    questions = [question(number) for number in range(6)]
    assert {dealt_ids(questions, Order(1), seed=seed)[0] for seed in range(60)} == {it.id for it in questions}


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20), st.integers(1, 12), seeds)
def test_no_answer_is_told_before_its_question_where_that_can_be(told, count, seed):
    """Higher numbers tell lower ones alone, so that there always is an order."""
    giveaways = {number: {f"s/f{number}"} for number in range(12)}
    for one, other in told:
        giveaways[min(one, other)].add(f"s/f{max(one, other)}")
    questions = [question(number, giveaways=tuple(giveaways[number])) for number in range(12)]
    game = [it.question for it in deal(questions, Order(count), {}, Random(seed))]
    assert len(game) == count
    for at, later in enumerate(game):
        assert not any(tells_answer(earlier, later) for earlier in game[:at])


def test_of_two_questions_that_tell_each_others_answer_one_is_asked_while_there_are_others():
    both = ("s/f1", "s/f2")
    questions = [question(1, giveaways=both), question(2, giveaways=both), question(3)]
    for seed in range(30):
        assert "s/f3#ask" in dealt_ids(questions, Order(2), seed=seed)
        assert len(dealt_ids(questions, Order(3), seed=seed)) == 3


def test_another_fact_comes_before_a_second_question_of_one_even_where_they_tell_each_others_answer():
    both = ("s/f1", "s/f2")
    second = question(1, id="s/f1#ask-2", giveaways=both)
    questions = [question(1, giveaways=both), second, question(2, giveaways=both)]
    for seed in range(30):
        assert "s/f2#ask" in dealt_ids(questions, Order(2), seed=seed)


def test_a_question_without_a_fact_is_told_by_the_words_of_another():
    telling = question(1, fact_key="", explanation="It was Tom Ash, they say.")
    asking = question(2, fact_key="", answer="Tom Ash")
    assert tells_answer(telling, asking)
    assert not tells_answer(asking, telling)
    optional = question(5, wrong=("They met Tom Ash there.", "b", "c"))
    assert tells_answer(optional, asking)
    assert tells_answer(question(6, text="Was it Tom Ash?"), asking)
    assert not tells_answer(question(7, wrong=("Tom Ash", "b", "c")), asking)
    assert not tells_answer(
        question(3, fact_key="", explanation="That is true."), question(4, answer="True", fact_key="")
    )
    for seed in range(20):
        assert dealt_ids([telling, asking], Order(2), seed=seed) == [asking.id, telling.id]


@pytest.mark.parametrize("count", [4, 8, 12])
def test_statements_are_a_quarter_while_there_are_others(count):
    plain = [question(number) for number in range(20)]
    statements = [question(number, answer="True", wrong=("False",)) for number in range(20, 60)]
    for seed in range(20):
        game = deal([*plain, *statements], Order(count), {}, Random(seed))
        assert sum(is_statement(it.question) for it in game) <= count // 4
    assert len(deal(statements, Order(count), {}, Random(1))) == count


def test_true_and_false_stand_in_that_order_and_nothing_is_struck():
    (game,) = deal([question(1, answer="False", wrong=("True",), is_typable=False)], Order(1), {}, Random(1))
    assert (game.options, game.struck) == (("True", "False"), ())


def test_a_mixed_game_has_both():
    both = [question(number) for number in range(12)]
    styles = Counter(it.is_typed for seed in range(20) for it in deal(both, Order(12, Style.MIXED), {}, Random(seed)))
    assert 80 < styles[True] < 160


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ("10", ("6", "7", "8", "9", "11", "12", "13", "14")),
        (
            "$14.84 million",
            ("$8.11 million", "$10.20 million", "$12.31 million", "$17.20 million", "$19 million", "$27 million"),
        ),
        ("July 2030", ("April 2030", "May 2030", "June 2030", "August 2030", "September 2030", "October 2030")),
    ],
)
def test_the_answer_has_any_place_among_its_neighbours(answer, wrong):
    rng = Random(1)
    places = Counter()
    for _ in range(400):
        picked = pick(question(1, answer=answer, wrong=wrong), rng)
        assert len(set(picked)) == 3
        places[sum(wrong.index(it) < len(wrong) // 2 for it in picked)] += 1
    assert set(places) == {0, 1, 2, 3}
    assert min(places.values()) > 60


def test_near_the_end_of_what_there_is_the_answer_has_the_places_that_are_left():
    for seed in range(50):
        picked = pick(question(1, answer="2", wrong=("1", "3", "4", "5", "6")), Random(seed))
        assert len(set(picked)) == 3


def test_nothing_fitting_makes_no_game():
    assert deal(QUESTIONS, Order(5, topic_id="nowhere"), {}, Random(1)) == ()
    assert deal((), Order(5), {}, Random(1)) == ()


def test_the_answer_stands_at_every_place_about_as_often():
    places = Counter(
        it.options.index(it.question.answer)
        for seed in range(200)
        for it in deal(QUESTIONS, Order(8), {}, Random(seed))
        if len(it.options) == 4
    )
    assert max(places.values()) < 1.4 * min(places.values())
