"""The guild that the page shows: a channel, an admin and two members."""

from __future__ import annotations

from dataclasses import dataclass

import discord
from simcord import Env, MemberActor
from simcord.builders import ChannelHandle

CHANNEL = "general"
ADMIN = "Robin"
MEMBERS = ("Sam", "Alex")


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the page plays, and the people that can be switched between."""

    channel: ChannelHandle
    admin: MemberActor
    members: tuple[MemberActor, ...]


def set_scene(env: Env, title: str) -> Scene:
    """Make a guild of fans of a show."""
    owner = env.create_user(ADMIN.lower(), global_name=f"{ADMIN} (admin)")
    guild = env.create_guild(f"{title} fans", owner=owner)
    admins = guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    channel = guild.create_text_channel(CHANNEL, topic=f"All about {title}")
    members = [guild.add_member(env.create_user(name.lower(), global_name=name)) for name in MEMBERS]
    return Scene(channel, guild.add_member(owner, roles=[admins]), tuple(members))
