"""What Discord sends, as small as discord.py accepts it."""

from __future__ import annotations

import itertools
import time
from typing import Any

Json = dict[str, Any]

DISCORD_EPOCH_MS = 1_420_070_400_000
APPLICATION_ID, BOT_ID, GUILD_ID, CHANNEL_ID, ALICE_ID = "1001", "1001", "2001", "3001", "4001"
MESSAGE_CONTENT_FLAG = 1 << 19  # GATEWAY_MESSAGE_CONTENT_LIMITED
MESSAGE_CONTENT_INTENT = 1 << 15
MEMBER_PERMISSIONS = str((1 << 10) | (1 << 11) | (1 << 14) | (1 << 16) | (1 << 31))

_numbers = itertools.count(1)


def snowflake() -> str:
    """Return a new id that says it was made now."""
    return str((int(time.time() * 1000) - DISCORD_EPOCH_MS) << 22 | next(_numbers) % 4096)


def user(user_id: str, name: str, *, bot: bool = False) -> Json:
    return {
        "id": user_id,
        "username": name,
        "global_name": None,
        "discriminator": "0",
        "avatar": None,
        "bot": bot,
        "flags": 0,
        "public_flags": 0,
    }


BOT = user(BOT_ID, "showbot", bot=True)
ALICE = user(ALICE_ID, "alice")


def application(*, message_content: bool) -> Json:
    return {
        "id": APPLICATION_ID,
        "name": "showbot",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "owner": ALICE,
        "team": None,
        "summary": "",
        "flags": MESSAGE_CONTENT_FLAG if message_content else 0,
    }


def member(of: Json) -> Json:
    return {
        "user": of,
        "roles": [],
        "joined_at": "2025-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": MEMBER_PERMISSIONS,
    }


def channel(channel_id: str = CHANNEL_ID, guild_id: str = GUILD_ID) -> Json:
    return {
        "id": channel_id,
        "type": 0,
        "guild_id": guild_id,
        "name": "general",
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
    }


def guild(guild_id: str = GUILD_ID, channel_ids: tuple[str, ...] = (CHANNEL_ID,)) -> Json:
    everyone = {
        "id": guild_id,
        "name": "@everyone",
        "permissions": MEMBER_PERMISSIONS,
        "position": 0,
        "color": 0,
        "hoist": False,
        "managed": False,
        "mentionable": False,
    }
    return {
        "id": guild_id,
        "name": "fans",
        "icon": None,
        "owner_id": ALICE_ID,
        "unavailable": False,
        "roles": [everyone],
        "emojis": [],
        "stickers": [],
        "features": [],
        "channels": [channel(channel_id, guild_id) for channel_id in channel_ids],
        "threads": [],
        "members": [member(BOT)],
        "member_count": 2,
        "voice_states": [],
        "presences": [],
        "large": False,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "afk_timeout": 300,
        "system_channel_flags": 0,
        "preferred_locale": "en-US",
    }


def message(content: str, author: Json, *, mentions: tuple[Json, ...] = (), **more: Any) -> Json:
    return {
        "id": snowflake(),
        "channel_id": CHANNEL_ID,
        "author": author,
        "content": content,
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": list(mentions),
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "type": 0,
        **more,
    }


def synced(command: Json) -> Json:
    """Return a command as Discord gives it back; those of menus have an empty description."""
    own = {"application_id": APPLICATION_ID, "version": "1", "default_member_permissions": None, "description": ""}
    return {**own, **command, "id": snowflake()}


def slash(command: Json, **options: str) -> Json:
    """Return the interaction of a slash command; `command` as it was synced."""
    values = [{"name": name, "type": 3, "value": value} for name, value in options.items()]
    return interaction(2, {"id": command["id"], "name": command["name"], "type": 1, "options": values})


def interaction(
    kind: int, data: Json, *, user: Json = ALICE, guild_id: str = GUILD_ID, channel_id: str = CHANNEL_ID, **more: Any
) -> Json:
    """Return an interaction of a member with the application."""
    return {
        "id": snowflake(),
        "application_id": APPLICATION_ID,
        "type": kind,
        "token": "interaction-token-" + snowflake(),
        "version": 1,
        "guild_id": guild_id,
        "channel_id": channel_id,
        "channel": channel(channel_id, guild_id),
        "member": member(user),
        "data": data,
        "locale": "en-US",
        "guild_locale": "en-US",
        "app_permissions": MEMBER_PERMISSIONS,
        "entitlements": [],
        "authorizing_integration_owners": {"0": guild_id},
        "context": 0,
        "attachment_size_limit": 10 * 1024 * 1024,
        **more,
    }
