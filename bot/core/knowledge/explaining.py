"""Say how a question was read and why a fact was chosen, for authors who wonder why a phrasing fails."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.knowledge.items import Item
from bot.core.knowledge.outcomes import Outcome
from bot.core.knowledge.question import Question

MAX_OUTCOMES = 4


def explanation(question: Question, outcomes: list[Outcome]) -> str:
    """Return the readings of the words and the best outcomes, one a line, best first."""
    words = question.reading.words
    lines = [f"read as: {' '.join(words)}"]
    lines += [f"  {_place(item, words)}: {_meanings(item)}" for item in question.items]
    lines += [line for outcome in outcomes[:MAX_OUTCOMES] for line in _outcome(outcome, question)]
    return "\n".join(lines)


def _outcome(outcome: Outcome, question: Question) -> Iterator[str]:
    match = outcome.match
    yield f"{outcome.score:.2f} {match.example.kind}, asked like: {' + '.join(sorted(match.example.terms))}"
    if outcome.fits:
        best = outcome.fits[0]
        against = ", ".join(_place(item, question.reading.words) for item in best.conflicts)
        yield f"     fact {best.known.entry.key}" + (f", but it is not about: {against}" if against else "")
    else:
        yield "     no such fact"
    left = [item for item in question.items if match.left.get(item.mask)]
    if left:
        costs = (f"{_place(item, question.reading.words)} ({match.left[item.mask]:.2f})" for item in left)
        yield f"     not accounted for: {', '.join(costs)}"


def _place(item: Item, words: tuple[str, ...]) -> str:
    return " ".join(word for at, word in enumerate(words) if item.mask >> at & 1)


def _meanings(item: Item) -> str:
    meanings = dict.fromkeys(_meaning(span.term, span.value) for span in item.spans)
    return ", ".join(meanings) or "unknown"


def _meaning(term: str, value: object) -> str:
    name = "/".join(map(str, value)) if isinstance(value, tuple) else value
    return term if value is None else f"{term} {name}"
