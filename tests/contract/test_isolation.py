"""One guild never shows or changes another, whichever method is called."""

from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.core.curation.revisions import HIDDEN, Overlay, OwnShow
from bot.core.curation.suggestions import Verdict
from bot.core.guilds import GuildSettings
from bot.core.quiz.game import Ending
from bot.core.quiz.lists import Heading, QuestionList, renamed
from bot.core.quiz.playing import choose, close, ended
from bot.core.quiz.scoring import Award
from bot.services.curation_ports import Conflict, Gaps, QuestionLists, Revisions, Suggestions
from bot.services.ports import Games, Rulings, Scores, SettingsStore
from tests.contract.curation_samples import DRAFT, change, curate, curated, newest, waiting
from tests.contract.samples import (
    ANN,
    BEN,
    CAS,
    GUILD,
    OTHER_GUILD,
    RIGHT,
    WRONG,
    after,
    new_game,
    next_round,
    play_round,
    question,
)

QUESTION = question(1).id
LIST = QuestionList(Heading("boats", "Boats", "Ann"), (replace(question(2), id="boats/2#list"),))
ON_BOARD = {"since": None, "show_id": None, "page": 0, "user_id": 0, "hides_departed": True}


async def populate(storage, guild_id):
    """Let a guild have something of everything, and return its game, in the second round."""
    game = await storage.games.begin(new_game(guild_id))
    game = await play_round(storage, game, {ANN: RIGHT, BEN: WRONG, CAS: RIGHT})
    game = await next_round(storage, game)
    game, given = choose(game, 2, BEN, RIGHT, after(30))
    await storage.games.add_answer(game, given)
    played = await storage.games.played(guild_id, game.id, 1)
    await storage.rulings.accept(guild_id, QUESTION, "text", by=ANN, at=after(50), played=played, awards=[])
    await storage.rulings.report(guild_id, QUESTION, by=ANN, at=after(60))
    await storage.scores.depart(guild_id, [CAS])
    await storage.settings.save(guild_id, GuildSettings(time_zone="Asia/Tokyo"))
    await curate(storage, guild_id)
    await storage.lists.put(guild_id, LIST, by=ANN, at=after(60))
    return game


async def seen(storage, guild_id, game_id):
    """Return all that a guild can see."""
    return (
        await storage.games.load(guild_id, game_id),
        [await storage.games.played(guild_id, game_id, number) for number in (1, 2)],
        await storage.games.asked(guild_id),
        [game for game in await storage.games.running() if game.guild_id == guild_id],
        await storage.rulings.accepted(guild_id),
        await storage.rulings.reported(guild_id),
        await storage.rulings.out(guild_id),
        await storage.scores.board(guild_id, **ON_BOARD),
        [await storage.scores.figures(guild_id, user_id) for user_id in (ANN, BEN, CAS)],
        await storage.settings.load(guild_id),
        *await curated(storage, guild_id),
        [await storage.lists.load(guild_id, list_id) for list_id in ("boats", "ships")],
        await storage.lists.of_guild(guild_id),
    )


async def begin(storage, game, _):
    await storage.games.begin(replace(new_game(game.guild_id), channel_id=game.channel_id + 1))


async def save(storage, game, other):
    for game_id in (game.id, other.id):
        await storage.games.save(ended(replace(game, id=game_id), Ending.STOPPED, after(99)))


async def add_answer(storage, game, other):
    for game_id in (game.id, other.id):
        answered, given = choose(replace(game, id=game_id), 2, ANN, WRONG, after(31))
        with suppress(IntegrityError):
            await storage.games.add_answer(answered, given)


async def score(storage, game, other):
    for game_id in (game.id, other.id):
        with suppress(IntegrityError):
            await storage.games.score(close(replace(game, id=game_id), 2, after(40)), after(40))


