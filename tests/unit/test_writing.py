"""In what order a batch is written."""

from __future__ import annotations

from concurrent.futures import Future

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bot.storage.writing import Step, _groups, _Write

STATEMENTS = [text(f"statement {number}") for number in range(3)]
SHAPES = [(0,), (1,), (0, 1, 2)]
STEPS = st.tuples(st.sampled_from(SHAPES), st.sampled_from([None, "a", "b", "c"]))
QUEUED = st.lists(STEPS | st.just(((), None)))  # a unit has no steps


def write(shape: tuple[int, ...], about: str | None) -> _Write:
    steps = tuple(Step(STATEMENTS[number], ()) for number in shape)
    return _Write(Future(), None, steps, about)


@given(QUEUED)
def test_every_write_is_written_once_with_others_of_its_statements(queued: list[tuple[tuple[int, ...], str]]) -> None:
    batch = [write(*it) for it in queued]
    groups = _groups(batch)
    assert sorted(id(it) for group in groups for it in group) == sorted(map(id, batch))
    for group in groups:
        assert len({tuple(id(step.statement) for step in it.steps) for it in group}) == 1
        assert len(group) == 1 or group[0].about is not None


@given(QUEUED)
def test_nothing_overtakes_what_is_about_the_same_or_says_nothing(queued: list[tuple[tuple[int, ...], str]]) -> None:
    batch = [write(*it) for it in queued]
    place = {id(it): (at, position) for at, group in enumerate(_groups(batch)) for position, it in enumerate(group)}
    for at, later in enumerate(batch):
        for earlier in batch[:at]:
            if earlier.about == later.about or None in {earlier.about, later.about}:
                assert place[id(earlier)] < place[id(later)]


def test_the_same_event_of_many_games_is_one_execution() -> None:
    answers = [write((0,), game) for game in "abcabc"]
    scores = [write((0, 1, 2), game) for game in "abc"]
    mixed = [answers[0], answers[1], scores[0], answers[2], answers[4], scores[1], answers[3], scores[2]]
    assert [len(group) for group in _groups(mixed)] == [4, 3, 1]
