"""Find the phrasing that a question was meant to be, where slips of the keyboard are all that keeps the two apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.core.knowledge.examples import Alternatives, alternatives
from bot.core.knowledge.reading import Reading

LEAST_ALIKE = 60.0
MAX_TRIED = 4
MAX_DROPPED, MAX_DROPPED_CHARS = 1, 4
LETTERS_A_SLIP = 4


def in_order(words: Iterable[str]) -> str:
    """Return words sorted, in one line, as `phrasing_meant` and comparisons of wording in any order expect them."""
    return " ".join(sorted(words))


def prepared(reading: Reading) -> tuple[Alternatives, str]:
    """Return what is kept of a phrasing that was read: what its parts can mean, and its words `in_order`."""
    return alternatives(reading.spans), in_order(reading.words)


def phrasing_meant(
    typed: Sequence[str], idle: frozenset[str], slips: frozenset[str], lines: Mapping[str, Iterable[str]]
) -> str | None:
    """Return the key of the lines of which one is what somebody meant to type; None where words differ by more.

    Args:
        typed: The words of the question.
        idle: Those of them that say nothing, and may be left out.
        slips: Those of them that may be slips: nobody knows them, or only as another word.
        lines: The phrasings to compare with, `in_order`, by key.
    """
    keys = {line: key for key, of_key in lines.items() for line in of_key}
    near = process.extract(in_order(typed), list(keys), scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=MAX_TRIED)
    return next((keys[line] for line, _, _ in near if _is_meant(typed, idle, slips, line.split())), None)


def _is_meant(typed: Sequence[str], idle: frozenset[str], slips: frozenset[str], line: list[str]) -> bool:
    missing, more = list(line), []
    for word in typed:
        if word in missing:
            missing.remove(word)
        else:
            more.append(word)
    for word in more:
        if word in slips:
            near = min(missing, key=lambda other: OSA.distance(word, other), default="")
            if near and OSA.distance(word, near) <= max(1, len(near) // LETTERS_A_SLIP):
                missing.remove(near)
                continue
        if word not in idle:
            return False
    return len(missing) <= MAX_DROPPED and all(len(word) <= MAX_DROPPED_CHARS for word in missing)
