"""Options that a question carries in its own text: `Which is it? A) this B) that`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_AT_LINE_START = re.compile(r"^[ \t]*\(?([A-Ha-h])(?:[).:]|[ \t]+-)[ \t]+", re.MULTILINE)
_IN_LINE = re.compile(r"(?:(?<=\s)|^)\(?([A-Ha-h])\)[ \t]*")
_LETTERS = "abcdefgh"
MIN_OPTIONS = 2


@dataclass(frozen=True, slots=True)
class Lettered:
    """A question without its options, the right one, its letter, and the others."""

    text: str
    answer: str
    letter: str
    wrong: tuple[str, ...]


def split_options(text: str, answers: tuple[str, ...]) -> Lettered | None:
    """Return a question apart from its options; None when it has none, or when not exactly one of them is right.

    Args:
        answers: Letters and options in any case; what is neither does not matter.
    """
    found = _options(_AT_LINE_START, text) or _options(_IN_LINE, text)
    if found is None:
        return None
    stem, options = found
    named = {answer.strip(" ().").casefold() for answer in answers}
    right = [at for at, option in enumerate(options) if named & {_LETTERS[at], option.casefold()}]
    if len(right) != 1 or not stem:
        return None
    (at,) = right
    wrong = tuple(option for other, option in enumerate(options) if other != at)
    return Lettered(stem, options[at], _LETTERS[at].upper(), wrong)


def _options(pattern: re.Pattern[str], text: str) -> tuple[str, list[str]] | None:
    """Return what stands before the options, and the options, whose letters must run from A on without a gap."""
    marks = list(pattern.finditer(text))
    letters = "".join(mark[1].lower() for mark in marks)
    if len(marks) < MIN_OPTIONS or letters != _LETTERS[: len(marks)]:
        return None
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    options = [text[mark.end() : end].strip(" \t\n,;") for mark, end in zip(marks, ends, strict=True)]
    return (text[: marks[0].start()].strip(), options) if all(options) else None
