"""Facts of a guild's own, indexed over what is shared: its words, its names, and a shelf for each show."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from bot.core.curation.revisions import FactKey
from bot.core.curation.understanding import understood
from bot.core.knowledge.deciding import Shelf
from bot.core.knowledge.facts import Entity, Fact, Pack
from bot.core.knowledge.layering import LayeredReader, LayeredVocabulary, ReadOnce
from bot.core.knowledge.library import Index


@dataclass(frozen=True, slots=True, eq=False)
class OwnPart:
    """What a guild has of its own about one show.

    Attributes:
        pack: The show as the guild has it.
        facts: Own facts of it.
        entities: Those that own facts brought.
        is_own: The show itself is the guild's.
    """

    pack: Pack
    facts: tuple[Fact, ...]
    entities: tuple[Entity, ...]
    is_own: bool


class OwnLayer:
    """Own facts over an index. It does not change: a later change is another layer over this one.

    Attributes:
        versions: The revisions of the facts that are in it.
        index: Reads with the own words too; its shelves hold the own facts alone.
        shelves: The same shelves by show.
    """

    def __init__(self, parts: Collection[OwnPart], versions: Mapping[FactKey, int], under: Index) -> None:
        self.versions = versions
        vocabulary = _vocabulary(parts, under)
        making = under._replace(reader=ReadOnce(under.lexicon, vocabulary))
        self.shelves = {part.pack.id: _shelf(part, making) for part in parts}
        reader = LayeredReader(under.lexicon, vocabulary)
        self.index = under._replace(reader=reader, shelves=tuple(self.shelves.values()))


def _shelf(part: OwnPart, index: Index) -> Shelf:
    facts = tuple(understood(fact, part.pack, index) for fact in part.facts)
    return Shelf(replace(part.pack, facts=facts), index.reader, index.lexicon, index.matcher)


def _vocabulary(parts: Collection[OwnPart], under: Index) -> LayeredVocabulary:
    vocabulary = LayeredVocabulary(under.reader.vocabulary)
    for part in parts:
        if part.is_own:
            vocabulary.teach_title(part.pack)
        vocabulary.teach_entities(part.pack.id, part.entities)
    for part in parts:
        vocabulary.teach_facts(part.facts)
    return vocabulary
