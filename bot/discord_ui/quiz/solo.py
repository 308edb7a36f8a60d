"""A quiz for one: each press turns the private message into the next one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.core.quiz.game import Game, Phase
from bot.discord_ui.delivery import show_instead, tell
from bot.discord_ui.quiz.buttons import Press, question_buttons, reveal_buttons
from bot.discord_ui.quiz.cards import question_card, reveal_card, solo_result
from bot.discord_ui.quiz.desk import Interaction, QuizDesk
from bot.discord_ui.quiz.forms import AnswerForm
from bot.discord_ui.replies import Reply
from bot.discord_ui.text import clean
from bot.services.hosting import RoundKey

WRONG_LINE = "❌ You said {text}."
NO_ANSWER_LINE = "You passed."


def solo_reply(game: Game) -> Reply:
    """Return what a game for one shows now."""
    if game.phase is Phase.ASKING:
        return Reply(card=question_card(game), buttons=question_buttons(game), is_private=True)
    if game.phase is Phase.REVEALING:
        return Reply(_own_line(game), reveal_card(game), reveal_buttons(game), is_private=True)
    return Reply(card=solo_result(game), is_private=True)


async def take_solo_answer(desk: QuizDesk, interaction: Interaction, key: RoundKey, text: str) -> None:
    """Take what was typed into the form of a game for one."""
    await show_instead(interaction, solo_reply(await desk.solo.type_in(key, interaction.user.id, text)))


async def _option(desk: QuizDesk, interaction: Interaction, key: RoundKey, choice: int) -> None:
    await show_instead(interaction, solo_reply(await desk.solo.choose(key, interaction.user.id, choice)))


async def _hint(desk: QuizDesk, interaction: Interaction, key: RoundKey, _choice: int) -> None:
    await tell(interaction, f"💡 {clean(await desk.solo.hint(key, interaction.user.id))}")


async def _skip(desk: QuizDesk, interaction: Interaction, key: RoundKey, _choice: int) -> None:
    await show_instead(interaction, solo_reply(await desk.solo.skip(key, interaction.user.id)))


async def _type(_desk: QuizDesk, interaction: Interaction, key: RoundKey, _choice: int) -> None:
    await interaction.response.send_modal(AnswerForm.of(interaction, key, is_solo=True))


async def _next(desk: QuizDesk, interaction: Interaction, key: RoundKey, _choice: int) -> None:
    await show_instead(interaction, solo_reply(await desk.solo.proceed(key, interaction.user.id)))


SOLO_HANDLERS: dict[str, Callable[[QuizDesk, Interaction, RoundKey, int], Awaitable[None]]] = {
    Press.SOLO_OPTION: _option,
    Press.SOLO_HINT: _hint,
    Press.SOLO_SKIP: _skip,
    Press.SOLO_TYPE: _type,
    Press.SOLO_NEXT: _next,
}


def _own_line(game: Game) -> str:
    given = game.round.answers.get(game.starter_id)
    if given is None:
        return NO_ANSWER_LINE
    award = next(iter(game.round.awards), None)
    return f"✅ Right, **+{award.points}**" if award else WRONG_LINE.format(text=clean(given.text))
