"""Does a fact fit a question? The names, seasons, dates and numbers of both must agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.core.knowledge.items import UNKNOWN_WORD, Item
from bot.core.knowledge.knowing import Known
from bot.core.knowledge.lexicon import Kind
from bot.core.knowledge.matching import Match
from bot.core.knowledge.posting import MISSING
from bot.core.knowledge.terms import (
    DATE,
    LATEST_SEASON,
    NEXT_SEASON,
    NUMBER,
    SEASON,
    SHOW,
    Span,
    foil_of,
    is_foil,
    season_meant,
)  # fmt: skip

CONFLICT, WRONG = 0.9, 1.0
MENTIONED, UNSEASONED, WITHIN = 0.1, 0.08, 0.35
AMBIGUOUS, OTHER_NUMBER, OTHER_NAME_CORRECTED = 0.3, 0.6, 0.15
RARE, COMMON, KNOWN_WORD = 0.15, 0.3, 0.5
CORRECTED = 0.95
TELLING_FIGURE, NEW_WEIGHT, DEFAULT_WEIGHT = 0.5, 0.7, 0.5
CORRECTED_BY = {
    "@person": frozenset(("name", "author")),
    "@character": frozenset(("name",)),
    "@work": frozenset(("title",)),
    "@organisation": frozenset(("streamer", "outlet", "police")),
    "@place": frozenset(("place",)),
}
NAMES_CORRECTED = frozenset(("name", "place"))
FIGURES = frozenset((NUMBER, DATE))


class Fit(NamedTuple):
    """How well a fact answers.

    Attributes:
        conflicts: What stands against it.
        keyed: The weight of its keywords that were said.
        told: That of those which tell it from others of the kind.
    """

    known: Known
    score: float
    conflicts: tuple[Item, ...]
    keyed: float
    told: float


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What is asked for, whichever fact answers.

    Attributes:
        corrects: The question's form lets a wrong guess be corrected: yes or no, or why.
        weights: How telling each term is.
        shares: In what share of the kind's examples each term stands.
        is_only: The show has one fact of that kind, so that no name need tell which is meant.
    """

    kind: Kind | None
    match: Match
    items: list[Item]
    corrects: bool
    weights: Mapping[str, float]
    shares: Mapping[str, float]
    is_only: bool = False

    @property
    def exact(self) -> tuple[str, ...]:
        """Concepts that a fact must tell of where they are said."""
        return self.kind.exact if self.kind else ()


def fit(known: Known, asked: Asked) -> Fit:
    """Return how well a fact answers what is asked for."""
    balance = _Balance(known, asked)
    for item in asked.items:
        balance.weigh(item)
    return balance.result()


def describes(known: Known, asked: Asked) -> bool:
    """Tell whether a fact says of somebody what the question does: that she is the nurse of the night shift."""
    told = [item for item in asked.items if item.stray and (not item.spans or _is_telling(item, asked.shares))]
    said = [item.word in known.unread or not known.words.isdisjoint(item.concepts) for item in told]
    return any(said) and all(it or not item.spans for it, item in zip(said, told, strict=True))


