"""Match a reading with the ways to ask for each kind of thing: all of the question must be accounted for.

A way to ask is a set of terms. Its score is `matched / (matched + MISSING * missing + extra)`: the weight of the terms
that question and example share, against what the example has more and what the question has more. What the question
has more costs little where the kind knows the word, and most where it asks or where nothing explains it.
"""

from __future__ import annotations

import heapq
from collections import ChainMap, Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping
from copy import copy
from operator import itemgetter
from typing import NamedTuple

from bot.core.knowledge.examples import Example, Examples, Lines, shared_with
from bot.core.knowledge.items import Item
from bot.core.knowledge.likelihood import Likelihood
from bot.core.knowledge.posting import EMPTY_SLOT, MISSING, Posting, Way
from bot.core.knowledge.terms import SHOW, SLOTS
from bot.core.knowledge.weighing import Prices, Weighing

SLIP = 0.5
PRONOUN_WEIGHT = 0.15
TYPICAL, PURE = 0.12, 0.06
TITLED = 0.4
MAX_WAYS = 12
RAREST = 2
HOPELESS = 0.4
MAX_MATCHES = 5
LEAST_OF_BEST = 0.55
UNLIKELY, MOST_UNLIKELY = 0.04, 0.3

Weights = MutableMapping[str, float]
_SCORE_AND_MATCHED = itemgetter(1, 2)


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


class Heard(NamedTuple):
    """What a question says, as far as examples say it, with weights, and the examples that share it, best first."""

    said: Mapping[str, float]
    ways: list[Way]


