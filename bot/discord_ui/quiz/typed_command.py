"""`!<show> quiz` typed as a message: start a game, or stop it."""

from __future__ import annotations

import re

import discord

from bot.core.errors import UserError
from bot.discord_ui.actors import author_of
from bot.discord_ui.addressing import Request
from bot.discord_ui.quiz.desk import ONLY_IN_GUILDS, QuizDesk
from bot.discord_ui.quiz.starting import require_permissions, start_game, wish_for
from bot.discord_ui.replies import Reply
from bot.services.hosting import Wish

_QUIZ = re.compile(
    r"quiz(?:\s+(?P<stop>stop))?(?:\s+(?P<questions>\d{1,4}))?(?:\s+(?P<topic>\D.*))?\s*[.!]*", re.IGNORECASE
)


async def quiz_reply(desk: QuizDesk, message: discord.Message, request: Request) -> Reply | None:
    """Return what to say to a message that starts or stops a game, which is then done; None for any other.

    Raises:
        UserError: as the commands `/quiz start` and `/quiz stop` do.
    """
    asked = _QUIZ.fullmatch(request.text)
    if asked is None:
        return None
    if message.guild is None:
        raise UserError(ONLY_IN_GUILDS)
    if asked["stop"]:
        await desk.host.stop(message.channel.id, author_of(message))
        return Reply("The quiz ends here. All points stay.")
    is_thread = isinstance(message.channel, discord.Thread)
    assert isinstance(message.channel, discord.abc.GuildChannel | discord.Thread)
    require_permissions(message.channel.permissions_for(message.guild.me), is_thread=is_thread)
    questions = int(asked["questions"]) if asked["questions"] else None
    shows = (await desk.bases.asking(message.guild.id)).shows
    wish = wish_for(shows, Wish(questions=questions), asked["topic"], request.show_id)
    return Reply(await start_game(desk, message.guild.id, message.channel.id, author_of(message), wish))
