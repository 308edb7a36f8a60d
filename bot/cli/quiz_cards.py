"""A quiz as it reads in the terminal; plain lines where it is none."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from bot.cli.cards import MAX_WIDTH, printable
from bot.core.quiz.game import Ending, Game, Standing, rank
from bot.core.quiz.scoring import Given

LETTERS = "abcdefgh"


class QuizPrinter:
    """Prints questions, reveals and the figures at the end."""

    def __init__(self, titles: Mapping[str, str], console: Console | None = None) -> None:
        """Take the title of each show by its id."""
        self._titles = titles
        self._console = console or Console(highlight=False)

    def say(self, text: str) -> None:
        """Print one line."""
        self._print(Text(printable(text), style="yellow"))

    def ask(self, game: Game) -> None:
        """Print the open question with its options."""
        question = game.dealt.question
        title = f"{game.round.number} of {len(game.deal)}, {self._titles[question.show_id]}, {question.difficulty}"
        lines = [Text(printable(question.text), style="bold")]
        lines += [Text(f"  {LETTERS[at]}  {printable(option)}") for at, option in enumerate(game.dealt.options)]
        self._card(title, lines)

    def reveal(self, game: Game) -> None:
        """Print the right answer, what it earned, and what is known about it."""
        question = game.dealt.question
        given = next(iter(game.round.given), None)
        lines = [Text(_outcome(given, sum(award.points for award in game.round.awards), question.answer))]
        lines += [Text(printable(question.explanation)), Text(printable(question.source), style="dim")]
        for line in lines:
            self._print(line)
        self._print(Text())

    def end(self, game: Game) -> None:
        """Print what the player has done."""
        for _, _, standing in rank(game.standings) or [(1, 0, Standing())]:
            self._card("The end", [Text(line) for line in _figures(standing, game)])

    def _card(self, title: str, lines: list[Text]) -> None:
        if self._console.is_terminal:
            width = min(self._console.width, MAX_WIDTH)
            self._print(Panel(Group(*lines), title=Text(title), title_align="left", width=width))
            return
        for line in (Text(title), *lines):
            self._print(line)

    def _print(self, content: RenderableType) -> None:
        self._console.print(content, soft_wrap=not self._console.is_terminal)


def _outcome(given: Given | None, points: int, answer: str) -> str:
    if given and given.is_right:
        return f"Right, {points} points: {printable(answer)}"
    return f"{'Wrong' if given else 'Skipped'}. The answer: {printable(answer)}"


def _figures(standing: Standing, game: Game) -> list[str]:
    played = game.round.number - (game.ending is Ending.STOPPED)
    lines = [f"{standing.points} points, {standing.right} of {played} right"]
    if standing.right and standing.quickest_s is not None:
        average_s = standing.right_s / standing.right
        lines.append(f"quickest {standing.quickest_s:.1f} s, {average_s:.1f} s on average")
    if standing.best_streak > 1:
        lines.append(f"longest streak {standing.best_streak}")
    return lines
