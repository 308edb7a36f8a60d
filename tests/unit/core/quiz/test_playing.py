"""The rules of play, one by one."""

from dataclasses import replace

import pytest

from bot.core.errors import NotAllowed, RoundOver, UserError
from bot.core.quiz import playing
from bot.core.quiz.game import REVEAL_S, Ending, Phase, Standing, rank, with_points
from bot.core.quiz.hints import letters
from bot.core.quiz.judging import Verdict
from bot.core.quiz.scoring import Award
from tests.unit.core.quiz.games import STARTER, at, game, pressed, right_option, typed, wrong_option

ALICE, BOB, CAROL = 2, 3, 4


def press(played, user_id, *, is_right=True, seconds=1.0):
    option = right_option(played.dealt) if is_right else wrong_option(played.dealt)
    return playing.choose(played, played.round.number, user_id, option, at(seconds))[0]


def say(played, user_id, text, verdict, *, seconds=1.0, is_public=False):
    now = at(seconds)
    return playing.type_in(played, played.round.number, user_id, text, now, verdict=verdict, is_public=is_public)[0]


def finish_round(played, seconds=20.0):
    closed = playing.close(played, played.round.number, at(seconds))
    return playing.proceed(closed, closed.round.number, at(seconds + REVEAL_S))


def test_everyone_who_is_right_scores():
    closed = playing.close(press(press(press(game(), ALICE), BOB), CAROL, is_right=False), 1, at(20))
    assert {award.user_id for award in closed.round.awards} == {ALICE, BOB}
    assert closed.standings[ALICE].points > 100
    assert closed.standings[CAROL] == Standing(answered=1)


def test_the_last_press_counts():
    changed = press(press(game(), ALICE), ALICE, is_right=False, seconds=9)
    assert playing.close(changed, 1, at(20)).round.awards == ()
    changed = press(press(game(), ALICE, is_right=False), ALICE, seconds=9)
    (award,) = playing.close(changed, 1, at(20)).round.awards
    assert award.seconds == 9


@pytest.mark.parametrize("number", [0, 2, 99])
def test_what_is_meant_for_another_round_changes_nothing(number):
    running = game()
    for act in (
        lambda: playing.choose(running, number, ALICE, 0, at(1)),
        lambda: playing.take_hint(running, number, ALICE),
        lambda: playing.vote_skip(running, number, STARTER),
        lambda: playing.close(running, number, at(20)),
        lambda: playing.proceed(running, number, at(20)),
    ):
        with pytest.raises(RoundOver):
            act()


def test_an_answer_after_the_end_of_a_round_is_late():
    closed = playing.close(game(), 1, at(20))
    with pytest.raises(RoundOver):
        playing.choose(closed, 1, ALICE, 0, at(20))


def test_a_round_cannot_be_closed_twice():
    closed = playing.close(press(game(), ALICE), 1, at(20))
    with pytest.raises(RoundOver):
        playing.close(closed, 1, at(20))


@pytest.mark.parametrize("option", [-1, 4, 99])
def test_an_option_that_is_not_there_is_refused(option):
    with pytest.raises(UserError):
        playing.choose(game(), 1, ALICE, option, at(1))


def test_each_kind_of_question_takes_its_own_kind_of_answer():
    with pytest.raises(UserError):
        playing.choose(game(typed(1)), 1, ALICE, 0, at(1))
    with pytest.raises(UserError):
        say(game(pressed(1)), ALICE, "right", Verdict.RIGHT)


def test_a_right_typed_answer_stays_whatever_its_player_says_next():
    running = say(say(game(typed(1)), ALICE, "Welliver", Verdict.RIGHT), ALICE, "lol", Verdict.WRONG, seconds=3)
    assert running.round.answers[ALICE].text == "Welliver"


def test_what_was_refused_before_is_kept_for_an_appeal():
    running = game(typed(1))
    for number in range(8):
        running = say(running, ALICE, f"guess {number}", Verdict.WRONG)
    assert running.round.answers[ALICE].refused == tuple(f"guess {number}" for number in range(2, 7))


def test_a_right_answer_that_everybody_can_read_leaves_the_others_little_time():
    running = say(game(typed(1)), ALICE, "Welliver", Verdict.RIGHT, seconds=4, is_public=True)
    assert running.due_at == at(4 + playing.OPEN_SECRET_S)
    later = say(running, BOB, "Welliver", Verdict.RIGHT, seconds=8, is_public=True)
    assert later.due_at == running.due_at


def test_a_right_answer_in_private_leaves_all_the_time():
    assert say(game(typed(1)), ALICE, "Welliver", Verdict.RIGHT).due_at == game(typed(1)).due_at


def test_three_rounds_without_an_answer_end_the_game():
    running = game(*(pressed(number) for number in range(1, 9)))
    for _ in range(3):
        running = finish_round(running)
    assert (running.phase, running.ending, running.round.number) == (Phase.ENDED, Ending.IDLE, 3)


def test_an_answer_starts_the_count_of_silent_rounds_anew():
    running = game(*(pressed(number) for number in range(1, 9)))
    running = finish_round(finish_round(running))
    running = finish_round(finish_round(finish_round(press(running, ALICE, is_right=False))))
    assert running.phase is Phase.ASKING


