"""A guild's own words over the shared ones: what is under a layer is looked at and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.core.knowledge import text
from bot.core.knowledge.facts import Entity, Fact, Pack
from bot.core.knowledge.figures import MONTHS
from bot.core.knowledge.lexicon import Lexicon
from bot.core.knowledge.reading import Reader, Reading
from bot.core.knowledge.spelling import MAX_FOUND, TIE, Speller
from bot.core.knowledge.terms import SHOW, Meaning, Span
from bot.core.knowledge.vocabulary import Forms, Node, Vocabulary


class LayeredSpeller(Speller):
    """Own words beside those of another speller."""

    def __init__(self, under: Speller) -> None:
        super().__init__()
        self._under = under

    def __contains__(self, word: str) -> bool:
        return word in self._known or word in self._under

    def add(self, word: str) -> None:
        """Make a word known, unless it is."""
        if word not in self._under:
            super().add(word)

    def nearest(self, word: str) -> list[tuple[str, float]]:
        """Return the words of both that a word may be a slip for, as `Speller.nearest` does."""
        found = self._under.nearest(word)
        own = super().nearest(word) if self._known else []
        if not own:
            return found
        found = sorted([*found, *own], key=lambda pair: (pair[1], pair[0]))
        return [pair for pair in found if pair[1] <= found[0][1] + TIE][:MAX_FOUND]


class _Names(set[str]):
    """Words of names, beside those of another layer."""

    def __init__(self, under: set[str]) -> None:
        super().__init__()
        self._under = under

    def __contains__(self, word: object) -> bool:
        return super().__contains__(word) or word in self._under


class LayeredVocabulary(Vocabulary):
    """What phrases mean to one guild: its own, and all that the vocabulary under it knows."""

    def __init__(self, under: Vocabulary) -> None:
        self.idle = under.idle
        self.names = _Names(under.names)
        self.holders = under.holders
        self.speller = LayeredSpeller(under.speller)
        self._english = under._english  # noqa: SLF001 - of the same class
        self._plain, self._spelt = {}, {}
        self._root = Node()
        self._under = under

    def __contains__(self, word: str) -> bool:
        return super().__contains__(word) or word in self._under

    def phrases(self, forms: Sequence[Forms]) -> Iterator[Span]:
        """Yield every phrase among words, of this layer and of those under it."""
        yield from self._under.phrases(forms)
        yield from super().phrases(forms)

    def means(self, stem: str) -> bool:
        """Tell whether a word alone means something."""
        return super().means(stem) or self._under.means(stem)

    def teach_facts(self, facts: Iterable[Fact]) -> None:
        """Learn the words that own facts are asked for by."""
        for fact in facts:
            for phrase in (fact.question, *fact.asked, *fact.keywords):
                self.teach_words(text.words(phrase))

    def teach_entities(self, show_id: str, entities: Iterable[Entity]) -> None:
        """Learn names that own facts brought to a show; a part of a name stands for it only in a shared pack."""
        for entity in entities:
            for name in (entity.name, *entity.aliases):
                self.names.update(word for word in text.words(name) if word not in self)
                self.teach(name, Meaning("@" + entity.type, (show_id, entity.id)))

    def teach_title(self, pack: Pack) -> None:
        """Learn the title of a guild's own show, if it is more than words that mean something anyway."""
        words = text.words(pack.title)
        if any(word not in self._english and word not in self for word in words):
            self.teach(pack.title, Meaning(SHOW, pack.id))

    def teach_words(self, words: Iterable[str]) -> None:
        """Let each word mean itself, unless it already means something, in this layer or under it."""
        for word in words:
            stem = self.stem(word)
            if word not in MONTHS and not text.number_of(word) and not self.means(stem):
                self.teach(word, Meaning("'" + stem))


class LayeredReader(Reader):
    """Reads with own words too, and keeps fewer words in mind: there are many guilds."""

    max_understood = 128


class ReadOnce(LayeredReader):
    """Remembers the lines that it has read. For the making of an index, which needs most lines more than once."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        super().__init__(lexicon, vocabulary)
        self._read: dict[str, Reading] = {}

    def read(self, question: str) -> Reading:
        """Return the readings of a line."""
        reading = self._read.get(question)
        if reading is None:
            reading = self._read[question] = super().read(question)
        return reading