@dataclass(slots=True)
class _Balance:
    """The score of one fact in the making."""

    known: Known
    asked: Asked
    gained: float = 0.0
    extra: float = 0.0
    keyed: float = 0.0
    told: float = 0.0
    guessing: float = 0.0
    is_corrected: bool = False
    conflicts: list[Item] = field(default_factory=list)

    def weigh(self, item: Item) -> None:
        """Add what one part of the question says for or against the fact."""
        if self.asked.exact:
            self._require(item)
        match, concepts = self.asked.match, item.concepts
        terms = match.example.terms
        if not concepts.isdisjoint(terms):
            if self.known.keywords:
                self._weigh_shared(concepts & terms)
            return
        stray, names = match.left.get(item.mask), item.names
        if stray is None:
            if names and not item.terms.isdisjoint(terms):
                self._weigh_names(item, 0.0, passing=False)
        elif value := self._keyword(item) or self._figure(names) or self._description(item):
            self.gained, self.keyed, self.extra = self.gained + value, self.keyed + value, self.extra - stray
            self.told += value
        elif names:
            self._weigh_names(item, stray, passing=True)
        elif stray:
            self._weigh_stray(item, stray)

    def result(self) -> Fit:
        """Return the fit: the match's score with what the fact gained and lost."""
        example, matched_score, matched, missing, extra = self.asked.match[:5]
        got, conflicts = matched + self.gained, tuple(self.conflicts)
        if not got:
            return Fit(self.known, 0.0, conflicts, self.keyed, self.told)
        plain = _ratio(matched, missing, extra) or 1.0
        missing -= "@topic" in example.terms and self.keyed > 0
        extra = extra + self.extra - (CORRECTED * self.guessing if self.is_corrected else 0.0)
        return Fit(self.known, _ratio(got, missing, extra) * matched_score / plain, conflicts, self.keyed, self.told)

    def _require(self, item: Item) -> None:
        """Let a part that facts of this kind tell of only by name speak against one that does not: the finale."""
        named = item.concepts.intersection(self.asked.exact)
        if named and self.known.words.isdisjoint(named):
            self.conflicts.append(item)

    def _weigh_shared(self, terms: frozenset[str]) -> None:
        """What question and kind share tells between facts of that kind that have keywords."""
        known, weights = self.known, self.asked.weights
        shares = self.asked.shares
        for term in terms & known.keywords:
            weight = weights.get(term, DEFAULT_WEIGHT)
            self.keyed += weight
            self.told += weight if shares.get(term, 0.0) < COMMON else 0.0
        if known.keywords.isdisjoint(terms) and known.words.isdisjoint(terms):
            rare = [term for term in terms if shares.get(term, 0.0) < RARE and term[0] != "?"]
            self.extra += sum(weights.get(term, DEFAULT_WEIGHT) for term in rare)

    def _weigh_names(self, item: Item, stray: float, *, passing: bool) -> None:
        cost = min([self._cost(span, item) for span in item.names])
        if passing and cost >= CONFLICT and any(span.value in self.known.everywhere for span in item.spans):
            cost = MENTIONED
        if item.concepts - {NEXT_SEASON, LATEST_SEASON}:
            cost = min(cost, AMBIGUOUS)
        self.is_corrected |= cost == 0.0 and self._differs(item)
        if cost >= CONFLICT:
            self.conflicts.append(item)
        self.extra += cost - stray

    def _weigh_stray(self, item: Item, stray: float) -> None:
        kind = self.asked.kind
        if self.asked.corrects and kind and kind.corrects and (not item.spans or item.spans[0].term == "?why"):
            is_guess = not item.spans and stray >= UNKNOWN_WORD
            self.is_corrected |= is_guess and not NAMES_CORRECTED.isdisjoint(kind.corrects)
            self.guessing += stray if item.spans or is_guess else 0.0
        elif not self.known.words.isdisjoint(item.terms):
            self.extra -= KNOWN_WORD * stray

    def _keyword(self, item: Item) -> float:
        if self.known.keywords.isdisjoint(item.terms):
            return 0.0
        return max(self.asked.weights.get(term, NEW_WEIGHT) for term in self.known.keywords & item.terms)

    def _description(self, item: Item) -> float:
        """Return the weight of a word that tells who is meant: "the nurse"."""
        kind, known = self.asked.kind, self.known
        if not kind or not kind.described:
            return 0.0
        if item.word not in known.unread and known.words.isdisjoint(item.concepts):
            return 0.0
        shared = item.concepts & known.words
        return max([self.asked.weights.get(term, NEW_WEIGHT) for term in shared], default=NEW_WEIGHT)

    def _figure(self, names: tuple[Span, ...]) -> float:
        """Return the weight of a telling number that the fact holds: nobody hits upon "619" by chance."""
        for span in names:
            if span.term == NUMBER and span.value in self.known.numbers and len(str(span.value)) > 1:
                return TELLING_FIGURE
        return 0.0

    def _differs(self, item: Item) -> bool:
        """Tell whether an item is a guess that the fact corrects: a foil, or another number or date than its own."""
        known = self.known
        for span in item.names:
            if span.term in FIGURES:
                if span.value not in known.numbers and span.value not in known.dates:
                    return True
            elif is_foil(span):
                return True
        return False

    def _cost(self, span: Span, item: Item) -> float:
        """Return what a name or figure costs: nothing where the fact holds it or corrects it."""
        known, kind = self.known, self.asked.kind
        _, _, term, value, _, _ = span
        if value in known.about:
            return 0.0
        if term == SEASON:
            return self._season_cost(value)
        corrected = kind.corrects if kind and (self.asked.corrects or item.apart) else ()
        if term == DATE:
            day = str(value)
            if day in known.dates or "date" in corrected:
                return 0.0
            return WITHIN if any(date.startswith(day + "-") for date in known.dates) else CONFLICT
        if term == NUMBER:
            return 0.0 if value in known.numbers or "number" in corrected else OTHER_NUMBER
        if term == SHOW:
            return 0.0 if value in (None, known.entry.fact.show_id) else WRONG
        if is_foil(span):
            sort, name = foil_of(span)
            return 0.0 if name in known.names or sort in corrected else WRONG
        if value is None:
            return 0.0
        if value in known.mentioned:
            return MENTIONED
        is_guess = _is_of(span, known) and not CORRECTED_BY.get(span.term, frozenset()).isdisjoint(corrected)
        return OTHER_NAME_CORRECTED if is_guess and self._is_told() else CONFLICT

    def _is_told(self) -> bool:
        """Tell whether it is clear which fact of its kind is meant, whatever name in the question is wrong."""
        about = self.known.about
        return self.asked.is_only or any(span.value in about for item in self.asked.items for span in item.names)

    def _season_cost(self, season: object) -> float:
        released, holds = self.known.entry.pack.released, self.known.entry.fact.season
        wanted = season_meant(season, released)
        if holds is None and wanted in self.known.seasons:
            return MENTIONED
        if holds is None and self.asked.kind and self.asked.kind.after:
            return UNSEASONED
        if holds is None:
            return UNSEASONED if isinstance(wanted, int) and wanted <= released else CONFLICT
        if self.asked.kind and self.asked.kind.after and wanted == holds - 1:
            return MENTIONED
        return 0.0 if wanted == holds else WRONG


def _is_telling(item: Item, shares: Mapping[str, float]) -> bool:
    """Tell whether an item's terms are no names, ask nothing, and are not what a kind is asked with in general."""
    return bool(item.concepts) and all(term[0] != "?" and shares.get(term, 0.0) < RARE for term in item.concepts)


def _ratio(got: float, missing: float, extra: float) -> float:
    return got / (got + MISSING * max(0.0, missing) + max(0.0, extra)) if got else 0.0


def _is_of(span: Span, known: Known) -> bool:
    return isinstance(span.value, tuple) and span.value[0] == known.entry.fact.show_id
