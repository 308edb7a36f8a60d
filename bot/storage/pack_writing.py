"""Write show packs as `packs` reads them, in the order and layout that facts/README.md teaches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml

from bot.core.knowledge.facts import Fact, Pack, Quiz, Quotation, Value
from bot.storage.packs import ENTITY_SECTIONS

# Lines end with the word that passes it.
WIDTH = 100
INDENT = "  "
# Beyond this many characters an entry gets a line for each key, and a text lines of its own.
MAX_FLOW_CHARS = 100
_TAG = "tag:yaml.org,2002:"
# What turns the direction of the text after it is written as its code, so that nobody is shown what is not there.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Entry = dict[str, Any]


def write_pack(pack: Pack) -> str:
    """Return a pack as the text of a file, of which `packs.build_pack` makes an equal one.

    Entities come out by their sections; in the pack they must stand in that order, as those that were read do.
    """
    return "\n".join(_section(name, entries) for name, entries in _sections(pack).items() if entries)


def _sections(pack: Pack) -> dict[str, Entry | list[Entry]]:
    show = {"id": pack.id, "title": pack.title, "aliases": pack.aliases, "summary": pack.summary}
    named = {
        section: {
            it.id: _said({"name": it.name, "aliases": it.aliases, "roles": it.roles})
            for it in pack.entities
            if it.type == kind
        }
        for section, kind in ENTITY_SECTIONS.items()
    }
    topics = {it.id: _said({"title": it.title, "aliases": it.aliases}) for it in pack.topics}
    sources = {
        it.id: _said({"title": it.title, "publisher": it.publisher, "date": it.date, "url": it.url})
        for it in pack.sources
    }
    facts = [_fact(fact, pack.source(fact.source_id).date) for fact in pack.facts]
    return {
        "show": {**_said(show), "released": pack.released},
        **named,
        "topics": topics,
        "sources": sources,
        "facts": facts,
        "words": dict(pack.words),
    }


def _fact(fact: Fact, source_date: date) -> Entry:
    return _said(
        {
            "id": fact.id,
            "topic": fact.topic_id,
            "kinds": fact.kinds,
            "about": fact.about,
            "keywords": fact.keywords,
            "season": fact.season,
            "asked": fact.asked,
            "periods": fact.periods,
            "question": fact.question,
            "text": fact.text,
            "value": fact.value and _value(fact.value),
            "quotation": fact.quotation and _quotation(fact.quotation),
            "quiz": _quiz(fact.quiz) if fact.in_quiz else False,
            "spoiler": fact.spoiler or None,
            "as_of": None if fact.as_of == source_date else fact.as_of,
            "source": fact.source_id,
            "where": fact.where,
        }
    )


def _value(value: Value) -> Entry:
    return _said({"type": value.type, "text": value.text, "unit": value.unit, "accepted": value.accepted})


def _quotation(quotation: Quotation) -> Entry:
    return _said({"by": quotation.by, "words": quotation.words})


def _quiz(entries: tuple[Quiz, ...]) -> Entry | list[Entry] | None:
    """Return the quiz questions of a fact; a lone one without a list around it."""
    said = [
        _said(
            {
                "question": it.question,
                "answer": it.answer,
                "accepted": it.accepted,
                "wrong": it.wrong,
                "difficulty": it.difficulty,
                "typed": None if it.is_typed else False,
                "true_false": None if it.is_stated else False,
            }
        )
        for it in entries
    ]
    return said[0] if len(said) == 1 else said or None


def _said(entry: Entry) -> Entry:
    """Return an entry without the keys that say nothing."""
    return {key: value for key, value in entry.items() if value not in ("", (), None)}


def _section(name: str, entries: Entry | list[Entry]) -> str:
    """Return a section; show and topics and the like without empty lines between their entries, facts with them."""
    if isinstance(entries, list):
        return f"{name}:\n" + "\n".join(_indented(_dumped([entry])) for entry in entries)
    return f"{name}:\n" + "".join(_indented(_dumped({key: value})) for key, value in entries.items())


def _indented(block: str) -> str:
    return "\n".join(INDENT + line if line else line for line in block.split("\n"))


def _dumped(value: Any) -> str:
    """Return a value in YAML, where each node is a new one, so that none gets an anchor."""
    chars = set[str]().union(*_texts(value))
    # libyaml writes emoji as codes; PyYAML does not, and is slower.
    dumper = yaml.Dumper if max(chars, default="") > "\uffff" else yaml.CDumper
    text: str = yaml.serialize(_node(value), Dumper=dumper, width=WIDTH, allow_unicode=chars.isdisjoint(_TURNING))
    return text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        yield from (text for item in value.values() for text in _texts(item))
    elif isinstance(value, list | tuple):
        yield from (text for item in value for text in _texts(item))


def _node(value: Any, *, is_block: bool = True) -> yaml.Node:
    if isinstance(value, dict):
        pairs = [(_text_node(key), _node(item, is_block=is_block and _is_long(item))) for key, item in value.items()]
        return yaml.MappingNode(f"{_TAG}map", pairs, flow_style=not is_block)
    if isinstance(value, list | tuple):
        items = [_node(item, is_block=isinstance(value, list)) for item in value]
        return yaml.SequenceNode(f"{_TAG}seq", items, flow_style=isinstance(value, tuple))
    if isinstance(value, bool):
        return yaml.ScalarNode(f"{_TAG}bool", str(value).lower())
    if isinstance(value, int):
        return yaml.ScalarNode(f"{_TAG}int", str(value))
    if isinstance(value, date):
        return yaml.ScalarNode(f"{_TAG}timestamp", value.isoformat())
    return _text_node(value, is_block=is_block)


def _is_long(value: Any) -> bool:
    return "\n" in "".join(_texts(value)) or sum(len(it) + 2 for it in _texts(value)) > MAX_FLOW_CHARS


def _text_node(text: str, *, is_block: bool = False) -> yaml.Node:
    """Return a text that is quoted where it would mean something else; folded where it is long."""
    style = None
    if text != text.strip() or not text.replace("\n", "").isprintable():
        style = '"'
    elif is_block:
        style = "|" if "\n" in text else ">"
    return yaml.ScalarNode(f"{_TAG}str", text, style=style)
