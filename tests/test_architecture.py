"""The dependency rule, and what else keeps the house in order: CONTRIBUTING.md says why."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.yaml_input import read_yaml

ROOT = Path(__file__).resolve().parents[1]
BOT = ROOT / "bot"
MODULES = sorted(BOT.rglob("*.py"))

MAY_IMPORT = {
    "core": {"rapidfuzz", "bot.core"},
    "services": {"bot.core", "bot.services"},
    "storage": {
        *("alembic", "asyncpg", "pydantic", "pydantic_core", "rapidfuzz", "sqlalchemy", "yaml"),
        *("bot.core", "bot.services.curation_ports", "bot.services.ports", "bot.services.privacy_ports", "bot.storage"),
    },
    "drawing": {"PIL", "bot.core", "bot.drawing"},
    "discord_ui": {"discord", "aiohttp", "bot.core", "bot.services", "bot.drawing", "bot.discord_ui"},
    "preview": {
        "simcord",
        "discord",
        "aiohttp",
        "bot.core",
        "bot.services",
        "bot.discord_ui",
        "bot.preview",
        "bot.bootstrap",
    },
    "ops": {"aiohttp", "bot.core", "bot.ops"},
    "cli": {"click", "rich", "dotenv", "aiohttp", "discord", "yarl", "simcord", "bot"},
}
ENTRIES = {"__init__.py", "__main__.py", "bootstrap.py", "settings.py"}
BUILDERS = {"bootstrap", "cli", "preview"}

KEPT_FROM_CORE = {
    *("asyncio", "concurrent", "multiprocessing", "subprocess", "threading"),
    "time",
    *("io", "logging", "os", "pathlib", "shutil", "socket", "tempfile", "urllib"),
    *("secrets", "uuid"),
}
CLOCK_OR_FILE_CALLS = {"now", "today", "utcnow", "open", "input", "print"}
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "shared"}
MAX_LINES = 300
ORDINARY_WORDS = {"field"}  # somebody's name in a shipped pack, and a word of programming


def label(path: Path) -> str:
    return str(path.relative_to(BOT))


def imports(file: Path) -> Iterator[str]:
    """Yield the dotted name of each thing imported, wherever in the module."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def is_within(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def package_files(package: str) -> list[Path]:
    return sorted((BOT / package).rglob("*.py"))


def test_every_package_has_a_row_in_the_table():
    packages = {path.name for path in BOT.iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    assert packages <= MAY_IMPORT.keys()
    assert {path.name for path in BOT.glob("*.py")} == ENTRIES


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_what_it_may(package):
    for file in package_files(package):
        for name in imports(file):
            known = MAY_IMPORT[package] | {"bot.__version__"}
            allowed = name.split(".")[0] in sys.stdlib_module_names or is_within(name, known)
            assert allowed, f"{label(file)} may not import {name}"


@pytest.mark.parametrize("file", MODULES, ids=label)
def test_only_entry_points_know_the_composition_root(file):
    if file.relative_to(BOT).parts[0].removesuffix(".py") not in BUILDERS:
        assert not [name for name in imports(file) if is_within(name, {"bot.bootstrap"})]


@pytest.mark.parametrize("file", MODULES, ids=label)
def test_imports_are_absolute(file):
    assert not [name for name in imports(file) if name.startswith(".")]


@pytest.mark.parametrize("file", package_files("core"), ids=label)
def test_the_rules_know_no_clock_no_file_and_no_event_loop(file):
    assert not [name for name in imports(file) if is_within(name, KEPT_FROM_CORE)]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.AsyncFunctionDef | ast.Await)
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in CLOCK_OR_FILE_CALLS, f"{label(file)}:{node.lineno} calls {called}"


@pytest.mark.parametrize("file", package_files("core"), ids=label)
def test_the_rules_use_no_global_randomness(file):
    drawn = [name for name in imports(file) if is_within(name, {"random"}) and name not in {"random", "random.Random"}]
    assert not drawn
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "random":
            assert node.attr == "Random", f"{label(file)}:{node.lineno} uses random.{node.attr}"


def names_of_shows() -> set[str]:
    """Return what the shipped packs call their shows and the people in them, whole and word by word, in lower case."""
    names: set[str] = set()
    for file in sorted((ROOT / "facts").glob("*.yaml")):
        data = read_yaml(file).data
        names |= {data["show"]["id"], data["show"]["title"]}
        names |= {entry["name"] for section in ("people", "characters") for entry in data.get(section, {}).values()}
    words = {word for name in names for word in re.findall(r"[^\W\d_]{4,}", name)}
    return {name.casefold() for name in names | words} - ORDINARY_WORDS


@pytest.mark.parametrize("file", MODULES, ids=label)
def test_no_module_knows_a_show(file):
    text = file.read_text(encoding="utf-8").casefold()
    assert not [name for name in names_of_shows() if re.search(rf"\b{re.escape(name)}\b", text)]


@pytest.mark.parametrize("path", [*MODULES, *(path.parent for path in MODULES)], ids=label)
def test_names_say_what_a_module_holds(path):
    assert path.stem not in BANNED_NAMES


@pytest.mark.parametrize("file", MODULES, ids=label)
def test_a_module_is_short_enough_to_be_read(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("file", MODULES, ids=label)
def test_a_module_says_what_it_is_for(file):
    assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
