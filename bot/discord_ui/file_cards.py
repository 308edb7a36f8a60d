"""What is shown of files: what one would change, what it has changed, why it is refused, and the question lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import discord

from bot.core.curation.proposing import FactsProposal, ListProposal, Proposal
from bot.core.errors import Fault
from bot.core.quiz.lists import KeptList, Refusal
from bot.discord_ui.replies import Button, Reply, TextFile
from bot.discord_ui.text import clean, counted, cut, mention
from bot.services.files import Applied, Undone
from bot.services.pack_files import PackFiles

SHOWN = 10
"""Facts or refusals on a card; all of them are in the file beside it."""
MAX_FIELD_CHARS = 1000
_LINE_CHARS = 95
_NAME_CHARS = 100
# Discord takes ten, and the texts in a message may be long together.
MAX_FILES = 9


def reading_text(name: str, size: int) -> str:
    """Return the line that is shown while a file is read."""
    return f"I am reading {_name(name)} ({size // 1024:,} KiB). That takes a moment …"


def proposal_reply(proposal: Proposal, buttons: Sequence[Button]) -> Reply:
    """Return what a file would change, privately; with buttons only where there is anything to do."""
    card = discord.Embed(title=cut(f"What {_name(proposal.file)} would change", 256))
    is_any = _add_facts(card, proposal) if isinstance(proposal, FactsProposal) else _add_list(card, proposal)
    if not is_any:
        card.set_footer(text="There is nothing to apply.")
    files = [TextFile("refused.txt", _all_refusals(proposal.refusals))] if len(proposal.refusals) > SHOWN else []
    return Reply(card=card, buttons=buttons if is_any else (), is_private=True, files=files)


def refused_reply(name: str, faults: Sequence[Fault]) -> Reply:
    """Return why nothing of a file can be used."""
    lines = [f"- {cut(clean(_told(it)), _LINE_CHARS * 3)}" for it in faults[:SHOWN]]
    more = len(faults) - SHOWN
    lines += [f"- and {counted(more, 'more fault')}"] if more > 0 else []
    card = discord.Embed(title=cut(f"I can use nothing of {_name(name)}", 256), description="\n".join(lines))
    card.set_footer(text="Nothing has changed.")
    files = [TextFile("faults.txt", "\n".join(map(_told, faults)) + "\n")] if more > 0 else []
    return Reply(card=card, is_private=True, files=files)


def applied_reply(applied: Applied, user_id: int, buttons: Sequence[Button]) -> Reply:
    """Return what has been changed, for everybody to see."""
    proposal = applied.proposal
    if isinstance(proposal, ListProposal):
        what = f"{counted(len(proposal.list.questions), 'question')} for quizzes: {_credit(proposal)}"
        hint = "\nPlay it with `/quiz start list:`."
    else:
        what = f"{counted(len(proposal.changes), 'fact')} of {clean(proposal.show.title)}"
        hint = f"\nNew: {len(proposal.new)}, changed: {len(proposal.changed)}, restored: {len(proposal.restored)}."
    text = f"{mention(user_id)} has imported {cut(what, 1000)}{'' if what.endswith('.') else '.'}{hint}"
    return Reply(card=discord.Embed(title="Imported", description=text), buttons=buttons)


def undone_reply(undone: Undone, user_id: int, buttons: Sequence[Button]) -> Reply:
    """Return what an undo has brought back."""
    count = len(undone.revisions)
    text = f"{mention(user_id)} has undone it: {counted(count, 'fact')} {'is' if count == 1 else 'are'} as before."
    if undone.changed_since:
        names = ", ".join(map(clean, undone.changed_since[:SHOWN])) + (" …" if undone.changed_since[SHOWN:] else "")
        text += f"\nChanged since then, and left so: {names}"
    return Reply(card=discord.Embed(title="Undone", description=text), buttons=buttons)


def export_reply(files: PackFiles, title: str) -> Reply:
    """Return files to keep or to import elsewhere."""
    texts = [TextFile(name, text) for name, text in files.texts]
    lines = [f"{clean(title)}: {counted(len(texts), 'file')}."]
    lines += [f"- left out: {cut(clean(_told(it)), _LINE_CHARS * 2)}" for it in files.left_out[:SHOWN]]
    return Reply("\n".join(lines), is_private=True, files=texts)


def lists_reply(lists: Sequence[KeptList], buttons: Sequence[Button]) -> Reply:
    """Return the question lists of a guild."""
    lines = [
        f"- **{cut(clean(it.heading.title), _NAME_CHARS)}** · {counted(it.count, 'question')}"
        f"{_by(it.heading.author, it.heading.licence)}"
        f" · added {discord.utils.format_dt(it.at, 'd')} by {mention(it.by)}"
        for it in lists
    ]
    none = "There is no question list here yet. Add one with `/facts import`: a trivia list of Red, or OpenTDB JSON."
    card = discord.Embed(title="Question lists", description=cut("\n".join(lines) or none, 4000))
    return Reply(card=card, buttons=buttons, is_private=True)


def removal_reply(kept: KeptList, buttons: Sequence[Button]) -> Reply:
    """Return the question whether a list is to go."""
    title = cut(clean(kept.heading.title), _NAME_CHARS)
    text = f"Remove **{title}** with its {counted(kept.count, 'question')}? Points that were won with it stay."
    return Reply(f"{text} To have it back you need its file.", buttons=buttons, is_private=True)


def _add_facts(card: discord.Embed, proposal: FactsProposal) -> bool:
    show = clean(proposal.show.title)
    card.description = f"**{cut(show, 200)}**{', a new show of this server' if proposal.is_new_show else ''}"
    _count(card, "New", proposal.new)
    _count(card, "Changed", [it for it in proposal.changed if it not in set(proposal.replaced)])
    _count(card, "This server's own, replaced", proposal.replaced)
    _count(card, "Removed here, restored", proposal.restored)
    if proposal.unchanged:
        card.add_field(name=f"Unchanged: {proposal.unchanged:,}", value="stay as they are", inline=False)
    if proposal.left_out:
        parts = ", ".join(proposal.left_out)
        card.add_field(name="Not taken over", value=f"the show's {parts}: only facts are", inline=False)
    _refusals(card, proposal.refusals, proposal.refused)
    return bool(proposal.changes)


def _add_list(card: discord.Embed, proposal: ListProposal) -> bool:
    questions = proposal.list.questions
    card.description = f"Questions for quizzes: {_credit(proposal)}"
    with_buttons, typed = sum(bool(it.wrong) for it in questions), sum(it.is_typable for it in questions)
    value = f"{with_buttons:,} with buttons, {typed:,} typed"
    card.add_field(name=f"Questions: {len(questions):,}", value=value, inline=False)
    if proposal.merged:
        card.add_field(name=f"Merged: {proposal.merged:,}", value="stand there twice", inline=False)
    if proposal.is_known:
        card.add_field(name="Unchanged", value="This server has that list already.", inline=False)
    _refusals(card, proposal.refusals, len(proposal.refusals))
    return bool(questions) and not proposal.is_known


def _count(card: discord.Embed, name: str, ids: Sequence[str]) -> None:
    if ids:
        shown = ", ".join(map(clean, ids[:SHOWN])) + (" …" if ids[SHOWN:] else "")
        card.add_field(name=f"{name}: {len(ids):,}", value=cut(shown, MAX_FIELD_CHARS), inline=False)


def _refusals(card: discord.Embed, refusals: Sequence[Refusal], count: int) -> None:
    if refusals:
        lines = [cut(clean(str(it)), _LINE_CHARS) for it in refusals[:SHOWN]]
        lines += ["and more, see the file"] if refusals[SHOWN:] else []
        card.add_field(name=f"Refused: {count:,}", value="\n".join(lines), inline=False)


def _all_refusals(refusals: Iterable[Refusal]) -> str:
    return "\n".join(map(str, refusals)) + "\n"


def _told(fault: Fault) -> str:
    """Return a fault with its line, but for one of the file as a whole."""
    line = f"line {fault.line}" if fault.key or fault.line > 1 else ""
    return ": ".join(filter(None, [line, fault.key, fault.problem]))


def _credit(proposal: ListProposal) -> str:
    heading = proposal.list.heading
    return f"{cut(clean(heading.title), _NAME_CHARS)}{_by(heading.author, heading.licence)}"


def _by(author: str, licence: str) -> str:
    named = f" by {cut(clean(author), _NAME_CHARS)}" if author else ""
    return f"{named}, {clean(licence)}" if licence else named


def _name(name: str) -> str:
    return cut(clean(name), _NAME_CHARS) or "that file"
