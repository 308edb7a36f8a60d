"""A pack that somebody sent: what of it can be used, and why the rest can not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.errors import Fault
from bot.core.knowledge.facts import Pack


@dataclass(frozen=True, slots=True)
class PackUpload:
    """A pack that was read.

    Attributes:
        pack: Without the facts that were refused.
        faults: Why they were, in the order of the file.
        refused: How many facts that are.
        lines: Where each fact of the pack stands in the file, by its id.
    """

    pack: Pack
    faults: tuple[Fault, ...] = ()
    refused: int = 0
    lines: Mapping[str, int] = field(default_factory=dict)
