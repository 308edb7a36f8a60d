"""Questions of the Open Trivia Database, in each encoding that its API has."""

import html
import json
from base64 import b64encode
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from bot.core.errors import DataFault
from bot.core.quiz.lists import ListReading
from bot.core.quiz.question import Difficulty
from bot.storage.importing.reading import read_question_list

RESULTS: list[dict[str, Any]] = [
    {
        "type": "multiple",
        "difficulty": "easy",
        "category": "Science: Computers",
        "question": "Who wrote \"R&D\", the café's & π's guide?",
        "correct_answer": "Renée <Ash>",
        "incorrect_answers": ["Tom & Co", "50% +1", "Ann"],
    },
    {
        "type": "boolean",
        "difficulty": "hard",
        "category": "Animals",
        "question": "A gull is a bird.",
        "correct_answer": "True",
        "incorrect_answers": ["False"],
    },
    {
        "type": "multiple",
        "difficulty": "medium",
        "category": "Animals",
        "question": "Which of these is NOT a bird?",
        "correct_answer": "Bat",
        "incorrect_answers": ["Gull", "Wren", "Owl"],
    },
]


def encoded(encode) -> list[dict[str, Any]]:
    return [
        {key: list(map(encode, value)) if isinstance(value, list) else encode(value) for key, value in it.items()}
        for it in RESULTS
    ]


def reading_of(data: Any, name: str = "birds and more.json", indent: int | None = None) -> ListReading:
    return read_question_list(name, json.dumps(data, indent=indent).encode())


ENCODINGS = {
    "HTML": lambda text: html.escape(text, quote=True).replace("é", "&eacute;").replace("π", "&pi;"),
    "base64": lambda text: b64encode(text.encode()).decode(),
    "url3986": lambda text: quote(text, safe=""),
    "urlLegacy": quote_plus,
}


@pytest.mark.parametrize("encode", ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("wrap", [lambda it: {"response_code": 0, "results": it}, list], ids=["response", "results"])
def test_a_dump_is_read_in_every_encoding(encode, wrap):
    reading = reading_of(wrap(encoded(encode)))
    who, statement, which = reading.list.questions
    assert reading.refusals == ()
    assert (who.text, who.answer) == ("Who wrote \"R&D\", the café's & π's guide?", "Renée <Ash>")
    assert who.wrong == ("Tom & Co", "50% +1", "Ann")
    assert (who.topic_id, who.difficulty, who.is_typable) == ("science-computers", Difficulty.EASY, True)
    assert (statement.text, statement.answer, statement.wrong) == (
        "True or false: A gull is a bird.",
        "True",
        ("False",),
    )
    assert (statement.difficulty, statement.is_typable) == (Difficulty.HARD, False)
    assert (which.answer, which.is_typable) == ("Bat", False)


def test_html_is_unescaped_once():
    twice = [{**RESULTS[0], "question": "What is &amp;amp; for?"}]
    assert reading_of(twice).list.questions[0].text == "What is &amp; for?"


def test_what_an_encoding_holds_is_not_taken_for_html():
    kept = [{key: ENCODINGS["base64"](it) if isinstance(it, str) else it for key, it in RESULTS[0].items()}]
    kept[0]["question"] = ENCODINGS["base64"]("What is &amp; for?")
    assert reading_of(kept).list.questions[0].text == "What is &amp; for?"


def test_the_licence_is_named_with_every_question():
    found = reading_of(RESULTS).list
    assert (found.title, found.licence) == ("Birds and more", "CC BY-SA 4.0")
    assert "Open Trivia Database" in found.author
    assert all("opentdb.com" in it.source and it.source.endswith("CC BY-SA 4.0") for it in found.questions)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"type": "essay"}, "the type should be multiple or boolean, and is 'essay'"),
        ({"incorrect_answers": []}, "has no wrong answer"),
        ({"incorrect_answers": "Ann"}, "should hold texts, and a list of texts under incorrect_answers"),
        ({"incorrect_answers": [None]}, "should hold texts, and a list of texts under incorrect_answers"),
        ({"question": None}, "should hold texts, and a list of texts under incorrect_answers"),
        ({"question": ""}, "the question is empty"),
        ({"correct_answer": ""}, "an answer is empty"),
        ({"correct_answer": "Ann"}, "one of the wrong options is right as well"),
        ({"question": "Which of these?", "correct_answer": "x" * 81}, "cannot be asked without its options"),
    ],
)
def test_a_faulty_result_is_refused_with_its_line_and_the_others_are_kept(change, reason):
    reading = reading_of({"response_code": 0, "results": [{**RESULTS[0], **change}, RESULTS[1]]}, indent=1)
    (refusal,) = reading.refusals
    assert refusal.line == 4
    assert refusal.reason.startswith(reason)
    assert (len(reading.list.questions), reading.count) == (1, 2)


def test_what_is_no_object_is_refused_too():
    reading = reading_of([*RESULTS, "text", None])
    assert [it.item for it in reading.refusals] == ["question 4", "question 5"]


def test_a_question_that_stands_twice_is_one():
    reading = reading_of([*RESULTS, {**RESULTS[2], "incorrect_answers": ["Owl", "Hawk"]}])
    assert (reading.merged, reading.count) == (1, 4)
    assert reading.list.questions[2].wrong == ("Gull", "Wren", "Owl", "Hawk")


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5, 6])
def test_a_response_that_tells_of_an_error_is_refused_with_what_it_means(code):
    with pytest.raises(DataFault, match=f"holds no questions: the database answered with code {code}, "):
        reading_of({"response_code": code, "results": []})


@pytest.mark.parametrize("results", [None, {}, "text"])
def test_a_response_without_a_list_is_refused(results):
    with pytest.raises(DataFault, match="should be a list of questions"):
        reading_of({"response_code": 0, "results": results})


def test_an_empty_response_holds_no_questions():
    assert reading_of({"response_code": 0, "results": []}).count == 0
