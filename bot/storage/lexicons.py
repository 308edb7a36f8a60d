"""Read the lexicon: `words.yaml`, `kinds.yaml` and `english.txt` of one folder. Its format: facts/lexicon/README.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from bot.core.errors import DataFault, Fault
from bot.core.knowledge.lexicon import Kind, Lexicon
from bot.core.knowledge.terms import SLOT_TERMS
from bot.storage.yaml_input import Document, read_yaml


def _comma_separated(value: object) -> object:
    return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value


def _line_by_line(value: object) -> object:
    return tuple(filter(None, map(str.strip, value.splitlines()))) if isinstance(value, str) else value


def _known_slots(lines: tuple[str, ...]) -> tuple[str, ...]:
    for line in lines:
        for slot in re.findall(r"\{[^}]*\}?", line):
            if slot not in SLOT_TERMS:
                raise ValueError(f"{slot} in {line!r} is no slot; there are {' '.join(SLOT_TERMS)}")
    return lines


Phrases = Annotated[tuple[str, ...], BeforeValidator(_comma_separated), Field(min_length=1)]
Examples = Annotated[tuple[str, ...], BeforeValidator(_line_by_line), AfterValidator(_known_slots), Field(min_length=1)]


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")

    concepts: dict[str, Phrases]
    asking: dict[str, Phrases]
    chatter: Phrases
    slang: dict[str, str]
    confusions: dict[str, str]
    foils: dict[str, Phrases]
    roles: dict[str, str]
    introducing: Annotated[frozenset[str], BeforeValidator(_comma_separated)]
    first_names: Annotated[frozenset[str], BeforeValidator(_comma_separated)]


class _Kind(BaseModel):
    model_config = ConfigDict(extra="forbid")

    examples: Examples
    missing: str = ""
    corrects: tuple[str, ...] = ()
    after: bool = False
    also: tuple[str, ...] = ()
    anyone: bool = False
    described: bool = False
    exact: tuple[str, ...] = ()
    future: bool = False
    first: bool = False
    strict: bool = False


_KINDS = TypeAdapter(dict[str, _Kind])


def read_lexicon(folder: Path) -> Lexicon:
    """Return the lexicon in a folder. Raises DataFault with every fault of the first bad file."""
    words_file, kinds_file = read_yaml(folder / "words.yaml"), read_yaml(folder / "kinds.yaml")
    try:
        words = _Words.model_validate(words_file.data)
    except ValidationError as error:
        raise _faults(words_file, error) from None
    try:
        kinds = _KINDS.validate_python(kinds_file.data)
    except ValidationError as error:
        raise _faults(kinds_file, error) from None
    return Lexicon(
        **words.model_dump(),
        kinds={key: Kind(key, **kind.model_dump()) for key, kind in kinds.items()},
        english=_read_english(folder / "english.txt"),
    )


def _read_english(path: Path) -> frozenset[str]:
    try:
        return frozenset(path.read_text(encoding="utf-8").split())
    except OSError as error:
        raise DataFault([Fault(str(path), 0, "", f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError:
        raise DataFault([Fault(str(path), 0, "", "is not UTF-8 text")]) from None


def _faults(document: Document, error: ValidationError) -> DataFault:
    return DataFault([document.fault(item["loc"], item["msg"]) for item in error.errors()])
