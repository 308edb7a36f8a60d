"""The composition root: packs, lexicon and rules, and what is kept. Light, so that `ask` starts fast.

What stands around it is built by whoever shows it to people: `cli.session` for Discord, `preview.page` for a browser.
"""

from __future__ import annotations

import gc
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.core.knowledge.facts import Pack
from bot.core.knowledge.lexicon import Lexicon
from bot.core.knowledge.library import Library
from bot.ops.exits import ExitCode, Stop
from bot.ops.places import FACTS_DIR
from bot.services.asking import Asking
from bot.services.ports import Storage
from bot.storage.lexicons import read_lexicon
from bot.storage.packs import read_packs
from bot.storage.sync_memory import SyncMemoryFile

if TYPE_CHECKING:
    from bot.core.curation.uploads import PackUpload
    from bot.core.quiz.lists import ListReading
    from bot.discord_ui.services import Services
    from bot.services.files import Files
    from bot.services.pack_files import Reader
    from bot.services.quiz_table import Clock
    from bot.settings import Settings
    from bot.storage.database import Database


def load_packs(facts_dir: Path, packs: Sequence[Path] = ()) -> tuple[Pack, ...]:
    """Return the packs in files and folders, else those in `facts_dir`. Raises DataFault with every fault found."""
    lexicon = load_lexicon(facts_dir)
    return read_packs(packs or [facts_dir], lexicon.kinds, lexicon.concepts)


def load_lexicon(facts_dir: Path) -> Lexicon:
    """Return the lexicon beside the packs, else the one that comes with the bot. Raises DataFault."""
    own = facts_dir / "lexicon"
    return read_lexicon(own if own.is_dir() else FACTS_DIR / "lexicon")


def build_asking(facts_dir: Path, packs: Sequence[Path] = ()) -> Asking:
    """Return the service that answers from the packs that `load_packs` finds. Raises DataFault as it does.

    The index stays for good, so the garbage collector is told to leave it alone: it would walk it again and again.
    """
    gc.disable()
    try:
        lexicon = load_lexicon(facts_dir)
        return Asking(Library(read_packs(packs or [facts_dir], lexicon.kinds, lexicon.concepts), lexicon))
    finally:
        gc.freeze()
        gc.enable()


def build_services(
    asking: Asking, kept: Storage, *, clock: Clock, rng: random.Random, facts_dir: Path = FACTS_DIR
) -> Services:
    """Return all use cases over what is kept; files are read by the lexicon beside the packs."""
    from bot.discord_ui.curation.desk import CurationDesk
    from bot.discord_ui.errors import report
    from bot.discord_ui.ideas.desk import IdeasDesk
    from bot.discord_ui.quiz.desk import QuizDesk
    from bot.discord_ui.services import Services
    from bot.services.appeals import Appeals
    from bot.services.bases import GuildBases
    from bot.services.catalogue import Catalogue
    from bot.services.curating import Curating
    from bot.services.files import Files
    from bot.services.gaps import GapKeeping
    from bot.services.guild_settings import GuildSettingsService
    from bot.services.hosting import QuizHost
    from bot.services.leaderboards import Leaderboards
    from bot.services.locks import Locks
    from bot.services.privacy import Privacy
    from bot.services.question_bank import QuestionBank
    from bot.services.question_lists import GuildLists
    from bot.services.shows import GuildShows
    from bot.services.solo import SoloQuizzes
    from bot.services.suggesting import Suggesting
    from bot.services.upkeep import Upkeep
    from bot.storage.pack_writing import write_pack

    settings, changing = GuildSettingsService(kept.settings), Locks()
    bases, lists = GuildBases(asking, kept.revisions, report), GuildLists(kept.lists)
    bank = QuestionBank(bases.asking, kept.games, kept.rulings, rng, lists)
    host = QuizHost(bank, kept.games, settings, clock=clock, report=report)
    solo = SoloQuizzes(bank, kept.games, settings, clock=clock)
    desk = QuizDesk(bases, bank, host, Appeals(kept.games, kept.rulings, host, clock), solo)
    shows = GuildShows(bases, kept.revisions, settings, clock, changing=changing, lists=lists)
    privacy = Privacy(kept.people, host, clock, [settings.forget, bases.changed])
    catalogue = Catalogue(kept.revisions, bases.asking, asking)
    curating = Curating(
        *(kept.revisions, settings, bases.asking, clock),
        catalogue=catalogue,
        trial=bases,
        on_change=bases.changed,
        changing=changing,
    )
    gaps = GapKeeping(kept.gaps, settings, bases.asking, clock)
    curation = CurationDesk(curating, gaps)
    files = Files(
        *(kept.revisions, lists, settings, asking.shows, clock),
        read=file_reader(facts_dir),
        write=write_pack,
        on_change=bases.changed,
        changing=changing,
    )
    return Services(
        bases=bases,
        leaderboards=Leaderboards(kept.scores, settings, clock),
        settings=settings,
        quiz=desk,
        shows=shows,
        privacy=privacy,
        upkeep=Upkeep(privacy, kept.people, kept.departures, kept.gaps, clock=clock, report=report),
        curation=curation,
        ideas=IdeasDesk(
            Suggesting(kept.suggestions, settings, curating, clock), gaps, bases.asking, curation.open_draft
        ),
        files=files,
    )


