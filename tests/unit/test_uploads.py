"""What somebody uploads is found out from its content; what cannot be used is refused before it costs anything."""

import gzip
import io
import json
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import DataFault, Fault
from bot.core.quiz.lists import ListReading
from bot.storage.importing.reading import MAX_FACTS, MAX_QUESTIONS, PackUpload, is_question_list, read_upload
from bot.storage.yaml_input import parse_yaml

KINDS = ("actor_of",)
HEAD = """\
show: {id: quay, title: The Quay}
topics: {cast: {title: Cast}}
sources: {paper: {title: The Harbour Paper, date: 2031-02-03}}
facts:
"""
FACT = "- {id: fact-%s, topic: cast, question: 'Who plays %s?', text: Ann plays %s., source: paper}\n"


def pack_with(*names: object) -> str:
    return HEAD + "".join(FACT % (name, name, name) for name in names)


def read(text: str | bytes, name: str = "upload.txt"):
    return read_upload(name, text if isinstance(text, bytes) else text.encode(), KINDS)


def faults_of(data: str | bytes, name: str = "upload.txt") -> tuple[Fault, ...]:
    with pytest.raises(DataFault) as caught:
        read(data, name)
    assert all(fault.file == name for fault in caught.value.faults)
    return caught.value.faults


def zipped(text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("pack.yaml", text)
    return stream.getvalue()


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_file_is_known_by_its_content(bom):
    pack = read(bom + pack_with("a", "b").encode(), "questions.json")
    assert isinstance(pack, PackUpload)
    assert ([fact.id for fact in pack.pack.facts], pack.faults, pack.refused) == (["fact-a", "fact-b"], (), 0)
    red = read(bom + b"Who?:\n- Pike\n", "C:\\lists\\Quay.json")
    assert isinstance(red, ListReading)
    assert red.list.id == "quay"
    opentdb = read(bom + b'{"response_code": 0, "results": []}', "pack.yaml")
    assert isinstance(opentdb, ListReading)
    assert opentdb.list.licence


def test_a_pack_or_a_list_of_red_may_be_written_as_json():
    pack = read(json.dumps(parse_yaml(pack_with("a").encode(), "").data))
    assert isinstance(pack, PackUpload)
    assert isinstance(read('{"Who?": ["Pike"]}', "a.json"), ListReading)


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        (b"x" * (2 * 1024 * 1024), 0, "is longer than the 1,048,576 bytes that are read"),
        (zipped("a" * 100), 1, "is a zip archive; unpack it and take the file that is in it"),
        (gzip.compress(b"a: b"), 1, "is compressed (gzip); unpack it first"),
        ("show: {}".encode("utf-16"), 1, "is UTF-16 and not UTF-8 text; save it with the encoding UTF-8"),
        ("a: b\nshow: Café".encode("latin-1"), 2, "is not UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n\0\0", 1, "is not UTF-8 text"),
        (b"a: \0\0", 0, "is not valid YAML: "),
        (b"a: b\nb: &x [c]\nc: *x\n", 2, "uses an anchor or alias"),
        (b"a: b\nb: !!python/object/apply:os.system [ls]\n", 2, "uses the tag"),
        (b"show: " + b"[" * 100_000, 1, "is nested deeper than 20 levels"),
        (b"[" * 100_000, 1, "is nested deeper than 20 levels"),
        (b"", 1, "is none of the files that I can import"),
        (b"just text", 1, "is none of the files that I can import"),
        (b"- a\n- b\n", 1, "is none of the files that I can import"),
        (b"a: b\nc: {d: e}\n", 1, "is none of the files that I can import"),
        (b"topics: {}\n", 1, "is missing"),
        (pack_with(*range(10_000)).encode(), 4, "holds 10,000 facts; at most 5,000 are read from one file"),
    ],
    ids=range(17),
)
def test_bad_files_are_refused_with_their_line(data, line, problem):
    fault = faults_of(data)[0]
    assert fault.line == line
    assert fault.problem.startswith(problem)