async def accept(storage, game, other):
    played = await storage.games.played(game.guild_id, game.id, 1)
    for game_id in (game.id, other.id):
        of_game = replace(played, game_id=game_id)
        awards = [Award(BEN, 120, 3.0)]
        await storage.rulings.accept(
            game.guild_id, QUESTION, f"other {game_id}", by=BEN, at=after(70), played=of_game, awards=awards
        )


async def report(storage, game, _):
    await storage.rulings.report(game.guild_id, "another", by=BEN, at=after(70))


async def settle(storage, game, _):
    assert await storage.rulings.settle(game.guild_id, QUESTION, is_good=True, by=BEN, at=after(70))


async def depart(storage, game, _):
    await storage.scores.depart(game.guild_id, [ANN, BEN])


async def save_settings(storage, game, _):
    await storage.settings.save(game.guild_id, GuildSettings())


async def record(storage, game, other):
    seen_last = await newest(storage, game.guild_id)
    await storage.revisions.record(game.guild_id, [change(expected=seen_last.id)], by=BEN, at=after(70))
    stolen = change(state=HIDDEN, expected=(await newest(storage, other.guild_id)).id)
    with suppress(Conflict):
        await storage.revisions.record(game.guild_id, [stolen], by=BEN, at=after(70))


async def switch(storage, game, _):
    for show_id, is_on in (("moonmilk", True), ("harbour", False)):
        await storage.revisions.switch(game.guild_id, show_id, is_on=is_on, by=BEN, at=after(70))


async def create_show(storage, game, _):
    assert await storage.revisions.create_show(game.guild_id, OwnShow("more", "More"), by=BEN, at=after(70))


async def suggest(storage, game, _):
    await storage.suggestions.add(game.guild_id, DRAFT, fact_id="", by=BEN, at=after(70))


async def posted(storage, game, other):
    for it in (await waiting(storage, game.guild_id), await waiting(storage, other.guild_id)):
        await storage.suggestions.posted(game.guild_id, it.id, 5)


async def decide(storage, game, other):
    own, theirs = await waiting(storage, game.guild_id), await waiting(storage, other.guild_id)
    done = [
        await storage.suggestions.decide(game.guild_id, it.id, Verdict.REJECTED, by=BEN, at=after(70))
        for it in (own, theirs)
    ]
    assert done == [True, False]


async def log(storage, game, _):
    await storage.gaps.log(game.guild_id, "director", "Who?", show_id="harbour", at=after(70))


async def forget(storage, game, _):
    assert await storage.gaps.forget(game.guild_id, ["director", "composer"], is_for_good=True) == 2


async def put_list(storage, game, _):
    assert await storage.lists.put(game.guild_id, renamed(LIST, "ships"), by=BEN, at=after(70))
    assert not await storage.lists.put(game.guild_id, LIST, by=BEN, at=after(70))


async def remove_list(storage, game, _):
    assert await storage.lists.remove(game.guild_id, "boats", after(60))


async def none_of(games):
    return [game for game in await games if game.guild_id == GUILD]


async def rows_of(board):
    return (await board).rows


async def unchanged(overlay):
    return None if await overlay == Overlay() else await overlay


async def first_of(found):
    return (await found)[0]


async def find(storage, other):
    return await storage.revisions.find(GUILD, (await newest(storage, other.guild_id)).id)


async def batch(storage, other):
    return await storage.revisions.batch(GUILD, (await newest(storage, other.guild_id)).batch_id)


async def own_change(found):
    return (await found)[1] & {GUILD}


async def load_suggestion(storage, other):
    return await storage.suggestions.load(GUILD, (await waiting(storage, other.guild_id)).id)


async def gaps_of(page):
    return (await page).gaps


async def unset(settings):
    return None if await settings == GuildSettings() else await settings


