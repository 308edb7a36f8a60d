"""A guild's base, or its own part of it, as a pack that stands alone in a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from bot.core.knowledge.facts import Entity, Fact, Pack
from bot.core.knowledge.text import fold

MAX_ID_CHARS = 32
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_GAPS = re.compile(r"[^a-z0-9]+")

Ids = Mapping[str, str]


def own_part(pack: Pack, fact_ids: Collection[str]) -> Pack:
    """Return a pack with some of its facts only, and with what these need: topics, sources, entities."""
    facts = tuple(fact for fact in pack.facts if fact.id in fact_ids)
    topics, sources = {fact.topic_id for fact in facts}, {fact.source_id for fact in facts}
    named = {name for fact in facts for name in names_in(fact)}
    return replace(
        pack,
        facts=facts,
        topics=tuple(it for it in pack.topics if it.id in topics),
        sources=tuple(it for it in pack.sources if it.id in sources),
        entities=tuple(it for it in pack.entities if it.id in named),
    )


def halves(pack: Pack) -> tuple[Pack, Pack]:
    """Return two packs with half of the facts each."""
    ids = [fact.id for fact in pack.facts]
    middle = len(ids) // 2
    return own_part(pack, set(ids[:middle])), own_part(pack, set(ids[middle:]))


def with_written_ids(pack: Pack) -> Pack:
    """Return a pack in which each id can stand in a file; the same ids every time, those that can stay."""
    sources, entities = _ids(it.id for it in pack.sources), _ids(it.id for it in pack.entities)
    topics = _ids(it.id for it in pack.topics)
    facts = _ids(it.id for it in pack.facts)
    return replace(
        pack,
        topics=tuple(replace(it, id=topics[it.id]) for it in pack.topics),
        sources=tuple(replace(it, id=sources[it.id]) for it in pack.sources),
        entities=tuple(replace(it, id=entities[it.id]) for it in pack.entities),
        facts=tuple(_renamed(fact, facts, topics, sources, entities) for fact in pack.facts),
    )


def names_in(fact: Fact) -> Iterator[str]:
    """Yield the ids of the entities that a fact names."""
    yield from fact.about
    if fact.quotation and fact.quotation.by:
        yield fact.quotation.by


def entities_of(fact: Fact, entities: Mapping[str, Entity]) -> tuple[Entity, ...]:
    """Return the entities that a fact names, of those that there are, each once."""
    return tuple(entities[name] for name in dict.fromkeys(names_in(fact)) if name in entities)


def _renamed(fact: Fact, facts: Ids, topics: Ids, sources: Ids, entities: Ids) -> Fact:
    """Return a fact with other ids, and without names of entities that are not there."""
    spoken = fact.quotation
    return replace(
        fact,
        id=facts[fact.id],
        topic_id=topics[fact.topic_id],
        source_id=sources[fact.source_id],
        about=tuple(entities[name] for name in fact.about if name in entities),
        quotation=spoken and replace(spoken, by=entities.get(spoken.by, "")),
    )


def _ids(wanted: Iterable[str]) -> dict[str, str]:
    """Return for each id one that a file takes."""
    ids = list(wanted)
    found = {it: it for it in ids if _fits(it)}
    taken = set(found)
    for it in ids:
        if it not in found:
            found[it] = _free(it, taken.__contains__)
            taken.add(found[it])
    return found


def _free(wanted: str, is_taken: Callable[[str], bool]) -> str:
    stem = _GAPS.sub("-", fold(wanted)).strip("-") or "x"
    free, number = stem[:MAX_ID_CHARS].strip("-"), 1
    while is_taken(free):
        number += 1
        ending = f"-{number}"
        free = stem[: MAX_ID_CHARS - len(ending)].strip("-") + ending
    return free


def _fits(wanted: str) -> bool:
    return len(wanted) <= MAX_ID_CHARS and _ID.fullmatch(wanted) is not None
