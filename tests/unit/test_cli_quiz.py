"""A quiz in the terminal: played from piped input, as people and scripts would."""

import re

import pytest

from tests.unit.test_cli import bot_process

PACK = """\
show: {id: lighthouse, title: The Lighthouse Keepers}
topics: {cast: {title: Cast}, making: {title: Making of}}
sources: {paper: {title: The Harbour Paper, date: 2024-05-01}}
people:
  ida-stone: {name: Ida Stone}
  max-lund: {name: Max Lund}
  eva-rask: {name: Eva Rask}
characters:
  tom-reed: {name: Tom Reed}
facts:
  - id: keeper
    topic: cast
    kinds: [actor_of, role_of]
    about: [ida-stone, tom-reed]
    question: Who plays Tom Reed?
    text: Ida Stone plays Tom Reed, the keeper.
    value: {type: person, text: Ida Stone}
    quiz: {wrong: [Max Lund, Eva Rask, Ole Dahl], true_false: false}
    source: paper
  - id: lamp
    topic: making
    question: How many lamps were built?
    text: The crew built ten lamps.
    value: {type: number, text: "10", accepted: [ten]}
    quiz: {true_false: false}
    source: paper
"""


@pytest.fixture
def play(tmp_path):
    file = tmp_path / "lighthouse.yaml"
    file.write_text(PACK, encoding="utf-8")

    def play(typed: str, *options: str):
        return bot_process("quiz", "--pack", str(file), "--seed", "1", *options, stdin=typed.encode())

    return play


def asked(out: str) -> list[str]:
    return re.findall(r"\n(\d+ of \d+, .+)\n(.+)\n", out)


def test_a_whole_quiz_is_played_with_points_explanations_and_sources(play):
    out = play("Ida Stone\n10\nIda Stone\n10\n", "--rounds", "2").out
    assert "1 of 2, The Lighthouse Keepers, medium\n" in out
    assert "Right, 1" in out
    assert "Source: The Harbour Paper. As of 1 May 2024.\n" in out
    assert "The end\n" in out
    assert re.search(r"\d+ points, 2 of 2 right\nquickest \d", out)


def test_options_have_letters_and_a_letter_answers(play):
    run = play("a\na\n", "--topic", "cast", "--rounds", "1")
    options = dict(re.findall(r"(?m)^  ([a-d])  (.+)$", run.out))
    assert set(options.values()) == {"Ida Stone", "Max Lund", "Eva Rask", "Ole Dahl"}
    is_right = options["a"] == "Ida Stone"
    assert ("Right, 1" in run.out, "Wrong. The answer: Ida Stone" in run.out) == (is_right, not is_right)


def test_what_is_no_option_is_asked_for_again(play):
    out = play("z\n\nwhat\nida stone\n", "--topic", "cast", "--rounds", "1").out
    assert out.count("Answer with a letter from a to d, ? for a hint, or skip.") == 3
    assert "1 of 1 right" in out


def test_a_hint_strikes_two_out_and_halves_the_points(play):
    out = play("?\n?\nIda Stone\n", "--topic", "cast", "--rounds", "1").out
    assert out.count("Not ") == 2
    assert "Not Ida Stone" not in out
    assert re.search(r"Right, 7\d points", out)


def test_typed_answers_are_judged_and_hints_show_letters(play):
    out = play("?\nTEN\n?\nida stone\n", "--topic", "making", "--style", "typed", "--rounds", "1").out
    assert "\n__\n" in out
    assert "1 of 1 right" in out


def test_a_skip_goes_on_and_says_the_answer(play):
    out = play("skip\nskip\n", "--style", "typed").out
    assert out.count("Skipped. The answer: ") == 2
    assert "0 points, 0 of 2 right" in out


def test_fewer_questions_than_wanted_are_said_and_played(play):
    out = play("skip\n", "--topic", "making").out
    assert "These packs have 1 such questions, and not 10." in out
    assert "1 of 1, The Lighthouse Keepers" in out


def test_the_end_of_the_input_ends_the_quiz_with_its_figures(play):
    run = play("")
    assert (run.code, run.err) == (0, "")
    assert run.out.endswith("The end\n0 points, 0 of 0 right\n")


def test_a_quiz_for_one_goes_on_however_many_questions_are_skipped():
    run = bot_process("quiz", "--seed", "1", stdin=b"skip\n" * 10)
    assert run.code == 0
    assert run.out.count("Skipped.") == 10
    assert "0 of 10 right" in run.out


def test_the_same_seed_asks_the_same_questions():
    first, again, other = (
        asked(bot_process("quiz", "--seed", seed, "--rounds", "5", stdin=b"a\n" * 5).out) for seed in ("7", "7", "8")
    )
    assert len(first) == 5
    assert first == again != other


def test_the_shipped_pack_is_played_to_the_end_in_every_style():
    for style in ("buttons", "typed", "mixed"):
        run = bot_process("quiz", "--seed", "3", "--style", style, "--rounds", "20", stdin=b"a\n" * 40)
        assert (run.code, run.err) == (0, "")
        assert "of 20 right" in run.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--topic", "nowhere"), "There is no topic nowhere. There are: cast, making"),
        (("--rounds", "0"), "is not in the range 1<=x<=50"),
        (("--rounds", "51"), "is not in the range 1<=x<=50"),
        (("--style", "sung"), "is not one of"),
    ],
)
def test_wrong_use_is_refused_with_a_clear_line(play, options, said):
    run = play("", *options)
    assert run.code == 2
    assert said in run.err


def test_a_topic_without_questions_of_that_difficulty_is_said(play):
    run = play("", "--difficulty", "hard")
    assert (run.code, run.err) == (1, "There is no such question in these packs.\n")


def test_bytes_that_are_no_utf_8_are_no_answer_and_no_crash(tmp_path):
    run = bot_process("quiz", "--seed", "1", "--rounds", "1", "--style", "typed", stdin=b"\xff\xfe\n", LC_ALL="C")
    assert (run.code, run.err) == (0, "")
    assert "0 of 1 right" in run.out
