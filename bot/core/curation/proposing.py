"""What a file would change in a guild: its facts against those that the guild has, or its questions as a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.core.curation.exporting import entities_of
from bot.core.curation.fitness import fitted
from bot.core.curation.limits import MAX_OWN_FACTS
from bot.core.curation.overlaying import merged
from bot.core.curation.revisions import UNTOUCHED, Act, Change, FactKey, Overlay, OwnFact, OwnShow, State
from bot.core.curation.uploads import PackUpload
from bot.core.curation.wording import Unfit
from bot.core.errors import UserError
from bot.core.knowledge.facts import Entity, Fact, Pack, Source
from bot.core.quiz.lists import ListReading, QuestionList, Refusal

# Of a show that has no place for it in a guild: what a file says there is not taken over.
_NOT_KEPT = ("aliases", "summary", "words")


@dataclass(frozen=True, slots=True)
class FactsProposal:
    """What the facts of a file would change.

    Attributes:
        show: The show that they are of; made when the changes are, if `is_new_show`.
        new, changed, restored: Ids of facts: those that the guild does not have, has otherwise, has removed.
        replaced: Those of the changed ones that are the guild's own already.
        unchanged: How many it has just so.
        refusals: Why facts cannot be taken, in the order of their lines.
        refused: How many facts that are.
        left_out: Parts of the file that a guild cannot keep.
    """

    guild_id: int
    file: str
    show: OwnShow
    is_new_show: bool
    changes: tuple[Change, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    restored: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: int
    refusals: tuple[Refusal, ...] = ()
    refused: int = 0
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListProposal:
    """A list of questions that would be kept; one that the guild has already just so `is_known`.

    Attributes:
        merged: How many questions of the file became one with others.
    """

    guild_id: int
    file: str
    list: QuestionList
    is_known: bool = False
    refusals: tuple[Refusal, ...] = ()
    merged: int = 0


Proposal = FactsProposal | ListProposal


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Ids of facts, by what an import means for them."""

    new: list[str]
    changed: list[str]
    restored: list[str]
    unchanged: list[str]


class _Seen(NamedTuple):
    """All that a fact says in a pack, whatever the ids there."""

    fact: Fact
    source: Source
    topic_title: str
    entities: tuple[Entity, ...]


def propose_facts(
    upload: PackUpload,
    shared: Pack | None,
    overlay: Overlay,
    newest: Mapping[FactKey, int],
    *,
    guild_id: int,
    file: str,
) -> FactsProposal:
    """Return what the facts of a file would change in a guild.

    Args:
        shared: The show as its pack has it; None for a show of the guild's own, or one that it does not have yet.
        newest: The id of the newest revision of each fact that the guild ever changed.
    Raises:
        UserError: there would be more facts than a guild can have.
    """
    own_show = next((it for it in overlay.own_shows if it.id == upload.pack.id), None)
    show = OwnShow(shared.id, shared.title) if shared else own_show or OwnShow(upload.pack.id, upload.pack.title)
    pack = shared or Pack(show.id, show.title, (), (), ())
    tried, refusals = _tried(upload, pack)
    states = {(show.id, fact_id): state for fact_id, state in tried.items()}
    after = merged(pack, replace(overlay, states={**overlay.states, **{key: (0, it) for key, it in states.items()}}))
    found, to_be = _sort(tried, pack, merged(pack, overlay), after, overlay)
    require_room(overlay, to_be)
    return FactsProposal(
        guild_id,
        file,
        show,
        is_new_show=shared is None and own_show is None,
        changes=tuple(Change(*key, Act.IMPORT, state, newest.get(key, 0)) for key, state in to_be.items()),
        new=tuple(found.new),
        changed=tuple(found.changed),
        restored=tuple(found.restored),
        replaced=tuple(it for it in found.changed if overlay.states.get((show.id, it), (0, UNTOUCHED))[1].own),
        unchanged=len(found.unchanged),
        refusals=tuple(sorted([*_faulty(upload), *refusals], key=lambda it: it.line)),
        refused=upload.refused + len(refusals),
        left_out=tuple(_left_out(upload.pack, shared)),
    )


