"""From a question without an answer to its answer, with every part as it is put together for Discord."""

from tests.e2e.conftest import World, make_bot, simulated
from tests.e2e.ideas_fakes import answering
from tests.e2e.quiz_play import shown
from tests.e2e.shows import ballard
from tests.fakes import fake_storage

QUESTION = "what is painted on the pier"


async def ask(world: World, who, channel, question: str = QUESTION) -> str:
    await who.send(channel, f"!ballard {question}")
    await world.bot.follow_ups.settle()
    return shown(world.said(channel)[-1])


async def test_a_gap_becomes_a_fact_that_answers_it_and_is_undone():
    kept = fake_storage()
    async with simulated(make_bot(answering((ballard(),)), kept=kept)) as env:
        world = World.of(env)
        elsewhere = env.create_guild("Elsewhere")
        hall = elsewhere.create_text_channel("hall")
        dana = elsewhere.add_member(env.create_user("dana"))
        assert "I don't know" in await ask(world, world.alice, world.channel)
        assert "I don't know" in await ask(world, world.bob, world.channel, "whats painted on the pier?")
        listed = await world.admin.slash(world.channel, "facts gaps")
        assert "pier" in shown(listed.response)
        previewed = await world.admin.slash(
            *(world.channel, "facts add"),
            question="What is painted on the pier?",
            answer="A mural of a gull is painted on the pier.",
            source="The fan club's notes",
        )
        saved = await world.admin.click(previewed.response, label="Save")
        assert "2 questions that had no answer before" in shown(saved.response or previewed.response)
        assert "mural of a gull" in await ask(world, world.alice, world.channel)
        assert "I don't know" in await ask(world, dana, hall)
        assert (await kept.gaps.top(world.guild.id, 0)).total == 0
        history = await world.admin.slash(world.channel, "facts history")
        assert "added" in shown(history.response)
        asked = await world.admin.click(history.response, label="Undo 1")
        await world.admin.click(asked.response, label="Undo it")
        assert "I don't know" in await ask(world, world.alice, world.channel)
