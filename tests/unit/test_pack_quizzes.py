"""What authors write about quizzes in a pack: it is read as written, and each mistake is named with its place."""

from pathlib import Path

import pytest

from bot.core.errors import DataFault
from bot.core.knowledge.facts import Quiz
from bot.storage.packs import read_pack

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "facts" / "README.md").read_text(encoding="utf-8")
PACK = """\
show: {id: harbour, title: Harbour Nine}
people:
  lena-hart: {name: Lena Hart, aliases: [Lena]}
topics: {cast: {title: Cast}}
sources: {press: {title: Press release, date: 2031-02-03}}
facts:
  - id: lead
    topic: cast
    question: Who plays Odile?
    text: Lena Hart plays Odile.
    value: {type: person, text: Lena Hart, accepted: [Ms Hart]}
    source: press
    quiz: QUIZ
  - id: harbour
    topic: cast
    question: What is it about?
    text: It is about a harbour.
    source: press
    quiz: OTHER
"""
KEYS = "{question: Who is Odile?, answer: A pilot, accepted: [pilot], wrong: [A cook], difficulty: hard}"


@pytest.fixture
def read(tmp_path):
    def read(quiz: str = "[]", other: str = "[]"):
        file = tmp_path / "harbour.yaml"
        file.write_text(PACK.replace("QUIZ", quiz).replace("OTHER", other), encoding="utf-8")
        return read_pack(file, ())

    return read


@pytest.fixture
def faults(read):
    def faults(quiz: str = "[]", other: str = "[]") -> list[tuple[int, str, str]]:
        with pytest.raises(DataFault) as caught:
            read(quiz, other)
        return [(fault.line, fault.key, fault.problem) for fault in caught.value.faults]

    return faults


def test_a_fact_without_quiz_is_asked_for_as_the_rules_say(read):
    assert [(fact.quiz, fact.in_quiz) for fact in read().facts] == [((), True)] * 2


def test_a_fact_can_be_kept_out_of_quizzes(read):
    lead, harbour = read(quiz="false").facts
    assert (lead.quiz, lead.in_quiz, harbour.in_quiz) == ((), False, True)


def test_one_question_and_several_are_read_as_written(read):
    full = Quiz("Who is Odile?", "A pilot", ("pilot",), ("A cook",), "hard")
    assert read(KEYS).facts[0].quiz == (full,)
    lead = read(f"[{KEYS}, {{wrong: [Ina Vogel], typed: false, true_false: false}}]").facts[0]
    assert lead.quiz == (full, Quiz(wrong=("Ina Vogel",), is_typed=False, is_stated=False))


@pytest.mark.parametrize(
    ("quiz", "line", "key", "problem"),
    [
        ("{wrong: [Lena hart]}", 13, "facts.0.quiz.wrong", "'Lena hart' is right: it is the answer, or counts as it"),
        ("{wrong: [Ms. Hart]}", 13, "facts.0.quiz.wrong", "'Ms. Hart' is right: it is the answer, or counts as it"),
        ("{wrong: [LENA]}", 13, "facts.0.quiz.wrong", "'LENA' is right: it is the answer, or counts as it"),
        (
            "{wrong: [Mrs Lena Hart]}",
            13,
            "facts.0.quiz.wrong",
            "'Mrs Lena Hart' and the answer 'Lena Hart' hold each other",
        ),
        ("{wrong: [Ina, The Ina]}", 13, "facts.0.quiz.wrong", "'The Ina' says the same as another option"),
        (
            f"{{wrong: [{'x' * 81}]}}",
            13,
            "facts.0.quiz.wrong",
            f"'{'x' * 81}' is longer than the 80 characters that a button holds",
        ),
        (
            "{question: Which role has Hart?}",
            13,
            "facts.0.quiz.question",
            "gives the answer away: 'Which role has Hart?' holds 'Lena Hart', a part of it, or what counts as it",
        ),
        (
            "{answer: Odile}",
            13,
            "facts.0.quiz",
            "gives the answer away: 'Who plays Odile?' holds 'Odile', a part of it, or what counts as it",
        ),
        ("{typed: false}", 13, "facts.0.quiz.typed", "is false, so the question needs wrong options"),
        (
            "\n      - {wrong: [Ina]}\n      - {wrong: [Lena]}",
            15,
            "facts.0.quiz.1.wrong",
            "'Lena' is right: it is the answer, or counts as it",
        ),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(faults, quiz, line, key, problem):
    assert faults(quiz) == [(line, key, problem)]


def test_a_question_without_an_answer_is_refused(faults):
    place = (19, "facts.1.quiz")
    assert faults(other="{question: What is it like?}") == [(*place, "needs an answer, as the fact has no value")]


def test_all_faults_are_reported_at_once(faults):
    found = faults("{wrong: [Lena, Ms Hart, Ina, ina]}", "{wrong: [x]}")
    assert [line for line, _, _ in found] == [13, 13, 13, 19]


@pytest.mark.parametrize(
    ("quiz", "problem"),
    [
        ("maybe", "should be false, or hold keys such as question and wrong"),
        ("true", "should be false, or hold keys such as question and wrong"),
        ("{wong: [x]}", "is no key of the format; did you mean wrong?"),
        ("{difficulty: extreme}", "should be one of 'easy', 'medium' or 'hard'"),
        ("{typed: perhaps}", "should be true or false"),
        ('{question: ""}', "is empty"),
        ("{wrong: {a: b}}", "should be a list"),
        ("[x]", "should hold keys, each with its value"),
    ],
)
def test_a_wrong_key_or_value_is_named(faults, quiz, problem):
    ((line, key, said),) = faults(quiz)
    assert (line, key.startswith("facts.0.quiz"), said) == (13, True, problem)


@pytest.mark.parametrize("statement", ["True or false: it sinks.", "Is it true that it sinks?"])
def test_true_and_false_may_stand_in_a_statement(read, statement):
    entry = f'{{question: "{statement}", answer: "False", wrong: ["True"], typed: false}}'
    assert read(other=entry).facts[1].quiz[0].answer == "False"


@pytest.mark.parametrize(
    "wording",
    [
        "gives the answer away",
        "is right: it is the answer, or counts as it",
        "hold each other",
        "says the same as another option",
        "needs an answer, as the fact has no value",
        "needs wrong options",
    ],
)
def test_the_guide_words_the_faults_as_the_program_does(wording):
    assert wording in GUIDE
    assert wording in (ROOT / "bot" / "core" / "quiz" / "checking.py").read_text(encoding="utf-8")
