"""`facts`: look after show packs."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.pack_option import facts_dir


@click.group()
def facts() -> None:
    """Check and list show packs."""


@facts.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
def check(paths: tuple[Path, ...]) -> None:
    """Check packs in files and folders: every fault with its file, line and key, exit code 2 if there is one."""
    from bot.bootstrap import load_packs

    packs = load_packs(facts_dir(), paths)
    count = sum(len(pack.facts) for pack in packs)
    click.echo(f"{_counted(count, 'fact')} in {_counted(len(packs), 'pack')}, no faults")


@facts.command(name="list")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
def list_facts(paths: tuple[Path, ...]) -> None:
    """List the facts in packs: id, topic and the question each answers."""
    from bot.bootstrap import load_packs

    for pack in load_packs(facts_dir(), paths):
        click.echo(f"{pack.title} ({pack.id}): {_counted(len(pack.facts), 'fact')}")
        for fact in pack.facts:
            click.echo(f"  {fact.id:24} {fact.topic_id:10} {fact.question}")


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
