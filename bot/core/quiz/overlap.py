"""Which words of an answer stand in an accepted one, and whether what is missing or more matters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import OSA

from bot.core.knowledge.text import stem
from bot.core.quiz.forms import Form, has_digit
from bot.core.quiz.slips import slip_limit
from bot.core.quiz.words import AMOUNTS, FILLERS, HEADS, KINDS, OPPOSING, RELATIVES, TIMES, TITLES

MAX_WORDS = 24
MAX_MIDDLE_NAMES = 2
SHORT_START, SHORT_CHARS = 3, 5
MOST = 0.55
_FREE = frozenset(map(stem, TITLES | KINDS))
_WEAK = _FREE | frozenset(map(stem, HEADS | TIMES | AMOUNTS | OPPOSING))
_DOCTRINE = "ism"


class Nearness(IntEnum):
    """How much of an accepted answer was said, the nearest last."""

    FAR = 0
    NEAR = 1
    PART = 2
    SLIP = 3
    EQUAL = 4


@dataclass(frozen=True, slots=True)
class Overlap:
    """What the words of an answer and those of an accepted one have in common.

    Attributes:
        pairs: Place in `said` to place in `wanted`.
        proper: Words of the accepted answer that are written with a capital letter.
        is_list: Whether the answer is in parts, and the accepted one is not.
        is_pair: Whether the accepted answer is in parts.
    """

    said: Sequence[str]
    wanted: Sequence[str]
    pairs: dict[int, int]
    proper: frozenset[str]
    is_list: bool
    is_pair: bool

    @classmethod
    def of(cls, given: Form, accepted: Form) -> Overlap:
        """Pair the words; answers of over `MAX_WORDS` have nothing in common."""
        said, wanted = _content(given), _content(accepted)
        pairs = _aligned(said, wanted) if max(len(said), len(wanted)) <= MAX_WORDS else {}
        if (
            pairs.get(len(said) - 1) == len(wanted) - 1 > 0
            and wanted[0] in accepted.proper
            and _is_short_name(said[0], wanted[0])
        ):
            pairs.setdefault(0, 0)
        is_list = given.is_list and not accepted.is_list
        return cls(said, wanted, pairs, accepted.proper, is_list, accepted.is_list)

    def nearness(self) -> Nearness:
        """Judge by the words: at most `PART`.

        A part is as good as the whole where it is a surname, all but a middle name, a title, the kind of thing, a
        unit, or most of it; and so is one word more.
        """
        more = {at: word for at, word in enumerate(self.said) if at not in self.pairs}
        less = {at: word for at, word in enumerate(self.wanted) if at not in self.pairs.values()}
        if not more and not less and self._says_a_word():
            return Nearness.PART
        if not self._says_a_name() or self._is_opposed(set(more.values()), set(less.values())):
            return Nearness.FAR
        telling_more = self._telling(self.said, more, TIMES)
        telling_less = self._telling(self.wanted, less, TIMES | AMOUNTS)
        is_other = bool(telling_more and telling_less) or _name_kinds(more.values(), less.values())
        if is_other and self._all_digits():
            return Nearness.FAR
        if len(self.pairs) > 1 and self._has_first and self._has_last and len(telling_more) == len(telling_less) == 1:
            return Nearness.PART
        if is_other or not RELATIVES.isdisjoint(telling_more):
            is_half = 2 * len(self.pairs) >= len(self.wanted) and len(telling_more) <= len(self.pairs)
            return Nearness.NEAR if is_half else Nearness.FAR
        if telling_less:
            return Nearness.PART if self._is_good_part(telling_less) else Nearness.NEAR
        if any(len(word) == 1 for word in more.values()) and any(len(word) == 1 for word in less.values()):
            return Nearness.NEAR
        return self._nearness_with_more(telling_more)

    @property
    def _has_first(self) -> bool:
        return self.pairs.get(0) == 0

    @property
    def _has_last(self) -> bool:
        return self.pairs.get(len(self.said) - 1) == len(self.wanted) - 1

    def _all_digits(self) -> bool:
        return all(has_digit(self.said[at]) for at in self.pairs)

    def _says_a_word(self) -> bool:
        return any(_is_said(self.said[at], self.wanted[to]) for at, to in self.pairs.items())

    def _says_a_name(self) -> bool:
        """Tell whether a word was said that alone says something."""
        words = [(self.said[at], self.wanted[to]) for at, to in self.pairs.items()]
        return any(_is_said(said, wanted) and stem(wanted) not in _WEAK for said, wanted in words)

    def _is_opposed(self, more: set[str], less: set[str]) -> bool:
        """Tell whether the words that only one of the two has make it another thing."""
        if any(map(has_digit, more | less)):
            return True
        if any(has_digit(self.said[at]) for at in self.pairs):
            free = frozenset() if more & TIMES and less & TIMES else TIMES
            more, less = more - free, less - free - AMOUNTS
        kept = {self.wanted[to] for to in self.pairs.values()}
        if not more and not self.proper.isdisjoint(kept):
            less = less & self.proper
        return not OPPOSING.isdisjoint(more | less)

    def _telling(self, words: Sequence[str], places: Iterable[int], of_figures: frozenset[str]) -> list[str]:
        """Return the words at those places that are no titles, no kinds of things, and no initials of names."""
        telling = [words[at] for at in places if len(words[at]) > 1 or at == len(words) - 1]
        free = of_figures if any(has_digit(self.said[at]) for at in self.pairs) else frozenset()
        return [word for word in telling if stem(word) not in _FREE and word not in free]

    def _is_good_part(self, less: Sequence[str]) -> bool:
        first, last = self.wanted[0], self.wanted[-1]
        if self._has_last and (len(self.pairs) > 1 or (last in self.proper and not self.is_pair)):
            return True
        if not self._has_last and not RELATIVES.isdisjoint(less):
            return False
        if self._has_first and has_digit(first) and len(less) == 1:
            return True
        if self._has_first and first in self.proper and self.proper.isdisjoint(less):
            return True
        is_first_name = len(self.pairs) == 1 and not self.proper.isdisjoint(self.wanted)
        share = sum(len(self.wanted[to]) for to in self.pairs.values()) / sum(map(len, self.wanted))
        return (self._has_first or self._has_last) and not is_first_name and share > MOST

    def _nearness_with_more(self, more: Sequence[str]) -> Nearness:
        if self._has_first and self._has_last and len(more) <= MAX_MIDDLE_NAMES:
            return Nearness.PART
        if len(more) > 1:
            return Nearness.FAR
        is_start = self._has_first and (len(self.wanted) > 1 or self.wanted[0] not in self.proper)
        is_fit = not more or is_start or self._has_last
        return Nearness.PART if is_fit and not self.is_list else Nearness.NEAR


def _content(form: Form) -> list[str]:
    """Return the words that tell something, without the titles in front."""
    content = [word for word in form.words if word not in FILLERS] or list(form.words)
    start = next((at for at, word in enumerate(content) if word not in TITLES), 0)
    return content[start:]


def _name_kinds(more: Iterable[str], less: Iterable[str]) -> bool:
    """Tell whether both have a word that the other has not, and that is more than a title: a river and a state."""
    return all(any(len(word) > 1 and word not in TITLES for word in words) for words in (more, less))


def _is_said(word: str, wanted: str) -> bool:
    """Tell whether a word was said, and not only its initial."""
    return word == wanted or min(len(word), len(wanted)) > 1


def _aligned(said: Sequence[str], wanted: Sequence[str]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    free = dict(enumerate(wanted))
    for at, word in enumerate(said):
        match = next((to for to, other in free.items() if _is_alike(word, other)), None)
        if match is not None:
            pairs[at] = match
            del free[match]
    return pairs


def _is_alike(word: str, other: str) -> bool:
    """Tell whether two words may stand for each other: inflected, an initial, or a slip."""
    if word == other:
        return True
    if has_digit(word) or has_digit(other) or word in OPPOSING or other in OPPOSING:
        return False
    if min(len(word), len(other)) == 1:
        return word[0] == other[0]
    if stem(word) == stem(other):
        return True
    if word in (other + _DOCTRINE, other.removesuffix(_DOCTRINE)):
        return True
    limit = slip_limit(min(len(word), len(other)))
    return OSA.distance(word, other, score_cutoff=limit) <= limit


def _is_short_name(word: str, other: str) -> bool:
    """Tell whether one first name may be short for the other, as Kate is for Katherine."""
    are_names = word.isalpha() and other.isalpha() and word[:SHORT_START] == other[:SHORT_START]
    return are_names and min(len(word), len(other)) <= SHORT_CHARS
