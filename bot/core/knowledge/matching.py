"""Match a reading with the ways to ask for each kind of thing: all of the question must be accounted for.

A way to ask is a set of terms. Its score is `matched / (matched + 0.6 missing + extra)`: the weight of the terms that
question and example share, against what the example has more and what the question has more. A term weighs as much as
it tells one kind from the others (one minus the entropy of its kinds). What a question has more costs little where the
kind knows the word, and most where it is a question word or a word that nothing explains.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.knowledge.reading import CHATTER, DATE, NUMBER, SEASON, Reader, Reading, Span

MISSING = 0.6
FAMILIAR = 0.3
UNKNOWN_WORD, COMMON_WORD = 0.8, 0.35
SLIP = 0.5
STRAY = {"?when": 1.2, "?where": 1.2, "?why": 1.0, "?how_many": 1.2, "?how_much": 1.2, "?how_long": 1.2, "?how_often": 1.2,
         "?who": 0.5, "?which": 0.05, "?what": 0.05, "?how": 0.15}
LEAST_WEIGHT = 0.12
SLOTS = ("@person", "@character", "@work", "@organisation", "@place", "@topic")
SLOT_WORDS = {"person": "@person", "character": "@character", "work": "@work", "org": "@organisation", "place": "@place",
              "season": SEASON, "number": NUMBER, "date": DATE, "show": "@show", "topic": "@topic"}
LIGHT = {SEASON: 0.25, NUMBER: 0.3, DATE: 0.4, "@show": 0.0}
MAX_CANDIDATES = 48


@dataclass(frozen=True, slots=True)
class Example:
    """One way to ask: its kind and its telling terms."""

    kind: str
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Item:
    """Words of a question that are read together: their place as a bit mask, and what they can mean."""

    mask: int
    spans: tuple[Span, ...]
    stray: float


@dataclass(frozen=True, slots=True)
class Match:
    """How well a question fits one way to ask.

    Attributes:
        score: 0-1.
        matched: The weight of what both share; small when little was said.
        left: The items that the example does not account for.
    """

    example: Example
    score: float
    matched: float
    missing: float
    extra: float
    left: tuple[Item, ...]


class Matcher:
    """An index over the examples of all kinds."""

    def __init__(self, reader: Reader, examples: Mapping[str, Iterable[str]]) -> None:
        readings = {kind: [_terms_of(reader.read(_slots(line))) for line in lines] for kind, lines in examples.items()}
        self._kind_share = {kind: _shares(lines) for kind, lines in readings.items()}
        self.weights = _weights(self._kind_share)
        self._examples: list[Example] = []
        self._sums: list[float] = []
        self._posting: dict[str, list[int]] = defaultdict(list)
        for kind, lines in readings.items():
            self._add(kind, lines)

    def weight(self, term: str) -> float:
        """Return how telling a term is, 0-1."""
        return self.weights.get(term, 0.7)

    def items(self, reading: Reading) -> list[Item]:
        """Return the parts of a question that carry meaning, each with the cost of leaving it unexplained."""
        by_place: dict[int, list[Span]] = defaultdict(list)
        idle = 0
        for span in reading.spans:
            mask = (1 << span.end) - (1 << span.start)
            if span.term == CHATTER:
                idle |= mask
            else:
                by_place[mask].append(span)
        known = idle
        for mask in by_place:
            known |= mask
        items = [Item(mask, tuple(spans), 0.0 if mask & idle == mask else 1.0) for mask, spans in by_place.items()]
        for at, common in enumerate(reading.common):
            if not known >> at & 1:
                items.append(Item(1 << at, (), COMMON_WORD if common else UNKNOWN_WORD))
        return items

    def matches(self, items: list[Item], also: frozenset[str] = frozenset()) -> list[Match]:
        """Return the best match of each kind, best first. `also` are terms that stand for a slot (a pronoun for a name)."""
        costs: dict[str, float] = {}
        for item in items:
            for span in item.spans:
                costs[span.term] = min(span.cost, costs.get(span.term, 1.0))
        gathered: dict[int, float] = defaultdict(float)
        for term, cost in costs.items():
            weight = self.weights.get(term, 0.0) * (1 - SLIP * cost)
            for at in self._posting.get(term, ()):
                gathered[at] += weight
        bounds = sorted(((got / (got + MISSING * max(0.0, self._sums[at] - got)), got, at) for at, got in gathered.items()), reverse=True)
        best: dict[str, Match] = {}
        for bound, got, at in bounds[: MAX_CANDIDATES * 4]:
            example = self._examples[at]
            known = best.get(example.kind)
            if known and known.score >= bound:
                continue
            match = self._match(example, self._sums[at], got, items, costs.keys() | also)
            if known is None or (match.score, match.matched) > (known.score, known.matched):
                best[example.kind] = match
        return sorted(best.values(), key=lambda match: (-match.score, -match.matched))

    def _match(self, example: Example, total: float, got: float, items: list[Item], said: Iterable[str]) -> Match:
        explained = 0
        for item in items:
            if any(span.term in example.terms for span in item.spans):
                explained |= item.mask
        shares = self._kind_share[example.kind]
        extra, left = 0.0, []
        for item in items:
            if item.mask & explained:
                continue
            if item.spans:
                cost = min((self._stray(span, shares) for span in item.spans), default=0.0) * item.stray
            else:
                cost = item.stray
            extra += cost
            left.append(item)
        missing = total - got
        for slot in SLOTS:
            if slot in example.terms and slot not in said:
                missing += 1.0
        score = got / (got + MISSING * max(0.0, missing) + extra) if got else 0.0
        return Match(example, score, got, missing, extra, tuple(left))

    def _stray(self, span: Span, shares: Mapping[str, float]) -> float:
        """Return the cost of a reading that the example does not hold; low where the kind knows it."""
        term = span.term
        if term in LIGHT or term[0] in "@!&":
            return 0.0
        weight = STRAY.get(term, self.weight(term))
        share = shares.get(term, 0.0)
        return weight * (FAMILIAR if share >= 0.04 else 0.6 if share else 1.0)

    def _add(self, kind: str, lines: list[list[frozenset[str]]]) -> None:
        shares = self._kind_share[kind]
        for terms in dict.fromkeys(_decide(line, shares) for line in lines):
            if not terms:
                continue
            at = len(self._examples)
            self._examples.append(Example(kind, terms))
            self._sums.append(sum(self.weights.get(term, 0.0) for term in terms))
            for term in terms:
                self._posting[term].append(at)


def _slots(line: str) -> str:
    for slot in SLOT_WORDS:
        line = line.replace("{" + slot + "}", f" xslot{slot}x ")
    return line


def teach_slots(reader: Reader) -> None:
    """Let the reader read the slots of examples."""
    from bot.core.knowledge.reading import Meaning

    for slot, term in SLOT_WORDS.items():
        reader.teach(f"xslot{slot}x", Meaning(term))


def _terms_of(reading: Reading) -> list[frozenset[str]]:
    """Return the alternatives for each part of an example."""
    by_place: dict[tuple[int, int], set[str]] = defaultdict(set)
    for span in reading.spans:
        by_place[span.start, span.end].add(span.term)
    covered = set()
    for (start, end), terms in by_place.items():
        covered.update(range(start, end))
    return [frozenset(terms) for terms in by_place.values() if CHATTER not in terms or len(terms) > 1]


def _shares(lines: list[list[frozenset[str]]]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for line in lines:
        for alternatives in line:
            for term in alternatives:
                if term[0] not in "!&~":
                    counts[term] += 1 / len(alternatives)
    return {term: count / len(lines) for term, count in counts.items()}


def _weights(shares: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Return one minus the normalised entropy of the kinds that each term speaks for."""
    by_term: dict[str, list[float]] = defaultdict(list)
    for counts in shares.values():
        for term, share in counts.items():
            by_term[term].append(share)
    most = math.log(len(shares)) or 1.0
    weights = {}
    for term, parts in by_term.items():
        total = sum(parts)
        entropy = -sum(part / total * math.log(part / total) for part in parts)
        weights[term] = max(LEAST_WEIGHT, 1 - entropy / most)
    return {**weights, **LIGHT}


def _decide(line: list[frozenset[str]], shares: Mapping[str, float]) -> frozenset[str]:
    """Return an example's terms, each part read as its kind mostly reads it."""
    chosen = set()
    for alternatives in line:
        telling = [term for term in alternatives if term[0] not in "!&~"]
        if telling and CHATTER not in alternatives:
            chosen.add(max(telling, key=lambda term: (shares.get(term, 0.0), term)))
        elif telling:
            term = max(telling, key=lambda term: (shares.get(term, 0.0), term))
            if shares.get(term, 0.0) >= 0.05:
                chosen.add(term)
    chosen.discard("@show")
    return frozenset(chosen)
