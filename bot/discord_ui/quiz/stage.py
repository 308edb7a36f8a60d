"""Shows games in their channels, by ordinary messages: the answer to a command can be edited for 15 minutes only."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

from bot.core.errors import StageLost
from bot.core.quiz.game import Ending, Game
from bot.discord_ui.delivery import content_of, twice
from bot.discord_ui.quiz import cards
from bot.discord_ui.quiz.buttons import ending_buttons, question_buttons, reveal_buttons
from bot.discord_ui.quiz.podium import PodiumPictures
from bot.discord_ui.quiz.starting import missing_permissions
from bot.discord_ui.replies import Reply

log = logging.getLogger(__name__)

WAITS_S = (2.0, 5.0, 15.0)
_LOST = (discord.Forbidden, discord.NotFound)
_T = TypeVar("_T")


class ChannelStage:
    """Posts the messages of games.

    Args:
        podiums: Draws how a game ended, where its guild wants pictures.
    """

    def __init__(self, client: discord.Client, podiums: PodiumPictures) -> None:
        self._client = client
        self._podiums = podiums

    async def ask(self, game: Game) -> int:
        """Post the open question."""
        return await self._post(game, "ask", Reply(card=cards.question_card(game), buttons=question_buttons(game)))

    async def reveal(self, game: Game) -> int:
        """Post how the round went, and take the buttons off the question."""
        text = cards.next_line(game)
        message_id = await self._post(game, "reveal", Reply(text, cards.reveal_card(game), reveal_buttons(game)))
        await self._close_question(game)
        return message_id

    async def finish(self, game: Game) -> None:
        """Post how the game ended."""
        picture = await self._podiums.of(game)
        card = cards.podium_card(game).set_image(url=picture.url if picture else None)
        buttons = [] if game.ending is Ending.LOST else ending_buttons(game)
        await self._post(game, "end", Reply(card=card, buttons=buttons, picture=picture))

    async def _post(self, game: Game, step: str, reply: Reply) -> int:
        """Send a message once, however often it is tried: Discord drops what comes again with the same nonce."""
        nonce = f"{game.id}.{game.round.number}.{step}"
        channel = self._client.get_partial_messageable(game.channel_id, guild_id=game.guild_id)
        self._require(game.channel_id)
        message = await _patiently(lambda: channel.send(**content_of(reply), nonce=nonce))
        return message.id

    def _require(self, channel_id: int) -> None:
        """Raise StageLost where the bot is known not to be able to post: a refusal by Discord is worth avoiding."""
        channel = self._client.get_channel(channel_id)
        if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            permissions = channel.permissions_for(channel.guild.me)
            if missing := missing_permissions(permissions, is_thread=isinstance(channel, discord.Thread)):
                raise StageLost(f"permissions are missing: {', '.join(missing)}")

    async def _close_question(self, game: Game) -> None:
        """Take the buttons off; a question that is gone needs it no more."""
        if game.round.asked_in is None:
            return
        channel = self._client.get_partial_messageable(game.channel_id, guild_id=game.guild_id)
        try:
            await twice(lambda: channel.get_partial_message(game.round.asked_in or 0).edit(view=None))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.info("the buttons of quiz %s stay: %s", game.id, type(error).__name__)


async def _patiently(send: Callable[[], Awaitable[_T]]) -> _T:
    """Send, again after a while when Discord is not well. Raises StageLost when it says no, or stays unwell."""
    for wait_s in (*WAITS_S, None):
        try:
            return await twice(send, repeats_503=True)
        except _LOST as error:
            raise StageLost(str(error)) from error
        except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as error:
            if wait_s is None:
                raise StageLost(str(error)) from error
            log.warning("a quiz message is late: %s", error)
            await asyncio.sleep(wait_s)
    raise AssertionError("the last try returns or raises")
