"""From a form to a fact, or to what is wrong with each of its fields; and back, for a form to edit a fact with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from bot.core.curation.drafts import Draft, DraftRefused, FieldFault
from bot.core.curation.exporting import entities_of
from bot.core.curation.limits import PHRASING_CHARS, PHRASINGS, TEXT_CHARS
from bot.core.curation.naming import topic_for
from bot.core.curation.revisions import OwnFact
from bot.core.curation.sourcing import address_of, day_of, source_of, title_in, title_of
from bot.core.curation.valuing import value_of, written
from bot.core.curation.wording import Unfit, line, lines
from bot.core.knowledge.facts import Fact, Pack, Source, Topic
from bot.core.plain_text import plain

NO_TEXT = "is missing: write what is known, in a sentence or two"
NO_QUESTION = "are missing: write at least the question that this answers"

_T = TypeVar("_T")


@dataclass
class _Form:
    """A form under examination. What stands in it as in the fact that is edited is taken as it is there."""

    draft: Draft
    before: Draft | None
    faults: list[FieldFault] = field(default_factory=list)

    def is_untouched(self, *names: str) -> bool:
        """Tell whether fields say what they said when the form was opened."""
        forms = (self.draft, self.before)
        return self.before is not None and all(
            len({tuple(filter(None, map(plain, getattr(it, name).splitlines()))) for it in forms}) == 1
            for name in names
        )

    def take(self, name: str, read: Callable[[str], _T], otherwise: _T, kept: _T | None = None) -> _T:
        """Return what a field says, or note all that is wrong with it."""
        if kept is not None and self.is_untouched(name):
            return kept
        try:
            return read(getattr(self.draft, name))
        except Unfit as unfit:
            self.faults += [FieldFault(name, problem) for problem in unfit.problems]
            return otherwise


def check(draft: Draft, pack: Pack, *, fact_id: str, today: date, original: OwnFact | None = None) -> OwnFact:
    """Return the fact that a form describes.

    Args:
        pack: The show as the guild has it.
        today: The day of a source for which none was given.
        original: The fact that is edited: what a form has no field for stays as it is there.
    Raises:
        DraftRefused: with every fault of each field that cannot be taken.
    """
    form = _Form(draft, draft_of(original) if original else None)
    old = original.fact if original else None
    old_topic = Topic(old.topic_id, original.topic_title) if old and original else None
    topic = form.take("topic", lambda typed: topic_for(pack, typed), Topic("", ""), old_topic)
    text = form.take("text", lambda typed: line(typed, TEXT_CHARS, missing=NO_TEXT), "", old.text if old else None)
    asked = form.take("asked", _phrasings, (), (old.question, *old.asked) if old else None)
    valued = _value(form, pack, old)
    source, day = _source(form, pack, original, today)
    if form.faults:
        raise DraftRefused(draft, tuple(form.faults))
    model = old or Fact(fact_id, draft.show_id, "", "", "", "", today)
    fact = replace(
        valued(model),
        topic_id=topic.id,
        text=text,
        question=asked[0],
        asked=asked[1:],
        source_id=source.id,
        as_of=day,
        where=model.where if form.is_untouched("source", "link") else "",
    )
    return OwnFact(fact, source, topic.title, original.entities if original else ())


def own_of(fact: Fact, pack: Pack) -> OwnFact:
    """Return a fact of a pack with what it needs beside it."""
    entities = entities_of(fact, {it.id: it for it in pack.entities})
    return OwnFact(fact, pack.source(fact.source_id), pack.topic(fact.topic_id).title, entities)


def draft_of(own: OwnFact) -> Draft:
    """Return the form that describes a fact, to edit it with."""
    fact = own.fact
    return Draft(
        fact.show_id,
        topic=own.topic_title,
        text=fact.text,
        asked="\n".join((fact.question, *fact.asked)),
        value=written(fact.value),
        source=title_in(own.source),
        link=own.source.url,
        day=fact.as_of.isoformat(),
    )


def holding(pack: Pack, own: OwnFact) -> Pack:
    """Return a pack that holds a fact too, in place of the one with the same id."""
    fact, topic = own.fact, Topic(own.fact.topic_id, own.topic_title)
    others = tuple(it for it in pack.facts if it.id != fact.id)
    topics = pack.topics if any(it.id == topic.id for it in pack.topics) else (*pack.topics, topic)
    sources = tuple(it for it in pack.sources if it.id != own.source.id)
    return replace(pack, facts=(*others, fact), topics=topics, sources=(*sources, own.source))


def _phrasings(typed: str) -> tuple[str, ...]:
    found = lines(typed)
    if not found:
        raise Unfit(NO_QUESTION)
    problems = [f"are {len(found)}; at most {PHRASINGS} lines fit"] if len(found) > PHRASINGS else []
    for number, typed_line in enumerate(found, 1):
        try:
            line(typed_line, PHRASING_CHARS)
        except Unfit as unfit:
            problems += [f"line {number} {problem}" for problem in unfit.problems]
    if problems:
        raise Unfit(*problems)
    return found


def _value(form: _Form, pack: Pack, old: Fact | None) -> Callable[[Fact], Fact]:
    """Return what gives a fact its value. Questions that were written for another value go with it."""
    if old and form.is_untouched("value"):
        return lambda fact: fact
    value = form.take("value", lambda typed: value_of(pack, typed), None)
    return lambda fact: replace(fact, value=value, quiz=(), in_quiz=True)


def _source(form: _Form, pack: Pack, original: OwnFact | None, today: date) -> tuple[Source, date]:
    if original and form.is_untouched("source", "link", "day"):
        return original.source, original.fact.as_of
    title = form.take("source", title_of, "")
    address = form.take("link", address_of, "")
    day = form.take("day", lambda typed: day_of(typed, today), today, original.fact.as_of if original else None)
    return source_of(pack, title, address, day), day
