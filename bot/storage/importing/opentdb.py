"""Questions of the Open Trivia Database: `{"response_code": 0, "results": [...]}`, or the results alone.

The API escapes text as HTML, or, when asked for it, as base64 or percent-encoded; a file says nowhere which of these.
"""

from __future__ import annotations

import binascii
import html
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote, unquote_plus

from bot.core.errors import BotError, DataFault
from bot.core.quiz.list_reading import read_entries, refuse
from bot.core.quiz.lists import Entry, Heading, ListReading, Refusal, slug, title_of
from bot.core.quiz.question import Difficulty
from bot.core.quiz.statements import LEAD
from bot.storage.yaml_input import Document, KeyPath

AUTHOR = "the contributors of the Open Trivia Database (opentdb.com)"
LICENCE = "CC BY-SA 4.0"
RESPONSES = {
    "1": "the database has not that many questions of this kind",
    "2": "the request held something that the database does not know",
    "3": "the session token was not known",
    "4": "every question of this kind had been given to this session",
    "5": "too many requests in too little time",
}
_TYPES = frozenset(("multiple", "boolean"))
_TEXTS = ("type", "difficulty", "category", "question", "correct_answer")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")

Decoder = Callable[[str], str]


class _UnusableError(BotError):
    """A result that makes no question; the message is the reason."""


def is_opentdb(data: Any) -> bool:
    """Tell whether JSON is a response of the API or its bare results, however faulty."""
    if isinstance(data, dict):
        return "response_code" in data or isinstance(data.get("results"), list)
    return isinstance(data, list) and any(isinstance(it, dict) and "correct_answer" in it for it in data)


def read_opentdb(document: Document, stem: str, show_id: str = "") -> ListReading:
    """Return the list that a response makes.

    Args:
        stem: The name of the file without its ending.
        show_id: As for `read_entries`.
    Raises:
        DataFault: the response tells of an error, or holds no list of results.
    """
    data, path = document.data, KeyPath()
    if isinstance(data, dict):
        code = str(data.get("response_code", "0"))
        if code != "0":
            reason = RESPONSES.get(code, "it does not say why")
            problem = f"holds no questions: the database answered with code {code}, {reason}"
            raise DataFault([document.fault(("response_code",), problem)])
        data, path = data.get("results"), ("results",)
    if not isinstance(data, list):
        raise DataFault([document.fault(path, "should be a list of questions")])
    heading = Heading(slug(stem), title_of(stem), AUTHOR, LICENCE)
    lines = [document.lines.get((*path, at), 1) for at in range(len(data))]
    return read_entries(heading, _entries(data, lines), show_id)


def _entries(results: list[Any], lines: list[int]) -> Iterator[Entry | Refusal]:
    decoder = _decoder_for(results)
    for number, (result, line) in enumerate(zip(results, lines, strict=True), 1):
        try:
            yield _entry(result, line, decoder)
        except _UnusableError as error:
            yield refuse(line, _label(result, number), str(error))


def _entry(result: Any, line: int, decode: Decoder) -> Entry:
    if not isinstance(result, dict):
        raise _UnusableError("should hold keys such as question and correct_answer")
    texts = {key: result.get(key, "") for key in _TEXTS}
    wrong = result.get("incorrect_answers")
    if not isinstance(wrong, list) or not all(isinstance(it, str) for it in (*wrong, *texts.values())):
        raise _UnusableError("should hold texts, and a list of texts under incorrect_answers")
    said = {key: decode(text) for key, text in texts.items()}
    options = tuple(map(decode, wrong))
    if said["type"] not in _TYPES:
        raise _UnusableError(f"the type should be multiple or boolean, and is {said['type']!r}")
    if not options:
        raise _UnusableError("has no wrong answer")
    is_statement = said["type"] == "boolean"
    levels = {it.value: it for it in Difficulty}
    return Entry(
        line,
        LEAD + said["question"] if is_statement and said["question"].strip() else said["question"],
        (said["correct_answer"],),
        options,
        said["category"],
        levels.get(said["difficulty"], Difficulty.MEDIUM),
        is_typable=not is_statement,
    )


def _decoder_for(results: list[Any]) -> Decoder:
    """Return what makes plain text of a file's texts; the same for all of them, as one request gives one encoding."""
    texts = [text for it in results if isinstance(it, dict) for text in map(it.get, _TEXTS) if isinstance(text, str)]
    if any(text not in _TYPES and _from_base64(text) in _TYPES for text in texts):
        return _from_base64
    if any(map(_PERCENT.search, texts)) and not any(" " in text for text in texts):
        return unquote_plus if any("+" in text for text in texts) else unquote
    return html.unescape


def _from_base64(text: str) -> str:
    """Return text decoded, or as it stands when it is no base64 of UTF-8."""
    try:
        return b64decode(text, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return text


def _label(result: Any, number: int) -> str:
    question = result.get("question") if isinstance(result, dict) else None
    return question if isinstance(question, str) and question.strip() else f"question {number}"
