"""Files made to be slow cost about as much to refuse as honest ones of their size cost to read."""

import contextlib
import json
import time
from collections.abc import Callable

import pytest

from bot.core.curation.limits import MAX_FILE_BYTES
from bot.core.errors import DataFault
from bot.storage.importing.reading import read_upload
from bot.storage.json_input import parse_json

MOST_TIMES = 4
HONEST = json.dumps([{"question": f"Who is number {at}?", "answer": str(at)} for at in range(18_000)]).encode()
SLOW_JSON = {
    piece.decode(): (b'["' + piece * MAX_FILE_BYTES)[:MAX_FILE_BYTES]
    for piece in (b'"', b'\\"', b'"\\', b"[]", b'"a",')
}
SLOW_JSON["one key twice"] = json.dumps({f"k{at}": 1 for at in range(70_000)}).encode()[:-1] + b', "k69999": 1}'


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of the quickest of three goes, refusals included."""
    times = []
    for _ in range(3):
        start = time.thread_time()
        with contextlib.suppress(DataFault):
            work()
        times.append(time.thread_time() - start)
    return min(times)


@pytest.mark.parametrize("name", SLOW_JSON)
def test_json_made_to_be_slow_is_refused_like_any_other(name):
    honest = seconds(lambda: parse_json(HONEST, "dump.json"))
    slow = seconds(lambda: parse_json(SLOW_JSON[name], "dump.json"))
    print(f"\n{name}: {slow * 1000:.0f} ms, an honest file {honest * 1000:.0f} ms")
    assert slow <= MOST_TIMES * honest


def faulty_pack(count: int) -> bytes:
    """Return a pack with so many people, and so many facts with several faults each."""
    people = "".join(f"  person-{at}: {{name: Person {at}}}\n" for at in range(count))
    facts = "".join(f"  - {{id: fact-{at}, about: nobody-{at}}}\n" for at in range(count))
    return f"show: {{id: x, title: X}}\npeople:\n{people}facts:\n{facts}".encode()


def test_four_times_as_many_faults_take_about_four_times_as_long():
    few, many = (seconds(lambda count=count: read_upload("x.yaml", faulty_pack(count), ())) for count in (1000, 4000))
    print(f"\n1,000 faulty facts {few:.2f} s, 4,000 {many:.2f} s")
    assert many <= 3 * MOST_TIMES * few
