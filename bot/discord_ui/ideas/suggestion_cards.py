"""Suggestions as curators see them, and as whoever made them does."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.core.curation.suggestions import Suggestion, Verdict
from bot.core.knowledge.answering import Entry, fact_text
from bot.discord_ui.cards import accent
from bot.discord_ui.text import clean, cut, mention

NONE_OF_YOURS = "You have suggested nothing here yet. `/suggest fact` opens the form."
_FIELD_CHARS = 1000
_BODY_CHARS = 1600
_MINE_CHARS, _LINE_CHARS = 100, 200
_SIGNS = {Verdict.OPEN: "⏳", Verdict.APPROVED: "✅", Verdict.REJECTED: "❌"}
_OUTCOMES = {Verdict.OPEN: "waits for a curator", Verdict.APPROVED: "approved", Verdict.REJECTED: "rejected"}


def review_card(suggestion: Suggestion, entry: Entry | None, *, answers: int = 0) -> discord.Embed:
    """Return what curators see of a suggestion, open or decided.

    Args:
        entry: The fact that it says is wrong, as it is now; None for a new one, and where it is gone.
        answers: How often questions were asked before that it answers now.
    """
    draft = suggestion.draft
    title = "An answer is wrong" if suggestion.fact_id else "Suggested fact"
    card = discord.Embed(title=title, description=cut(_lines(draft.text), _BODY_CHARS), colour=accent(draft.show_id))
    source = "\n".join(filter(None, (draft.source, draft.link, draft.day)))
    fields = {
        "The fact as it is now": _told(entry) if suggestion.fact_id else "",
        "Answers": _lines(draft.asked),
        "Source": _lines(source),
        "Outcome": _outcome(suggestion, answers),
    }
    for name, value in fields.items():
        if value:
            card.add_field(name=name, value=cut(value, _FIELD_CHARS), inline=False)
    card.add_field(name="Suggested by", value=f"{mention(suggestion.by)} {discord.utils.format_dt(suggestion.at, 'R')}")
    return card.set_footer(text=f"{draft.show_id} · suggestion {suggestion.id}")


def mine_card(suggestions: Sequence[Suggestion]) -> discord.Embed:
    """Return what a member has suggested, with what became of each."""
    lines = [_mine(it) for it in suggestions]
    return discord.Embed(title="Your suggestions here", description="\n".join(lines) or NONE_OF_YOURS)


def decided_by(suggestion: Suggestion) -> str:
    """Return who was first to decide, and how."""
    return f"{mention(suggestion.decided_by)} was first: it is {_OUTCOMES[suggestion.verdict]} already."


def _outcome(suggestion: Suggestion, answers: int) -> str:
    if suggestion.verdict is Verdict.OPEN:
        return ""
    word = _OUTCOMES[suggestion.verdict].capitalize()
    lines = [f"{_SIGNS[suggestion.verdict]} {word} by {mention(suggestion.decided_by)}"]
    if suggestion.reason:
        lines.append(f"Reason: {clean(suggestion.reason)}")
    if answers:
        lines.append(f"It answers what was asked {answers} {'time' if answers == 1 else 'times'} before.")
    return "\n".join(lines)


def _mine(suggestion: Suggestion) -> str:
    text = cut(clean(suggestion.draft.text), _MINE_CHARS)
    reason = f"\n-# Reason: {cut(clean(suggestion.reason), _LINE_CHARS)}" if suggestion.reason else ""
    when = f"{_OUTCOMES[suggestion.verdict]} · suggested {discord.utils.format_dt(suggestion.at, 'R')}"
    return f"{_SIGNS[suggestion.verdict]} {text}\n-# {when}{reason}"


def _told(entry: Entry | None) -> str:
    return clean(fact_text(entry.fact)) if entry else "It is gone."


def _lines(typed: str) -> str:
    return "\n".join(map(clean, typed.splitlines()))
