"""Read show packs. The format is described for authors in facts/README.md; this module is its only reader."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from bot.core.errors import DataFault, Fault
from bot.core.knowledge.facts import Entity, EntityType, Fact, Pack, Quiz, Quotation, Source, Topic, Value
from bot.core.quiz.checking import written_faults
from bot.storage.pack_schema import KEYS, WORDINGS, FactEntry, PackFile, QuizEntry
from bot.storage.yaml_input import Document, KeyPath, read_yaml

MAX_FAULTS = 100  # of one file: more help nobody, and each near name costs a search

ENTITY_SECTIONS: dict[str, EntityType] = {
    "people": "person",
    "characters": "character",
    "works": "work",
    "organisations": "organisation",
    "places": "place",
}


def read_packs(paths: Iterable[Path], kinds: Iterable[str], concepts: Iterable[str] | None = None) -> tuple[Pack, ...]:
    """Return the packs in files and folders (their `*.yaml`), in the order given.

    Args:
        kinds: The kinds of questions that the lexicon knows.
        concepts: Its concepts, for which packs may have words of their own; not checked when None.
    Raises:
        DataFault: with every fault of every file; no packs at all is a fault too.
    """
    known, packs, faults = tuple(kinds), dict[str, Pack](), list[Fault]()
    concepts = None if concepts is None else tuple(concepts)
    for file in _files(paths, faults):
        try:
            pack = read_pack(file, known, concepts)
        except DataFault as fault:
            faults.extend(fault.faults)
            continue
        if pack.id in packs:
            faults.append(Fault(str(file), 0, "show.id", f"{pack.id} is the id of another pack too"))
        packs[pack.id] = pack
    if faults:
        raise DataFault(faults)
    return tuple(packs.values())


def read_pack(file: Path, kinds: Iterable[str], concepts: Collection[str] | None = None) -> Pack:
    """Return the pack in a file; see `read_packs`. Raises DataFault with the first MAX_FAULTS faults."""
    return build_pack(read_yaml(file), kinds, concepts)


def build_pack(document: Document, kinds: Iterable[str], concepts: Collection[str] | None = None) -> Pack:
    """Return the pack that a document describes; see `read_pack`."""
    if not isinstance(document.data, dict):
        raise DataFault([Fault(document.file, 1, "", "is no show pack: it must begin with `show:`")])
    faults = list(islice(_reference_faults(document, tuple(kinds)), MAX_FAULTS))
    if concepts is not None:
        faults += islice(_word_faults(document, concepts), MAX_FAULTS)
    try:
        model = PackFile.model_validate(document.data)
    except ValidationError as error:
        faults += [_as_fault(document, item) for item in error.errors(include_url=False) if not _is_echo(item)]
    if faults:
        raise DataFault(sorted(faults, key=attrgetter("line"))[:MAX_FAULTS])
    pack = _pack(model)
    if found := [_quiz_fault(document, *it) for it in islice(written_faults(pack), MAX_FAULTS)]:
        raise DataFault(found)
    return pack


def _files(paths: Iterable[Path], faults: list[Fault]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        found = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
        if not found:
            faults.append(Fault(str(path), 0, "", "holds no pack (no *.yaml file)"))
        files.extend(found)
    return files


def _is_echo(error: ErrorDetails) -> bool:
    """Tell whether a list only counts as empty because all of its items are faulty."""
    return error["type"] == "too_short" and bool(error["input"])


def _as_fault(document: Document, error: ErrorDetails) -> Fault:
    path = tuple(part for part in error["loc"] if part != "[key]")
    wording = WORDINGS.get(error["type"])
    if wording is None:
        problem = error["msg"].removeprefix("Value error, ").replace("Input should", "should")
    else:
        problem = wording.format_map(error.get("ctx", {}))
    if error["type"] == "extra_forbidden" and not error["input"]:  # {text: 40,000 euros}
        problem += "; inside braces, a text with a comma needs quotes around it"
    elif error["type"] == "extra_forbidden":
        near = process.extractOne(str(path[-1]), KEYS - {path[-1]}, scorer=fuzz.ratio, score_cutoff=75)
        problem += f"; did you mean {near[0]}?" if near else ""
    return document.fault(path, problem)


def _quiz_fault(document: Document, fact_at: int, entry_at: int, key: str, problem: str) -> Fault:
    place: KeyPath = ("facts", fact_at, "quiz")
    listed = (*place, entry_at)
    return document.fault((*(listed if listed in document.lines else place), *([key] if key else [])), problem)


def _reference_faults(document: Document, kinds: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each name that stands for nothing in the file or the lexicon, whatever else is wrong there."""
    entities: dict[str, str] = {}
    for section in ENTITY_SECTIONS:
        for key in _keys(document.data, section):
            if key in entities:
                yield document.fault((section, key), f"{key} stands under {entities[key]} too; ids must differ")
            entities[key] = section
    known: dict[KeyPath, tuple[str, Collection[str]]] = {
        ("topic",): ("topic of this file", _keys(document.data, "topics")),
        ("source",): ("source of this file", _keys(document.data, "sources")),
        ("about",): ("entity of this file", entities),
        ("kinds",): ("kind of question that the lexicon knows", kinds),
        ("quotation", "by"): ("entity of this file", entities),
    }
    seen: dict[str, int] = {}
    facts = document.data.get("facts")
    for at, fact in enumerate(facts if isinstance(facts, list) else ()):
        for path, fact_id in _names(fact, ("id",)):
            if fact_id in seen:
                first = document.lines["facts", seen[fact_id]]
                yield document.fault(("facts", at, *path), f"{fact_id} is the id of the fact in line {first} too")
            seen.setdefault(fact_id, at)
        for place, (what, choices) in known.items():
            for path, name in _names(fact, place):
                if name not in choices:
                    yield document.fault(("facts", at, *path), f"{name!r} is no {what}{_hint(name, choices)}")


