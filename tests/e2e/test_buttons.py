"""Buttons: whose they are, what they do, and that they outlive the bot."""

import discord
import pytest

from bot.services.asking import Asking
from tests.e2e.conftest import make_bot
from tests.e2e.fakes import FakeLibrary
from tests.e2e.shows import ballard, lighthouse

QUESTION = "!ballard who plays harry bosch?"
KNOWN = ballard().facts[0].question


def card(message) -> discord.Embed:
    return message.embeds[0]


async def ask(world, text: str = QUESTION) -> discord.Message:
    await world.alice.send(world.channel, text)
    return world.channel.last_message


def custom_ids(message: discord.Message) -> list[str]:
    return [item.custom_id for row in message.components for item in row.children]


async def test_topic_button_shows_the_topic_to_whoever_presses(world):
    answer = await ask(world)
    for presser in (world.alice, world.bob, world.admin):
        result = await presser.click(answer, label="Cast")
        assert card(result.response).title == "Cast"
        assert result.ephemeral
    assert card(world.said()[0]).title == "Who plays Harry Bosch?"


async def test_overview_has_a_button_for_each_topic(world):
    overview = await ask(world, "!ballard")
    for topic in ballard().topics:
        result = await world.bob.click(overview, custom_id=f"t1:ballard:{topic.id}")
        assert card(result.response).title == topic.title


async def test_asker_deletes_the_answer(world):
    answer = await ask(world)
    await world.alice.click(answer, custom_id=f"d1:{world.alice.id}")
    assert world.said() == []


@pytest.mark.parametrize("who", ["bob", "admin"])
async def test_nobody_else_deletes_it(world, who):
    answer = await ask(world)
    result = await getattr(world, who).click(answer, custom_id=f"d1:{world.alice.id}")
    assert "Only the person who asked" in result.response.content
    assert result.ephemeral
    assert len([message for message in world.said() if message.embeds]) == 1


async def test_asker_deletes_the_answer_to_a_command(world):
    result = await world.alice.slash(world.channel, "ask", question="who plays harry bosch?")
    await world.alice.click(result.response, custom_id=f"d1:{world.alice.id}")
    assert world.said() == []


async def test_asker_deletes_in_a_direct_message(world):
    dana = world.env.create_user("dana")
    await dana.send_dm("who plays harry bosch?")
    await dana.click(dana.dm_channel.last_message, custom_id=f"d1:{dana.id}")
    assert [message.author.id for message in dana.dm_channel.history()] == [dana.id]


async def test_suggestion_becomes_the_answer_in_place(two_shows):
    question_back = await ask(two_shows, "!ballard unsure")
    assert card(question_back).title == "Did you mean …"
    suggestions = [custom_id for custom_id in custom_ids(question_back) if custom_id.startswith("s1:")]
    assert len(suggestions) == 3
    result = await two_shows.alice.click(question_back, custom_id=suggestions[0])
    assert result.response is None or result.response.id == question_back.id
    said = two_shows.said()
    assert len(said) == 1
    assert card(said[0]).title == KNOWN
    assert not any(custom_id.startswith("s1:") for custom_id in custom_ids(said[0]))
    assert f"d1:{two_shows.alice.id}" in custom_ids(said[0])


async def test_suggestions_of_two_shows_name_them(two_shows):
    question_back = await ask(two_shows, f"{two_shows.mention} unsure")
    assert "**1.** Ballard: " in card(question_back).description
    assert "**3.** The Lamp at Low Tide: " in card(question_back).description


async def test_suggestion_is_for_the_asker_alone(two_shows):
    question_back = await ask(two_shows, "!ballard unsure")
    result = await two_shows.bob.click(question_back, custom_id=custom_ids(question_back)[0])
    assert "Only the person who asked" in result.response.content
    assert result.ephemeral
    assert card(two_shows.said()[0]).title == "Did you mean …"


async def test_suggestion_of_a_command_becomes_the_answer_in_place(two_shows):
    result = await two_shows.alice.slash(two_shows.channel, "ask", question="unsure")
    await two_shows.alice.click(result.response, custom_id=custom_ids(result.response.message)[0])
    assert [card(message).title for message in two_shows.said()] == [KNOWN]


async def test_buttons_work_after_a_restart(two_shows):
    answer = await ask(two_shows)
    question_back = await ask(two_shows, "!ballard unsure")
    await two_shows.env.restart_bot(make_bot(Asking(FakeLibrary((ballard(), lighthouse())))))
    result = await two_shows.bob.click(answer, label="Cast")
    assert card(result.response).title == "Cast"
    await two_shows.alice.click(question_back, custom_id=custom_ids(question_back)[0])
    await two_shows.alice.click(answer, custom_id=f"d1:{two_shows.alice.id}")
    assert [card(message).title for message in two_shows.said() if message.embeds] == [KNOWN]


async def test_button_of_a_show_that_is_gone_says_so(two_shows):
    answer = await ask(two_shows, "!lamp cast")
    overview = await ask(two_shows, "!lamp")
    question_back = await ask(two_shows, "!lamp unsure")
    await two_shows.env.restart_bot(make_bot(Asking(FakeLibrary((ballard(),)))))
    result = await two_shows.bob.click(overview, custom_id="t1:lamp:cast")
    assert result.response.content == "I have no such show. I know Ballard."
    assert result.ephemeral
    result = await two_shows.alice.click(question_back, custom_id=custom_ids(question_back)[0])
    assert "from another time" in result.response.content
    await two_shows.alice.click(answer, custom_id=f"d1:{two_shows.alice.id}")


@pytest.mark.parametrize(
    "custom_id",
    [
        "t0:ballard:cast",
        "t1:ballard",
        "t1:ballard:cast:more",
        "s9:1:ballard:cast",
        "d1:",
        "d1:me",
        "d1:1 or 1=1",
        "t1:../x:y",
    ],
)
async def test_custom_id_that_no_button_answers_to_is_told_politely(world, custom_id):
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="old", custom_id=custom_id))
    message = await world.bot.get_channel(world.channel.id).send("from an older version", view=view)
    view.stop()
    result = await world.bob.click(message, custom_id=custom_id)
    assert "from another time" in result.response.content
    assert result.ephemeral


@pytest.mark.parametrize("custom_id", ["t1:ballard:nothing", "t1:nothing:cast", "s1:{bob}:ballard:nothing"])
async def test_forged_id_of_something_that_is_not_there(world, custom_id):
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="forged", custom_id=custom_id.format(bob=world.bob.id)))
    message = await world.bot.get_channel(world.channel.id).send("forged", view=view)
    view.stop()
    result = await world.bob.click(message, label="forged")
    assert result.response.content
    assert result.ephemeral


async def test_member_who_may_not_write_can_press(world):
    silent = world.guild.create_role("Silent")
    carol = world.guild.add_member(world.env.create_user("carol"), roles=[silent])
    hall = world.guild.create_text_channel(
        "hall", overwrites={silent: discord.PermissionOverwrite(send_messages=False, view_channel=True)}
    )
    await world.alice.send(hall, QUESTION)
    result = await carol.click(hall.last_message, label="Cast")
    assert card(result.response).title == "Cast"
    assert result.ephemeral
