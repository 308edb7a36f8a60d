"""Lines in, JSON objects out, one a line and in order: how programs use the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import IO

# Readers that split text into lines take these for line ends too; in JSON they may be written as escapes.
LINE_ENDS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}


def read_lines(stream: IO[bytes]) -> Iterator[str]:
    """Yield lines as soon as each is complete; only a line feed, or a carriage return before it, ends one."""
    for raw in iter(stream.readline, b""):
        yield raw.removesuffix(b"\n").removesuffix(b"\r").decode(errors="replace")


def write_record(out: IO[bytes], record: Mapping[str, object]) -> None:
    """Write an object as one line, at once."""
    line = json.dumps(record, ensure_ascii=False).translate(LINE_ENDS)
    out.write(line.encode() + b"\n")
    out.flush()
