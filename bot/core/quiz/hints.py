"""Hints: what is shown of an answer that is to be typed."""

from __future__ import annotations

import re

BLANK = "_"
_SHOWN_EVERY = 3
_WORD = re.compile(r"\w+")


def letters(answer: str) -> str:
    """Return an answer with the first and every third letter of each word shown: `T_ _u_ W_ _l_ _e_`.

    Of a number, and of a word of one letter or character, only the length is shown.
    """
    return " ".join(_masked(word) for word in answer.split())


def _masked(word: str) -> str:
    return _WORD.sub(lambda match: _mask_run(match[0]), word)


def _mask_run(run: str) -> str:
    if run.isdigit() or len(run) == 1:
        return BLANK * len(run)
    return "".join(char if place % _SHOWN_EVERY == 0 else BLANK for place, char in enumerate(run))
