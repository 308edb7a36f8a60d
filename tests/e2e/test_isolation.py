"""Whatever is done in one guild, in whatever order: another guild's answers, lists and boards stay as they were."""

import random
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from discord import app_commands

from bot.core.curation.revisions import Act, Change, State
from bot.core.guilds import GuildSettings
from bot.services.ports import Storage
from tests.contract.curation_samples import DRAFT
from tests.e2e.conftest import NOW, World, make_bot, simulated
from tests.e2e.shows import answering, ballard, lighthouse
from tests.fakes import fake_storage
from tests.packs.own_facts import own_fact

QUESTIONS = ("which mug stands on the desk?", "what is the gull?", "who plays harry bosch?", "!club", "cast")
FORM = {"text": "The Gull is a boat.", "asked": "What is the Gull?", "source": "The Guide", "topic": "Cast"}
ALL = {"span": "all"}
LIST = ("boats.yaml", b"Which boat is it?:\n- Petrel\n")
# Every command, with options that let it do something.
STEPS: dict[str, dict[str, Any]] = {
    "about": {},
    "ask": {"question": "what is the gull?"},
    "topic": {"topic": "cast", "show": "ballard"},
    "quote": {},
    "leaderboard": ALL,
    "stats": {},
    "shows list": {},
    "shows off": {"show": "lamp"},
    "shows on": {"show": "lamp"},
    "shows create": {"name": "club", "title": "Our Club"},
    "quiz start": {"questions": 3, "seconds": 10},
    "quiz skip": {},
    "quiz hint": {},
    "quiz score": {},
    "quiz stop": {},
    "quiz solo": {},
    "quiz reports": {},
    "suggest fact": {"show": "ballard"},
    "suggest mine": {},
    "suggest waiting": {},
    "facts add": {"show": "ballard"},
    "facts edit": {"fact": "ballard/own-mug"},
    "facts remove": {"fact": "ballard/bosch-actor"},
    "facts restore": {"fact": "ballard/bosch-actor"},
    "facts show": {"fact": "ballard/own-mug"},
    "facts list": {},
    "facts search": {"query": "mug"},
    "facts history": {},
    "facts gaps": {},
    "facts import": {"file": LIST},
    "facts export": {"show": "ballard"},
    "facts lists": {},
    "settings show": {},
    "settings quiz": {"questions": 7},
    "settings time-zone": {"zone": "Asia/Tokyo"},
    "settings gaps": {"switch": "off"},
    "settings reset": {"what": "everything"},
    "privacy show": {},
    "privacy export": {},
    "privacy delete": {},
    "data purge": {},
}
NEED_SOMETHING_OF_THE_GUILD = {"settings curators", "settings review-channel"}
GO_ON = (
    *("Save", "Apply", "Approve", "Undo 1", "Undo it", "1", "Not about the show"),
    *("Remove", "Delete it here", "Delete all of it for good"),
)


@dataclass
class Pair:
    """Two guilds with the same of everything; things are done `here`."""

    here: World
    there: World
    kept: Storage


@pytest.fixture
async def pair() -> AsyncIterator[Pair]:
    kept = fake_storage()
    async with simulated(make_bot(answering(ballard(), lighthouse()), kept=kept)) as env:
        pair = Pair(World.of(env), World.of(env), kept)
        for world in (pair.here, pair.there):
            await furnish(world, kept)
        yield pair


async def furnish(world: World, kept: Storage) -> None:
    guild_id, mug = world.guild.id, own_fact("ballard", "own-mug", "Which mug stands on the desk?", "A chipped mug.")
    await kept.revisions.record(guild_id, [Change("ballard", "own-mug", Act.ADD, State(own=mug))], by=1, at=NOW)
    await kept.suggestions.add(guild_id, DRAFT, fact_id="", by=world.alice.id, at=NOW)
    await kept.gaps.log(guild_id, "gull", "What is the Gull?", show_id="ballard", at=NOW)
    await kept.settings.save(guild_id, GuildSettings(review_channel_id=world.channel.id))
    world.bot._services.bases.changed(guild_id)


async def snapshot(world: World, kept: Storage) -> dict[str, object]:
    """Return all that a guild has, and what is answered there."""
    guild_id, services = world.guild.id, world.bot._services
    catalogue = world.bot.curation.curating.catalogue
    asking = await services.bases.asking(guild_id)
    board = {"since": None, "show_id": None, "page": 0, "user_id": world.alice.id, "hides_departed": False}
    return {
        "answers": [asking.ask(it) for it in QUESTIONS],
        "choices": [[(it.pack.id, it.fact) for it in asking.complete(it)] for it in ("", "mug", "who")],
        "shows": asking.shows,
        "facts": [(it.key, it.standing, it.own) for it in await catalogue.search(guild_id, "")],
        "history": await kept.revisions.history(guild_id),
        "suggestions": await kept.suggestions.waiting(guild_id),
        "gaps": await kept.gaps.all(guild_id),
        "lists": await kept.lists.of_guild(guild_id),
        "settings": await services.settings.load(guild_id),
        "board": await kept.scores.board(guild_id, **board),
        "kept": await kept.people.about_guild(guild_id),
        "said": len(world.said()),
    }


def buttons(message: Any) -> Iterator[tuple[str, str]]:
    for row in message.message.components if message else ():
        for item in row.children:
            if item.custom_id and not item.disabled:
                yield item.label or "", item.custom_id


async def go_on(world: World, result: Any) -> None:
    """Fill in the form that came, and press what leads on, a few times over."""
    for _ in range(3):
        if result.modal:
            names = {it["component"]["custom_id"] for it in result.modal["components"]}
            result = await world.admin.submit_modal(result, {name: FORM.get(name, "") for name in names})
        message = result.followups[-1] if result.followups else result.response
        offered = dict(buttons(message))
        chosen = next((it for it in GO_ON if it in offered), None)
        if chosen is None:
            return
        result = await world.admin.click(message, custom_id=offered[chosen])


def leaves(tree: app_commands.CommandTree) -> set[str]:
    commands = tree.walk_commands()
    return {it.qualified_name for it in commands if isinstance(it, app_commands.Command)}


@pytest.mark.parametrize("seed", range(3))
async def test_no_order_of_commands_in_one_guild_changes_anything_in_another(pair, seed, caplog):
    assert leaves(pair.here.bot.tree) == STEPS.keys() | NEED_SOMETHING_OF_THE_GUILD
    env, before = pair.here.env, await snapshot(pair.there, pair.kept)
    steps = [*STEPS.items(), ("settings review-channel", {"channel": pair.here.channel})]
    steps.append(("settings curators", {"role": pair.here.guild.create_role("Librarians")}))
    random.Random(seed).shuffle(steps)
    seen = set()
    for command, options in steps:
        await env.advance_time(30)
        await go_on(pair.here, await pair.here.admin.slash(pair.here.channel, command, **options))
        after = await snapshot(pair.there, pair.kept)
        assert {name for name in before if before[name] != after[name]} == set(), command
        seen |= {it.act for it in (await pair.kept.revisions.history(pair.here.guild.id))[0]}
    assert Act.ADD in seen
    assert [it.getMessage() for it in caplog.records if it.levelname == "ERROR"] == []
    assert env.errors is not None, "refusals are met"
