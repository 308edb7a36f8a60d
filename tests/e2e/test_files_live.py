"""What a file brings answers at once, in its guild and in no other."""

from collections.abc import AsyncIterator

import pytest

from tests.e2e.conftest import World, make_bot, simulated
from tests.e2e.quiz_play import shown
from tests.e2e.test_files import HEAD, applied, press
from tests.e2e.test_guild_bases import asking
from tests.fakes import fake_storage
from tests.packs.libraries import MOONMILK, pack

MUG = HEAD + "- {id: mug, topic: cast, question: Which mug stands on the desk?, text: A chipped mug., source: paper}\n"


@pytest.fixture
async def clubs() -> AsyncIterator[tuple[World, World]]:
    async with simulated(make_bot(asking(), kept=fake_storage())) as env:
        yield World.of(env), World.of(env)


async def answer(world: World, question: str) -> str:
    before = len(world.said())
    await world.alice.send(world.channel, question)
    return "\n".join(map(shown, world.said()[before:]))


async def test_an_imported_fact_answers_in_the_next_message_until_it_is_undone(clubs):
    here, there = clubs
    card = await applied(here, MUG)
    assert "A chipped mug." in await answer(here, "!ballard which mug stands on the desk?")
    assert "A chipped mug." not in await answer(there, "!ballard which mug stands on the desk?")
    await press(here, card, "Undo")
    assert "A chipped mug." not in await answer(here, "!ballard which mug stands on the desk?")


async def test_a_show_that_came_in_a_file_answers_as_the_pack_does(clubs):
    here, there = clubs
    await applied(here, MOONMILK.read_bytes())
    asked = [fact for fact in pack(MOONMILK).facts if not fact.quotation]
    for fact in asked[:: len(asked) // 4]:
        assert plain(fact.text)[:40] in plain(await answer(here, f"!moonmilk {fact.question}"))
    assert await answer(there, "!moonmilk") == ""


def plain(text: str) -> str:
    return " ".join(text.replace("\\", "").split())
