"""Trivia lists of Red: every answer as its author typed it, and every question imported or refused with its line."""

import pytest

from bot.core.errors import DataFault
from bot.core.quiz.lists import ListReading
from bot.storage.importing.reading import read_question_list

SAMPLE = """\
# Credits: the pier, by Odile
AUTHOR: Tom Ash, Lena Hart
DESCRIPTION: >-
  Questions about
  a harbour.
$schema: https://example.org/trivia.json
CONFIG:
  max_score: 10
  delay: 15
Which pier is it?:
- 07
- "7"
- 010
At what time does the ferry leave?:
- 12:30
How many gulls?:
- 1_000
- 0x1F
- 1.10
On which day?:
- 2015-01-01
Is it so?:
- yes
Is it "so"?:
- "yes"
Which word is plain, and means nothing?:
- 'null'
- =
- <<
"What hides in C: # or the \\"sea\\"?\\nThink!":
- "the #1 key"
'It''s whose?':
- Odile's
1984:
- Orwell
Which town?:
- Gdańsk
- GDAŃSK
- Gdansk
" Who swims?":
- Pike
Which town? :
- Danzig
"""


def reading_of(text: str, name: str = "Harbour_Nine.yaml") -> ListReading:
    return read_question_list(name, text.encode())


@pytest.fixture(scope="module")
def answers() -> dict[str, list[str]]:
    return {it.text: [it.answer, *it.accepted] for it in reading_of(SAMPLE).list.questions}


def test_what_a_list_says_about_itself():
    found = reading_of(SAMPLE).list
    assert (found.id, found.title, found.licence) == ("harbour-nine", "Harbour Nine", "")
    assert (found.author, found.description) == ("Tom Ash, Lena Hart", "Questions about a harbour.")
    assert {it.source for it in found.questions} == {"Question list “Harbour Nine” by Tom Ash, Lena Hart"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which pier is it?", ["07", "7", "010"]),
        ("At what time does the ferry leave?", ["12:30"]),
        ("How many gulls?", ["1_000", "0x1F", "1.10"]),
        ("On which day?", ["2015-01-01"]),
        ("Is it so?", ["yes", "True", "On"]),
        ('Is it "so"?', ["yes"]),
        ("Which word is plain, and means nothing?", ["null", "=", "<<"]),
        ('What hides in C: # or the "sea"? Think!', ["the #1 key"]),
        ("It's whose?", ["Odile's"]),
        ("1984", ["Orwell"]),
        ("Which town?", ["Gdańsk", "Gdansk", "Danzig"]),
        ("Who swims?", ["Pike"]),
    ],
)
def test_answers_stay_as_written(answers, question, expected):
    assert answers[question] == expected


def test_every_question_of_the_sample_is_there(answers):
    reading = reading_of(SAMPLE)
    assert (len(answers), reading.merged, reading.refusals, reading.count) == (12, 1, (), 13)


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("True", ["True", "Yes", "On"]),
        ("on", ["on", "True", "Yes"]),
        ("NO", ["NO", "False", "Off"]),
        ("off", ["off", "False", "No"]),
        ("false", ["false", "No", "Off"]),
        ("y", ["y"]),
        ("'no'", ["no"]),
        ("|\n  no", ["no"]),
    ],
)
def test_only_a_truth_value_without_quotation_marks_counts_in_all_its_forms(word, forms):
    (question,) = reading_of(f"Is it?:\n- {word}\n").list.questions
    assert [question.answer, *question.accepted] == forms


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("q:\n- a\nWho?:\n- b\n-\n", 5, "an answer is empty"),
        ("q:\n- a\nWho?: [b, ~]\n", 3, "an answer is empty"),
        ("q:\n- a\nWho?:\n- b\n- Null\n", 5, "an answer is empty"),
        ("q:\n- a\nWho?:\n- ''\n", 3, "an answer is empty"),
        ("q:\n- a\nWho?:\n- b\n- [c, d]\n", 5, "an answer is a list or has keys; it must be plain text"),
        ("q:\n- a\nWho?:\n- b: c\n", 4, "an answer is a list or has keys; it must be plain text"),
        ("q:\n- a\nWho?: []\n", 3, "has no answer"),
        ("q:\n- a\nWho?:\n", 3, "has no list of answers; begin each with `- `"),
        ("q:\n- a\nWho?: b\n", 3, "has no list of answers; begin each with `- `"),
        ("q:\n- a\nWho?: {b: c}\n", 3, "has no list of answers; begin each with `- `"),
        ("q:\n- a\n? [b, c]\n: [d]\n", 3, "a question must be plain text"),
        ("q:\n- a\n'':\n- b\n", 3, "the question is empty"),
        ("q:\n- a\nWho?:\n- " + "b" * 201, 3, "an answer is longer than 200 characters"),
        ("q:\n- a\nhttps://i.imgur.com/1vtdaEL.png:\n- b\n", 3, "is a link and nothing else"),
    ],
)
def test_a_question_that_cannot_be_used_is_refused_with_its_line_and_the_others_are_kept(text, line, reason):
    reading = reading_of(text)
    assert [it.text for it in reading.list.questions] == ["q"]
    assert [(it.line, it.reason) for it in reading.refusals] == [(line, reason)]
    assert reading.count == 2


@pytest.mark.parametrize(
    "text", ["Who?: Pike\nWhich pier?: 7\n", "AUTHOR: Ann\nwho: Pike\nwhich: 7\n", '{"Who?": "Pike", "Why?": 7}']
)
def test_a_list_without_any_list_of_answers_says_so_for_each_question(text):
    reading = reading_of(text)
    assert {it.reason for it in reading.refusals} == {"has no list of answers; begin each with `- `"}
    assert (reading.count, reading.list.questions) == (2, ())


@pytest.mark.parametrize("head", ["", "AUTHOR: ''\n", "AUTHOR:\n", "CONFIG: nonsense\n", "DESCRIPTION: {a: b}\n"])
def test_a_list_that_says_nothing_about_itself_is_read(head):
    found = reading_of(head + "Who?:\n- Pike\n").list
    assert (found.author, found.description, len(found.questions)) == ("", "", 1)


def test_authors_may_stand_in_a_list_and_names_are_cut_to_size():
    found = reading_of(f"AUTHOR: [Ann, Bo]\nDESCRIPTION: {'x' * 300}\nWho?:\n- Pike\n").list
    assert (found.author, len(found.description)) == ("Ann, Bo", 200)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: &a [x]\nb: *a\n", "uses an anchor or alias"),
        ("a: !!python/name:os.system [x]\n", "uses the tag"),
        ("a:\n- " + "[" * 30 + "]" * 30, "is nested deeper than 20 levels"),
        ("a: [x\n", "is not valid YAML"),
        ("just text", "is no list of questions"),
        ("- a\n- b\n", "is no list of questions"),
        ("a: b\n", "is no list of questions"),
        ("AUTHOR: b\n", "is no list of questions"),
        ("show: a\nis it?: b\n", "is no list of questions"),
        ("show: {id: x}\nfacts: [{id: y}]\n", "is no list of questions"),
    ],
)
def test_a_file_that_is_no_list_is_refused_as_a_whole(text, problem):
    with pytest.raises(DataFault, match=problem):
        reading_of(text)
