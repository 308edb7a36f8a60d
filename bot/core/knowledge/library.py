"""All loaded shows and the lexicon: a question goes in, an answer comes out."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from bot.core.knowledge import text
from bot.core.knowledge.answering import Answer, Entry, Status
from bot.core.knowledge.facts import Pack
from bot.core.knowledge.fitting import Fit, Known, fit, know
from bot.core.knowledge.lexicon import Kind, Lexicon
from bot.core.knowledge.matching import Item, Match, Matcher, SLOTS
from bot.core.knowledge.reading import Meaning, NEXT, NEXT_SEASON, Reader, Reading, SEASON

ANSWER_SCORE, SUGGEST_SCORE, MARGIN, LEAST_MATCHED = 0.60, 0.42, 0.08, 0.25
MAX_PARTS = 3
_PARTS = re.compile(r"\?+\s+|[,;]?\s+(?:and|&|plus)\s+|;\s+", re.IGNORECASE)
QUESTION_WORDS = frozenset("who whos what whats when whens where wheres why how which whose whom".split())
AUXILIARIES = frozenset("is are was were do does did has have had will would can could should am right correct true or then".split())


@dataclass(frozen=True, slots=True)
class Outcome:
    """One reading of a question carried through to the facts."""

    score: float
    kind: str
    fits: tuple[Fit, ...]
    match: Match
    conflicting: bool = False


def _is_question(part: str) -> bool:
    first = text.words(part)[:3]
    return not QUESTION_WORDS.isdisjoint(first) or not AUXILIARIES.isdisjoint(first[:1])


def _is_other_sort(item: Item, kind: Kind) -> bool:
    """Tell whether an item names a foil of a sort that this kind is not about: a police force, asked where to watch."""
    sorts = [span.term[1:] for span in item.spans if span.term[0] == "!"]
    return bool(sorts) and not any(sort in kind.corrects for sort in sorts)


def _together(answers: list[Answer]) -> Answer:
    """Return one answer with the facts of several."""
    entries = dict.fromkeys(entry for answer in answers for entry in answer.entries)
    return Answer(Status.ANSWERED, min(answer.confidence for answer in answers), tuple(entries))


class Library:
    """The packs with their index."""

    def __init__(self, packs: tuple[Pack, ...], lexicon: Lexicon) -> None:
        self.packs = tuple(sorted(packs, key=lambda pack: (pack.title, pack.id)))
        self._lexicon = lexicon
        self._reader = Reader(lexicon)
        for phrase in lexicon.concepts.get(NEXT_SEASON, ()):
            self._reader.teach(phrase, Meaning(SEASON, NEXT))
        self._matcher = Matcher(
            {kind.id: [self._reader.read_example(line) for line in kind.examples] for kind in lexicon.kinds.values()}
        )
        for pack in self.packs:
            self._reader.teach_pack(pack)
        entries = [Entry(pack, fact) for pack in self.packs for fact in pack.facts]
        for entry in entries:
            for phrase in (*entry.fact.asked, *entry.fact.keywords):
                for word in text.words(phrase):
                    self._reader.teach_word(word)
        self._known = [know(entry, self._reader) for entry in entries]
        self._by_kind: dict[str, list[Known]] = defaultdict(list)
        for known in self._known:
            for kind_id in known.entry.fact.kinds:
                self._by_kind[kind_id].append(known)

    def answer(self, question: str, show_id: str | None = None) -> Answer:
        """Return the answer to a question as typed; `show_id` narrows it to one show."""
        if topic := self._topic(question, show_id):
            return topic
        parts = [part for part in _PARTS.split(question) if part.strip()]
        if 1 < len(parts) <= MAX_PARTS and all(map(_is_question, parts)):
            answers = [self._answer(part, show_id) for part in parts]
            if all(answer.status is Status.ANSWERED for answer in answers):
                return _together(answers)
        return self._answer(question, show_id)

    def _answer(self, question: str, show_id: str | None) -> Answer:
        reading = self._reader.read(question)
        items = self._matcher.items(reading)
        if bare := self._bare_name(reading, items, show_id):
            return Answer(Status.ANSWERED, 0.8, (bare,))
        outcomes = self.outcomes(reading, items, show_id)
        return self._decide(outcomes, items, show_id)

    def outcomes(self, reading: Reading, items: list[Item], show_id: str | None) -> list[Outcome]:
        corrects = self._corrects(reading)
        pronouns = frozenset(
            slot for word in reading.words if word in ("she", "he", "her", "him", "his", "hers") for slot in ("@person", "@character")
        )
        found = []
        for match in self._matcher.matches(items, pronouns):
            kind = self._lexicon.kinds[match.example.kind]
            fits = [
                fit(known, kind, match, items, corrects=corrects, weight=self._matcher.weights, shares=self._matcher.shares[kind.id])
                for known in self._by_kind.get(kind.id, ())
                if show_id in (None, known.entry.pack.id)
            ]
            if not fits:
                found.append(Outcome(match.score, kind.id, (), match))
                continue
            fits.sort(key=lambda it: (bool(it.conflicts), -it.score - 0.3 * min(it.keyed, 2.0), self._season_rank(it)))
            if fits[0].conflicts and kind.corrects and all(_is_other_sort(item, kind) for item in fits[0].conflicts):
                continue
            if fits[0].conflicts:
                found.append(Outcome(match.score, kind.id, tuple(fits), match, True))
            else:
                found.append(Outcome(fits[0].score, kind.id, tuple(fits), match))
        return sorted(found, key=lambda it: (-it.score, -it.match.matched, not it.fits))

    def _season_rank(self, it: Fit) -> int:
        season, released = it.known.entry.fact.season, it.known.entry.pack.released
        return 0 if season is None or season == released else 1 if season < released else 2

    def _corrects(self, reading: Reading) -> bool:
        asks = next((span.term for span in sorted(reading.spans) if span.term[0] == "?"), "")
        return asks in ("", "?why", "?how") and not AUXILIARIES.isdisjoint(reading.words) or asks == "?why"

    def _decide(self, outcomes: list[Outcome], items: list[Item], show_id: str | None) -> Answer:
        if not outcomes:
            return Answer(Status.UNKNOWN)
        best = next((it for it in outcomes if self._stands_for(it, outcomes[0])), outcomes[0])
        missing = self._lexicon.kinds[best.kind].missing if best.score >= ANSWER_SCORE else ""
        known = bool(best.fits) and not best.conflicting
        if known and best.score >= ANSWER_SCORE and self._tells(best, items):
            return Answer(Status.ANSWERED, best.score, (best.fits[0].known.entry,))
        near = [o.fits[0].known.entry for o in outcomes if o.fits and not o.conflicting and o.score >= SUGGEST_SCORE]
        if near and known:
            return Answer(Status.SUGGESTED, best.score, suggestions=tuple(dict.fromkeys(near))[:3])
        return Answer(Status.UNKNOWN, best.score, missing=missing)

    def _stands_for(self, outcome: Outcome, best: Outcome) -> bool:
        """Tell whether an answerable outcome is as good as the best: nothing said speaks for the best alone."""
        if not outcome.fits or outcome.conflicting or outcome.score < best.score - MARGIN:
            return False
        return outcome.match.shared >= best.match.shared

    def _tells(self, outcome: Outcome, items: list[Item]) -> bool:
        """Tell whether enough was said: not just a question word, a season or a number."""
        match = outcome.match
        terms = {span.term for item in items for span in item.spans} & match.example.terms
        if sum(match.left.values()) < 0.05:
            return any(term[0] != "?" for term in terms)
        return outcome.fits[0].keyed > 0 or (match.matched >= LEAST_MATCHED and any(term[0] not in "?@" for term in terms)) or (
            len(terms) > 1 and any(term in SLOTS for term in terms)
        )

    def _bare_name(self, reading: Reading, items: list[Item], show_id: str | None) -> Entry | None:
        """Return the fact for a question that is nothing but a name."""
        told = [item for item in items if item.stray or any(span.term[0] == "@" for span in item.spans)]
        if len(told) != 1 or len(reading.words) > told[0].mask.bit_count() + 1:
            return None
        values = [span.value for span in told[0].spans if span.term[0] == "@" and isinstance(span.value, tuple) and span.cost < 0.3]
        for value in values:
            about = [known for known in self._known if value in known.about and show_id in (None, known.entry.pack.id)]
            if about:
                return about[0].entry
        return None

    def _topic(self, question: str, show_id: str | None) -> Answer | None:
        words = text.words(question)
        for pack in self.packs:
            if show_id in (None, pack.id):
                for topic in pack.topics:
                    if any(words == text.words(name) for name in (topic.id, topic.title, *topic.aliases)):
                        entries = tuple(Entry(pack, fact) for fact in pack.facts_of(topic.id))
                        return Answer(Status.ANSWERED, 1.0, entries, topic=(pack, topic))
        return None

    def complete(self, typed: str, limit: int) -> list[Entry]:
        """Return the known questions closest to what was typed so far, best first."""
        entries = [known.entry for known in self._known]
        if not typed.strip():
            return entries[:limit]
        found = process.extract(
            typed, [entry.fact.question for entry in entries], scorer=fuzz.WRatio, processor=utils.default_process, limit=limit
        )
        return [entries[at] for _, _, at in found]
