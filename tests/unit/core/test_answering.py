"""What the user reads: facts, quotations, sources, suggestions, and the one line when there is no answer."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.knowledge.answering import (
    UNKNOWN_TEXT,
    Answer,
    Entry,
    Status,
    fact_text,
    long_date,
    plain_text,
    source_line,
    unknown_text,
)
from bot.core.knowledge.facts import Source
from tests.unit.core.samples import HARBOUR, fact, show

SOURCES = (
    Source("talk", "Interview", date(2031, 3, 4), "The Daily Pilot"),
    Source("press", "Press release", date(2031, 2, 3)),
)
PLAIN = fact("plain", "cast", "", "What?", "It is plain.")


def entry(source_id: str = "press", **more: object) -> Entry:
    pack = replace(show("lamp", "Lamp", (), (PLAIN,)), sources=SOURCES)
    return Entry(pack, replace(PLAIN, source_id=source_id, show_id="lamp", **more))


def of_harbour(*fact_ids: str) -> tuple[Entry, ...]:
    return tuple(Entry(HARBOUR, HARBOUR.fact(fact_id)) for fact_id in fact_ids)


def test_a_fact_is_known_by_show_and_id():
    assert of_harbour("place")[0].key == "harbour/place"


def test_a_quotation_follows_its_introduction_in_quotation_marks():
    assert fact_text(HARBOUR.fact("quote-cold")) == "Renée Hart told us, “It was freezing.”"
    assert fact_text(HARBOUR.fact("place")) == "It was filmed in Gdańsk."


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (entry(), "Source: Press release. As of 3 February 2031."),
        (entry(where="page 2"), "Source: Press release, page 2. As of 3 February 2031."),
        (entry("talk"), "Source: Interview, The Daily Pilot. As of 3 February 2031."),
        (
            entry("talk", where="end", as_of=date(2030, 12, 31)),
            "Source: Interview, The Daily Pilot, end. As of 31 December 2030.",
        ),
    ],
)
def test_a_source_is_one_line(found, line):
    assert source_line(found) == line


def test_a_date_is_written_out():
    assert long_date(date(2025, 10, 4)) == "4 October 2025"


def test_an_answer_reads_as_its_facts_and_each_source_once():
    answer = Answer(Status.ANSWERED, 1.0, of_harbour("place", "quote-cold"))
    assert plain_text(answer).splitlines() == [
        "It was filmed in Gdańsk.",
        "Renée Hart told us, “It was freezing.”",
        "Source: News, The Daily Pilot. As of 3 February 2031.",
    ]


def test_an_answer_from_two_sources_names_both():
    answer = Answer(Status.ANSWERED, 1.0, (entry("press"), entry("talk")))
    assert [line for line in plain_text(answer).splitlines() if line.startswith("Source: ")] == [
        "Source: Press release. As of 3 February 2031.",
        "Source: Interview, The Daily Pilot. As of 3 February 2031.",
    ]


def test_suggestions_read_as_questions():
    answer = Answer(Status.SUGGESTED, 0.5, suggestions=of_harbour("place", "watch"))
    assert plain_text(answer) == "Did you mean:\n- Where was Harbour Nine filmed?\n- Where can I watch Harbour Nine?"


def test_no_answer_is_one_line_that_names_what_is_missing_if_that_is_known():
    assert plain_text(Answer(Status.UNKNOWN)) == UNKNOWN_TEXT == unknown_text(Answer(Status.UNKNOWN))
    assert plain_text(Answer(Status.UNKNOWN, missing="who directed it")) == "I don't know who directed it."
