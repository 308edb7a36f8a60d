"""Telling Discord about our commands, and only when they have changed: creating commands is limited to 200 a day."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import Any, Protocol

from discord import app_commands

log = logging.getLogger(__name__)

Tree = app_commands.CommandTree[Any]


class SyncMemory(Protocol):
    """Remembers over restarts which commands Discord was told about last."""

    def load(self) -> str | None:
        """Return the fingerprint saved last; None before the first."""

    def save(self, fingerprint: str) -> None:
        """Remember a fingerprint instead of the one before."""


def fingerprint(tree: Tree) -> str:
    """Return a hash that changes exactly when what Discord is told about the commands changes."""
    commands = [command.to_dict(tree) for command in tree.get_commands()]
    commands.sort(key=lambda command: (command["type"], command["name"]))
    return hashlib.sha256(json.dumps(commands, sort_keys=True).encode()).hexdigest()


async def sync_if_changed(tree: Tree, memory: SyncMemory | None) -> bool:
    """Sync unless the memory knows these very commands; always without a memory. Return whether it did."""
    current = fingerprint(tree)
    if memory is not None and memory.load() == current:
        return False
    await sync(tree, memory)
    return True


async def sync(tree: Tree, memory: SyncMemory | None) -> int:
    """Tell Discord about the commands, whatever it was told before, and return how many there are."""
    synced = await tree.sync()
    if memory is not None:
        memory.save(fingerprint(tree))
    log.info("told Discord about %d commands", len(synced))
    return len(synced)
