"""Typed answers: by messages, by the form, and the appeals against what was refused."""

import discord
import pytest

from bot.core.guilds import QuizDefaults
from bot.core.quiz.game import REVEAL_S
from bot.core.quiz.playing import OPEN_SECRET_S
from bot.discord_ui.quiz.reports import NONE_WAIT, mark_of
from bot.services.asking import Asking
from tests.e2e.conftest import World, make_bot, simulated
from tests.e2e.fakes import FakeLibrary
from tests.e2e.quiz_play import SECONDS, buttons, question_of, running, shown, start, told
from tests.e2e.shows import ballard


def reactions(message) -> list[str]:
    return [str(reaction.emoji) for reaction in message.reactions]


async def say(world: World, who, text: str):
    """Send a message and return it as it stands afterwards."""
    sent = await who.send(world.channel, text)
    return next(message for message in world.channel.history() if message.id == sent.id)


async def type_in(world: World, who, question, text: str):
    opened = await who.click(question, custom_id=buttons(question, "type")["Answer"])
    return await who.submit_modal(opened, {"answer": text})


async def test_a_right_message_is_ticked_and_scores(quiz):
    await start(quiz, style="typed")
    answer = question_of(quiz).answer
    assert reactions(await say(quiz, quiz.bob, f"it's {answer.upper()}!")) == ["✅"]
    await quiz.env.advance_time(OPEN_SECRET_S)
    assert quiz.bob.mention in shown(quiz.said()[-1])


async def test_a_wrong_message_is_crossed_out_and_can_be_followed_by_a_right_one(quiz):
    await start(quiz, style="typed")
    assert reactions(await say(quiz, quiz.bob, "no idea at all")) == ["❌"]
    assert reactions(await say(quiz, quiz.bob, question_of(quiz).answer)) == ["✅"]


async def test_a_right_message_shortens_the_round_for_those_who_copy(quiz):
    await start(quiz, style="typed", seconds=100)
    await say(quiz, quiz.bob, question_of(quiz).answer)
    await quiz.env.advance_time(OPEN_SECRET_S)
    assert "1 of 1 right" in shown(quiz.said()[-1])


@pytest.mark.parametrize("text", ["!ballard cast", "🎉", "x" * 200, "@everyone"])
async def test_what_is_no_answer_is_left_alone(quiz, text):
    await start(quiz, style="typed")
    assert reactions(await say(quiz, quiz.bob, text)) in ([], ["❌"])
    if text != "@everyone":
        assert quiz.bob.id not in running(quiz).players


async def test_the_form_keeps_the_answer_to_oneself(quiz):
    question = await start(quiz, style="typed")
    result = await type_in(quiz, quiz.bob, question, question_of(quiz).answer)
    assert "is right" in told(quiz, result)
    result = await type_in(quiz, quiz.alice, question, "somebody else")
    assert "is not it" in told(quiz, result)
    await quiz.env.advance_time(SECONDS)
    assert "1 of 2 right" in shown(quiz.said()[-1])


async def test_a_form_sent_too_late_hands_back_what_was_typed(quiz):
    question = await start(quiz, style="typed")
    opened = await quiz.bob.click(question, custom_id=buttons(question, "type")["Answer"])
    await quiz.env.advance_time(SECONDS)
    result = await quiz.bob.submit_modal(opened, {"answer": "my *precious* words"})
    assert "That round is over" in told(quiz, result)
    assert "precious" in told(quiz, result)


async def test_two_forms_open_at_once_do_not_mix(quiz):
    question = await start(quiz, style="typed")
    first = await quiz.bob.click(question, custom_id=buttons(question, "type")["Answer"])
    second = await quiz.alice.click(question, custom_id=buttons(question, "type")["Answer"])
    await quiz.bob.submit_modal(first, {"answer": question_of(quiz).answer})
    await quiz.alice.submit_modal(second, {"answer": "wrong"})
    answers = running(quiz).round.answers
    assert (answers[quiz.bob.id].is_right, answers[quiz.alice.id].is_right) == (True, False)


async def test_without_the_intent_the_form_is_the_way():
    bot = make_bot(Asking(FakeLibrary((ballard(),))), reads_messages=False)
    async with simulated(bot, approved_intents=discord.Intents.none()) as env:
        world = World.of(env)
        question = await start(world, style="typed")
        answer = question_of(world).answer
        assert reactions(await say(world, world.bob, answer)) == []
        result = await type_in(world, world.bob, question, answer)
        assert "is right" in told(world, result)


async def test_a_hint_shows_letters(quiz):
    question = await start(quiz, style="typed")
    result = await quiz.bob.click(question, custom_id=buttons(question, "hint")["Hint (half points)"])
    assert "\\_" in told(quiz, result)


