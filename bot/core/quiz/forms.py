"""An answer in the one way of writing that all equal ways come down to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.core.knowledge.text import fold
from bot.core.quiz.dates import Date, dates_of
from bot.core.quiz.numerals import in_digits
from bot.core.quiz.words import (
    AFTER_NUMBER,
    ARTICLES,
    COUNTRY,
    CURRENCIES,
    LEADING_HEDGE,
    LETTERS,
    NEGATIONS,
    PLACES,
    SAME,
    SIGNS,
    TRAILING_HEDGE,
)

MAX_CHARS = 200
MAX_NAMES, MAX_ACCEPTED = 16384, 4096
MAX_HEDGES = 6

_NEGATED = re.compile(r"\b(is|was|are|were|do|does|did|would|could|should|has|have|had|ca|wo|ai)n'?t\b")
_SHARP = re.compile(r"(?<=\b[a-z])#")
_MINUS = re.compile(r"^\s*-(?=\d)")
_YEARS = re.compile(r"\b(\d\d)(\d\d)\s?[-/]\s?(\d\d)\b(?![-/])")
_DOTTED_DATE = re.compile(r"\b(\d\d?)\.\s?(\d\d?)\.\s?(?=(?:\d\d){1,2}\b)")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_MONEY = re.compile(
    rf"([{''.join(CURRENCIES)}])\s?(\d[\d.,]*(?:\s?(?:k|m|bn?|mil|million|billion|trillion|thousand))?\b)?"
)
_NUMBER_SIGN = re.compile(r"(?:#|\b(?:no|nr|number)\b\.?)\s?(?=\d)")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_SCALE = re.compile(r"(?<=\d)(k|m|b)\b")
_SCALES = {"k": " thousand", "m": " million", "b": " billion"}
_LETTER_DIGIT = re.compile(r"(?<=[^\W\d_]{3})(?=\d)|(?<=\d)(?=[^\W\d_]{3})")
_WORD = re.compile(r"\d+\.\d+|[^\W_]+|[^\w\s]")

_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_EITHER = re.compile(r"\s+/\s+|,?\s+or\s+|\s*;\s*")
_TAIL = re.compile(r"(?<=\w) (?:of|in|at|for) .*$")
_APART = re.compile(r"[,;/|\n+&]|\b(?:and|or)\b")


@dataclass(frozen=True)
class Form:
    """One reading of an answer.

    Attributes:
        words: In order, without articles; numbers in digits, short forms spelt out.
        typed: In order, without articles, otherwise as they were typed.
        proper: Those that begin with a capital letter.
        letters: How many it has, articles too.
        is_whole: Whether nothing that tells was left out.
        is_list: Whether it may be several answers: it has commas, or "or".
    """

    words: tuple[str, ...]
    typed: tuple[str, ...]
    proper: frozenset[str]
    letters: int
    is_whole: bool
    is_list: bool

    @cached_property
    def keys(self) -> frozenset[str]:
        """Return what two equal answers have in common: words glued together, but for neighbouring digits."""
        return frozenset((glue(self.words), glue(self.typed)))

    @cached_property
    def figures(self) -> frozenset[str]:
        """Return the words that were typed with digits."""
        return frozenset(word for word in self.typed if has_digit(word))

    @cached_property
    def negations(self) -> int:
        """Return how many words deny."""
        return sum(word in NEGATIONS for word in self.typed)

    @cached_property
    def dates(self) -> frozenset[Date]:
        """Return the dates that it may be."""
        return dates_of(self.words)


def has_digit(word: str) -> bool:
    """Tell whether a word holds a digit."""
    return any(map(str.isdigit, word))


def glue(words: Iterable[str]) -> str:
    """Return words without the spaces, except between digits."""
    glued = ""
    for word in words:
        glued += f" {word}" if glued[-1:].isdigit() and word[0].isdigit() else word
    return glued


def given_forms(text: str) -> tuple[Form, ...]:
    """Return the readings of what a player typed: as it stands, and without hedges such as "is it"."""
    is_list = _is_list(text)
    town = [form_of(head, is_whole=False)] if (head := _before_place(text)) else []
    return _distinct([form_of(text), *(form_of(bare, is_list=is_list) for bare in _unhedged(plain_text(text))), *town])


def _unhedged(plain: str) -> Iterator[str]:
    """Yield plain text with ever less hedging around it; what is all hedges may be the answer."""
    for _ in range(MAX_HEDGES):
        bare = TRAILING_HEDGE.sub("", plain)
        if bare != plain:
            yield bare
        bare = LEADING_HEDGE.sub("", plain)
        if bare == plain:
            return
        yield bare
        plain = bare


@lru_cache(MAX_ACCEPTED)
def accepted_forms(text: str) -> tuple[Form, ...]:
    """Return the readings of an accepted answer: as it stands, each side of an "or", and without its tail."""
    text = text[:MAX_CHARS]
    bare = _BRACKETED.sub("", text)
    parts = [part for part in _EITHER.split(bare) if part.strip()]
    whole = [text, bare] if len(parts) == 1 or any(len(part.split()) == 1 for part in parts) else [text, bare, *parts]
    head = _TAIL.sub("", bare)
    shorter = [_without_place(bare), head if len(plain_text(head).split()) > 1 else ""]
    return _distinct([*map(form_of, whole), *(form_of(part, is_whole=False) for part in shorter)])


def _distinct(forms: Iterable[Form]) -> tuple[Form, ...]:
    return tuple({form.words: form for form in reversed([*forms]) if form.words}.values())[::-1]


def _without_place(text: str) -> str:
    """Return what stands before the country, state or place that a name's last comma divides off; empty for none."""
    head, _, rest = text.partition(",")
    tails = [plain_text(tail) for tail in rest.split(",")]
    if not rest or has_digit(rest) or len(tails) > 2 or plain_text(head) in PLACES:
        return ""
    is_place = tails[-1] in PLACES or tails[0].startswith(("in ", "at "))
    return head if is_place or (len(tails) == 1 and len(head.split()) > 1 and tails[0].count(" ") <= 1) else ""


