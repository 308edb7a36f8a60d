"""Remembers, over restarts, which commands Discord has been told about."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

FILE_NAME = "synced-commands"


class SyncMemoryFile:
    """One line in a file of its own under the data folder, readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        """Make the folder where it is missing. Raises OSError when it cannot be written to."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        tempfile.TemporaryFile(dir=folder).close()
        self._file = folder / FILE_NAME

    def load(self) -> str | None:
        """Return what was saved last; None before the first time, or when it cannot be read."""
        try:
            return self._file.read_text(encoding="utf-8").strip() or None
        except (OSError, UnicodeDecodeError):
            return None

    def save(self, digest: str) -> None:
        """Replace what is remembered, in one step: a crash leaves the old line or the new one."""
        handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=f".{FILE_NAME}-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(digest + "\n")
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._file)
        except BaseException:
            Path(name).unlink()
            raise
