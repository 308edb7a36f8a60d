"""The documents say what is there: commands, settings, versions, and examples that work."""

import ast
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

import bot
from bot.bootstrap import build_asking, load_packs
from bot.cli import COMMANDS, cli
from bot.core.errors import DataFault
from bot.core.knowledge.answering import Status
from bot.core.retention import GAPS, LEFT_GUILDS, TYPED_ANSWERS
from bot.ops.places import FACTS_DIR
from bot.settings import Settings
from bot.storage import pack_schema
from bot.storage.columns import metadata
from bot.storage.lexicons import read_lexicon
from bot.storage.packs import read_pack
from bot.storage.people import DOERS, OWNERS
from bot.storage.yaml_input import parse_yaml

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "PRIVACY.md", "CHANGELOG.md")),
    *sorted((ROOT / "facts").rglob("*.md")),
]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "facts" / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
VIEW_CHANNELS, SEND_MESSAGES, EMBED_LINKS, ATTACH_FILES, READ_MESSAGE_HISTORY = (
    1 << bit for bit in (10, 11, 14, 15, 16)
)
ADD_REACTIONS = 1 << 6
EXAMPLE_IDS = {"lead", "pike-actor", "episode-count", "season-2-date", "filming-place", "quote-cold"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def command_lines(text: str) -> list[list[str]]:
    """Return each `python -m bot ...` of a document, as words."""
    found = re.findall(r"python -m bot ([^`\n]+)", text)
    return [shlex.split(line, comments=True) for line in found]


def resolve(words: list[str]) -> click.Command:
    """Return the command that words of a command line lead to."""
    command: click.Command = cli
    for word in words:
        if not isinstance(command, click.Group):
            break
        found = command.get_command(click.Context(command), word)
        assert found, f"there is no command {word}"
        command = found
    return command


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_command_in_a_document_exists_and_takes_its_options(path):
    for words in command_lines(path.read_text(encoding="utf-8")):
        known = {name for parameter in resolve(words).params for name in parameter.opts} | {"--help"}
        assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_make_target_in_a_document_exists(path):
    targets = set(re.findall(r"(?m)^([\w-]+):", MAKEFILE))
    text = path.read_text(encoding="utf-8")
    assert set(re.findall(r"(?m)(?:`|^|; )make ([a-z]+)\b(?=`|\s*$|\s+#|\s{2,})", text)) <= targets


@pytest.mark.skipif(not shutil.which("make"), reason="no make here")
@pytest.mark.parametrize("is_ready", [False, True])
def test_make_says_that_it_installs_before_it_does(tmp_path, is_ready):
    (tmp_path / "requirements-dev.lock").touch()
    if is_ready:
        (tmp_path / ".venv").mkdir()
        (tmp_path / ".venv" / ".ready").touch()
    make = ["make", "--dry-run", "--file", str(ROOT / "Makefile"), "run"]
    told = subprocess.run(make, cwd=tmp_path, capture_output=True, check=True, encoding="utf-8").stdout
    assert bool(re.search(r"echo .*this takes about a minute[^$]*pip install", told)) is not is_ready
    assert ("pip install" in told) is not is_ready


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command_of_the_command_line(command):
    assert f"python -m bot {command}" in README


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_link_to_a_file_leads_to_one(path):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_the_settings_table_is_that_of_the_settings():
    table = README.split("## Settings")[1].split("## ")[0]
    rows = re.findall(r"(?m)^\| `(\w+)` \|([^|]*)\|", table)
    assert {name for name, _ in rows} == {name.upper() for name in Settings.model_fields}
    for name, default in rows:
        actual = Settings.model_fields[name.lower()].default
        if isinstance(actual, str):
            assert default.strip() == f"`{actual}`"


def test_the_example_of_settings_names_only_settings():
    names = re.findall(r"(?m)^(?:# )?([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"))
    assert sorted(names) == sorted(name.upper() for name in Settings.model_fields)


def application_commands() -> set[str]:
    """Return what the cogs and the client register: `/ask`, `/settings show`, the name for an entry of a menu."""
    names: set[str] = set()
    for file in (ROOT / "bot" / "discord_ui").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                group = [ast.literal_eval(it.value) for it in node.keywords if it.arg == "group_name"]
                names |= {f"/{' '.join([*group, name])}" for name in commands_of(node)}
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("ContextMenu"):
                names |= {ast.literal_eval(item.value) for item in node.keywords if item.arg == "name"}
    return names


def commands_of(cog: ast.ClassDef) -> set[str]:
    """Return the names of a cog's commands: that of the method, unless the decorator gives another."""
    names: set[str] = set()
    for node in cog.body:
        if isinstance(node, ast.AsyncFunctionDef):
            made = [it for it in node.decorator_list if isinstance(it, ast.Call)]
            for call in [it for it in made if ast.unparse(it.func) == "app_commands.command"]:
                given = [ast.literal_eval(it.value) for it in call.keywords if it.arg == "name"]
                names.add(given[0] if given else node.name)
    return names


def test_the_readme_names_every_command_in_discord():
    assert application_commands() >= {"/ask", "/leaderboard", "/settings time-zone", "Answer this"}
    table = README.split("## Commands")[1].split("## ")[0]
    assert [name for name in application_commands() if name not in table] == []
    named = re.findall(r"`(/[a-z -]*[a-z])(?= [a-z-]+:|`)", table)
    assert set(named) == {name for name in application_commands() if name.startswith("/")}


def test_the_invitation_asks_for_the_permissions_that_are_named_and_no_more():
    asked = int(re.search(r"permissions=(\d+)", README)[1])
    assert asked == VIEW_CHANNELS | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES | ADD_REACTIONS | READ_MESSAGE_HISTORY
    assert f"(together {asked})" in README
    assert "scope=bot+applications.commands" in README


