"""Whether words stand in a text, however written: what gives an answer away, and which options say the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.core.knowledge.figures import MONTHS
from bot.core.knowledge.text import NUMBER_WORDS, fold

MIN_PART_CHARS = 3
MIN_STEM_CHARS = 5
_WORD = re.compile(r"\d[\d.,:]*\d(?![^\W\d_])|[^\W_]+")
_APOSTROPHE = re.compile(r"'s\b|'")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_ARTICLES = frozenset(("a", "an", "the"))
_SMALL = frozenset("the and for with from von van del der los las office show series".split())
_NUMBERED = frozenset("season seasons series episode episodes part page paragraph".split())

Words = tuple[str, ...]


@lru_cache(maxsize=65536)
def plain(text: str) -> Words:
    """Return the words of a text with case, accents and punctuation made alike, numbers as digits."""
    return tuple(_digits(word) for word in _WORD.findall(_APOSTROPHE.sub("", fold(text))))


def same(text: str) -> Words:
    """Return what two options have in common when they say the same: the words without a leading article."""
    words = plain(text) or (fold(text).strip(),)
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words


def stands_in(words: Words, phrase: Words) -> bool:
    """Tell whether a phrase stands among words, one after the other.

    A lone number does not stand in the number of a season ("season 1") or the day of a date ("July 4").
    """
    size = len(phrase)
    is_number = size == 1 and phrase[0].isdigit()
    return any(
        words[at : at + size] == phrase and not (is_number and _names_one_of_many(words, at))
        for at, word in enumerate(words)
        if phrase and word == phrase[0]
    )


def tells(text: str, answers: Iterable[str], *, is_name: bool = False) -> bool:
    """Tell whether a text gives an answer away: it holds one of the forms or, of a name, a part such as the surname."""
    words = plain(text)
    forms = [same(answer) for answer in answers]
    if any(stands_in(words, form) for form in forms):
        return True
    parts = {part for part in (forms[0] if is_name and forms else ()) if _is_telling(part)}
    return any(_are_akin(part, word) for part in parts for word in words)


class Passages:
    """Texts by key, made to be searched for phrases fast."""

    def __init__(self, texts: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Take the texts that belong to each key; a phrase stands in one text, not across two."""
        self._texts = [(key, [plain(text) for text in several]) for key, several in texts]
        self._found: dict[Words, frozenset[int]] = {}
        self._at: dict[str, set[int]] = defaultdict(set)
        for at, (_, several) in enumerate(self._texts):
            for word in (word for words in several for word in words):
                self._at[word].add(at)

    def holding(self, phrases: Iterable[str]) -> tuple[str, ...]:
        """Return the keys of those texts that hold one of the phrases, in their order."""
        found = frozenset[int]().union(*(self._with(phrase) for phrase in {same(phrase) for phrase in phrases}))
        return tuple(self._texts[at][0] for at in sorted(found))

    def _with(self, phrase: Words) -> frozenset[int]:
        """Return which texts hold a phrase, looked up once."""
        if phrase not in self._found:
            near = min((self._at.get(word, set()) for word in phrase), key=len)
            holding = (at for at in near if any(stands_in(words, phrase) for words in self._texts[at][1]))
            self._found[phrase] = frozenset(holding)
        return self._found[phrase]


def _digits(word: str) -> str:
    if word[0].isdigit():
        match = _ORDINAL.fullmatch(word)
        return match[1] if match else word.replace(",", "")
    return NUMBER_WORDS.get(word, word)


def _names_one_of_many(words: Words, at: int) -> bool:
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    return before in _NUMBERED or before in MONTHS or after in MONTHS


def _is_telling(part: str) -> bool:
    return len(part) >= MIN_PART_CHARS and part not in _SMALL


def _are_akin(part: str, word: str) -> bool:
    """Tell whether one word is the other or the beginning of it: California, Californian."""
    if part == word:
        return True
    return min(len(part), len(word)) >= MIN_STEM_CHARS and (part.startswith(word) or word.startswith(part))
