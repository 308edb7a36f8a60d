"""Packs: what an author writes is what the bot knows, and each mistake is named with its file, line and key."""

import re
import textwrap
from datetime import date
from pathlib import Path

import pytest

from bot.core.errors import DataFault, Fault
from bot.core.knowledge.facts import Entity, Quotation, Source, Topic, Value
from bot.storage.packs import MAX_FAULTS, read_pack, read_packs

KINDS = ("actor_of", "cast_list", "episode_count", "release_date", "quote")

HARBOUR = """\
show:
  id: harbour
  title: Harbour Nine
  aliases: Harbor 9
  summary: A crew repairs ships that nobody else touches.
  released: 2
people:
  lena-hart: {name: Lena Hart, aliases: [Lena], roles: [lead]}
characters:
  odile: {name: Odile}
works:
  dockside: {name: Dockside, roles: parent}
organisations:
  channel-six: {name: Channel Six}
places:
  gdansk: {name: Gdańsk, aliases: [Gdansk, Danzig]}
topics:
  cast: {title: Cast, aliases: [actors]}
  release: {title: Release}
sources:
  press: {title: Press release, publisher: Channel Six, date: 2031-02-03, url: https://example.org/press}
  talk: {title: Interview, date: 2031-03-04}
words:
  crew: [gang, dockers]
facts:
  - id: lead
    topic: cast
    kinds: actor_of
    about: [lena-hart, odile]
    question: Who plays Odile?
    asked: [odile actress]
    keywords: [captain]
    text: Lena Hart plays Odile.
    value: {type: person, text: Lena Hart, accepted: Lena}
    source: press
    where: page 1
  - id: episodes
    topic: release
    kinds: [episode_count]
    season: 2
    periods: [spring 2031]
    question: How many episodes does season 2 have?
    text: Season 2 has six episodes.
    as_of: 2031-02-01
    value: {type: number, text: "6", unit: episodes}
    source: press
    spoiler: true
  - id: words
    topic: cast
    question: What did Lena Hart say?
    text: Lena Hart on the cold,
    quotation: {words: It was freezing., by: lena-hart}
    source: talk
"""


@pytest.fixture
def write(tmp_path):
    def write(text: str, name: str = "harbour.yaml") -> Path:
        file = tmp_path / name
        file.write_text(textwrap.dedent(text), encoding="utf-8")
        return file

    return write


def faults_in(*paths: Path) -> tuple[Fault, ...]:
    with pytest.raises(DataFault) as caught:
        read_packs(paths, KINDS)
    return caught.value.faults


@pytest.fixture
def faults_after(write):
    """Return what is said of the good pack with one change, a line a fault, without the name of the file."""

    def faults_after(old: str, new: str) -> list[str]:
        assert HARBOUR.count(old) == 1
        file = write(HARBOUR.replace(old, new))
        return [str(fault).removeprefix(f"{file}:") for fault in faults_in(file)]

    return faults_after


def test_a_pack_holds_what_its_author_wrote(write):
    pack = read_pack(write(HARBOUR), KINDS)
    assert (pack.id, pack.title, pack.aliases, pack.released) == ("harbour", "Harbour Nine", ("Harbor 9",), 2)
    assert pack.summary == "A crew repairs ships that nobody else touches."
    assert pack.topics == (Topic("cast", "Cast", ("actors",)), Topic("release", "Release"))
    assert pack.sources == (
        Source("press", "Press release", date(2031, 2, 3), "Channel Six", "https://example.org/press"),
        Source("talk", "Interview", date(2031, 3, 4)),
    )
    assert pack.entities == (
        Entity("lena-hart", "person", "Lena Hart", ("Lena",), ("lead",)),
        Entity("odile", "character", "Odile"),
        Entity("dockside", "work", "Dockside", (), ("parent",)),
        Entity("channel-six", "organisation", "Channel Six"),
        Entity("gdansk", "place", "Gdańsk", ("Gdansk", "Danzig")),
    )
    assert pack.words == {"crew": ("gang", "dockers")}


def test_a_fact_holds_what_its_author_wrote(write):
    pack = read_pack(write(HARBOUR), KINDS)
    lead, episodes, words = pack.facts
    assert (lead.id, lead.show_id, lead.topic_id, lead.source_id) == ("lead", "harbour", "cast", "press")
    assert (lead.text, lead.question, lead.where) == ("Lena Hart plays Odile.", "Who plays Odile?", "page 1")
    assert (lead.kinds, lead.about, lead.asked) == (("actor_of",), ("lena-hart", "odile"), ("odile actress",))
    assert (lead.keywords, lead.season, lead.spoiler) == (("captain",), None, False)
    assert lead.value == Value("person", "Lena Hart", "", ("Lena",))
    assert (episodes.season, episodes.periods, episodes.spoiler) == (2, ("spring 2031",), True)
    assert episodes.value == Value("number", "6", "episodes")
    assert words.quotation == Quotation("It was freezing.", "lena-hart")


