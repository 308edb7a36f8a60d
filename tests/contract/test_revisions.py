"""The port `Revisions`."""

import asyncio
from dataclasses import replace

import pytest

from bot.core.curation.revisions import (
    HIDDEN,
    UNTOUCHED,
    Act,
    Change,
    Overlay,
    OwnShow,
    Revision,
    State,
    undone,
)
from bot.services.curation_ports import Conflict
from bot.storage.database import open_database
from bot.storage.repositories import repositories
from tests.contract.curation_samples import PLAIN, change, own
from tests.contract.samples import ANN, BEN, GUILD, OTHER_GUILD, after

KEY = ("harbour", "lead")


async def record(storage, *changes, by=ANN, at_s=1.0, is_batch=False):
    return await storage.revisions.record(GUILD, changes, by=by, at=after(at_s), is_batch=is_batch)


@pytest.mark.parametrize("state", [own(), own(fact=PLAIN), HIDDEN, UNTOUCHED, State(own().own, is_hidden=True)])
async def test_a_state_comes_back_as_it_was_kept(storage, state):
    (made,) = await record(storage, change(state=state))
    assert made == Revision(made.id, GUILD, *KEY, Act.EDIT, state, UNTOUCHED, ANN, after(1.0))
    assert await storage.revisions.find(GUILD, made.id) == made
    assert await storage.revisions.newest(GUILD, *KEY) == made
    states = {} if state == UNTOUCHED else {KEY: (made.id, state)}
    assert await storage.revisions.overlay(GUILD) == Overlay(states, version=made.id)


@pytest.mark.parametrize(
    "text", ["\0", "\ud800 \udfff", "x\0\ud83dy", "\\u0000", "'; DROP TABLE revisions; --", "\u202e"]
)
async def test_whatever_was_typed_can_be_kept(storage, text):
    (made,) = await record(storage, change(state=own(text)))
    kept = await storage.revisions.newest(GUILD, *KEY)
    assert kept.id == made.id
    if "\ud800" not in text and "\ud83d" not in text:
        assert kept.state.own.fact.text == text


async def test_a_guild_that_changed_nothing_has_an_empty_overlay(storage):
    assert await storage.revisions.overlay(GUILD) == Overlay()
    assert await storage.revisions.history(GUILD) == ((), 0)
    assert await storage.revisions.newest(GUILD, *KEY) is None
    assert await storage.revisions.find(GUILD, 1) is None
    assert await record(storage) == ()
    assert await storage.revisions.overlay(GUILD) == Overlay()


async def test_each_change_follows_the_one_before(storage):
    (first,) = await record(storage, change(state=own("one")))
    (second,) = await record(storage, change(state=HIDDEN, expected=first.id), by=BEN, at_s=2)
    assert second.id > first.id
    assert (second.before, second.by) == (own("one"), BEN)
    assert (await storage.revisions.overlay(GUILD)).states == {KEY: (second.id, HIDDEN)}
    assert await storage.revisions.history(GUILD, key=KEY) == ((second, first), 2)


async def test_an_undone_change_is_a_change(storage):
    (first,) = await record(storage, change(state=own("one")))
    (second,) = await record(storage, change(state=own("two"), expected=first.id))
    (third,) = await record(storage, undone(second, second))
    assert (third.act, third.state) == (Act.UNDO, own("one"))
    (fourth,) = await record(storage, undone(first, third))
    assert fourth.state == UNTOUCHED
    overlay = await storage.revisions.overlay(GUILD)
    assert (overlay.states, overlay.version) == ({}, fourth.id)


@pytest.mark.parametrize("expected", [0, 10**9])
async def test_who_has_not_seen_the_newest_change_is_told(storage, expected):
    (first,) = await record(storage, change(state=own("one")))
    with pytest.raises(Conflict) as caught:
        await record(storage, change("other"), change(state=own("two"), expected=expected))
    assert caught.value.newest == first
    assert await storage.revisions.newest(GUILD, "harbour", "other") is None
    assert await storage.revisions.history(GUILD) == ((first,), 1)


