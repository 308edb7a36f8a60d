"""The port `Gaps`."""

import asyncio

import pytest

from bot.core.curation.gaps import MAX_GAPS, Gap
from tests.contract.samples import GUILD, OTHER_GUILD, after


async def log(storage, key, text="Who directed it?", at_s=1.0, *, guild_id=GUILD, show_id="harbour", times=1):
    for _ in range(times):
        await storage.gaps.log(guild_id, key, text, show_id=show_id, at=after(at_s))


async def keys(storage, page=0):
    return [gap.key for gap in (await storage.gaps.top(GUILD, page)).gaps]


async def test_one_question_in_many_wordings_is_one_gap(storage):
    await log(storage, "director", "Who directed it?", 5)
    await log(storage, "director", "director??", 9, show_id="moonmilk")
    await log(storage, "director", "who directd it", 2)
    gap = Gap("director", "Who directed it?", 3, after(5), after(9), "harbour")
    assert await storage.gaps.load(GUILD, "director") == gap
    assert await storage.gaps.all(GUILD) == (gap,)
    assert await storage.gaps.load(GUILD, "composer") is None


async def test_none_is_lost_when_many_ask_at_once(storage):
    await asyncio.gather(*(log(storage, f"key-{n % 3}") for n in range(60)))
    counts = {gap.key: gap.count for gap in await storage.gaps.all(GUILD)}
    assert counts == dict.fromkeys(("key-0", "key-1", "key-2"), 20)


@pytest.mark.parametrize("text", ["\0", "\ud800", "x\0\udfff", "'; DROP TABLE gaps; --", "x" * 4000])
async def test_whatever_was_asked_can_be_kept(storage, text):
    await log(storage, text[:100], text, times=2)
    (gap,) = await storage.gaps.all(GUILD)
    assert gap.count == 2
    assert await storage.gaps.load(GUILD, gap.key) == gap
    assert await storage.gaps.forget(GUILD, [text[:100]]) == 1


async def test_the_most_asked_come_first_and_of_equal_ones_the_newest(storage):
    await log(storage, "once", at_s=50)
    await log(storage, "twice-late", at_s=9, times=2)
    await log(storage, "twice-early", at_s=3, times=2)
    await log(storage, "twice-also-late", at_s=9, times=2)
    await log(storage, "often", at_s=1, times=5)
    assert await keys(storage) == ["often", "twice-also-late", "twice-late", "twice-early", "once"]
    assert [gap.key for gap in await storage.gaps.all(GUILD, limit=2)] == ["often", "twice-also-late"]


async def test_they_come_in_pages(storage):
    for number in range(23):
        await log(storage, f"{number:02}", at_s=100 - number)
    pages = [await storage.gaps.top(GUILD, page) for page in (0, 1, 2, 3, -1)]
    assert [(it.page, len(it.gaps), it.total, it.pages) for it in pages] == [
        *((0, 10, 23, 3), (1, 10, 23, 3), (2, 3, 23, 3)),
        *((2, 3, 23, 3), (0, 10, 23, 3)),
    ]
    assert pages[2].gaps[-1].key == "22"
    empty = await storage.gaps.top(OTHER_GUILD, 4)
    assert (empty.gaps, empty.page, empty.pages) == ((), 0, 1)


async def test_what_is_forgotten_may_come_again(storage):
    for key in ("a", "b", "c"):
        await log(storage, key, times=3)
    assert await storage.gaps.forget(GUILD, ["a", "b", "nothing"]) == 2
    assert await storage.gaps.forget(GUILD, []) == 0
    await log(storage, "a", "again", 7)
    assert await keys(storage) == ["c", "a"]
    assert await storage.gaps.load(GUILD, "a") == Gap("a", "again", 1, after(7), after(7), "harbour")


async def test_what_is_not_about_the_show_does_not_come_again(storage):
    await log(storage, "weather")
    assert await storage.gaps.forget(GUILD, ["weather", "football"], is_for_good=True) == 1
    assert await storage.gaps.forget(GUILD, ["weather"], is_for_good=True) == 0
    for key in ("weather", "football"):
        await log(storage, key, times=2)
    assert await keys(storage) == []
    await log(storage, "weather", guild_id=OTHER_GUILD)
    assert (await storage.gaps.top(OTHER_GUILD, 0)).total == 1


async def test_what_nobody_asks_any_more_is_swept_away(storage):
    await log(storage, "old", at_s=1)
    await log(storage, "old elsewhere", at_s=2, guild_id=OTHER_GUILD)
    await log(storage, "asked again", at_s=1)
    await log(storage, "asked again", at_s=9)
    await log(storage, "just then", at_s=5)
    assert await storage.gaps.sweep(after(5)) == 2
    assert await keys(storage) == ["asked again", "just then"]
    assert (await storage.gaps.top(OTHER_GUILD, 0)).total == 0


async def fill(storage, count, *, guild_id=GUILD):
    """Log as many questions, the first the longest ago."""
    await asyncio.gather(*(log(storage, f"{number:05}", at_s=number, guild_id=guild_id) for number in range(count)))


async def test_a_flood_of_questions_crowds_out_the_least_asked_and_of_those_the_oldest(storage):
    await log(storage, "often", at_s=0, times=3)
    await fill(storage, MAX_GAPS - 1)
    assert (await storage.gaps.top(GUILD, 0)).total == MAX_GAPS
    await log(storage, "00000", at_s=0)
    await log(storage, "one more", at_s=0)
    kept = {gap.key for gap in await storage.gaps.all(GUILD, limit=2 * MAX_GAPS)}
    assert len(kept) == MAX_GAPS
    assert {"often", "00000", "00002", "one more"} <= kept
    assert "00001" not in kept, "of those asked once it was asked the longest ago, but for the one of this moment"
    await fill(storage, 5, guild_id=OTHER_GUILD)
    assert (await storage.gaps.top(OTHER_GUILD, 0)).total == 5


async def test_what_was_asked_just_now_stays_where_all_others_are_asked_more(storage):
    for _ in range(2):
        await fill(storage, MAX_GAPS)
    await log(storage, "new", at_s=1)
    assert (await storage.gaps.load(GUILD, "new")).count == 1
    assert await storage.gaps.load(GUILD, "00000") is None
    await log(storage, "newer", at_s=1)
    assert await storage.gaps.load(GUILD, "new") is None
    assert (await storage.gaps.top(GUILD, 0)).total == MAX_GAPS


async def test_what_is_not_about_the_show_crowds_nothing_out(storage):
    await fill(storage, MAX_GAPS)
    await storage.gaps.forget(GUILD, ["weather"], is_for_good=True)
    await log(storage, "weather")
    assert await storage.gaps.load(GUILD, "00000")
    assert (await storage.gaps.top(GUILD, 0)).total == MAX_GAPS
