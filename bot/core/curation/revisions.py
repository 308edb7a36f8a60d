"""What a guild changed about its facts: every change is a revision, and nothing is ever overwritten.

A fact's state in a guild is that of its newest revision; without one it is as its pack has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.core.knowledge.facts import Entity, Fact, Source

FactKey = tuple[str, str]  # show id, fact id
PAGE_REVISIONS = 10  # as many as the port gives at a time
EVERY_GUILD = 0  # stands for any guild, where one that was deleted cannot be named


class Act(StrEnum):
    """What somebody did to a fact."""

    ADD = "add"
    EDIT = "edit"
    REMOVE = "remove"
    RESTORE = "restore"
    UNDO = "undo"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class OwnFact:
    """A fact of a guild, with what it needs beside its pack: source, topic's title, and whom or what it is about.

    Attributes:
        entities: Those that its pack may lack.
    """

    fact: Fact
    source: Source
    topic_title: str
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """How a guild has a fact: as its own, hidden, or, with neither, as the pack has it."""

    own: OwnFact | None = None
    is_hidden: bool = False


UNTOUCHED = State()
HIDDEN = State(is_hidden=True)


@dataclass(frozen=True, slots=True)
class Change:
    """A change that is about to be made.

    Attributes:
        expected: Id of the revision that whoever makes the change has seen; 0 for none. Another one is a conflict.
    """

    show_id: str
    fact_id: str
    act: Act
    state: State
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Revision:
    """A change that was made.

    Attributes:
        id: Grows with every change, over all guilds.
        before: The fact's state that it replaced.
        batch_id: The same for changes that were made at once, by an import; 0 for a change alone.
    """

    id: int
    guild_id: int
    show_id: str
    fact_id: str
    act: Act
    state: State
    before: State
    by: int
    at: datetime
    batch_id: int = 0

    @property
    def key(self) -> FactKey:
        """The show and the fact."""
        return self.show_id, self.fact_id


@dataclass(frozen=True, slots=True)
class OwnShow:
    """A show that a guild has made."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """All that a guild has changed about its base.

    Attributes:
        states: Facts that are not as their packs have them, with the id of the newest revision of each.
        off: Ids of shared shows that the guild has switched off.
        own_shows: Shows that it has made.
        version: Grows with every change of the guild, that of its shows too; 0 for none.
    """

    states: Mapping[FactKey, tuple[int, State]] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    own_shows: tuple[OwnShow, ...] = ()
    version: int = 0

    @property
    def own_count(self) -> int:
        """How many facts are the guild's own."""
        return sum(state.own is not None for _, state in self.states.values())


def revised(
    guild_id: int,
    changes: Sequence[Change],
    newest: Mapping[FactKey, Revision],
    *,
    first_id: int,
    by: int,
    at: datetime,
    is_batch: bool = False,
) -> tuple[Revision, ...]:
    """Return changes as revisions, numbered from `first_id`; the second change of a fact follows the first.

    Args:
        newest: The newest revision of each fact before them, where it has one.
    """
    states = {key: revision.state for key, revision in newest.items()}
    made = []
    for id_, it in enumerate(changes, first_id):
        before = states.get((it.show_id, it.fact_id), UNTOUCHED)
        states[it.show_id, it.fact_id] = it.state
        batch_id = first_id if is_batch else 0
        made.append(Revision(id_, guild_id, it.show_id, it.fact_id, it.act, it.state, before, by, at, batch_id))
    return tuple(made)


def conflicting(changes: Sequence[Change], newest: Mapping[FactKey, Revision]) -> Revision | None:
    """Return the first newest revision that its change did not expect; None without one.

    Where nothing is kept of a fact (any more), nobody's change can be lost: whatever was expected is fine.
    """
    for it in changes:
        kept = newest.get((it.show_id, it.fact_id))
        if kept is not None and kept.id != it.expected:
            return kept
    return None


def undone(revision: Revision, newest: Revision) -> Change:
    """Return the change that brings back how a fact was before a revision.

    Args:
        newest: The fact's newest revision, which the change follows.
    """
    return Change(revision.show_id, revision.fact_id, Act.UNDO, revision.before, newest.id)
