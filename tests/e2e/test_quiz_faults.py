"""What a game survives, what ends it, and what is not told while a question is open."""

import asyncio

import discord
import pytest

from bot.core.quiz.game import REVEAL_S
from bot.discord_ui.presenter import LEFT_OUT, OPEN_QUESTION
from bot.services.asking import Asking
from tests.e2e.conftest import World, make_bot
from tests.e2e.fakes import FakeLibrary
from tests.e2e.quiz_play import SECONDS, custom_ids, option, question_of, running, shown, start, told
from tests.e2e.shows import ballard


async def restart(world: World, kept, *, after_s: float = 0.0) -> None:
    """Kill the bot without a word, let time pass, and start another one over what was kept."""
    fresh = make_bot(Asking(FakeLibrary((ballard(),))), kept=kept)
    await world.env.restart_bot(fresh)
    await world.env.advance_time(after_s)


async def test_a_game_goes_on_after_a_restart_with_the_time_that_it_had_left(quiz, kept):
    question = await start(quiz, questions=2)
    right = option(quiz, question)
    await quiz.bob.click(question, custom_id=right)
    await quiz.env.advance_time(SECONDS - 8)
    await restart(quiz, kept)
    assert running(quiz).round.answers[quiz.bob.id].is_right
    result = await quiz.alice.click(question, custom_id=right)
    assert "You chose" in told(quiz, result), "buttons posted before the restart work"
    await quiz.env.advance_time(8)
    assert "2 of 2 right" in shown(quiz.said()[-1])
    await quiz.env.advance_time(REVEAL_S)
    assert "Question 2 of 2" in shown(quiz.said()[-1])


async def test_a_restart_in_the_pause_goes_on_to_the_next_question(quiz, kept):
    question = await start(quiz, questions=2)
    await quiz.bob.click(question, custom_id=option(quiz, question))
    await quiz.env.advance_time(SECONDS)
    points = running(quiz).standings[quiz.bob.id].points
    await restart(quiz, kept, after_s=REVEAL_S)
    assert "Question 2 of 2" in shown(quiz.said()[-1])
    assert running(quiz).standings[quiz.bob.id].points == points
    assert [shown(message).count("1 of 1 right") for message in quiz.said()].count(1) == 1


async def test_the_old_bot_lets_go_of_its_games(quiz, kept):
    question = await start(quiz, questions=1)
    await quiz.bob.click(question, custom_id=option(quiz, question))
    await restart(quiz, kept, after_s=SECONDS)
    await quiz.env.advance_time(REVEAL_S)
    assert [("The quiz is over" in shown(message)) for message in quiz.said()].count(True) == 1


@pytest.mark.parametrize("loss", ["channel", "message", "guild"])
async def test_what_takes_the_stage_away_ends_that_game_alone(quiz, loss):
    other_guild = quiz.env.create_guild("Elsewhere")
    other = other_guild.create_text_channel("quiz")
    carol = other_guild.add_member(quiz.env.create_user("carol"))
    question = await start(quiz)
    await quiz.bob.click(question, custom_id=option(quiz, question))
    await carol.slash(other, "quiz start", seconds=SECONDS)
    if loss == "channel":
        await quiz.bot.get_channel(quiz.channel.id).delete()
    elif loss == "message":
        await question.delete()
    else:
        await quiz.bot.get_guild(quiz.guild.id).leave()
    await quiz.env.advance_time(1)
    assert quiz.bot.desk.host.running_in(quiz.channel.id) is None
    await quiz.env.advance_time(SECONDS)
    assert "Question 1 of" in shown(quiz.said(other)[-1]), "the other game goes on"


async def test_a_game_ends_when_the_bot_may_not_write_any_more(quiz, kept):
    question = await start(quiz)
    await quiz.bob.click(question, custom_id=option(quiz, question))
    game_id = running(quiz).id
    quiz.env.inject_error(
        "POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions", times=None
    )
    await quiz.env.advance_time(SECONDS)
    assert quiz.bot.desk.host.running_in(quiz.channel.id) is None
    kept_game = await kept.games.load(quiz.guild.id, game_id)
    assert kept_game.ending == "lost"
    assert kept_game.standings[quiz.bob.id].points > 100
    board = await kept.scores.board(
        quiz.guild.id, since=None, show_id=None, page=0, user_id=quiz.bob.id, hides_departed=False
    )
    assert board.own.points > 100


async def test_a_game_waits_a_while_when_discord_is_unwell(quiz):
    question = await start(quiz)
    quiz.env.inject_error("POST", "/channels/*/messages", status=503, message="unavailable", times=4)
    await quiz.bob.click(question, custom_id=option(quiz, question))
    await quiz.env.advance_time(SECONDS)
    await quiz.env.advance_time(30)
    assert any("1 of 1 right" in shown(message) for message in quiz.said())


