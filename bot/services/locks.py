"""One act after another about the same thing, while others go on. A guild is served by one process."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from weakref import WeakValueDictionary


class Locks:
    """A lock for each thing, for as long as somebody holds it or waits for it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    def of(self, thing: Hashable) -> asyncio.Lock:
        """Return the lock of a thing, to be held around an act about it."""
        return self._locks.setdefault(thing, asyncio.Lock())
