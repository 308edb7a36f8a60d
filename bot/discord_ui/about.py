"""Cards about the bot itself: the shows that it knows, what it is and what it keeps."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot import __version__
from bot.core.knowledge.answering import long_date
from bot.core.knowledge.facts import Pack
from bot.discord_ui.cards import Manner, accent, freshness
from bot.discord_ui.text import clean, clean_prose, cut

MAX_SHOWS = 12
MAX_TITLE_CHARS = 100
MAX_SUMMARY_CHARS = 240
MAX_OFF_CHARS = 400

PRIVACY = (
    "I answer and forget: no names are kept, nor who asked what. `/privacy show` tells what is kept of quizzes, "
    "suggestions and questions without an answer, and `/privacy delete` deletes what is yours."
)
READS = "`{prefix}<show>`, mentions, direct messages, slash commands, buttons and the message menu all work."
READS_NOT = (
    "I may not read messages here (the Message Content intent is off), so `{prefix}<show>` does not work. "
    "Everything else does: mention me, write to me directly, use slash commands, buttons or the message menu."
)


def shows_card(shows: Sequence[Pack], manner: Manner, off: Sequence[Pack] = ()) -> discord.Embed:
    """Return the shows that the bot knows, each with its command, and the titles of those that are switched off."""
    card = discord.Embed(title="Shows I know", colour=accent(shows[0].id) if shows else None)
    for show in shows[:MAX_SHOWS]:
        command = f"`{manner.prefix}{show.id}` · " if manner.reads_messages else ""
        value = f"{cut(clean_prose(show.summary), MAX_SUMMARY_CHARS)}\n{command}{freshness(show)}"
        card.add_field(name=cut(clean(show.title), MAX_TITLE_CHARS), value=value, inline=False)
    if len(shows) > MAX_SHOWS:
        card.set_footer(text=f"and {len(shows) - MAX_SHOWS} more")
    if off:
        titles = ", ".join(cut(clean(show.title), MAX_TITLE_CHARS) for show in off[:MAX_SHOWS])
        card.add_field(name="Switched off here", value=cut(titles, MAX_OFF_CHARS), inline=False)
    return card


def about_card(shows: Sequence[Pack], manner: Manner, privacy_url: str) -> discord.Embed:
    """Return what the bot is, how it may be asked here, what its facts rest on, and what it keeps."""
    mode = (READS if manner.reads_messages else READS_NOT).format(prefix=manner.prefix)
    link = f" [Privacy policy]({privacy_url})" if privacy_url else ""
    card = discord.Embed(
        title="About this bot",
        description="I answer questions about TV shows from facts that people wrote down, each with its source and "
        "date. When I am not sure I ask back, and when I don't know I say so.",
        colour=accent(shows[0].id) if shows else None,
    )
    card.add_field(name="Shows", value=_shows_and_sources(shows), inline=False)
    card.add_field(name="How I can be asked", value=mode, inline=False)
    card.add_field(name="Privacy", value=f"{PRIVACY}{link}", inline=False)
    return card.set_footer(text=f"Version {__version__}")


def _shows_and_sources(shows: Sequence[Pack]) -> str:
    lines = [f"**{cut(clean(show.title), MAX_TITLE_CHARS)}**: {_source_dates(show)}" for show in shows[:MAX_SHOWS]]
    return cut("\n".join(lines), 1000) or "None are loaded."


def _source_dates(show: Pack) -> str:
    dates = sorted(source.date for source in show.sources)
    if not dates:
        return "no sources"
    span = long_date(dates[0]) if dates[0] == dates[-1] else f"{long_date(dates[0])} to {long_date(dates[-1])}"
    return f"{len(dates)} source{'s' if len(dates) > 1 else ''}, {span}"