def test_a_fact_is_as_old_as_its_source_unless_it_says_otherwise(write):
    lead, episodes, words = read_pack(write(HARBOUR), KINDS).facts
    assert [lead.as_of, episodes.as_of, words.as_of] == [date(2031, 2, 3), date(2031, 2, 1), date(2031, 3, 4)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "    source: talk",
            "    source: tolk",
            "53: facts.2.source: 'tolk' is no source of this file; did you mean talk?",
        ),
        ("    source: talk", "    source: xyzzy", "53: facts.2.source: 'xyzzy' is no source of this file"),
        (
            "topic: release",
            "topic: relaese",
            "38: facts.1.topic: 'relaese' is no topic of this file; did you mean release?",
        ),
        (
            "kinds: [episode_count]",
            "kinds: [release_date, episodes_count]",
            "39: facts.1.kinds.1: 'episodes_count' is no kind of question that the lexicon knows; "
            "did you mean episode_count?",
        ),
        (
            "about: [lena-hart, odile]",
            "about:\n      - lena-hart\n      - odil",
            "31: facts.0.about.1: 'odil' is no entity of this file; did you mean odile?",
        ),
        (
            "by: lena-hart}",
            "by: lena-heart}",
            "52: facts.2.quotation.by: 'lena-heart' is no entity of this file; did you mean lena-hart?",
        ),
        ("- id: episodes", "- id: lead", "37: facts.1.id: lead is the id of the fact in line 26 too"),
        (
            "  gdansk: {name",
            "  channel-six: {name",
            "16: places.channel-six: channel-six stands under organisations too; ids must differ",
        ),
        ("  release: {title: Release}", "  cast: {title: Release}", "19: topics.cast: stands here twice"),
        ("    where: page 1", "    topic: cast", "36: facts.0.topic: stands here twice"),
    ],
)
def test_a_name_that_stands_for_nothing_or_for_two_things_is_refused(faults_after, old, new, expected):
    assert faults_after(old, new) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  id: harbour", "  id: Harbour Nine", "2: show.id: should be an id: words of a-z and 0-9 with hyphens"),
        ("  id: harbour\n", "", "1: show.id: is missing"),
        ("  released: 2", "  released: two", "6: show.released: should be a whole number"),
        ("  title: Harbour Nine", '  title: ""', "3: show.title: is empty"),
        ("  title: Harbour Nine", "  title: [a, b]", "3: show.title: should be plain text"),
        ("lena-hart: {name", "Lena: {name", "8: people.Lena: should be an id: "),
        ("{name: Odile}", "Odile", "10: characters.odile: should hold keys, each with its value"),
        (
            "aliases: [Lena]",
            "alias: [Lena]",
            "8: people.lena-hart.alias: is no key of the format; did you mean aliases?",
        ),
        (
            "{name: Odile}",
            "{name: Odile, the Red}",
            "10: characters.odile.the Red: is no key of the format; inside braces, a text with a comma needs quotes",
        ),
        ("date: 2031-03-04", "date: 4 March 2031", "22: sources.talk.date: should be a day such as 2025-10-04"),
        ("date: 2031-03-04", "date: 1930000000", "22: sources.talk.date: should be a day such as 2025-10-04"),
        ("date: 2031-03-04", "date: [2031]", "22: sources.talk.date: should be a day such as 2025-10-04"),
        ("date: 2031-03-04", "year: 2031", "22: sources.talk.date: is missing"),
        ("https://example.org/press", "javascript:x", "21: sources.press.url: should be a web address that begins"),
        ("    season: 2", "    season: second", "40: facts.1.season: should be a whole number"),
        ("    season: 2", "    season: -1", "40: facts.1.season: should be greater than or equal to 0"),
        ("    spoiler: true", "    spoiler: perhaps", "47: facts.1.spoiler: should be true or false"),
        ("type: number", "type: count", "45: facts.1.value.type: should be one of 'person', 'character', 'work', "),
        ("about: [lena-hart, odile]", "about: {a: b}", "29: facts.0.about: should be a list"),
        ("    text: Lena Hart plays Odile.\n", "", "26: facts.0.text: is missing"),
        ("text: Lena Hart plays Odile.", "text: " + "x" * 501, "33: facts.0.text: is longer than 500 characters"),
        ("words:\n  crew: [gang, dockers]", "words: gang", "23: words: should hold keys, each with its value"),
        ("words: It was freezing., ", "", "52: facts.2.quotation.words: is missing"),
    ],
)
def test_a_wrong_value_is_named_with_its_line_and_key(faults_after, old, new, expected):
    assert any(found.startswith(expected) for found in faults_after(old, new))


