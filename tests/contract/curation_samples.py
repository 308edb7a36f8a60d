"""Facts, changes and drafts to keep."""

from dataclasses import replace
from datetime import date

from bot.core.curation.drafts import Draft
from bot.core.curation.revisions import Act, Change, OwnFact, OwnShow, State
from bot.core.curation.suggestions import Verdict
from bot.core.knowledge.facts import Fact, Quiz, Quotation, Source, Value
from tests.contract.samples import ANN, BEN, T0

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


async def curate(storage, guild_id):
    """Let a guild have revisions, shows, suggestions and gaps; the facts and keys are those of every guild."""
    await storage.revisions.record(guild_id, [change("kept"), change()], by=ANN, at=T0, is_batch=True)
    await storage.revisions.switch(guild_id, "moonmilk", is_on=False, by=ANN, at=T0)
    await storage.revisions.create_show(guild_id, OwnShow("ours", "Ours"), by=ANN, at=T0)
    decided = await storage.suggestions.add(guild_id, DRAFT, fact_id="", by=BEN, at=T0)
    await storage.suggestions.decide(guild_id, decided.id, Verdict.APPROVED, by=ANN, at=T0)
    await storage.suggestions.add(guild_id, DRAFT, fact_id="lead", by=ANN, at=T0)
    for key in ("director", "composer", "weather"):
        await storage.gaps.log(guild_id, key, "Who?", show_id="harbour", at=T0)
    await storage.gaps.forget(guild_id, ["weather"], is_for_good=True)


async def newest(storage, guild_id):
    return await storage.revisions.newest(guild_id, "harbour", "lead")


async def waiting(storage, guild_id):
    (suggestion,) = await storage.suggestions.waiting(guild_id)
    return suggestion


async def curated(storage, guild_id):
    """Return all that a guild can see of what it curated."""
    history, total = await storage.revisions.history(guild_id)
    return (
        *(await storage.revisions.overlay(guild_id), history, total),
        [await storage.revisions.find(guild_id, it.id) for it in history],
        [await storage.revisions.batch(guild_id, it.batch_id) for it in history],
        await newest(storage, guild_id),
        await storage.suggestions.waiting(guild_id),
        [await storage.suggestions.load(guild_id, number) for number in range(1, 9)],
        [await storage.suggestions.count_open(guild_id, user_id) for user_id in (ANN, BEN)],
        await storage.gaps.top(guild_id, 0),
        await storage.gaps.all(guild_id),
        [await storage.gaps.load(guild_id, key) for key in ("director", "composer", "weather")],
    )