def test_the_exit_codes_are_named():
    assert "0 fine, 2 wrong use" in README


def test_the_version_stands_in_the_changelog():
    assert f"## [{bot.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    """Return the whole pack of the guide, as a file."""
    (whole,) = [block for block in re.findall(r"(?s)```yaml\n(.*?)```", GUIDE) if block.startswith("show:")]
    file = tmp_path_factory.mktemp("guide") / "harbour.yaml"
    file.write_text(whole, encoding="utf-8")
    return file


def test_the_example_in_the_guide_loads(example):
    (pack,) = load_packs(FACTS_DIR, [example])
    assert {fact.id for fact in pack.facts} == EXAMPLE_IDS


@pytest.mark.parametrize(
    ("question", "fact_id"),
    [
        ("who plays odile?", "lead"),
        ("who's the star", "lead"),
        ("who is tom ash playing", "pike-actor"),
        ("how many eps in season 1", "episode-count"),
        ("season 2 release date", "season-2-date"),
        ("where did they film it", "filming-place"),
        ("what did lena say about the cold", "quote-cold"),
    ],
)
def test_the_example_in_the_guide_answers(example, question, fact_id):
    answer = build_asking(FACTS_DIR, [example]).ask(question)
    assert answer.status is Status.ANSWERED
    assert fact_id in [entry.fact.id for entry in answer.entries]


@pytest.mark.parametrize("question", ["who directed it", "how many episodes in season 2", "who plays harry bosch"])
def test_the_example_in_the_guide_answers_nothing_that_it_does_not_know(example, question):
    assert build_asking(FACTS_DIR, [example]).ask(question).status is not Status.ANSWERED


@pytest.mark.parametrize(
    "model",
    [
        pack_schema.PackFile,
        pack_schema.ShowEntry,
        pack_schema.EntityEntry,
        pack_schema.SourceEntry,
        pack_schema.FactEntry,
        pack_schema.ValueEntry,
        pack_schema.QuotationEntry,
        pack_schema.QuizEntry,
    ],
)
def test_the_guide_explains_every_key(model):
    prose = re.sub(r"(?s)```.*?```", "", GUIDE)
    assert [key for key in model.model_fields if f"`{key}`" not in prose] == []


def test_the_example_uses_every_key(example):
    data = parse_yaml(example.read_bytes(), "guide").data
    assert data.keys() == pack_schema.PackFile.model_fields.keys()
    used = {key for fact in data["facts"] for key in fact}
    assert used == pack_schema.FactEntry.model_fields.keys() - {"spoiler"}


def test_the_faults_in_the_guide_are_worded_as_the_program_words_them(example, tmp_path):
    text = example.read_text(encoding="utf-8")
    changes = {
        "source: talk": "source: tolk",
        "about: [gdansk]": "about: [gdnask, odil]",
        "kinds: [quote]": "kinds: [episodes_count]",
        "- id: pike-actor": "- id: lead",
        "tom-ash: {name": "tom-ash: {alias: [x], name",
        "date: 2031-03-04": "date: 4 March",
    }
    for old, new in changes.items():
        text = text.replace(old, new, 1)
    file = tmp_path / "harbour.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataFault) as caught:
        read_pack(file, ["quote", "episode_count"])
    said = str(caught.value)
    for wording in (
        "'tolk' is no source of this file; did you mean talk?",
        "'odil' is no entity of this file",
        "'episodes_count' is no kind of question that the lexicon knows",
        "lead is the id of the fact in line",
        "is no key of the format; did you mean aliases?",
        "should be a day such as 2025-10-04",
    ):
        assert wording in said
        assert wording in GUIDE
    assert "should be an id" in GUIDE


@pytest.mark.parametrize(
    ("raw", "wording"),
    [
        (b"text: a: b", "is not valid YAML: mapping values are not allowed in this context"),
        (b"a: [b\nc: d", "is not valid YAML: did not find expected"),
        (b"a: 'b\nc: d", "is not valid YAML: "),
        (b"a:\n\tb: c", "found character that cannot start any token"),
        (b"a: @b", "found character that cannot start any token"),
        (b"a: &b", "uses an anchor or alias"),
        (b"a: *b* c", "did not find expected alphabetic or numeric character"),
        (b"a: !b", "uses the tag"),
        (b"a: b\na: c", "stands here twice"),
        ("a: é".encode("latin-1"), "is not UTF-8 text"),
    ],
)
def test_the_guide_words_faults_of_yaml_as_the_program_does(raw, wording):
    with pytest.raises(DataFault) as caught:
        parse_yaml(raw, "harbour.yaml")
    assert wording in str(caught.value)
    assert wording in GUIDE


def test_each_kind_of_question_stands_in_the_guide_for_authors():
    kinds = read_lexicon(FACTS_DIR / "lexicon").kinds.values()
    unnamed = {kind.id for kind in kinds if kind.missing and f"| `{kind.id}` |" not in GUIDE}
    assert unnamed == {"other_show", "person_other_work"}


def test_the_privacy_policy_names_every_table_and_how_long_it_is_kept():
    policy = (ROOT / "PRIVACY.md").read_text(encoding="utf-8")
    named = {name for row in re.findall(r"(?m)^\| (`.*?) \|", policy) for name in re.findall(r"`(\w+)`", row)}
    assert named == set(metadata.tables)
    about_people = {column.table.name for column in (*OWNERS, *DOERS)} | {"games"}
    about_you = policy.split("## What it keeps about a guild")[0]
    assert {name for name in metadata.tables if f"`{name}`" in about_you} == about_people
    for time in (TYPED_ANSWERS, GAPS, LEFT_GUILDS):
        assert f"{time.days} days after" in policy
