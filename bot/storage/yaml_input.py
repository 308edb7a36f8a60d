"""YAML from people we do not know: small, flat, no aliases or tags; every scalar a string, every key with its line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.core.curation.limits import MAX_FILE_BYTES
from bot.core.errors import DataFault, Fault

MAX_DEPTH = 20
NO_UTF8 = {
    b"PK\x03\x04": "is a zip archive; unpack it and take the file that is in it",
    b"\x1f\x8b": "is compressed (gzip); unpack it first",
    b"\xff\xfe": "is UTF-16 and not UTF-8 text; save it with the encoding UTF-8",
    b"\xfe\xff": "is UTF-16 and not UTF-8 text; save it with the encoding UTF-8",
}

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file. `lines` maps the path of each key or item to its line, counted from 1."""

    file: str
    data: Any
    lines: dict[KeyPath, int] = field(default_factory=dict)

    def fault(self, path: KeyPath, problem: str) -> Fault:
        """Return a fault at `path`, or at the nearest place above it that is in the file."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        return Fault(self.file, self.lines.get(known, 1), ".".join(map(str, path)), problem)


def read_yaml(path: Path) -> Document:
    """Return the one document in a file.

    Raises:
        DataFault: unreadable, over MAX_FILE_BYTES, not UTF-8, not YAML, or YAML that we refuse.
    """
    return parse_yaml(read_raw(path), str(path))


def read_raw(path: Path) -> bytes:
    """Return what is in a file, or one byte more than is allowed. Raises DataFault when it can't be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise DataFault([Fault(str(path), 0, "", f"cannot be read: {error.strerror}")]) from None


def parse_yaml(raw: bytes, file: str) -> Document:
    """Return the one document in `raw`; `file` names it in faults. Raises DataFault as `read_yaml` does."""
    return build_document(compose_yaml(raw, file), file)


def compose_yaml(raw: bytes, file: str) -> yaml.Node | None:
    """Return the root node of the one document in `raw`, for readers that must see how a scalar is written.

    None for an empty file. Raises DataFault as `read_yaml` does, but not for keys that stand twice.
    """
    text = decode(raw, file)
    try:
        _refuse_tricks(text, file)
        return yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise DataFault([Fault(file, line, "", f"is not valid YAML: {error.problem}")]) from None
    except yaml.YAMLError as error:
        raise DataFault([Fault(file, 0, "", f"is not valid YAML: {error}")]) from None


def build_document(node: yaml.Node | None, file: str) -> Document:
    """Return what a composed node says. Raises DataFault for a key that stands twice or is no text."""
    lines: dict[KeyPath, int] = {}
    faults: list[Fault] = []
    data = _build(node, (), lines, faults, file) if node else None
    if faults:
        raise DataFault(faults)
    return Document(file, data, lines)


def decode(raw: bytes, file: str) -> str:
    """Return the text in `raw`. Raises DataFault when it is over MAX_FILE_BYTES or not UTF-8."""
    if len(raw) > MAX_FILE_BYTES:
        raise DataFault([Fault(file, 0, "", f"is longer than the {MAX_FILE_BYTES:,} bytes that are read")])
    for beginning, problem in NO_UTF8.items():
        if raw.startswith(beginning):
            raise DataFault([Fault(file, 1, "", problem)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise DataFault([Fault(file, line, "", "is not UTF-8 text")]) from None


def _refuse_tricks(text: str, file: str) -> None:
    """Refuse what makes a short file a huge or deep one, before anything is built from it."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise DataFault([Fault(file, line, "", "uses an anchor or alias (& or *); write it out instead")])
        if tag := getattr(event, "tag", None):
            raise DataFault([Fault(file, line, "", f"uses the tag {tag}; tags are not allowed")])
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise DataFault([Fault(file, line, "", f"is nested deeper than {MAX_DEPTH} levels")])


def _build(node: yaml.Node, path: KeyPath, lines: dict[KeyPath, int], faults: list[Fault], file: str) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, at), lines, faults, file) for at, item in enumerate(node.value)]
    built: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = key_node.value, key_node.start_mark.line + 1
        if not isinstance(key, str):
            faults.append(Fault(file, line, ".".join(map(str, path)), "a key must be plain text"))
            continue
        if key in built:
            faults.append(Fault(file, line, ".".join(map(str, (*path, key))), "stands here twice"))
        lines[(*path, key)] = line
        built[key] = _build(value_node, (*path, key), lines, faults, file)
    return built
