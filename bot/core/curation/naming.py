"""Names for what a guild makes: ids that can be read, for facts and topics, and those that are free for shows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import count

from bot.core.curation.limits import ID_CHARS, TOPIC_CHARS
from bot.core.curation.revisions import OwnShow
from bot.core.curation.wording import line
from bot.core.knowledge.facts import Pack, Topic
from bot.core.knowledge.text import fold

# Where facts stand for which nobody named a topic.
MORE = "More facts"


def slug(text: str, otherwise: str, limit: int = ID_CHARS) -> str:
    """Return the first words of a text as an id of a-z, 0-9 and hyphens; `otherwise` for a text that has none."""
    found = re.findall(r"[a-z0-9]+", fold(text).replace("'", ""))
    kept = ""
    for word in found:
        longer = f"{kept}-{word}" if kept else word[:limit]
        if len(longer) > limit:
            break
        kept = longer
    return kept or otherwise


def ids_for(text: str, otherwise: str) -> Iterator[str]:
    """Yield ids without end: that of the text, then the same with 2, 3, ..."""
    yield slug(text, otherwise)
    for number in count(2):
        ending = f"-{number}"
        yield slug(text, otherwise, ID_CHARS - len(ending)) + ending


def free_id(text: str, taken: Collection[str], otherwise: str) -> str:
    """Return the first id for a text that is not taken."""
    return next(it for it in ids_for(text, otherwise) if it not in taken)


def is_free(show: OwnShow, packs: Iterable[Pack], own: Iterable[OwnShow] = ()) -> bool:
    """Tell whether people mean no other show yet, one of some packs or an own one, by a show's id or title."""
    names = {name.casefold() for it in packs for name in (it.id, it.title, *it.aliases)}
    names |= {name.casefold() for it in own for name in (it.id, it.title)}
    return names.isdisjoint((show.id, show.title.casefold()))


def topic_for(pack: Pack, typed: str) -> Topic:
    """Return the topic that is meant by its id, title or alias, else a new one. Raises Unfit as `line` does."""
    name = line(typed, TOPIC_CHARS) or MORE
    wanted, mark = fold(name), slug(name, "")
    for topic in pack.topics:
        if mark == topic.id or wanted in map(fold, (topic.title, topic.id, *topic.aliases)):
            return topic
    return Topic(free_id(name, {topic.id for topic in pack.topics}, "topic"), name)
