"""Questions that people type, by command, by mention and in direct messages."""

import discord
import pytest

from bot.bootstrap import build_asking
from bot.core.knowledge.answering import UNKNOWN_TEXT
from tests.e2e.conftest import World, make_bot, simulated
from tests.e2e.shows import FACTS


def card(message: discord.Message | None) -> discord.Embed:
    assert message is not None
    assert len(message.embeds) == 1
    return message.embeds[0]


def labels(message: discord.Message) -> list[str]:
    return [item.label or str(item.emoji) for row in message.components for item in row.children]


async def test_the_shipped_bot_answers_and_knows_what_it_does_not_know():
    async with simulated(make_bot(build_asking(FACTS))) as env:
        world = World.of(env)
        await world.alice.send(world.channel, "!ballard who plays harry bosch?")
        assert "Titus Welliver" in card(world.channel.last_message).description
        await world.alice.send(world.channel, "!ballard who composed the music?")
        assert world.channel.last_message.content.startswith("I don't know")


async def test_bare_command_shows_the_overview(world):
    asked = await world.alice.send(world.channel, "!ballard")
    reply = world.channel.last_message
    shown = card(reply)
    assert shown.title == "Ballard"
    assert "cold case unit" in shown.description
    assert "`cast`" in shown.fields[1].value
    assert "!ballard" in shown.fields[2].value
    assert "Cast" in labels(reply)
    assert reply.reference.message_id == asked.id
    assert world.alice.id not in [user.id for user in reply.mentions]


@pytest.mark.parametrize("topic", ["cast", "CAST", "actors", "Cast?", "  cast  "])
async def test_topic_word_shows_the_topic(world, topic):
    await world.alice.send(world.channel, f"!ballard {topic}")
    shown = card(world.channel.last_message)
    assert shown.title == "Cast"
    assert "Titus Welliver" in shown.description
    assert "As of 4 October 2025" in shown.footer.text


@pytest.mark.parametrize(
    "text",
    [
        "!ballard who plays harry bosch?",
        "!BALLARD Who plays Harry Bosch",
        "!ballard\nwho plays harry bosch?",
        "!ballard, who plays harry bosch?",
        "!ballard: who plays\nharry bosch?",
        "<@{me}> who plays harry bosch?",
        "<@!{me}> who plays harry bosch?",
        "who plays harry bosch? <@{me}>",
    ],
)
async def test_question_is_answered_with_source_and_date(world, text):
    await world.alice.send(world.channel, text.format(me=world.bot.user.id))
    shown = card(world.channel.last_message)
    assert shown.title == "Who plays Harry Bosch?"
    assert "Titus Welliver" in shown.description
    assert shown.footer.text.startswith("Source: ")
    assert "As of 4 October 2025" in shown.footer.text
    assert shown.author.name == "Ballard"
    assert labels(world.channel.last_message)[-1] == "🗑️"
    assert 2 <= len(labels(world.channel.last_message)) <= 4


@pytest.mark.parametrize(
    "text",
    [
        "!other cast",
        "!ballardx cast",
        "!ballard_cast",
        "!ballardé",
        "!ballard-2 cast",
        "! ballard cast",
        "!",
        "ballard cast",
        "who plays harry bosch?",
        "@everyone who plays harry bosch?",
        "@here who plays harry bosch?",
        "<@12345> who plays harry bosch?",
        "<#{me}> who plays harry bosch?",
    ],
)
async def test_what_is_not_for_the_bot_gets_silence(world, text):
    await world.alice.send(world.channel, text.format(me=world.bot.user.id))
    assert world.said() == []


async def test_role_mention_gets_silence(world):
    role = next(iter(world.guild.roles.values()))
    await world.alice.send(world.channel, f"{role.mention} who plays harry bosch?")
    assert world.said() == []


async def test_mention_in_a_reply_to_somebody_else_gets_silence(world):
    remark = await world.bob.send(world.channel, "I wonder who plays Bosch")
    await world.alice.send(world.channel, f"{world.mention} who plays harry bosch?", reply_to=remark)
    assert world.said() == []


async def test_pinging_reply_to_the_bot_without_its_mention_gets_silence(world):
    await world.alice.send(world.channel, "!ballard cast")
    answer = world.channel.last_message
    await world.bob.send(world.channel, "great, thanks", reply_to=answer)
    assert world.channel.last_message.content == "great, thanks"


async def test_mention_in_a_reply_to_the_bot_is_answered(world):
    await world.alice.send(world.channel, "!ballard cast")
    answer = world.channel.last_message
    await world.bob.send(world.channel, f"{world.mention} who plays harry bosch?", reply_to=answer)
    assert card(world.channel.last_message).title == "Who plays Harry Bosch?"


