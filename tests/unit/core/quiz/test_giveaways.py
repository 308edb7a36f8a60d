"""What gives an answer away is found however it is written, and what only looks like it is not."""

import pytest

from bot.core.quiz.giveaways import Passages, plain, same, stands_in, tells


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Who is Renée Ballard?", "Renee Ballard"),
        ("WHO IS RENEE BALLARD", "Renée Ballard"),
        ("It has ten episodes.", "10"),
        ("It came fourth.", "4"),
        ("It cost $14.84 million.", "14.84 million"),
        ("It had 412,000 viewers.", "412000"),
        ("Nielsen's chart", "Nielsen"),
        ("the chart of NIELSEN", "The Nielsen"),
        ("It is by “Tom Ash”.", "tom ash"),
    ],
)
def test_an_answer_is_found_in_a_text(text, answer):
    assert tells(text, [answer])
    assert tells(text, ["something else", answer])


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("How many episodes has season 1?", "1"),
        ("What is episode 3 called?", "3"),
        ("It began on 4 October 2025.", "4"),
        ("It began on October 4, 2025.", "4"),
        ("The tartan suit", "tar"),
        ("It cost 14.84 million.", "84"),
        ("Who was it, Tom? Ash fell.", "ash tom"),
        ("", "anything"),
        ("anything", "…"),
    ],
)
def test_what_only_looks_like_an_answer_is_none(text, answer):
    assert not tells(text, [answer])


def test_part_of_a_name_tells_it_and_a_small_word_does_not():
    assert tells("Which Marsh runs the docks?", ["Odile Marsh"], is_name=True)
    assert tells("Who gave the Californian credit?", ["California Film Commission"], is_name=True)
    assert not tells("Which unit has Odile?", ["cold case unit"])
    assert not tells("Who is the host?", ["The Pilot"], is_name=True)


def test_options_that_say_the_same_are_equal():
    assert same("The Closer") == same("closer") != same("Closers")
    assert same("No. 4") == same("no 4")
    assert same("Gdańsk") == same("GDANSK")
    assert same("?!") == ("?!",)
    assert same("the") == ("the",)


def test_a_phrase_stands_within_one_text():
    passages = Passages([("a", ("one Tom", "Ash two")), ("b", ("by Tom Ash",)), ("c", ("Tom", "ash, Tom Ash!"))])
    assert passages.holding(["Tom Ash"]) == ("b", "c")
    assert passages.holding(["nobody", "two"]) == ("a",)
    assert passages.holding([]) == ()


def test_a_phrase_is_found_at_both_ends():
    words = plain("a b c")
    assert [stands_in(words, plain(it)) for it in ("a b", "b c", "a b c", "c d", "a c")] == [True] * 3 + [False] * 2
