"""What is kept about somebody and about a guild, in words."""

from __future__ import annotations

import discord

from bot.core.retention import GAPS, LEFT_GUILDS, TYPED_ANSWERS
from bot.services.privacy import Kept
from bot.services.privacy_ports import Counts

ABOUT_SOMEBODY = {
    "games": "quizzes that you started or that count your points",
    "answers": "answers to quiz questions",
    "results": "points for answers",
    "accepted_answers": "answers that you had count as a moderator",
    "reports": "questions that you reported or looked at",
    "departed": "notes that you have left a server",
    "revisions": "changes of facts",
    "own_shows": "shows that you made",
    "shows_off": "shows that you switched off",
    "suggestions": "suggestions that you made or decided",
    "question_lists": "question lists that you imported",
}
ABOUT_GUILD = {
    "guild_settings": "settings",
    "games": "quizzes",
    "deals": "lists of their questions",
    "rounds": "rounds",
    "answers": "answers of players",
    "results": "points for answers",
    "asked": "notes when a question was last asked",
    "accepted_answers": "accepted answers",
    "reports": "reported questions",
    "departed": "players who have left",
    "revisions": "changes of facts",
    "own_shows": "shows of its own",
    "shows_off": "shows that are off",
    "suggestions": "suggestions",
    "gaps": "questions without an answer",
    "muted_gaps": "questions that are not about the show",
    "question_lists": "question lists",
}
NOTHING = "Nothing."
NOT_KEPT = "Messages, names, and who asked me what."
POLICY = "What exactly, what for and for how long stands in the privacy policy"
NO_LINK = "the file `PRIVACY.md` that comes with me. Ask whoever runs me."
WHAT_GOES = (
    "Your answers and your part in quizzes are deleted. What your answers earned stays in the sums of past games, "
    "under nobody's name; so do suggestions that you made and changes of facts. Quizzes that you played alone go "
    "altogether. This cannot be undone."
)


def kept_card(kept: Kept, policy_url: str) -> discord.Embed:
    """Return all that is kept about somebody and about the guild where they ask."""
    card = discord.Embed(title="What I keep")
    if kept.guild or kept.here:
        card.add_field(name="About you, here", value=_lines(kept.here, ABOUT_SOMEBODY), inline=False)
    card.add_field(name="About you, in all servers", value=_lines(kept.everywhere, ABOUT_SOMEBODY), inline=False)
    if kept.guild:
        card.add_field(name="About this server", value=_lines(kept.guild, ABOUT_GUILD), inline=False)
    card.add_field(name="Not kept", value=NOT_KEPT, inline=False)
    card.add_field(name="For how long", value=_times(), inline=False)
    link = f": [read it]({policy_url})" if policy_url else f": {NO_LINK}"
    card.add_field(name="More", value=f"{POLICY}{link}\n`/privacy export` · `/privacy delete`", inline=False)
    return card


def deletion_card(kept: Kept, *, is_in_guild: bool) -> discord.Embed:
    """Return what deleting would delete, for somebody to confirm."""
    card = discord.Embed(title="Delete what I keep about you?", description=WHAT_GOES)
    if is_in_guild:
        card.add_field(name="Here", value=_lines(kept.here, ABOUT_SOMEBODY), inline=False)
    return card.add_field(name="In all servers", value=_lines(kept.everywhere, ABOUT_SOMEBODY), inline=False)


def purge_card(kept: Counts) -> discord.Embed:
    """Return what purging a guild would delete, for somebody to confirm."""
    card = discord.Embed(
        title="Delete all that I keep about this server?",
        description="Facts and shows of its own with their history, suggestions, quizzes, points and settings: all "
        "of it goes at once, for everybody, and cannot be brought back. Export the facts first if you want them.",
    )
    return card.add_field(name="What goes", value=_lines(kept, ABOUT_GUILD), inline=False)


def _lines(counts: Counts, words: dict[str, str]) -> str:
    return "\n".join(f"{counts[table]:,} {what}" for table, what in words.items() if counts.get(table)) or NOTHING


def _times() -> str:
    lines = (
        f"Typed answers: {TYPED_ANSWERS.days} days after their quiz",
        f"Questions without an answer: {GAPS.days} days after they were last asked",
        f"All of a server: {LEFT_GUILDS.days} days after I was removed from it",
        "The rest: until it is deleted",
    )
    return "\n".join(lines)
