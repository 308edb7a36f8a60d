"""Trivia lists of Red-DiscordBot: a YAML mapping of questions to lists of answers.

Red reads YAML 1.1 with types, so that its lists come to hold 7 for `07` and 750 for `12:30`. Here every answer is what
its author typed; only an unquoted yes, no, true, false, on or off counts in all three forms, as it does in Red.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from bot.core.plain_text import plain
from bot.core.quiz.list_reading import read_entries, refuse
from bot.core.quiz.lists import Entry, Heading, ListReading, Refusal, slug, title_of

RESERVED = frozenset(("AUTHOR", "DESCRIPTION", "CONFIG", "$schema"))
MAX_AUTHOR_CHARS = 1000
MAX_DESCRIPTION_CHARS = 200
_PACK_SECTIONS = frozenset(("show", "topics", "sources"))
_TRUE, _FALSE = ("True", "Yes", "On"), ("False", "No", "Off")
_FORMS = {word.casefold(): forms for forms in (_TRUE, _FALSE) for word in forms}
_NULLS = frozenset(("", "~", "null"))


def is_red_list(root: yaml.Node | None) -> bool:
    """Tell whether a file is such a list, however faulty, and no show pack.

    It gives a list for some key; or it says whose it is, or asks something, and gives plain text only.
    """
    if not isinstance(root, yaml.MappingNode):
        return False
    values = [(key.value, value) for key, value in root.value if isinstance(key, yaml.ScalarNode)]
    if any(key in _PACK_SECTIONS and isinstance(value, yaml.MappingNode) for key, value in values):
        return False
    asked = {key: value for key, value in values if key not in RESERVED}
    if any(isinstance(value, yaml.SequenceNode) for value in asked.values()):
        return True
    is_told = len(asked) < len(values) or any(key.rstrip().endswith("?") for key in asked)
    is_plain = all(isinstance(value, yaml.ScalarNode) for value in asked.values())
    return bool(asked) and is_told and is_plain and _PACK_SECTIONS.isdisjoint(asked)


def read_red_list(root: yaml.MappingNode, stem: str, show_id: str = "") -> ListReading:
    """Return what a list holds.

    Args:
        root: See `yaml_input.compose_yaml`.
        stem: The name of the file without its ending: the category, as in Red.
        show_id: As for `read_entries`.
    """
    said = {key.value: _text(value) for key, value in root.value if _is_reserved(key)}
    heading = Heading(
        slug(stem),
        title_of(stem),
        author=said.get("AUTHOR", "")[:MAX_AUTHOR_CHARS],
        description=said.get("DESCRIPTION", "")[:MAX_DESCRIPTION_CHARS],
    )
    return read_entries(heading, _entries(root), show_id)


def _is_reserved(key: yaml.Node) -> bool:
    return isinstance(key, yaml.ScalarNode) and key.value in RESERVED


def _entries(root: yaml.MappingNode) -> Iterator[Entry | Refusal]:
    for key, value in root.value:
        if _is_reserved(key):
            continue
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            yield refuse(line, "", "a question must be plain text")
        elif not isinstance(value, yaml.SequenceNode):
            yield refuse(line, key.value, "has no list of answers; begin each with `- `")
        else:
            yield _entry(line, key.value, value.value)


def _entry(line: int, question: str, answers: list[yaml.Node]) -> Entry | Refusal:
    forms: list[str] = []
    for node in answers:
        if not isinstance(node, yaml.ScalarNode):
            return refuse(node.start_mark.line + 1, question, "an answer is a list or has keys; it must be plain text")
        is_plain = not node.style  # None or empty, as the parser is in Python or C
        if is_plain and node.value.casefold() in _NULLS:
            return refuse(node.start_mark.line + 1, question, "an answer is empty")
        forms += [node.value, *(_FORMS.get(node.value.casefold(), ()) if is_plain else ())]
    return Entry(line, question, tuple(forms))


def _text(node: yaml.Node) -> str:
    """Return what a key says on one line; the items of a list, as some write authors, with commas between them."""
    if isinstance(node, yaml.SequenceNode):
        return ", ".join(filter(None, map(_text, node.value)))
    return plain(node.value) if isinstance(node, yaml.ScalarNode) else ""
