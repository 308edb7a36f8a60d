"""How replies reach Discord: as a reply to a message, as the answer to an interaction, or as an edit in place.

discord.py repeats requests after most faults of Discord's, but not after 503 and, on Linux, not after a dropped
connection (its http.py); `twice` adds one try where a repetition can do no harm.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
import discord

from bot.discord_ui.refusals import Refusals
from bot.discord_ui.replies import Reply, as_text, view_of

RETRY_AFTER_S = 0.5
_SERVICE_UNAVAILABLE = 503

AnyInteraction = discord.Interaction[Any]
_T = TypeVar("_T")


async def twice(send: Callable[[], Awaitable[_T]], *, repeats_503: bool = False, wait_s: float = RETRY_AFTER_S) -> _T:
    """Send, and once more after a dropped connection or, if asked, a 503.

    Only for what Discord drops when it comes twice.
    """
    try:
        return await send()
    except (aiohttp.ClientConnectionError, ConnectionError, TimeoutError):
        pass
    except discord.HTTPException as error:
        if not repeats_503 or error.status != _SERVICE_UNAVAILABLE:
            raise
    await asyncio.sleep(wait_s)
    return await send()


async def reply_to(message: discord.Message, reply: Reply, refusals: Refusals) -> None:
    """Reply to a message without pinging its author, or stay silent where the bot may not write.

    The nonce is the message's id: Discord drops a second reply to the same message, whoever sends it.
    """
    permissions = refusals.permissions_in(message.channel)
    if not permissions.send_messages:
        return
    content = content_of(
        reply if permissions.embed_links else dataclasses.replace(reply, text=as_text(reply), card=None)
    )
    if permissions.read_message_history:
        content["reference"] = message.to_reference(fail_if_not_exists=False)
    try:
        await twice(lambda: message.channel.send(**content, mention_author=False, nonce=message.id), repeats_503=True)
    except discord.Forbidden:
        refusals.remember(message.channel.id)
        raise


async def respond(interaction: AnyInteraction, reply: Reply) -> None:
    """Answer an interaction, by a follow-up when it has been answered before.

    A repetition is harmless: Discord refuses a second answer with 40060, which counts as delivered.
    """
    is_private = reply.is_private
    if interaction.response.is_done():
        await interaction.followup.send(**content_of(reply), ephemeral=is_private)
    else:
        await twice(lambda: interaction.response.send_message(**content_of(reply), ephemeral=is_private))


async def show_instead(interaction: AnyInteraction, reply: Reply) -> None:
    """Turn the message that was pressed into another one, also after the press was deferred."""
    is_deferred = interaction.response.is_done()
    edit = interaction.edit_original_response if is_deferred else interaction.response.edit_message
    await twice(lambda: edit(**_whole_content(reply)))


async def tell(interaction: AnyInteraction, text: str) -> None:
    """Say one line to whoever used a command or a button, and to nobody else."""
    await respond(interaction, Reply(text, is_private=True))


def content_of(reply: Reply) -> dict[str, Any]:
    """Return what to send; for one sending only, since that closes the file."""
    content: dict[str, Any] = {"content": reply.text or None, "embeds": reply.cards or None}
    if reply.buttons:
        content["view"] = view_of(reply.buttons)
    if attachments := reply.attachments:
        content["files"] = attachments
    return {key: value for key, value in content.items() if value is not None}


def _whole_content(reply: Reply) -> dict[str, Any]:
    """Return what a message is to become, with nothing left of what it was."""
    return {
        "content": reply.text or None,
        "embeds": reply.cards,
        "view": view_of(reply.buttons),
        "attachments": reply.attachments,
    }
