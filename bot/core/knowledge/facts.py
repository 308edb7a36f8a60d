"""Facts about a show, as values. `storage.packs` makes them from YAML; nothing here is optional to check."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

EntityType = Literal["person", "character", "work", "organisation", "place"]
ValueType = Literal["person", "character", "work", "organisation", "place", "number", "money", "date", "title", "text"]


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that facts are about.

    Attributes:
        aliases: Other names that people type, without the name itself.
        roles: What the entity is to the show (`lead`, `author`, `parent` ...), as the lexicon names roles.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts were read. `publisher` and `url` are empty when not known."""

    id: str
    title: str
    date: date
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of facts with a command of its own. `aliases` are other words that open its card."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """The answer inside a fact, typed so that quizzes can ask for it and find others of its kind."""

    type: ValueType
    text: str
    unit: str = ""
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words given verbatim. `by` is an entity id, or empty when an official text speaks."""

    words: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz question as its author wrote it. What is left empty comes from the fact.

    Attributes:
        question: Instead of the fact's own.
        answer: Instead of the fact's value.
        wrong: Options that are wrong, instead of those that are found for it.
        difficulty: As `quiz.question.Difficulty`; empty for what the rules say.
        is_typed: It makes sense without its options.
        is_stated: Statements to be called true or false may be made of it.
    """

    question: str = ""
    answer: str = ""
    accepted: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    difficulty: str = ""
    is_typed: bool = True
    is_stated: bool = True


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known, in our own words.

    Attributes:
        id: Stable within its show.
        kinds: Which kinds of questions it answers, as the lexicon names them; may be empty.
        question: The question as the bot itself would put it: shown in suggestions and autocompletion.
        asked: Other phrasings people use.
        about: Ids of the entities it is about; the show itself needs no mention.
        keywords: Words that tell this fact from others of its kind.
        season: The season it holds for; None when seasons do not matter.
        periods: The time spans it holds for, in words ("July 2025", "week of July 21").
        where: The place in the source, in words.
        quiz: Questions that its author wrote; empty for those that follow from its value and entities.
        in_quiz: Quizzes may ask for it.
    """

    id: str
    show_id: str
    topic_id: str
    text: str
    question: str
    source_id: str
    as_of: date
    kinds: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    season: int | None = None
    periods: tuple[str, ...] = ()
    where: str = ""
    quotation: Quotation | None = None
    value: Value | None = None
    spoiler: bool = False
    quiz: tuple[Quiz, ...] = ()
    in_quiz: bool = True

    def __hash__(self) -> int:
        """Return a number by the fact's name alone: to go through all that it says takes long."""
        return hash((self.show_id, self.id))


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """All about one show.

    Attributes:
        id: Also the prefix command, `!<id>`.
        released: The newest season that can be watched; 0 before the first.
        words: Synonyms only this show needs: lexicon concept -> phrases.
    """

    id: str
    title: str
    topics: tuple[Topic, ...]
    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]
    entities: tuple[Entity, ...] = ()
    aliases: tuple[str, ...] = ()
    summary: str = ""
    released: int = 1
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def topic(self, topic_id: str) -> Topic:
        """Return a topic. Raises KeyError for one the pack does not have."""
        return _by_id(self.topics, topic_id)

    def source(self, source_id: str) -> Source:
        """Return a source. Raises KeyError for one the pack does not have."""
        return _by_id(self.sources, source_id)

    def fact(self, fact_id: str) -> Fact:
        """Return a fact. Raises KeyError for one the pack does not have."""
        return _by_id(self.facts, fact_id)

    def facts_of(self, topic_id: str) -> tuple[Fact, ...]:
        """Return the facts of a topic in the order of the pack."""
        return tuple(fact for fact in self.facts if fact.topic_id == topic_id)


_Item = TypeVar("_Item", Topic, Source, Fact)


def _by_id(items: tuple[_Item, ...], wanted: str) -> _Item:
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
