"""The port `Suggestions`."""

import asyncio
from dataclasses import replace

import pytest

from bot.core.curation.suggestions import Suggestion, Verdict
from tests.contract.curation_samples import DRAFT
from tests.contract.samples import ANN, BEN, CAS, GUILD, OTHER_GUILD, after


async def suggest(storage, draft=DRAFT, *, by=ANN, at_s=1.0, fact_id="", guild_id=GUILD):
    return await storage.suggestions.add(guild_id, draft, fact_id=fact_id, by=by, at=after(at_s))


async def decide(storage, suggestion, verdict=Verdict.APPROVED, by=CAS, **more):
    return await storage.suggestions.decide(GUILD, suggestion.id, verdict, by=by, at=after(60), **more)


async def test_a_suggestion_waits_as_it_was_made(storage):
    made = await suggest(storage, fact_id="lead")
    assert made == Suggestion(made.id, GUILD, DRAFT, ANN, after(1.0), "lead")
    assert await storage.suggestions.load(GUILD, made.id) == made
    assert await storage.suggestions.load(GUILD, made.id + 1) is None


@pytest.mark.parametrize("text", ["\0", "\ud800", "a\0\udfffb", '"}', "'; --"])
async def test_whatever_was_typed_can_be_kept(storage, text):
    made = await suggest(storage, replace(DRAFT, text=text))
    assert await storage.suggestions.load(GUILD, made.id) is not None
    await decide(storage, made, Verdict.REJECTED, reason=text)


async def test_they_wait_the_oldest_first(storage):
    late, early = await suggest(storage, at_s=9), await suggest(storage, at_s=2)
    also_early, decided = await suggest(storage, at_s=2), await suggest(storage, at_s=1)
    await decide(storage, decided)
    assert await storage.suggestions.waiting(GUILD) == (early, also_early, late)
    assert await storage.suggestions.waiting(OTHER_GUILD) == ()


async def test_the_open_ones_of_a_member_are_counted(storage):
    made = [await suggest(storage) for _ in range(3)]
    await suggest(storage, by=BEN)
    await suggest(storage, guild_id=OTHER_GUILD)
    await decide(storage, made[0], Verdict.REJECTED)
    assert await storage.suggestions.count_open(GUILD, ANN) == 2
    assert await storage.suggestions.count_open(GUILD, CAS) == 0


async def test_the_message_that_shows_it_is_kept(storage):
    made = await suggest(storage)
    await storage.suggestions.posted(GUILD, made.id, 10**18)
    assert await storage.suggestions.load(GUILD, made.id) == replace(made, message_id=10**18)


async def test_it_is_decided_once(storage):
    made = await suggest(storage)
    assert await decide(storage, made, Verdict.REJECTED, reason="No source.")
    decided = replace(made, verdict=Verdict.REJECTED, decided_by=CAS, reason="No source.")
    assert await storage.suggestions.load(GUILD, made.id) == decided
    assert not await decide(storage, made, Verdict.APPROVED, BEN)
    assert await storage.suggestions.load(GUILD, made.id) == decided
    assert not await storage.suggestions.decide(GUILD, made.id + 1, Verdict.APPROVED, by=CAS, at=after(1))


async def test_of_curators_at_once_one_decides(storage):
    made = await suggest(storage)
    verdicts = [Verdict.APPROVED, Verdict.REJECTED] * 3
    done = await asyncio.gather(*(decide(storage, made, verdict, by=n) for n, verdict in enumerate(verdicts)))
    assert sum(done) == 1
    assert (await storage.suggestions.load(GUILD, made.id)).decided_by == done.index(True)


async def test_ids_are_not_used_twice(storage):
    made = [await suggest(storage, guild_id=guild_id) for guild_id in (GUILD, OTHER_GUILD, GUILD)]
    assert len({it.id for it in made}) == 3
