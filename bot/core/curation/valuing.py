"""What kind of value somebody typed for quizzes: a name that the show knows, a sum, a number, a day, or words."""

from __future__ import annotations

import re

from bot.core.curation.limits import VALUE_CHARS
from bot.core.curation.wording import line
from bot.core.knowledge.facts import Pack, Value
from bot.core.knowledge.figures import MONTHS
from bot.core.knowledge.text import fold, words
from bot.core.quiz.dates import dates_of
from bot.core.quiz.quantities import read_quantity

MAX_UNIT_WORDS = 3
_CURRENCY = re.compile(
    r"[$£€¥]|\b(?:dollars?|euros?|pounds?|yen|cents?|usd|eur|gbp|cad|aud|francs?|kron(?:a|or|e|er))\b", re.IGNORECASE
)
_SCALES = r"(?:%|\s?(?:per ?cent|thousand|million|billion|trillion|k|m|mn|bn)\b)"
_COUNTED = re.compile(rf"(?P<number>(?:\d[\d,.]*\d|\d|[a-z]+){_SCALES}?)(?:\s+(?P<unit>\D+))?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


def value_of(pack: Pack, typed: str) -> Value | None:
    """Return a value with its type; None for an empty field. Raises Unfit as `line` does."""
    text = line(typed, VALUE_CHARS)
    if not text:
        return None
    return _named(pack, text) or _dated(text) or _counted(text) or Value("text", text)


def written(value: Value | None) -> str:
    """Return a value as a form shows it: 10 episodes."""
    if value is None:
        return ""
    has_unit = value.type == "number" and bool(value.unit)
    return f"{value.text} {value.unit}" if has_unit else value.text


def _named(pack: Pack, text: str) -> Value | None:
    wanted = fold(text)
    found = [it for it in pack.entities if wanted in map(fold, (it.name, *it.aliases))]
    if len(found) != 1:
        return None
    return Value(found[0].type, found[0].name if wanted == fold(found[0].name) else text)


def _dated(text: str) -> Value | None:
    said = words(text)
    is_day = bool(dates_of(said)) or bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text))
    is_telling = not MONTHS.keys().isdisjoint(said) or _YEAR.fullmatch(text) or len(re.findall(r"\d+", text)) == 3
    return Value("date", text) if is_day and is_telling else None


def _counted(text: str) -> Value | None:
    quantity = read_quantity(text)
    if quantity is None:
        return None
    if _CURRENCY.search(text):
        return Value("money", text)
    parts = _COUNTED.fullmatch(text)
    if parts is None or len((parts["unit"] or "").split()) > MAX_UNIT_WORDS:
        return None
    return Value("number", parts["number"], parts["unit"] or "")
