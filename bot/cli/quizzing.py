"""`quiz`: a whole quiz in the terminal, by the rules that are played by in Discord."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import click

from bot.cli.pack_option import facts_dir, pack_option
from bot.cli.quiz_cards import LETTERS, QuizPrinter
from bot.core.errors import UserError
from bot.core.guilds import DEFAULT_QUESTIONS, MAX_QUESTIONS, MIN_QUESTIONS
from bot.core.knowledge.facts import Pack
from bot.core.quiz import playing
from bot.core.quiz.dealing import Order, deal
from bot.core.quiz.game import Ending, Game, Phase
from bot.core.quiz.judging import Verdict, judge
from bot.core.quiz.question import Dealt, Difficulty, Style
from bot.core.quiz.questions import make_questions, names_of

HERE, PLAYER = (0, 0), 1
HINT, SKIP = "?", "skip"
RULES = f"Answer with a letter, or in words where there is none. {HINT} gives a hint, {SKIP} goes on, Ctrl-D ends it."
NO_QUESTIONS = "There is no such question in these packs."
NO_HINT = "There is no hint for this one: it is one or the other."
ONCE_MORE = "Close. Once more, a little more exactly:"


@click.command()
@pack_option
@click.option(
    "--rounds", type=click.IntRange(MIN_QUESTIONS, MAX_QUESTIONS), default=DEFAULT_QUESTIONS, show_default=True
)
@click.option("--seed", type=int, help="The same number deals the same quiz again.")
@click.option("--topic", help="Only questions of the topic with this id.")
@click.option("--style", type=click.Choice([style.value for style in Style]), default=Style.BUTTONS.value)
@click.option("--difficulty", type=click.Choice([difficulty.value for difficulty in Difficulty]))
def quiz(
    *, packs: tuple[Path, ...], rounds: int, seed: int | None, topic: str | None, style: str, difficulty: str | None
) -> None:
    """Play a quiz here. Answer with a letter or in words; ? gives a hint, skip goes on, Ctrl-D ends it."""
    from bot.bootstrap import load_packs

    loaded = load_packs(facts_dir(), packs)
    if topic is not None:
        _check_topic(topic, loaded)
    order = Order(rounds, Style(style), None, Difficulty(difficulty) if difficulty else None, topic)
    dealt = deal([it for pack in loaded for it in make_questions(pack)], order, {}, Random(seed))  # noqa: S311
    if not dealt:
        raise UserError(NO_QUESTIONS)
    printer = QuizPrinter({pack.id: pack.title for pack in loaded})
    if len(dealt) < rounds:
        printer.say(f"These packs have {len(dealt)} such questions, and not {rounds}.")
    printer.say(RULES)
    game = playing.new_game(HERE, PLAYER, tuple(dealt), _now(), style=order.style, is_solo=True)
    table = Table(game, {pack.id: names_of(pack) for pack in loaded}, printer)
    printer.end(table.play())


class Table:
    """A game, whoever plays it at the terminal, and what they read."""

    def __init__(self, game: Game, names: dict[str, frozenset[str]], printer: QuizPrinter) -> None:
        self._game = game
        self._names = names
        self._printer = printer

    def play(self) -> Game:
        """Play to the end, or to the end of the input, and return the game as it ended."""
        while self._game.phase is not Phase.ENDED:
            self._printer.ask(self._game)
            if not self._take_answers():
                return playing.ended(self._game, Ending.STOPPED, _now())
            self._game = playing.close(self._game, self._game.round.number, _now())
            self._printer.reveal(self._game)
            self._game = playing.proceed(self._game, self._game.round.number, _now())
        return self._game

    def _take_answers(self) -> bool:
        """Take lines until one settles the round; tell whether one did before the input ended."""
        may_try_again = True
        while (line := _read_line()) is not None:
            if line == HINT:
                self._hint()
            elif line.casefold() == SKIP:
                return True
            elif not self._game.dealt.is_typed:
                if self._choose(line):
                    return True
            elif line:
                if self._type_in(line) is not Verdict.CLOSE or not may_try_again:
                    return True
                may_try_again = False
                self._printer.say(ONCE_MORE)
        return False

    def _hint(self) -> None:
        dealt = self._game.dealt
        if not playing.has_hint(dealt):
            self._printer.say(NO_HINT)
            return
        self._game, hint = playing.take_hint(self._game, self._game.round.number, PLAYER)
        self._printer.say(hint)

    def _choose(self, line: str) -> bool:
        option = _option(self._game.dealt, line)
        if option is None:
            last = LETTERS[len(self._game.dealt.options) - 1]
            self._printer.say(f"Answer with a letter from a to {last}, {HINT} for a hint, or {SKIP}.")
            return False
        self._game, _ = playing.choose(self._game, self._game.round.number, PLAYER, option, _now())
        return True

    def _type_in(self, line: str) -> Verdict:
        question = self._game.dealt.question
        verdict = judge(line, (question.answer, *question.accepted), self._names[question.show_id])
        number = self._game.round.number
        self._game, given = playing.type_in(self._game, number, PLAYER, line, _now(), verdict=verdict)
        return given.verdict


def _option(dealt: Dealt, line: str) -> int | None:
    """Return the option that a line means: by its letter, or as it stands there."""
    at = LETTERS.find(line.casefold()) if len(line) == 1 else -1
    if 0 <= at < len(dealt.options):
        return at
    folded = [option.casefold() for option in dealt.options]
    return folded.index(line.casefold()) if line.casefold() in folded else None


def _check_topic(topic: str, packs: Sequence[Pack]) -> None:
    known = list(dict.fromkeys(it.id for pack in packs for it in pack.topics))
    if topic not in known:
        raise click.UsageError(f"There is no topic {topic}. There are: {', '.join(known)}")


def _read_line() -> str | None:
    """Return the next line of the input, None after the last."""
    raw = sys.stdin.buffer.readline()
    return raw.decode(errors="replace").strip() if raw else None


def _now() -> datetime:
    return datetime.now(UTC)
