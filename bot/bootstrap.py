"""The composition root of what answers: packs, lexicon and rules. Light, so that `ask` starts fast.

What stands around it is built by whoever shows it to people: `cli.session` for Discord, `preview.page` for a browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.core.errors import DataFault
from bot.core.knowledge.facts import Pack
from bot.core.knowledge.library import Library
from bot.ops.exits import ExitCode, Stop
from bot.services.asking import Asking
from bot.storage.packs import read_packs
from bot.storage.sync_memory import SyncMemoryFile
from bot.storage.yaml_input import read_yaml


def load_packs(paths: Sequence[Path]) -> tuple[Pack, ...]:
    """Return the packs in files and folders. Raises DataFault with every fault found."""
    return read_packs(paths, _kinds_in(paths))


def build_asking(paths: Sequence[Path]) -> Asking:
    """Return the service that answers from the packs in files and folders. Raises DataFault as `load_packs` does."""
    return Asking(Library(load_packs(paths)))


def open_sync_memory(folder: Path) -> SyncMemoryFile:
    """Return the memory of synced commands. Raises Stop when the data folder cannot be written to."""
    try:
        return SyncMemoryFile(folder)
    except OSError as error:
        raise Stop(f"DATA_DIR: cannot write to {folder}: {error.strerror}", ExitCode.USAGE) from None


def _kinds_in(paths: Iterable[Path]) -> set[str]:
    """STOP-GAP until storage/lexicons.py is there: take the kinds that the packs use for the kinds there are."""
    kinds: set[str] = set()
    for path in paths:
        for file in sorted(path.glob("*.yaml")) if path.is_dir() else [path]:
            try:
                facts = read_yaml(file).data["facts"]
                kinds.update(kind for fact in facts for kind in fact.get("kinds", []))
            except (DataFault, TypeError, KeyError, AttributeError):
                continue
    return kinds