def propose_list(reading: ListReading, known: Iterable[QuestionList], *, guild_id: int, file: str) -> ListProposal:
    """Return what a list of questions would add; `known` are lists of the guild with the same title."""
    is_known = any(_told(it) == _told(reading.list) for it in known)
    return ListProposal(guild_id, file, reading.list, is_known, reading.refusals, reading.merged)


def require_room(overlay: Overlay, to_be: Mapping[FactKey, State]) -> None:
    """Let a guild have facts in these states. Raises UserError where it would have too many of its own."""
    others = sum(state.own is not None for key, (_, state) in overlay.states.items() if key not in to_be)
    count = others + sum(state.own is not None for state in to_be.values())
    if count > MAX_OWN_FACTS:
        problem = f"This server would have {count:,} facts of its own, and {MAX_OWN_FACTS:,} are as many as I can keep."
        raise UserError(f"{problem} Nothing has changed.")


def _tried(upload: PackUpload, pack: Pack) -> tuple[dict[str, State], list[Refusal]]:
    """Return the facts that can be taken as a guild's own, and the refusals of the others."""
    known = {it.id for it in pack.entities}
    entities = {it.id: it for it in upload.pack.entities if it.id not in known}
    sources = {it.id: it for it in upload.pack.sources}
    topics = {it.id: it.title for it in upload.pack.topics}
    tried, refusals = dict[str, State](), list[Refusal]()
    for fact in upload.pack.facts:
        own = OwnFact(fact, sources[fact.source_id], topics[fact.topic_id], entities_of(fact, entities))
        try:
            tried[fact.id] = State(fitted(own))
        except Unfit as unfit:
            refusals.append(Refusal(upload.lines.get(fact.id, 0), fact.id, str(unfit)))
    return tried, refusals


def _sort(
    tried: Mapping[str, State], pack: Pack, before: Pack, after: Pack, overlay: Overlay
) -> tuple[_Sorted, dict[FactKey, State]]:
    """Tell what is new and what changes, and return the states that are to be."""
    original, old, new = _seen(pack), _seen(before), _seen(after)
    found, to_be = _Sorted([], [], [], []), dict[FactKey, State]()
    for fact_id, state in tried.items():
        key = pack.id, fact_id
        if old.get(fact_id) == new[fact_id]:
            found.unchanged.append(fact_id)
            continue
        is_removed = overlay.states.get(key, (0, UNTOUCHED))[1].is_hidden
        (found.changed if fact_id in old else found.restored if is_removed else found.new).append(fact_id)
        to_be[key] = UNTOUCHED if original.get(fact_id) == new[fact_id] else state
    return found, to_be


def _seen(pack: Pack) -> dict[str, _Seen]:
    sources = {it.id: replace(it, id="") for it in pack.sources}
    topics = {it.id: it.title for it in pack.topics}
    entities = {it.id: it for it in pack.entities}
    return {
        it.id: _Seen(replace(it, source_id=""), sources[it.source_id], topics[it.topic_id], entities_of(it, entities))
        for it in pack.facts
    }


def _faulty(upload: PackUpload) -> Iterator[Refusal]:
    return (Refusal(fault.line, fault.key, fault.problem) for fault in upload.faults)


def _left_out(pack: Pack, shared: Pack | None) -> Iterator[str]:
    """Yield the parts of a file that say something which the guild's show does not say."""
    for part in _NOT_KEPT:
        said = getattr(pack, part)
        if said and said != getattr(shared, part, None):
            yield part


def _told(questions: QuestionList) -> tuple[object, ...]:
    """Return what a list says, whatever its id."""
    heading = replace(questions.heading, id="")
    return heading, tuple(
        replace(it, id="", show_id="", show_title="", topic_id="", source="") for it in questions.questions
    )
