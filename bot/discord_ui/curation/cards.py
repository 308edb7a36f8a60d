"""What curators are shown of one fact: a preview, a refusal, a conflict, the fact itself."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.core.curation.checking import holding
from bot.core.curation.drafts import DraftRefused
from bot.core.curation.revisions import Act, OwnFact, Revision
from bot.core.curation.valuing import written
from bot.core.knowledge.answering import Answer, Entry, Status
from bot.core.knowledge.facts import Pack
from bot.discord_ui.cards import MAX_FIELD_CHARS, answer_card
from bot.discord_ui.curation.buttons import FactButton, Press, RevisionButton
from bot.discord_ui.curation.slips import LABELS, TYPED_FIELDS, Slip, typed_card
from bot.discord_ui.replies import MAX_CONTENT_CHARS, Reply
from bot.discord_ui.text import clean, cut
from bot.services.catalogue import Listed, Standing
from bot.services.previewing import Preview, Tried

# Of all cards of a message together: https://discord.com/developers/docs/resources/message "Embed Limits".
MAX_CARD_CHARS = 6000
MAX_SHOWS = 20
LEAST_ROOM = 60

PREVIEW = "This is how it will look. Nothing is kept before you press Save."
REFUSED = "I cannot take that as it is. Nothing is lost: press Edit to go on with what you typed."
WHICH_SHOW = "Which show is that about?"
DONE = {
    Act.ADD: "Added, and known here from now on.",
    Act.EDIT: "Changed, here and in no other server.",
    Act.REMOVE: "Removed here. It is not lost: `/facts restore` brings it back.",
    Act.RESTORE: "Restored, as it was.",
    Act.UNDO: "Undone.",
    Act.IMPORT: "Imported.",
}
CONFLICT = (
    "Somebody else has changed that fact since you opened it. Below is how it is now, and then what you typed. "
    "Save puts yours in its place."
)
CONFLICT_REMOVED = (
    "Somebody else has removed that fact since you opened it. Restore it first with `/facts restore`; "
    "what you typed stays below."
)
STANDINGS = {
    Standing.SHARED: "shared by all servers",
    Standing.OWN: "this server's own",
    Standing.EDITED: "this server's version of a shared fact",
    Standing.REMOVED: "removed here",
}


def preview_reply(preview: Preview, slip: Slip) -> Reply:
    """Return how a fact will look, what it will answer, and what was typed."""
    card, typed = fact_card(preview.entry), typed_card(slip.draft)
    quiz = preview.quiz
    asked = f"{clean(quiz.text)}\n✅ {clean(quiz.answer)}" if quiz else "None. Give a value that the question asks for."
    sections = {
        "⚠️ It takes over from other facts": [_taken(it) for it in preview.taken],
        "⚠️ It will not answer": [clean(it) for it in preview.unanswered],
        "It will answer": [clean(it) for it in preview.answered],
        "Quiz question": [asked],
    }
    _add_sections(card, sections, MAX_CARD_CHARS - len(typed))
    return Reply(PREVIEW, card, _slip_buttons(slip, Press.SAVE, Press.RETYPE), is_private=True, more=(typed,))


def refused_reply(refused: DraftRefused, slip: Slip, shows: Sequence[Pack]) -> Reply:
    """Return why a form cannot be taken, field by field, with what was typed and a way back into the form."""
    if not any(show.id == slip.draft.show_id for show in shows):
        return which_show_reply(slip, shows)
    faults = [f"- **{LABELS.get(it.field, it.field)}** {clean(it.problem)}" for it in refused.faults]
    return handed_back("\n".join([REFUSED, *faults]), slip)


def which_show_reply(slip: Slip, shows: Sequence[Pack]) -> Reply:
    """Return a button for each show, which opens the form with what was typed, if anything was."""
    picks = [FactButton(Press.PICK, show.id, label=show.title) for show in shows[:MAX_SHOWS]]
    typed = typed_card(slip.draft) if any(getattr(slip.draft, name) for name in TYPED_FIELDS) else None
    return Reply(WHICH_SHOW, typed, picks, is_private=True)


def handed_back(text: str, slip: Slip) -> Reply:
    """Return what was typed, with why it was not kept and a way back into the form."""
    buttons = _slip_buttons(slip, Press.RETYPE)
    return Reply(cut(text, MAX_CONTENT_CHARS), typed_card(slip.draft), buttons, is_private=True)


def conflict_reply(newest: Revision, theirs: Entry | None, slip: Slip) -> Reply:
    """Return both versions of a fact; what was typed can replace the other one, or be changed again."""
    mine = Slip(slip.draft, slip.fact_id, newest.id)
    if theirs is None:
        return handed_back(CONFLICT_REMOVED, mine)
    buttons, typed = _slip_buttons(mine, Press.SAVE, Press.RETYPE), typed_card(slip.draft)
    return Reply(CONFLICT, fact_card(theirs), buttons, is_private=True, more=(typed,))


def done_reply(revision: Revision, own: OwnFact | None) -> Reply:
    """Return what was done to a fact, and how to undo it."""
    ask = f"\nTry it: **{clean(own.fact.question)}**" if own and revision.act is not Act.REMOVE else ""
    buttons = [RevisionButton(revision.id), FactButton.about(Press.HISTORY, revision.key)]
    return Reply(f"{DONE[revision.act]}{ask}", buttons=buttons, is_private=True)


def fact_reply(listed: Listed) -> Reply:
    """Return a fact with all that curators want to know of it."""
    card, fact = fact_card(listed.entry), listed.fact
    value = fact.value
    sections = {
        "Standing": [STANDINGS[listed.standing]],
        "Topic": [clean(listed.own.topic_title)],
        "Answer for quizzes": [f"{clean(written(value))} ({value.type})"] if value else ["none"],
        "Ways to ask for it": [clean(it) for it in (fact.question, *fact.asked)],
        "Id": [f"`{'/'.join(listed.key)}`"],
    }
    _add_sections(card, sections, MAX_CARD_CHARS)
    is_removed = listed.standing is Standing.REMOVED
    presses = [Press.RESTORE] if is_removed else [Press.EDIT, Press.REMOVE]
    buttons = [FactButton.about(press, listed.key) for press in (*presses, Press.HISTORY)]
    return Reply("", card, buttons, is_private=True)


def entry_of(own: OwnFact, pack: Pack) -> Entry:
    """Return a fact in a pack that holds it."""
    return Entry(holding(pack, own), own.fact)


def fact_card(entry: Entry) -> discord.Embed:
    """Return a fact as it answers."""
    return answer_card(Answer(Status.ANSWERED, 1.0, (entry,)))


def _slip_buttons(slip: Slip, *presses: Press) -> list[FactButton]:
    return [FactButton.on(press, slip) for press in (*presses, Press.CANCEL)]


def _taken(tried: Tried) -> str:
    return f"{clean(tried.question)}\n-# so far: {clean(tried.before_question)}"


def _add_sections(card: discord.Embed, sections: dict[str, list[str]], limit: int) -> None:
    """Add the sections that hold anything, each as far as there is room for it."""
    for name, lines in sections.items():
        room = min(MAX_FIELD_CHARS, limit - len(card) - len(name))
        if any(lines) and room >= LEAST_ROOM:
            card.add_field(name=name, value=cut("\n".join(lines), room), inline=False)