@asynccontextmanager
async def open_files(settings: Settings) -> AsyncIterator[Files]:
    """Give imports and exports beside a running bot. Raises Stop as `open_database` does, and DataFault."""
    from datetime import UTC, datetime

    from bot.services.files import Files
    from bot.services.guild_settings import GuildSettingsService
    from bot.services.question_lists import GuildLists
    from bot.storage.pack_writing import write_pack
    from bot.storage.repositories import repositories

    packs = load_packs(settings.facts_dir)
    async with open_database(settings, is_guest=True) as database:
        kept = repositories(database)
        yield Files(
            kept.revisions,
            GuildLists(kept.lists),
            GuildSettingsService(kept.settings),
            packs,
            lambda: datetime.now(UTC),
            read=file_reader(settings.facts_dir),
            write=write_pack,
        )


def file_reader(facts_dir: Path) -> Reader:
    """Return what reads files that people send; the lexicon is looked into when the first one comes."""
    from bot.storage.aside import uncollected
    from bot.storage.importing.reading import read_upload

    @cache
    def known() -> tuple[tuple[str, ...], frozenset[str]]:
        lexicon = load_lexicon(facts_dir)
        return tuple(lexicon.kinds), frozenset(lexicon.concepts)

    def read(name: str, data: bytes) -> PackUpload | ListReading:
        with uncollected():
            return read_upload(name, data, *known())

    return read


def open_sync_memory(folder: Path) -> SyncMemoryFile:
    """Return the memory of synced commands. Raises Stop when the data folder cannot be written to."""
    try:
        return SyncMemoryFile(folder)
    except OSError as error:
        raise Stop(f"DATA_DIR: cannot write to {folder}: {error.strerror}", ExitCode.USAGE) from None


@asynccontextmanager
async def open_storage(settings: Settings) -> AsyncIterator[Storage]:
    """Give what is kept while the block runs, brought up to date before. Raises Stop as `open_database` does."""
    from bot.storage.repositories import repositories

    async with open_database(settings) as database:
        yield repositories(database)


@asynccontextmanager
async def throwaway_storage() -> AsyncIterator[Storage]:
    """Give an empty storage that is gone after the block."""
    from tempfile import TemporaryDirectory

    from bot.storage import database, urls
    from bot.storage.repositories import repositories

    with TemporaryDirectory(prefix="bot-") as folder:
        async with database.open_database(urls.file_url(Path(folder))) as opened:
            yield repositories(opened)


@asynccontextmanager
async def open_database(settings: Settings, *, is_guest: bool = False) -> AsyncIterator[Database]:
    """Give the database itself, brought up to date before. Raises Stop when it cannot be used.

    Args:
        is_guest: Work beside a running bot.
    """
    from bot.storage import database

    try:
        async with database.open_database(settings.database, is_guest=is_guest) as opened:
            yield opened
    except database.DatabaseFault as fault:
        name = "DATABASE_URL" if settings.database_url else "DATA_DIR"
        raise Stop(f"{name}: {fault}", ExitCode.USAGE if fault.is_lasting else ExitCode.OTHER) from None
