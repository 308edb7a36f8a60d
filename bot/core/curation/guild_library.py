"""The library of one guild: what it changed, laid over the shared library, which stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from bot.core.curation.overlaying import base_packs, states_of
from bot.core.curation.own_layer import OwnLayer, OwnPart
from bot.core.curation.preferring import preferred
from bot.core.curation.revisions import FactKey, Overlay
from bot.core.knowledge import text
from bot.core.knowledge.answering import Answer, Entry, Status
from bot.core.knowledge.completing import Completion
from bot.core.knowledge.deciding import Shelf
from bot.core.knowledge.explaining import explanation
from bot.core.knowledge.facts import Pack
from bot.core.knowledge.knowing import in_passing, know
from bot.core.knowledge.library import Library, joined
from bot.core.knowledge.part_shelf import OwnShelf, PartShelf
from bot.core.knowledge.question import Question


class _Show(NamedTuple):
    """The shelves of one show: those of the guild's own facts, the newest first, and the shared one."""

    own: tuple[OwnShelf, ...]
    shared: Shelf | None


class GuildLibrary(Library):
    """Answers as the shared library does, but for what the guild changed.

    A question is read twice: as everybody's, for the shared facts, and with the guild's own words, for its own facts.
    So nothing that a guild adds changes what the shared facts answer; own facts only answer before them.

    Args:
        settled: The guild's own facts as they were indexed at an earlier time; what has changed since is laid over it.
    """

    def __init__(self, shared: Library, overlay: Overlay, settled: OwnLayer | None = None) -> None:
        self.packs = base_packs(shared.packs, overlay)
        self.overlay = overlay
        self._shared = shared
        self._settled = settled
        versions = _own_versions(overlay)
        known = settled.versions if settled else {}
        self._fresh = _layer(self.packs, shared, {k: v for k, v in versions.items() if known.get(k) != v}, settled)
        self._gone = {key for key, version in known.items() if versions.get(key) != version}
        self.index = self._fresh.index
        changed = [pack for pack in self.packs if pack not in shared.packs]
        self._entries = {(pack.id, fact.id): Entry(pack, fact) for pack in changed for fact in pack.facts}
        own = [self._entries[key] for key in versions if key in self._entries]
        self._completion = Completion(own)
        self._shows = [self._show(pack) for pack in self.packs]

    @classmethod
    def settled(cls, shared: Library, overlay: Overlay) -> GuildLibrary:
        """Return a library with all own facts in one layer: to be made once, and renewed after each change."""
        packs = base_packs(shared.packs, overlay)
        return cls(shared, overlay, _layer(packs, shared, _own_versions(overlay), None))

    def renewed(self, overlay: Overlay) -> GuildLibrary:
        """Return the library after changes. Takes as long as there are facts to `catch_up` on."""
        return GuildLibrary(self._shared, overlay, self._settled)

    def catch_up(self, overlay: Overlay) -> int:
        """Return how many own facts of an overlay are not in the settled layer as they are now."""
        known = self._settled.versions.items() if self._settled else ()
        return len(_own_versions(overlay).items() - known)

    def verbatim(self, words: tuple[str, ...], show_id: str | None) -> list[Answer]:
        """Return the answers, one a show, to a topic's name or a fact's own question; own facts go first."""
        found = [_first_verbatim(show, words) for show in self._asked(show_id)]
        return [self._homed(answer) for answer in found if answer]

    def understand(self, question: str, clauses: list[list[str]], show_id: str | None) -> Answer:
        """Return the answer to one question by what its words mean, given as typed and by its clauses."""
        own = self.take(question, clauses)
        is_same = self._shared.index.reader.read_clauses(clauses) == own.reading
        shared = own if is_same else self._shared.take(question, clauses)
        shows = self._asked(show_id)
        named = [show for show in shows if _is_named(show, own, shared)]
        return self._homed(joined([_answer(show, own, shared) for show in named or shows]))

    def explain(self, question: str, show_id: str | None = None) -> str:
        """Return how a question is read and what speaks for and against the best facts, a paragraph a shelf."""
        own, shared = self.read(question), self._shared.read(question)
        shows = self._asked(show_id)
        lines = [explanation(own, shelf.outcomes(own)) for show in shows for shelf in show.own]
        lines += [explanation(shared, show.shared.outcomes(shared)) for show in shows if show.shared]
        return "\n\n".join(lines)

    def complete(self, typed: str, limit: int) -> list[Entry]:
        """Return the known questions closest to what was typed so far, best first."""
        if not text.fold(typed).strip():
            return [*islice((Entry(pack, fact) for pack in self.packs for fact in pack.facts), limit)]
        return [entry for _, entry in self.near(typed, limit)]

    def near(self, typed: str, limit: int) -> list[tuple[float, Entry]]:
        """Return the known questions closest to what was typed so far, with scores as `Completion.near` has them."""
        shown = {pack.id for pack in self.packs}
        out = sum(len(pack.facts) for pack in self._shared.packs if pack.id not in shown)
        changed = self.overlay.states
        shared = [
            (score, self._entry(entry))
            for score, entry in self._shared.near(typed, limit + out + len(changed))
            if entry.pack.id in shown and (entry.pack.id, entry.fact.id) not in changed
        ]
        return sorted([*self._completion.near(typed, limit), *shared], key=lambda it: -it[0])[:limit]

    def _asked(self, show_id: str | None) -> list[_Show]:
        return [show for pack, show in zip(self.packs, self._shows, strict=True) if show_id in (None, pack.id)]

    def _show(self, pack: Pack) -> _Show:
        gone = {fact_id: None for show_id, fact_id in self._gone if show_id == pack.id}
        own = []
        if pack.id in self._fresh.shelves:
            own.append(OwnShelf(self._fresh.shelves[pack.id], pack, {}))
        if self._settled and pack.id in self._settled.shelves:
            own.append(OwnShelf(self._settled.shelves[pack.id], pack, gone))
        return _Show(tuple(own), self._shared_shelf(pack))

    def _shared_shelf(self, pack: Pack) -> Shelf | None:
        """Return the shelf of a shared show without hidden facts, and with edited ones in place of the originals."""
        shelf = next((it for it in self._shared.index.shelves if it.pack.id == pack.id), None)
        if shelf is None or pack is shelf.pack:
            return shelf
        reader, everywhere = self._shared.index.reader, in_passing(pack)
        shared_ids = {fact.id for fact in shelf.pack.facts}
        edited = {
            fact_id: know(self._entries[pack.id, fact_id], reader, everywhere) if state.own else None
            for fact_id, state in states_of(pack.id, self.overlay).items()
            if fact_id in shared_ids
        }
        return PartShelf(shelf, pack, edited)

    def _homed(self, answer: Answer) -> Answer:
        """Return an answer whose facts stand in the packs as the guild has them now."""
        return Answer(
            answer.status,
            answer.confidence,
            tuple(dict.fromkeys(map(self._entry, answer.entries))),
            tuple(dict.fromkeys(map(self._entry, answer.suggestions))),
            answer.topic,
            answer.missing,
        )

    def _entry(self, entry: Entry) -> Entry:
        return self._entries.get((entry.pack.id, entry.fact.id), entry)


