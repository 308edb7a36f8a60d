"""What is kept, shown to whom it is about; taken away and deleted by them, and by those who manage the guild."""

import json
from datetime import timedelta

import discord
import pytest
from simcord.backend.serializers import guild_create_payload
from simcord.env import Env

from bot.core.curation.revisions import OwnShow
from bot.core.errors import NotAllowed
from bot.core.guilds import Actor, GuildSettings
from bot.core.retention import EVERY, LEFT_GUILDS
from bot.discord_ui.cogs.privacy import NOTHING_KEPT, NOTHING_OF_GUILD
from bot.discord_ui.privacy_card import ABOUT_GUILD, ABOUT_SOMEBODY, kept_card
from bot.services.asking import Asking
from bot.services.privacy import Kept
from bot.storage.people import DOERS, OWNERS
from bot.storage.privacy import CONTENT
from tests.contract.curation_samples import DRAFT, change
from tests.e2e.conftest import World, make_bot, simulated
from tests.e2e.fakes import FakeLibrary
from tests.e2e.quiz_play import SECONDS, option, shown, start
from tests.e2e.shows import ballard
from tests.fakes import fake_storage

NOW = discord.utils.utcnow()


async def days_pass(env: Env, span: timedelta) -> None:
    """Let days pass without the look at other processes' changes every few seconds."""
    env.bot.get_cog("Watch").look.cancel()
    await env.advance_time(span.total_seconds())


async def play(world: World, *players) -> None:
    """Let players answer the open question of a quiz, and the quiz go on."""
    question = await start(world, questions=2)
    for who in players:
        await who.click(question, custom_id=option(world, question))
    await world.env.advance_time(SECONDS)


def read(result) -> str:
    """What somebody alone reads."""
    answer = result.followups[-1] if result.followups else result.response
    assert answer.ephemeral
    return shown(answer)


def message_of(result):
    return result.followups[-1] if result.followups else result.response


def offered(message) -> list[str]:
    """The custom ids of the buttons under an answer."""
    return [item["custom_id"] for row in message.components for item in row["components"]]


async def privacy(world: World, who, command: str):
    return await who.slash(world.channel, f"privacy {command}")


async def test_nothing_is_kept_of_somebody_who_only_asks(quiz):
    await quiz.alice.slash(quiz.channel, "ask", question="who plays harry bosch?")
    text = read(await privacy(quiz, quiz.alice, "show"))
    assert "About you, in all servers Nothing." in text
    assert "PRIVACY.md" in text
    assert read(await privacy(quiz, quiz.alice, "delete")) == NOTHING_KEPT


async def test_show_counts_what_is_kept_about_the_caller_and_the_guild(quiz):
    await play(quiz, quiz.alice, quiz.bob)
    text = read(await privacy(quiz, quiz.bob, "show"))
    assert "Results of answers: 1" in text
    here = text.split("About this server ")[1]
    assert "Results of answers: 2" in here
    assert "30 days" in here


def test_the_policy_is_linked_where_there_is_one():
    card = kept_card(Kept({}, {}, {}), "https://example.org/privacy")
    assert "[read it](https://example.org/privacy)" in card.fields[-1].value


def test_there_are_words_for_every_table():
    naming = {column.table.name for column in (*OWNERS, *DOERS)} | {"games"}
    assert naming == ABOUT_SOMEBODY.keys()
    assert {table.name for table in CONTENT} == ABOUT_GUILD.keys()


async def test_an_export_is_a_file_for_the_caller_alone(quiz):
    await play(quiz, quiz.alice, quiz.bob)
    result = await privacy(quiz, quiz.bob, "export")
    answer = message_of(result)
    assert answer.ephemeral
    (file,) = answer.attachments
    assert file.filename == "my-data.json"
    exported = json.loads(await file.read())
    assert exported["user_id"] == str(quiz.bob.id)
    assert exported["kept"]["results"] == [{"guild_id": str(quiz.guild.id)}]
    assert str(quiz.alice.id) not in json.dumps(exported)


async def test_deleting_asks_first_and_then_deletes_here(quiz, kept):
    await play(quiz, quiz.alice, quiz.bob)
    asked = await privacy(quiz, quiz.bob, "delete")
    assert "Delete what I keep about you?" in read(asked)
    assert offered(message_of(asked)) == ["p1:here", "p1:all"]
    assert await kept.people.about_user(quiz.bob.id)
    pressed = await quiz.bob.click(message_of(asked), custom_id="p1:here")
    assert "kept about you here" in shown(pressed.response or message_of(asked))
    assert await kept.people.about_user(quiz.bob.id) == {}
    assert await kept.people.about_user(quiz.alice.id) != {}
    assert (await kept.people.about_guild(quiz.guild.id))["results"] == 2


async def test_a_running_quiz_goes_on_without_whoever_is_forgotten(quiz, kept):
    question = await start(quiz, questions=2)
    for who in (quiz.alice, quiz.bob):
        await who.click(question, custom_id=option(quiz, question))
    asked = await privacy(quiz, quiz.alice, "delete")
    await quiz.alice.click(message_of(asked), custom_id="p1:all")
    await quiz.env.advance_time(SECONDS)
    assert "1 of 1 right" in shown(quiz.said()[-1])
    await quiz.env.advance_time(10 * SECONDS)
    assert await kept.people.about_user(quiz.alice.id) == {}
    assert (await kept.scores.figures(quiz.guild.id, quiz.bob.id)).right == 1


