"""What a fact from a file must be like to become a guild's own: as one that was typed, only with more to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.core.curation.limits import LINK_CHARS, PHRASING_CHARS, SOURCE_CHARS, TEXT_CHARS
from bot.core.curation.revisions import OwnFact
from bot.core.curation.wording import Unfit, line
from bot.core.knowledge.facts import Entity, Fact, Quiz, Quotation, Source, Value

MAX_LISTED = 50
"""Phrasings, keywords, names ... of one fact."""
_NEEDED = "is empty"


def fitted(own: OwnFact) -> OwnFact:
    """Return a fact of which nothing pings, links or hides.

    Raises:
        Unfit: it cannot be made so; the message names the part.
    """
    return OwnFact(
        _fact(own.fact),
        _source(own.source),
        _line("the title of its topic", own.topic_title, SOURCE_CHARS, missing=_NEEDED),
        tuple(map(_entity, own.entities)),
    )


def _fact(fact: Fact) -> Fact:
    _count("kinds", fact.kinds)
    _count("about", fact.about)
    _count("quiz", fact.quiz)
    return replace(
        fact,
        text=_line("text", fact.text, TEXT_CHARS, missing=_NEEDED),
        question=_line("question", fact.question, PHRASING_CHARS, missing=_NEEDED),
        asked=_lines("asked", fact.asked),
        keywords=_lines("keywords", fact.keywords),
        periods=_lines("periods", fact.periods),
        where=_line("where", fact.where, SOURCE_CHARS),
        quotation=fact.quotation and _quotation(fact.quotation),
        value=fact.value and _value(fact.value),
        quiz=tuple(map(_quiz, fact.quiz)),
    )


def _quotation(spoken: Quotation) -> Quotation:
    return replace(spoken, words=_line("quotation", spoken.words, TEXT_CHARS, missing=_NEEDED))


def _value(value: Value) -> Value:
    return replace(
        value,
        text=_line("value", value.text, PHRASING_CHARS, missing=_NEEDED),
        unit=_line("unit", value.unit, PHRASING_CHARS),
        accepted=_lines("accepted", value.accepted),
    )


def _quiz(quiz: Quiz) -> Quiz:
    return replace(
        quiz,
        question=_line("quiz", quiz.question, PHRASING_CHARS),
        answer=_line("quiz", quiz.answer, PHRASING_CHARS),
        accepted=_lines("quiz", quiz.accepted),
        wrong=_lines("quiz", quiz.wrong),
    )


def _source(source: Source) -> Source:
    if len(source.url) > LINK_CHARS:
        raise Unfit(f"the address of its source is longer than {LINK_CHARS} characters")
    return replace(
        source,
        title=_line("the title of its source", source.title, SOURCE_CHARS, missing=_NEEDED),
        publisher=_line("the publisher of its source", source.publisher, SOURCE_CHARS),
    )


def _entity(entity: Entity) -> Entity:
    name = _line("the name of whom or what it is about", entity.name, PHRASING_CHARS, missing=_NEEDED)
    _count("roles", entity.roles)
    return replace(entity, name=name, aliases=_lines("aliases", entity.aliases))


def _line(what: str, text: str, limit: int, *, missing: str = "") -> str:
    try:
        return line(text, limit, missing=missing)
    except Unfit as unfit:
        raise Unfit(f"{what} {unfit}") from None


def _lines(what: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    _count(what, texts)
    return tuple(_line(what, text, PHRASING_CHARS, missing=_NEEDED) for text in texts)


def _count(what: str, listed: Iterable[object]) -> None:
    count = sum(1 for _ in listed)
    if count > MAX_LISTED:
        raise Unfit(f"{what} holds {count}; at most {MAX_LISTED} fit")