CHANGES = {
    "QuestionLists.put": put_list,
    "QuestionLists.remove": remove_list,
    "Games.begin": begin,
    "Games.save": save,
    "Games.add_answer": add_answer,
    "Games.score": score,
    "Rulings.accept": accept,
    "Rulings.report": report,
    "Rulings.settle": settle,
    "Scores.depart": depart,
    "SettingsStore.save": save_settings,
    "Revisions.record": record,
    "Revisions.switch": switch,
    "Revisions.create_show": create_show,
    "Suggestions.add": suggest,
    "Suggestions.posted": posted,
    "Suggestions.decide": decide,
    "Gaps.log": log,
    "Gaps.forget": forget,
}
READS = {
    "Revisions.newest_ids": lambda storage, _: storage.revisions.newest_ids(GUILD),
    "QuestionLists.of_guild": lambda storage, _: storage.lists.of_guild(GUILD),
    "QuestionLists.load": lambda storage, _: storage.lists.load(GUILD, "boats"),
    "Games.running": lambda storage, _: none_of(storage.games.running()),
    "Games.load": lambda storage, other: storage.games.load(GUILD, other.id),
    "Games.played": lambda storage, other: storage.games.played(GUILD, other.id, 1),
    "Games.asked": lambda storage, _: storage.games.asked(GUILD),
    "Rulings.accepted": lambda storage, _: storage.rulings.accepted(GUILD),
    "Rulings.reported": lambda storage, _: storage.rulings.reported(GUILD),
    "Rulings.out": lambda storage, _: storage.rulings.out(GUILD),
    "Scores.board": lambda storage, _: rows_of(storage.scores.board(GUILD, **ON_BOARD)),
    "Scores.figures": lambda storage, _: storage.scores.figures(GUILD, ANN),
    "SettingsStore.load": lambda storage, _: unset(storage.settings.load(GUILD)),
    "Revisions.overlay": lambda storage, _: unchanged(storage.revisions.overlay(GUILD)),
    "Revisions.history": lambda storage, _: first_of(storage.revisions.history(GUILD)),
    "Revisions.find": find,
    "Revisions.batch": batch,
    "Revisions.newest": lambda storage, _: newest(storage, GUILD),
    "Revisions.changed_since": lambda storage, _: own_change(storage.revisions.changed_since(0)),
    "Suggestions.count_open": lambda storage, _: storage.suggestions.count_open(GUILD, ANN),
    "Suggestions.load": load_suggestion,
    "Suggestions.of_member": lambda storage, _: storage.suggestions.of_member(GUILD, ANN),
    "Suggestions.waiting": lambda storage, _: storage.suggestions.waiting(GUILD),
    "Gaps.top": lambda storage, _: gaps_of(storage.gaps.top(GUILD, 0)),
    "Gaps.load": lambda storage, _: storage.gaps.load(GUILD, "director"),
    "Gaps.all": lambda storage, _: storage.gaps.all(GUILD),
}
OF_ALL_GUILDS = {"Gaps.sweep"}
"""What `People` and `Departures` do to other guilds is looked at in `test_privacy`."""


def test_every_method_of_every_port_is_here():
    ports = (Games, Rulings, Scores, SettingsStore, Revisions, Suggestions, Gaps, QuestionLists)
    methods = {f"{port.__name__}.{name}" for port in ports for name in vars(port) if not name.startswith("_")}
    assert methods == CHANGES.keys() | READS.keys() | OF_ALL_GUILDS


@pytest.mark.parametrize("method", READS)
async def test_a_guild_sees_nothing_of_another(storage, method):
    other = await populate(storage, OTHER_GUILD)
    assert not await READS[method](storage, other)


@pytest.mark.parametrize("method", CHANGES)
async def test_a_guild_changes_nothing_of_another(storage, method):
    game, other = await populate(storage, GUILD), await populate(storage, OTHER_GUILD)
    before, own_before = await seen(storage, OTHER_GUILD, other.id), await seen(storage, GUILD, game.id)
    await CHANGES[method](storage, game, other)
    assert await seen(storage, OTHER_GUILD, other.id) == before
    assert await seen(storage, GUILD, game.id) != own_before