class Matcher:
    """An index over the examples of all kinds."""

    def __init__(
        self,
        lines: Lines,
        weights: Weights | None = None,
        names: Mapping[str, Collection[object]] | None = None,
    ) -> None:
        """Index the examples of each kind.

        Args:
            weights: Weights of terms that go before those found here.
            names: For each kind the entities that it is about, where kinds are facts and only names tell many apart.
        """
        examples = Examples(lines, weights)
        self.shares, self._own_weights = examples.shares, examples.weights
        self.weights: Weights = ChainMap(weights, self._own_weights) if weights else self._own_weights
        self._likelihood = Likelihood(self.shares) if names is None else None
        self._without: frozenset[str] = frozenset()
        self._prices = Prices(self.weights)
        by_key: dict[object, list[Example]] = defaultdict(list)
        self._examples = list(examples)
        for example, keys in _keyed(self._examples, self._own_weights, names):
            for key in keys:
                by_key[key].append(example)
        self._postings = {key: Posting(alike) for key, alike in by_key.items()}

    def without(self, kinds: Iterable[str]) -> Matcher:
        """Return a matcher that passes over the examples of some kinds; it shares all else with this one."""
        less = copy(self)
        less._without = self._without.union(kinds)  # noqa: SLF001 - of the same class
        return less

    def matches(self, items: list[Item], also: frozenset[str] = frozenset()) -> list[Match]:
        """Return the best match of each kind, with each set of slots, best first, at most MAX_MATCHES.

        Args:
            also: Slots that are filled without a name, by a pronoun.
        """
        return self.matches_of(self.hear(items, also), items)

    def hear(self, items: list[Item], also: frozenset[str] = frozenset()) -> Heard:
        """Return what there is to match with; `also` as for `matches`."""
        said = dict.fromkeys(also, PRONOUN_WEIGHT) | self._said(items)
        return Heard(said, self._all_ways(said, self._names(items)))

    def matches_of(self, heard: Heard, items: list[Item]) -> list[Match]:
        """Return the matches of what was heard in the items of a question, as `matches` does."""
        said, ways = heard.said, _most_hopeful(heard.ways)
        if not ways:
            return []
        weighing = Weighing(items, self._prices)
        best: dict[tuple[str, frozenset[str]], Match] = {}
        least, most_lost = 0.0, MOST_UNLIKELY if self._likelihood else 0.0
        for way in ways:
            if match := self._match(way, weighing, said, least):
                example, score, matched = match[:3]
                key = example.kind, example.slots
                if key not in best or (score, matched) > best[key][1:3]:
                    best[key] = match
                least = max(least, LEAST_OF_BEST * (score - most_lost))
        found = sorted(best.values(), key=_SCORE_AND_MATCHED, reverse=True)[:MAX_MATCHES]
        return self._likeliest(found, items)

    def near(self, heard: Heard, limit: int) -> list[str]:
        """Return the kinds with examples that share the most, however little that is; at most `limit`, best first."""
        near: dict[str, None] = {}
        for _, _, number in heard.ways:
            near[self._examples[number].kind] = None
            if len(near) == limit:
                break
        return list(near)

    def _likeliest(self, found: list[Match], items: list[Item]) -> list[Match]:
        """Return the matches that are near the best, best first, each for less by how much less likely its kind is."""
        if self._likelihood and len(found) > 1:
            told = [item.terms for item in items if item.spans and item.stray and SHOW not in item.terms]
            likely = [self._likelihood.of(match.example.kind, told) for match in found]
            most = max(likely)
            for at, (match, like) in enumerate(zip(found, likely, strict=True)):
                loss = min(MOST_UNLIKELY, UNLIKELY * (most - like))
                found[at] = Match(match.example, match.score - loss, *match[2:])
            found.sort(key=_SCORE_AND_MATCHED, reverse=True)
        least = LEAST_OF_BEST * found[0].score
        return [match for match in found if match.score >= least]

    def _names(self, items: list[Item]) -> list[object]:
        """Return the entities that a question names, if this matcher looks anything up by them."""
        if self._likelihood:
            return []
        return [span.value for item in items for span in item.names if isinstance(span.value, tuple)]

    def _said(self, items: list[Item]) -> dict[str, float]:
        """Return what words can mean, as far as examples say it, with weights: less for slips and for the title."""
        said: dict[str, float] = {}
        for item in items:
            titled = SHOW in item.terms
            for _, _, term, _, cost, implied in item.spans:
                weight = self._own_weights.get(term, 0.0) * (1 - SLIP * cost)
                if term in SLOTS and (titled or implied):
                    weight *= TITLED
                if weight > said.get(term, 0.0):
                    said[term] = weight
        return said

    def _all_ways(self, said: Mapping[str, float], names: Iterable[object]) -> list[Way]:
        weights = list(said.items())
        ways: list[Way] = []
        for key in dict.fromkeys((*said, *names)):
            if posting := self._postings.get(key):
                ways += posting.ways(weights)
        if self._without:
            ways = [way for way in ways if self._examples[way[2]].kind not in self._without]
        return sorted(ways)

    def _match(self, way: Way, weighing: Weighing, said: Mapping[str, float], least: float) -> Match | None:
        """Return how well the question fits an example; None where that is less than `least`."""
        _, lost, number = way
        got, example = -lost, self._examples[number]
        shared, typical = shared_with(example.ratios, said)
        explained, left = weighing.unexplained(shared, self.shares[example.kind])
        extra = sum(left.values())
        missing = max(0.0, example.total - got)
        if example.slots or len(example.ratios) == 1:
            extra += weighing.unlikely(example.terms, example.slots, left)
            missing += EMPTY_SLOT * len(example.slots.difference(shared))
        score = got / (got + MISSING * missing + extra) if got else 0.0
        if score < least:
            return None
        score *= 1 - TYPICAL * (1 - typical) - PURE * (1 - example.purity)
        return Match(example, score, got, missing, extra, left, frozenset(shared), explained)


def _most_hopeful(ways: list[Way]) -> list[Way]:
    """Return the examples to look at, best first, each once though found by up to RAREST keys."""
    best: dict[int, Way] = {}
    for way in ways[: RAREST * MAX_WAYS]:
        if way[0] > -HOPELESS or len(best) == MAX_WAYS:
            break
        best[way[2]] = way
    return list(best.values())


def _keyed(
    examples: list[Example], weights: Mapping[str, float], names: Mapping[str, Collection[object]] | None
) -> Iterator[tuple[Example, list[object]]]:
    """Yield each example with what it is looked up by: its most telling term, or its rarest terms and names."""
    if names is None:
        for example in examples:
            yield example, [max([(weights[term], term) for term in example.terms])[1]]
        return
    count = Counter(key for example in examples for key in (*example.terms, *names[example.kind]))
    for example in examples:
        keys: list[object] = [*example.terms, *names[example.kind]]
        yield example, heapq.nsmallest(RAREST, keys, key=lambda key: (count[key], str(key)))
