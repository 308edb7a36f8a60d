"""Find the words that somebody may have meant, through an index and not a scan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA

MIN_CHARS = 3
MAX_COST = 0.28
DROPPED_VOWELS = 0.2
TIE, MAX_FOUND, MAX_ALIKE = 0.05, 4, 80
_VOWELS = frozenset("aeiouy")
_SOUNDS = {"c": "k", "q": "k", "z": "s", "v": "f", "j": "g"}
_HEARD, _VOWEL = str.maketrans(_SOUNDS | dict.fromkeys(_VOWELS, "a")), frozenset("a")


class Speller:
    """Known words by parts that a typo seldom breaks all at once: beginning, end, and consonants."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._known: set[str] = set()
        self._by_part: dict[str, list[str]] = defaultdict(list)
        for word in words:
            self.add(word)

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def add(self, word: str) -> None:
        """Make a word known; short ones and numbers are never offered as corrections."""
        if word in self._known:
            return
        self._known.add(word)
        if len(word) >= MIN_CHARS and word.isalpha():
            for part in _parts(word):
                self._by_part[part].append(word)

    def nearest(self, word: str) -> list[tuple[str, float]]:
        """Return the known words that a word may be a slip for, with a cost of 0-1, cheapest first.

        The number of slips allowed (Optimal String Alignment distance) grows with the length; ties stay in.
        """
        if len(word) < MIN_CHARS or not word.isalpha():
            return []
        limit = 1 if len(word) <= 4 else 2 if len(word) <= 8 else 3
        candidates = self._candidates(word)
        near = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=limit, limit=None)
        costs = {other: _cost(word, other, int(distance)) for other, distance, _ in near}
        found = [(other, cost) for other, cost in costs.items() if cost <= MAX_COST]
        if _VOWELS.isdisjoint(word[1:]):
            full = [other for other in candidates if len(other) <= 2 * len(word) and _consonants(other) == word]
            found += [(other, DROPPED_VOWELS) for other in full if costs.get(other, 1.0) > MAX_COST]
        if not found:
            return []
        found.sort(key=lambda pair: (pair[1], pair[0]))
        return [pair for pair in found if pair[1] <= found[0][1] + TIE][:MAX_FOUND]

    def _candidates(self, word: str) -> set[str]:
        """Return the known words that share a part; a part that very many share tells nothing."""
        alike = [others for part in _parts(word) if (others := self._by_part.get(part))]
        return set().union(*[others for others in alike if len(others) <= MAX_ALIKE])


def _parts(word: str) -> set[str]:
    """Return the keys of a word: its beginning, its end, its first letter with what stands near, its consonants."""
    first = word[0]
    return {f"^{word[:3]}", f"{word[-3:]}$", f"={_skeleton(word)}", f"~{first}{word[2:4]}", f"-{first}{word[-2:]}"}


def _skeleton(word: str) -> str:
    return "".join(sorted(set(word.translate(_HEARD)) - _VOWEL))


def _consonants(word: str) -> str:
    return word[0] + "".join(letter for letter in word[1:] if letter not in _VOWELS)


def _cost(word: str, other: str, distance: int) -> float:
    """Slips per letter; those of hand and ear (swapped, doubled, vowels, like sounds) count half.

    More than MAX_COST is not worth telling how much.
    """
    letters, is_begun = max(len(word), len(other)), word[0] == other[0]
    more = (0.0 if is_begun else 0.5) + (0.5 if len(word) <= 5 and distance > 1 else 0.0)
    if (0.5 * distance + more - (0.0 if is_begun else 0.25)) / letters > MAX_COST:
        return 1.0
    is_anagram = len(word) == len(other) and sorted(word) == sorted(other)
    slips = distance + more
    if is_anagram:
        return (slips - 0.5 * distance - (0.0 if is_begun else 0.25)) / letters
    if len(word) == 3 and not other.startswith(word):
        slips += 1
    heard, meant = word.translate(_HEARD), other.translate(_HEARD)
    if set(heard) ^ set(meant) <= _VOWEL:
        if _undoubled(heard) == _undoubled(meant):
            slips -= 0.5 * distance
        elif is_begun:
            slips -= 0.4 * distance
    return slips / letters


def _undoubled(word: str) -> str:
    return "".join([letter for letter, _ in groupby(word)])
