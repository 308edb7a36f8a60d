"""Whatever people type: a short reply or silence, never a ping, a rendered link or a traceback."""

import re

import pytest

from bot.core.knowledge.answering import UNKNOWN_TEXT

ODD = {
    "blank": "   ",
    "newlines": "\n\n\n",
    "emoji": "🎉🎉 👨‍👩‍👧",
    "custom emoji": "<:smile:1234567890>",
    "control": "\x00\x07\x1b[31m",
    "bidi": "\u202e\u2066\u200f",
    "zero width": "\u200b\u200d\ufeff",
    "markdown": "**who** `is` ||this|| ~~man~~ > # -#",
    "code": "```py\nimport os\n```",
    "everyone": "@everyone @here",
    "mentions": "<@1> <@&2> <#3> </ask:4> <t:5> <id:guide>",
    "masked link": "[click](https://evil.example) [x](<https://evil.example>)",
    "link": "https://evil.example/a_b_c",
    "markup injection": "who? [a\nb](https://evil.example) <x:/[click](https://evil.example)>",
    "format": "{0.__class__} %s %(x)s $HOME `id`",
    "sql": "'; DROP TABLE facts; --",
    "rtl": "من يلعب دور بوش؟",
    "cjk": "谁演哈里博斯",
    "surrogates": "\ud800",
    "300": "x" * 300,
}


@pytest.fixture(params=list(ODD.values()), ids=list(ODD))
def odd(request) -> str:
    return request.param


@pytest.fixture
def sendable(odd) -> str:
    """Discord takes no message without a visible character."""
    return odd if odd.strip() else f".{odd}."


def harmless(message, odd: str) -> bool:
    text = message.content + "".join(str(embed.to_dict()) for embed in message.embeds)
    return (
        message.mentions == []
        and not message.mention_everyone
        and "evil.example" not in text
        and "Traceback" not in text
        and "my fault" not in text
        and len(message.content) < 200
    )


async def test_typed_to_the_command(world, odd):
    await world.alice.send(world.channel, f"!ballard {odd}")
    reply = world.channel.last_message
    assert reply.author.id == world.bot.user.id
    assert harmless(reply, odd)


async def test_typed_to_the_mention(world, odd):
    await world.alice.send(world.channel, f"{world.mention} {odd}")
    assert all(harmless(message, odd) for message in world.said())


async def test_typed_in_a_direct_message(world, sendable):
    dana = world.env.create_user("dana")
    await dana.send_dm(sendable)
    assert all(harmless(message, sendable) for message in world.said(dana.dm_channel))


async def test_given_to_a_command(world, odd):
    result = await world.alice.slash(world.channel, "ask", question=odd)
    assert result.ephemeral
    assert harmless(result.response.message, odd)
    result = await world.alice.slash(world.channel, "topic", topic=odd[:100])
    assert result.ephemeral
    assert harmless(result.response.message, odd)
    assert world.env.errors


async def test_menu_of_a_message(world, sendable):
    message = await world.bob.send(world.channel, sendable)
    result = await world.alice.context_menu(world.channel, "Answer this", message)
    assert result.ephemeral
    assert harmless(result.response.message, sendable)
    assert world.env.errors


@pytest.mark.parametrize("length", [301, 1900])
async def test_too_long_a_question(world, length):
    question = "who plays " + "x" * (length - 10)
    await world.alice.send(world.channel, f"!ballard {question}")
    assert world.channel.last_message.content == "That is too long for me: please ask in at most 300 characters."
    message = await world.bob.send(world.channel, question)
    result = await world.alice.context_menu(world.channel, "Answer this", message)
    assert "at most 300 characters" in result.response.content
    assert world.env.errors


async def test_mentions_beside_a_question_do_not_hurt(world):
    await world.alice.send(world.channel, f"{world.bob.mention} {world.mention} <:wave:1234> who plays harry bosch?")
    assert "Titus Welliver" in world.channel.last_message.embeds[0].description


async def test_empty_message_gets_silence(world):
    await world.alice.send(world.channel, "", attachments=[("picture.png", b"x")])
    assert world.said() == []


async def test_unknown_never_repeats_the_question(two_shows):
    await two_shows.alice.send(two_shows.channel, "!lamp is <@1> a [spy](https://evil.example)")
    assert two_shows.channel.last_message.content == UNKNOWN_TEXT


async def test_markup_in_a_pack_reads_as_typed(two_shows):
    await two_shows.alice.send(two_shows.channel, "!lamp what is in the trap?")
    text = two_shows.channel.last_message.embeds[0].description
    assert text.startswith(r"\@everyone \[free\](javascript:x) [nitro](http://e.example) \<\@1\> \</a:2\>")
    await two_shows.alice.send(two_shows.channel, "!lamp what is the boat called?")
    text = two_shows.channel.last_message.embeds[0].description
    assert text.startswith(r"The \_Petrel\_, see [the map](https://maps.example/petrel).")
    assert "[Read the source](https://harbour.example/guide)" in text


async def test_spoiler_is_hidden_until_pressed(two_shows):
    await two_shows.alice.send(two_shows.channel, "!lamp who lit the false lamp?")
    shown = two_shows.channel.last_message.embeds[0]
    assert shown.title is None
    assert re.match(r"\|\|It was Old Tam \\\| the \\\*keeper\\\* himself\.\|\|\n\n\[Read", shown.description)
