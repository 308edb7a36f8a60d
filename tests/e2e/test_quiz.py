"""A quiz in a channel, from the first question to the podium, and what can go wrong on the way."""

import re

import discord
import pytest

from bot.core.guilds import GuildSettings, Players
from bot.core.quiz.game import REVEAL_S
from tests.e2e.quiz_play import SECONDS, buttons, custom_ids, option, question_of, shown, start, told


async def test_a_game_from_the_first_question_to_the_podium(quiz):
    question = await start(quiz, questions=2)
    assert "Question 1 of 2" in shown(question)
    assert "<t:" in shown(question)
    assert len(buttons(question, "option")) == 4
    for number in (1, 2):
        asked = quiz.said()[-1]
        result = await quiz.bob.click(asked, custom_id=option(quiz, asked))
        assert "You chose" in told(quiz, result)
        await quiz.alice.click(asked, custom_id=option(quiz, asked, is_right=False))
        await quiz.env.advance_time(SECONDS)
        reveal = quiz.said()[-1]
        assert "1 of 2 right" in shown(reveal)
        assert quiz.bob.mention in shown(reveal)
        assert quiz.alice.mention not in shown(reveal)
        assert "Source: " in shown(reveal)
        assert "50%" in shown(reveal)
        await quiz.env.advance_time(REVEAL_S)
        assert custom_ids(quiz.said()[0 if number == 1 else 1]) is not None
    podium = quiz.said()[-1]
    assert "The quiz is over" in shown(podium)
    assert f"🥇 {quiz.bob.mention}" in shown(podium)
    assert "Quickest" in shown(podium)
    assert "Longest streak" in shown(podium)
    assert buttons(podium, "again")


async def test_the_announcement_says_what_is_played(quiz):
    result = await quiz.alice.slash(quiz.channel, "quiz start", questions=3)
    assert told(quiz, result, is_private=False).strip() == "A quiz about Ballard: 3 questions."


async def test_a_show_with_too_few_questions_says_so_and_plays_those(quiz):
    result = await quiz.alice.slash(quiz.channel, "quiz start", topic="release", questions=50)
    assert re.search(r"I have no more than \d+ for that", told(quiz, result, is_private=False))


async def test_the_last_press_counts(quiz):
    question = await start(quiz, questions=1)
    await quiz.bob.click(question, custom_id=option(quiz, question))
    await quiz.bob.click(question, custom_id=option(quiz, question, is_right=False))
    await quiz.env.advance_time(SECONDS)
    assert "0 of 1 right" in shown(quiz.said()[-1])


async def test_a_press_after_the_end_of_a_round_gets_a_polite_answer(quiz):
    question = await start(quiz, questions=2)
    late = option(quiz, question)
    quiz.env.inject_error("PATCH", "/channels/*/messages/*", status=500, message="the buttons stay", times=None)
    await quiz.env.advance_time(SECONDS)
    result = await quiz.bob.click(question, custom_id=late)
    assert "That round is over" in told(quiz, result)


async def test_a_question_loses_its_buttons_when_its_time_is_up(quiz):
    question = await start(quiz, questions=2)
    assert custom_ids(question)
    await quiz.env.advance_time(SECONDS)
    assert custom_ids(quiz.said()[-2]) == []


async def test_a_second_start_says_where_the_running_game_is(quiz):
    question = await start(quiz)
    result = await quiz.bob.slash(quiz.channel, "quiz start")
    assert str(question.id) in told(quiz, result)


async def test_another_channel_plays_its_own_game(quiz):
    await start(quiz)
    other = quiz.guild.create_text_channel("other")
    result = await quiz.bob.slash(other, "quiz start", questions=1)
    assert "A quiz about" in told(quiz, result, is_private=False)
    assert len(quiz.said(other)) == 2


@pytest.mark.parametrize("lacking", ["send_messages", "embed_links"])
async def test_a_channel_where_the_bot_may_not_post_is_named_with_what_is_missing(quiz, lacking):
    me = quiz.bot.user
    closed = quiz.guild.create_text_channel("hall", overwrites={me: discord.PermissionOverwrite(**{lacking: False})})
    result = await quiz.alice.slash(closed, "quiz start")
    assert lacking.replace("_", " ").title() in told(quiz, result)


async def test_a_direct_message_is_no_place_for_a_game(quiz):
    dana = quiz.env.create_user("dana")
    await dana.send_dm("!ballard quiz")
    assert "/quiz solo" in dana.dm_channel.last_message.content


async def test_only_the_starter_and_moderators_stop(quiz):
    await start(quiz)
    result = await quiz.bob.slash(quiz.channel, "quiz stop")
    assert "Only whoever started" in told(quiz, result)
    result = await quiz.admin.slash(quiz.channel, "quiz stop")
    assert "All points stay" in told(quiz, result)
    assert "The quiz was stopped" in shown(quiz.said()[-1])
    result = await quiz.alice.slash(quiz.channel, "quiz stop")
    assert "No quiz is running" in told(quiz, result)


