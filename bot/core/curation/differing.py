"""What changed between two versions of a fact, field by field."""

from __future__ import annotations

from dataclasses import dataclass, fields

from bot.core.curation.checking import draft_of
from bot.core.curation.drafts import Draft
from bot.core.curation.revisions import PAGE_REVISIONS, OwnFact, Revision

FIELDS = tuple(it.name for it in fields(Draft) if it.name != "show_id")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not as before; empty for what there was not, or is no longer."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Changes, the newest first, each with what it made of a fact. `page` counts from 0."""

    changes: tuple[tuple[Revision, tuple[Difference, ...]], ...]
    page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_REVISIONS))


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing a change would do.

    Attributes:
        expected: Id of the fact's newest revision.
        own: What would be there again; None for no such fact.
    """

    revision: Revision
    expected: int
    own: OwnFact | None
    differences: tuple[Difference, ...]


def differences(before: OwnFact | None, after: OwnFact | None) -> tuple[Difference, ...]:
    """Return the fields that differ, in the order of the form; None stands for no fact, removed or not yet made."""
    old, new = (draft_of(it) if it else Draft("") for it in (before, after))
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in FIELDS)
    return tuple(Difference(*it) for it in pairs if it[1] != it[2])
