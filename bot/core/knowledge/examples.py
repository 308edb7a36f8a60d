"""Ways to ask, compiled from the examples of each kind: sets of terms, and how telling each term is."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

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
Ratios = tuple[tuple[str, float], ...]
# What each part of an example can mean, and the examples of each kind.
Alternatives = list[frozenset[str]]
Lines = Mapping[str, Sequence[Alternatives]]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One way to ask.

    Attributes:
        number: Its place among all.
        total: The summed weight of its terms.
        purity: How much this way is this kind's and not another's, 0-1.
        slots: Those of its terms that a name must fill.
        ratios: For each term, its share in the kind's examples to its largest share in any kind's.
    """

    number: int
    kind: str
    terms: frozenset[str]
    total: float
    purity: float
    slots: frozenset[str]
    ratios: Ratios


class Examples:
    """All ways to ask.

    Attributes:
        shares: Kind -> term -> in what share of the kind's examples it stands.
        weights: Term that stands in them -> how telling it is, 0-1.
    """

    def __init__(self, lines: Lines, weights: Mapping[str, float] | None = None) -> None:
        """Compile the examples of each kind. `weights` of terms, where given, go before those found here."""
        self.shares: dict[str, Shares] = {kind: _shares(of_kind) for kind, of_kind in lines.items()}
        given, own = weights or {}, _weights(self.shares, _counts(self.shares, lines))
        self.weights = {term: given.get(term, weight) for term, weight in own.items()}
        self._peaks = _peaks(self.shares)
        self._lines = lines

    def __iter__(self) -> Iterator[Example]:
        """Yield each way to ask of each kind once, without those that are mostly another kind's."""
        numbers = count()
        same: dict[frozenset[str], frozenset[str]] = {}  # most examples have the same few slots: one object each
        for kind, terms, purity in _ways(self._lines, self.shares):
            shares = self.shares[kind]
            ratios = tuple([(term, min(1.0, shares.get(term, 0.0) / self._peaks[term])) for term in terms])
            if shared_with(ratios, self.weights)[1] >= LEAST_TYPICAL:
                total = sum([self.weights[term] for term in terms])
                slots = terms & SLOTS
                slots = same.setdefault(slots, slots)
                yield Example(next(numbers), kind, terms, total, purity, slots, ratios)


def shared_with(ratios: Ratios, said: Mapping[str, float]) -> tuple[list[str], float]:
    """Return the terms that were said, given with weights, and how much of that is this kind's alone, 0-1."""
    shared, typical, total = [], 0.0, 0.0
    for term, ratio in ratios:
        weight = said.get(term)
        if weight is not None:
            shared.append(term)
            typical += weight * ratio
            total += weight
    return shared, typical / total if total else 0.0


def alternatives(spans: Iterable[Span]) -> Alternatives:
    """Return what each part of an example can mean, given its readings; the show's own name tells nothing."""
    by_place: dict[tuple[int, int], set[str]] = {}
    for span in spans:
        by_place.setdefault((span.start, span.end), set()).add(span.term)
    return [frozenset(terms) for terms in by_place.values() if SHOW not in terms]


def _telling(terms: Iterable[str]) -> list[str]:
    return [term for term in terms if term[0] not in "!~"]


def _shares(lines: Sequence[Alternatives]) -> dict[str, float]:
    """Return in what share of a kind's examples each term stands."""
    counts: dict[str, float] = defaultdict(float)
    for terms, many in Counter(chain.from_iterable(lines)).items():
        for term in _telling(terms):
            counts[term] += many / len(terms)
    return {term: many / len(lines) for term, many in counts.items()}


def _counts(shares: Mapping[str, Shares], lines: Lines) -> dict[str, float]:
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


def _ways(lines: Lines, shares: Mapping[str, Shares]) -> Iterator[tuple[str, frozenset[str], float]]:
    """Yield the kind, the terms and the purity of each way to ask of each kind once, if it is not mostly another's.

    A single term that is all that is left of a sentence is a way to ask only when several sentences come down to it.
    """
    ways: dict[frozenset[str], dict[str, float]] = {}
    for kind, of_kind in lines.items():
        meant = {part: _meant(part, shares[kind]) for part in set(chain.from_iterable(of_kind))}
        for line in of_kind:
            if terms := frozenset([term for part in line if (term := meant[part])]):
                kinds = ways.setdefault(terms, {})
                kinds[kind] = kinds.get(kind, 0.0) + (1.0 if len(terms) > 1 or len(line) < 2 else LONE_TERM)
    for terms, kinds in ways.items():
        parts = {kind: many / len(lines[kind]) ** SIZE_POWER for kind, many in kinds.items()}
        total, most = sum(parts.values()), max(parts.values())
        for kind, part in parts.items():
            if kinds[kind] < LEAST_VAGUE and all(term[0] in _VAGUE for term in terms):
                continue
            mostly = part / total >= LEAST_PURITY or part == most
            if mostly and (len(terms) > 1 or kinds[kind] >= LEAST_LONE):
                yield kind, terms, part / total


def _meant(part: frozenset[str], shares: Shares) -> str:
    """Return the term that a part of a kind's examples mostly means; "" for chatter on which it does not insist."""
    term = max(_telling(part), key=lambda term: (shares.get(term, 0.0), term), default="")
    return "" if CHATTER in part and shares.get(term, 0.0) < INSISTS else term
