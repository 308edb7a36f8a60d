"""`/facts import`, `/facts export` and `/facts lists`, from the file that is sent to the facts that answer."""

import json
import re
from dataclasses import replace

import discord
import pytest

from bot.core.curation.limits import MAX_FILE_BYTES
from bot.core.curation.overlaying import base_packs
from bot.core.guilds import Actor
from bot.discord_ui.file_desk import GONE
from bot.services.asking import Asking
from bot.services.ports import Storage
from tests.curation_fakes import FakeRevisions
from tests.e2e.conftest import World, make_bot, simulated
from tests.e2e.fakes import FakeLibrary
from tests.e2e.quiz_play import question_of, shown, start, told
from tests.e2e.shows import ballard
from tests.fakes import fake_storage

NASTY = "@everyone <@1> [nitro](https://evil.example) **bold** \u202e`x`"
HEAD = """\
show: {id: ballard, title: Ballard}
topics: {cast: {title: Cast}}
sources: {paper: {title: The Harbour Paper, date: 2031-02-03}}
facts:
"""
RED = "AUTHOR: Ann @everyone [x](https://evil.example)\nWhich boat is it?:\n- Petrel\n- '07'\nNo answers:\n"
OPENTDB = json.dumps(
    {
        "response_code": 0,
        "results": [
            {
                "type": "multiple",
                "difficulty": "easy",
                "category": "Geography",
                "question": f"Which town is number {number}?",
                "correct_answer": f"Port {number}",
                "incorrect_answers": ["Cove", "Quay", "Bay"],
            }
            for number in range(5)
        ],
    }
)


def pack_of(*ids: object, text: str = "Ann leads.") -> str:
    return HEAD + "".join(
        f"- {{id: {it}, topic: cast, question: Who is {it}?, text: '{text}', source: paper}}\n" for it in ids
    )


async def send(world: World, text: str | bytes, name: str = "facts.yaml", who=None):
    data = text if isinstance(text, bytes) else text.encode()
    return await (who or world.admin).slash(world.channel, "facts import", file=(name, data))


def summary(result) -> discord.Message:
    (*_, message) = [it for it in (result.response, *result.followups) if it is not None]
    assert message.ephemeral
    return message


def button_ids(message: discord.Message) -> dict[str, str]:
    rows = discord.ui.View.from_message(message) if isinstance(message, discord.Message) else None
    if rows is not None:
        return {item.label: item.custom_id for item in rows.children}
    return {item["label"]: item["custom_id"] for row in message.components for item in row["components"]}


async def press(world: World, message: discord.Message, label: str, who=None):
    return await (who or world.admin).click(message, custom_id=button_ids(message)[label])


async def applied(world: World, text: str | bytes, name: str = "facts.yaml") -> discord.Message:
    """Import a file and return the card that everybody sees."""
    result = await press(world, summary(await send(world, text, name)), "Apply")
    (*_, card) = result.followups
    assert not card.ephemeral
    return card


async def base(world: World, kept: Storage, guild_id: int | None = None):
    return base_packs((ballard(),), await kept.revisions.overlay(guild_id or world.guild.id))


async def exported(world: World, what: str, who=None) -> list[tuple[str, bytes]]:
    result = await (who or world.admin).slash(world.channel, "facts export", show="ballard", what=what)
    return [(it.filename, await it.read()) for it in summary(result).attachments]


async def other_world(world: World) -> World:
    """Another guild of the same bot."""
    guild = world.env.create_guild("Harbour Watch")
    admins = guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    admin = guild.add_member(world.env.create_user("quinn"), roles=[admins])
    channel = guild.create_text_channel("harbour")
    return World(world.env, guild, channel, admin, admin, admin)


async def test_a_file_is_shown_applied_and_undone(quiz, kept):
    card = summary(await send(quiz, pack_of("new-one", "new-two")))
    assert "New: 2" in shown(card)
    assert await base(quiz, kept) == (ballard(),)
    done = await press(quiz, card, "Apply")
    public = done.followups[-1]
    assert "has imported 2 facts of Ballard." in shown(public)
    assert list(button_ids(public)) == ["Undo"]
    (pack,) = await base(quiz, kept)
    assert pack.fact("new-two").text == "Ann leads."
    await press(quiz, public, "Undo")
    undone = quiz.said()[-1]
    assert "2 facts are as before" in shown(undone)
    assert await base(quiz, kept) == (ballard(),)
    await press(quiz, undone, "Undo that")
    (pack,) = await base(quiz, kept)
    assert pack.fact("new-two")
    assert "has undone it" in shown(quiz.said()[-1])


