"""All words and phrases that mean something, in a trie over stems."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bot.core.knowledge import text
from bot.core.knowledge.facts import Entity, Pack
from bot.core.knowledge.figures import MONTHS
from bot.core.knowledge.lexicon import Lexicon
from bot.core.knowledge.spelling import Speller
from bot.core.knowledge.terms import (
    CHATTER,
    FOIL_SLOTS,
    LATEST,
    LATEST_SEASON,
    NEXT,
    NEXT_SEASON,
    SEASON,
    SHOW,
    SLOT_TERMS,
    Meaning,
    Span,
)

Forms = tuple[tuple[str, float], ...]
MIN_NAME_CHARS = 3
MAX_NAMESAKES = 8


def is_plain(word: str) -> bool:
    """Tell whether a word in lower case needs no reading of its signs."""
    return word.isascii() and word.isalpha()


class Node:
    """A place in the trie: the words that may follow, and what the words so far mean; `terms` is made when needed.

    Most places end a phrase. They share one empty `next`, which keeps what a question has to look at small.
    """

    __slots__ = ("meanings", "next", "terms")

    def __init__(self) -> None:
        self.next = _NOTHING
        self.meanings: tuple[Meaning, ...] = ()
        self.terms: frozenset[str] | None = None

    def followed_by(self, stem: str) -> Node:
        """Return the place after one more word, made if there is none yet."""
        following = self.next.get(stem)
        if following is None:
            if self.next is _NOTHING:
                self.next = {}
            following = self.next[stem] = Node()
        return following

    def may_mean(self, meaning: Meaning) -> None:
        """Let the words so far mean something, beside what they already mean."""
        if meaning not in self.meanings:
            self.meanings += (meaning,)
            self.terms = None


_NOTHING: dict[str, Node] = {}


class Vocabulary:
    """What phrases mean: those of the lexicon, and those of packs as they are added."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.idle = frozenset(phrase for phrase in lexicon.chatter if " " not in phrase)
        self.names: set[str] = set()
        self.holders: dict[str, list[Meaning]] = defaultdict(list)
        self.speller = Speller()
        self._english = lexicon.english
        self._plain = {slot: slot for slot in SLOT_TERMS}  # words that were taught, with their stems
        self._spelt: dict[str, str] = {}  # words of phrases that are read as they stand, with their stems
        self._root = Node()
        for concept, phrases in _meanings(lexicon):
            for phrase in phrases:
                self.teach(phrase, concept)
        for sort, names in lexicon.foils.items():
            for name in names:
                self.teach(name, Meaning("!" + sort, name))
                self.teach(name, Meaning(FOIL_SLOTS[sort], ("!" + sort, name)))
        for month in MONTHS:
            self.speller.add(month)
        for slot, term in SLOT_TERMS.items():
            self._place([slot]).may_mean(Meaning(term))

    def __contains__(self, word: str) -> bool:
        return word in self.speller or self.stem(word) in self._root.next

    def teach(self, phrase: str, meaning: Meaning) -> None:
        """Let a phrase mean something, beside what it already means."""
        if stems := self._stems_of(phrase):
            self._place(stems).may_mean(meaning)

    def _stems_of(self, phrase: str) -> list[str]:
        """Return the stems of the words of a phrase, which are made known; those that need no reading are kept."""
        typed = phrase.split()
        stems = [stem for word in typed if (stem := self._spelt.get(word))]
        if stems and len(stems) == len(typed):
            return stems
        words = text.words(phrase)
        stems = [self.stem(word) for word in words]
        for word in words:
            self.speller.add(word)
        if words == typed:
            self._spelt.update([(word, stem) for word, stem in zip(words, stems, strict=True) if is_plain(word)])
        return stems

    def teach_words(self, words: Iterable[str]) -> None:
        """Let each word mean itself, unless it already means something."""
        for word in words:
            if word in self._plain:
                continue
            stem = self.stem(word)
            if not self.means(stem) and word not in MONTHS and not text.number_of(word):
                self.teach(word, Meaning("'" + stem))
            if is_plain(word):
                self._plain[word] = stem

    def means(self, stem: str) -> bool:
        """Tell whether a word alone means something, given its stem."""
        node = self._root.next.get(stem)
        return bool(node and node.meanings)

    def knows(self, words: Iterable[str]) -> bool:
        """Tell whether all words are slots, or plain ones that were taught."""
        return self._plain.keys() >= set(words)

    def teach_pack(self, pack: Pack) -> None:
        """Learn the names and the own words of a show."""
        parts = {entity.id: self._parts(entity) for entity in pack.entities}
        namesakes = Counter(part for of_entity in parts.values() for part in of_entity)
        for entity in pack.entities:
            meaning = Meaning("@" + entity.type, (pack.id, entity.id))
            for role in entity.roles:
                self.holders[f"{entity.type} {role}"].append(meaning)
            own = [part for part in parts[entity.id] if namesakes[part] <= MAX_NAMESAKES]
            for name in (entity.name, *entity.aliases, *own):
                self.names.update(word for word in text.words(name) if word not in self)
                self.teach(name, meaning)
        for name in (pack.title, *pack.aliases):
            self.teach(name, Meaning(SHOW, pack.id))
        for concept, phrases in pack.words.items():
            for phrase in phrases:
                self.teach(phrase, Meaning(concept))
        for fact in pack.facts:
            for phrase in (*fact.asked, *fact.keywords):
                self.teach_words(text.words(phrase))

    def stem(self, word: str) -> str:
        """Return a word's stem; chatter has none, so that "quite" and "will" stay apart from "quit" and "willing"."""
        if word in self.idle:
            return word
        stem = text.stem(word)
        return word if stem in self.idle else stem

    def phrases(self, forms: Sequence[Forms]) -> Iterator[Span]:
        """Yield every phrase among words, of which each may be one of several stems at a cost of 0-1."""
        beginnings = self._root.next
        for start, first in enumerate(forms):
            paths = []
            for stem, cost in first:
                if node := beginnings.get(stem):
                    paths.append((start + 1, node, cost))
            for at, node, cost in paths:
                for term, value in node.meanings:
                    yield Span(start, at, term, value, cost)
                if node.next and at < len(forms):
                    for stem, slip in forms[at]:
                        if following := node.next.get(stem):
                            paths.append((at + 1, following, max(cost, slip)))

    def exact_phrases(self, words: Sequence[str]) -> Iterator[Span]:
        """Yield every phrase among words that are spelled right: as `phrases`, in a third of the time."""
        stems = self._stems(words)
        for start in range(len(stems)):
            node, at = self._root, start
            while at < len(stems) and (following := node.next.get(stems[at])):
                node, at = following, at + 1
                for term, value in node.meanings:
                    yield Span(start, at, term, value, 0.0)

    def places(self, words: Sequence[str]) -> list[frozenset[str]]:
        """Return the terms of each phrase among words that are spelled right, of those that no longer one holds."""
        stems = self._stems(words)
        found, reach = [], 0
        for start in range(len(stems)):
            node, at, longest = self._root, start, None
            while at < len(stems) and (following := node.next.get(stems[at])):
                node, at = following, at + 1
                if node.meanings and at > reach:
                    longest, end = node, at
            if longest:
                found.append(_terms(longest))
                reach = end
        return found

    def _stems(self, words: Iterable[str]) -> list[str]:
        return [self._plain.get(word) or self.stem(word) for word in words]

    def _place(self, stems: Iterable[str]) -> Node:
        node = self._root
        for stem in stems:
            node = node.followed_by(stem)
        return node

    def _parts(self, entity: Entity) -> list[str]:
        """Return the words of somebody's name that can stand for it: those that mean nothing else."""
        if entity.type not in ("person", "character"):
            return []
        words = [word for word in text.words(entity.name) if len(word) >= MIN_NAME_CHARS]
        return [word for word in words if word not in self._english and word not in self]


def _terms(node: Node) -> frozenset[str]:
    if node.terms is None:
        node.terms = frozenset([meaning.term for meaning in node.meanings])
    return node.terms


def _meanings(lexicon: Lexicon) -> Iterator[tuple[Meaning, Iterable[str]]]:
    yield Meaning(CHATTER), lexicon.chatter
    for concept, phrases in lexicon.concepts.items():
        yield Meaning(concept), phrases
    for question, phrases in lexicon.asking.items():
        yield Meaning("?" + question), phrases
    yield Meaning(SEASON, NEXT), lexicon.concepts.get(NEXT_SEASON, ())
    yield Meaning(SEASON, LATEST), lexicon.concepts.get(LATEST_SEASON, ())
