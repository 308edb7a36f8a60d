"""Two guilds with one bot: what one has of its own is in all that it sees, and in nothing that the other sees."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from functools import cache

import discord
import pytest
from simcord.env import Env

from bot.bootstrap import load_lexicon
from bot.core.curation.limits import MAX_OWN_SHOWS
from bot.core.curation.revisions import HIDDEN, Act, Change, OwnFact, OwnShow, State
from bot.core.guilds import QuizDefaults
from bot.core.knowledge.facts import Quotation, Value
from bot.core.knowledge.library import Library
from bot.core.quiz.lists import Heading, QuestionList
from bot.core.quiz.question import Style
from bot.discord_ui.buttons import EXPIRED
from bot.discord_ui.quiz.reports import NONE_WAIT
from bot.services.asking import Asking
from bot.services.ports import Storage
from bot.services.question_lists import TAKEN_BY_LIST
from bot.services.shows import BAD_ID, BAD_TITLE, FULL, LAST, NO_SUCH_SHOW, TAKEN
from tests.e2e.conftest import NOW, World, make_bot, simulated
from tests.e2e.shows import FACTS, ballard, lighthouse
from tests.fakes import fake_storage
from tests.packs.own_facts import own_fact

MUG = own_fact("ballard", "own-mug", "Which mug stands on the desk?", "A chipped mug.")
PAINTER = own_fact(
    "ballard", "own-painter", "Who painted the mug?", "Ida Vance did.", value=Value("person", "Ida Vance")
)
SAYING = own_fact("ballard", "own-say", "What does Ida say?", "Ida says,", quotation=Quotation("Mind the mug."))
PINNED = replace(ballard().facts[0], text="Ida Vance leads the series here.")


@cache
def asking() -> Asking:
    return Asking(Library((ballard(), lighthouse()), load_lexicon(FACTS)))


@dataclass
class Clubs:
    """Two guilds; what is changed is changed `here`."""

    here: World
    there: World
    kept: Storage

    async def change(self, *changed: tuple[str, str, State]) -> None:
        revisions, guild_id = self.kept.revisions, self.here.guild.id
        for show_id, fact_id, state in changed:
            newest = await revisions.newest(guild_id, show_id, fact_id)
            change = Change(show_id, fact_id, Act.EDIT, state, newest.id if newest else 0)
            await revisions.record(guild_id, [change], by=1, at=NOW)
        self.here.bot._services.bases.changed(guild_id)

    async def add(self, *own: OwnFact) -> None:
        await self.change(*((it.fact.show_id, it.fact.id, State(own=it)) for it in own))

    async def create(self, **options):
        return await self.here.admin.slash(self.here.channel, "shows create", **options)


@pytest.fixture
async def clubs() -> AsyncIterator[Clubs]:
    kept = fake_storage()
    async with simulated(make_bot(asking(), kept=kept)) as env:
        yield Clubs(World.of(env), World.of(env), kept)


def refused(world: World, result) -> str:
    """Return what somebody is told alone; the errors behind it are met."""
    assert world.env.errors
    assert result.ephemeral
    return told(result.response)


def told(message: discord.Message | None) -> str:
    """Return all that a message shows."""
    assert message is not None
    fields = [f"{field.name} {field.value}" for embed in message.embeds for field in embed.fields]
    parts = [part for embed in message.embeds for part in (embed.title, embed.description, embed.footer.text)]
    return "\n".join(filter(None, [message.content, *parts, *fields]))


async def typed(world: World, text: str) -> str:
    before = len(world.said())
    await world.alice.send(world.channel, text)
    said = world.said()
    return told(said[-1]) if len(said) > before else ""


async def slash(world: World, command: str, **options) -> str:
    return told((await world.alice.slash(world.channel, command, **options)).response)


async def offered(world: World, command: str, option: str, text: str, **filled) -> list[str]:
    choices = await world.alice.autocomplete(world.channel, command, option, text, **filled)
    return [choice["name"] for choice in choices]


async def answer_this(world: World) -> str:
    message = await world.bob.send(world.channel, MUG.fact.question)
    return told((await world.alice.context_menu(world.channel, "Answer this", target=message)).response)


async def topic_button(world: World) -> str:
    await world.alice.send(world.channel, "!ballard cast")
    message = world.said()[-1]
    custom_id = next(it.custom_id for row in message.components for it in row.children).replace(":cast", ":our-club")
    return told((await world.bob.click(message, custom_id=custom_id)).response)


LOOKS = {
    "!ballard <question>": lambda world: typed(world, "!ballard which mug stands on the desk"),
    "!ballard <topic>": lambda world: typed(world, "!ballard our club"),
    "!ballard": lambda world: typed(world, "!ballard"),
    "mention": lambda world: typed(world, f"{world.mention} wich mug stands on the desk?"),
    "/ask": lambda world: slash(world, "ask", question="which mug stands on the desk"),
    "/ask chosen": lambda world: slash(world, "ask", question="ballard/own-mug"),
    "/topic": lambda world: slash(world, "topic", topic="our club"),
    "/quote": lambda world: slash(world, "quote", about="ballard/own-say"),
    "Answer this": answer_this,
    "/ask completion": lambda world: offered(world, "ask", "question", "which mug"),
    "/topic completion": lambda world: offered(world, "topic", "topic", "our c"),
    "/quote completion": lambda world: offered(world, "quote", "about", "What does Ida"),
    "/quiz start completion": lambda world: offered(world, "quiz start", "topic", "our c"),
    "/shows list": lambda world: slash(world, "shows list"),
    "/about": lambda world: slash(world, "about"),
}
SEEN = ("chipped mug", "Which mug", "Our club", "our-club", "Mind the mug", "What does Ida say", "38 facts", "The club")


def sees(shown: str | list[str]) -> bool:
    return any(word in part for word in SEEN for part in ([shown] if isinstance(shown, str) else shown))


@pytest.mark.parametrize("look", LOOKS)
async def test_own_facts_are_seen_at_once_here_and_not_there(clubs, look):
    before = [await LOOKS[look](world) for world in (clubs.here, clubs.there)]
    assert not any(map(sees, before))
    await clubs.add(MUG, SAYING)
    here, there = [await LOOKS[look](world) for world in (clubs.here, clubs.there)]
    assert clubs.here.env.errors is not None, "what was refused before there was the fact"
    if look != "/about":
        assert sees(here), here
    assert not sees(there)
    if "quote" not in look:
        assert there == before[1]


async def test_direct_messages_know_the_shared_facts_alone(clubs):
    await clubs.add(MUG)
    dana = clubs.here.env.create_user("dana")
    result = await dana.slash("ask", question="which mug stands on the desk")
    assert not sees(told(result.response))


async def test_an_edited_fact_reads_as_edited_here_and_as_it_was_there(clubs):
    await clubs.add(OwnFact(PINNED, ballard().source(PINNED.source_id), "Cast"))
    assert "Ida Vance leads" in await typed(clubs.here, "!ballard who plays renee ballard?")
    assert "Ida Vance leads" in await typed(clubs.here, "!ballard cast")
    assert "Maggie Q leads" in await typed(clubs.there, "!ballard who plays renee ballard?")


async def test_a_removed_fact_is_gone_here_alone(clubs):
    await clubs.change(("ballard", PINNED.id, HIDDEN))
    assert "Maggie Q leads" not in await typed(clubs.here, "!ballard cast")
    assert "Maggie Q leads" in await typed(clubs.there, "!ballard cast")
    result = await clubs.here.alice.slash(clubs.here.channel, "ask", question=f"ballard/{PINNED.id}")
    assert "Maggie Q leads" not in told(result.response)


async def test_a_button_with_the_fact_of_another_guild_tells_nothing(clubs):
    await clubs.add(MUG)
    view = discord.ui.View(timeout=None)
    custom_id = f"s1:{clubs.there.alice.id}:ballard:own-mug"
    view.add_item(discord.ui.Button(label="forged", custom_id=custom_id))
    message = await clubs.there.bot.get_channel(clubs.there.channel.id).send("forged", view=view)
    result = await clubs.there.alice.click(message, label="forged")
    assert told(result.response) == EXPIRED
    assert result.ephemeral


async def test_quizzes_ask_own_facts_here_alone(clubs):
    await clubs.add(PAINTER)
    worlds, wanted = (clubs.here, clubs.there), QuizDefaults(questions=50, style=Style.TYPED)
    rooms = [await world.bot.desk.bank.deal(world.guild.id, "ballard", None, wanted) for world in worlds]
    here, there = [{it.question.id.split("#")[0] for it in dealt} for dealt in rooms]
    assert here - there == {"ballard/own-painter"}
    started = await clubs.here.alice.slash(clubs.here.channel, "quiz start", topic="our club", style="typed")
    assert "1 question" in told(started.response)
    result = await clubs.there.alice.slash(clubs.there.channel, "quiz start", topic="our club", style="typed")
    assert "no such topic" in refused(clubs.there, result)


async def test_the_open_question_about_an_own_fact_is_not_given_away(clubs):
    await clubs.add(PAINTER)
    await clubs.here.alice.slash(clubs.here.channel, "quiz start", topic="our club", style="typed")
    result = await clubs.here.alice.slash(clubs.here.channel, "ask", question="who painted the mug")
    assert "give away" in told(result.response)


async def test_a_quiz_for_one_asks_own_facts_here_alone(clubs):
    await clubs.add(PAINTER)
    here, there = [
        await world.alice.slash(world.channel, "quiz solo", topic="our club", style="typed")
        for world in (clubs.here, clubs.there)
    ]
    assert "Who painted the mug?" in told(here.response)
    assert "no such topic" in refused(clubs.there, there)


async def test_a_reported_question_about_an_own_fact_is_looked_at_here_alone(clubs):
    await clubs.add(PAINTER)
    await clubs.kept.rulings.report(clubs.here.guild.id, "ballard/own-painter#ask", by=1, at=NOW)
    here, there = [await world.admin.slash(world.channel, "quiz reports") for world in (clubs.here, clubs.there)]
    assert "Who painted the mug?" in told(here.response)
    assert told(there.response) == NONE_WAIT


@pytest.mark.parametrize("command", ["leaderboard", "stats"])
async def test_boards_know_an_own_show_here_alone(clubs, command):
    await clubs.create(name="club", title="Zebra Club")
    here, there = [await world.alice.slash(world.channel, command, show="club") for world in (clubs.here, clubs.there)]
    assert "no such show" not in told(here.response or here.followups[-1])
    assert "no such show" in refused(clubs.there, there)


async def test_a_show_that_is_off_is_silent_here_alone(clubs):
    result = await clubs.here.admin.slash(clubs.here.channel, "shows off", show="lamp")
    assert "is off here" in told(result.response)
    assert result.ephemeral
    assert await typed(clubs.here, "!lamp") == ""
    assert await typed(clubs.here, "!lamp quiz") == ""
    assert "The Lamp" in await typed(clubs.there, "!lamp")
    assert "The Lamp at Low Tide" not in "".join(await offered(clubs.here, "ask", "question", "who plays the keeper"))
    assert await offered(clubs.here, "shows on", "show", "") == ["The Lamp at Low Tide"]
    assert await offered(clubs.there, "shows on", "show", "") == []
    assert "Switched off here The Lamp" in await slash(clubs.here, "shows list")
    result = await clubs.here.admin.slash(clubs.here.channel, "shows on", show="The Lamp at Low Tide")
    assert "is on here" in told(result.response)
    assert "The Lamp" in await typed(clubs.here, "!lamp")


async def test_the_last_show_stays_on_and_own_shows_cannot_be_switched(clubs):
    await clubs.here.admin.slash(clubs.here.channel, "shows off", show="lamp")
    result = await clubs.here.admin.slash(clubs.here.channel, "shows off", show="ballard")
    assert refused(clubs.here, result) == LAST
    await clubs.create(name="club", title="Our Club")
    result = await clubs.here.admin.slash(clubs.here.channel, "shows off", show="club")
    assert refused(clubs.here, result) == NO_SUCH_SHOW


async def test_an_own_show_has_a_command_of_its_own_here_alone(clubs):
    made = (await clubs.create(name="Night-Watch", title="Night *Watch*")).response
    assert "`!night-watch`" in told(made)
    assert "Night \\*Watch\\*" in told(made)
    assert "/facts add" in await typed(clubs.here, "!night-watch")
    assert await typed(clubs.there, "!night-watch") == ""
    fact = own_fact("night-watch", "own-1", "Who lights the lantern?", "Tam lights the lantern.")
    await clubs.add(fact)
    for text in ("!night-watch who lights the lantern?", "!NIGHT-WATCH our club"):
        assert "Tam lights the lantern." in await typed(clubs.here, text)
    assert await typed(clubs.there, "!night-watch who lights the lantern?") == ""
    assert "Night \\*Watch\\*" in await slash(clubs.here, "shows list")
    assert "Night" not in await slash(clubs.there, "shows list")
    for command in ("leaderboard", "quiz start", "topic"):
        assert "Night *Watch*" in await offered(clubs.here, command, "show", "night")
        assert await offered(clubs.there, command, "show", "night") == []


@pytest.mark.parametrize(
    ("name", "title", "problem"),
    [
        ("lamp", "Another", TAKEN),
        ("another", "the lamp at low tide", TAKEN),
        ("two words", "Another", BAD_ID),
        ("-", "Another", BAD_ID),
        ("ünder", "Another", BAD_ID),
        ("a--b", "Another", BAD_ID),
        ("a/b", "Another", BAD_ID),
        ("another", "\u200b\u202e", BAD_TITLE),
        ("another", "🎉", BAD_TITLE),
    ],
)
async def test_a_show_with_a_name_that_is_no_good_is_refused(clubs, name, title, problem):
    assert refused(clubs.here, await clubs.create(name=name, title=title)) == problem
    assert (await clubs.kept.revisions.overlay(clubs.here.guild.id)).own_shows == ()


async def test_a_show_is_not_called_as_a_question_list_of_the_guild_is(clubs):
    questions = QuestionList(Heading("birds", "Birds"), ())
    await clubs.kept.lists.put(clubs.there.guild.id, questions, by=1, at=NOW)
    assert "`!birds`" in told((await clubs.create(name="birds", title="The Birds")).response)
    await clubs.kept.lists.put(clubs.here.guild.id, replace(questions, heading=Heading("gulls", "Gulls")), by=1, at=NOW)
    assert refused(clubs.here, await clubs.create(name="gulls", title="The Gulls")) == TAKEN_BY_LIST


async def test_a_guild_has_so_many_shows_and_no_more(clubs):
    for number in range(MAX_OWN_SHOWS):
        show = OwnShow(f"show-{number}", f"Show {number}")
        await clubs.kept.revisions.create_show(clubs.here.guild.id, show, by=1, at=NOW)
    clubs.here.bot._services.bases.changed(clubs.here.guild.id)
    assert refused(clubs.here, await clubs.create(name="one-more", title="One more")) == FULL


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("shows on", {"show": "lamp"}),
        ("shows off", {"show": "lamp"}),
        ("shows create", {"name": "club", "title": "Our Club"}),
    ],
)
async def test_only_curators_choose_shows(clubs, command, options):
    before = await clubs.kept.revisions.overlay(clubs.here.guild.id)
    result = await clubs.here.alice.slash(clubs.here.channel, command, **options)
    assert "Only curators" in refused(clubs.here, result)
    assert await clubs.kept.revisions.overlay(clubs.here.guild.id) == before
    dana = clubs.here.env.create_user("dana")
    assert "only in a server" in refused(clubs.here, await dana.slash(command, **options))


async def test_a_role_of_curators_may_choose_shows(clubs):
    role = clubs.here.guild.create_role("Librarians")
    kept = clubs.kept.settings
    await kept.save(clubs.here.guild.id, replace(await kept.load(clubs.here.guild.id), curator_role_ids={role.id}))
    sam = clubs.here.guild.add_member(clubs.here.env.create_user("sam"), roles=[role])
    result = await sam.slash(clubs.here.channel, "shows create", name="club", title="Our Club")
    assert "is there, and empty" in told(result.response)


async def test_what_another_process_changes_is_seen_within_five_seconds(clubs):
    env: Env = clubs.here.env
    change = Change("ballard", "own-mug", Act.IMPORT, State(own=MUG))
    await clubs.kept.revisions.record(clubs.here.guild.id, [change], by=1, at=NOW)
    assert not sees(await typed(clubs.here, "!ballard which mug stands on the desk"))
    await env.advance_time(5)
    assert sees(await typed(clubs.here, "!ballard which mug stands on the desk"))
