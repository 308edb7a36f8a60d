"""Read show packs. The format is described for authors in facts/README.md; this module is its only reader."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AnyHttpUrl, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from rapidfuzz import process

from bot.core.errors import DataFault, Fault
from bot.core.knowledge.facts import Entity, EntityType, Fact, Pack, Quotation, Source, Topic, Value, ValueType
from bot.storage.yaml_input import Document, KeyPath, read_yaml

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=32)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Lines = Annotated[tuple[Line, ...], BeforeValidator(_listed)]
Ids = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Show(_Model):
    id: Id
    title: Line
    aliases: Lines = ()
    summary: Annotated[str, StringConstraints(max_length=300)] = ""
    released: Annotated[int, Field(ge=0, le=999)] = 1


class _Entity(_Model):
    name: Line
    aliases: Lines = ()
    roles: Ids = ()


class _Topic(_Model):
    title: Line
    aliases: Lines = ()


class _Source(_Model):
    title: Line
    date: date
    publisher: str = ""
    url: AnyHttpUrl | Literal[""] = ""


class _Value(_Model):
    type: ValueType
    text: Line
    unit: str = ""
    accepted: Lines = ()


class _Quotation(_Model):
    words: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=450)]
    by: str = ""


class _Fact(_Model):
    id: Id
    topic: str
    text: Prose
    question: Line
    source: str
    as_of: date | None = None
    kinds: Ids = ()
    asked: Lines = ()
    about: Ids = ()
    keywords: Lines = ()
    season: Annotated[int, Field(ge=0, le=999)] | None = None
    periods: Lines = ()
    where: str = ""
    quotation: _Quotation | None = None
    value: _Value | None = None
    spoiler: bool = False


class _Pack(_Model):
    show: _Show
    topics: dict[Id, _Topic] = Field(min_length=1)
    sources: dict[Id, _Source] = Field(min_length=1)
    facts: tuple[_Fact, ...] = Field(min_length=1)
    people: dict[Id, _Entity] = {}
    characters: dict[Id, _Entity] = {}
    works: dict[Id, _Entity] = {}
    organisations: dict[Id, _Entity] = {}
    places: dict[Id, _Entity] = {}
    words: dict[str, Lines] = {}


ENTITY_SECTIONS: dict[str, EntityType] = {
    "people": "person",
    "characters": "character",
    "works": "work",
    "organisations": "organisation",
    "places": "place",
}


def read_packs(paths: Iterable[Path], kinds: Iterable[str]) -> tuple[Pack, ...]:
    """Return the packs in files and folders (their `*.yaml`), in the order given.

    Args:
        kinds: The kinds of questions that the lexicon knows.
    Raises:
        DataFault: with every fault of every file; no packs at all is a fault too.
    """
    known, packs, faults = tuple(kinds), dict[str, Pack](), list[Fault]()
    for file in _files(paths, faults):
        try:
            pack = read_pack(file, known)
        except DataFault as fault:
            faults.extend(fault.faults)
            continue
        if pack.id in packs:
            faults.append(Fault(str(file), 0, "show.id", f"{pack.id} is the id of another pack too"))
        packs[pack.id] = pack
    if faults:
        raise DataFault(faults)
    return tuple(packs.values())


def read_pack(file: Path, kinds: Iterable[str]) -> Pack:
    """Return the pack in a file. Raises DataFault with every fault found."""
    document = read_yaml(file)
    if not isinstance(document.data, dict):
        raise DataFault([Fault(str(file), 1, "", "is no show pack: it must begin with `show:`")])
    try:
        model = _Pack.model_validate(document.data)
    except ValidationError as error:
        raise DataFault([_as_fault(document, item["loc"], item["msg"]) for item in error.errors()]) from None
    faults = list(_reference_faults(model, document, tuple(kinds)))
    if faults:
        raise DataFault(faults)
    return _pack(model)


def _files(paths: Iterable[Path], faults: list[Fault]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        found = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
        if not found:
            faults.append(Fault(str(path), 0, "", "holds no pack (no *.yaml file)"))
        files.extend(found)
    return files


def _as_fault(document: Document, loc: KeyPath, message: str) -> Fault:
    path = tuple(part for part in loc if part != "[key]")
    return document.fault(path, message.removeprefix("Value error, ").replace("Input should", "should"))


def _reference_faults(model: _Pack, document: Document, kinds: tuple[str, ...]) -> Iterable[Fault]:
    """Yield a fault for each name that stands for something the file, or the lexicon, does not have."""

    def unknown(path: KeyPath, name: str, known: Iterable[str], what: str) -> Iterable[Fault]:
        choices = list(known)
        if name not in choices:
            near = process.extractOne(name, choices, score_cutoff=70)
            hint = f"; did you mean {near[0]}?" if near else ""
            yield document.fault(path, f"{name!r} is no {what}{hint}")

    entities: dict[str, str] = {}
    for section in ENTITY_SECTIONS:
        for key in getattr(model, section):
            if key in entities:
                yield document.fault((section, key), f"{key} stands under {entities[key]} too; ids must differ")
            entities[key] = section
    seen: dict[str, int] = {}
    for at, fact in enumerate(model.facts):
        here: KeyPath = ("facts", at)
        if fact.id in seen:
            yield document.fault((*here, "id"), f"{fact.id} is the id of fact {seen[fact.id]} too")
        seen[fact.id] = at
        yield from unknown((*here, "topic"), fact.topic, model.topics, "topic")
        yield from unknown((*here, "source"), fact.source, model.sources, "source")
        for name in fact.about:
            yield from unknown((*here, "about"), name, entities, "entity of this file")
        for name in fact.kinds:
            yield from unknown((*here, "kinds"), name, kinds, "kind of the lexicon")
        if fact.quotation and fact.quotation.by:
            yield from unknown((*here, "quotation", "by"), fact.quotation.by, entities, "entity of this file")


def _pack(model: _Pack) -> Pack:
    sources = {key: Source(key, it.title, it.date, it.publisher, str(it.url)) for key, it in model.sources.items()}
    return Pack(
        id=model.show.id,
        title=model.show.title,
        aliases=model.show.aliases,
        summary=model.show.summary,
        released=model.show.released,
        topics=tuple(Topic(key, it.title, it.aliases) for key, it in model.topics.items()),
        sources=tuple(sources.values()),
        entities=tuple(
            Entity(key, kind, it.name, it.aliases, it.roles)
            for section, kind in ENTITY_SECTIONS.items()
            for key, it in getattr(model, section).items()
        ),
        facts=tuple(_fact(fact, model.show.id, sources[fact.source].date) for fact in model.facts),
        words=dict(model.words),
    )


def _fact(model: _Fact, show_id: str, source_date: date) -> Fact:
    return Fact(
        id=model.id,
        show_id=show_id,
        topic_id=model.topic,
        text=model.text,
        question=model.question,
        source_id=model.source,
        as_of=model.as_of or source_date,
        kinds=model.kinds,
        asked=model.asked,
        about=model.about,
        keywords=model.keywords,
        season=model.season,
        periods=model.periods,
        where=model.where,
        quotation=model.quotation and Quotation(model.quotation.words, model.quotation.by),
        value=model.value and Value(model.value.type, model.value.text, model.value.unit, model.value.accepted),
        spoiler=model.spoiler,
    )
