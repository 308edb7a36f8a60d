"""The lexicon's files: what they hold is what the rules get, and each mistake is named with file, line and key."""

from pathlib import Path

import pytest

from bot.bootstrap import load_lexicon
from bot.core.errors import DataFault
from bot.core.knowledge.lexicon import Kind
from bot.ops.places import FACTS_DIR
from bot.storage.lexicons import read_lexicon

WORDS = """\
concepts:
  actor: actor, actress
  play: plays,
asking:
  who: who, whos
chatter: the, a
slang:
  u: you
confusions: {were: where}
foils:
  streamer: Netvid, Hula Plus
roles:
  star: person lead
introducing: play, star
first_names: wanda, tim
"""
KINDS = """\
actor_of:
  missing: who plays them
  examples: |
    who plays {character}

    {character} actor
  corrects: [name]
weather:
  examples: what is the weather
  strict: true
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "words.yaml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "kinds.yaml").write_text(KINDS, encoding="utf-8")
    (tmp_path / "english.txt").write_text("a\nthe\npeople\n", encoding="utf-8")
    return tmp_path


def faults_in(folder: Path) -> list[str]:
    with pytest.raises(DataFault) as caught:
        read_lexicon(folder)
    return [str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults]


def test_a_lexicon_holds_what_its_files_say(folder):
    lexicon = read_lexicon(folder)
    assert lexicon.concepts == {"actor": ("actor", "actress"), "play": ("plays",)}
    assert lexicon.asking == {"who": ("who", "whos")}
    assert lexicon.chatter == ("the", "a")
    assert lexicon.slang == {"u": "you"}
    assert lexicon.confusions == {"were": "where"}
    assert lexicon.foils == {"streamer": ("Netvid", "Hula Plus")}
    assert lexicon.roles == {"star": "person lead"}
    assert lexicon.introducing == {"play", "star"}
    assert lexicon.first_names == {"wanda", "tim"}
    assert lexicon.english == {"a", "the", "people"}
    assert lexicon.kinds == {
        "actor_of": Kind("actor_of", ("who plays {character}", "{character} actor"), "who plays them", ("name",)),
        "weather": Kind("weather", ("what is the weather",), strict=True),
    }


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("words.yaml", "chatter: the, a\n", "", "words.yaml:1: chatter: "),
        ("words.yaml", "  actor: actor, actress", "  actor: ''", "words.yaml:2: concepts.actor: "),
        ("words.yaml", "  play: plays,", "  play: {a: b}", "words.yaml:3: concepts.play: "),
        ("words.yaml", "asking:\n  who: who, whos", "asking: who", "words.yaml:4: asking: "),
        ("words.yaml", "  u: you", "  u: [you]", "words.yaml:8: slang.u: "),
        ("words.yaml", "foils:", "fools:", "words.yaml:10: fools: "),
        ("words.yaml", "  star: person lead", "  star: person lead\n  star: x", "words.yaml:14: roles.star: "),
        ("kinds.yaml", "  missing: who", "  mising: who", "kinds.yaml:2: actor_of.mising: "),
        ("kinds.yaml", "  examples: what is the weather\n", "", "kinds.yaml:8: weather.examples: "),
        ("kinds.yaml", "  examples: what is the weather", "  examples: ''", "kinds.yaml:9: weather.examples: "),
        ("kinds.yaml", "strict: true", "strict: perhaps", "kinds.yaml:10: weather.strict: "),
        ("kinds.yaml", "weather:\n", "weather: sunny\nrain:\n", "kinds.yaml:8: weather: "),
        ("kinds.yaml", "corrects: [name]", "corrects: [name", "kinds.yaml:"),
    ],
)
def test_a_mistake_is_named_with_its_file_line_and_key(folder, name, old, new, place):
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    assert any(fault.startswith(place) for fault in faults_in(folder)), faults_in(folder)


def test_an_unknown_slot_in_an_example_is_named(folder):
    (folder / "kinds.yaml").write_text(KINDS.replace("{character} actor", "{charakter} actor"), encoding="utf-8")
    assert any("charakter" in fault for fault in faults_in(folder))


@pytest.mark.parametrize("name", ["words.yaml", "kinds.yaml", "english.txt"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    assert faults_in(folder) == [f"{name}: cannot be read: No such file or directory"]


def test_english_that_is_no_text_is_named(folder):
    (folder / "english.txt").write_bytes(b"caf\xe9\n")
    assert faults_in(folder)[0].startswith("english.txt")


@pytest.mark.parametrize("name", ["words.yaml", "kinds.yaml"])
@pytest.mark.parametrize("text", ["", "just text", "- a\n- b\n"])
def test_a_file_that_holds_something_else_is_named(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    assert all(fault.startswith(name) for fault in faults_in(folder))


def test_the_shipped_lexicon_loads():
    lexicon = load_lexicon(FACTS_DIR)
    assert lexicon.kinds.keys() == {kind.id for kind in lexicon.kinds.values()}
    assert all(kind.examples for kind in lexicon.kinds.values())
