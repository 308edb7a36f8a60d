"""JSON from people we do not know: small and flat; every number a string, every object and item with its line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NoReturn

from bot.core.errors import DataFault, Fault
from bot.storage.yaml_input import MAX_DEPTH, Document, KeyPath, decode

# The closing mark is optional, so that a text without end is passed over once and not from each mark in it.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\],:\n]', re.DOTALL)


def parse_json(raw: bytes, file: str) -> Document:
    """Return what `raw` says; `file` names it in faults.

    Raises:
        DataFault: over MAX_FILE_BYTES, not UTF-8, not JSON, deeper than MAX_DEPTH, or with a key twice in one object.
    """
    text = decode(raw, file)
    lines = dict(_places(text, file))
    try:
        data = json.loads(
            text, object_pairs_hook=_distinct, parse_int=str, parse_float=str, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        raise DataFault([Fault(file, error.lineno, "", f"is not valid JSON: {error.msg}")]) from None
    except ValueError as error:
        raise DataFault([Fault(file, 0, "", f"is not valid JSON: {error}")]) from None
    return Document(file, data, lines)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        [(twice, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise ValueError(f"{twice!r} stands twice in one object")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no value")


def _places(text: str, file: str) -> Iterator[tuple[KeyPath, int]]:
    """Yield the path of each object and list with its line, before anything is built from them.

    Raises:
        DataFault: for what is nested too deep.
    """
    path: list[str | int] = []
    line, last = 1, ""
    for token in _TOKEN.findall(text):
        if token in "{[":
            yield tuple(path), line
            path.append(0 if token == "[" else "")
            if len(path) > MAX_DEPTH:
                raise DataFault([Fault(file, line, "", f"is nested deeper than {MAX_DEPTH} levels")])
        elif token in "}]":
            path = path[:-1]
        elif token == "," and path and isinstance(path[-1], int):
            path[-1] += 1
        elif token == ":" and path and isinstance(path[-1], str):
            path[-1] = last[1:-1]
        elif token == "\n":
            line += 1
        last = token
