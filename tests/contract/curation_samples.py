"""Facts, changes and drafts to keep."""

from dataclasses import replace
from datetime import date

from bot.core.curation.drafts import Draft
from bot.core.curation.revisions import Act, Change, OwnFact, State
from bot.core.knowledge.facts import Fact, Quiz, Quotation, Source, Value

SOURCE = Source("own-1", "The “Harbour” News", date(2026, 3, 4), "Harbour Press", "https://example.org/news?a=1&b=2")
PLAIN = Fact("lead", "harbour", "cast", "Odile leads.", "Who leads?", SOURCE.id, date(2026, 3, 4))
FULL = replace(
    PLAIN,
    kinds=("who-plays", "lead"),
    asked=("who's the lead", "lead?\n№ 1 “quoted” \\ / \u2028"),
    about=("odile",),
    keywords=("lead",),
    season=2,
    periods=("July 2025",),
    where="page 3",
    quotation=Quotation("I lead.", "odile"),
    value=Value("person", "Odile", "", ("Odile Marchand",)),
    spoiler=True,
    quiz=(Quiz("Who?", "Odile", ("O.",), ("Pike",), "hard", is_typed=False, is_stated=False), Quiz()),
    in_quiz=False,
)
DRAFT = Draft("harbour", "cast", "Odile <b>leads</b>.", "who leads\nwho is it", "Odile", "News", "https://x.y", "today")


def own(text: str = "Odile leads.", fact: Fact = FULL) -> State:
    """Return the state of a fact of a guild's own."""
    return State(OwnFact(replace(fact, text=text), SOURCE, "Cast & crew"))


def change(fact_id: str = "lead", state: State | None = None, expected: int = 0, *, show_id: str = "harbour") -> Change:
    """Return a change that makes a fact a guild's own, or something else."""
    return Change(show_id, fact_id, Act.EDIT, state or own(), expected)
