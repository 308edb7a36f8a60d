"""Wrong options: of the same type as the answer, plausible, and surely wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from random import Random

from bot.core.knowledge.facts import Fact
from bot.core.quiz import periods, quantities
from bot.core.quiz.giveaways import same, stands_in, tells
from bot.core.quiz.material import CAST_KINDS, Material, Sought
from bot.core.quiz.question import Question

# Three wrong options stand beside the answer; with less than two of them nothing is left to choose.
MAX_SHOWN, MIN_FOUND = 3, 2
MAX_KEPT = 8
MAX_TRIED = 60
# Discord cuts longer texts on a button.
MAX_OPTION_CHARS = 80
# How much longer or shorter an option may be than the answer: by this share, or by a few characters.
MAX_LENGTH_RATIO, FREE_CHARS = 2.5, 4
# Any two of these can stand side by side; of two organisations one may be a newspaper and one the police.
_ALIKE_TYPES = frozenset(("person", "character", "work", "place"))
_ANY_YEAR = 2024


def distractors(material: Material, fact: Fact, sought: Sought, text: str, rng: Random) -> tuple[str, ...]:
    """Return wrong options for a fact's question, at most MAX_KEPT; empty where fewer than MIN_FOUND can be found.

    Numbers and dates stand beside others in the same form; names beside those of others whom the facts put into the
    same group, never beside anybody for whom the same may hold. Other things have none but those of their author.
    """
    found = _names(material, fact, sought, rng) if sought.is_name else _figures(fact, sought, rng)
    alike = (it for it in found if is_alike(sought.answer, it) and not tells(text, [it]))
    fitting = tuple(islice(different(sought, alike), MAX_KEPT))
    return fitting if len(fitting) >= MIN_FOUND else ()


def different(sought: Sought, options: Iterable[str]) -> Iterator[str]:
    """Yield the options that are none of the answer's forms, and say something else than those before them."""
    seen = {same(form) for form in sought.forms}
    sizes = {size for form in sought.forms if (size := _size(form)) is not None}
    answer = same(sought.answer)
    for option in options:
        words, size = same(option), _size(option)
        if words in seen or size in sizes or stands_in(words, answer) or stands_in(answer, words):
            continue
        seen.add(words)
        yield option


def has_room(option: str) -> bool:
    """Tell whether an option fits on a button."""
    return len(option) <= MAX_OPTION_CHARS


def is_alike(answer: str, option: str) -> bool:
    """Tell whether an option is about as long as the answer, and fits on a button as that does."""
    short, long = sorted((len(answer), len(option)))
    return has_room(answer) and has_room(option) and (long - short <= FREE_CHARS or long <= MAX_LENGTH_RATIO * short)


def pick(question: Question, rng: Random) -> list[str]:
    """Return the wrong options for one round. Among numbers and dates the answer gets any place in their order."""
    wrong = question.wrong
    if len(wrong) <= MAX_SHOWN:
        return list(wrong)
    places = [_place(option) for option in (question.answer, *wrong)]
    ordered = [(place, option) for place, option in zip(places[1:], wrong, strict=True) if place is not None]
    if places[0] is None or len(ordered) < len(wrong):
        return rng.sample(wrong, MAX_SHOWN)
    below = [option for place, option in ordered if place < places[0]]
    above = [option for place, option in ordered if place >= places[0]]
    count = rng.choice(range(max(0, MAX_SHOWN - len(above)), min(MAX_SHOWN, len(below)) + 1))
    return [*rng.sample(below, count), *rng.sample(above, MAX_SHOWN - count)]


def _figures(fact: Fact, sought: Sought, rng: Random) -> Sequence[str]:
    if sought.type == "date":
        period = periods.read_period(sought.answer, fact.as_of.year)
        return periods.neighbours(period, fact.as_of) if period else ()
    quantity = quantities.read_quantity(sought.answer)
    if quantity is None or sought.type == "title":
        return ()
    limit = re.search(rf"{re.escape(sought.answer)}\s?(?:of|out of|/)\s?(\d+)\b", fact.text)
    return quantities.neighbours(quantity, rng, float(limit[1]) if limit else None)


def _names(material: Material, fact: Fact, sought: Sought, rng: Random) -> Iterator[str]:
    if sought.type not in _ALIKE_TYPES:
        return
    answer = material.entity(sought.answer, sought.type)
    is_cast = answer.id in material.cast if answer else not CAST_KINDS.isdisjoint(fact.kinds)
    barred = _also_true(material, fact)
    alike = [
        it
        for it in material.by_type[sought.type]
        if it.id not in barred and (it.type != "person" or (it.id in material.cast) == is_cast)
    ]
    tried = rng.sample(alike, min(len(alike), MAX_TRIED))
    yield from (it.name for it in tried if not tells(fact.text, (it.name, *it.aliases)))


def _also_true(material: Material, fact: Fact) -> set[str]:
    """Return the ids of those for whom the same may hold: its own, those of facts like it, other actors of a role."""
    barred = set(fact.about)
    for other in (it for kind in fact.kinds if kind not in CAST_KINDS for it in material.by_kind[kind]):
        if fact.season is None or other.season is None or fact.season == other.season:
            barred |= set(other.about)
    if pair := material.pairs.get(fact.id):
        for other_pair in (*material.played_by(pair.person), *material.actors_of(pair.character)):
            barred |= {other_pair.character.id, other_pair.person.id}
    return barred


def _size(text: str) -> float | None:
    quantity = quantities.read_quantity(text)
    return quantity.size if quantity else None


def _place(text: str) -> float | None:
    """Return where a number or a date stands in the order of its like; None for any other text."""
    size = _size(text)
    if size is None and (period := periods.read_period(text, _ANY_YEAR)):
        return float(period.day.toordinal())
    return size