async def test_where_nothing_is_kept_nothing_can_be_lost(storage):
    (made,) = await record(storage, change(expected=10**9))
    assert made.before == UNTOUCHED


async def test_of_writers_at_once_one_wins_and_the_others_see_what_they_missed(storage):
    (first,) = await record(storage, change(state=own("start")))
    writes = (record(storage, change(state=own(f"text {n}"), expected=first.id), by=n) for n in range(1, 9))
    done = await asyncio.gather(*writes, return_exceptions=True)
    (won,) = [it for it in done if not isinstance(it, Conflict)]
    assert {it.newest for it in done if isinstance(it, Conflict)} == set(won)
    assert await storage.revisions.history(GUILD) == ((*won, first), 2)


async def test_other_facts_can_be_changed_at_once(storage):
    made = await asyncio.gather(*(record(storage, change(f"fact-{n}")) for n in range(20)))
    assert len({it.id for (it,) in made}) == 20
    assert len((await storage.revisions.overlay(GUILD)).states) == 20


async def test_changes_made_at_once_are_a_batch(storage):
    (alone,) = await record(storage, change("other"))
    made = await record(storage, change(), change("pike"), change("lena", HIDDEN), is_batch=True)
    assert [it.fact_id for it in made] == ["lead", "pike", "lena"]
    assert {it.batch_id for it in made} == {made[0].id}
    assert alone.batch_id == 0
    assert await storage.revisions.batch(GUILD, made[0].id) == made
    assert await storage.revisions.batch(GUILD, made[1].id) == ()
    assert await storage.revisions.batch(GUILD, 0) == ()
    (second,) = await record(storage, change("lead", expected=made[0].id), is_batch=True)
    assert await storage.revisions.batch(GUILD, second.batch_id) == (second,)


async def test_the_second_change_of_a_fact_in_a_batch_follows_the_first(storage):
    first, second = await record(storage, change(state=own("one")), change(state=own("two")), is_batch=True)
    assert second.before == first.state == own("one")
    assert (await storage.revisions.overlay(GUILD)).states == {KEY: (second.id, own("two"))}


async def test_a_large_batch_is_kept_whole_or_not_at_all(storage):
    made = await record(storage, *(change(f"fact-{n}") for n in range(1200)), is_batch=True)
    assert [it.fact_id for it in made] == [f"fact-{n}" for n in range(1200)]
    again = [replace(change(it.fact_id, HIDDEN), expected=it.id) for it in made]
    with pytest.raises(Conflict) as caught:
        await record(storage, *again[:-1], replace(again[-1], expected=1), is_batch=True)
    assert caught.value.newest == made[-1]
    assert (await storage.revisions.history(GUILD))[1] == 1200
    hidden = await record(storage, *again, is_batch=True)
    assert hidden[7].before == own()
    overlay = await storage.revisions.overlay(GUILD)
    assert set(overlay.states.values()) == {(it.id, HIDDEN) for it in hidden}


async def test_history_is_paged_the_newest_first(storage):
    made = [*await record(storage, *(change(f"fact-{n}") for n in range(25)))]
    newest_first = made[::-1]
    pages = [await storage.revisions.history(GUILD, page=page) for page in range(4)]
    assert [total for _, total in pages] == [25] * 4
    assert [list(page) for page, _ in pages] == [newest_first[:10], newest_first[10:20], newest_first[20:], []]
    assert await storage.revisions.history(GUILD, page=-1) == pages[0]
    assert await storage.revisions.history(GUILD, key=("harbour", "fact-3")) == ((made[3],), 1)
    assert await storage.revisions.history(GUILD, key=("moonmilk", "fact-3")) == ((), 0)


async def test_equal_ids_in_two_shows_are_two_facts(storage):
    one, two = await record(storage, change(show_id="harbour"), change(show_id="moonmilk"))
    assert (await storage.revisions.newest(GUILD, "moonmilk", "lead")) == two
    assert (await storage.revisions.newest(GUILD, "harbour", "lead")) == one


async def switch(storage, show_id, *, is_on):
    await storage.revisions.switch(GUILD, show_id, is_on=is_on, by=ANN, at=after(3))


