"""JSON from people we do not know: what is read, with its lines, and what is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.curation.limits import MAX_FILE_BYTES
from bot.core.errors import DataFault, Fault
from bot.storage.json_input import parse_json
from bot.storage.yaml_input import MAX_DEPTH


def fault_of(raw: bytes) -> Fault:
    with pytest.raises(DataFault) as caught:
        parse_json(raw, "dump.json")
    (fault,) = caught.value.faults
    return fault


def test_numbers_stay_as_typed_and_every_object_and_list_knows_its_line():
    document = parse_json(b'{"a": [\n  {"b": 07.10e1}\n,\n  {"c:,": [1]}\n]}'.replace(b"07", b"7"), "dump.json")
    assert document.data == {"a": [{"b": "7.10e1"}, {"c:,": ["1"]}]}
    assert document.lines == {(): 1, ("a",): 1, ("a", 0): 2, ("a", 1): 4, ("a", 1, "c:,"): 4}


def test_brackets_and_line_breaks_within_texts_count_for_nothing():
    document = parse_json(b'[{"a": "[{\\"\\n"},\n{"b": "}]"}]', "dump.json")
    assert document.lines == {(): 1, (0,): 1, (1,): 2}


@pytest.mark.parametrize(
    ("raw", "line", "problem"),
    [
        (b'{"a": 1\n,}', 2, "is not valid JSON: "),
        (b"", 1, "is not valid JSON: "),
        (b'{"a": 1, "a": 2}', 0, "is not valid JSON: 'a' stands twice in one object"),
        (b"[NaN]", 0, "is not valid JSON: NaN is no value"),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), 1, f"is nested deeper than {MAX_DEPTH} levels"),
        (b'{"a":\n' * 100_000, MAX_DEPTH + 1, f"is nested deeper than {MAX_DEPTH} levels"),
        (b'["\xff"]', 1, "is not UTF-8 text"),
        (b" " * MAX_FILE_BYTES + b"1", 0, "is longer than the 1,048,576 bytes that are read"),
    ],
)
def test_what_cannot_be_used_says_why(raw, line, problem):
    fault = fault_of(raw)
    assert (fault.file, fault.line) == ("dump.json", line)
    assert fault.problem.startswith(problem)


values = st.recursive(
    st.none() | st.booleans() | st.text(),
    lambda it: st.lists(it, max_size=4) | st.dictionaries(st.text(), it, max_size=4),
)


@given(values, st.sampled_from([None, 1]))
def test_what_json_writes_is_read_back_with_the_path_of_each_list_and_object(value, indent):
    document = parse_json(json.dumps(value, indent=indent).encode(), "dump.json")
    assert document.data == value
    for path in document.lines:
        found = document.data
        for key in path:
            found = found[key if isinstance(key, int) or key in found else json.loads(f'"{key}"')]
        assert isinstance(found, dict | list)


@given(st.binary(max_size=100) | st.text('"\\[]{},:\n1a', max_size=60).map(str.encode))
def test_no_bytes_raise_anything_but_a_data_fault(raw):
    try:
        document = parse_json(raw, "dump.json")
    except DataFault:
        return
    assert document.file == "dump.json"
