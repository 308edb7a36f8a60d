"""Facts of the kind that guilds add, as overlays, with questions that should find each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.core.curation.revisions import FactKey, Overlay, OwnFact, OwnShow, State
from bot.core.knowledge.facts import Fact, Source, Value

LINES = [
    line
    for line in Path(__file__).with_name("own_facts.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
DAY = date(2031, 5, 14)
SOURCE = Source("own-club", "The club", DAY)


@dataclass(frozen=True)
class Sample:
    """An own fact and questions as members type them."""

    own: OwnFact
    typed: tuple[str, ...]


def samples(show_id: str) -> list[Sample]:
    """Return the facts of the file as own facts of a show."""
    return [_sample(show_id, number, line) for number, line in enumerate(LINES)]


def own_fact(show_id: str, fact_id: str, question: str, text: str, **more: object) -> OwnFact:
    """Return an own fact on the topic "Our club"."""
    fact = Fact(fact_id, show_id, "our-club", text, question, SOURCE.id, DAY, **more)  # type: ignore[arg-type]
    return OwnFact(fact, SOURCE, "Our club")


def overlay_of(
    own: Iterable[OwnFact], *, hidden: Iterable[FactKey] = (), off: Iterable[str] = (), shows: Sequence[OwnShow] = ()
) -> Overlay:
    """Return the overlay that has own facts, and hides others; each has a revision of its own."""
    states = {(it.fact.show_id, it.fact.id): State(own=it) for it in own} | dict.fromkeys(hidden, State(is_hidden=True))
    numbered = {key: (number, state) for number, (key, state) in enumerate(states.items(), 1)}
    return Overlay(numbered, frozenset(off), tuple(shows), len(numbered))


def _sample(show_id: str, number: int, line: str) -> Sample:
    asked, text, value, typed = (part.strip() for part in line.split("||"))
    question, *others = (it.strip() for it in asked.split("|"))
    sort, _, words = value.partition(": ")
    told = Value(sort, words)  # type: ignore[arg-type]
    own = own_fact(show_id, f"own-{number}", question, text, asked=tuple(others), value=told)
    return Sample(own, tuple(it.strip() for it in typed.split("|")))
