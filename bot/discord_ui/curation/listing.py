"""Pages of facts and of changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord.app_commands import Choice

from bot.core.curation.differing import Difference, HistoryPage, Undoing
from bot.core.curation.revisions import PAGE_REVISIONS, Act, FactKey, Revision
from bot.core.knowledge.answering import Entry, fact_text
from bot.core.knowledge.facts import Pack
from bot.discord_ui.cards import MAX_BODY_CHARS
from bot.discord_ui.choices import question_choices
from bot.discord_ui.curation.buttons import FactButton, Press, RevisionButton, page_buttons
from bot.discord_ui.curation.cards import STANDINGS, entry_of, fact_card
from bot.discord_ui.curation.slips import LABELS
from bot.discord_ui.replies import Button, Reply
from bot.discord_ui.text import beginning, clean, cut, mention
from bot.services.catalogue import CHANGED, Listed, Standing

PAGE_FACTS = 10
QUERY_CHARS = 60
ALL_FACTS = "-"

NOTHING_FOUND = "I find no such fact here."
NO_CHANGES = "Nothing has been changed here yet."
ACTS = {
    Act.ADD: "added",
    Act.EDIT: "edited",
    Act.REMOVE: "removed",
    Act.RESTORE: "restored",
    Act.UNDO: "undid a change of",
    Act.IMPORT: "imported",
}
WHICH = {"changed": CHANGED, "all": frozenset(Standing), **{it.value: frozenset({it}) for it in Standing}}

PRESENT = frozenset(Standing) - {Standing.REMOVED}

_LINE_CHARS = 110
# What a custom_id of 100 has room for; some characters take more than one, and composing makes some longer.
_QUERY_UNITS = 64
_DIFFERENCE_CHARS = 90
_SHOWN_DIFFERENCES = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts are listed: those of a standing, nearest to a query first if there is one."""

    which: str = "changed"
    query: str = ""

    @property
    def fitting(self) -> Wanted:
        """The same with as much of the query as every button can remember."""
        return Wanted(self.which, beginning(self.query, _QUERY_UNITS))

    @property
    def rest(self) -> str:
        """How a button remembers it."""
        return f"{self.which}:{self.query}"

    @classmethod
    def read(cls, rest: str) -> Wanted:
        """Return what a button remembers; all that is changed for what none of ours would say."""
        which, _, query = rest.partition(":")
        return cls(which, query) if which in WHICH else cls()


def fact_choices(found: Sequence[Listed], shows: Sequence[Pack]) -> list[Choice[str]]:
    """Return facts to choose from while somebody types."""
    return question_choices((Entry(it.pack, it.fact) for it in found), shows)


def list_reply(found: Sequence[Listed], wanted: Wanted, page: int) -> Reply:
    """Return one page of facts, the last one for a number too high."""
    pages = max(1, -(-len(found) // PAGE_FACTS))
    page = min(page, pages - 1)
    shown = found[page * PAGE_FACTS : (page + 1) * PAGE_FACTS]
    lines = [_listed(number, it) for number, it in enumerate(shown, page * PAGE_FACTS + 1)]
    title = f"Facts: {clean(wanted.query)}" if wanted.query else f"Facts: {wanted.which}"
    card = discord.Embed(title=cut(title, 200), description=cut("\n".join(lines) or NOTHING_FOUND, MAX_BODY_CHARS))
    card.set_footer(text=f"{len(found)} in all · page {page + 1} of {pages}")
    buttons: list[Button] = [*page_buttons("l", page, pages, wanted.rest)]
    return Reply(card=card, buttons=buttons, is_private=True)


def history_reply(history: HistoryPage, key: FactKey | None) -> Reply:
    """Return one page of changes, with a button to undo each."""
    first = history.page * PAGE_REVISIONS + 1
    numbered = list(enumerate(history.changes, first))
    lines = [_change(number, revision, found) for number, (revision, found) in numbered]
    title = f"Changes of {clean('/'.join(key))}" if key else "All changes of facts here"
    card = discord.Embed(title=cut(title, 200), description=cut("\n".join(lines) or NO_CHANGES, MAX_BODY_CHARS))
    card.set_footer(text=f"{history.total} in all, the newest first · page {history.page + 1} of {history.pages}")
    undos = [RevisionButton(revision.id, label=f"Undo {number}") for number, (revision, _) in numbered]
    turns = page_buttons("h", history.page, history.pages, "/".join(key) if key else ALL_FACTS)
    return Reply(card=card, buttons=[*undos, *turns], is_private=True)


def undo_reply(undoing: Undoing, pack: Pack | None) -> Reply:
    """Return what undoing a change would bring back, and ask whether that is meant."""
    lines = [_difference(it) for it in undoing.differences]
    if undoing.own is None:
        lines = ["That fact would be gone again."]
    text = cut("\n".join(["Undo that change? This is what would be there:", *lines]), 1500)
    card = fact_card(entry_of(undoing.own, pack)) if undoing.own and pack else None
    key = undoing.revision.key
    sure = RevisionButton(undoing.revision.id, undoing.expected, is_sure=True, label="Undo it")
    return Reply(text, card, [sure, FactButton.about(Press.CANCEL, key, "Cancel")], is_private=True)


def _listed(number: int, listed: Listed) -> str:
    question = cut(clean(listed.fact.question), _LINE_CHARS)
    text = cut(clean(fact_text(listed.fact)), _LINE_CHARS)
    return f"**{number}.** {question}\n-# {text} · {STANDINGS[listed.standing]}"


def _change(number: int, revision: Revision, found: Sequence[Difference]) -> str:
    when = discord.utils.format_dt(revision.at, "R")
    head = f"**{number}.** {when} {mention(revision.by)} {ACTS[revision.act]} `{'/'.join(revision.key)}`"
    if revision.act is Act.REMOVE or not found:
        return head
    others = ", ".join(LABELS[it.field] for it in found[_SHOWN_DIFFERENCES:])
    also = [f"-# and: {others}"] if others else []
    return "\n".join([head, *(_difference(it) for it in found[:_SHOWN_DIFFERENCES]), *also])


def _difference(it: Difference) -> str:
    before, after = (_on_one_line(text) for text in (it.before, it.after))
    crossed = f"~~{before}~~ → " if before else ""
    return f"-# {LABELS[it.field]}: {crossed}{after or 'nothing'}"


def _on_one_line(text: str) -> str:
    return cut(" / ".join(map(clean, text.splitlines())), _DIFFERENCE_CHARS)
