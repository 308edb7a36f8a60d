"""Match a reading with the ways to ask for each kind of thing: all of the question must be accounted for.

A way to ask is a set of terms. Its score is `matched / (matched + MISSING * missing + extra)`: the weight of the terms
that question and example share, against what the example has more and what the question has more. A term weighs as much
as it tells one kind from the others: one minus the entropy of its kinds. What a question has more costs little where the
kind knows the word, and most where it is a question word or a word that nothing explains.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.core.knowledge.reading import Reading
from bot.core.knowledge.terms import CHATTER, DATE, NUMBER, SEASON, SHOW, SLOTS, Span, is_foil, is_name

MISSING = 0.6
SLIP = 0.5
FAMILIAR, HEARD = 0.3, 0.6
UNKNOWN_NAME, UNKNOWN_WORD, COMMON_WORD, UNUSED_FOIL, UNUSED_NAME = 1.5, 0.8, 0.35, 0.7, 0.35
UNUSED = {SEASON: 0.12, NUMBER: 0.3, DATE: 0.3, SHOW: 0.0}
UNASKED = {
    "?when": 1.2, "?where": 1.2, "?why": 1.0, "?how_many": 1.2, "?how_much": 1.2, "?how_long": 1.2, "?how_often": 1.2,
    "?who": 0.5, "?which_show": 0.8, "?which_week": 0.8, "?which": 0.05, "?what": 0.05, "?how": 0.15,
}  # fmt: skip

FIXED_WEIGHTS = {SEASON: 0.25, NUMBER: 0.3, DATE: 0.4, SHOW: 0.0}
LEAST_WEIGHT = 0.12
NEW_WEIGHT = 0.7
PRONOUN_WEIGHT = 0.15
LEAST_PURITY, LEAST_TYPICAL = 0.25, 0.2
TYPICAL, PURE = 0.12, 0.06
DOUBLE_NAME, BARE, EMPTY_SLOT, TITLED = 0.05, 0.3, 1.0, 0.4
KEYS = 1
ASIDE = 0.4
MAX_WAYS = 24
MAX_MATCHES = 14


@dataclass(frozen=True, slots=True)
class Example:
    """One way to ask.

    Attributes:
        total: The summed weight of its terms.
        purity: How much this way is this kind's and not another's, 0-1.
        slots: Those of its terms that a name must fill.
    """

    kind: str
    terms: frozenset[str]
    total: float
    purity: float
    slots: frozenset[str]


@dataclass(frozen=True, slots=True)
class Item:
    """Words of a question that are read together.

    Attributes:
        mask: Their places, a bit each.
        stray: What it costs to leave them unexplained, times the weight of the cheapest reading if they have any.
        clause: The clause that they stand in.
        apart: That is another clause than that of the first question word.
    """

    mask: int
    spans: tuple[Span, ...]
    stray: float
    clause: int = 0
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """How well a question fits one way to ask.

    Attributes:
        score: 0-1.
        matched: The weight of what both share; small when little was said.
        left: What the example does not account for: the mask of each item and its cost.
    """

    example: Example
    score: float
    matched: float
    missing: float
    extra: float
    left: Mapping[int, float]
    shared: frozenset[str]
    explained: int


class Matcher:
    """An index over the examples of all kinds."""

    def __init__(self, readings: Mapping[str, list[Reading]], weights: Mapping[str, float] | None = None) -> None:
        """Index the examples of each kind. `weights` of terms, where given, go before those found here."""
        lines = {kind: [_alternatives(reading) for reading in of_kind] for kind, of_kind in readings.items()}
        self.shares = {kind: _shares(of_kind) for kind, of_kind in lines.items()}
        self.weights = {**_weights(self.shares), **(weights or {})}
        self._peaks = _peaks(self.shares)
        self._posting: dict[str, list[Example]] = defaultdict(list)
        for example in _examples(lines, self.shares, self.weights):
            if self._typical(example, self.weights) < LEAST_TYPICAL:
                continue
            for term in heapq.nlargest(KEYS, example.terms, key=lambda term: (self.weights[term], term)):
                self._posting[term].append(example)

    def items(self, reading: Reading, introducing: frozenset[str] = frozenset()) -> list[Item]:
        """Return the parts of a question that carry meaning, each with the cost of leaving it unexplained.

        Args:
            introducing: Terms after which a word that means nothing is an unknown name.
        """
        by_place: dict[int, list[Span]] = defaultdict(list)
        idle = known = 0
        for span in reading.spans:
            mask = (1 << span.end) - (1 << span.start)
            known |= mask
            if span.term == CHATTER:
                idle |= mask
            else:
                by_place[mask].append(span)
        asks = next((reading.clauses[span.start] for span in sorted(reading.spans) if span.term[0] == "?"), None)
        items = []
        for mask, spans in by_place.items():
            clause = reading.clauses[spans[0].start]
            items.append(Item(mask, tuple(spans), 0.0 if mask & idle == mask else 1.0, clause, asks not in (None, clause)))
        introduced = {span.end for span in reading.spans if span.term in introducing}
        for at, common in enumerate(reading.common):
            if not known >> at & 1:
                stray = UNKNOWN_NAME if at in introduced else COMMON_WORD if common else UNKNOWN_WORD
                items.append(Item(1 << at, (), stray, reading.clauses[at]))
        return items

    def matches(self, items: list[Item], also: frozenset[str] = frozenset()) -> list[Match]:
        """Return the best match of each kind, with each set of slots, best first, at most MAX_MATCHES.

        Args:
            also: Slots that are filled without a name, by a pronoun.
        """
        said: dict[str, float] = {}
        for item in items:
            titled = any(span.term == SHOW for span in item.spans)
            for span in item.spans:
                weight = self.weights.get(span.term, 0.0) * (1 - SLIP * span.cost)
                if titled and span.term in SLOTS:
                    weight *= TITLED
                said[span.term] = max(weight, said.get(span.term, 0.0))
        for slot in also:
            said.setdefault(slot, PRONOUN_WEIGHT)
        best: dict[tuple[str, frozenset[str]], Match] = {}
        for got, example in self._ways(said):
            match = self._match(example, got, items, said)
            known = best.get((example.kind, example.slots))
            if known is None or (match.score, match.matched) > (known.score, known.matched):
                best[example.kind, example.slots] = match
        return heapq.nlargest(MAX_MATCHES, best.values(), key=lambda match: (match.score, match.matched))

    def _ways(self, said: Mapping[str, float]) -> Iterator[tuple[float, Example]]:
        """Yield the examples to look at, each with its matched weight: the most complete for each set of shared terms."""
        fullest: dict[tuple[str, frozenset[str]], tuple[float, Example]] = {}
        for term in said:
            for example in self._posting.get(term, ()):
                key = (example.kind, example.terms.intersection(said))
                lacking = example.total + EMPTY_SLOT * len(example.slots.difference(said)) if example.slots else example.total
                other = fullest.get(key)
                if other is None or lacking < other[0] or (lacking == other[0] and example.purity > other[1].purity):
                    fullest[key] = lacking, example
        ways = []
        for (_, shared), (_, example) in fullest.items():
            got = sum([said[term] for term in shared])
            ways.append((got / (got + MISSING * (example.total - got) + 1e-9), got, example))
        for _, got, example in heapq.nlargest(MAX_WAYS, ways, key=lambda way: (way[0], way[1])):
            yield got, example

    def _match(self, example: Example, got: float, items: list[Item], said: Mapping[str, float]) -> Match:
        explained, clauses = 0, set()
        for item in items:
            for span in item.spans:
                if span.term in example.terms:
                    explained |= item.mask
                    clauses.add(item.clause)
                    break
        shares = self.shares[example.kind]
        left = {
            item.mask: self._stray(item, shares) * (1.0 if item.clause in clauses or _names(item) else ASIDE)
            for item in items
            if not item.mask & explained
        }
        extra = sum(left.values())
        named = [item for item in items if any(span.term in example.slots for span in item.spans)] if example.slots else []
        if named and all(any(span.term == SHOW for span in item.spans) for item in named):
            extra += DOUBLE_NAME
        if len(example.terms) == 1 and any(item.mask in left and _asks(item) for item in items):
            extra += BARE
        missing = max(0.0, example.total - got) + EMPTY_SLOT * len(example.slots.difference(said))
        score = got / (got + MISSING * missing + extra) if got else 0.0
        score *= 1 - TYPICAL * (1 - self._typical(example, said)) - PURE * (1 - example.purity)
        return Match(example, score, got, missing, extra, left, example.terms.intersection(said), explained)

    def _typical(self, example: Example, said: Mapping[str, float]) -> float:
        """Return how much the shared terms are those of this kind rather than of another, 0-1."""
        shares, typical, total = self.shares[example.kind], 0.0, 0.0
        for term in example.terms:
            if weight := said.get(term):
                typical += weight * min(1.0, shares.get(term, 0.0) / self._peaks[term])
                total += weight
        return typical / total if total else 0.0

    def _stray(self, item: Item, shares: Mapping[str, float]) -> float:
        """Return the cost of leaving an item unexplained: low where the kind knows one of its readings."""
        if not item.spans or not item.stray:
            return item.stray
        return min([self._unused(span, shares.get(span.term, 0.0)) for span in item.spans])

    def _unused(self, span: Span, share: float) -> float:
        term = span.term
        if is_name(term):
            if span.value is None:
                return 0.0
            return UNUSED.get(term, UNUSED_FOIL if is_foil(span) else UNUSED_NAME)
        if term in UNASKED:
            return UNASKED[term] * (0.1 if share >= 0.2 else 0.5 if share >= 0.08 else 1.0)
        return self.weights.get(term, NEW_WEIGHT) * (FAMILIAR if share >= 0.04 else HEARD if share else 1.0)


def _names(item: Item) -> bool:
    return any(is_name(span.term) for span in item.spans)


def _asks(item: Item) -> bool:
    return any(span.term[0] == "?" for span in item.spans)


def _alternatives(reading: Reading) -> list[frozenset[str]]:
    """Return what each part of an example can mean; its own name tells nothing."""
    by_place: dict[tuple[int, int], set[str]] = defaultdict(set)
    for span in reading.spans:
        by_place[span.start, span.end].add(span.term)
    return [frozenset(terms) for terms in by_place.values() if SHOW not in terms]


def _telling(alternatives: Iterable[str]) -> list[str]:
    return [term for term in alternatives if term[0] not in "!~"]


def _shares(lines: list[list[frozenset[str]]]) -> dict[str, float]:
    """Return in what share of a kind's examples each term stands."""
    counts: Counter[str] = Counter()
    for line in lines:
        for alternatives in line:
            for term in _telling(alternatives):
                counts[term] += 1 / len(alternatives)  # type: ignore[assignment]
    return {term: count / len(lines) for term, count in counts.items()}