async def test_cancel_changes_nothing(quiz, kept):
    card = summary(await send(quiz, pack_of("new")))
    await press(quiz, card, "Cancel")
    assert await base(quiz, kept) == (ballard(),)
    assert not button_ids(card)
    assert quiz.bot.file_desk._waiting == {}


async def test_what_one_guild_exports_another_imports_and_exports_the_same(quiz, kept):
    other = await other_world(quiz)
    await applied(quiz, pack_of("new", "bosch-actor", text="Somebody: leads, he says."))
    for what in ("own", "merged"):
        ((name, data),) = await exported(quiz, what)
        assert name == {"own": "ballard-own.yaml", "merged": "ballard.yaml"}[what]
        if what == "own":
            assert await base(other, kept) == (ballard(),)
            await applied(other, data, name)
        assert await exported(other, what) == [(name, data)]


async def test_undo_works_after_a_restart_and_apply_says_that_it_does_not(quiz, kept):
    card = await applied(quiz, pack_of("new"))
    waiting = summary(await send(quiz, pack_of("other")))
    await quiz.env.restart_bot(make_bot(Asking(FakeLibrary((ballard(),))), kept=kept))
    await press(quiz, card, "Undo")
    assert await base(quiz, kept) == (ballard(),)
    assert GONE in told(quiz, await press(quiz, waiting, "Apply"))
    assert await base(quiz, kept) == (ballard(),)


@pytest.mark.parametrize(
    "custom_id",
    [
        "i1:apply:0123456789abcdef",
        "i2:0",
        "i2:999999999999999999",
        "i2:{theirs}",
        "i3:y:boats:{at}",
        "i3:n:boats:1",
        "i3:y:nothing:1",
        "i1:apply:../../etc",
        "i2:-1",
        "i2:1;DROP TABLE revisions",
        "i3:y:a--b:1",
    ],
)
async def test_a_tampered_button_does_nothing_and_says_so(quiz, kept, custom_id):
    other = await other_world(quiz)
    theirs = button_ids(await applied(other, pack_of("new")))["Undo"].partition(":")[2]
    at = button_ids(await applied(other, RED, "boats.yaml"))["Remove"].rpartition(":")[2]
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="forged", custom_id=custom_id.format(theirs=theirs, at=at)))
    message = await quiz.bot.get_channel(quiz.channel.id).send("forged", view=view)
    view.stop()
    assert told(quiz, await quiz.admin.click(message, label="forged"))
    assert await base(quiz, kept) == (ballard(),)
    (pack,) = await base(other, kept, other.guild.id)
    assert pack.fact("new")
    assert len(await kept.lists.of_guild(other.guild.id)) == 1


async def test_nobody_else_applies_somebodys_file(quiz, kept):
    card = summary(await send(quiz, pack_of("new")))
    token = button_ids(card)["Apply"]
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="forged", custom_id=token))
    message = await quiz.bot.get_channel(quiz.channel.id).send("forged", view=view)
    view.stop()
    assert GONE in told(quiz, await quiz.alice.click(message, label="forged"))
    await press(quiz, card, "Apply")
    (pack,) = await base(quiz, kept)
    assert pack.fact("new")


def _manager(world):
    return Actor(world.admin.user.id, is_manager=True)


async def test_members_may_not(quiz, kept):
    for name, options in (
        ("facts import", {"file": ("a.yaml", pack_of("new").encode())}),
        ("facts export", {"show": "ballard", "what": "merged"}),
        ("facts lists", {}),
    ):
        result = await quiz.alice.slash(quiz.channel, name, **options)
        assert "Only curators can do that" in told(quiz, result)
    card = await applied(quiz, pack_of("new"))
    result = await press(quiz, card, "Undo", who=quiz.alice)
    assert "Only curators can do that" in told(quiz, result)
    (pack,) = await base(quiz, kept)
    assert pack.fact("new")


