"""What comes with a reply besides the answer: buttons for suggestions, and a note of what had no answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bot.discord_ui.errors import nobody, reporting
from bot.discord_ui.ideas.desk import IdeasDesk
from bot.discord_ui.ideas.suggestion_buttons import SuggestButton, WrongButton
from bot.discord_ui.replies import Button, Reply


class FollowUps:
    """Adds to replies in guilds where the bot is a member; elsewhere they stay as they are.

    Nothing here may keep an answer back: what goes wrong is reported, and nobody is told.
    """

    def __init__(self, desk: IdeasDesk, is_member: Callable[[int], bool]) -> None:
        self._desk = desk
        self._is_member = is_member
        self._tasks: set[asyncio.Task[None]] = set()

    async def offer(self, reply: Reply, guild_id: int | None) -> Reply:
        """Return a reply with the button for what its reader may know better, where curators would see that."""
        button = _button(reply)
        if button is None or guild_id is None or not self._is_member(guild_id):
            return reply
        async with reporting("offer of a suggestion", nobody):
            if await self._desk.suggesting.review_channel(guild_id) is not None:
                return replace(reply, buttons=[*reply.buttons, button])
        return reply

    def note(self, reply: Reply, guild_id: int | None) -> None:
        """Keep the question of a reply that has been sent, if it had no answer, while nobody waits for that."""
        if reply.unanswered is None or guild_id is None or not self._is_member(guild_id):
            return
        task = asyncio.create_task(self._log(guild_id, *reply.unanswered))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settle(self) -> None:
        """Wait until all that was noted is kept."""
        await asyncio.gather(*self._tasks)

    async def _log(self, guild_id: int, question: str, show_id: str) -> None:
        async with reporting("log of a gap", nobody):
            await self._desk.gaps.log(guild_id, question, show_id)


def _button(reply: Reply) -> Button | None:
    if reply.unanswered is not None:
        question, show_id = reply.unanswered
        return SuggestButton(show_id, question)
    return WrongButton(*reply.answered_by) if reply.answered_by else None