@lru_cache(MAX_NAMES)
def name_form(text: str) -> Form:
    """Return a known name as it stands; it may have no words."""
    return form_of(text)


def form_of(text: str, *, is_whole: bool = True, is_list: bool | None = None) -> Form:
    """Return one reading of a text."""
    plain = plain_text(text)
    typed = _without_articles(plain.split())
    short = _without_articles(COUNTRY.sub("usa", plain).split())
    words = [part for at, word in enumerate(short) for part in _same(short, at, word).split()]
    capital = " ".join(word for word in text[:MAX_CHARS].split() if word.lstrip("\"'“‘(")[:1].isupper())
    proper = frozenset(plain_text(capital).split())
    letters = len(plain) - plain.count(" ")
    return Form(in_digits(words), typed, proper, letters, is_whole, _is_list(text) if is_list is None else is_list)


def parts_of(text: str) -> list[str]:
    """Return the parts that commas, slashes, "and" and "or" divide a text into; blank ones left out."""
    return [part for part in _APART.split(fold(text)) if plain_text(part)]


def _is_list(text: str) -> bool:
    """Tell whether text is in parts; a country or state behind a place is none."""
    return _APART.search((_before_place(text) or fold(text[:MAX_CHARS])).strip()) is not None


def _before_place(text: str) -> str:
    """Return what stands before the country or state at the end; empty where there is none, or only such."""
    head, comma, tail = fold(text[:MAX_CHARS]).rpartition(",")
    return head if comma and plain_text(tail) in PLACES and plain_text(head) not in PLACES else ""


def plain_text(text: str) -> str:
    """Return text as words in lower case with single spaces: no punctuation, signs as words."""
    text = fold(text[:MAX_CHARS]).translate(LETTERS)
    text = _NEGATED.sub(r"\1 not", _SHARP.sub(" sharp ", _MINUS.sub("minus ", text))).replace("'", "")
    text = _THOUSANDS.sub(
        lambda match: match.group().replace(",", ""), _YEARS.sub(r"\1\2 \1\3", _DOTTED_DATE.sub(r"\1 \2 ", text))
    )
    text = _MONEY.sub(lambda match: f" {match[2] or ''} {CURRENCIES[match[1]]} ", text)
    text = _ORDINAL.sub("", _NUMBER_SIGN.sub("", text))
    text = _SCALE.sub(lambda match: _SCALES[match[1]], text)
    for sign, word in SIGNS.items():
        text = text.replace(sign, word)
    return " ".join(word for word in _WORD.findall(_LETTER_DIGIT.sub(" ", text)) if _is_word(word))


def _is_word(word: str) -> bool:
    return word[0].isalnum() or (unicodedata.category(word[0]) == "Sm" and word not in "<>|~")


def _same(words: Sequence[str], at: int, word: str) -> str:
    if at and words[at - 1][0].isdigit() and word in AFTER_NUMBER:
        return AFTER_NUMBER[word]
    return SAME.get(word, word)


def _without_articles(words: Sequence[str]) -> tuple[str, ...]:
    """Drop articles, but not the letters of "Vitamin A" and "L. A. Marsh"."""
    last = len(words) - 1
    return tuple(word for at, word in enumerate(words) if word not in ARTICLES or at == last or _is_initial(words, at))


def _is_initial(words: Sequence[str], at: int) -> bool:
    beside = [*words[max(0, at - 1) : at], *words[at + 1 : at + 2]]
    return words[at] == "a" and any(len(word) == 1 and word.isalpha() for word in beside)


def runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield each run of words."""
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield tuple(words[start:end])