async def test_rights_that_are_lost_before_apply_change_nothing_and_lose_nothing(quiz, kept):
    role = quiz.guild.create_role("Curators")
    curator = quiz.guild.add_member(quiz.user("cora"), roles=[role])
    guild_id = quiz.guild.id
    service = quiz.bot.file_desk.files._settings
    manager = _manager(quiz)
    await service.change(guild_id, manager, lambda old: replace(old, curator_role_ids=frozenset({role.id})))
    card = summary(await send(quiz, pack_of("new"), who=curator))
    await service.change(guild_id, manager, lambda old: replace(old, curator_role_ids=frozenset()))
    assert "Only curators" in told(quiz, await press(quiz, card, "Apply", who=curator))
    assert await base(quiz, kept) == (ballard(),)
    await service.change(guild_id, manager, lambda old: replace(old, curator_role_ids=frozenset({role.id})))
    await press(quiz, card, "Apply", who=curator)
    (pack,) = await base(quiz, kept)
    assert pack.fact("new")


async def test_a_change_made_meanwhile_is_told(quiz, kept):
    mine = summary(await send(quiz, pack_of("new", text="Mine.")))
    boss = quiz.guild.add_member(
        quiz.user("boss"), roles=[quiz.guild.create_role("B", permissions=discord.Permissions(administrator=True))]
    )
    theirs = summary(await send(quiz, pack_of("new", text="Theirs."), who=boss))
    await press(quiz, theirs, "Apply", who=boss)
    assert "Somebody has changed the fact new" in told(quiz, await press(quiz, mine, "Apply"))
    (pack,) = await base(quiz, kept)
    assert pack.fact("new").text == "Theirs."


class FullDisk(FakeRevisions):
    """Revisions that cannot be kept while there is no room."""

    is_full = False

    async def record(self, *args, **options):
        if self.is_full:
            raise OSError("no space left")
        return await super().record(*args, **options)


async def test_what_could_not_be_applied_just_now_can_be_tried_again():
    kept = replace(fake_storage(), revisions=FullDisk())
    async with simulated(make_bot(Asking(FakeLibrary((ballard(),))), kept=kept)) as env:
        world = World.of(env)
        card = summary(await send(world, pack_of("new")))
        kept.revisions.is_full = True
        assert "Please try again" in told(world, await press(world, card, "Apply"))
        assert await base(world, kept) == (ballard(),)
        kept.revisions.is_full = False
        await press(world, card, "Apply")
        assert (await base(world, kept))[0].fact("new")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x" * (2 * MAX_FILE_BYTES), "larger than"),
        (b"PK\x03\x04zip", "- is a zip archive"),
        ("facts: é".encode("latin-1"), "not UTF-8"),
        (b"\xff\xfea\0", "UTF-16"),
        (b"a: &x [1]\nb: *x", "anchor or alias"),
        (b"show: !!python/object {}", "tags are not allowed"),
        (b"[" * 50 + b"]" * 50, "nested deeper"),
        (b"", "none of the files"),
        ((HEAD + "".join(f"- {{id: f-{it}}}\n" for it in range(10_000))).encode(), "10,000 facts"),
        (
            pack_of("a").replace("topic: cast", "topic: cats").encode(),
            "- line 5: facts.0.topic: 'cats' is no topic of this file; did you mean cast",
        ),
        (pack_of("a").replace("title: Ballard", f"title: '{NASTY}'").replace("topic: cast", "topic: c").encode(), ""),
    ],
)
async def test_a_file_that_cannot_be_used_is_refused_privately(quiz, kept, data, said):
    result = await send(quiz, data)
    text = told(quiz, result)
    assert said in text.replace("\\", "")
    assert await base(quiz, kept) == (ballard(),)
    assert not button_ids(summary(result))


async def test_a_file_that_is_too_large_is_refused_before_anything_is_done(quiz):
    result = await send(quiz, b"x" * (MAX_FILE_BYTES + 1))
    assert "larger than" in told(quiz, result)
    assert not result.deferred


async def test_duplicates_are_refused_with_their_line_and_the_rest_is_taken(quiz, kept):
    card = summary(await send(quiz, pack_of("a", "b", "a")))
    assert "line 7: facts.2.id: a is the id of the fact in line 5 too" in shown(card)
    assert "New: 2" in shown(card)