def _word_faults(document: Document, concepts: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each concept that the pack has words for and the lexicon does not know."""
    for name in _keys(document.data, "words"):
        if name not in concepts:
            problem = f"{name!r} is no concept that the lexicon knows{_hint(name, concepts)}"
            yield document.fault(("words", name), problem)


def _hint(name: str, choices: Collection[str]) -> str:
    near = process.extractOne(name, list(choices), score_cutoff=70)
    return f"; did you mean {near[0]}?" if near else ""


def _keys(data: dict[str, Any], section: str) -> Collection[str]:
    found = data.get(section)
    return found.keys() if isinstance(found, dict) else ()


def _names(fact: Any, place: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield the names that stand at a place of a fact, alone or in a list, each with its path."""
    found = fact
    for key in place:
        found = found.get(key) if isinstance(found, dict) else None
    if isinstance(found, str) and found:
        yield place, found
    if isinstance(found, list):
        yield from (((*place, at), name) for at, name in enumerate(found) if isinstance(name, str) and name)


def _pack(model: PackFile) -> Pack:
    sources = {key: Source(key, it.title, it.date, it.publisher, it.url) for key, it in model.sources.items()}
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


def _fact(model: FactEntry, show_id: str, source_date: date) -> Fact:
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
        quotation=Quotation(model.quotation.words, model.quotation.by) if model.quotation else None,
        value=Value(model.value.type, model.value.text, model.value.unit, model.value.accepted)
        if model.value
        else None,
        spoiler=model.spoiler,
        quiz=tuple(map(_quiz, model.quiz or ())),
        in_quiz=model.quiz is not None,
    )


def _quiz(model: QuizEntry) -> Quiz:
    return Quiz(
        question=model.question or "",
        answer=model.answer or "",
        accepted=model.accepted,
        wrong=model.wrong,
        difficulty=model.difficulty or "",
        is_typed=model.typed,
        is_stated=model.true_false,
    )
