"""Where files are when no setting says otherwise."""

from __future__ import annotations

from pathlib import Path

FACTS_DIR = Path(__file__).resolve().parents[2] / "facts"
DATA_DIR = Path("data")
