"""A pack that is written reads back as it was, whatever stands in its texts."""

import time
from dataclasses import astuple, replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.bootstrap import load_lexicon
from bot.core.knowledge.facts import Entity, Fact, Pack, Quiz, Quotation, Source, Topic, Value
from bot.storage.pack_writing import write_pack
from bot.storage.packs import ENTITY_SECTIONS, build_pack, read_pack
from bot.storage.yaml_input import parse_yaml

ROOT = Path(__file__).resolve().parents[2]
KINDS = tuple(load_lexicon(ROOT / "facts").kinds)
TYPES = tuple(ENTITY_SECTIONS.values())
SHIPPED = [ROOT / "facts" / "ballard.yaml", ROOT / "tests" / "packs" / "moonmilk.yaml"]


def read_back(text: str) -> Pack:
    return build_pack(parse_yaml(text.encode(), "written.yaml"), KINDS)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_pack_reads_back_as_it_was(file):
    pack = read_pack(file, KINDS)
    written = write_pack(pack)
    assert astuple(read_back(written)) == astuple(pack)
    assert write_pack(read_back(written)) == written


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_written_pack_is_laid_out_as_people_write_it(file):
    written = write_pack(read_pack(file, KINDS))
    lines, original = written.splitlines(), file.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.endswith(":") and line[0] != " "] == [
        line for line in original if line.endswith(":") and line[0] != " "
    ]
    assert max(map(len, lines)) <= 120
    assert len(set(original) & set(lines)) > 0.65 * len(set(original))
    assert "\n\n  - id: " in written


SOURCE = Source("paper", "The Harbour Paper", date(2031, 2, 3))
FACT = Fact("a", "quay", "cast", "Ann leads.", "Who leads?", "paper", SOURCE.date)
PACK = Pack("quay", "The Quay", (Topic("cast", "Cast"),), (SOURCE,), (FACT,))


def text_of_fact(**said) -> str:
    written = write_pack(replace(PACK, facts=(replace(FACT, **said),)))
    return written[written.index("facts:\n") :]


def test_the_smallest_pack_is_short():
    assert write_pack(PACK) == (
        "show:\n  id: quay\n  title: The Quay\n  released: 1\n\ntopics:\n  cast: {title: Cast}\n\n"
        "sources:\n  paper: {title: The Harbour Paper, date: 2031-02-03}\n\n"
        "facts:\n  - id: a\n    topic: cast\n    question: Who leads?\n    text: Ann leads.\n    source: paper\n"
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"text": "It is: so"}, "text: 'It is: so'"),
        ({"text": "- so #1"}, "text: '- so #1'"),
        ({"text": "no"}, "text: 'no'"),
        ({"text": "12:30"}, "text: '12:30'"),
        ({"text": "Gdańsk 🦀"}, "text: Gdańsk 🦀"),
        ({"text": "one\ntwo"}, "text: |-\n      one\n      two"),
        ({"text": "word " * 29 + "word"}, "text: >-\n      word word"),
        ({"text": "a \u202egnirts"}, 'text: "a \\u202Egnirts"'),
        ({"season": 2, "spoiler": True}, "season: 2\n"),
        ({"spoiler": True}, "spoiler: true\n"),
        ({"in_quiz": False}, "quiz: false\n"),
        ({"quiz": (Quiz("Who?", "Ann", is_typed=False),)}, "quiz: {question: 'Who?', answer: Ann, typed: false}\n"),
        (
            {"quiz": (Quiz("Who?", "Ann"), Quiz("Which?", "Ann"))},
            "quiz:\n    - question: Who?\n      answer: Ann\n    - quest",
        ),
        ({"as_of": date(2031, 5, 6)}, "as_of: 2031-05-06\n"),
        (
            {"value": Value("number", "6", "ships", ("six",))},
            "value: {type: number, text: '6', unit: ships, accepted: [six]}",
        ),
    ],
)
def test_values_are_written_so_that_people_can_read_them(said, expected):
    assert expected in text_of_fact(**said)


def test_equal_texts_are_written_out_and_not_anchored():
    same = ("alpha", "beta")
    pack = replace(PACK, aliases=same, facts=(replace(FACT, asked=same, keywords=same, periods=same),))
    written = write_pack(pack)
    assert "&" not in written
    assert astuple(read_back(written)) == astuple(pack)


