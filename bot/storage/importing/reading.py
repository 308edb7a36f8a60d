"""What somebody uploads: found out from its content, not from its name, and read by the reader for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import PurePosixPath

import yaml

from bot.core.curation.uploads import PackUpload
from bot.core.errors import DataFault, Fault
from bot.core.quiz.lists import ListReading
from bot.storage.importing.opentdb import is_opentdb, read_opentdb
from bot.storage.importing.red_lists import is_red_list, read_red_list
from bot.storage.json_input import parse_json
from bot.storage.pack_schema import PackFile
from bot.storage.packs import MAX_FAULTS, build_pack
from bot.storage.yaml_input import Document, KeyPath, build_document, compose_yaml

MAX_FACTS = 5_000
MAX_QUESTIONS = 5_000
UNKNOWN = (
    "is none of the files that I can import: a show pack (it begins with `show:`), a trivia list of Red (questions, "
    "each with a list of answers), or questions of the Open Trivia Database (JSON)"
)
NO_LIST = "is no list of questions: neither a trivia list of Red nor JSON of the Open Trivia Database"
_FACT = re.compile(r"facts\.(\d+)(?:\.|\Z)")


def read_upload(
    name: str, data: bytes, kinds: Iterable[str], concepts: Collection[str] | None = None, *, show_id: str = ""
) -> PackUpload | ListReading:
    """Return what a file holds: a show pack, or the questions of a list.

    Faulty facts and questions are left out and reported; a pack whose faults lie elsewhere is refused as a whole.

    Args:
        name: Of the file; a list is called after it.
        kinds: As for `packs.read_packs`, and so are `concepts`.
        show_id: The show that questions are for; empty for a list that stands on its own.
    Raises:
        DataFault: nothing of the file can be used: over MAX_FILE_BYTES, no text, no YAML or JSON, none of the formats,
            more than MAX_FACTS or MAX_QUESTIONS, or a pack with faults outside of its facts.
    """
    found = _list_reading(name, data, show_id)
    if isinstance(found, ListReading):
        return found
    document = build_document(found, name)
    if not isinstance(document.data, dict) or PackFile.model_fields.keys().isdisjoint(document.data):
        raise DataFault([Fault(name, 1, "", UNKNOWN)])
    return _pack(document, tuple(kinds), concepts)


def read_question_list(name: str, data: bytes, *, show_id: str = "") -> ListReading:
    """Return the questions in a file; see `read_upload`. Raises DataFault for a show pack too."""
    found = _list_reading(name, data, show_id)
    if not isinstance(found, ListReading):
        raise DataFault([Fault(name, 1, "", NO_LIST)])
    return found


def is_question_list(name: str, data: bytes) -> bool:
    """Tell whether a file is a list of questions, and no pack or anything else, however faulty."""
    try:
        return _json(data, name) is not None or is_red_list(compose_yaml(data, name))
    except DataFault:
        return False


def _list_reading(name: str, data: bytes, show_id: str) -> ListReading | yaml.Node | None:
    """Return the questions in a file, or its YAML when it is no list of questions."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    if document := _json(data, name):
        return _limited(read_opentdb(document, stem, show_id), name)
    root = compose_yaml(data, name)
    if isinstance(root, yaml.MappingNode) and is_red_list(root):
        return _limited(read_red_list(root, stem, show_id), name)
    return root


def _json(data: bytes, name: str) -> Document | None:
    """Return a file as JSON when it is of the Open Trivia Database; any other JSON is YAML as well."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        document = parse_json(data, name)
    except DataFault:
        if name.lower().endswith(".json"):
            raise
        return None
    return document if is_opentdb(document.data) else None


def _limited(reading: ListReading, name: str) -> ListReading:
    if reading.count > MAX_QUESTIONS:
        problem = f"holds {reading.count:,} questions; at most {MAX_QUESTIONS:,} are read from one file"
        raise DataFault([Fault(name, 0, "", problem)])
    return reading


def _pack(document: Document, kinds: tuple[str, ...], concepts: Collection[str] | None) -> PackUpload:
    facts = document.data.get("facts")
    count = len(facts) if isinstance(facts, list) else 0
    if count > MAX_FACTS:
        problem = f"holds {count:,} facts; at most {MAX_FACTS:,} are read from one file"
        raise DataFault([document.fault(("facts",), problem)])
    try:
        pack = build_pack(document, kinds, concepts)
    except DataFault as error:
        places = [_FACT.match(fault.key) for fault in error.faults]
        faulty = {int(place[1]) for place in places if place}
        if not all(places) or len(error.faults) >= MAX_FAULTS or len(faulty) == count:
            raise
        rest = _pack(_without_facts(document, faulty), kinds, concepts)
        return replace(rest, faults=(*error.faults, *rest.faults), refused=len(faulty) + rest.refused)
    return PackUpload(pack, lines={fact.id: document.lines["facts", at] for at, fact in enumerate(pack.facts)})


def _without_facts(document: Document, places: Collection[int]) -> Document:
    """Return a document without some of its facts; the others keep their lines."""
    facts = document.data["facts"]
    kept = [at for at in range(len(facts)) if at not in places]
    moved: dict[KeyPath, KeyPath] = {("facts", at): ("facts", to) for to, at in enumerate(kept)}
    lines = {
        (*moved[path[:2]], *path[2:]) if path[:2] in moved else path: line
        for path, line in document.lines.items()
        if path[:1] != ("facts",) or len(path) == 1 or path[:2] in moved
    }
    return replace(document, data={**document.data, "facts": [facts[at] for at in kept]}, lines=lines)