async def appeal(world: World, who):
    reveal = world.said()[-1]
    return await who.click(reveal, custom_id=buttons(reveal, "appeal")["That should count"])


async def test_a_moderator_makes_a_refused_answer_count(quiz, kept):
    question = await start(quiz, style="typed", questions=2)
    for who in (quiz.bob, quiz.alice):
        await type_in(quiz, who, question, "the lead actress")
    await quiz.env.advance_time(SECONDS)
    assert "0 of 2 right" in shown(quiz.said()[-1])
    result = await appeal(quiz, quiz.bob)
    assert "Only moderators" in told(quiz, result)
    listed = await appeal(quiz, quiz.admin)
    assert "Which answer should count" in told(quiz, listed)
    question_id = question_of(quiz).id
    result = await quiz.admin.click(listed.response, custom_id=f"q1:allow:{running(quiz).id}:1:0")
    assert quiz.bob.mention in told(quiz, result, is_private=False)
    assert quiz.alice.mention in told(quiz, result, is_private=False)
    assert running(quiz).standings[quiz.bob.id].points > 100
    assert (await kept.rulings.accepted(quiz.guild.id))[question_id] == ("the lead actress",)
    before = running(quiz).standings
    await quiz.admin.click(listed.response, custom_id=f"q1:allow:{running(quiz).id}:1:0")
    assert running(quiz).standings == before, "the points are given once"


async def test_a_report_takes_the_question_out_of_this_guilds_games(quiz, kept):
    await start(quiz, questions=1)
    reported = question_of(quiz).id
    await quiz.env.advance_time(SECONDS)
    reveal = quiz.said()[-1]
    for expected in ("Thank you", "Somebody has reported it"):
        result = await quiz.bob.click(reveal, custom_id=buttons(reveal, "report")["🚩 Report"])
        assert expected in told(quiz, result)
    assert list(await kept.rulings.reported(quiz.guild.id)) == [reported]
    await quiz.env.advance_time(REVEAL_S)
    await start(quiz, questions=50)
    assert reported not in [dealt.question.id for dealt in running(quiz).deal]


async def test_a_solo_game_is_private_to_its_end(quiz):
    result = await quiz.alice.slash(quiz.channel, "quiz solo", questions=2)
    assert "Question 1 of 2" in told(quiz, result)
    message = result.response
    for number in (1, 2):
        pressed = await quiz.alice.click(message, custom_id=f"q1:solo-option:1:{number}:0")
        assert "Source: " in shown(pressed.response or message)
        pressed = await quiz.alice.click(message, custom_id=f"q1:solo-next:1:{number}:0")
    assert "Your quiz is over" in shown(pressed.response or message)
    assert quiz.said() == []


async def test_nobody_else_plays_a_solo_game(quiz):
    result = await quiz.alice.slash(quiz.channel, "quiz solo", questions=2, style="typed")
    opened = await quiz.alice.click(result.response, custom_id="q1:solo-type:1:1:0")
    pressed = await quiz.alice.submit_modal(opened, {"answer": "nobody"})
    assert pressed.acknowledged
    game = await quiz.bot.desk.solo._games.load(quiz.guild.id, 1)
    assert game.starter_id == quiz.alice.id


async def test_moderators_look_at_reports_one_by_one(quiz, kept):
    await start(quiz, questions=2)
    ids = [dealt.question.id for dealt in running(quiz).deal]
    for _ in ids:
        await quiz.env.advance_time(SECONDS)
        reveal = quiz.said()[-1]
        await quiz.bob.click(reveal, custom_id=buttons(reveal, "report")["🚩 Report"])
        await quiz.env.advance_time(REVEAL_S)
    result = await quiz.bob.slash(quiz.channel, "quiz reports")
    assert "Only moderators" in told(quiz, result)
    result = await quiz.admin.slash(quiz.channel, "quiz reports")
    assert "Reported questions: 2" in told(quiz, result)
    message = result.response
    for verdict, expected in (("fine", "Reported questions: 1"), ("bad", NONE_WAIT)):
        waiting = await kept.rulings.reported(quiz.guild.id)
        mark = mark_of(next(iter(waiting)))
        pressed = await quiz.admin.click(message, custom_id=f"q2:{verdict}:{mark}")
        assert expected in shown(pressed.response or message)
    all_there_are = QuizDefaults(questions=1000)
    dealt = await quiz.bot.desk.bank.deal(quiz.guild.id, None, None, all_there_are)
    asked = [it.question.id for it in dealt]
    assert (ids[0] in asked, ids[1] in asked) == (True, False)
