"""Answers for people at a terminal; plain lines where it is none."""

from __future__ import annotations

from rich.console import Console, Group
from rich.markup import escape
from rich.panel import Panel
from rich.text import Text

from bot.core.errors import UserError
from bot.core.knowledge.answering import Answer, Status, plain_text, source_line, unknown_text
from bot.core.knowledge.facts import Fact

MAX_WIDTH = 100


class CardPrinter:
    """Prints each question with its answer: a card on a terminal, plain text elsewhere."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, soft_wrap=False)
        self._shown = 0

    def show(self, question: str, answer: Answer | UserError, why: str = "") -> None:
        """Print one answer, and why it came about where that is given."""
        if self._console.is_terminal:
            width = min(self._console.width, MAX_WIDTH)
            title = escape(printable(question))
            self._console.print(Panel(_body(answer), title=title, title_align="left", width=width))
        else:
            lead = "\n" if self._shown else ""
            self._write(lead + (str(answer) if isinstance(answer, UserError) else plain_text(answer)))
        if why:
            self._write("\n" + why)
        self._shown += 1

    def _write(self, text: str) -> None:
        self._console.file.write(text + "\n")
        self._console.file.flush()


def printable(text: str) -> str:
    """Return text without the characters that steer a terminal or turn the direction of writing."""
    return "".join(char if char.isprintable() else " " for char in text).strip()


def _body(answer: Answer | UserError) -> Group:
    if isinstance(answer, UserError):
        return Group(Text(str(answer), style="yellow"))
    if answer.status is Status.UNKNOWN:
        return Group(Text(unknown_text(answer), style="yellow"))
    if answer.status is Status.SUGGESTED:
        return Group(Text("Did you mean", style="yellow"), *(Text(f"  {e.fact.question}") for e in answer.suggestions))
    sources = dict.fromkeys(map(source_line, answer.entries))
    facts = [line for entry in answer.entries for line in _fact_lines(entry.fact)]
    return Group(*facts, Text(), *(Text(line, style="dim") for line in sources))


def _fact_lines(fact: Fact) -> list[Text]:
    lines = [Text(fact.text)]
    if fact.quotation:
        lines.append(Text(f"  “{fact.quotation.words}”", style="italic cyan"))
    return lines
