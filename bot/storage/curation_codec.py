"""Facts' states and drafts as the JSON that the database keeps, and back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date

from pydantic import TypeAdapter

from bot.core.curation.drafts import Draft
from bot.core.curation.revisions import UNTOUCHED, OwnFact, State
from bot.core.knowledge.facts import Entity, Fact, Source


@dataclass(frozen=True, slots=True)
class _KeptSource:
    """A source; `Source.date` is named like its type, which pydantic cannot tell apart."""

    id: str
    title: str
    day: date
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A state in parts."""

    fact: Fact | None = None
    source: _KeptSource | None = None
    topic_title: str = ""
    is_hidden: bool = False
    entities: tuple[Entity, ...] = ()


_STATE = TypeAdapter(_Kept)
_DRAFT = TypeAdapter(Draft)
AS_IN_PACK = "{}"


def dump_fact_state(state: State) -> str:
    """Return how a guild has a fact."""
    own = state.own
    if state is UNTOUCHED:
        return AS_IN_PACK
    if own is None:
        kept = _Kept(is_hidden=state.is_hidden)
    else:
        source = own.source
        kept_source = _KeptSource(source.id, source.title, source.date, source.publisher, source.url)
        kept = _Kept(own.fact, kept_source, own.topic_title, state.is_hidden, own.entities)
    return json.dumps(_STATE.dump_python(kept, mode="json", exclude_defaults=True), ensure_ascii=False)


def load_fact_state(state: str) -> State:
    """Return the state that `dump_fact_state` kept."""
    if state == AS_IN_PACK:
        return UNTOUCHED
    kept = _STATE.validate_json(state)
    if kept.fact is None or kept.source is None:
        return State(is_hidden=kept.is_hidden)
    it = kept.source
    own = OwnFact(kept.fact, Source(it.id, it.title, it.day, it.publisher, it.url), kept.topic_title, kept.entities)
    return State(own, kept.is_hidden)


def dump_draft(draft: Draft) -> str:
    """Return a draft."""
    return json.dumps(asdict(draft), ensure_ascii=False)


def load_draft(draft: str) -> Draft:
    """Return the draft that `dump_draft` kept."""
    return _DRAFT.validate_json(draft)
