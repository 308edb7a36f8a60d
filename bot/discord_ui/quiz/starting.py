"""Starting a game from a command, a button or a message: what may be wrong, and what everybody is told."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.core.errors import ChannelTaken, UserError
from bot.core.guilds import Actor
from bot.core.knowledge.facts import Pack
from bot.core.quiz.game import Game
from bot.discord_ui.actors import actor_of, guild_of
from bot.discord_ui.delivery import respond
from bot.discord_ui.naming import show_of, topic_of
from bot.discord_ui.quiz.desk import ONLY_IN_GUILDS, Interaction, QuizDesk
from bot.discord_ui.replies import Reply
from bot.discord_ui.text import clean, counted, plain
from bot.services.hosting import Wish
from bot.services.question_lists import NO_LIST

# What a game needs in its channel, and what Discord calls it in the channel's settings.
NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
}
_IN_THREADS = {"send_messages": ("send_messages_in_threads", "Send Messages in Threads")}


def missing_permissions(permissions: discord.Permissions, *, is_thread: bool) -> list[str]:
    """Return what the bot may not do in a channel and a game needs, as Discord's settings call it."""
    needed = [_IN_THREADS.get(flag, (flag, name)) if is_thread else (flag, name) for flag, name in NEEDED.items()]
    return [name for flag, name in needed if not getattr(permissions, flag)]


def require_permissions(permissions: discord.Permissions, *, is_thread: bool) -> None:
    """Raise UserError naming the permissions that the bot lacks for a game."""
    missing = missing_permissions(permissions, is_thread=is_thread)
    if missing:
        raise UserError(f"I cannot hold a quiz in this channel. I need the permission {' and '.join(missing)} here.")


def wish_for(shows: tuple[Pack, ...], wish: Wish, topic: str | None, show: str | None) -> Wish:
    """Return a wish with its show and topic found by their names. Raises UserError for names that there are not."""
    if topic is not None:
        pack, found = topic_of(shows, topic, show)
        return replace(wish, show_id=pack.id, topic_id=found.id)
    return replace(wish, show_id=show_of(shows, show).id) if show is not None else wish


async def list_wish(desk: QuizDesk, guild_id: int, wish: Wish, name: str) -> Wish:
    """Return a wish for questions of the guild's list of this id or title. Raises UserError where it has none."""
    if wish.show_id or wish.topic_id:
        raise UserError("A question list has no show and no topic: please choose one or the other.")
    wanted = plain(name).casefold()
    for kept in await desk.bank.lists.of_guild(guild_id):
        if wanted in (kept.heading.id, plain(kept.heading.title).casefold()):
            return replace(wish, list_id=kept.heading.id)
    raise UserError(NO_LIST)


async def begin(desk: QuizDesk, interaction: Interaction, wish: Wish) -> None:
    """Start a game in the channel of an interaction, and announce it there. Raises UserError as `start_game` does."""
    guild_id, channel_id = guild_of(interaction, ONLY_IN_GUILDS), interaction.channel_id or 0
    require_permissions(interaction.app_permissions, is_thread=isinstance(interaction.channel, discord.Thread))
    await respond(interaction, Reply(await start_game(desk, guild_id, channel_id, actor_of(interaction), wish)))


async def start_game(desk: QuizDesk, guild_id: int, channel_id: int, actor: Actor, wish: Wish) -> str:
    """Start a game and return the line that announces it.

    Raises:
        UserError: as `QuizHost.start` does; where a game runs already it links to that.
    """
    try:
        game = await desk.host.start(guild_id, channel_id, actor, wish)
    except ChannelTaken:
        raise ChannelTaken(_where(desk.host.running_in(channel_id))) from None
    titles = ", ".join(sorted({clean(it.question.show_title) for it in game.deal}))
    wanted = wish.over((await desk.host.settings(guild_id)).defaults).questions
    count = len(game.deal)
    fewer = f" I have no more than {count} for that." if count < wanted else ""
    return f"A quiz about {titles}: {counted(count, 'question')}.{fewer}"


def _where(game: Game | None) -> str:
    if game is None or game.round.asked_in is None:
        return "A quiz is about to start in this channel already."
    link = f"https://discord.com/channels/{game.guild_id}/{game.channel_id}/{game.round.asked_in}"
    return f"A quiz is running in this channel already: {link}"
