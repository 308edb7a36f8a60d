"""Gaps as curators see them: the most asked on pages, and one by itself."""

from __future__ import annotations

import discord

from bot.core.curation.gaps import KEPT_DAYS, PAGE_GAPS, Gap, GapPage
from bot.discord_ui.ideas.gap_buttons import GapButton, GapPress
from bot.discord_ui.replies import Reply
from bot.discord_ui.text import clean, cut

NO_GAPS = "I could answer all that was asked here, or nobody has asked anything."
IS_OFF = "-# Questions are not kept here any more: `/settings gaps` is off."
KEPT = f"Kept for {KEPT_DAYS} days after somebody last asked, without who asked and where"
# Ten of them, and the rest of a card, within 4,096 characters.
_LINE_CHARS = 240
_NUMBERS_A_ROW = 5


def page_reply(page: GapPage, *, is_on: bool) -> Reply:
    """Return one page of gaps, with a button for each and for the pages beside it."""
    first = page.page * PAGE_GAPS
    lines = [_line(gap, number) for number, gap in enumerate(page.gaps, first + 1)]
    card = discord.Embed(title="Questions without an answer", description="\n".join(lines) or NO_GAPS)
    if not is_on:
        card.description = f"{card.description}\n{IS_OFF}"
    card.set_footer(text=f"Page {page.page + 1} of {page.pages} · {KEPT}")
    buttons = [
        GapButton(GapPress.LOOK, page.page, gap.key, label=str(first + place + 1), row=place // _NUMBERS_A_ROW)
        for place, gap in enumerate(page.gaps)
    ]
    return Reply(card=card, buttons=[*buttons, *_turning(page)], is_private=True)


def gap_reply(gap: Gap, page: int) -> Reply:
    """Return one gap with what can be done about it."""
    card = discord.Embed(title="A question without an answer", description=clean(gap.text))
    card.add_field(name="Asked", value=_times(gap.count))
    card.add_field(name="First", value=discord.utils.format_dt(gap.first_at, "R"))
    card.add_field(name="Last", value=discord.utils.format_dt(gap.last_at, "R"))
    labels = {
        GapPress.ANSWER: "Answer it",
        GapPress.DISMISS: "Not about the show",
        GapPress.FORGET: "Forget",
        GapPress.BACK: "Back",
    }
    buttons = [GapButton(press, page, gap.key, label=label) for press, label in labels.items()]
    return Reply(card=card, buttons=buttons, is_private=True)


def _line(gap: Gap, number: int) -> str:
    first, last = (discord.utils.format_dt(at, "R") for at in (gap.first_at, gap.last_at))
    seen = f"last {last}" if gap.count == 1 else f"first {first}, last {last}"
    return f"**{number}.** {cut(clean(gap.text), _LINE_CHARS)}\n-# {_times(gap.count)}, {seen}"


def _turning(page: GapPage) -> list[GapButton]:
    if page.pages == 1:
        return []
    is_first, is_last = page.page == 0, page.page + 1 >= page.pages
    before = GapButton(GapPress.BEFORE, max(page.page - 1, 0), label="◀", row=2, is_off=is_first)
    return [before, GapButton(GapPress.AFTER, page.page + 1, label="▶", row=2, is_off=is_last)]


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