def test_all_faults_of_a_file_are_reported_at_once_in_the_order_of_the_file(write):
    file = write(
        HARBOUR.replace("released: 2", "released: two")
        .replace("topic: release", "topic: rel")
        .replace("    spoiler: true", "    spoiler: perhaps")
        .replace("source: talk", "sauce: talk")
    )
    assert [(fault.line, fault.key) for fault in faults_in(file)] == [
        (6, "show.released"),
        (38, "facts.1.topic"),
        (47, "facts.1.spoiler"),
        (48, "facts.2.source"),
        (53, "facts.2.sauce"),
    ]


def test_faults_of_several_files_are_reported_at_once(write, tmp_path):
    first = write(HARBOUR.replace("released: 2", "released: two"), "first.yaml")
    second = write(HARBOUR.replace("source: talk", "source: tolk"), "second.yaml")
    missing = tmp_path / "none.yaml"
    assert [fault.file for fault in faults_in(first, missing, second)] == [str(first), str(missing), str(second)]


def test_a_list_of_facts_that_are_all_faulty_does_not_count_as_empty(write):
    file = write(re.sub(r"(?s)facts:.*", "facts: [just text]\n", HARBOUR))
    assert [fault.key for fault in faults_in(file)] == ["facts.0"]


@pytest.mark.parametrize("empty", ["facts: []\n", "facts: {}\n", "facts:\n", ""])
def test_a_pack_without_facts_is_refused(write, empty):
    file = write(re.sub(r"(?s)facts:.*", empty, HARBOUR))
    assert [fault.key for fault in faults_in(file)] == ["facts"]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "just text", "- a\n- b\n"])
def test_what_is_no_mapping_is_no_pack(write, text):
    file = write(text)
    assert list(map(str, faults_in(file))) == [f"{file}:1: is no show pack: it must begin with `show:`"]


def test_a_folder_stands_for_its_yaml_files_in_the_order_of_their_names(write, tmp_path):
    write(HARBOUR.replace("id: harbour", "id: b"), "b.yaml")
    write(HARBOUR.replace("id: harbour", "id: a"), "a.yaml")
    write("not: a pack", "notes.txt")
    (tmp_path / "lexicon").mkdir()
    write("not: a pack", "lexicon/words.yaml")
    assert [pack.id for pack in read_packs([tmp_path], KINDS)] == ["a", "b"]


def test_a_folder_without_packs_is_refused(tmp_path):
    assert list(map(str, faults_in(tmp_path))) == [f"{tmp_path}: holds no pack (no *.yaml file)"]


def test_a_missing_file_is_refused(tmp_path):
    missing = tmp_path / "none.yaml"
    assert list(map(str, faults_in(missing))) == [f"{missing}: cannot be read: No such file or directory"]


def test_two_packs_of_one_id_are_refused(write):
    first, second = write(HARBOUR, "first.yaml"), write(HARBOUR, "second.yaml")
    assert list(map(str, faults_in(first, second))) == [f"{second}: show.id: harbour is the id of another pack too"]


def test_the_same_file_twice_is_one_pack_too_many(write):
    file = write(HARBOUR)
    assert len(faults_in(file, file)) == 1


def test_a_file_full_of_faults_is_refused_with_the_first_of_them(write):
    people = "".join(f"  person-{at}: {{name: Person {at}}}\n" for at in range(3000))
    facts = "".join(f"  - {{id: fact-{at}, about: nobody-{at}}}\n" for at in range(3000))
    file = write(f"show: {{id: x, title: X}}\npeople:\n{people}facts:\n{facts}")
    assert len(faults_in(file)) == MAX_FAULTS


def test_own_words_must_be_for_a_concept_of_the_lexicon(tmp_path):
    file = tmp_path / "harbour.yaml"
    file.write_text(HARBOUR, encoding="utf-8")
    assert read_pack(file, KINDS, ("crew", "renew")).words == {"crew": ("gang", "dockers")}
    with pytest.raises(DataFault) as caught:
        read_pack(file, KINDS, ("crews", "renew"))
    (fault,) = caught.value.faults
    assert (fault.key, fault.line) == ("words.crew", HARBOUR[: HARBOUR.index("crew: [")].count("\n") + 1)
    assert "did you mean crews?" in fault.problem