async def test_the_open_question_is_not_given_away(quiz):
    await start(quiz)
    fact = question_of(quiz).fact_key.partition("/")[2]
    known = next(it for it in ballard().facts if it.id == fact)
    result = await quiz.bob.slash(quiz.channel, "ask", question=known.question)
    assert told(quiz, result).startswith(OPEN_QUESTION)
    result = await quiz.bob.slash(quiz.channel, "ask", question=f"ballard/{fact}")
    assert told(quiz, result).startswith(OPEN_QUESTION)
    await quiz.bob.send(quiz.channel, f"!ballard {known.question}")
    assert OPEN_QUESTION in shown(quiz.said()[-1])
    await quiz.bob.send(quiz.channel, f"!ballard {known.topic_id}")
    assert known.text[:40] not in shown(quiz.said()[-1])
    assert LEFT_OUT in shown(quiz.said()[-1])


async def test_what_is_hidden_is_told_elsewhere_and_after_the_round(quiz):
    await start(quiz)
    fact = question_of(quiz).fact_key.partition("/")[2]
    known = next(it for it in ballard().facts if it.id == fact)
    elsewhere = quiz.env.create_guild("Elsewhere")
    channel = elsewhere.create_text_channel("talk")
    carol = elsewhere.add_member(quiz.env.create_user("carol"))
    result = await carol.slash(channel, "ask", question=known.question)
    assert result.response.embeds
    await quiz.env.advance_time(SECONDS)
    result = await quiz.bob.slash(quiz.channel, "ask", question=known.question)
    assert result.response.embeds


async def test_the_block_dies_with_the_game(quiz):
    await start(quiz)
    fact = question_of(quiz).fact_key.partition("/")[2]
    await quiz.alice.slash(quiz.channel, "quiz stop")
    result = await quiz.bob.slash(quiz.channel, "ask", question=f"ballard/{fact}")
    assert result.response.embeds


async def test_a_custom_id_tells_nothing_but_the_place(quiz):
    question = await start(quiz)
    game = running(quiz)
    options = [custom_id for custom_id in custom_ids(question) if ":option:" in custom_id]
    assert options == [f"q1:option:{game.id}:1:{place}" for place in range(len(options))]


@pytest.mark.parametrize(
    "custom_id",
    ["q1:option:999:1:0", "q1:option:1:9:0", "q1:nonsense:1:1:0", "q1:option:1:1:77", "q9:x", "q1:allow:1:1:5"],
)
async def test_a_button_of_another_time_gets_a_polite_answer(quiz, custom_id):
    question = await start(quiz)
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="old", custom_id=custom_id))
    old = await quiz.bot.get_channel(quiz.channel.id).send("old", view=view)
    result = await quiz.bob.click(old, custom_id=custom_id)
    assert told(quiz, result)
    assert question.id == running(quiz).round.asked_in


async def test_another_guilds_game_cannot_be_played_from_here(quiz):
    question = await start(quiz)
    elsewhere = quiz.env.create_guild("Elsewhere")
    channel = elsewhere.create_text_channel("talk")
    carol = elsewhere.add_member(quiz.env.create_user("carol"))
    view = discord.ui.View(timeout=None)
    right = option(quiz, question)
    view.add_item(discord.ui.Button(label="right", custom_id=right))
    forged = await quiz.bot.get_channel(channel.id).send("forged", view=view)
    result = await carol.click(forged, custom_id=right)
    assert "That quiz is over" in told(quiz, result)
    assert carol.id not in running(quiz).players


async def test_two_starts_at_once_make_one_game(quiz):
    await asyncio.gather(
        quiz.alice.slash(quiz.channel, "quiz start", seconds=SECONDS),
        quiz.bob.slash(quiz.channel, "quiz start", seconds=SECONDS),
        return_exceptions=True,
    )
    assert quiz.env.errors is not None
    assert len([message for message in quiz.said() if "Question 1 of" in shown(message)]) == 1


async def test_a_channel_that_is_locked_ends_its_game_and_keeps_its_points(quiz, kept):
    """An archived thread that is locked refuses with 400 what other channels refuse with 403."""
    other = quiz.guild.create_text_channel("other")
    question = await start(quiz)
    await quiz.alice.slash(other, "quiz start", seconds=SECONDS)
    await quiz.bob.click(question, custom_id=option(quiz, question))
    game_id, path = running(quiz).id, f"/channels/{quiz.channel.id}/messages"
    quiz.env.inject_error("POST", path, status=400, code=50083, message="Thread is archived", times=None)
    await quiz.env.advance_time(SECONDS)
    await quiz.env.advance_time(30)
    assert quiz.bot.desk.host.running_in(quiz.channel.id) is None
    assert (await kept.games.load(quiz.guild.id, game_id)).standings[quiz.bob.id].points > 100
    assert quiz.bot.desk.host.running_in(other.id) is not None


@pytest.mark.parametrize("status", [404, 500])
async def test_a_follow_up_that_fails_for_good_costs_no_answer(quiz, status):
    question = await start(quiz)
    quiz.env.inject_error("POST", "/webhooks/*/*", status=status, code=0, message="no", times=None)
    result = await quiz.bob.click(question, custom_id=option(quiz, question))
    assert not result.followups
    await quiz.env.advance_time(SECONDS)
    assert "1 of 1 right" in shown(quiz.said()[-1])
