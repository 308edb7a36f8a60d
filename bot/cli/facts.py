"""`facts`: look after show packs."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.guild_facts import counted, export, import_, undo
from bot.cli.pack_option import facts_dir
from bot.core.errors import DataFault, Fault


@click.group()
def facts() -> None:
    """Check and list show packs, and take facts of guilds in and out."""


for _command in (export, import_, undo):
    facts.add_command(_command)


@facts.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
def check(paths: tuple[Path, ...]) -> None:
    """Check packs in files and folders: every fault with its file, line and key, exit code 2 if there is one.

    Says of trivia lists of Red and of questions of the Open Trivia Database (JSON) what would be imported.
    """
    from bot.bootstrap import load_packs

    lists = [path for path in paths if _is_question_list(path)]
    if not paths or len(lists) < len(paths):
        packs = load_packs(facts_dir(), [path for path in paths if path not in lists])
        count = sum(len(pack.facts) for pack in packs)
        click.echo(f"{counted(count, 'fact')} in {counted(len(packs), 'pack')}, no faults")
    if faults := [fault for path in lists for fault in _check_list(path)]:
        raise DataFault(faults)


@facts.command(name="list")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
def list_facts(paths: tuple[Path, ...]) -> None:
    """List the facts in packs: id, topic and the question each answers."""
    from bot.bootstrap import load_packs

    for pack in load_packs(facts_dir(), paths):
        click.echo(f"{pack.title} ({pack.id}): {counted(len(pack.facts), 'fact')}")
        for fact in pack.facts:
            click.echo(f"  {fact.id:24} {fact.topic_id:10} {fact.question}")


def _is_question_list(path: Path) -> bool:
    from bot.storage.importing.reading import is_question_list
    from bot.storage.yaml_input import read_raw

    return path.is_file() and is_question_list(str(path), read_raw(path))


def _check_list(path: Path) -> list[Fault]:
    """Say what is in a question list; return what of it is refused. Raises DataFault when nothing can be used."""
    from bot.core.quiz.list_options import with_options
    from bot.storage.importing.reading import read_question_list
    from bot.storage.yaml_input import read_raw

    reading = read_question_list(str(path), read_raw(path))
    questions = with_options(reading.list).questions
    click.echo(f"{path}: {reading.list.heading.credit}: {counted(reading.count, 'question')}")
    click.echo(
        f"  {len(questions):,} can be asked ({sum(bool(it.wrong) for it in questions):,} with buttons, "
        f"{sum(it.is_typable for it in questions):,} typed), {reading.merged:,} merged with others, "
        f"{len(reading.refusals):,} refused"
    )
    return [Fault(str(path), it.line, it.item, it.reason) for it in reading.refusals]