@pytest.mark.parametrize(
    "text", ["{mention}", "{mention} ?", "{mention} 🎉", "{mention} ballard", "{mention} Ballard!"]
)
async def test_mention_without_a_question_shows_the_overview(world, text):
    await world.alice.send(world.channel, text.format(mention=world.mention))
    assert card(world.channel.last_message).title == "Ballard"


async def test_direct_message_needs_no_command(world):
    dana = world.env.create_user("dana")
    await dana.send_dm("who plays harry bosch?")
    assert "Titus Welliver" in card(dana.dm_channel.last_message).description
    await dana.send_dm("!ballard cast")
    assert card(dana.dm_channel.last_message).title == "Cast"


async def test_admin_is_answered_like_everybody(world):
    await world.admin.send(world.channel, "!ballard who plays harry bosch?")
    assert "Titus Welliver" in card(world.channel.last_message).description


async def test_bots_and_webhooks_get_silence(world):
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    webhook = world.guild.create_webhook(world.channel)
    for text in ("!ballard", "!ballard cast", f"{world.mention} who plays harry bosch?"):
        await robot.send(world.channel, text)
        await webhook.send(text)
    assert world.said() == []


async def test_own_messages_get_silence(world):
    await world.bot.get_channel(world.channel.id).send("!ballard cast")
    await world.env.settle()
    assert len(world.said()) == 1


async def test_unknown_is_one_line_without_card_or_buttons(world):
    await world.alice.send(world.channel, "!ballard how do I fix a bicycle tyre")
    reply = world.channel.last_message
    assert reply.content.startswith("I don't know")
    assert "\n" not in reply.content
    assert reply.embeds == []
    assert reply.components == []


async def test_what_is_missing_is_named(two_shows):
    await two_shows.alice.send(two_shows.channel, "!lamp director")
    assert two_shows.channel.last_message.content == "I don't know who directed it."


async def test_two_shows_are_two_commands(two_shows):
    await two_shows.alice.send(two_shows.channel, "!lamp cast")
    assert "Ines Ferro" in card(two_shows.channel.last_message).description
    await two_shows.alice.send(two_shows.channel, "!ballard cast")
    assert "Titus Welliver" in card(two_shows.channel.last_message).description


async def test_command_narrows_to_its_show(two_shows):
    await two_shows.alice.send(two_shows.channel, "!lamp who plays harry bosch?")
    assert two_shows.channel.last_message.content == UNKNOWN_TEXT


async def test_mention_asks_all_shows(two_shows):
    await two_shows.alice.send(two_shows.channel, f"{two_shows.mention} who plays the keeper?")
    assert card(two_shows.channel.last_message).author.name == "The Lamp at Low Tide"
    await two_shows.alice.send(two_shows.channel, f"{two_shows.mention}")
    assert [field.name for field in card(two_shows.channel.last_message).fields] == ["Ballard", "The Lamp at Low Tide"]
    await two_shows.alice.send(two_shows.channel, f"{two_shows.mention} low tide")
    assert card(two_shows.channel.last_message).title == "The Lamp at Low Tide"


async def test_two_questions_of_two_shows_name_each_show(two_shows):
    await two_shows.alice.send(two_shows.channel, f"{two_shows.mention} who plays the keeper? who plays harry bosch?")
    text = card(two_shows.channel.last_message).description
    assert "**Ballard**\nTitus Welliver" in text
    assert "**The Lamp at Low Tide**\nInes Ferro" in text


async def test_too_many_questions_are_refused_once_and_forgiven_later(world):
    for _ in range(8):
        await world.alice.send(world.channel, "!ballard cast")
    said = world.said()
    assert [bool(message.embeds) for message in said] == [True] * 5 + [False]
    assert "Slow down" in said[-1].content
    await world.bob.send(world.channel, "!ballard cast")
    assert card(world.channel.last_message).title == "Cast"
    await world.env.advance_time(16)
    await world.alice.send(world.channel, "!ballard cast")
    assert card(world.channel.last_message).title == "Cast"


async def test_without_the_intent_only_the_command_is_lost(blind, caplog):
    await blind.alice.send(blind.channel, "!ballard cast")
    await blind.alice.send(blind.channel, "who plays harry bosch?")
    assert blind.said() == []
    await blind.alice.send(blind.channel, f"{blind.mention} who plays harry bosch?")
    assert "Titus Welliver" in card(blind.channel.last_message).description
    dana = blind.env.create_user("dana")
    await dana.send_dm("who plays harry bosch?")
    assert "Titus Welliver" in card(dana.dm_channel.last_message).description
    result = await blind.bob.slash(blind.channel, "ask", question="who plays harry bosch?")
    assert "Titus Welliver" in result.response.embeds[0].description
    about = await blind.bob.slash(blind.channel, "about")
    assert "Message Content intent is off" in about.response.embeds[0].fields[1].value
    await blind.alice.send(blind.channel, blind.mention)
    assert "!ballard" not in str(card(blind.channel.last_message).to_dict())
