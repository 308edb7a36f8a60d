"""The shipped packs and the invented one make good quizzes: what a machine can see of that."""

from collections import Counter
from random import Random

import pytest

from bot.core.quiz.dealing import Order, deal, is_statement, tells_answer
from bot.core.quiz.distractors import is_alike
from bot.core.quiz.giveaways import same, stands_in, tells
from bot.core.quiz.question import Style
from bot.core.quiz.questions import make_questions
from tests.packs.libraries import MOONMILK, SHIPPED, pack

FILES = (*SHIPPED, MOONMILK)
QUESTIONS = {file.stem: make_questions(pack(file)) for file in FILES}
ALL = [question for file in FILES for question in QUESTIONS[file.stem]]
WITHOUT_VALUE = {"season-2-date", "performance", "cases", "premise"}  # told in other words by facts beside them


def id_of(question):
    return question.id


@pytest.mark.parametrize("question", ALL, ids=id_of)
def test_a_question_can_be_asked(question):
    assert question.text.endswith(("?", ".", "”"))
    assert question.wrong or question.is_typable
    assert question.explanation
    assert question.source
    if not is_statement(question):
        assert not tells(question.text, [question.answer, *question.accepted])


@pytest.mark.parametrize("question", [it for it in ALL if it.wrong and not is_statement(it)], ids=id_of)
def test_no_option_stands_out_by_its_length_or_is_right_too(question):
    assert [it for it in question.wrong if not is_alike(question.answer, it)] == []
    right = {same(form) for form in (question.answer, *question.accepted)}
    options = [same(it) for it in question.wrong]
    assert len(set(options)) == len(options) >= 2
    assert right.isdisjoint(options)
    assert not any(stands_in(words, same(question.answer)) for words in options)


def test_ballard_has_enough_questions_of_each_sort():
    questions = QUESTIONS["ballard"]
    assert len(questions) >= 60
    assert sum(bool(it.wrong) and not is_statement(it) for it in questions) >= 40
    assert sum(it.is_typable for it in questions) >= 30
    facts = {it.fact_key.removeprefix("ballard/") for it in questions}
    assert {fact.id for fact in pack(SHIPPED[0]).facts} - facts == WITHOUT_VALUE | {"article-date"}


@pytest.mark.parametrize("name", QUESTIONS)
def test_spoilers_and_the_age_of_the_facts_are_not_asked_for(name):
    assert {"moonmilk/ex-husband", "moonmilk/info-date", "ballard/article-date"}.isdisjoint(
        it.fact_key for it in QUESTIONS[name]
    )


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("style", Style)
def test_a_game_of_ten_has_no_two_questions_of_one_fact_and_tells_no_answer_before(name, style):
    for seed in range(30):
        game = [it.question for it in deal(QUESTIONS[name], Order(10, style), {}, Random(seed))]
        assert len({it.fact_key for it in game}) == 10
        assert sum(map(is_statement, game)) <= 2
        assert not any(tells_answer(one, other) for at, other in enumerate(game) for one in game[:at])


def test_statements_are_as_often_true_as_false():
    for questions in QUESTIONS.values():
        made = Counter(it.answer for it in questions if it.id.endswith(("#true", "#false")))
        assert made["True"] == made["False"] > 0