async def test_everything_goes_in_a_direct_message_too(quiz, kept):
    await play(quiz, quiz.bob)
    dana = quiz.env.create_user("dana")
    assert "Nothing." in read(await dana.slash("privacy show"))
    other = quiz.env.create_guild("Elsewhere")
    dana_there = other.add_member(dana)
    channel = other.create_text_channel("quiz")
    await dana_there.slash(channel, "quiz start", seconds=SECONDS)
    assert "Quizzes that you started or got points in: 1" in read(await dana.slash("privacy show"))
    exported = await dana.slash("privacy export")
    assert message_of(exported).attachments
    asked = await dana.slash("privacy delete")
    assert offered(message_of(asked)) == ["p1:all"]
    await dana.click(message_of(asked), custom_id="p1:all")
    assert await kept.people.about_user(dana.id) == {}
    assert await kept.people.about_user(quiz.bob.id) != {}


async def test_looking_too_often_is_refused(quiz):
    for _ in range(5):
        await privacy(quiz, quiz.bob, "show")
    assert "Slow down" in read(await privacy(quiz, quiz.bob, "export"))
    assert quiz.env.errors


async def fill(world: World, kept) -> None:
    guild_id = world.guild.id
    await kept.settings.save(guild_id, GuildSettings(has_pictures=False))
    await kept.revisions.record(guild_id, [change()], by=world.admin.id, at=NOW)
    await kept.revisions.create_show(guild_id, OwnShow("ours", "Ours"), by=world.admin.id, at=NOW)
    await kept.suggestions.add(guild_id, DRAFT, fact_id="", by=world.bob.id, at=NOW)
    await kept.gaps.log(guild_id, "key", "Who?", show_id="harbour", at=NOW)


async def test_those_who_manage_a_guild_delete_all_of_it(quiz, kept):
    await fill(quiz, kept)
    await start(quiz, questions=2)
    assert not (await quiz.bot.desk.host.settings(quiz.guild.id)).has_pictures
    asked = await quiz.admin.slash(quiz.channel, "data purge")
    assert "Shows of its own: 1" in read(asked)
    pressed = await quiz.admin.click(asked.response, custom_id="p2:purge")
    assert "is gone" in shown(pressed.response or asked.response)
    assert await kept.people.about_guild(quiz.guild.id) == {}
    assert (await quiz.bot.desk.host.settings(quiz.guild.id)).has_pictures
    said = len(quiz.said())
    await quiz.env.advance_time(10 * SECONDS)
    assert (len(quiz.said()), await kept.people.about_guild(quiz.guild.id)) == (said, {})
    assert read(await quiz.admin.slash(quiz.channel, "data purge")) == NOTHING_OF_GUILD
    await start(quiz, questions=2)


async def test_nobody_else_deletes_it(quiz, kept):
    await fill(quiz, kept)
    command = next(it for it in await quiz.bot.tree.fetch_commands() if it.name == "data")
    quiz.guild.set_command_permissions(command, {quiz.guild.default_role: True})
    before = await kept.people.about_guild(quiz.guild.id)
    assert "Only members who may manage" in read(await quiz.bob.slash(quiz.channel, "data purge"))
    assert quiz.env.errors
    with pytest.raises(NotAllowed):
        await quiz.bot.privacy.purge(Actor(quiz.bob.id, is_moderator=True), quiz.guild.id)
    assert await kept.people.about_guild(quiz.guild.id) == before


async def test_a_right_that_was_lost_since_is_missed(quiz, kept):
    await fill(quiz, kept)
    before = await kept.people.about_guild(quiz.guild.id)
    asked = await quiz.admin.slash(quiz.channel, "data purge")
    (admins,) = quiz.env.backend.get_member(quiz.guild.id, quiz.admin.id).role_ids
    quiz.env.backend.remove_member_role(quiz.guild.id, quiz.admin.id, admins)
    pressed = await quiz.admin.click(asked.response, custom_id="p2:purge")
    assert "Only members who may manage" in read(pressed)
    assert await kept.people.about_guild(quiz.guild.id) == before


async def test_a_guild_that_removes_the_bot_is_kept_for_a_time_and_then_deleted(quiz, kept):
    await fill(quiz, kept)
    guild_id = quiz.guild.id
    quiz.env.backend.remove_guild(guild_id)
    await quiz.env.advance_time(1)
    assert await kept.departures.left_before(discord.utils.utcnow() + EVERY) == (guild_id,)
    await days_pass(quiz.env, LEFT_GUILDS - EVERY)
    assert (await kept.people.about_guild(guild_id))["own_shows"] == 1
    await days_pass(quiz.env, 2 * EVERY)
    assert await kept.people.about_guild(guild_id) == {}
    assert await kept.departures.known() == frozenset()


async def test_a_guild_that_comes_back_in_time_keeps_all(quiz, kept):
    await fill(quiz, kept)
    guild_id, backend = quiz.guild.id, quiz.env.backend
    payload = guild_create_payload(backend, backend.guilds[guild_id])
    backend.emit("GUILD_DELETE", {"id": str(guild_id)})
    await days_pass(quiz.env, LEFT_GUILDS - EVERY)
    assert await kept.departures.left_before(discord.utils.utcnow()) == (guild_id,)
    backend.emit("GUILD_CREATE", payload)
    await days_pass(quiz.env, LEFT_GUILDS + EVERY)
    assert (await kept.people.about_guild(guild_id))["own_shows"] == 1
    assert await kept.departures.left_before(discord.utils.utcnow() + timedelta(days=999)) == ()


async def test_a_removal_that_happened_while_the_bot_was_away_is_noticed():
    kept, gone = fake_storage(), 12345 << 22
    await kept.settings.save(gone, GuildSettings(has_pictures=False))
    async with simulated(make_bot(Asking(FakeLibrary((ballard(),))), kept=kept)) as env:
        await env.advance_time(1)
        assert await kept.departures.left_before(discord.utils.utcnow()) == (gone,)
        await days_pass(env, LEFT_GUILDS + EVERY)
        assert await kept.departures.known() == frozenset()