def _own_versions(overlay: Overlay) -> dict[FactKey, int]:
    """Return the newest revision of each of a guild's own facts."""
    return {key: version for key, (version, state) in overlay.states.items() if state.own}


def _layer(packs: Iterable[Pack], shared: Library, versions: Mapping[FactKey, int], under: OwnLayer | None) -> OwnLayer:
    """Return some own facts, by their revisions, indexed over a layer or over the shared library."""
    originals = {pack.id: pack for pack in shared.packs}
    parts = []
    for pack in packs:
        original = originals.get(pack.id)
        if pack is original:
            continue
        facts = tuple(fact for fact in pack.facts if (pack.id, fact.id) in versions)
        names = {name for fact in facts for name in fact.about}
        brought = pack.entities[len(original.entities) if original else 0 :]
        entities = tuple(entity for entity in brought if entity.id in names)
        if facts or original is None:
            parts.append(OwnPart(pack, facts, entities, is_own=original is None))
    return OwnLayer(parts, versions, under.index if under else shared.index)


def _first_verbatim(show: _Show, words: tuple[str, ...]) -> Answer | None:
    shelves = (*show.own, show.shared) if show.shared else show.own
    return next((answer for shelf in shelves if (answer := shelf.verbatim(words))), None)


def _is_named(show: _Show, own: Question, shared: Question) -> bool:
    is_named = show.shared is not None and show.shared.is_named(shared.reading)
    return is_named or any(shelf.is_named(own.reading) for shelf in show.own)


def _answer(show: _Show, own: Question, shared: Question) -> Answer:
    answer = show.shared.answer(shared) if show.shared else None
    is_answered = answer is not None and answer.status is Status.ANSWERED
    return preferred([shelf.answer(own) if is_answered else shelf.answer_or_suggest(own) for shelf in show.own], answer)
