"""YAML from people we do not know: what is read, and what is refused with its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.curation.limits import MAX_FILE_BYTES
from bot.core.errors import DataFault, Fault
from bot.storage.yaml_input import MAX_DEPTH, Document, parse_yaml, read_yaml

ALIAS_BOMB = b"""\
a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
"""


def faults_of(raw: bytes) -> tuple[Fault, ...]:
    with pytest.raises(DataFault) as caught:
        parse_yaml(raw, "pack.yaml")
    return caught.value.faults


def fault_of(raw: bytes) -> Fault:
    (fault,) = faults_of(raw)
    return fault


def test_every_scalar_stays_the_text_that_was_typed():
    document = parse_yaml(b"{a: no, b: 1:30, c: 2025-10-04, d: 0x1F, e: null, f: '', g: 1_000, h: yes}", "pack.yaml")
    assert document.data == {
        "a": "no", "b": "1:30", "c": "2025-10-04", "d": "0x1F", "e": "null", "f": "", "g": "1_000", "h": "yes",
    }  # fmt: skip


def test_every_key_and_item_knows_its_line():
    document = parse_yaml(b"show:\n  id: x\nfacts:\n  - id: a\n    about:\n      - b\n", "pack.yaml")
    assert document.lines["show", "id"] == 2
    assert document.lines["facts",] == 3
    assert document.lines["facts", 0] == 4
    assert document.lines["facts", 0, "about"] == 5
    assert document.lines["facts", 0, "about", 0] == 6


def test_a_fault_at_a_missing_key_points_to_the_nearest_place_above_it():
    document = parse_yaml(b"facts:\n  - id: a\n  - id: b\n", "pack.yaml")
    assert document.fault(("facts", 1, "value", "type"), "is missing") == Fault(
        "pack.yaml", 3, "facts.1.value.type", "is missing"
    )
    assert str(document.fault(("facts", 1, "text"), "is missing")) == "pack.yaml:3: facts.1.text: is missing"


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"# only a comment\n", b"\xef\xbb\xbf"])
def test_an_empty_file_holds_nothing(raw):
    assert parse_yaml(raw, "pack.yaml").data is None


def test_a_byte_order_mark_is_no_part_of_the_first_key():
    assert parse_yaml(b"\xef\xbb\xbfshow: x", "pack.yaml").data == {"show": "x"}


def test_an_alias_bomb_is_refused_before_it_grows():
    fault = fault_of(ALIAS_BOMB)
    assert fault.line == 1
    assert "anchor or alias" in fault.problem


def test_a_lone_alias_is_refused_where_it_stands():
    assert fault_of(b"a: x\nb: *a\n").line == 2


@pytest.mark.parametrize(
    "raw",
    [
        b"a: b\nc: !!python/object/apply:os.system [ls]",
        b"a: b\nc: !!str x",
        b"a: b\nc: !mine {a: b}",
        b"a: b\nc: ! x",
    ],
)
def test_tags_are_refused(raw):
    fault = fault_of(raw)
    assert fault.line == 2
    assert "tag" in fault.problem


def test_the_deepest_nesting_allowed_is_read_and_one_more_is_refused():
    assert parse_yaml(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, "pack.yaml").data
    fault = fault_of(b"a: b\nc: " + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)
    assert fault == Fault("pack.yaml", 2, "", f"is nested deeper than {MAX_DEPTH} levels")


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"? "])
def test_nesting_without_end_is_refused_and_does_not_exhaust_the_stack(opening):
    assert f"deeper than {MAX_DEPTH}" in fault_of(opening * 100_000).problem


def test_duplicate_keys_are_refused_each_with_its_line():
    first, second = faults_of(b"show:\n  id: a\n  id: b\nfacts:\n  - {id: a, id: b}\n")
    assert str(first) == "pack.yaml:3: show.id: stands here twice"
    assert str(second) == "pack.yaml:5: facts.0.id: stands here twice"


@pytest.mark.parametrize("raw", [b"a: b\n? [c, d]\n: e\n", b"a: b\n? {c: d}\n: e\n"])
def test_a_key_that_is_no_text_is_refused(raw):
    assert fault_of(raw) == Fault("pack.yaml", 2, "", "a key must be plain text")


def test_text_in_another_encoding_is_refused_with_its_line():
    assert fault_of("show:\n  title: Café\n".encode("latin-1")) == Fault("pack.yaml", 2, "", "is not UTF-8 text")
    assert "UTF-16" in fault_of("show: x".encode("utf-16")).problem


def test_bad_bytes_after_a_byte_order_mark_are_placed_in_the_right_line():
    assert fault_of(b"\xef\xbb\xbfa: b\n\xff: c\n").line == 2


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"a: b\nc: [d\ne: f\n", 3),
        (b"a: b\n\tc: d\n", 2),
        (b"a: 'b\n", 2),
        (b"a: b: c\n", 1),
        (b"a: b\n--- \nc: d\n", 2),
        (b"a: b\nc: @d\n", 2),
        (b'a: b\nc: "\\ud800"\n', 2),
    ],
)
def test_what_is_no_yaml_names_the_line(raw, line):
    fault = fault_of(raw)
    assert fault.line == line
    assert fault.problem.startswith("is not valid YAML: ")


def test_control_characters_are_no_yaml():
    assert fault_of(b"a: \x00").problem.startswith("is not valid YAML: ")


def test_the_largest_file_allowed_is_read_and_one_byte_more_is_refused():
    largest = b"a: " + b"x" * (MAX_FILE_BYTES - 3)
    assert parse_yaml(largest, "pack.yaml").data == {"a": "x" * (MAX_FILE_BYTES - 3)}
    assert fault_of(largest + b"x").problem == "is longer than the 1,048,576 bytes that are read"


def test_a_file_is_read_from_disk_and_named_in_faults(tmp_path):
    file = tmp_path / "pack.yaml"
    file.write_bytes(b"a: b\n")
    assert read_yaml(file).data == {"a": "b"}
    file.write_bytes(b"a: b: c\n")
    with pytest.raises(DataFault, match=str(file)):
        read_yaml(file)


@pytest.mark.parametrize(("name", "reason"), [("none.yaml", "No such file or directory"), (".", "Is a directory")])
def test_what_cannot_be_read_says_why(tmp_path, name, reason):
    with pytest.raises(DataFault) as caught:
        read_yaml(tmp_path / name)
    assert str(caught.value) == f"{tmp_path / name}: cannot be read: {reason}"


def test_an_endless_file_is_not_read_to_its_end():
    with pytest.raises(DataFault, match="is longer than"):
        read_yaml(Path("/dev/zero"))


yaml_like = st.lists(
    st.sampled_from(
        [*"ab01:-?[]{},#&*!|>'\"%@`\n\t ~<=\\.", "\n  ", ": ", "- ", "---\n", "%TAG ! x\n", "\ufeff", "é", "\x85"]
    )
).map("".join)


def outcome(raw: bytes) -> Document | DataFault:
    try:
        return parse_yaml(raw, "pack.yaml")
    except DataFault as fault:
        return fault


@given(st.binary(max_size=200) | yaml_like.map(str.encode))
def test_no_bytes_raise_anything_but_a_data_fault(raw):
    result = outcome(raw)
    if isinstance(result, DataFault):
        assert result.faults
        assert all(fault.file == "pack.yaml" and fault.line >= 0 and fault.problem for fault in result.faults)
    else:
        assert result.data is None or isinstance(result.data, str | list | dict)