async def test_a_stop_in_the_open_round_scores_it(quiz):
    question = await start(quiz)
    await quiz.bob.click(question, custom_id=option(quiz, question))
    await quiz.alice.slash(quiz.channel, "quiz stop")
    assert f"🥇 {quiz.bob.mention}" in shown(quiz.said()[-1])


async def test_a_stop_during_the_reveal_ends_the_game_once(quiz):
    question = await start(quiz)
    await quiz.bob.click(question, custom_id=option(quiz, question))
    await quiz.env.advance_time(SECONDS)
    await quiz.alice.slash(quiz.channel, "quiz stop")
    assert [("stopped" in shown(message)) for message in quiz.said()].count(True) == 1
    await quiz.env.advance_time(60)
    assert "The quiz was stopped" in shown(quiz.said()[-1])


async def test_the_starter_skips_and_others_vote(quiz):
    question = await start(quiz)
    result = await quiz.bob.click(question, custom_id=buttons(question, "skip")["Skip"])
    assert "Only those who play" in told(quiz, result)
    await quiz.bob.click(question, custom_id=option(quiz, question))
    await quiz.admin.click(question, custom_id=option(quiz, question))
    result = await quiz.bob.click(question, custom_id=buttons(question, "skip")["Skip"])
    assert "1 more" in told(quiz, result)
    await quiz.alice.slash(quiz.channel, "quiz skip")
    assert "2 of 2 right" in shown(quiz.said()[-1])


async def test_the_hint_strikes_out_two_wrong_options(quiz):
    question = await start(quiz)
    result = await quiz.bob.click(question, custom_id=buttons(question, "hint")["Hint (half points)"])
    assert question_of(quiz).answer not in told(quiz, result)
    await quiz.bob.click(question, custom_id=option(quiz, question))
    await quiz.admin.click(question, custom_id=option(quiz, question))
    await quiz.env.advance_time(SECONDS)
    points = dict(re.findall(r"<@(\d+)> \*\*\+(\d+)\*\*", shown(quiz.said()[-1])))
    assert int(points[str(quiz.bob.id)]) == int(points[str(quiz.admin.id)]) // 2


async def test_the_score_is_for_whoever_asks(quiz):
    question = await start(quiz)
    await quiz.bob.click(question, custom_id=option(quiz, question))
    await quiz.env.advance_time(SECONDS)
    result = await quiz.alice.slash(quiz.channel, "quiz score")
    assert quiz.bob.mention in told(quiz, result)


async def test_three_rounds_of_silence_end_the_game(quiz):
    await start(quiz)
    for _ in range(3):
        await quiz.env.advance_time(SECONDS)
        await quiz.env.advance_time(REVEAL_S)
    assert "nobody answers" in shown(quiz.said()[-1])


async def test_play_again_starts_the_same_kind_of_game(quiz):
    question = await start(quiz, questions=1)
    await quiz.bob.click(question, custom_id=custom_ids(question)[0])
    await quiz.env.advance_time(SECONDS)
    await quiz.env.advance_time(REVEAL_S)
    podium = quiz.said()[-1]
    result = await quiz.bob.click(podium, custom_id=buttons(podium, "again")["Play again"])
    assert "A quiz about Ballard" in told(quiz, result, is_private=False)
    assert "Question 1 of 1" in shown(quiz.said()[-1])


async def test_a_message_starts_and_stops_a_game(quiz):
    await quiz.alice.send(quiz.channel, "!ballard quiz 2")
    assert "Question 1 of 2" in "\n".join(map(shown, quiz.said()))
    await quiz.alice.send(quiz.channel, "!ballard quiz stop")
    assert "The quiz was stopped" in "\n".join(map(shown, quiz.said()))


async def test_the_rights_of_a_guild_are_kept(quiz, kept):
    await kept.settings.save(quiz.guild.id, GuildSettings(starters=Players.MODERATORS))
    result = await quiz.alice.slash(quiz.channel, "quiz start")
    assert "Only moderators" in told(quiz, result)
    result = await quiz.admin.slash(quiz.channel, "quiz start")
    assert "A quiz about" in told(quiz, result, is_private=False)


async def test_bots_and_webhooks_do_not_play(quiz):
    await start(quiz, style="typed")
    robot = quiz.guild.add_member(quiz.env.create_user("robot", bot=True))
    await robot.send(quiz.channel, question_of(quiz).answer)
    await quiz.env.advance_time(SECONDS)
    assert "Nobody answered" in shown(quiz.said()[-1])
