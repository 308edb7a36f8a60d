"""A typed answer is right when it says what was wanted, however it is written, and nothing else."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.core.quiz.forms import MAX_CHARS, accepted_forms, given_forms, glue
from bot.core.quiz.judging import Judge, Verdict, judge

RIGHT, CLOSE, WRONG = Verdict
ANY_TEXT = st.text(st.characters(), max_size=60)
WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12), min_size=1, max_size=5).map(" ".join)
KNOWN = ("Odile Marsh", "Ida Stone", "Pike", "Mexico", "Germany", "Song of the Sea")


def verdicts(wanted: str, answers: list[str], others: tuple[str, ...] = ()) -> dict[str, Verdict]:
    return {answer: judge(answer, [wanted], others) for answer in answers}


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [
        ("Odile Marsh", "  oDILE   marsh!"),
        ("Odile Marsh", "odilemarsh"),
        ("Renée O’Hara", "renee o'hara"),
        ("Renée O’Hara", "RENEE OHARA"),
        ("Bjørn", "bjorn"),
        ("King's Row", "kings row"),
        ("The Keepers", "keepers"),
        ("Salt & Stone", "salt and stone"),
        ("spin-off", "spinoff"),
        ("AC/DC", "acdc"),
        ("Odile Marsh", "is it odile marsh?"),
        ("Odile Marsh", "um, i think it's Odile Marsh lol"),
        ("Who Is It", "who is it"),
        ("It", "is it it?"),
        ("The The", "the the"),
        ("C#", "c sharp"),
        ("United States", "U.S.A."),
        ("USA", "the United States of America"),
        ("St. Ives", "saint ives"),
        ("LAPD", "l.a.p.d."),
        ("L. A. Marsh", "la marsh"),
        ("J. K. Marsh", "jk marsh"),
        ("Москва", "москва"),
        ("東京", "東京"),
        ("👍", "👍"),
        ("!!!", "!!!"),
        ("hit points or health points", "Health Points"),
        ("copper (Cu)", "copper"),
    ],
)
def test_other_ways_to_write_it_are_right(wanted, answer):
    assert judge(answer, [wanted], KNOWN) is RIGHT


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [
        ("10", "ten"),
        ("10 episodes", "10"),
        ("10", "ten episodes"),
        ("21", "twenty-one"),
        ("205", "two hundred and five"),
        ("100", "a hundred"),
        ("1984", "nineteen eighty-four"),
        ("1,000,000", "one million"),
        ("2200000", "$2.2 million"),
        ("$37,500", "37.5k"),
        ("10 percent", "10%"),
        ("5 km", "5 kilometres"),
        ("4th", "fourth"),
        ("Rocky IV", "rocky 4"),
        ("Henry VIII", "henry the 8th"),
        ("World War II", "second world war"),
        ("Mambo No. 5", "mambo number five"),
        ("about 24 hours", "24 hours"),
        ("1648-51", "1648 – 1651"),
        ("July 4, 1776", "4th of July 1776"),
        ("July 4, 1776", "1776-07-04"),
        ("4 July 1776", "7/4/1776"),
        ("4 July 1976", "4.7.1976"),
        ("4 July 1976", "7/4/76"),
        ("1976", "16 June 1976"),
        ("September 9, 2012", "2012"),
        ("44 BC", "44 BCE"),
        ("in 1997", "1997"),
    ],
)
def test_figures_may_be_written_otherwise(wanted, answer):
    assert judge(answer, [wanted]) is RIGHT


@pytest.mark.parametrize(
    ("wanted", "answers"),
    [
        ("1993", ["1994", "993", "19933", "1993 1994", "93"]),
        ("3.14", ["314", "3.15", "3"]),
        ("5 7", ["57"]),
        ("-5", ["5"]),
        ("5", ["-5", "five hundred"]),
        ("10 km", ["10 miles", "100 km"]),
        ("$2.2 million", ["£2.2 million", "$2.3 million", "2.2"]),
        ("July 4, 1776", ["July 5, 1776", "4 June 1776", "1777"]),
        ("44 BC", ["44 AD", "45 BC"]),
        ("1970s", ["1970", "1980s"]),
        ("Level 12", ["level 13", "level", "12 levels 3"]),
        ("Henry VIII", ["henry vii"]),
        ("C++", ["C"]),
    ],
)
def test_figures_must_agree(wanted, answers):
    assert RIGHT not in verdicts(wanted, answers).values()


@pytest.mark.parametrize(
    "answer",
    ["not Pike", "it's not pike", "isnt pike", "anyone but pike", "never pike", "no, pike isn't it", "non-pike"],
)
def test_who_denies_it_is_wrong(answer):
    assert judge(answer, ["Pike"]) is WRONG
    assert judge("Pike", [f"not {answer}"]) is WRONG or answer.startswith("not")


def test_a_name_that_denies_is_right():
    assert judge("we do not sow", ["We Do Not Sow"]) is RIGHT
    assert judge("dont stop", ["Don't Stop"]) is RIGHT
    assert judge("we do sow", ["We Do Not Sow"]) is not RIGHT


@pytest.mark.parametrize("wanted", ["Pike", "Odile Marsh"])
@pytest.mark.parametrize(
    "guesses",
    [
        "{} vane crow tully",
        "vane crow {}",
        "{}, vane",
        "vane or {}",
        "{} and vane",
        "{}/vane",
        "{}; vane; crow",
        "{}\nvane",
    ],
)
def test_lists_of_guesses_are_never_right(wanted, guesses):
    assert judge(guesses.format(wanted.lower()), [wanted]) is not RIGHT


def test_two_guesses_are_not_right_where_the_other_name_is_known():
    assert judge("pike vane", ["Pike"], ["Vane"]) is not RIGHT
    assert judge("vane pike", ["Pike"], ["Vane"]) is not RIGHT


def test_a_list_of_accepted_answers_is_right():
    assert judge("Odile Marsh and Ida Stone", ["Ida Stone", "Odile Marsh"]) is RIGHT
    assert judge("Odile Marsh and Ida Stone and Vane", ["Ida Stone", "Odile Marsh"]) is not RIGHT


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [
        ("Thirty-five", "thirty-fvie"),
        ("Welles", "weles"),
        ("Odile Marsh", "odlie marsh"),
        ("Odile Marsh", "odile mrash"),
        ("Constantinople", "constantinopel"),
        ("Constantinople", "konstantinopel"),
        ("Muller", "Müler"),
        ("The Move", "the mvoe"),
    ],
)
def test_slips_are_right(wanted, answer):
    assert judge(answer, [wanted]) is RIGHT


@pytest.mark.parametrize(
    ("wanted", "answers"),
    [
        ("Pike", ["pile", "pik"]),
        ("North Dakota", ["south dakota", "dakota"]),
        ("House Tully", ["house tarly"]),
        ("Tree", ["three"]),
        ("Hepatitis B", ["hepatitis a", "hepatitis"]),
        ("John F. Kennedy", ["john g. kennedy"]),
        ("Anna Vane", ["luke vane"]),
    ],
)
def test_what_makes_it_another_thing_is_no_slip(wanted, answers):
    assert RIGHT not in verdicts(wanted, answers).values()


def test_nearer_to_another_known_name_is_wrong_and_as_near_is_close():
    assert judge("Latios", ["Latias"]) is RIGHT
    assert judge("Latios", ["Latias"], ["Latios"]) is WRONG
    assert judge("Latos", ["Latias"], ["Latios", "Latias"]) is CLOSE
    assert judge("Germny", ["Germany"], ["German"]) is RIGHT
    assert judge("latias", ["Latias"], ["LATIAS!", "Latios"]) is RIGHT


def test_a_known_name_of_other_figures_is_no_rival():
    assert judge("chex questt", ["Chex Quest"], ["Chex Quest 3"]) is RIGHT


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [
        ("Wilhelm Conrad Marsh", "Wilhelm Marsh"),
        ("Odile Marsh", "marsh"),
        ("Marsh", "Odile Marsh"),
        ("Dr. Odile Marsh", "odile marsh"),
        ("President Odile Marsh", "Marsh"),
        ("Odile F. Marsh", "Odile Marsh"),
        ("O. F. Marsh", "Odile Florence Marsh"),
        ("Katherine Marsh", "Kate Marsh"),
        ("Swedish botanist Odile Marsh", "odile marsh"),
        ("Thames", "the Thames river"),
        ("Uralic languages", "uralic"),
        ("in the bone marrow", "bone marrow"),
        ("Oslo, Norway", "oslo"),
        ("Oslo", "Oslo, Norway"),
        ("Archduke Otto Ferdinand of Austria", "Otto Ferdinand"),
        ("Charter Act in 1882", "the charter act"),
        ("a kidney", "kidneys"),
    ],
)
def test_a_part_that_says_enough_is_right(wanted, answer):
    assert judge(answer, [wanted]) is RIGHT


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [
        ("Odile Marsh", "odile"),
        ("New Mexico", "mexico"),
        ("time turner", "time"),
        ("Salt and Stone", "salt"),
        ("Odile Marsh", "odile marsh's brother"),
        ("Odile Marsh and the Long Winter", "odile marsh"),
        ("Once upon a time in Oslo", "once upon a time in paris"),
        ("Paris", "paris hilton"),
        ("Mississippi River", "mississippi state"),
        ("USS Republic", "uss stargazer"),
        ("France", "France, Germany"),
        ("June 16, 1976", "june 16"),
    ],
)
def test_a_part_that_could_be_another_is_close(wanted, answer):
    assert judge(answer, [wanted]) is CLOSE


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [("D", "dachshund"), ("Pike", "p"), ("Oak Island", "island"), ("Prime Minister Otto", "prime minister")],
)
def test_what_is_said_of_many_things_is_not_right(wanted, answer):
    assert judge(answer, [wanted]) is not RIGHT


def test_a_surname_that_two_known_people_have_is_close():
    assert judge("marsh", ["Odile Marsh"], ["Ida Stone"]) is RIGHT
    assert judge("marsh", ["Odile Marsh"], ["Ida Marsh"]) is CLOSE
    assert judge("marsh", ["Odile Marsh"], ["Marsh"]) is CLOSE


@pytest.mark.parametrize("answer", ["", "  ", "\u200b", "🎬", "🎬🍿", "\x00\x07", "?!", "'", "-", "…"])
def test_nothing_said_is_wrong(answer):
    assert judge(answer, ["Pike", "", " ", "42", "Odile Marsh"]) is WRONG


def test_without_an_accepted_answer_nothing_is_right():
    assert judge("Pike", []) is WRONG


def test_long_answers_are_wrong_but_for_the_accepted_one():
    long = "pike " * MAX_CHARS
    assert judge(long, ["Pike"]) is WRONG
    assert judge(long.upper(), [long]) is RIGHT


def test_digits_are_not_glued_together():
    assert glue(("1", "0", "downing", "street")) == "1 0downingstreet"


@given(ANY_TEXT.filter(given_forms), st.lists(ANY_TEXT), st.lists(ANY_TEXT))
@example("\ufdfa" * 60, [], [])
@example("is it", ["is it"], [])
@example("the", [], ["a"])
@example("İ", [], [])
def test_an_accepted_answer_is_right_whatever_else_is_known(text, accepted, others):
    assert judge(text, [*accepted, text], others) is RIGHT


@given(ANY_TEXT, st.lists(ANY_TEXT, max_size=4), st.lists(ANY_TEXT, max_size=4))
@example("١٢", ["12"], [])
@example("trillion " * 20, ["1"], [])
@example("፩", ["1.1.1"], [])
@example("\ud800", ["\ud800"], [])
@example("1/1/1/1", ["1/1/1"], [])
def test_any_text_can_be_judged(answer, accepted, others):
    assert judge(answer, accepted, others) in Verdict


@given(WORDS, WORDS, st.lists(WORDS, max_size=3))
def test_case_accents_and_closing_marks_do_not_matter(answer, wanted, others):
    verdict = judge(answer, [wanted], others)
    assert judge(answer.upper(), [wanted], others) is verdict
    assert judge(f"  {answer}!?", [wanted], others) is verdict
    assert judge(answer.replace("e", "é").replace("o", "ö"), [wanted], others) is verdict


@given(WORDS, WORDS)
def test_a_known_name_is_never_right_for_another(name, wanted):
    assume(all(said.keys.isdisjoint(form.keys) for said in given_forms(name) for form in accepted_forms(wanted)))
    assert judge(name, [wanted], [name]) is not RIGHT


@given(WORDS, st.lists(WORDS, max_size=3), st.lists(WORDS, max_size=5))
def test_a_prepared_judge_judges_alike(answer, accepted, others):
    assert Judge(others).judge(answer, accepted) is judge(answer, accepted, others)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_names_does_not_matter(answer, accepted, others, rng):
    verdict = judge(answer, accepted, others)
    assert judge(answer, rng.sample(accepted, len(accepted)), rng.sample(others, len(others))) is verdict
