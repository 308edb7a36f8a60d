"""Cards about a show: its overview, a topic, an answer, a quotation, a question back.

A card is an embed within Discord's limits: description 4,096 characters, 6,000 in all (API reference, "Embed Limits").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.core import accents
from bot.core.knowledge.answering import Answer, Entry, long_date
from bot.core.knowledge.facts import Fact, Pack, Topic
from bot.discord_ui.fact_markup import fact_body, fact_lines, hide, quotation_of, source_lines, source_links
from bot.discord_ui.text import clean, clean_prose, counted, cut, plain

MAX_TITLE_CHARS = 256
MAX_BODY_CHARS = 3600
MAX_FIELD_CHARS = 1024
MAX_SOURCES = 3
EXAMPLES = 3
_LINKS_CHARS = 480
_FOOTER_CHARS = 900
_LEFT_OUT_CHARS = 20


@dataclass(frozen=True, slots=True)
class Manner:
    """How people can ask this bot. `reads_messages`: it may read messages that do not mention it."""

    prefix: str
    reads_messages: bool

    def ways(self, show: Pack) -> str:
        """Return the ways to ask about a show, one a line."""
        command = f"{self.prefix}{show.id}"
        topic = f", or a topic: `{command} {show.topics[0].id}`" if show.topics else ""
        typed = [f"- `{command} your question`{topic}"]
        anyway = ["- `/ask`, `/topic`, `/quote`", "- Mention me, or send me a direct message"]
        return "\n".join([*(typed if self.reads_messages else []), *anyway])


def accent(show_id: str) -> discord.Colour:
    """Return a show's colour."""
    return discord.Colour.from_rgb(*accents.accent(show_id))


def overview_card(show: Pack, manner: Manner) -> discord.Embed:
    """Return what a show's bare command shows: what it is, what can be asked, and how."""
    card = _card(show, clean(show.title), [clean_prose(show.summary)])
    card.remove_author()
    examples = [f"- {clean(fact.question)}" for fact in _examples(show)]
    topics = [f"`{topic.id}`" for topic in show.topics]
    fields = {
        "Ask me, for example": _fit(examples, MAX_FIELD_CHARS),
        "Topics": _fit(topics, MAX_FIELD_CHARS, " · "),
        "How to ask": manner.ways(show),
    }
    for name, value in fields.items():
        if value:
            card.add_field(name=name, value=value, inline=False)
    return card.set_footer(text=freshness(show))


def freshness(show: Pack) -> str:
    """Return how much is known about a show and since when."""
    newest = max((fact.as_of for fact in show.facts), default=None)
    return f"{counted(len(show.facts), 'fact')}, as of {long_date(newest)}" if newest else "No facts yet"


def answer_card(answer: Answer) -> discord.Embed:
    """Return the card for an answered question; one fact is headed by the question that it answers."""
    if answer.topic is not None:
        show, topic = answer.topic
        return topic_card(show, topic, answer.entries)
    entries = answer.entries
    show = entries[0].pack
    is_single = len(entries) == 1 and not entries[0].fact.spoiler
    title = clean(entries[0].fact.question) if is_single else ""
    bodies = fact_lines(entries)
    if is_mixed(entries):
        bodies = [f"**{clean(entry.pack.title)}**\n{fact_body(entry)}\n" for entry in entries]
    return _card(show, title, bodies, entries)


def topic_card(show: Pack, topic: Topic, entries: Sequence[Entry]) -> discord.Embed:
    """Return all that is known on a topic."""
    bodies = fact_lines(entries) or ["Nothing is known here yet."]
    return _card(show, clean(topic.title), bodies, entries)


def quote_card(entry: Entry) -> discord.Embed:
    """Return a quotation alone, with its speaker and source."""
    return _card(entry.pack, "", [hide(entry.fact, quotation_of(entry))], [entry])


def suggestion_card(suggestions: Sequence[Entry]) -> discord.Embed:
    """Return the question back to the asker, the readings numbered as their buttons are."""
    shows = [f"{clean(entry.pack.title)}: " if is_mixed(suggestions) else "" for entry in suggestions]
    questions = [clean(entry.fact.question) for entry in suggestions]
    lines = [f"**{n}.** {show}{question}" for n, (show, question) in enumerate(zip(shows, questions, strict=True), 1)]
    return _card(suggestions[0].pack, "Did you mean …", ["\n".join(lines)])


def is_mixed(entries: Sequence[Entry]) -> bool:
    """Tell whether facts of more than one show stand together."""
    return len({entry.pack.id for entry in entries}) > 1


def _card(show: Pack, title: str, bodies: Sequence[str], entries: Sequence[Entry] = ()) -> discord.Embed:
    links = " · ".join(source_links(entries)[:MAX_SOURCES])
    description = "\n\n".join(filter(None, [_fit(bodies, MAX_BODY_CHARS), cut(links, _LINKS_CHARS)]))
    card = discord.Embed(title=cut(title, MAX_TITLE_CHARS) or None, description=description, colour=accent(show.id))
    card.set_author(name=cut(plain(show.title), MAX_TITLE_CHARS))
    return card.set_footer(text=_footer(source_lines(entries)))


def _footer(sources: list[str]) -> str | None:
    """Name as many sources as make sense in small print."""
    left_out = [f"and {len(sources) - MAX_SOURCES} more sources"] if len(sources) > MAX_SOURCES else []
    return cut("\n".join([*sources[:MAX_SOURCES], *left_out]), _FOOTER_CHARS) or None


def _fit(parts: Sequence[str], limit: int, joint: str = "\n") -> str:
    """Join as many whole parts as fit and say how many are left out; the first is cut rather than left out."""
    room = limit - _LEFT_OUT_CHARS
    kept: list[str] = []
    for part in parts:
        room -= len(part) + len(joint)
        if room < 0:
            break
        kept.append(part)
    kept = kept or [cut(part, limit - _LEFT_OUT_CHARS) for part in parts[:1]]
    left_out = [f"-# and {len(parts) - len(kept)} more"] if len(kept) < len(parts) else []
    return joint.join(kept) + "\n".join(["", *left_out])


def _examples(show: Pack) -> list[Fact]:
    """Return facts of topics that lie apart, so that the examples show how much can be asked."""
    firsts = {fact.topic_id: fact for fact in reversed(show.facts) if not fact.spoiler}
    facts = [firsts[topic.id] for topic in show.topics if topic.id in firsts]
    return facts[:: max(1, len(facts) // EXAMPLES)][:EXAMPLES]
