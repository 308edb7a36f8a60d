"""Does a fact fit a question? The names, seasons, dates and numbers of both must agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.knowledge.answering import Entry
from bot.core.knowledge.lexicon import Kind
from bot.core.knowledge.matching import MISSING, UNKNOWN_WORD, Item, Match
from bot.core.knowledge.reading import Reader
from bot.core.knowledge.terms import DATE, NEXT, NEXT_SEASON, NUMBER, SEASON, SHOW, Span, is_foil, is_name

CONFLICT = 0.9
MENTIONED = 0.1
RARE = 0.15
UNSEASONED = 0.08
CORRECTED = 0.95
TELLING_FIGURE = 0.5
EVERYWHERE = frozenset(("home", "ratings", "author"))


@dataclass(frozen=True, slots=True)
class Known:
    """A fact with what its words say: prepared once, compared with every question."""

    entry: Entry
    about: frozenset[tuple[str, str]]
    mentioned: frozenset[tuple[str, str]]
    keywords: frozenset[str]
    words: frozenset[str]
    numbers: frozenset[str]
    dates: frozenset[str]
    names: frozenset[str]
    everywhere: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a fact answers: its score, and what stands against it."""

    known: Known
    score: float
    conflicts: tuple[Item, ...]
    keyed: float


def know(entry: Entry, reader: Reader) -> Known:
    """Return a fact prepared for comparison."""
    fact = entry.fact
    said = reader.read(f"{fact.text} {fact.quotation.words if fact.quotation else ''}")
    asked = reader.read(fact.question)
    keywords = [span for phrase in fact.keywords for span in reader.read(phrase).spans]
    periods = [span for phrase in fact.periods for span in reader.read(phrase).spans]
    spans = said.spans + asked.spans
    return Known(
        entry=entry,
        about=frozenset((entry.pack.id, name) for name in fact.about),
        mentioned=frozenset(span.value for span in spans if isinstance(span.value, tuple)),
        keywords=frozenset(span.term for span in keywords if span.term[0] not in "@!&~?"),
        words=frozenset(span.term for span in spans if span.term[0] not in "@!&~?"),
        numbers=frozenset(str(span.value) for span in spans if span.term == NUMBER),
        dates=frozenset(str(span.value) for span in (*periods, *spans) if span.term == DATE),
        everywhere=frozenset((entry.pack.id, it.id) for it in entry.pack.entities if not EVERYWHERE.isdisjoint(it.roles)),
        names=frozenset(str(span.value) for span in spans if span.term[0] == "!"),
    )


def fit(known: Known, kind: Kind | None, match: Match, items: Iterable[Item], *, corrects: bool, weights: Mapping[str, float], shares: Mapping[str, float]) -> Fit:
    """Return how well a fact answers a question that asks for its kind.

    Args:
        corrects: The question's form lets a wrong guess be corrected: yes or no, or why.
        weights: How telling each term is.
        shares: In what share of the kind's examples each term stands.
    """
    got, extra, missing, keyed = match.matched, match.extra, match.missing, 0.0
    conflicts, corrected, guessing = [], False, 0.0
    for item in items:
        shared = [span.term for span in item.spans if span.term in match.example.terms and span.term[0] not in "@&"]
        if shared:
            keyed += sum(weights.get(term, 0.5) for term in shared if term in known.keywords)
            if known.keywords and not any(term in known.keywords or term in known.words for term in shared):
                extra += sum(weights.get(term, 0.5) for term in shared if shares.get(term, 0.0) < RARE and term[0] != "?")
            continue
        stray = match.left.get(item.mask)
        if stray is None and not any(span.term in match.example.terms for span in item.spans):
            continue
        costs = [_cost(known, kind, span, corrects or item.apart) for span in item.spans if is_name(span.term)]
        if stray is not None and (value := _keyword(known, item, weights)):
            got, extra, keyed = got + value, extra - stray, keyed + value
        elif stray is not None and (figure := _figure(known, item)):
            got, extra, keyed = got + figure, extra - stray, keyed + figure
        elif costs:
            cost = min(costs)
            if stray is not None and cost >= CONFLICT and any(span.value in known.everywhere for span in item.spans):
                cost = MENTIONED
            if any(span.term[0] not in "@!&" and span.term != NEXT_SEASON for span in item.spans):
                cost = min(cost, 0.3)
            corrected |= cost == 0.0 and _differs(known, item)
            if cost >= CONFLICT:
                conflicts.append(item)
            extra += cost - (stray or 0.0)
        elif stray and corrects and kind and kind.corrects and (not item.spans or item.spans[0].term == "?why"):
            corrected |= not item.spans and "name" in kind.corrects and stray >= UNKNOWN_WORD
            guessing += stray if item.spans or stray >= UNKNOWN_WORD else 0.0
        elif stray and any(span.term in known.words for span in item.spans):
            extra -= 0.5 * stray
    if corrected:
        extra -= CORRECTED * guessing
    if "@topic" in match.example.terms and keyed:
        missing -= 1.0
    base = match.matched / (match.matched + MISSING * max(0.0, match.missing) + match.extra) if match.matched else 1.0
    score = got / (got + MISSING * max(0.0, missing) + max(0.0, extra)) * (match.score / base) if got else 0.0
    return Fit(known, score, tuple(conflicts), keyed)


def _keyword(known: Known, item: Item, weights: Mapping[str, float]) -> float:
    return max((weights.get(span.term, 0.7) for span in item.spans if span.term in known.keywords), default=0.0)


def _differs(known: Known, item: Item) -> bool:
    """Tell whether an item is a guess that the fact corrects: a foil, or another number or date than its own."""
    return any(
        is_foil(span) or (span.term in (NUMBER, DATE) and str(span.value) not in known.numbers | known.dates)
        for span in item.spans
    )


def _figure(known: Known, item: Item) -> float:
    """Return the weight of a telling number that the fact holds: nobody hits upon "619" by chance."""
    return TELLING_FIGURE if any(span.term == NUMBER and len(str(span.value)) > 1 and span.value in known.numbers for span in item.spans) else 0.0


def _cost(known: Known, kind: Kind | None, span: Span, corrects: bool) -> float:
    fact, corrected = known.entry.fact, kind.corrects if kind and corrects else ()
    if span.term == SEASON:
        return _season_cost(known, span.value, kind)
    if span.term == DATE:
        value = str(span.value)
        fits = any(value == date or date.startswith(value + "-") for date in known.dates)
        return 0.0 if fits or "date" in corrected else CONFLICT
    if span.term == NUMBER:
        return 0.0 if str(span.value) in known.numbers or "number" in corrected else 0.6
    if span.term == "@show":
        return 0.0 if span.value in (None, fact.show_id) else 1.0
    if span.term[0] == "!":
        return 0.0 if span.value in known.names or span.term[1:] in corrected else 1.0
    if isinstance(span.value, tuple) and span.value[0][0] == "!":
        return 0.0 if span.value[1] in known.names or span.value[0][1:] in corrected else 1.0
    if span.value is None or span.value in known.about:
        return 0.0
    if span.value in known.mentioned:
        return MENTIONED
    return 0.3 if corrected and span.value[0] == fact.show_id else CONFLICT  # type: ignore[index]


def _season_cost(known: Known, season: object, kind: Kind | None) -> float:
    released, holds = known.entry.pack.released, known.entry.fact.season
    wanted = released + 1 if season == NEXT else season
    if holds is None:
        return UNSEASONED if isinstance(wanted, int) and wanted <= released else CONFLICT
    if kind and kind.after and wanted == holds - 1:
        return MENTIONED
    return 0.0 if wanted in (holds, 0) else 1.0
