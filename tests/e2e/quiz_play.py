"""Playing quizzes in tests: what is shown, what can be pressed, and what somebody is told."""

import discord

from bot.core.quiz.game import Game
from bot.core.quiz.question import Question
from tests.e2e.conftest import World

SECONDS = 20


def shown(message: discord.Message) -> str:
    """All that a message shows, its buttons left out."""
    parts = [message.content]
    for card in message.embeds:
        parts += [card.author.name or "", card.title or "", card.description or "", card.footer.text or ""]
        parts += [f"{field.name} {field.value}" for field in card.fields]
    return "\n".join(parts)


def custom_ids(message: discord.Message) -> list[str]:
    return [item.custom_id for row in message.components for item in row.children]


def buttons(message: discord.Message, press: str) -> dict[str, str]:
    """Labels and custom ids of the buttons for something."""
    items = [item for row in message.components for item in row.children]
    return {item.label: item.custom_id for item in items if item.custom_id.startswith(f"q1:{press}:")}


async def start(world: World, who=None, **options) -> discord.Message:
    """Start a game and return its first question."""
    await (who or world.alice).slash(world.channel, "quiz start", **{"seconds": SECONDS, **options})
    return world.said()[-1]


def told(world: World, result, *, is_private: bool = True) -> str:
    """What somebody reads after a press or a command; errors that were told are met."""
    answer = result.followups[-1] if result.followups else result.response
    assert answer.ephemeral is is_private
    assert world.env.errors is not None
    return shown(answer)


def running(world: World) -> Game:
    """The game in the channel, as nobody in Discord can see it."""
    return world.bot.desk.host.game_in(world.channel.id)


def question_of(world: World) -> Question:
    return running(world).dealt.question


def option(world: World, message: discord.Message, *, is_right: bool = True) -> str:
    """Return the custom id of a right or a wrong option."""
    game = running(world)
    answer = game.dealt.question.answer
    place = next(place for place, text in enumerate(game.dealt.options) if (text == answer) is is_right)
    return list(buttons(message, "option").values())[place]
