"""The port `Scores`."""

from datetime import timedelta

import pytest

from bot.core.quiz.boards import PAGE_ROWS, Board, Row
from bot.core.quiz.game import rank
from bot.core.quiz.scoring import Award
from tests.contract.samples import (
    ANN,
    BEN,
    CAS,
    CHANNEL,
    GUILD,
    RIGHT,
    T0,
    WRONG,
    after,
    dealt,
    new_game,
    next_round,
    play,
    play_round,
)


async def board(storage, *, since=None, show_id=None, page=0, user_id=0, hides_departed=False):
    return await storage.scores.board(
        GUILD, since=since, show_id=show_id, page=page, user_id=user_id, hides_departed=hides_departed
    )


def users(board):
    return [row.user_id for row in board.rows]


async def test_a_guild_that_has_not_played_has_an_empty_board(storage):
    assert await board(storage, page=3, user_id=ANN) == Board((), 0, 0)


async def test_the_board_adds_up_what_games_gave(storage):
    first = await play(storage, new_game(), {ANN: RIGHT, BEN: RIGHT}, {ANN: RIGHT, BEN: WRONG}, {ANN: RIGHT})
    second = await play(storage, new_game(), {BEN: RIGHT}, {CAS: WRONG})
    expected = {
        ANN: first.standings[ANN].points,
        BEN: first.standings[BEN].points + second.standings[BEN].points,
    }
    shown = await board(storage, user_id=BEN)
    assert {row.user_id: row.points for row in shown.rows} == expected
    assert shown.rows[1] == shown.own == Row(2, BEN, expected[BEN], right=2, answered=3)
    assert (shown.page, shown.players, shown.pages) == (0, 2, 1)


async def test_a_running_game_counts_round_by_round(storage):
    game = await play_round(storage, await storage.games.begin(new_game()), {ANN: RIGHT})
    assert users(await board(storage)) == [ANN]
    game = await next_round(storage, game)
    game = await play_round(storage, game, {BEN: RIGHT}, seconds=1.0)
    shown = await board(storage)
    assert [(row.place, row.user_id, row.points) for row in shown.rows] == [
        (place, user_id, standing.points) for place, user_id, standing in rank(game.standings)
    ]


async def test_somebody_without_points_is_not_on_the_board(storage):
    await play(storage, new_game(), {ANN: RIGHT, BEN: WRONG})
    shown = await board(storage, user_id=BEN)
    assert (users(shown), shown.players, shown.own) == ([ANN], 1, None)


async def test_equal_points_share_a_place_and_the_next_place_is_further_down(storage):
    await play(storage, new_game(), {CAS: RIGHT, ANN: RIGHT, BEN: WRONG}, {BEN: RIGHT, CAS: WRONG, 5: RIGHT, 6: RIGHT})
    await play(storage, new_game(), {5: RIGHT})
    shown = await board(storage, user_id=BEN)
    assert [(row.place, row.user_id) for row in shown.rows] == [(1, 5), (2, 6), (2, ANN), (2, BEN), (2, CAS)]
    assert shown.own.place == 2


@pytest.fixture
async def many(storage):
    """25 players, the later the fewer points."""
    game = await storage.games.begin(new_game(deal=[dealt(number) for number in range(1, 26)]))
    for number in range(1, 26):
        game = await next_round(storage, game) if number > 1 else game
        game = await play_round(storage, game, dict.fromkeys(range(1, number + 1), RIGHT))
    return game


@pytest.mark.parametrize(
    ("page", "shown_page", "positions"),
    [
        (0, 0, range(1, 11)),
        (1, 1, range(11, 21)),
        (2, 2, range(21, 26)),
        (3, 2, range(21, 26)),
        (10**30, 2, range(21, 26)),
        (-1, 0, range(1, 11)),
    ],
)
async def test_pages(storage, many, page, shown_page, positions):
    shown = await board(storage, page=page, user_id=1)
    assert users(shown) == list(positions)
    assert [row.place for row in shown.rows] == list(positions)
    assert (shown.page, shown.players, shown.pages) == (shown_page, 25, 3)
    assert shown.own == Row(1, 1, many.standings[1].points, right=25, answered=25)


@pytest.mark.parametrize("user_id", [3, 12, 25])
async def test_the_own_place_is_told_on_whatever_page(storage, many, user_id):
    for page in range(3):
        shown = await board(storage, page=page, user_id=user_id)
        assert (shown.own.place, shown.own.user_id) == (user_id, user_id)
        assert len(shown.rows) <= PAGE_ROWS


async def test_only_points_from_the_span_count(storage):
    await play(storage, new_game(), {ANN: RIGHT, BEN: RIGHT})
    late = await play(storage, new_game(at=T0 + timedelta(days=1)), {BEN: RIGHT})
    scored_at = late.round.closes_at
    assert users(await board(storage, since=scored_at)) == [BEN]
    assert users(await board(storage, since=after(20))) == [BEN, ANN]
    assert (await board(storage, since=scored_at, user_id=ANN)).own is None
    assert await board(storage, since=scored_at + timedelta(milliseconds=1)) == Board((), 0, 0)


async def test_only_questions_about_the_show_count(storage):
    deal = [dealt(1), dealt(2, show_id="moonmilk")]
    game = await play(storage, new_game(deal=deal), {ANN: RIGHT, BEN: RIGHT}, {BEN: RIGHT})
    assert users(await board(storage)) == [BEN, ANN]
    about_one = await board(storage, show_id="moonmilk", user_id=BEN)
    assert about_one.own == Row(1, BEN, game.round.awards[0].points, right=1, answered=1)
    assert users(about_one) == [BEN]
    for other in ("other", "harbour ", "\0", "\ud800", "' OR 1=1 --"):
        assert await board(storage, show_id=other) == Board((), 0, 0)


