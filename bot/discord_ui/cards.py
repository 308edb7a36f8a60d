"""Cards about a show: its overview, a topic, an answer, a quotation, a question back.

A card is an embed within Discord's limits: description 4,096 characters, 6,000 in all (API reference, "Embed Limits").
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import discord

from bot.core.knowledge.answering import Answer, Entry, long_date, source_line
from bot.core.knowledge.facts import Fact, Pack, Topic
from bot.discord_ui.text import clean, clean_fact, cut, plain

MAX_TITLE_CHARS = 256
MAX_BODY_CHARS = 3600
MAX_FIELD_CHARS = 1024
MAX_SOURCES = 3
EXAMPLES = 3
_SOURCE_CHARS = 480
_LEFT_OUT_CHARS = 20


@dataclass(frozen=True, slots=True)
class Manner:
    """How people can ask this bot. `reads_messages`: it may read messages that do not mention it."""

    prefix: str
    reads_messages: bool

    def ways(self, show: Pack) -> str:
        """Return the ways to ask about a show, one a line."""
        typed = f"`{self.prefix}{show.id} your question`, `{self.prefix}{show.id} {_first_topic(show)}`"
        ways = [typed] if self.reads_messages else []
        return "\n".join([*ways, "`/ask`, `/topic` and `/quote`", "Mention me, or write to me directly"])


def accent(show_id: str) -> discord.Colour:
    """Return a show's colour: always the same one, calm, readable on light and dark."""
    hue = blake2b(show_id.encode(), digest_size=1).digest()[0] / 256
    return discord.Colour.from_rgb(*(round(part * 255) for part in colorsys.hsv_to_rgb(hue, 0.5, 0.8)))


def overview_card(show: Pack, manner: Manner) -> discord.Embed:
    """Return what a show's bare command shows: what it is, what can be asked, and how."""
    card = _card(show, clean(show.title), [clean(show.summary)])
    card.remove_author()
    examples = [f"- {clean(fact.question)}" for fact in _examples(show)]
    card.add_field(name="Ask me, for example", value=_fit(examples, MAX_FIELD_CHARS), inline=False)
    topics = [f"`{topic.id}`" for topic in show.topics]
    card.add_field(name="Topics", value=_fit(topics, MAX_FIELD_CHARS, " · "), inline=False)
    card.add_field(name="How to ask", value=f"{manner.ways(show)}\n-# {freshness(show)}", inline=False)
    return card


def freshness(show: Pack) -> str:
    """Return how much is known about a show and since when."""
    newest = max((fact.as_of for fact in show.facts), default=None)
    return f"{len(show.facts)} facts, as of {long_date(newest)}" if newest else "No facts yet"


def answer_card(answer: Answer) -> discord.Embed:
    """Return the card for an answered question; one fact is headed by the question that it answers."""
    if answer.topic is not None:
        show, topic = answer.topic
        return topic_card(show, topic, answer.entries)
    entries = answer.entries
    show = entries[0].pack
    is_single = len(entries) == 1 and not entries[0].fact.spoiler
    title = clean(entries[0].fact.question) if is_single else ""
    bodies = [fact_body(entry) for entry in entries]
    if is_mixed(entries):
        bodies = [f"**{clean(entry.pack.title)}**\n{body}" for entry, body in zip(entries, bodies, strict=True)]
    return _card(show, title, bodies, entries)


def topic_card(show: Pack, topic: Topic, entries: Sequence[Entry]) -> discord.Embed:
    """Return all that is known on a topic."""
    bodies = [fact_body(entry) for entry in entries] or ["Nothing is known here yet."]
    return _card(show, clean(topic.title), bodies, entries)


def quote_card(entry: Entry) -> discord.Embed:
    """Return a quotation alone, with its speaker and source."""
    return _card(entry.pack, "", [_hide(entry.fact, _quotation(entry))], [entry])


def suggestion_card(suggestions: Sequence[Entry]) -> discord.Embed:
    """Return the question back to the asker, the readings numbered as their buttons are."""
    shows = [f"{clean(entry.pack.title)}: " if is_mixed(suggestions) else "" for entry in suggestions]
    questions = [clean(entry.fact.question) for entry in suggestions]
    lines = [f"**{n}.** {show}{question}" for n, (show, question) in enumerate(zip(shows, questions, strict=True), 1)]
    return _card(suggestions[0].pack, "Did you mean …", ["\n".join(lines)])


def is_mixed(entries: Sequence[Entry]) -> bool:
    """Tell whether facts of more than one show stand together."""
    return len({entry.pack.id for entry in entries}) > 1


def fact_body(entry: Entry) -> str:
    """Return a fact as markup: its text, the quotation below it as a block, all hidden when it spoils."""
    text = clean_fact(entry.fact.text)
    quotation = _quotation(entry)
    return _hide(entry.fact, f"{text}\n{quotation}" if quotation else text)


def sources(entries: Iterable[Entry]) -> list[str]:
    """Return a small line for each source; the place in it only when there is a single fact."""
    entries = list(entries)
    if len(entries) > 1:
        entries = [Entry(entry.pack, replace(entry.fact, where="")) for entry in entries]
    return list(dict.fromkeys(map(_source, entries)))


def _card(show: Pack, title: str, bodies: Sequence[str], entries: Iterable[Entry] = ()) -> discord.Embed:
    small = sources(entries)
    if len(small) > MAX_SOURCES:
        small = [*small[:MAX_SOURCES], f"-# and {len(small) - MAX_SOURCES} more sources"]
    parts = [_fit(bodies, MAX_BODY_CHARS, "\n\n"), cut("\n".join(small), _SOURCE_CHARS)]
    description = "\n\n".join(filter(None, parts))
    card = discord.Embed(title=cut(title, MAX_TITLE_CHARS) or None, description=description, colour=accent(show.id))
    return card.set_author(name=cut(plain(show.title), MAX_TITLE_CHARS))


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


def _quotation(entry: Entry) -> str:
    quotation = entry.fact.quotation
    if quotation is None:
        return ""
    names = {entity.id: entity.name for entity in entry.pack.entities}
    speaker = f"\n> — {clean(names[quotation.by])}" if quotation.by in names else ""
    return f"> {clean(quotation.words)}{speaker}"


def _hide(fact: Fact, markup: str) -> str:
    """Put each line behind a spoiler of its own: one that spans a quotation block would not close."""
    if not fact.spoiler:
        return markup
    lines = [line.removeprefix("> ") for line in markup.splitlines()]
    return "\n".join(f"||{line}||" for line in lines)


def _source(entry: Entry) -> str:
    url = entry.pack.source(entry.fact.source_id).url
    line = f"-# {clean(source_line(entry))}"
    return f"{line} {clean_fact(f'[Read it]({url})')}" if url else line


def _examples(show: Pack) -> list[Fact]:
    """Return facts of different topics, so that the examples show how much can be asked."""
    firsts = {fact.topic_id: fact for fact in reversed(show.facts) if not fact.spoiler}
    return [firsts[topic.id] for topic in show.topics if topic.id in firsts][:EXAMPLES]


def _first_topic(show: Pack) -> str:
    return show.topics[0].id if show.topics else "cast"
