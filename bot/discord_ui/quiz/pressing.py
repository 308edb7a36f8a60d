"""What happens when a button of a quiz is pressed, or its form is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar, cast

from bot.core.errors import RoundOver, UserError
from bot.core.quiz.judging import Verdict
from bot.core.quiz.scoring import Given
from bot.discord_ui.actors import actor_of
from bot.discord_ui.delivery import respond, tell
from bot.discord_ui.quiz.buttons import Press, refused_buttons
from bot.discord_ui.quiz.desk import Interaction, QuizDesk
from bot.discord_ui.quiz.forms import AnswerForm, read_form
from bot.discord_ui.quiz.solo import SOLO_HANDLERS, take_solo_answer
from bot.discord_ui.quiz.starting import begin
from bot.discord_ui.replies import Reply
from bot.discord_ui.text import clean, mention
from bot.services.hosting import RoundKey, Wish

Handler = Callable[[QuizDesk, Interaction, RoundKey, int], Awaitable[None]]

REPORTED = "Thank you. This question will not be asked here again until a moderator has looked at it."
REPORTED_BEFORE = "Somebody has reported it already: it waits for a moderator."
WHICH = "Which answer should count? Whoever gave it gets the points, and it counts from now on."
GONE = "That button is from another time: I no longer know what it was for."
VERDICTS = {
    Verdict.RIGHT: "✅ “{text}” is right.",
    Verdict.CLOSE: "🟡 “{text}” is close. Try again, more exactly.",
    Verdict.WRONG: "❌ “{text}” is not it. Try again.",
}

_T = TypeVar("_T")


async def press(desk: QuizDesk, interaction: Interaction, name: str, key: RoundKey, choice: int) -> None:
    """Do what a button is for. Raises UserError for one that there is not (any more)."""
    handler = HANDLERS.get(name)
    if handler is None:
        raise UserError(GONE)
    await handler(desk, interaction, key, choice)


async def submit(desk: QuizDesk, interaction: Interaction) -> None:
    """Take what was sent by the form of a round; other forms are not for this. What comes too late is handed back."""
    sent = read_form(interaction)
    if sent is None:
        return
    key, text, is_solo = sent
    try:
        if is_solo:
            await take_solo_answer(desk, interaction, key, text)
            return
        given = await _deferring(interaction, desk.host.type_in(key, interaction.user.id, text))
    except RoundOver as late:
        raise RoundOver(f"{late} You typed: {text}") from None
    await tell(interaction, verdict_text(given))


def verdict_text(given: Given) -> str:
    """Return what a typed answer is worth, for whoever typed it."""
    return VERDICTS[given.verdict].format(text=clean(given.text))


async def _option(desk: QuizDesk, interaction: Interaction, key: RoundKey, choice: int) -> None:
    given = await _deferring(interaction, desk.host.choose(key, interaction.user.id, choice))
    await tell(interaction, f"You chose **{clean(given.text)}**. You can change that until time is up.")


async def _hint(desk: QuizDesk, interaction: Interaction, key: RoundKey, _choice: int) -> None:
    hint = await _deferring(interaction, desk.host.hint(key, interaction.user.id))
    await tell(interaction, f"💡 {clean(hint)}\n-# This round earns you half the points.")


async def _skip(desk: QuizDesk, interaction: Interaction, key: RoundKey, _choice: int) -> None:
    missing = await _deferring(interaction, desk.host.skip(key, interaction.user.id))
    votes = f"Noted. {missing} more must want that." if missing else "On we go."
    await tell(interaction, votes)


async def _type(desk: QuizDesk, interaction: Interaction, key: RoundKey, _choice: int) -> None:
    desk.host.require_open(key)
    await interaction.response.send_modal(AnswerForm.of(interaction, key))


async def _report(desk: QuizDesk, interaction: Interaction, key: RoundKey, _choice: int) -> None:
    is_new = await _deferring(interaction, desk.appeals.report(interaction.user.id, key))
    await tell(interaction, REPORTED if is_new else REPORTED_BEFORE)


async def _appeal(desk: QuizDesk, interaction: Interaction, key: RoundKey, _choice: int) -> None:
    refused = await desk.appeals.refused(actor_of(interaction), key)
    await respond(interaction, Reply(WHICH, buttons=refused_buttons(key, refused), is_private=True))


async def _allow(desk: QuizDesk, interaction: Interaction, key: RoundKey, choice: int) -> None:
    actor = actor_of(interaction)
    refused = await desk.appeals.refused(actor, key)
    if choice >= len(refused):
        raise UserError(GONE)
    text = refused[choice].text
    awards = await _deferring(interaction, desk.appeals.allow(actor, key, text))
    earned = " · ".join(f"{mention(award.user_id)} **+{award.points}**" for award in awards)
    await respond(interaction, Reply(f"“{clean(text)}” counts from now on. {earned}".rstrip()))


async def _again(desk: QuizDesk, interaction: Interaction, key: RoundKey, _choice: int) -> None:
    game = await desk.host.ended_game(key)
    show_id = game.show_ids[0] if len(game.show_ids) == 1 else None
    wish = Wish(show_id=show_id, questions=len(game.deal), style=game.style)
    await begin(desk, interaction, wish)


async def _deferring(interaction: Interaction, work: Coroutine[Any, Any, _T]) -> _T:
    """Tell Discord at once that a press has arrived, while what it asks for is done, whatever Discord says."""
    deferral = interaction.response.defer(ephemeral=True)
    deferred, done = await asyncio.gather(deferral, work, return_exceptions=True)
    for outcome in (deferred, done):
        if isinstance(outcome, BaseException):
            raise outcome
    return cast("_T", done)


HANDLERS: dict[str, Handler] = {
    Press.OPTION: _option,
    Press.HINT: _hint,
    Press.SKIP: _skip,
    Press.TYPE: _type,
    Press.REPORT: _report,
    Press.APPEAL: _appeal,
    Press.ALLOW: _allow,
    Press.AGAIN: _again,
    **SOLO_HANDLERS,
}
