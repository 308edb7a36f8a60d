"""Part of a show's facts as a guild has them: some are left out or stand in for others, the index stays shared."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz

from bot.core.knowledge.answering import Answer, Entry, Status
from bot.core.knowledge.deciding import MAX_NEAR, Shelf
from bot.core.knowledge.facts import Pack
from bot.core.knowledge.knowing import Known
from bot.core.knowledge.lexicon import Kind
from bot.core.knowledge.question import Question
from bot.core.knowledge.wording import in_order

WORDED_ALIKE = 85.0


class PartShelf(Shelf):
    """Another shelf with changes.

    Args:
        pack: The show as the guild has it.
        changed: Facts, by id, that are not as the shelf has them: what stands in for each where its kind is asked for,
            or None. Their phrasings are passed over.
    """

    def __init__(self, shelf: Shelf, pack: Pack, changed: Mapping[str, Known | None]) -> None:
        vars(self).update(vars(shelf))
        self.pack = pack
        self._changed = changed
        if changed:
            self._phrasings = self._phrasings.without(changed)

    def verbatim(self, words: tuple[str, ...]) -> Answer | None:
        """Return a fact when its own question was typed, or a whole topic when nothing but its name was."""
        known = self._by_question.get(words)
        if known is not None and known.entry.fact.id in self._changed:
            return None
        answer = super().verbatim(words)
        is_gone = answer is not None and answer.topic is not None and answer.topic[1] not in self.pack.topics
        return None if is_gone else answer

    def _bare_name(self, question: Question) -> Entry | None:
        for name in question.bare_names:
            about = self._by_entity.get(name)
            if about is None:
                continue
            if about.entry.fact.id not in self._changed:
                return about.entry
            others = filter(None, map(self._as_changed, [it for it in self.known if name in it.about]))
            if other := next(others, None):
                return other.entry
        return None

    def _candidates(self, kind: Kind, question: Question) -> list[Known]:
        found = super()._candidates(kind, question)
        return [it for known in found if (it := self._as_changed(known))] if self._changed else found

    def _as_changed(self, known: Known) -> Known | None:
        return self._changed.get(known.entry.fact.id, known)


class OwnShelf(PartShelf):
    """Facts that a guild added: asked about by few phrasings, and without the words that a pack's author would add."""

    def answer_or_suggest(self, question: Question) -> Answer:
        """Return the answer that these facts have, else suggest the one that is asked for in nearly the same words."""
        answer = self.answer(question)
        if answer.status is not Status.UNKNOWN:
            return answer
        said, best = in_order(question.reading.typed), (WORDED_ALIKE, "")
        for key in self._phrasings.near(self._phrasings.hear(question.items), MAX_NEAR):
            best = max(best, (max(fuzz.ratio(said, line) for line in self._lines[key]), key))
        if not best[1]:
            return answer
        return Answer(Status.SUGGESTED, best[0] / 100, suggestions=(self._by_id[best[1]].entry,))