def _weights(shares: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Return one minus the normalised entropy of the kinds that each term speaks for."""
    by_term: dict[str, list[float]] = defaultdict(list)
    for counts in shares.values():
        for term, share in counts.items():
            by_term[term].append(share)
    most = math.log(max(2, len(shares)))
    weights = {}
    for term, parts in by_term.items():
        total = sum(parts)
        entropy = -sum(part / total * math.log(part / total) for part in parts)
        weights[term] = max(LEAST_WEIGHT, 1 - entropy / most)
    return {**weights, **FIXED_WEIGHTS}


def _peaks(shares: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Return for each term its largest share in any kind."""
    peaks: dict[str, float] = defaultdict(float)
    for counts in shares.values():
        for term, share in counts.items():
            peaks[term] = max(peaks[term], share)
    return peaks


def _examples(
    lines: Mapping[str, list[list[frozenset[str]]]],
    shares: Mapping[str, Mapping[str, float]],
    weights: Mapping[str, float],
) -> Iterator[Example]:
    """Yield each way to ask of each kind once, without those that are mostly another kind's.

    A single term that is all that is left of a sentence is a way to ask only when several sentences come down to it.
    """
    ways: dict[frozenset[str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for kind, of_kind in lines.items():
        for line in of_kind:
            if terms := _terms(line, shares[kind]):
                ways[terms][kind] += 1.0 if len(terms) > 1 or len(line) < 2 else 0.4
    for terms, kinds in ways.items():
        parts = {kind: count / len(lines[kind]) ** 0.25 for kind, count in kinds.items()}
        for kind, part in parts.items():
            purity = part / sum(parts.values())
            if (purity >= LEAST_PURITY or part == max(parts.values())) and (len(terms) > 1 or kinds[kind] > 0.75):
                yield Example(kind, terms, sum(weights[term] for term in terms), purity, terms & SLOTS)


def _terms(line: list[frozenset[str]], shares: Mapping[str, float]) -> frozenset[str]:
    """Return an example's terms, each part read as its kind mostly reads it; chatter only where the kind insists."""
    chosen = set()
    for alternatives in line:
        if telling := _telling(alternatives):
            term = max(telling, key=lambda term: (shares.get(term, 0.0), term))
            if CHATTER not in alternatives or shares.get(term, 0.0) >= 0.05:
                chosen.add(term)
    return frozenset(chosen)
