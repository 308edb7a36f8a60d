"""A pack as questions are made of it: who is called what, who plays whom, and which facts hold which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.core.knowledge.answering import fact_text
from bot.core.knowledge.facts import Entity, Fact, Pack, ValueType
from bot.core.quiz.giveaways import Passages, same

# Kinds of facts that say who plays whom, and those that say who is in the cast at all.
PAIRING_KINDS = frozenset(("actor_of", "role_of"))
CAST_KINDS = PAIRING_KINDS | {"lead_actor", "cast_list", "cast_member"}
# Facts about what the bot knows are none about the show.
KINDS_NOT_ASKED = frozenset(("info_date",))
NAME_TYPES = frozenset(("person", "character", "work", "organisation", "place"))


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question seeks: the answer, its other forms, and the type of thing that it is."""

    type: ValueType
    answer: str
    accepted: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The answer and all its other forms."""
        return (self.answer, *self.accepted)

    @property
    def is_name(self) -> bool:
        """Whether it names an entity."""
        return self.type in NAME_TYPES


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact that says of one person and one character who plays whom."""

    fact: Fact
    person: Entity
    character: Entity


class Material:
    """A pack with what is looked up in it again and again."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.facts = tuple(fact for fact in pack.facts if _is_asked(fact))
        self.entities = {entity.id: entity for entity in pack.entities}
        self.by_type: dict[str, list[Entity]] = defaultdict(list)
        self.by_kind: dict[str, list[Fact]] = defaultdict(list)
        for fact in pack.facts:
            for kind in fact.kinds:
                self.by_kind[kind].append(fact)
        self._named: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
        for entity in pack.entities:
            self.by_type[entity.type].append(entity)
            for name in dict.fromkeys(map(same, (entity.name, *entity.aliases))):
                self._named[name].append(entity)

    def about(self, fact: Fact, type_: str) -> list[Entity]:
        """Return the entities of a type that a fact is about."""
        return [self.entities[it] for it in fact.about if it in self.entities and self.entities[it].type == type_]

    def entity(self, name: str, type_: str) -> Entity | None:
        """Return the entity of a type with a name or alias; None where there is none, or several."""
        found = [entity for entity in self._named.get(same(name), ()) if entity.type == type_]
        return found[0] if len(found) == 1 else None

    def sought(self, type_: ValueType, answer: str, accepted: Sequence[str] = ()) -> Sought:
        """Return an answer with all forms that count: those given, and what else the entity that it names is called."""
        entity = self.entity(answer, type_)
        names = (entity.name, *entity.aliases, *self._surname(entity)) if entity else ()
        forms = dict.fromkeys(form for form in (*accepted, *names) if form != answer)
        return Sought(type_, answer, tuple(forms))

    @cached_property
    def pairs(self) -> dict[str, Pair]:
        """The facts that say who plays whom, by their id."""
        return {pair.fact.id: pair for fact in self.pack.facts for pair in self._pair(fact)}

    def played_by(self, person: Entity) -> list[Pair]:
        """Return who this person plays."""
        return self._pairs_of[person.id]

    def actors_of(self, character: Entity) -> list[Pair]:
        """Return who plays this character."""
        return self._pairs_of[character.id]

    @cached_property
    def cast(self) -> frozenset[str]:
        """The ids of all people of whom a fact says that they are in the cast."""
        facts = (fact for fact in self.pack.facts if not CAST_KINDS.isdisjoint(fact.kinds))
        return frozenset(entity.id for fact in facts for entity in self.about(fact, "person"))

    def holding(self, sought: Sought) -> tuple[str, ...]:
        """Return the keys of the facts that give an answer away to whoever reads them.

        A name that is the title of the show too gives nothing away: it stands everywhere.
        """
        return self._passages.holding(form for form in sought.forms if same(form) not in self._titles)

    @cached_property
    def _pairs_of(self) -> dict[str, list[Pair]]:
        found: dict[str, list[Pair]] = defaultdict(list)
        for pair in self.pairs.values():
            found[pair.person.id].append(pair)
            found[pair.character.id].append(pair)
        return found

    @cached_property
    def _titles(self) -> set[tuple[str, ...]]:
        return {same(title) for title in (self.pack.title, *self.pack.aliases)}

    @cached_property
    def _passages(self) -> Passages:
        pack = self.pack
        return Passages((f"{pack.id}/{fact.id}", (fact.question, fact_text(fact))) for fact in pack.facts)

    @cached_property
    def _surnames(self) -> dict[str, set[str]]:
        """Each last word of a name, with the people and characters that have it anywhere in theirs."""
        owners: dict[str, set[str]] = defaultdict(set)
        for entity in (*self.by_type["person"], *self.by_type["character"]):
            for name in (entity.name, *entity.aliases):
                for word in name.split():
                    owners[word].add(entity.id)
        return owners

    def _surname(self, entity: Entity) -> Iterator[str]:
        """Yield the last name of somebody, if nobody else of the show has it."""
        if entity.type in ("person", "character") and " " in entity.name:
            surname = entity.name.split()[-1]
            if self._surnames[surname] == {entity.id}:
                yield surname

    def _pair(self, fact: Fact) -> Iterator[Pair]:
        people, characters = self.about(fact, "person"), self.about(fact, "character")
        if not PAIRING_KINDS.isdisjoint(fact.kinds) and len(people) == len(characters) == 1:
            yield Pair(fact, people[0], characters[0])


def _is_asked(fact: Fact) -> bool:
    """Tell whether quizzes may ask for a fact: they give no story away, and nothing that its author keeps out."""
    return fact.in_quiz and not fact.spoiler and KINDS_NOT_ASKED.isdisjoint(fact.kinds)