def test_a_solo_game_waits_for_its_player():
    running = game(*(pressed(number) for number in range(1, 9)), is_solo=True)
    for _ in range(5):
        running = finish_round(running)
    assert running.phase is Phase.ASKING


def test_the_last_question_ends_the_game():
    running = game()
    for _ in range(3):
        running = finish_round(press(running, ALICE))
    assert (running.phase, running.ending) == (Phase.ENDED, Ending.PLAYED)
    assert running.standings[ALICE].best_streak == 3


def test_a_round_without_an_answer_ends_a_streak():
    running = finish_round(press(game(), ALICE))
    running = finish_round(press(running, BOB))
    assert running.standings[ALICE].streak == 0
    assert running.standings[ALICE].best_streak == 1


def test_the_starter_skips_alone():
    assert playing.vote_skip(game(), 1, STARTER)[1]


def test_others_need_more_than_half_of_the_players():
    running = press(press(press(game(), ALICE), BOB), CAROL)
    running, is_enough = playing.vote_skip(running, 1, ALICE)
    assert not is_enough
    assert playing.votes_missing(running) == 1
    running, is_enough = playing.vote_skip(running, 1, ALICE)
    assert not is_enough, "one vote each"
    assert playing.vote_skip(running, 1, BOB)[1]


def test_only_players_vote():
    with pytest.raises(NotAllowed):
        playing.vote_skip(press(game(), ALICE), 1, BOB)


def test_a_skipped_round_still_counts_for_those_who_were_right():
    running, _ = playing.vote_skip(press(game(), ALICE), 1, STARTER)
    assert playing.close(running, 1, at(3)).standings[ALICE].points > 100


@pytest.mark.parametrize("is_first", [True, False])
def test_the_hint_counts_before_and_after_the_answer(is_first):
    running = game()
    if is_first:
        running = press(playing.take_hint(running, 1, ALICE)[0], ALICE)
    else:
        running = playing.take_hint(press(running, ALICE), 1, ALICE)[0]
    running = playing.close(press(running, BOB), 1, at(20))
    assert running.standings[ALICE].points == running.standings[BOB].points // 2


def test_the_hint_names_two_wrong_options():
    dealt = pressed(1)
    text = playing.take_hint(game(dealt), 1, ALICE)[1]
    assert all(dealt.options[place] in text for place in dealt.struck)
    assert "right" not in text


def test_true_or_false_has_no_hint():
    dealt = replace(pressed(1), options=("right", "wrong"), struck=())
    with pytest.raises(UserError):
        playing.take_hint(game(dealt), 1, ALICE)


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("Titus Welliver", "T__u_ W__l__e_"),
        ("4", "_"),
        ("2.5 billion", "_._ b__l__n"),
        ("Renée", "R__é_"),
        ("X", "_"),
        ("Москва", "М__к__"),
    ],
)
def test_a_hint_shows_some_letters_and_no_digits(answer, shown):
    assert letters(answer) == shown


def test_a_question_that_nobody_could_see_gets_its_whole_time_again():
    again = playing.reopened(press(game(), ALICE), at(300))
    assert again.due_at == at(320)
    assert ALICE in again.round.answers


@pytest.mark.parametrize("jump_s", [-3600, 3600])
def test_a_clock_that_jumps_neither_takes_points_nor_gives_more(jump_s):
    closed = playing.close(press(game(), ALICE, seconds=jump_s), 1, at(20))
    assert 100 <= closed.standings[ALICE].points <= 150


def test_ending_a_game_that_is_over_keeps_the_first_reason():
    over = playing.ended(game(), Ending.STOPPED, at(3))
    assert playing.ended(over, Ending.LOST, at(9)) == over


def test_an_open_question_hides_its_facts_and_nothing_else_does():
    running = game()
    secret = replace(running.dealt.question, giveaways=("show/a", "show/b"))
    running = replace(running, deal=(replace(running.dealt, question=secret), *running.deal[1:]))
    assert playing.hidden_facts([running]) == {"show/a", "show/b"}
    assert playing.hidden_facts([playing.close(running, 1, at(20))]) == frozenset()
    assert playing.hidden_facts([playing.ended(running, Ending.STOPPED, at(2))]) == frozenset()
    assert playing.hidden_facts([replace(running, is_solo=True)]) == frozenset()


def test_equal_points_share_a_place():
    standings = {5: Standing(10), 6: Standing(30), 7: Standing(30), 8: Standing(0)}
    assert [(place, user_id) for place, user_id, _ in rank(standings)] == [(1, 6), (1, 7), (3, 5), (4, 8)]


def test_points_after_the_fact_leave_streaks_alone():
    standings = with_points(
        {ALICE: Standing(100, 2, 1, 0, 1, 3.0, 3.0)}, [Award(ALICE, 120, 2.0), Award(BOB, 100, 9.0)]
    )
    assert standings[ALICE] == Standing(220, 2, 2, 0, 1, 2.0, 5.0)
    assert standings[BOB].points == 100
