"""What is kept about somebody and about a guild, in words."""

from __future__ import annotations

import discord

from bot.core.retention import GAPS, LEFT_GUILDS, TYPED_ANSWERS
from bot.services.privacy import Kept
from bot.services.privacy_ports import Counts

ABOUT_SOMEBODY = {
    "games": "Quizzes that you started or got points in",
    "answers": "Answers to quiz questions",
    "results": "Results of answers",
    "accepted_answers": "Answers that you had count as a moderator",
    "reports": "Questions that you reported or looked at",
    "departed": "Servers that you have left",
    "revisions": "Changes of facts",
    "own_shows": "Shows that you made",
    "shows_off": "Shows that you switched off",
    "suggestions": "Suggestions that you made or decided",
    "question_lists": "Question lists that you imported",
}
ABOUT_GUILD = {
    "guild_settings": "Settings",
    "games": "Quizzes",
    "deals": "Quizzes whose questions are kept",
    "rounds": "Rounds of quizzes",
    "answers": "Answers of players",
    "results": "Results of answers",
    "asked": "Questions, with when they were last asked",
    "accepted_answers": "Accepted answers",
    "reports": "Reported questions",
    "departed": "Players who have left",
    "revisions": "Changes of facts",
    "own_shows": "Shows of its own",
    "shows_off": "Shows that are off",
    "suggestions": "Suggestions",
    "gaps": "Questions without an answer",
    "muted_gaps": "Questions that are not about the show",
    "question_lists": "Question lists",
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
    return "\n".join(f"{what}: {counts[table]:,}" for table, what in words.items() if counts.get(table)) or NOTHING


def _times() -> str:
    lines = (
        f"Typed answers: {TYPED_ANSWERS.days} days after their quiz",
        f"Questions without an answer: {GAPS.days} days after they were last asked",
        f"All of a server: {LEFT_GUILDS.days} days after I was removed from it",
        "The rest: until it is deleted",
    )
    return "\n".join(lines)
