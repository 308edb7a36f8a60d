"""A plain trigram index, which stands in for PostgreSQL's pg_trgm: the phrasing with the most similar trigrams."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence

_WORD = re.compile(r"\w+")


class TrigramIndex:
    """Finds the phrasing with the largest share of common trigrams (Jaccard), as `ORDER BY phrasing <-> query` does."""

    def __init__(self, phrasings: Sequence[str]) -> None:
        self._sizes = array("H")
        self._places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for place, phrasing in enumerate(phrasings):
            found = trigrams(phrasing)
            self._sizes.append(len(found))
            for trigram in found:
                self._places[trigram].append(place)

    def nearest(self, query: str) -> int | None:
        """Return the place of the most similar phrasing, the first among equals; None when nothing is shared."""
        wanted = trigrams(query)
        shared: Counter[int] = Counter()
        for trigram in wanted & self._places.keys():
            shared.update(self._places[trigram])
        if not shared:
            return None
        return max(
            shared, key=lambda place: (shared[place] / (len(wanted) + self._sizes[place] - shared[place]), -place)
        )


def trigrams(text: str) -> set[str]:
    """Return the trigrams of a text's words, each with two blanks before it and one after, as pg_trgm cuts them."""
    padded = [f"  {word} " for word in _WORD.findall(text.lower())]
    return {word[at : at + 3] for word in padded for at in range(len(word) - 2)}
