"""How often one user may ask."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime

from bot.core.errors import UserError

QUESTIONS = 5
WINDOW_S = 15.0
_MAX_USERS = 10_000


class TooFast(UserError):
    """The user asked too often. `is_first` tells the first refusal since the last answer from those that follow it."""

    def __init__(self, wait_s: float, *, is_first: bool) -> None:
        super().__init__(f"Slow down a little, please: ask me again in {max(1, round(wait_s))} s.")
        self.is_first = is_first


class Cooldowns:
    """Counts questions per user over a sliding window, in bounded memory."""

    def __init__(self, questions: int = QUESTIONS, window_s: float = WINDOW_S) -> None:
        self._questions = questions
        self._window_s = window_s
        self._asked: OrderedDict[int, deque[float]] = OrderedDict()
        self._told: set[int] = set()

    def take(self, user_id: int, now: datetime) -> None:
        """Count one question.

        Raises:
            TooFast: the user has used up the window; this question is not counted.
        """
        at_s = now.timestamp()
        asked = self._asked.setdefault(user_id, deque())
        self._asked.move_to_end(user_id)
        while asked and asked[0] <= at_s - self._window_s:
            asked.popleft()
        if len(asked) >= self._questions:
            is_first = user_id not in self._told
            self._told.add(user_id)
            raise TooFast(asked[0] + self._window_s - at_s, is_first=is_first)
        self._told.discard(user_id)
        asked.append(at_s)
        self._forget_oldest()

    def _forget_oldest(self) -> None:
        if len(self._asked) > _MAX_USERS:
            user_id, _ = self._asked.popitem(last=False)
            self._told.discard(user_id)
