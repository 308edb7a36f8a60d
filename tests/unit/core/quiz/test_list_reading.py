"""Entries of a file become questions: imported, merged or refused, and none of them lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.quiz.distractors import MAX_OPTION_CHARS
from bot.core.quiz.list_reading import MAX_ACCEPTED, MAX_QUESTION_CHARS, read_entries
from bot.core.quiz.lists import Entry, Heading, Refusal, slug, title_of
from bot.core.quiz.playing import MAX_ANSWER_CHARS
from bot.core.quiz.question import Difficulty

HEADING = Heading("birds", "Birds", author="Ada Finch", licence="CC BY 4.0")
IN_WORDS = "has a link in its words, and quizzes show none: write it without"
PICTURE = "asks about a picture or page behind a link"


def reading_of(*entries):
    return read_entries(HEADING, entries)


def question_of(text, *answers, **said):
    reading = reading_of(Entry(3, text, answers, **said))
    assert not reading.refusals
    (question,) = reading.list.questions
    return question


def reason_of(text, *answers, **said):
    reading = reading_of(Entry(3, text, answers, **said))
    assert not reading.list.questions
    (refusal,) = reading.refusals
    assert refusal.line == 3
    return refusal.reason


def test_a_question_names_its_list_its_author_and_its_licence():
    question = question_of("Which bird sings at night?", "Nightingale", "the nightingale", "NIGHTINGALE", "bulbul")
    assert question.source == "Question list “Birds” by Ada Finch, CC BY 4.0"
    assert (question.show_id, question.topic_id) == ("birds", "birds")
    assert (question.answer, question.accepted) == ("Nightingale", ("the nightingale", "bulbul"))
    assert (question.wrong, question.is_typable, question.difficulty) == ((), True, Difficulty.MEDIUM)


@pytest.mark.parametrize(
    ("heading", "credit"),
    [
        (Heading("a", "A"), "Question list “A”"),
        (Heading("a", "A", licence="CC0"), "Question list “A”, CC0"),
        (Heading("a", "A", author="x" * 1000), f"Question list “A” by {'x' * 99}…"),
    ],
)
def test_a_credit_leaves_out_what_is_not_known_and_stays_short(heading, credit):
    assert heading.credit == credit


def test_the_id_of_a_question_depends_on_nothing_but_its_list_and_its_words():
    one, two = Entry(1, "How many?", ("2",)), Entry(2, "How few?", ("1",))
    ids = [it.id for it in reading_of(one, two).list.questions]
    assert ids == [it.id for it in reading_of(two, one).list.questions][::-1]
    assert ids[0] != ids[1]
    assert all(it.startswith("birds/") and it.endswith("#list") for it in ids)


def test_questions_can_be_imported_for_a_show():
    (question,) = read_entries(HEADING, [Entry(1, "Who?", ("I",), category="Song & Dance")], "harbour").list.questions
    assert (question.show_id, question.topic_id) == ("harbour", "song-dance")
    assert question.id.startswith("birds/")


def test_answers_stay_as_written():
    question = question_of("When?", "07", "12:30", "1_000", "*x*")
    assert (question.answer, *question.accepted) == ("07", "12:30", "1_000", "*x*")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Is it a *second* or a **third** one?", "Is it a second or a third one?"),
        ("Who said _''So be it.''_?", "Who said ''So be it.''?"),
        (r"It sounds like \_\_\_\_\_?", "It sounds like _____?"),
        ("Fill in: Holy _________, it is!", "Fill in: Holy _________, it is!"),
        (r"Which album, \"Bad\"?", 'Which album, "Bad"?'),
        ("The score?\nFormat: `<home>-<away>`", "The score? Format: <home>-<away>"),
        ("What is 2*3*4?", "What is 2*3*4?"),
        (" a \u202egnirts\u202c  with\u200b more\x00 ", "a gnirts with more"),
        ("Who flies? www.example.org/x", "Who flies?"),
        ("https://example.org/x Who flies?", "Who flies?"),
        ("Who flies?\nhttps://example.org/x\nThink!", "Who flies? Think!"),
        ("Who flies (https://example.org/x_(y)) at night (<www.a.example>)?", "Who flies at night?"),
        (
            "Who is the [blue one](https://example.org/x_(y)) in the [box](<www.a.example>)?",
            "Who is the blue one in the box?",
        ),
    ],
)
def test_markup_unseen_characters_and_links_are_taken_out_of_a_question(written, read):
    assert question_of(written, "x").text == read


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://example.org/a", "is a link and nothing else"),
        ("https://example.org/a ?", "is a link and nothing else"),
        ("Which state is highlighted on the plan? https://i.example.org/1vtdaEL.png", PICTURE),
        ("Name a lake https://imgur.com/a/hGp7I", PICTURE),
        ("Which building is this? https://goo.gl/DXrKtM", PICTURE),
        ("Which building is [shown](https://example.org/x)?", PICTURE),
        ("Name [it](https://example.org/x.png)", PICTURE),
        ("[](https://example.org/x)", "is a link and nothing else"),
        ("See www.example.org/x and tell: who flies?", IN_WORDS),
        ("Who founded www.example.org?", IN_WORDS),
        ("www.example.org was founded by whom?", IN_WORDS),
        ("What is X [a](https://example.org/x y)", IN_WORDS),
        ("", "the question is empty"),
        ("\u200b \n", "the question is empty"),
        ("x" * (MAX_QUESTION_CHARS + 1), f"is longer than {MAX_QUESTION_CHARS} characters"),
        ("x" * 1_000_000, f"is longer than {MAX_QUESTION_CHARS} characters"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(text, reason):
    assert reason_of(text, "x") == reason


@pytest.mark.parametrize(
    ("answers", "said", "reason"),
    [
        ((), {}, "has no answer"),
        (("x", " \u200b "), {}, "an answer is empty"),
        (("x", "y" * (MAX_ANSWER_CHARS + 1)), {}, f"an answer is longer than {MAX_ANSWER_CHARS} characters"),
        (tuple(map(str, range(MAX_ACCEPTED + 1))), {}, f"has more than {MAX_ACCEPTED} answers"),
        (("x",), {"wrong": ("y", "X")}, "one of the wrong options is right as well"),
        (
            ("x" * (MAX_OPTION_CHARS + 1),),
            {"wrong": ("y",), "is_typable": False},
            "cannot be asked without its options, and they do not fit on buttons (80 characters)",
        ),
    ],
)
def test_answers_that_cannot_be_used_say_why(answers, said, reason):
    assert reason_of("Who?", *answers, **said) == reason


def test_the_longest_question_and_answers_are_taken():
    assert question_of("x" * MAX_QUESTION_CHARS, "y" * MAX_ANSWER_CHARS)


def test_a_refusal_shows_the_beginning_of_a_long_question():
    (refusal,) = reading_of(Entry(7, "x" * 600, ("y",))).refusals
    assert str(refusal) == f"line 7: {'x' * 79}…: is longer than 500 characters"


def test_options_too_long_for_buttons_leave_a_question_to_be_typed():
    question = question_of("Who?", "x", wrong=("y" * (MAX_OPTION_CHARS + 1), "z"))
    assert (question.wrong, question.is_typable) == ((), True)


@pytest.mark.parametrize(
    "text",
    [
        "Which of these is a bird?",
        "Which one of the following flies?",
        "What is NOT a bird?",
        "Which bird doesn’t fly?",
        "All of these swim EXCEPT which?",
    ],
)
def test_what_makes_sense_with_its_options_only_is_never_typed(text):
    assert not question_of(text, "x", wrong=("y",)).is_typable
    assert question_of(text, "x").is_typable


def test_the_same_question_twice_is_one_with_the_answers_of_both():
    reading = reading_of(Entry(1, "Who sang it?", ("Ann", "A.")), Entry(9, "who  sang it?", ("Ben", "ANN")))
    (question,) = reading.list.questions
    assert (question.text, question.answer, question.accepted) == ("Who sang it?", "Ann", ("A.", "Ben"))
    assert (reading.merged, reading.count) == (1, 2)


def test_the_same_words_with_other_options_are_another_question():
    one, two = Entry(1, "Which?", ("a",), ("b",)), Entry(2, "Which?", ("c",), ("d",))
    assert [it.answer for it in reading_of(one, two).list.questions] == ["a", "c"]


def test_questions_that_only_their_links_told_apart_are_refused():
    texts = ("War time, what? https://a.example", "War time, what? https://b.example")
    reading = reading_of(*(Entry(line, text, ("x",)) for line, text in enumerate(texts, 1)))
    assert {it.reason for it in reading.refusals} == {"is the same as another question but for its link"}
    assert reading.count == 2


LETTERED = "Which of these is NOT a finch?\nA) Siskin\nB) Serin\nC) Wren\nD) Linnet"


@pytest.mark.parametrize("answers", [("C",), ("Wren",), ("C", "Wren"), ("wren", "c"), ("(C)",)])
def test_options_in_the_text_become_options_and_the_letter_counts(answers):
    question = question_of(LETTERED, *answers)
    assert question.text == "Which of these is NOT a finch?"
    assert (question.answer, question.wrong) == ("Wren", ("Siskin", "Serin", "Linnet"))
    assert "c" in map(str.casefold, question.accepted)
    assert not question.is_typable


@pytest.mark.parametrize(
    "text",
    [
        "Which? A) Siskin B) Serin C) Wren",
        "Which?\nA - Siskin\nB - Serin\nC - Wren",
        "Which?\n(a) Siskin\n(b) Serin\n(c) Wren",
    ],
)
def test_options_are_known_by_their_letters_however_written(text):
    question = question_of(text, "C")
    assert (question.text, question.answer, question.wrong) == ("Which?", "Wren", ("Siskin", "Serin"))


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        (LETTERED, ("Robin",)),
        (LETTERED, ("A", "B")),
        ("Which?\nA) Siskin\nC) Wren", ("C",)),
        ("Which?\nA) Siskin", ("A",)),
        ("A) Siskin\nB) Wren", ("A",)),
        ("Who wrote as A. B. Smith?", ("A",)),
    ],
)
def test_what_only_looks_like_options_stays_in_the_text(text, answers):
    question = question_of(text, *answers)
    assert question.text == " ".join(text.split())
    assert (question.answer, question.wrong) == (answers[0], ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Entertainment: Television", "entertainment-television"),
        ("Señor_Émile 2", "senor-emile-2"),
        ("../../etc/passwd", "etc-passwd"),
        ("数学", "list"),
        ("", "list"),
        ("a" * 31 + "-b", "a" * 31),
    ],
)
def test_a_slug_is_short_and_plain(text, expected):
    assert slug(text) == expected


@pytest.mark.parametrize(("stem", "title"), [("world_cup-2", "World cup 2"), ("", "Questions"), ("éa", "Éa")])
def test_a_list_without_a_title_is_called_after_its_file(stem, title):
    assert title_of(stem) == title


words = st.text(st.sampled_from("ab A)(.:-_*`\\\n\u200bé0?"), max_size=30) | st.text(max_size=20)
texts = st.lists(words | st.sampled_from(["https://x.org/y", "A) one", "\nB) two", "this"]), max_size=4).map(" ".join)
entries = st.builds(
    Entry,
    st.integers(1, 99),
    texts,
    st.lists(words, max_size=4).map(tuple),
    st.lists(words, max_size=3).map(tuple),
    is_typable=st.booleans(),
)


@given(st.lists(entries | st.builds(Refusal, st.integers(1, 9), words, words), max_size=8))
def test_every_entry_is_imported_merged_or_refused_and_what_is_imported_can_be_asked(found):
    reading = read_entries(HEADING, found)
    assert reading.count == len(found)
    assert all(refusal.reason for refusal in reading.refusals if refusal not in found)
    questions = reading.list.questions
    assert len({it.id for it in questions}) == len(questions)
    for question in questions:
        assert question.text
        assert question.answer
        assert question.wrong or question.is_typable
        forms = [it.casefold() for it in (question.answer, *question.accepted, *question.wrong)]
        assert len(set(forms)) == len(forms)