def test_bad_json_is_told_as_such_where_the_name_says_json():
    assert faults_of('{"results": [\n', "dump.json")[0].problem.startswith("is not valid JSON")
    assert faults_of('{"results": [\n', "dump.txt")[0].problem.startswith("is not valid YAML")


def test_the_most_facts_allowed_are_read():
    upload = read(pack_with(*range(MAX_FACTS)))
    assert len(upload.pack.facts) == MAX_FACTS


def test_too_many_questions_are_refused_as_a_whole():
    text = "".join(f"Who is {at}?: [x]\n" for at in range(MAX_QUESTIONS + 1))
    assert faults_of(text)[0].problem == "holds 5,001 questions; at most 5,000 are read from one file"


def test_faulty_facts_are_left_out_and_named_with_their_lines():
    text = (
        pack_with("a", "b", "c", "d")
        .replace("id: fact-b", "id: Fact B")
        .replace("fact-d, topic: cast", "fact-d, topic: x")
    )
    upload = read(text)
    assert [fact.id for fact in upload.pack.facts] == ["fact-a", "fact-c"]
    assert upload.refused == 2
    assert [(fault.line, fault.key) for fault in upload.faults] == [(6, "facts.1.id"), (8, "facts.3.topic")]


def test_a_fact_whose_id_stands_twice_is_left_out_the_second_time():
    upload = read(pack_with("a", "b", "a"))
    assert [fact.id for fact in upload.pack.facts] == ["fact-a", "fact-b"]
    assert str(upload.faults[0]) == "upload.txt:7: facts.2.id: fact-a is the id of the fact in line 5 too"


@pytest.mark.parametrize(
    "text",
    [
        pack_with("a", "b").replace("id: quay", "id: The Quay"),
        pack_with("a", "b").replace("date: 2031-02-03", "date: soon"),
        pack_with("a").replace("topic: cast", "topic: x"),
        pack_with(),
        pack_with(*range(150)).replace("topic: cast", "topic: x", 120),
    ],
    ids=["bad show", "bad source", "no good fact", "no fact", "too many faults"],
)
def test_a_pack_that_cannot_be_saved_is_refused_as_a_whole(text):
    assert faults_of(text)


def test_a_kind_that_the_lexicon_does_not_know_costs_only_its_fact():
    text = pack_with("a", "b").replace("source: paper}", "source: paper, kinds: [nonsense]}", 1)
    upload = read(text)
    assert ([fact.id for fact in upload.pack.facts], upload.faults[0].key) == (["fact-b"], "facts.0.kinds.0")


def test_questions_can_be_read_for_a_show():
    reading = read_upload("a.yaml", b"Who?:\n- Pike\n", KINDS, show_id="quay")
    assert reading.list.questions[0].show_id == "quay"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Who?: [a]", True), ('{"response_code": 1}', True), (pack_with("a"), False), ("a: [", False), ("", False)],
)
def test_a_list_of_questions_is_told_from_everything_else(text, expected):
    assert is_question_list("upload", text.encode()) is expected


def test_a_large_list_is_read_in_little_time():
    text = "AUTHOR: Ann\n" + "".join(
        f"What is the name of ship number {at} in the harbour's register of 1901?:\n- Ship {at:x}\n- The {at:x}\n"
        for at in range(MAX_QUESTIONS)
    )
    start = time.perf_counter()
    reading = read(text)
    print(f"\n{reading.count:,} questions ({len(text):,} bytes) read in {time.perf_counter() - start:.2f} s")
    assert len(reading.list.questions) == MAX_QUESTIONS


pieces = [
    "show: ",
    "facts:\n",
    "- ",
    "Who?",
    ": ",
    "\n",
    "[",
    "]",
    "{",
    "}",
    '"',
    "results",
    "response_code",
    ",",
    "0",
    "x",
    "~",
]


@given(
    st.binary(max_size=80) | st.lists(st.sampled_from(pieces), max_size=20).map("".join).map(str.encode),
    st.text(max_size=9),
)
def test_nothing_uploaded_raises_anything_but_a_data_fault(data, name):
    try:
        found = read_upload(name, data, KINDS)
    except DataFault:
        return
    assert isinstance(found, ListReading)
