"""Links in questions. Quizzes show none: nobody knows what will be behind them tomorrow."""

from __future__ import annotations

import re

# How often anything may stand beside it is bounded, so that a long question takes no longer than many short ones.
_ADDRESS = r"(?:https?://|www\.)[^\s()<>\[\]]*(?:\([^\s()<>\[\]]*\)[^\s()<>\[\]]*)*"
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_BEHIND_WORDS = re.compile(rf"\[([^\[\]]*)\]\(\s{{0,9}}<?{_ADDRESS}>?\s{{0,9}}\)", re.IGNORECASE)
_IN_BRACKETS = re.compile(rf"\s{{0,9}}[(<\[]{{1,3}}\s{{0,9}}{_ADDRESS}\s{{0,9}}[)>\]]{{1,3}}", re.IGNORECASE)
# At the beginning, at the end, or between two sentences.
_APART = re.compile(
    r"""(?:\A|\n|(?<=[.?!…])|(?<=[.?!…][)"”'’*_`]))\s{0,9}(?:[Hh][Tt]{2}[Pp][Ss]?://|[Ww]{3}\.)\S+(?=\s{0,9}(?:\Z|\n|[A-Z("“]))"""
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp)\b|\bimgur\b", re.IGNORECASE)
_POINTING = re.compile(
    r"\b(?:this|these|that|here|shown|pictured?|images?|photos?|screenshots?|maps?|flags?|logos?|below|above)\b",
    re.IGNORECASE,
)


def has_link(text: str) -> bool:
    """Tell whether there is a link in a question."""
    return bool(_LINK.search(text))


def stripped(text: str) -> str:
    """Return all that is no link, to tell whether questions differ in anything else."""
    return _LINK.sub("", _BEHIND_WORDS.sub(r"\1", text))


def link_fault(text: str) -> str:
    """Return why a question with a link cannot be asked without it; empty where it can."""
    rest = stripped(text)
    if not rest.strip(" :.,;?!()[]<>-\n\t"):
        return "is a link and nothing else"
    if any(map(_PICTURE.search, _LINK.findall(text))) or _POINTING.search(rest):
        return "asks about a picture or page behind a link"
    return "has a link in its words, and quizzes show none: write it without" if has_link(unlinked(text)) else ""


def unlinked(text: str) -> str:
    """Return a question without the links that its sentences do not need, and with the words that stood for others."""
    return _APART.sub(" ", _IN_BRACKETS.sub("", _BEHIND_WORDS.sub(r"\1", text)))
