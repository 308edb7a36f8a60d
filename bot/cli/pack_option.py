"""The `--pack` option, and where packs are when it is not given."""

from __future__ import annotations

import os
from pathlib import Path

import click

pack_option = click.option(
    "--pack",
    "packs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A show pack, or a folder of them; may repeat. Without it: all under FACTS_DIR.",
)


def facts_dir() -> Path:
    """Return FACTS_DIR from the environment or .env, as the settings do, without the time it takes to import them."""
    from bot.ops.places import FACTS_DIR

    value = os.environ.get("FACTS_DIR") or _from_env_file()
    return Path(value) if value else FACTS_DIR


def _from_env_file() -> str | None:
    if not Path(".env").is_file():
        return None
    from dotenv import dotenv_values

    return dotenv_values(".env").get("FACTS_DIR")
