"""Cards that have been acted on: two quick presses of one button are two events, and may not keep a fact twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from bot.core.errors import UserError

AT_WORK = "That is saved already, or about to be."
_MAX_CARDS = 10_000


class OncePerCard:
    """Remembers a bounded number of messages, those used last."""

    def __init__(self, limit: int = _MAX_CARDS) -> None:
        self._limit = limit
        self._used: OrderedDict[int, None] = OrderedDict()

    @contextmanager
    def use(self, message_id: int) -> Iterator[None]:
        """Let nobody else use a message, unless the block fails. Raises UserError when it has been used."""
        if message_id in self._used:
            raise UserError(AT_WORK)
        self._used[message_id] = None
        if len(self._used) > self._limit:
            self._used.popitem(last=False)
        try:
            yield
        except BaseException:
            self._used.pop(message_id, None)
            raise
