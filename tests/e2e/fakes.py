"""Stand-ins that say plainly what they will do."""

from bot.core.knowledge.answering import Answer, Entry, Status
from bot.core.knowledge.facts import Pack


class FakeLibrary:
    """Answers known questions word for word, suggests for "unsure", knows what is missing for "director"."""

    def __init__(self, packs: tuple[Pack, ...]) -> None:
        self.packs = tuple(sorted(packs, key=lambda pack: pack.title))

    def answer(self, question: str, show_id: str | None = None) -> Answer:
        entries = [entry for entry in self._entries() if show_id in (None, entry.pack.id)]
        asked = question.casefold().strip(" ?")
        found = tuple(entry for entry in entries if entry.fact.question.casefold().strip(" ?") in asked)
        if "unsure" in asked:
            return Answer(Status.SUGGESTED, 0.5, suggestions=tuple(entries[:2] + entries[-1:]))
        if "director" in asked:
            return Answer(Status.UNKNOWN, missing="who directed it")
        return Answer(Status.ANSWERED, 1.0, found) if found else Answer(Status.UNKNOWN)

    def complete(self, typed: str, limit: int) -> list[Entry]:
        wanted = typed.casefold()
        return [entry for entry in self._entries() if wanted in entry.fact.question.casefold()][:limit]

    def quotations(self, about: str) -> list[Entry]:
        nearest = self.complete(about, len(self._entries()))
        return sorted((it for it in self._entries() if it.fact.quotation), key=lambda it: it not in nearest)

    def _entries(self) -> list[Entry]:
        return [Entry(pack, fact) for pack in self.packs for fact in pack.facts]


class FakeSyncMemory:
    """Keeps the fingerprint in memory and counts how often it was saved."""

    def __init__(self) -> None:
        self.fingerprint: str | None = None
        self.saves = 0

    def load(self) -> str | None:
        return self.fingerprint

    def save(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self.saves += 1
