"""Wrong options out of a list itself: alike, surely wrong, and the same every time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.quiz.distractors import MAX_KEPT, MIN_FOUND
from bot.core.quiz.list_options import with_options
from bot.core.quiz.list_reading import read_entries
from bot.core.quiz.lists import Entry, Heading


def listed(*asked):
    entries = [Entry(line, text, tuple(answers)) for line, (text, *answers) in enumerate(asked, 1)]
    reading = read_entries(Heading("list", "List"), entries)
    assert not reading.refusals
    return reading.list


def wrong_of(at, *asked):
    return with_options(listed(*asked)).questions[at].wrong


YEARS = [(f"In which year was ship {at} built?", str(year)) for at, year in enumerate((1901, 1950, 1962, 1963, 1970))]
COUNTRIES = [
    (f"Which country won in round {at}?", name) for at, name in enumerate(("Chile", "Peru", "Japan", "Norway"))
]
PEOPLE = [(f"Who led crew {at}?", name) for at, name in enumerate(("Ann Low", "Bo Reed", "Cy Moss", "Di Fenn"))]


def test_years_stand_beside_the_nearest_years_and_no_other_numbers():
    assert wrong_of(2, *YEARS, ("How many sails?", "1964 sails"), ("How many oars?", "12")) == (
        "1963", "1970", "1950", "1901",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        (("$5", "$7", "$90", "6", "8%"), ("$7", "$90")),
        (("2-1", "0-0", "3-1", "5"), ("3-1", "0-0")),
        (("5 km", "7 km", "9 km", "7 miles"), ("7 km", "9 km")),
        (("three", "Four", "nine", "7"), ("four", "nine")),
        (("1,000", "1,200", "500", "20 km"), ("1,200", "500")),
    ],
)
def test_numbers_stand_beside_numbers_written_alike(answers, wrong):
    asked = [(f"How much is item {at}?", answer) for at, answer in enumerate(answers)]
    assert wrong_of(0, *asked) == wrong


def test_capitals_do_not_tell_the_answer():
    asked = [(f"How many oars has boat {at}?", it) for at, it in enumerate(("Four", "three", "NINE", "Ten"))]
    assert wrong_of(0, *asked) == ("Three", "Nine", "Ten")
    phrases = [(f"Which boat won race {at}?", it) for at, it in enumerate(("the red", "A blue", "a green", "an old"))]
    assert set(wrong_of(0, *phrases)) == {"a green", "an old"}
    assert wrong_of(1, *phrases) == ()


def test_names_stand_beside_names_that_answer_the_same_sort_of_question():
    asked = [*COUNTRIES, *PEOPLE]
    assert set(wrong_of(0, *asked)) == {"Peru", "Japan", "Norway"}
    assert set(wrong_of(4, *asked)) == {"Bo Reed", "Cy Moss", "Di Fenn"}


def test_where_the_question_word_says_little_the_other_words_must_agree():
    dogs = [
        (f"What was the name of {who}'s dog?", dog) for who, dog in (("Ann", "Rex"), ("Bo", "Spot"), ("Cy", "Fido"))
    ]
    swords = [
        (f"What was the name of {who}'s sword?", it) for who, it in (("Ann", "Bite"), ("Bo", "Edge"), ("Cy", "Thorn"))
    ]
    assert set(wrong_of(0, *dogs, *swords)) == {"Spot", "Fido"}
    assert wrong_of(0, *dogs[:2], *swords) == ()


@pytest.mark.parametrize(
    ("other", "is_option"),
    [
        ("Bo Reed", True),
        ("ann low", False),
        ("Low", False),
        ("Captain Ann Low", False),
        ("Nan", False),
        ("The Boss", False),
    ],
)
def test_what_counts_as_the_answer_or_holds_it_or_stands_in_the_question_is_no_option(other, is_option):
    asked = [("Who led the crew of the Boss?", "Ann Low", "Low", "Nan"), ("Who cooked?", other), *PEOPLE[2:]]
    assert (other in wrong_of(0, *asked)) is is_option


def test_options_differ_from_each_other():
    asked = [*PEOPLE[:3], ("Who swam?", "Reed"), ("Who sang?", "bo reed")]
    assert len({it.casefold().split()[-1] for it in wrong_of(0, *asked)}) == len(wrong_of(0, *asked))


@pytest.mark.parametrize(
    "text",
    [
        "Name any of those who led crew 0.",
        "Name a leader: who led?",
        "Name 1 of 4 people who led.",
        "Who did not lead?",
        "Who never led?",
        "Who of these led?",
    ],
)
def test_where_more_may_be_right_than_the_list_names_there_are_no_options(text):
    assert wrong_of(0, (text, "Ann Low"), *PEOPLE[1:]) == ()


@pytest.mark.parametrize(
    ("answer", "wrong"), [("yes", "no"), ("No", "Yes"), ("True", "False"), ("false", "true"), ("YES", "NO")]
)
def test_yes_stands_beside_no_written_alike(answer, wrong):
    assert wrong_of(0, ("Is it so?", answer)) == (wrong,)


def test_too_few_alike_leave_a_question_to_be_typed():
    assert wrong_of(0, *PEOPLE[: MIN_FOUND + 1])
    assert wrong_of(0, *PEOPLE[:MIN_FOUND]) == ()


def test_answers_of_very_different_lengths_do_not_stand_together():
    assert (
        wrong_of(0, PEOPLE[0], *((f"Who {at}?", f"Bartholomew Constantine {at * 'x'} Featherstone") for at in range(5)))
        == ()
    )


def test_options_that_a_question_came_with_stay():
    own = read_entries(Heading("a", "A"), [Entry(1, "Who?", ("Ann",), ("Bo",))]).list
    assert with_options(own) == own


answers = st.sampled_from(
    "Ann,Bo,Ann Bo,7,07,seven,1990,1991,$5,2-1,yes,the sea,a sea,Éa,ea,?,५,²,1e9,1,2,3,x x".split(",")
)
asked = st.tuples(
    st.sampled_from("Who is it?,Which dog ran?,What dog ran?,How many?,Is it,".split(",")), answers, answers
)


@given(st.lists(asked, max_size=12), st.randoms(use_true_random=False))
def test_options_are_wrong_distinct_and_the_same_in_whatever_order_the_list_stands(found, rng):
    entries = [Entry(at, f"{text} {at}", (first, second)) for at, (text, first, second) in enumerate(found)]
    heading = Heading("a", "A")
    questions = {it.id: it for it in with_options(read_entries(heading, entries).list).questions}
    rng.shuffle(entries)
    assert {it.id: it for it in with_options(read_entries(heading, entries).list).questions} == questions
    for question in questions.values():
        assert len(question.wrong) <= MAX_KEPT
        forms = [it.casefold() for it in (question.answer, *question.accepted, *question.wrong)]
        assert len(set(forms)) == len(forms)


def test_a_large_list_gets_its_options_in_little_time():
    asked = [
        (f"Which {kind} of {at} is it?", f"{kind} {at:x}")
        for at in range(1250)
        for kind in ("Hill", "lake", "9", "Sea")
    ]
    questions = listed(*asked)
    start = time.perf_counter()
    found = with_options(questions)
    print(f"\n{len(asked):,} questions given options in {time.perf_counter() - start:.2f} s")
    assert sum(bool(it.wrong) for it in found.questions) > 3000
