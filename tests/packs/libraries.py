"""The shipped shows and the invented one, alone and together: each library is built once a run: it takes a while."""

from functools import cache
from pathlib import Path

from bot.bootstrap import load_lexicon
from bot.core.knowledge.answering import Entry
from bot.core.knowledge.facts import Pack
from bot.core.knowledge.lexicon import Lexicon
from bot.core.knowledge.library import Library
from bot.ops.places import FACTS_DIR
from bot.storage.packs import read_pack

SHIPPED = tuple(sorted(FACTS_DIR.glob("*.yaml")))
MOONMILK = Path(__file__).with_name("moonmilk.yaml")


@cache
def lexicon() -> Lexicon:
    return load_lexicon(FACTS_DIR)


@cache
def pack(file: Path) -> Pack:
    return read_pack(file, lexicon().kinds)


@cache
def library(*files: Path) -> Library:
    return Library(tuple(map(pack, files)), lexicon())


def entries(*files: Path) -> list[Entry]:
    """Return the facts of packs; their questions serve as names of tests."""
    return [Entry(pack(file), fact) for file in files for fact in pack(file).facts]


def key_of(entry: Entry) -> str:
    return entry.key
