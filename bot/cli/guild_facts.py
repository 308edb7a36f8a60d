"""`facts export`, `facts import` and `facts undo`: facts of guilds as files, beside a running bot."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from bot.cli.database import SNOWFLAKE
from bot.core.errors import BotError, DataFault, Fault
from bot.core.guilds import Actor

if TYPE_CHECKING:
    from bot.core.curation.proposing import Proposal
    from bot.services.files import Files
    from bot.services.pack_files import PackFiles

# Whoever runs the bot may all; in the history they are nobody.
OPERATOR = Actor(0, is_manager=True)

_T = TypeVar("_T")


def counted(count: int, thing: str) -> str:
    """Return a count with what is counted."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


guild_option = click.option("--guild", "guild_id", type=SNOWFLAKE, metavar="ID", required=True, help="Of this guild.")


@click.command()
@click.option(
    "--guild", "guild_id", type=SNOWFLAKE, metavar="ID", help="A guild's own facts; without it a shared pack."
)
@click.option("--show", "show_id", metavar="ID", help="The show; needed where there are several.")
@click.option("--merged", is_flag=True, help="With --guild: all of the show as the guild has it.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Not to stdout.")
def export(guild_id: int | None, show_id: str | None, merged: bool, output: Path | None) -> None:
    """Write facts as a pack that `facts check` passes and `facts import` takes."""
    files = _shared(show_id) if guild_id is None else _with_files(_own(guild_id, show_id, merged=merged))
    for fault in files.left_out:
        click.echo(f"Left out: {fault}", err=True)
    texts = [text for _, text in files.texts]
    if output is None and len(texts) > 1:
        raise click.UsageError(f"That is {len(texts)} files of 1 MiB at most; say where to write them with --output.")
    if output is None:
        click.echo(texts[0], nl=False)
        return
    for number, text in enumerate(texts, 1):
        path = output if len(texts) == 1 else output.with_name(f"{output.stem}-{number}{output.suffix}")
        _write(path, text)
        click.echo(f"Written: {path}", err=True)


@click.command(name="import")
@guild_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.argument("file", type=click.Path(path_type=Path))
def import_(guild_id: int, yes: bool, file: Path) -> None:
    """Take over facts, or a list of quiz questions, from a file into a guild; a running bot knows them within 5 s."""
    from bot.services.files import FileRefused
    from bot.storage.yaml_input import read_raw

    data = read_raw(file)

    async def run(files: Files) -> str:
        try:
            proposal = await files.read(guild_id, OPERATOR, file.name, data)
        except FileRefused as refused:
            raise DataFault(list(refused.faults)) from None
        _show(proposal, file)
        if not yes:
            await asyncio.to_thread(click.confirm, "Apply that?", abort=True)
        applied = await files.apply(guild_id, OPERATOR, proposal)
        if applied.list_id:
            return f"Imported as the list {applied.list_id}"
        return f"Imported. To undo it: python -m bot facts undo --guild {guild_id} {applied.batch_id}"

    click.echo(_with_files(run))


@click.command()
@guild_option
@click.argument("number", type=click.IntRange(1, 2**63 - 1))
def undo(guild_id: int, number: int) -> None:
    """Bring back how a guild's facts were before an import, of which `facts import` tells the number."""

    async def run(files: Files) -> str:
        undone = await files.undo(guild_id, OPERATOR, number)
        left = f"; changed since, and left so: {', '.join(undone.changed_since)}" if undone.changed_since else ""
        return f"Facts as they were before: {len(undone.revisions):,}{left}. The number of this: {undone.batch_id}"

    click.echo(_with_files(run))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DataFault([Fault(str(path), 0, "", f"cannot be written: {error.strerror}")]) from None


def _show(proposal: Proposal, file: Path) -> None:
    """Say what a file would change, and on stderr what of it is refused."""
    from bot.core.curation.proposing import FactsProposal

    for refusal in proposal.refusals:
        click.echo(f"{file}: {refusal}", err=True)
    if isinstance(proposal, FactsProposal):
        click.echo(f"{proposal.show.title} ({proposal.show.id}){', a new show' if proposal.is_new_show else ''}")
        click.echo(
            f"  {len(proposal.new):,} new, {len(proposal.changed):,} changed ({len(proposal.replaced):,} of them the "
            f"guild's own), {len(proposal.restored):,} restored, {proposal.unchanged:,} unchanged, "
            f"{proposal.refused:,} refused"
        )
        if proposal.left_out:
            click.echo(f"  not taken over: the show's {', '.join(proposal.left_out)}")
        return
    questions = counted(len(proposal.list.questions), "question")
    click.echo(f"{proposal.list.heading.credit}{': it is there already' if proposal.is_known else ''}")
    click.echo(f"  {questions}, {proposal.merged:,} merged, {len(proposal.refusals):,} refused")


def _own(guild_id: int, show_id: str | None, *, merged: bool) -> Callable[[Files], Awaitable[PackFiles]]:
    async def run(files: Files) -> PackFiles:
        chosen = show_id or _only([show.id for show in await files.shows(guild_id)])
        return await files.export(guild_id, OPERATOR, chosen, merged=merged)

    return run


def _shared(show_id: str | None) -> PackFiles:
    from bot.bootstrap import file_reader, load_packs
    from bot.cli.pack_option import facts_dir
    from bot.services.files import NOT_HERE
    from bot.services.pack_files import pack_files
    from bot.storage.pack_writing import write_pack

    packs = {pack.id: pack for pack in load_packs(facts_dir())}
    pack = packs.get(show_id or _only(list(packs)))
    if pack is None:
        raise BotError(NOT_HERE)
    return pack_files(pack, pack.id, file_reader(facts_dir()), write_pack)


def _only(show_ids: list[str]) -> str:
    if len(show_ids) != 1:
        raise click.UsageError(f"Say which show with --show: {', '.join(show_ids)}.")
    return show_ids[0]


def _with_files(work: Callable[[Files], Awaitable[_T]]) -> _T:
    from bot.bootstrap import open_files
    from bot.settings import Settings, read_settings

    async def run() -> _T:
        async with open_files(read_settings(Settings)) as files:
            return await work(files)

    return asyncio.run(run())
