"""A guild's base: shared packs with what the guild changed laid over them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import cast, get_args

from bot.core.curation.revisions import UNTOUCHED, Overlay, OwnFact, OwnShow, State
from bot.core.knowledge import text
from bot.core.knowledge.facts import Entity, EntityType, Fact, Pack, Source, Topic, Value

NAMES = frozenset(get_args(EntityType))
MAX_ID_CHARS = 32
OWN_SUMMARY = "A show of this server's own. Its curators add to it with `/facts add`."
_GAPS = re.compile(r"[^a-z0-9]+")


def base_packs(shared: Iterable[Pack], overlay: Overlay) -> tuple[Pack, ...]:
    """Return the shows of a guild: shared ones that are on, as the guild has them, and its own. In order of title."""
    shared = tuple(shared)
    taken = {pack.id for pack in shared}
    packs = [merged(pack, overlay) for pack in shared if pack.id not in overlay.off]
    packs += [own_pack(show, overlay) for show in overlay.own_shows if show.id not in taken]
    return tuple(sorted(packs, key=lambda pack: (pack.title, pack.id)))


def merged(pack: Pack, overlay: Overlay) -> Pack:
    """Return a pack as a guild has it: own facts in place of those of the same id or after the others, none hidden."""
    states = states_of(pack.id, overlay)
    if not states:
        return pack
    own = {fact_id: state.own for fact_id, state in states.items() if state.own}
    kept = kept_entities(pack, own.values())
    known = replace(pack, entities=(*pack.entities, *kept)) if kept else pack
    entities = own_entities(known, [it.fact for it in own.values()])
    sources = _sources(pack, own.values())
    told = {key: _told(it, sources[key], entities) for key, it in own.items()}
    left = [told.get(fact.id, fact) for fact in pack.facts if not states.get(fact.id, UNTOUCHED).is_hidden]
    shared_ids = {fact.id for fact in pack.facts}
    facts = (*left, *(fact for key, fact in told.items() if key not in shared_ids))
    return replace(
        pack,
        facts=facts,
        sources=tuple({source.id: source for source in (*pack.sources, *sources.values())}.values()),
        topics=_topics(pack, facts, own.values()),
        entities=(*known.entities, *entities.values()),
    )


def own_pack(show: OwnShow, overlay: Overlay) -> Pack:
    """Return a guild's own show; it may have no facts yet."""
    return merged(Pack(show.id, show.title, (), (), (), summary=OWN_SUMMARY), overlay)


def states_of(show_id: str, overlay: Overlay) -> Mapping[str, State]:
    """Return the states of a show's facts that are not as its pack has them, by the facts' ids."""
    return {fact_id: state for (of_show, fact_id), (_, state) in overlay.states.items() if of_show == show_id}


def kept_entities(pack: Pack, own: Iterable[OwnFact]) -> tuple[Entity, ...]:
    """Return those that own facts are about and the pack does not have; of two with the same id the later one."""
    known = {entity.id for entity in pack.entities}
    found = {entity.id: entity for it in own for entity in it.entities if entity.id not in known}
    return tuple(found.values())


def own_entities(pack: Pack, facts: Iterable[Fact]) -> dict[str, Entity]:
    """Return whom or what the values of own facts name and the pack does not have, by folded name."""
    known = {text.fold(name) for entity in pack.entities for name in (entity.name, *entity.aliases)}
    found: dict[str, Entity] = {}
    taken = {entity.id for entity in pack.entities}
    for value in (fact.value for fact in facts):
        if value is not None and value.type in NAMES and (name := text.fold(value.text)) not in known:
            found[name] = entity = _entity(value, taken)
            known.add(name)
            taken.add(entity.id)
    return found


def _entity(value: Value, taken: Collection[str]) -> Entity:
    stem = f"own-{_GAPS.sub('-', text.fold(value.text)).strip('-')[:MAX_ID_CHARS]}"
    entity_id, number = stem, 1
    while entity_id in taken:
        number += 1
        entity_id = f"{stem}-{number}"
    return Entity(entity_id, cast("EntityType", value.type), value.text, value.accepted)


def _sources(pack: Pack, own: Iterable[OwnFact]) -> dict[str, Source]:
    """Return the source of each own fact, by the fact's id; one that has the id of a different one gets another id."""
    by_id = {source.id: source for source in pack.sources}
    found = {}
    for it in own:
        source = it.source
        if by_id.setdefault(source.id, source) != source:
            source = replace(source, id=f"{source.id}/{it.fact.id}")
        found[it.fact.id] = source
    return found


def _told(own: OwnFact, source: Source, entities: Mapping[str, Entity]) -> Fact:
    """Return an own fact with the id that its source has in the pack, about whom or what its value names."""
    fact, value = own.fact, own.fact.value
    entity = entities.get(text.fold(value.text)) if value and value.type in NAMES else None
    about = fact.about if entity is None or entity.id in fact.about else (*fact.about, entity.id)
    return (
        fact if (source.id, about) == (fact.source_id, fact.about) else replace(fact, source_id=source.id, about=about)
    )


def _topics(pack: Pack, facts: Iterable[Fact], own: Iterable[OwnFact]) -> tuple[Topic, ...]:
    """Return the pack's topics and those that own facts bring, without those that have lost all their facts."""
    topics = {topic.id: topic for topic in pack.topics}
    for it in own:
        topics.setdefault(it.fact.topic_id, Topic(it.fact.topic_id, it.topic_title))
    had, has = {fact.topic_id for fact in pack.facts}, {fact.topic_id for fact in facts}
    return tuple(topic for topic in topics.values() if topic.id in has or topic.id not in had)
