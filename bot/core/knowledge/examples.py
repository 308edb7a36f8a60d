"""Ways to ask, compiled from the examples of each kind: sets of terms, and how telling each term is."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.knowledge.terms import CHATTER, DATE, NUMBER, SEASON, SHOW, SLOTS, Span

FIXED_WEIGHTS = {SEASON: 0.25, NUMBER: 0.3, DATE: 0.4, SHOW: 0.0}
LEAST_WEIGHT = 0.12
SELDOM = 1.0
LEAST_PURITY, LEAST_TYPICAL = 0.25, 0.2
INSISTS = 0.05
LONE_TERM, LEAST_LONE = 0.4, 0.75
SIZE_POWER = 0.25
LEAST_VAGUE, _VAGUE = 2, "?@"

Shares = Mapping[str, float]
Alternatives = list[frozenset[str]]
Readings = Mapping[str, Sequence[Sequence[Span]]]


@dataclass(frozen=True, slots=True)
class Example:
    """One way to ask.

    Attributes:
        total: The summed weight of its terms.
        purity: How much this way is this kind's and not another's, 0-1.
        slots: Those of its terms that a name must fill.
        ratios: For each term, its share in the kind's examples to its largest share in any kind's.
    """

    kind: str
    terms: frozenset[str]
    total: float
    purity: float
    slots: frozenset[str]
    ratios: tuple[tuple[str, float], ...]

    def typical(self, said: Mapping[str, float]) -> float:
        """Return how much of what was said, given with weights, is this kind's rather than another's, 0-1."""
        typical = total = 0.0
        for term, ratio in self.ratios:
            if weight := said.get(term):
                typical += weight * ratio
                total += weight
        return typical / total if total else 0.0


class Examples:
    """All ways to ask.

    Attributes:
        shares: Kind -> term -> in what share of the kind's examples it stands.
        weights: Term -> how telling it is, 0-1.
    """

    def __init__(self, readings: Readings, weights: Mapping[str, float] | None = None) -> None:
        """Compile the examples of each kind. `weights` of terms, where given, go before those found here."""
        lines = {kind: [_alternatives(spans) for spans in of_kind] for kind, of_kind in readings.items()}
        self.shares: dict[str, Shares] = {kind: _shares(of_kind) for kind, of_kind in lines.items()}
        self.weights = {**_weights(self.shares, _counts(self.shares, lines)), **(weights or {})}
        self._peaks = _peaks(self.shares)
        self._lines = lines

    def __iter__(self) -> Iterator[Example]:
        """Yield each way to ask of each kind once, without those that are mostly another kind's."""
        for example in _examples(self._lines, self.shares, self.weights, self._peaks):
            if example.typical(self.weights) >= LEAST_TYPICAL:
                yield example


def _alternatives(spans: Sequence[Span]) -> Alternatives:
    """Return what each part of an example can mean; its own name tells nothing."""
    by_place: dict[tuple[int, int], set[str]] = {}
    for start, end, term, _, _, _ in spans:
        if (start, end) in by_place:
            by_place[start, end].add(term)
        else:
            by_place[start, end] = {term}
    return [frozenset(terms) for terms in by_place.values() if SHOW not in terms]


def _telling(alternatives: Iterable[str]) -> list[str]:
    return [term for term in alternatives if term[0] not in "!~"]


def _shares(lines: list[Alternatives]) -> dict[str, float]:
    """Return in what share of a kind's examples each term stands."""
    counts: dict[str, float] = defaultdict(float)
    for line in lines:
        for alternatives in line:
            for term in _telling(alternatives):
                counts[term] += 1 / len(alternatives)
    return {term: count / len(lines) for term, count in counts.items()}


def _counts(shares: Mapping[str, Shares], lines: Mapping[str, list[Alternatives]]) -> dict[str, float]:
    """Return in how many examples each term stands."""
    counts: dict[str, float] = defaultdict(float)
    for kind, of_kind in shares.items():
        for term, share in of_kind.items():
            counts[term] += share * len(lines[kind])
    return counts


def _weights(shares: Mapping[str, Shares], seen: Mapping[str, float]) -> dict[str, float]:
    """Return one minus the normalised entropy of the kinds that each term speaks for, less for words seldom seen."""
    by_term: dict[str, list[float]] = defaultdict(list)
    for counts in shares.values():
        for term, share in counts.items():
            by_term[term].append(share)
    most = math.log(max(2, len(shares)))
    weights = {}
    for term, parts in by_term.items():
        total = sum(parts)
        entropy = -sum(part / total * math.log(part / total) for part in parts)
        weights[term] = max(LEAST_WEIGHT, (1 - entropy / most) * seen[term] / (seen[term] + SELDOM))
    return {**weights, **FIXED_WEIGHTS}


def _peaks(shares: Mapping[str, Shares]) -> dict[str, float]:
    """Return for each term its largest share in any kind."""
    peaks: dict[str, float] = defaultdict(float)
    for counts in shares.values():
        for term, share in counts.items():
            peaks[term] = max(peaks[term], share)
    return peaks


def _examples(
    lines: Mapping[str, list[Alternatives]],
    shares: Mapping[str, Shares],
    weights: Mapping[str, float],
    peaks: Mapping[str, float],
) -> Iterator[Example]:
    """Yield each way to ask of each kind once, without those that are mostly another kind's.

    A single term that is all that is left of a sentence is a way to ask only when several sentences come down to it.
    """
    ways: dict[frozenset[str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for kind, of_kind in lines.items():
        for line in of_kind:
            if terms := _terms(line, shares[kind]):
                ways[terms][kind] += 1.0 if len(terms) > 1 or len(line) < 2 else LONE_TERM
    for terms, kinds in ways.items():
        parts = {kind: count / len(lines[kind]) ** SIZE_POWER for kind, count in kinds.items()}
        for kind, part in parts.items():
            purity = part / sum(parts.values())
            if kinds[kind] < LEAST_VAGUE and all(term[0] in _VAGUE for term in terms):
                continue
            mostly = purity >= LEAST_PURITY or part == max(parts.values())
            if mostly and (len(terms) > 1 or kinds[kind] >= LEAST_LONE):
                ratios = tuple((term, min(1.0, shares[kind].get(term, 0.0) / peaks[term])) for term in terms)
                yield Example(kind, terms, sum(weights[term] for term in terms), purity, terms & SLOTS, ratios)


def _terms(line: Alternatives, shares: Shares) -> frozenset[str]:
    """Return an example's terms, each part read as its kind mostly reads it; chatter only where the kind insists."""
    chosen = set()
    for alternatives in line:
        if telling := _telling(alternatives):
            term = max(telling, key=lambda term: (shares.get(term, 0.0), term))
            if CHATTER not in alternatives or shares.get(term, 0.0) >= INSISTS:
                chosen.add(term)
    return frozenset(chosen)
