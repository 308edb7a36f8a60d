"""The lock beside a SQLite file: one process at a time is the bot, whoever else looks into the file."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.core.errors import BotError


class LockFault(BotError):
    """A file cannot be had; the message says why.

    Attributes:
        is_lasting: Starting again does not help.
    """

    def __init__(self, message: str, *, is_lasting: bool) -> None:
        super().__init__(message)
        self.is_lasting = is_lasting


class FileLock:
    """An advisory lock. The system lets go of it when the process ends, however it ends.

    Attributes:
        is_new: Nothing is in the file yet.
    """

    def __init__(self, file: Path | None = None, handle: int | None = None) -> None:
        self._file, self._handle = file, handle
        self.is_new = file is not None and file.stat().st_size == 0

    def take(self) -> None:
        """Take the lock, if it is not taken here already. Raises LockFault when another process has it."""
        if self._handle is None:
            return
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise LockFault(f"{self._file} is in use by another process of the bot", is_lasting=False) from None

    def release(self) -> None:
        """Let others take the lock."""
        if self._handle is not None:
            fcntl.flock(self._handle, fcntl.LOCK_UN)


@contextmanager
def open_lock(file: Path | None) -> Iterator[FileLock]:
    """Give the lock of a file, which is made where it is missing, for its owner only; None: a lock of nothing.

    Raises:
        LockFault: the file cannot be written to.
    """
    if file is None:
        yield FileLock()
        return
    handle = _prepare(file)
    try:
        yield FileLock(file, handle)
    finally:
        os.close(handle)


def _prepare(file: Path) -> int:
    """Make a file where it is missing and return the descriptor of the lock beside it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        file.chmod(0o600)
        return os.open(f"{file}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise LockFault(f"cannot write to {file}: {error.strerror}", is_lasting=True) from None