TRICKY = (
    *(": ", "#", "- ", "? ", "'", '"', "{a}", "[b]", "&x", "*x", "!x", "|", ">", "%", "@", "`", "---", "...", "~", ","),
    *("null", "no", "1:30", "0x1F", "=", "<<", "\\", "\t", "\n", "\n\n", "\n  \n", "  ", "\u2028", "\x85", "\ufeff"),
    *("\u202e", "\u200d", "é", "🦀", "\xa0", "\x07", "word word word word"),
)
anything = st.lists(st.sampled_from(TRICKY) | st.text(max_size=4), max_size=5).map("".join)
line = anything.map(lambda text: text[:200].strip()).filter(bool)
lines = st.lists(line, max_size=2).map(tuple)
prose = st.lists(line, min_size=1, max_size=9).map(lambda parts: " ".join(parts)[:450].strip())
ids = st.lists(st.sampled_from(("a", "b-1", "no", "null", "2031", "x1")), unique=True, min_size=1, max_size=2)
days = st.dates(date(1, 1, 1))


# What reads them checks quizzes too: the question must not give away the answer.
quizzes = st.builds(
    Quiz,
    question=line,
    answer=st.just("Ouagadougou"),
    accepted=st.sampled_from([(), ("Ouaga: the capital",)]),
    wrong=st.just(("Timbuktu #1", "'Zanzibar'")),
    difficulty=st.sampled_from(["", "easy", "hard"]),
    is_typed=st.booleans(),
    is_stated=st.booleans(),
)


def facts_of(show_id: str, topics: list[str], sources: list[str], entities: list[str]) -> st.SearchStrategy[Fact]:
    return st.builds(
        Fact,
        id=st.sampled_from(("a", "b", "1e3")),
        show_id=st.just(show_id),
        topic_id=st.sampled_from(topics),
        text=prose,
        question=line,
        source_id=st.sampled_from(sources),
        as_of=days,
        kinds=st.lists(st.sampled_from(KINDS), max_size=2).map(tuple),
        asked=lines,
        about=st.lists(st.sampled_from(entities), max_size=2).map(tuple),
        keywords=lines,
        season=st.none() | st.integers(0, 999),
        periods=lines,
        where=anything,
        quotation=st.none() | st.builds(Quotation, words=prose, by=st.sampled_from(["", *entities])),
        value=st.none() | st.builds(Value, st.sampled_from(("person", "date")), line, anything, lines),
        spoiler=st.booleans(),
        quiz=st.lists(quizzes, max_size=2).map(tuple),
    ).map(lambda fact: replace(fact, in_quiz=bool(fact.quiz) or not fact.spoiler))


@st.composite
def packs(draw) -> Pack:
    show_id, *_ = draw(ids)
    topics = [Topic(key, draw(line), draw(lines)) for key in draw(ids)]
    url = draw(st.sampled_from(["", "https://example.org/", "https://example.org/a?b=%20#c"]))
    sources = [Source(key, draw(line), draw(days), draw(anything), url) for key in draw(ids)]
    roles = draw(st.lists(anything.filter(bool), max_size=2).map(tuple))
    entities = [
        Entity(key, kind, draw(line), draw(lines), roles)
        for key, kind in zip(draw(ids), draw(st.sampled_from(list(combinations(TYPES, 2)))), strict=False)
    ]
    facts = facts_of(show_id, [it.id for it in topics], [it.id for it in sources], [it.id for it in entities])
    return Pack(
        show_id,
        draw(line),
        tuple(topics),
        tuple(sources),
        tuple(draw(st.lists(facts, min_size=1, max_size=2, unique_by=lambda fact: fact.id))),
        tuple(entities),
        draw(lines),
        draw(anything.map(lambda text: text[:300])),
        draw(st.integers(0, 999)),
        draw(st.dictionaries(anything, lines, max_size=2)),
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(replace(PACK, summary="\n"))
@example(replace(PACK, summary="a\n\n"))
@given(packs())
def test_whatever_is_written_reads_back_as_it_was(pack):
    assert astuple(read_back(write_pack(pack))) == astuple(pack)


def test_a_large_pack_is_written_in_little_time():
    facts = tuple(replace(FACT, id=f"f-{at}", text=f"Ship {at} " + "sails the sea " * 10) for at in range(5000))
    start = time.perf_counter()
    written = write_pack(replace(PACK, facts=facts))
    print(f"\n5,000 facts ({len(written):,} bytes) written in {time.perf_counter() - start:.2f} s")
    assert written.count("\n  - id: ") == 5000