async def test_solo_games_do_not_count(storage):
    await play(storage, new_game(is_solo=True), {ANN: RIGHT})
    assert await board(storage, user_id=ANN) == Board((), 0, 0)
    assert await storage.scores.figures(GUILD, ANN) is None


async def test_those_who_left_can_be_hidden_until_they_play_again(storage):
    await play(storage, new_game(), {ANN: RIGHT, BEN: RIGHT, CAS: RIGHT}, {ANN: RIGHT}, {BEN: RIGHT})
    await storage.scores.depart(GUILD, [ANN, BEN])
    await storage.scores.depart(GUILD, [ANN, 77])
    await storage.scores.depart(GUILD, [])
    assert users(await board(storage)) == [ANN, BEN, CAS]
    hidden = await board(storage, hides_departed=True, user_id=CAS)
    assert (users(hidden), hidden.players, hidden.own.place) == ([CAS], 1, 1)
    await play(storage, new_game(), {BEN: WRONG})
    assert users(await board(storage, hides_departed=True)) == [BEN, CAS]


async def test_whoever_asks_is_there_and_not_hidden(storage):
    await play(storage, new_game(), {ANN: RIGHT, BEN: RIGHT})
    await storage.scores.depart(GUILD, [ANN])
    shown = await board(storage, hides_departed=True, user_id=ANN)
    assert users(shown) == [ANN, BEN]
    assert shown.own.user_id == ANN


async def test_somebody_who_has_not_played_has_no_figures(storage):
    await play(storage, new_game(), {ANN: RIGHT})
    assert await storage.scores.figures(GUILD, BEN) is None
    assert await storage.scores.figures(GUILD, ANN, "other") is None


async def test_figures_of_a_player(storage):
    first = await play(storage, new_game(), {ANN: RIGHT, BEN: WRONG}, {ANN: RIGHT}, {ANN: RIGHT}, seconds=2.0)
    second = await play(storage, new_game(), {BEN: RIGHT}, {ANN: WRONG}, {ANN: RIGHT}, seconds=4.0)
    await play(storage, new_game(), {BEN: RIGHT})
    figures = await storage.scores.figures(GUILD, ANN)
    assert (figures.games, figures.rounds, figures.answered, figures.right) == (2, 6, 5, 4)
    assert figures.points == first.standings[ANN].points + second.standings[ANN].points
    assert figures.best_streak == 3
    assert figures.average_s == pytest.approx(2.5)
    assert figures.accuracy == pytest.approx(0.8)
    assert figures.best_topic_id == "harbour/cast"


async def test_a_player_who_was_never_right_has_no_average(storage):
    await play(storage, new_game(), {BEN: WRONG}, {}, {BEN: WRONG})
    figures = await storage.scores.figures(GUILD, BEN)
    assert (figures.points, figures.rounds, figures.answered, figures.right) == (0, 3, 2, 0)
    assert (figures.average_s, figures.best_streak, figures.best_topic_id) == (None, 0, "")


async def test_figures_about_one_show(storage):
    deal = [dealt(1), dealt(2, show_id="moonmilk"), dealt(3, show_id="moonmilk"), dealt(4)]
    await play(storage, new_game(deal=deal), {ANN: RIGHT}, {ANN: RIGHT}, {}, {ANN: RIGHT})
    await play(storage, new_game(deal=deal[:1]), {ANN: WRONG})
    about_one = await storage.scores.figures(GUILD, ANN, "moonmilk")
    assert (about_one.games, about_one.rounds, about_one.answered, about_one.right) == (1, 2, 1, 1)
    about_all = await storage.scores.figures(GUILD, ANN)
    assert (about_all.games, about_all.rounds, about_all.answered, about_all.right) == (2, 5, 4, 3)


@pytest.mark.parametrize(
    ("topics", "best"),
    [
        ({"cast": [1, 1], "crew": [0, 0, 1]}, "harbour/crew"),
        ({"cast": [1, 1, 0], "crew": [1, 1, 1, 1, 0]}, "harbour/crew"),
        ({"cast": [1, 1, 0], "crew": [1, 1, 0] * 2}, "harbour/crew"),
        ({"crew": [1, 1, 0], "cast": [1, 0, 1], "Zoo": [0, 1, 1]}, "harbour/Zoo"),
        ({"cast": [0, 0, 0]}, "harbour/cast"),
        ({"cast": [1, 1]}, ""),
    ],
)
async def test_the_best_topic_is_that_with_the_best_share_then_with_the_most_answers(storage, topics, best):
    rounds = [(topic_id, is_right) for topic_id, outcomes in topics.items() for is_right in outcomes]
    deal = [dealt(number, topic_id=topic_id) for number, (topic_id, _) in enumerate(rounds)]
    await play(storage, new_game(deal=deal), *({ANN: RIGHT if is_right else WRONG} for _, is_right in rounds))
    assert (await storage.scores.figures(GUILD, ANN)).best_topic_id == best


async def test_points_after_the_fact_count_when_the_round_was_played(storage):
    game = await play(storage, new_game(channel_id=CHANNEL), {BEN: WRONG})
    played = await storage.games.played(GUILD, game.id, 1)
    later = T0 + timedelta(days=40)
    awards = [Award(BEN, 110, 2.0)]
    await storage.rulings.accept(GUILD, "q", "text", by=ANN, at=later, played=played, awards=awards)
    assert users(await board(storage, since=T0)) == [BEN]
    assert users(await board(storage, since=later)) == []
