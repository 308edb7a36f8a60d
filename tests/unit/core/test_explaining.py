"""An explanation says how a question was read, which facts come near, and what speaks against them."""

import pytest
from hypothesis import given

from tests.unit.core.samples import HARBOUR, MEADOW, library
from tests.unit.core.test_reading import ODD_TEXT


def explain(question: str) -> list[str]:
    return [" ".join(line.split()) for line in library(HARBOUR).explain(question).splitlines()]


def test_it_begins_with_the_words_as_understood_and_what_each_means():
    lines = explain("who palys Pike quokka")
    assert lines[0] == "read as: who plays pike quokka"
    assert {"who: ?who", "plays: play", "pike: @character harbour/pike", "quokka: unknown"} <= set(lines)


def test_it_names_the_facts_that_come_near_and_the_words_that_are_left():
    lines = explain("who plays Pike quokka")
    assert "fact harbour/pike-actor" in lines
    assert any(line.startswith("not accounted for: ") and "quokka" in line for line in lines)


def test_it_says_what_a_fact_is_not_about():
    assert "fact harbour/pike-actor, but it is not about: netvid" in explain("who plays Pike on Netvid")


def test_it_says_that_there_is_no_fact_of_a_kind():
    lines = explain("who directed it")
    assert lines[lines.index("no such fact") - 1].endswith("director, asked like: ?who + direct")


def test_each_show_has_its_paragraph_unless_one_is_asked():
    both = library(HARBOUR, MEADOW)
    assert len(both.explain("how many episodes").split("\n\n")) == 2
    assert "harbour/" not in both.explain("how many episodes", "meadow")


@given(ODD_TEXT)
def test_any_text_can_be_explained(text):
    assert library(HARBOUR).explain(text).startswith("read as:")


@pytest.mark.parametrize("question", ["", "quokka", "?!"])
def test_what_means_nothing_has_no_facts(question):
    assert not [line for line in explain(question) if line.startswith("fact")]
