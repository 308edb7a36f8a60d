"""Choices offered while somebody types; Discord takes 25, with names and values of up to 100 characters.

Their values are keys (`show/fact`), so that a choice means one thing however many shows are loaded; what people type
instead of choosing arrives in the same place as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from discord.app_commands import Choice

from bot.core.knowledge.answering import Entry
from bot.core.knowledge.facts import Pack
from bot.core.quiz.lists import KeptList
from bot.discord_ui.text import cut, plain

MAX_CHOICES = 25
MAX_CHOICE_CHARS = 100


def question_choices(entries: Iterable[Entry], shows: Sequence[Pack]) -> list[Choice[str]]:
    """Return known questions, each named with its show when several are loaded."""
    return _choices((_titled(entry.pack, entry.fact.question, shows), entry.key) for entry in entries)


def topic_choices(typed: str, shows: Sequence[Pack]) -> list[Choice[str]]:
    """Return the topics that hold what was typed in their title, id or aliases."""
    topics = [(show, topic) for show in shows for topic in show.topics]
    found = [(show, t) for show, t in topics if _holds(typed, (show.title, t.title, t.id, *t.aliases))]
    return _choices((_titled(show, topic.title, shows), f"{show.id}/{topic.id}") for show, topic in found)


def show_choices(typed: str, shows: Sequence[Pack]) -> list[Choice[str]]:
    """Return the shows that hold what was typed in their title, id or aliases."""
    found = [show for show in shows if _holds(typed, (show.title, show.id, *show.aliases))]
    return _choices((show.title, show.id) for show in found)


def list_choices(typed: str, lists: Iterable[KeptList]) -> list[Choice[str]]:
    """Return the question lists that hold what was typed in their title or id, each with its number of questions."""
    found = [it for it in lists if _holds(typed, (it.heading.title, it.heading.id))]
    return _choices((f"{it.heading.title} ({it.count})", it.heading.id) for it in found)


def _choices(named: Iterable[tuple[str, str]]) -> list[Choice[str]]:
    pairs = [(cut(plain(name), MAX_CHOICE_CHARS), value) for name, value in named]
    return [Choice(name=name, value=value) for name, value in pairs if len(value) <= MAX_CHOICE_CHARS][:MAX_CHOICES]


def _titled(show: Pack, name: str, shows: Sequence[Pack]) -> str:
    return f"{show.title}: {name}" if len(shows) > 1 else name


def _holds(typed: str, names: Iterable[str]) -> bool:
    return any(plain(typed).casefold() in name.casefold() for name in names)
