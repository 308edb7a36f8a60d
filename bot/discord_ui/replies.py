"""What the bot says, before it is known how it gets there: by a message, an interaction or an edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import discord
from discord.ui import DynamicItem

from bot.discord_ui.pictures import Picture
from bot.discord_ui.text import clean, cut

MAX_CONTENT_CHARS = 2000

Button = DynamicItem[discord.ui.Button[discord.ui.View]]


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text to attach."""

    name: str
    text: str

    def file(self) -> discord.File:
        """Return what is sent; a new one each time, since sending closes it."""
        return discord.File(BytesIO(self.text.encode()), self.name)


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to send.

    Attributes:
        text: Shown above the card, or alone.
        buttons: In order; each gets its place from its own `row`.
        is_private: Only for whoever asked, where Discord can do that.
        picture: Attached; the card shows it by its `url`.
        more: Cards below the first.
        unanswered: The question that it has no answer to, and the id of the show that it was asked of; may be empty.
        answered_by: The show and the fact of an answer.
        files: Attached too.
    """

    text: str = ""
    card: discord.Embed | None = None
    buttons: Sequence[Button] = ()
    is_private: bool = False
    picture: Picture | None = None
    more: Sequence[discord.Embed] = ()
    unanswered: tuple[str, str] | None = None
    answered_by: tuple[str, str] | None = None
    files: Sequence[TextFile] = ()

    @property
    def cards(self) -> list[discord.Embed]:
        """All cards, from above to below."""
        return [*([self.card] if self.card else []), *self.more]

    @property
    def attachments(self) -> list[discord.File]:
        """What is attached; for one sending only, since that closes the files."""
        picture = [self.picture.file()] if self.picture else []
        return [*picture, *(it.file() for it in self.files)]


def view_of(buttons: Iterable[Button]) -> discord.ui.View:
    """Return a view that need not outlive the sending: its buttons find their way by their custom_id."""
    view = discord.ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    return view


def as_text(reply: Reply) -> str:
    """Return a reply as message text, for channels where the bot may not embed."""
    card = reply.card
    if card is None:
        return reply.text
    fields = [f"**{field.name}**\n{field.value}" for field in card.fields]
    heading = f"**{card.title}**" if card.title else ""
    small = [f"-# {clean(line)}" for line in (card.footer.text or "").splitlines()]
    room = MAX_CONTENT_CHARS - sum(len(line) + 1 for line in small)
    body = "\n".join(filter(None, [reply.text, heading, card.description or "", *fields]))
    return "\n".join([cut(body, room), *small])
