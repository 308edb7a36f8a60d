"""The card of what a guild has set."""

from __future__ import annotations

import discord

from bot.core.guilds import GuildSettings, Players, QuizDefaults
from bot.discord_ui.text import clean

_EVERYWHERE = "everywhere"


def settings_card(settings: GuildSettings) -> discord.Embed:
    """Return all settings in words."""
    card = discord.Embed(title="Settings")
    fields = {
        "Who starts quizzes": _players(settings.starters, settings),
        "Who stops those of others": _players(settings.stoppers, settings),
        "Where": " ".join(f"<#{channel_id}>" for channel_id in sorted(settings.channel_ids)) or _EVERYWHERE,
        "A quiz, if its starter says nothing else": _defaults(settings.defaults),
        "Pictures": "with podium and leaderboard" if settings.has_pictures else "none",
        "Members who left": "not on leaderboards" if settings.hides_departed else "stay on leaderboards",
        "Days and weeks begin by": clean(settings.time_zone),
        "Who changes facts": _curators(settings),
    }
    for name, value in fields.items():
        card.add_field(name=name, value=value, inline=len(value) < 40)
    return card


def _players(players: Players, settings: GuildSettings) -> str:
    match players:
        case Players.EVERYONE:
            return "everyone"
        case Players.ROLE:
            return f"<@&{settings.quiz_role_id}> and moderators"
        case Players.MODERATORS:
            return "moderators"


def _curators(settings: GuildSettings) -> str:
    roles = " ".join(f"<@&{role_id}>" for role_id in sorted(settings.curator_role_ids))
    return f"{roles} and members who may manage this server" if roles else "members who may manage this server"


def _defaults(defaults: QuizDefaults) -> str:
    questions = f"{defaults.questions} question{'' if defaults.questions == 1 else 's'}"
    seconds = f"{defaults.seconds} s each" if defaults.seconds else "time by length"
    difficulty = defaults.difficulty or "any"
    return f"{questions} · {seconds} · {defaults.style} · difficulty: {difficulty}"
