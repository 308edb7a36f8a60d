"""What people and buttons call things: shows, topics and facts by their ids and other names."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.errors import UserError
from bot.core.knowledge.answering import Entry
from bot.core.knowledge.facts import Pack, Topic

_LOOSE = " \t\r\n.,:;!?-–—'\"“”‘’()"


def find_show(shows: Iterable[Pack], name: str) -> Pack | None:
    """Return the show with this id, title or alias, in any case; None when there is none."""
    wanted = _bare(name)
    return next((show for show in shows if wanted in map(_bare, (show.id, show.title, *show.aliases))), None)


def find_topic(show: Pack, name: str) -> Topic | None:
    """Return the topic with this id, title or alias, in any case; None when there is none."""
    wanted = _bare(name)
    return next((topic for topic in show.topics if wanted in map(_bare, (topic.id, topic.title, *topic.aliases))), None)


def find_entry(shows: Iterable[Pack], key: str) -> Entry | None:
    """Return the fact called `show/fact`; None when there is none."""
    show_id, _, fact_id = key.partition("/")
    entries = (Entry(show, fact) for show in shows if show.id == show_id for fact in show.facts)
    return next((entry for entry in entries if entry.fact.id == fact_id), None)


def topic_of(shows: Iterable[Pack], name: str, show_name: str | None) -> tuple[Pack, Topic]:
    """Return the topic that is meant by `topic` or `show/topic`, in one show or in all.

    Raises:
        UserError: no show has it, or several do.
    """
    shows = tuple(shows)
    show_id, slash, topic_name = name.partition("/")
    if slash and (show := find_show(shows, show_id)):
        shows, name = (show,), topic_name
    elif show_name:
        shows = (show_of(shows, show_name),)
    found = [(show, topic) for show in shows if (topic := find_topic(show, name))]
    if len(found) == 1:
        return found[0]
    if found:
        raise UserError(
            f"Several shows have that topic: {_titles(show for show, _ in found)}. Please name the show too."
        )
    topics = dict.fromkeys(topic.id for show in shows for topic in show.topics)
    raise UserError(f"I have no such topic. There are {', '.join([*topics][:25])}.")


def show_of(shows: Iterable[Pack], name: str) -> Pack:
    """Return the show of this name. Raises UserError naming the ones there are."""
    shows = tuple(shows)
    show = find_show(shows, name)
    if show is None:
        raise UserError(f"I have no such show. I know {_titles(shows)}.")
    return show


def _titles(shows: Iterable[Pack]) -> str:
    return ", ".join([show.title for show in shows][:25])


def _bare(name: str) -> str:
    return name.strip(_LOOSE).casefold()
