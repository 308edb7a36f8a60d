"""What a pack file may hold, and what is said where it holds something else. For authors: facts/README.md."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AnyHttpUrl, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from bot.core.knowledge.facts import ValueType

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=32)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _quizzed(value: Any) -> Any:
    """Read `false` as no quiz at all, and one question as a list of one."""
    if isinstance(value, str):
        if value != "false":
            raise ValueError("should be false, or hold keys such as question and wrong")
        return None
    return [value] if isinstance(value, dict) else value


def _dated(value: Any) -> Any:
    """Refuse what pydantic would take for a date as well, such as the seconds since 1970."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("should be a day such as 2025-10-04") from None


def _address(value: Any) -> Any:
    try:
        return value and str(AnyHttpUrl(value))
    except ValidationError:
        raise ValueError("should be a web address that begins with https:// or http://") from None


Lines = Annotated[tuple[Line, ...], BeforeValidator(_listed)]
Name = Annotated[str, StringConstraints(min_length=1)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_listed)]
Day = Annotated[date, BeforeValidator(_dated)]
Address = Annotated[str, BeforeValidator(_address)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ShowEntry(_Model):
    """The show itself."""

    id: Id
    title: Line
    aliases: Lines = ()
    summary: Annotated[str, StringConstraints(max_length=300)] = ""
    released: Annotated[int, Field(ge=0, le=999)] = 1


class EntityEntry(_Model):
    """Somebody or something that facts are about."""

    name: Line
    aliases: Lines = ()
    roles: Names = ()


class TopicEntry(_Model):
    """A group of facts."""

    title: Line
    aliases: Lines = ()


class SourceEntry(_Model):
    """Where facts were read."""

    title: Line
    date: Day
    publisher: str = ""
    url: Address = ""


class ValueEntry(_Model):
    """The answer inside a fact."""

    type: ValueType
    text: Line
    unit: str = ""
    accepted: Lines = ()


class QuotationEntry(_Model):
    """Words given verbatim."""

    words: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=450)]
    by: str = ""


class QuizEntry(_Model):
    """A quiz question as its author wants it."""

    question: Line | None = None
    answer: Line | None = None
    accepted: Lines = ()
    wrong: Lines = ()
    difficulty: Literal["easy", "medium", "hard"] | None = None
    typed: bool = True
    true_false: bool = True


class FactEntry(_Model):
    """One thing that is known."""

    id: Id
    topic: Name
    text: Prose
    question: Line
    source: Name
    as_of: Day | None = None
    kinds: Names = ()
    asked: Lines = ()
    about: Names = ()
    keywords: Lines = ()
    season: Annotated[int, Field(ge=0, le=999)] | None = None
    periods: Lines = ()
    where: str = ""
    quotation: QuotationEntry | None = None
    value: ValueEntry | None = None
    spoiler: bool = False
    quiz: Annotated[tuple[QuizEntry, ...] | None, BeforeValidator(_quizzed)] = ()


class PackFile(_Model):
    """A whole file."""

    show: ShowEntry
    topics: dict[Id, TopicEntry] = Field(min_length=1)
    sources: dict[Id, SourceEntry] = Field(min_length=1)
    facts: tuple[FactEntry, ...] = Field(min_length=1)
    people: dict[Id, EntityEntry] = {}
    characters: dict[Id, EntityEntry] = {}
    works: dict[Id, EntityEntry] = {}
    organisations: dict[Id, EntityEntry] = {}
    places: dict[Id, EntityEntry] = {}
    words: dict[str, Lines] = {}


KEYS = frozenset(
    key
    for model in (
        *(PackFile, ShowEntry, EntityEntry, TopicEntry, SourceEntry),
        *(FactEntry, ValueEntry, QuotationEntry, QuizEntry),
    )
    for key in model.model_fields
)
WORDINGS = {
    "missing": "is missing",
    "extra_forbidden": "is no key of the format",
    "model_type": "should hold keys, each with its value",
    "dict_type": "should hold keys, each with its value",
    "tuple_type": "should be a list",
    "string_type": "should be plain text",
    "string_too_short": "is empty",
    "string_too_long": "is longer than {max_length} characters",
    "string_pattern_mismatch": "should be an id: words of a-z and 0-9 with hyphens between them, such as jane-doe",
    "literal_error": "should be one of {expected}",
    "int_parsing": "should be a whole number",
    "int_type": "should be a whole number",
    "bool_parsing": "should be true or false",
    "bool_type": "should be true or false",
    "too_short": "is empty",
}