async def test_many_refusals_come_as_a_file(quiz):
    card = summary(await send(quiz, pack_of("a", *(["bad id"] * 30))))
    assert "Refused: 30" in shown(card)
    (file,) = card.attachments
    assert len((await file.read()).decode().splitlines()) >= 30


def is_harmless(text: str) -> bool:
    bare = re.sub(r"\\.", "", text)
    return not re.search(r"@everyone|<@1>|\]\(|https?://|\*\*bold|\u202e", bare)


@pytest.mark.parametrize("name", ["facts.yaml", f"{NASTY}.yaml".replace("/", "_")])
async def test_nothing_in_a_file_pings_links_or_formats(quiz, name):
    text = pack_of("a").replace("title: Ballard", f"title: '{NASTY}'").replace("text: 'Ann", f"text: '{NASTY}")
    card = summary(await send(quiz, text, name))
    assert is_harmless(shown(card))
    card = summary(await send(quiz, RED, name))
    assert is_harmless(shown(card))
    public = (await press(quiz, card, "Apply")).followups[-1]
    assert is_harmless(shown(public).replace(f"<@{quiz.admin.user.id}>", ""))
    lists = await quiz.admin.slash(quiz.channel, "facts lists")
    assert is_harmless(shown(lists.response).replace(f"<@{quiz.admin.user.id}>", ""))


async def test_a_list_is_played_and_named(quiz, kept):
    card = summary(await send(quiz, OPENTDB, "harbour_towns.json"))
    assert "Questions: 5" in shown(card)
    await press(quiz, card, "Apply")
    choices = await quiz.alice.autocomplete(quiz.channel, "quiz start", "list", "town")
    assert choices == [{"name": "Harbour towns (5)", "value": "harbour-towns"}]
    await start(quiz, list="harbour-towns", questions=3)
    question = question_of(quiz)
    assert question.show_id == "harbour-towns"
    assert "CC BY-SA 4.0" in question.source
    assert "opentdb.com" in question.source
    said = [shown(it) for it in quiz.said()]
    assert any("A quiz about Harbour towns: 3 questions" in it for it in said)
    assert "Harbour towns" in said[-1]


async def test_a_list_of_another_guild_is_none(quiz):
    await applied(quiz, OPENTDB, "harbour_towns.json")
    other = await other_world(quiz)
    assert await other.admin.autocomplete(other.channel, "quiz start", "list", "") == []
    result = await other.admin.slash(other.channel, "quiz start", list="harbour-towns")
    assert "no such question list" in told(other, result)
    result = await quiz.alice.slash(quiz.channel, "quiz start", list="harbour-towns", show="ballard")
    assert "one or the other" in told(quiz, result)


async def test_a_list_is_removed_after_a_second_press(quiz, kept):
    await applied(quiz, OPENTDB, "harbour_towns.json")
    result = await quiz.admin.slash(quiz.channel, "facts lists")
    assert "Harbour towns" in shown(result.response)
    asked = await press(quiz, result.response, "Remove Harbour towns")
    assert len(await kept.lists.of_guild(quiz.guild.id)) == 1
    sure = asked.response or asked.followups[-1]
    await press(quiz, sure, "Remove it")
    assert await kept.lists.of_guild(quiz.guild.id) == ()
    assert "no such question list" in told(quiz, await press(quiz, result.response, "Remove Harbour towns"))


async def test_a_list_can_be_taken_back_at_once(quiz, kept):
    card = await applied(quiz, RED, "boats.yaml")
    asked = await press(quiz, card, "Remove")
    await press(quiz, asked.response or asked.followups[-1], "Remove it")
    assert await kept.lists.of_guild(quiz.guild.id) == ()


async def test_a_show_that_there_is_not_is_not_exported(quiz):
    for name in ("nothing", "../../etc", NASTY):
        result = await quiz.admin.slash(quiz.channel, "facts export", show=name)
        assert "no such show" in told(quiz, result)
    result = await quiz.admin.slash(quiz.channel, "facts export", show="ballard")
    assert "no facts of this server" in told(quiz, result)
    choices = await quiz.admin.autocomplete(quiz.channel, "facts export", "show", "ball")
    assert [it["value"] for it in choices] == ["ballard"]
