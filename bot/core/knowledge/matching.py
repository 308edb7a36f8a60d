"""Match a reading with the ways to ask for each kind of thing: all of the question must be accounted for.

A way to ask is a set of terms. Its score is `matched / (matched + MISSING * missing + extra)`: the weight of the terms
that question and example share, against what the example has more and what the question has more. What the question
has more costs little where the kind knows the word, and most where it asks or where nothing explains it.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from bot.core.knowledge.examples import Example, Examples, Readings
from bot.core.knowledge.likelihood import Likelihood
from bot.core.knowledge.posting import Posting
from bot.core.knowledge.reading import Reading
from bot.core.knowledge.terms import CHATTER, DATE, NUMBER, SEASON, SHOW, SLOTS, Span, is_foil, is_name

MISSING = 0.6
SLIP = 0.5
FAMILIAR, HEARD = 0.3, 0.6
UNKNOWN_NAME, UNKNOWN_WORD, COMMON_WORD, UNUSED_FOIL, UNUSED_NAME = 1.5, 0.65, 0.35, 0.7, 0.35
UNUSED = {SEASON: 0.12, NUMBER: 0.3, DATE: 0.3, SHOW: 0.0}
UNASKED = {
    "?when": 1.2, "?where": 1.2, "?why": 1.0, "?how_many": 1.2, "?how_much": 1.2, "?how_long": 1.2, "?how_often": 1.2,
    "?who": 0.5, "?which_show": 0.8, "?which_week": 0.8, "?which": 0.05, "?what": 0.05, "?how": 0.15,
}  # fmt: skip

NEW_WEIGHT = 0.7
PRONOUN_WEIGHT = 0.15
TYPICAL, PURE = 0.12, 0.06
DOUBLE_NAME, BARE, EMPTY_SLOT, TITLED = 0.05, 0.3, 1.0, 0.4
ASIDE = 0.4
MAX_WAYS = 12
RAREST = 2
HOPELESS, TINY = 0.4, 1e-9
MAX_MATCHES = 5
LEAST_OF_BEST = 0.55
UNLIKELY, MOST_UNLIKELY = 0.04, 0.3


class Item(NamedTuple):
    """Words of a question that are read together.

    Attributes:
        mask: Their places, a bit each.
        stray: What it costs to leave them unexplained, times the weight of the cheapest reading if they have any.
        clause: The clause that they stand in.
        apart: That is another clause than that of the first question word.
        terms, concepts: The terms of its readings, and those of them that are no names or figures.
        names: Its readings as names or figures.
    """

    mask: int
    spans: tuple[Span, ...]
    stray: float
    clause: int = 0
    apart: bool = False
    terms: frozenset[str] = frozenset()
    concepts: frozenset[str] = frozenset()
    names: tuple[Span, ...] = ()


class Match(NamedTuple):
    """How well a question fits one way to ask.

    Attributes:
        score: 0-1.
        matched: The weight of what both share; small when little was said.
        left: What the example does not account for: the mask of each item and its cost.
        shared: The terms that both hold.
        explained: The mask of the words that the example accounts for.
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

    def __init__(
        self,
        readings: Readings,
        weights: Mapping[str, float] | None = None,
        names: Mapping[str, Collection[object]] | None = None,
    ) -> None:
        """Index the examples of each kind.

        Args:
            weights: Weights of terms that go before those found here.
            names: For each kind the entities that it is about, where kinds are facts and only names tell many apart.
        """
        examples = Examples(readings, weights)
        self.shares, self.weights = examples.shares, examples.weights
        self._likelihood = Likelihood(self.shares) if names is None else None
        self._postings: dict[object, Posting] = defaultdict(Posting)
        kinds = {kind: number for number, kind in enumerate(readings)}
        for example, keys in _keyed(list(examples), self.weights, names):
            for key in keys:
                self._postings[key].add(example, kinds[example.kind])

    def items(self, reading: Reading, introducing: frozenset[str] = frozenset()) -> list[Item]:
        """Return the parts of a question that carry meaning, each with the cost of leaving it unexplained.

        Args:
            introducing: Terms after which a word that means nothing is an unknown name, as it is before a season.
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
            clause, stray = reading.clauses[spans[0].start], 0.0 if mask & idle == mask else 1.0
            terms = frozenset([span.term for span in spans])
            names = tuple([span for span in spans if is_name(span.term)])
            concepts = terms.difference([span.term for span in names])
            items.append(Item(mask, tuple(spans), stray, clause, asks not in (None, clause), terms, concepts, names))
        introduced = {span.end for span in reading.spans if span.term in introducing}
        introduced |= {span.start - 1 for span in reading.spans if span.term == SEASON}
        if _ends_in_title(reading.words):
            introduced.add(len(reading.words) - 1)
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
        said = dict.fromkeys(also, PRONOUN_WEIGHT) | self._said(items)
        best: dict[tuple[str, frozenset[str]], Match] = {}
        names = dict.fromkeys(span.value for item in items for span in item.names if isinstance(span.value, tuple))
        for got, example in self._ways(said, names):
            match = self._match(example, got, items, said)
            known = best.get((example.kind, example.slots))
            if known is None or (match.score, match.matched) > (known.score, known.matched):
                best[example.kind, example.slots] = match
        found = self._weighed(heapq.nlargest(MAX_MATCHES, best.values(), key=_rank), items)
        return [match for match in found if match.score >= LEAST_OF_BEST * found[0].score]

    def _weighed(self, found: list[Match], items: list[Item]) -> list[Match]:
        """Return matches best first, each for less by how much less likely its kind is than the likeliest."""
        if self._likelihood is None or len(found) < 2:
            return found
        told = [item.terms for item in items if item.spans and item.stray and SHOW not in item.terms]
        likely = [self._likelihood.of(match.example.kind, told) for match in found]
        most = max(likely)
        less = [min(MOST_UNLIKELY, UNLIKELY * (most - like)) for like in likely]
        weighed = [match._replace(score=match.score - loss) for match, loss in zip(found, less, strict=True)]
        return sorted(weighed, key=_rank, reverse=True)

    def _said(self, items: list[Item]) -> dict[str, float]:
        """Return what the words of a question can mean, each term with its weight, less for slips and for the title."""
        said: dict[str, float] = {}
        for item in items:
            titled = SHOW in item.terms
            for span in item.spans:
                weight = self.weights.get(span.term, 0.0) * (1 - SLIP * span.cost)
                if span.term in SLOTS and (titled or span.implied):
                    weight *= TITLED
                said[span.term] = max(weight, said.get(span.term, 0.0))
        return said

    def _ways(self, said: Mapping[str, float], names: Iterable[object]) -> Iterator[tuple[float, Example]]:
        """Yield the examples to look at, with their matched weight: the fullest for each set of shared terms."""
        ways: dict[int, tuple[float, float, Example]] = {}
        for key in (*said, *names):
            if posting := self._postings.get(key):
                for got, total, example in posting.fullest(said, EMPTY_SLOT):
                    bound = got / (got + MISSING * (total - got) + TINY)
                    if bound >= HOPELESS:
                        ways[id(example)] = bound, got, example
        for _, got, example in heapq.nlargest(MAX_WAYS, ways.values(), key=lambda way: (way[0], way[1])):
            yield got, example

    def _match(self, example: Example, got: float, items: list[Item], said: Mapping[str, float]) -> Match:
        explained, clauses = _explained(example, items)
        shares = self.shares[example.kind]
        left = {
            item.mask: self._stray(item, shares) * (1.0 if item.clause in clauses or item.names else ASIDE)
            for item in items
            if not item.mask & explained
        }
        extra = sum(left.values()) + _unlikely(example, items, left)
        missing = max(0.0, example.total - got) + EMPTY_SLOT * len(example.slots.difference(said))
        score = got / (got + MISSING * missing + extra) if got else 0.0
        score *= 1 - TYPICAL * (1 - example.typical(said)) - PURE * (1 - example.purity)
        return Match(example, score, got, missing, extra, left, example.terms.intersection(said), explained)

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


def _keyed(
    examples: list[Example], weights: Mapping[str, float], names: Mapping[str, Collection[object]] | None
) -> Iterator[tuple[Example, list[object]]]:
    """Yield each example with what it is looked up by: its most telling term, or its rarest terms and names."""
    if names is None:
        for example in examples:
            yield example, [max(example.terms, key=lambda term: (weights[term], term))]
        return
    count = Counter(key for example in examples for key in (*example.terms, *names[example.kind]))
    for example in examples:
        keys: list[object] = [*example.terms, *names[example.kind]]
        yield example, heapq.nsmallest(RAREST, keys, key=lambda key: (count[key], str(key)))


def _ends_in_title(words: tuple[str, ...]) -> bool:
    """Tell whether the last word stands where a title does: "how many episodes in ...", "an episode of the ..."."""
    before = words[-3:-1] if len(words) > 3 else ()
    return bool(before) and (before[1] in ("in", "of") or (before[0] in ("in", "of") and before[1] == "the"))


def _rank(match: Match) -> tuple[float, float]:
    return match.score, match.matched


def _explained(example: Example, items: list[Item]) -> tuple[int, set[int]]:
    """Return the mask of the words that an example accounts for, and the clauses that they stand in."""
    explained, clauses = 0, set()
    for item in items:
        if not item.terms.isdisjoint(example.terms):
            explained |= item.mask
            clauses.add(item.clause)
    return explained, clauses


def _unlikely(example: Example, items: list[Item], left: Mapping[int, float]) -> float:
    """Return what speaks against an example beside its terms: the title for a name, a sentence for a bare word."""
    extra = 0.0
    if example.slots:
        named = [item for item in items if not item.terms.isdisjoint(example.slots)]
        if named and all(SHOW in item.terms for item in named):
            extra += DOUBLE_NAME
    if len(example.terms) == 1 and any(item.mask in left and _asks(item) for item in items):
        extra += BARE
    return extra


def _asks(item: Item) -> bool:
    return any(span.term[0] == "?" for span in item.spans)
