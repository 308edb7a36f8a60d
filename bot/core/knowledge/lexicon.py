"""The words of television and the kinds of questions, as values. `storage.lexicons` reads them from YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that people ask about a show.

    Attributes:
        missing: What is not known when a show has no such fact: "who directed it". Empty for what is about no show.
        examples: Ways to ask, with slots in braces: `who plays {character}`.
        corrects: Sorts of foils ("streamer") that a fact of this kind corrects in "is it on ...?".
        after: True when a question about season 2 may name season 1: "does it go on after season 1?".
        also: Other kinds whose facts answer this kind too.
        exact: Concepts that a fact of this kind must tell of where a question names them: the finale.
        future: True when people who name no season mean the next one.
        first: True when they mean the first one.
        anyone: True when any fact about somebody answers, in a show with none of this kind: "what does she do there?".
        described: True when its facts tell who is meant by their own words: "who plays the nurse?".
        strict: True when a kind that the show knows does not stand in for it, however near: another show, a definition.
    """

    id: str
    examples: tuple[str, ...]
    missing: str = ""
    corrects: tuple[str, ...] = ()
    after: bool = False
    also: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    future: bool = False
    first: bool = False
    strict: bool = False
    anyone: bool = False
    described: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the bot knows of language, for every show.

    Attributes:
        concepts: Concept -> the words and phrases that mean it.
        asking: Question term ("how_many") -> its words and phrases.
        chatter: Words and phrases that mean nothing to the question.
        slang: Chat spelling -> word.
        confusions: A real word -> the word it is often typed for.
        foils: Sort ("streamer") -> names of such things that facts may not hold.
        roles: Concept -> the type and role of the entity that it may stand for: star -> `person lead`.
        introducing: Concepts that a name follows: "who plays ...".
        first_names: First names; with a last name that nobody knows they are somebody unknown.
        english: Common English words; they are not corrected to names or telling words.
    """

    concepts: Mapping[str, tuple[str, ...]]
    asking: Mapping[str, tuple[str, ...]]
    chatter: tuple[str, ...]
    kinds: Mapping[str, Kind]
    slang: Mapping[str, str] = field(default_factory=dict)
    confusions: Mapping[str, str] = field(default_factory=dict)
    foils: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    introducing: frozenset[str] = frozenset()
    first_names: frozenset[str] = frozenset()
    english: frozenset[str] = frozenset()
