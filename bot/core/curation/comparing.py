"""What an import would change: the facts of one pack against those of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from bot.core.knowledge.facts import Fact, Pack, Source, Topic

# The id tells which facts are compared, and the show is that of the pack, whatever it is called elsewhere.
_COMPARED = tuple(field.name for field in fields(Fact) if field.name not in ("id", "show_id"))
_PARTS = ("title", "aliases", "summary", "released", "entities", "words")


@dataclass(frozen=True, slots=True)
class Changed:
    """A fact that both packs have and that differs.

    Attributes:
        fields: Names of what differs, in the order of `Fact`. `source_id` and `topic_id` are among them too when what
            they stand for differs.
    """

    old: Fact
    new: Fact
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two packs side by side: each fact stands in one of the four, in the order of its pack.

    Attributes:
        missing: Facts of the old pack that the new one lacks.
        parts: What else differs: `title`, `aliases`, `summary`, `released`, `entities`, `words`.
    """

    new: tuple[Fact, ...]
    changed: tuple[Changed, ...]
    unchanged: tuple[Fact, ...]
    missing: tuple[Fact, ...]
    parts: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether the new pack would change nothing; facts that it lacks stay."""
        return not (self.new or self.changed or self.parts)


def compare_packs(old: Pack, new: Pack) -> Comparison:
    """Return what would change if the new pack were taken over into the old one."""
    before = {fact.id: fact for fact in old.facts}
    after = {fact.id for fact in new.facts}
    renewed = {"source_id": _renewed(old.sources, new.sources), "topic_id": _renewed(old.topics, new.topics)}
    both = [(before[it.id], it, tuple(_differing(before[it.id], it, renewed))) for it in new.facts if it.id in before]
    return Comparison(
        new=tuple(fact for fact in new.facts if fact.id not in before),
        changed=tuple(Changed(*pair) for pair in both if pair[2]),
        unchanged=tuple(fact for fact, _, names in both if not names),
        missing=tuple(fact for fact in old.facts if fact.id not in after),
        parts=tuple(part for part in _PARTS if getattr(old, part) != getattr(new, part)),
    )


def _renewed(old: Iterable[Source | Topic], new: Iterable[Source | Topic]) -> frozenset[str]:
    """Return the ids that stand for something else in the new pack."""
    before = {it.id: it for it in old}
    return frozenset(it.id for it in new if before.get(it.id, it) != it)


def _differing(old: Fact, new: Fact, renewed: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for name in _COMPARED:
        value = getattr(new, name)
        if getattr(old, name) != value or value in renewed.get(name, ()):
            yield name