async def test_shows_are_switched_off_and_on(storage):
    for show_id, is_on in (("harbour", False), ("moonmilk", False), ("harbour", False), ("harbour", True)):
        await switch(storage, show_id, is_on=is_on)
    assert (await storage.revisions.overlay(GUILD)).off == {"moonmilk"}


async def test_a_show_of_ones_own_is_made_once(storage):
    made = await asyncio.gather(
        *(storage.revisions.create_show(GUILD, OwnShow("ours", f"Ours {n}"), by=ANN, at=after(n)) for n in range(4))
    )
    assert sorted(made) == [False, False, False, True]
    assert await storage.revisions.create_show(GUILD, OwnShow("also", "Also"), by=BEN, at=after(9))
    assert await storage.revisions.create_show(OTHER_GUILD, OwnShow("ours", "Theirs"), by=BEN, at=after(9))
    shows = (await storage.revisions.overlay(GUILD)).own_shows
    assert shows == (OwnShow("also", "Also"), OwnShow("ours", f"Ours {made.index(True)}"))


async def test_every_change_of_a_base_is_noticed(storage):
    newest, changed = await storage.revisions.changed_since(0)
    assert changed == frozenset()

    async def noticed(work):
        nonlocal newest
        await work
        before, (newest, changed) = newest, await storage.revisions.changed_since(newest)
        assert newest > before or not changed
        return changed

    assert await noticed(record(storage, change(), change("pike"))) == {GUILD}
    assert await noticed(switch(storage, "harbour", is_on=False)) == {GUILD}
    assert await noticed(switch(storage, "harbour", is_on=False)) == frozenset()
    assert await noticed(switch(storage, "harbour", is_on=True)) == {GUILD}
    theirs = storage.revisions.create_show(OTHER_GUILD, OwnShow("ours", "Ours"), by=ANN, at=after(4))
    assert await noticed(theirs) == {OTHER_GUILD}
    assert await storage.revisions.changed_since(0) == (newest, {GUILD, OTHER_GUILD})
    assert (await storage.revisions.overlay(OTHER_GUILD)).version == newest


async def test_a_refused_change_is_not_noticed(storage):
    await record(storage, change())
    newest, _ = await storage.revisions.changed_since(0)
    with pytest.raises(Conflict):
        await record(storage, Change(*KEY, Act.REMOVE, HIDDEN))
    assert await storage.revisions.changed_since(newest) == (newest, frozenset())


async def test_of_two_processes_at_once_one_wins(url):
    """Each has connections and a writer of its own, as the bot and an import on the command line have."""
    async with open_database(url) as bot, open_database(url, is_guest=True) as tool:
        ports = [repositories(it).revisions for it in (bot, tool)]
        (first,) = await ports[0].record(GUILD, [change(state=own("start"))], by=ANN, at=after(1))
        for number in range(20):
            edits = [
                port.record(GUILD, [change(state=own(f"{number}"), expected=first.id)], by=BEN, at=after(2))
                for port in ports
            ]
            done = await asyncio.gather(*edits, return_exceptions=True)
            (won,) = [it for it in done if not isinstance(it, Conflict)]
            (lost,) = [it for it in done if isinstance(it, Conflict)]
            assert (lost.newest,) == won
            (first,) = won
        assert (await ports[1].history(GUILD))[1] == 21


async def test_versions_are_seen_in_their_order_whoever_gives_them_out(url):
    async with open_database(url) as bot, open_database(url, is_guest=True) as tool:
        ports = [repositories(it).revisions for it in (bot, tool)]
        seen, done = set(), asyncio.Event()

        async def watch():
            version = 0
            while not done.is_set():
                version, changed = await ports[0].changed_since(version)
                seen.update(changed)

        watching = asyncio.create_task(watch())
        guilds = range(1, 61)
        await asyncio.gather(*(ports[it % 2].record(it, [change()], by=ANN, at=after(1)) for it in guilds))
        await asyncio.sleep(0.05)
        done.set()
        await watching
        assert seen == set(guilds)
