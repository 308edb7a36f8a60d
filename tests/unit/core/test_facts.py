"""A pack gives out its parts by id, and faults say where they are."""

import pytest

from bot.core.errors import DataFault, Fault, QuestionTooLong, UserError
from tests.unit.core.samples import HARBOUR, NEWS


def test_parts_are_found_by_id():
    assert HARBOUR.topic("cast").title == "Cast"
    assert HARBOUR.source("news") == NEWS
    assert HARBOUR.fact("place").text == "It was filmed in Gdańsk."


@pytest.mark.parametrize("find", [HARBOUR.topic, HARBOUR.source, HARBOUR.fact])
def test_an_unknown_id_is_a_key_error(find):
    with pytest.raises(KeyError, match="nowhere"):
        find("nowhere")


def test_the_facts_of_a_topic_are_in_the_order_of_the_pack():
    assert [fact.id for fact in HARBOUR.facts_of("making")] == ["place", "whistle"]
    assert HARBOUR.facts_of("nowhere") == ()


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (Fault("a.yaml", 3, "show.id", "is missing"), "a.yaml:3: show.id: is missing"),
        (Fault("a.yaml", 3, "", "is no pack"), "a.yaml:3: is no pack"),
        (Fault("a.yaml", 0, "", "cannot be read"), "a.yaml: cannot be read"),
    ],
)
def test_a_fault_says_where_it_is(fault, text):
    assert str(fault) == text


def test_a_data_fault_lists_all_that_was_found():
    faults = [Fault("a.yaml", 1, "", "one"), Fault("a.yaml", 2, "", "two")]
    assert str(DataFault(faults)) == "a.yaml:1: one\na.yaml:2: two"
    assert DataFault(faults).faults == tuple(faults)


def test_what_is_too_long_is_told_with_the_limit():
    assert isinstance(QuestionTooLong(300), UserError)
    assert "300" in str(QuestionTooLong(300))
