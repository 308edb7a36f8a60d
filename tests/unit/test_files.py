"""What goes out as a file comes in elsewhere as the same facts, and can be undone."""

import asyncio
import random
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.bootstrap import file_reader
from bot.core.curation.checking import check, draft_of, own_of
from bot.core.curation.exporting import names_in
from bot.core.curation.limits import MAX_FILE_BYTES, MAX_OWN_FACTS, MAX_OWN_SHOWS
from bot.core.curation.overlaying import base_packs
from bot.core.curation.revisions import HIDDEN, UNTOUCHED, Act, Change, OwnFact, OwnShow, State
from bot.core.errors import NotAllowed, UserError
from bot.core.guilds import Actor, GuildSettings
from bot.core.knowledge.facts import Entity, Fact, Pack, Quiz, Quotation, Source, Topic, Value
from bot.core.quiz.lists import renamed
from bot.ops.places import FACTS_DIR
from bot.services.files import (
    IS_UNDONE,
    NO_IMPORT,
    NOTHING_NEW,
    SWITCHED_OFF,
    TAKEN,
    TOO_LARGE,
    FileRefused,
    Files,
    Outdated,
)
from bot.services.guild_settings import GuildSettingsService
from bot.services.question_lists import FULL, MAX_LISTS, NO_LIST, TAKEN_BY_LIST, TOO_MANY, GuildLists
from bot.storage.pack_writing import write_pack
from tests.fakes import fake_storage, slowly

NOW = datetime(2031, 5, 4, 12, 0, 0, 123_456, tzinfo=UTC)
HERE, THERE = 1, 2
CURATOR_ROLE = 7
MANAGER = Actor(11, is_manager=True)
CURATOR = Actor(12, frozenset({CURATOR_ROLE}))
MEMBER = Actor(13)
DAY = date(2031, 2, 3)
PAPER = Source("paper", "The Harbour Paper", DAY)
READ = file_reader(FACTS_DIR)
MOONMILK = Path(__file__).resolve().parents[1] / "packs" / "moonmilk.yaml"


def fact(fact_id: str, text: str = "Ann leads.", **said: object) -> Fact:
    return Fact(fact_id, "quay", "cast", text, f"Who is {fact_id}?", "paper", DAY, **said)


QUAY = Pack(
    "quay",
    "The Quay",
    (Topic("cast", "Cast", ("actors",)),),
    (PAPER,),
    (fact("lead"), fact("boat", "The boat is the Petrel.")),
    (Entity("ann", "person", "Ann Ash"),),
    aliases=("Quay",),
    summary="A quay.",
)
FULL_FACT = fact(
    "own",
    "Odile sails.",
    kinds=("actor_of",),
    asked=("who sails", "who steers?"),
    about=("ann",),
    keywords=("sailor",),
    season=2,
    periods=("May 2031",),
    where="page 3",
    quotation=Quotation("I sail.", "ann"),
    value=Value("person", "Odile Marchand", accepted=("Odile",)),
    spoiler=True,
    quiz=(Quiz("Who is at the helm?", wrong=("Pike", "Tom", "Lena")), Quiz("Who sails, then?", is_stated=False)),
)
NEWS = Source("own-news", "The “News”, no. 1", date(2031, 4, 5), "Harbour Press", "https://news.example/a?b=1")


class Desk:
    """Files over storage in memory."""

    def __init__(self, *packs: Pack) -> None:
        self.kept = fake_storage()
        self.settings = GuildSettingsService(self.kept.settings)
        self.lists = GuildLists(self.kept.lists)
        self.shared = packs or (QUAY,)
        self.changed: list[int] = []
        self.files = Files(
            self.kept.revisions,
            self.lists,
            self.settings,
            self.shared,
            lambda: NOW,
            read=READ,
            write=write_pack,
            on_change=self.changed.append,
        )

    async def own(
        self, guild_id: int, *facts: Fact, source: Source = NEWS, topic: str = "Cast", show_id="quay", entities=()
    ):
        changes = [
            Change(
                show_id,
                it.id,
                Act.ADD,
                State(OwnFact(replace(it, show_id=show_id, source_id=source.id), source, topic, entities)),
                await self.newest(guild_id, it.id, show_id),
            )
            for it in facts
        ]
        return await self.kept.revisions.record(guild_id, changes, by=1, at=NOW)

    async def newest(self, guild_id: int, fact_id: str, show_id: str = "quay") -> int:
        return (await self.kept.revisions.newest_ids(guild_id)).get((show_id, fact_id), 0)

    async def change(self, guild_id: int, fact_id: str, state: State) -> None:
        change = Change("quay", fact_id, Act.EDIT, state, await self.newest(guild_id, fact_id))
        await self.kept.revisions.record(guild_id, [change], by=1, at=NOW)

    async def export(self, guild_id: int, *, merged: bool = False, show_id: str = "quay") -> str:
        files = await self.files.export(guild_id, MANAGER, show_id, merged=merged)
        assert not files.left_out
        ((_, text),) = files.texts
        return text

    async def read(self, guild_id: int, text: str | bytes, name: str = "upload.yaml"):
        data = text if isinstance(text, bytes) else text.encode()
        return await self.files.read(guild_id, MANAGER, name, data)

    async def take_in(self, guild_id: int, text: str, name: str = "upload.yaml"):
        return await self.files.apply(guild_id, MANAGER, await self.read(guild_id, text, name))

    async def base(self, guild_id: int) -> tuple[Pack, ...]:
        return base_packs(self.shared, await self.kept.revisions.overlay(guild_id))


@pytest.fixture
def desk() -> Desk:
    return Desk()


HEAD = """\
show: {id: quay, title: The Quay}
topics: {cast: {title: Cast}}
sources: {paper: {title: The Harbour Paper, date: 2031-02-03}}
facts:
"""


def pack_of(*ids: object, text: str = "Ann leads.", show: str = "quay", title: str = "The Quay") -> str:
    head = HEAD.replace("id: quay, title: The Quay", f"id: {show}, title: {title}")
    return head + "".join(
        f"- {{id: {it}, topic: cast, question: Who is {it}?, text: '{text}', source: paper}}\n" for it in ids
    )


@pytest.mark.parametrize("merged", [False, True])
async def test_an_export_is_equal_byte_by_byte_after_an_import_elsewhere(desk, merged):
    await desk.own(HERE, FULL_FACT, fact("lead", "Odile leads now."))
    text = await desk.export(HERE, merged=merged)
    applied = await desk.take_in(THERE, text)
    assert set(applied.proposal.new) == {"own"}
    assert applied.proposal.changed == ("lead",)
    assert await desk.export(THERE, merged=merged) == text
    assert desk.changed == [THERE]


async def test_an_export_of_own_facts_holds_nothing_else(desk):
    await desk.own(HERE, replace(FULL_FACT, about=(), quotation=None))
    pack = READ("a.yaml", (await desk.export(HERE)).encode()).pack
    assert [it.id for it in pack.facts] == ["own"]
    assert [it.name for it in pack.entities] == ["Odile Marchand"]
    assert [it.title for it in pack.sources] == [NEWS.title]


async def test_a_show_that_the_other_bot_does_not_have_comes_with_whom_it_is_about():
    shipped = READ("moonmilk.yaml", MOONMILK.read_bytes()).pack
    here, there = Desk(shipped), Desk()
    text = await here.export(HERE, merged=True, show_id="moonmilk")
    applied = await there.take_in(HERE, text)
    refused = {it.item for it in applied.proposal.refusals}
    assert len(applied.proposal.new) + len(refused) == len(shipped.facts)
    assert len(refused) < len(shipped.facts) / 10
    base = next(it for it in await there.base(HERE) if it.id == "moonmilk")
    about = {it.id: it for it in base.entities}
    for it in base.facts:
        assert it == next(old for old in shipped.facts if old.id == it.id)
        assert all(about[name] in shipped.entities for name in it.about)
    again = await there.read(HERE, text)
    assert (again.changes, again.unchanged) == ((), len(base.facts))
    second = Desk()
    own = await there.export(HERE, show_id="moonmilk")
    await second.take_in(THERE, own)
    assert await second.export(THERE, show_id="moonmilk") == own


async def test_an_imported_fact_that_is_edited_still_knows_whom_it_is_about():
    desk = Desk()
    await desk.take_in(HERE, MOONMILK.read_text(encoding="utf-8"))
    show = next(it for it in await desk.base(HERE) if it.id == "moonmilk")
    for it in show.facts:
        original = own_of(it, show)
        edited = check(draft_of(original), show, fact_id=it.id, today=DAY, original=original)
        assert {entity.id for entity in edited.entities} == set(names_in(it))
        await desk.own(HERE, replace(edited.fact, text="Else."), show_id="moonmilk", entities=edited.entities)
    after = next(it for it in await desk.base(HERE) if it.id == "moonmilk")
    known = {it.id for it in after.entities}
    assert all(name in known for it in after.facts for name in names_in(it))


async def test_an_import_changes_nothing_in_another_guild(desk):
    before = await desk.base(THERE)
    await desk.take_in(HERE, pack_of("new", "lead", text="Changed."))
    assert await desk.base(THERE) == before


async def test_the_same_file_twice_has_nothing_to_apply(desk):
    text = pack_of("new", "lead", text="Changed.").replace("title: The Harbour Paper", "title: Another Paper")
    await desk.take_in(HERE, text)
    again = await desk.read(HERE, text)
    assert (again.changes, again.unchanged) == ((), 2)
    with pytest.raises(UserError, match=NOTHING_NEW):
        await desk.files.apply(HERE, MANAGER, again)


async def test_a_summary_tells_what_is_new_changed_replaced_restored_and_unchanged(desk):
    await desk.own(HERE, fact("mine"), fact("same", "Ann leads."), source=PAPER)
    await desk.change(HERE, "boat", HIDDEN)
    proposal = await desk.read(HERE, pack_of("new", "mine", "same", "boat", text="Ann leads."))
    assert proposal.new == ("new",)
    assert (proposal.changed, proposal.replaced) == ((), ())
    assert proposal.restored == ("boat",)
    assert proposal.unchanged == 2
    proposal = await desk.read(HERE, pack_of("mine", "lead", text="Else."))
    assert proposal.changed == ("mine", "lead")
    assert proposal.replaced == ("mine",)


async def test_what_is_as_in_the_shared_pack_becomes_no_copy_of_it(desk):
    text = await desk.export(HERE, merged=True)
    await desk.change(HERE, "lead", HIDDEN)
    await desk.own(HERE, fact("boat", "Else."))
    applied = await desk.take_in(HERE, text)
    assert applied.proposal.restored == ("lead",)
    assert applied.proposal.changed == ("boat",)
    assert [it.state for it in await desk.kept.revisions.batch(HERE, applied.batch_id)] == [UNTOUCHED] * 2
    assert await desk.base(HERE) == (QUAY,)


async def test_a_whole_import_is_undone_and_the_undo_too(desk):
    await desk.own(HERE, fact("mine"))
    await desk.change(HERE, "boat", HIDDEN)
    before = write_pack((await desk.base(HERE))[0])
    applied = await desk.take_in(HERE, pack_of("new", "mine", "lead", "boat", text="Else."))
    after = write_pack((await desk.base(HERE))[0])
    undone = await desk.files.undo(HERE, MANAGER, applied.batch_id)
    assert len(undone.revisions) == 4
    assert undone.changed_since == ()
    assert write_pack((await desk.base(HERE))[0]) == before
    with pytest.raises(UserError, match=IS_UNDONE):
        await desk.files.undo(HERE, MANAGER, applied.batch_id)
    await desk.files.undo(HERE, MANAGER, undone.batch_id)
    assert write_pack((await desk.base(HERE))[0]) == after


async def test_an_undo_leaves_what_was_changed_since(desk):
    applied = await desk.take_in(HERE, pack_of("new", "lead", text="Else."))
    await desk.own(HERE, fact("lead", "Later."))
    undone = await desk.files.undo(HERE, MANAGER, applied.batch_id)
    assert [it.fact_id for it in undone.revisions] == ["new"]
    assert undone.changed_since == ("lead",)
    (quay,) = await desk.base(HERE)
    assert quay.fact("lead").text == "Later."


@pytest.mark.parametrize("batch_id", [0, 1, 99, 10**17])
async def test_there_is_no_import_of_another_guild_or_of_no_id(desk, batch_id):
    applied = await desk.take_in(THERE, pack_of("new"))
    assert applied.batch_id == 1
    with pytest.raises(UserError, match=NO_IMPORT):
        await desk.files.undo(HERE, MANAGER, batch_id)


async def test_a_change_made_meanwhile_is_a_conflict_and_nothing_is_applied(desk):
    proposal = await desk.read(HERE, pack_of("new", "lead", text="Else."))
    await desk.own(HERE, fact("lead", "Meanwhile."))
    with pytest.raises(Outdated, match="fact lead") as caught:
        await desk.files.apply(HERE, MANAGER, proposal)
    assert caught.value.newest.state.own.fact.text == "Meanwhile."
    assert (await desk.kept.revisions.newest_ids(HERE)).keys() == {("quay", "lead")}


async def test_an_undone_fact_is_imported_again_without_a_conflict(desk):
    applied = await desk.take_in(HERE, pack_of("new"))
    await desk.files.undo(HERE, MANAGER, applied.batch_id)
    assert (await desk.take_in(HERE, pack_of("new"))).proposal.new == ("new",)


async def test_only_curators_and_only_at_that_moment(desk):
    await desk.settings.change(HERE, MANAGER, lambda old: replace(old, curator_role_ids=frozenset({CURATOR_ROLE})))
    proposal = await desk.files.read(HERE, CURATOR, "a.yaml", pack_of("new").encode())
    await desk.settings.change(HERE, MANAGER, lambda _: GuildSettings())
    for act in (
        desk.files.apply(HERE, CURATOR, proposal),
        desk.files.read(HERE, CURATOR, "a.yaml", b""),
        desk.files.export(HERE, CURATOR, "quay", merged=True),
        desk.files.undo(HERE, MEMBER, 1),
        desk.files.require(HERE, MEMBER),
    ):
        with pytest.raises(NotAllowed):
            await act
    assert await desk.kept.revisions.newest_ids(HERE) == {}
    with pytest.raises(UserError, match=NO_IMPORT):
        await desk.files.apply(THERE, MANAGER, proposal)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("text: '@everyone come'", "text holds a mention"),
        ("text: 'See [nitro](https://evil.example)'", "text holds a link"),
        ("text: Ann leads., asked: ['<@123> who']", "asked holds a mention"),
        ("text: Ann leads., where: 'www.evil.example'", "where holds a link"),
        ("text: Ann leads., value: {type: text, text: 'https://evil.example'}", "value holds a link"),
        (f"text: Ann leads., keywords: [{', '.join(f'k{it}' for it in range(51))}]", "keywords holds 51"),
        ("text: ''", "is empty"),
        ("topic: nowhere, text: Ann leads.", "'nowhere' is no topic of this file"),
        ("id: good, text: Ann leads.", "good is the id of the fact in line 5 too"),
    ],
)
async def test_a_fact_that_cannot_be_taken_is_refused_with_its_line_and_the_others_are_not(desk, said, reason):
    parts = {"id": "id: bad", "topic": "topic: cast", "source": "source: paper", "question": "question: Who?"}
    given = ", ".join([*(it for key, it in parts.items() if f"{key}:" not in said.split("text")[0]), said])
    proposal = await desk.read(HERE, pack_of("good") + f"- {{{given}}}\n")
    assert [it.line for it in proposal.refusals] == [6]
    assert reason in str(proposal.refusals[0])
    assert proposal.new == ("good",)


async def test_what_cannot_be_seen_is_taken_out_of_texts(desk):
    await desk.take_in(HERE, pack_of("new", text="Ann\u202e le\u200bads."))
    (quay,) = await desk.base(HERE)
    assert quay.fact("new").text == "Ann leads."


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"PK\x03\x04 zip", "zip"),
        (b"\xff\xfea\0", "UTF-16"),
        ("facts: é".encode("latin-1"), "not UTF-8"),
        (b"a: &x [1]\nb: *x", "anchor or alias"),
        (b"show: !!python/object {}", "tag"),
        (b"[" * 50 + b"]" * 50, "nested deeper"),
        (b"", "none of the files"),
        (b"hello", "none of the files"),
        ((HEAD + "".join(f"- {{id: f-{it}}}\n" for it in range(10_000))).encode(), "10,000 facts"),
    ],
)
async def test_a_file_that_cannot_be_used_is_refused_with_the_reason(desk, data, problem):
    with pytest.raises(FileRefused) as caught:
        await desk.read(HERE, data)
    assert problem in str(caught.value.faults[0])


async def test_a_file_over_the_limit_is_not_even_read(desk):
    with pytest.raises(UserError, match="larger than"):
        await desk.read(HERE, b"x" * (MAX_FILE_BYTES + 1))
    assert "1,024 KiB" in TOO_LARGE


async def test_a_guild_has_no_more_facts_than_it_can(desk):
    await desk.own(HERE, *(fact(f"own-{it}") for it in range(MAX_OWN_FACTS - 1)))
    with pytest.raises(UserError, match="5,001 facts of its own"):
        await desk.read(HERE, pack_of("a", "b"))
    proposal = await desk.read(HERE, pack_of("a", "own-1", text="Else."))
    await desk.own(HERE, fact("b"))
    with pytest.raises(UserError, match="5,001 facts of its own"):
        await desk.files.apply(HERE, MANAGER, proposal)


async def test_of_two_files_that_are_applied_at_once_one_gets_the_last_place(desk):
    await desk.own(HERE, *(fact(f"own-{it}") for it in range(MAX_OWN_FACTS - 1)))
    proposals = [await desk.read(HERE, pack_of(fact_id)) for fact_id in ("a", "b")]
    desk.kept.revisions.record = slowly(desk.kept.revisions.record)
    applied = (desk.files.apply(HERE, MANAGER, it) for it in proposals)
    first, second = await asyncio.gather(*applied, return_exceptions=True)
    assert first.proposal is proposals[0]
    assert isinstance(second, UserError)
    assert (await desk.kept.revisions.overlay(HERE)).own_count == MAX_OWN_FACTS


async def test_many_facts_come_out_in_files_that_are_small_enough(desk):
    facts = [fact(f"own-{it}", "word " * 90 + str(it), asked=("so " * 60 + str(it),)) for it in range(2_000)]
    await desk.own(HERE, *facts)
    files = await desk.files.export(HERE, MANAGER, "quay", merged=False)
    assert [name for name, _ in files.texts] == ["quay-own-1.yaml", "quay-own-2.yaml"]
    for _, text in files.texts:
        assert len(text.encode()) <= MAX_FILE_BYTES
        await desk.take_in(THERE, text)
    (here,), (there,) = await desk.base(HERE), await desk.base(THERE)
    assert here.facts == there.facts


async def test_ids_that_no_file_takes_are_written_as_such_that_it_does(desk):
    odile = Value("person", "Одиль", accepted=("O. M.",))
    long = Value("person", "Somebody Whose Name Is Far Too Long For An Id")
    await desk.own(HERE, fact("first", value=odile), source=replace(PAPER, title="Another"))
    await desk.own(HERE, fact("second", value=long), source=replace(PAPER, title="A third"))
    for merged in (False, True):
        text = await desk.export(HERE, merged=merged)
        other = Desk()
        await other.take_in(THERE, text)
        assert await other.export(THERE, merged=merged) == text


async def test_a_new_show_is_made_by_its_facts(desk):
    applied = await desk.take_in(HERE, pack_of("a", show="lamp", title="The Lamp"))
    assert applied.proposal.is_new_show
    assert [it.title for it in await desk.base(HERE)] == ["The Lamp", "The Quay"]
    assert [it.title for it in await desk.base(THERE)] == ["The Quay"]
    assert not (await desk.read(HERE, pack_of("b", show="lamp", title="The Lamp"))).is_new_show


@pytest.mark.parametrize(("show", "title"), [("lamp", "The quay"), ("lamp", "QUAY")])
async def test_a_new_show_has_no_name_of_another(desk, show, title):
    with pytest.raises(UserError, match=TAKEN):
        await desk.read(HERE, pack_of("a", show=show, title=title))


async def test_a_new_show_has_no_id_of_a_list(desk):
    applied = await desk.take_in(HERE, "Who?:\n- Pike\n", "lamp.yaml")
    assert applied.list_id == "lamp"
    with pytest.raises(UserError, match=TAKEN_BY_LIST):
        await desk.read(HERE, pack_of("a", show="lamp", title="The Lamp"))
    assert (await desk.read(THERE, pack_of("a", show="lamp", title="The Lamp"))).is_new_show
    early = await desk.read(HERE, pack_of("a", show="lens", title="The Lens"))
    await desk.take_in(HERE, "Why?:\n- Pike\n", "lens.yaml")
    with pytest.raises(UserError, match=TAKEN_BY_LIST):
        await desk.files.apply(HERE, MANAGER, early)


async def test_a_new_show_needs_a_title_that_pings_nobody_and_a_place(desk):
    with pytest.raises(UserError, match="title of the show in that file holds a mention"):
        await desk.read(HERE, pack_of("a", show="lamp", title="'@everyone'"))
    for number in range(MAX_OWN_SHOWS):
        show = OwnShow(f"own-{number}", f"Own {number}")
        await desk.kept.revisions.create_show(HERE, show, by=1, at=NOW)
    with pytest.raises(UserError, match="as many as I can keep"):
        await desk.read(HERE, pack_of("a", show="lamp", title="The Lamp"))


async def test_a_show_that_is_off_takes_nothing(desk):
    await desk.kept.revisions.switch(HERE, "quay", is_on=False, by=1, at=NOW)
    with pytest.raises(UserError, match=SWITCHED_OFF.split(".")[0]):
        await desk.read(HERE, pack_of("a"))
    with pytest.raises(UserError, match="no such show"):
        await desk.files.export(HERE, MANAGER, "quay", merged=True)


async def test_there_is_nothing_to_export_without_facts(desk):
    with pytest.raises(UserError, match="no facts of this server's own"):
        await desk.files.export(HERE, MANAGER, "quay", merged=False)
    await desk.kept.revisions.create_show(HERE, OwnShow("lamp", "The Lamp"), by=1, at=NOW)
    with pytest.raises(UserError, match="no facts here"):
        await desk.files.export(HERE, MANAGER, "lamp", merged=True)


RED = "AUTHOR: Ann\nWho leads?:\n- Ann Ash\nWhich boat?:\n- Petrel\n- '07'\nNo answers:\n"


async def test_a_list_is_kept_beside_those_that_there_are(desk):
    applied = await desk.take_in(HERE, RED, "Harbour_quiz.yaml")
    assert applied.list_id == "harbour-quiz"
    assert [it.line for it in applied.proposal.refusals] == [7]
    again = await desk.read(HERE, RED, "Harbour_quiz.yaml")
    assert again.is_known
    with pytest.raises(UserError, match=NOTHING_NEW):
        await desk.files.apply(HERE, MANAGER, again)
    other = await desk.take_in(HERE, RED.replace("Petrel", "Gull"), "Harbour_quiz.yaml")
    assert other.list_id == "harbour-quiz-2"
    kept = await desk.lists.load(HERE, "harbour-quiz-2")
    assert {it.show_id for it in kept.questions} == {"harbour-quiz-2"}
    assert {it.show_title for it in kept.questions} == {"Harbour quiz"}
    assert all("by Ann" in it.source for it in kept.questions)
    with pytest.raises(UserError, match="no such question list"):
        await desk.lists.load(THERE, "harbour-quiz")


async def test_a_list_is_not_called_like_a_show(desk):
    assert (await desk.take_in(HERE, RED, "quay.yaml")).list_id == "quay-2"


async def test_a_guild_has_no_more_lists_than_it_can(desk):
    for number in range(MAX_LISTS):
        await desk.take_in(HERE, RED, f"list-{number}.yaml")
    with pytest.raises(UserError, match=FULL.split(",")[0]):
        await desk.take_in(HERE, RED, "one-more.yaml")
    (kept, *_) = await desk.lists.of_guild(HERE)
    await desk.lists.remove(HERE, kept.heading.id, kept.at)
    with pytest.raises(UserError, match=NO_LIST.split("(")[0]):
        await desk.lists.remove(HERE, kept.heading.id, kept.at)
    await desk.take_in(HERE, RED, "one-more.yaml")


async def test_a_guild_has_no_more_questions_than_it_can(desk):
    many = "".join(f"Who is {it}?:\n- Ann {it}\n" for it in range(4_500))
    for number in range(4):
        await desk.take_in(HERE, many, f"list-{number}.yaml")
    with pytest.raises(UserError, match=TOO_MANY.split(" in ")[0]):
        await desk.take_in(HERE, many, "one-more.yaml")


async def test_a_renamed_list_has_questions_of_its_own(desk):
    await desk.take_in(HERE, RED, "a.yaml")
    kept = await desk.lists.load(HERE, "a")
    assert {it.id.partition("/")[0] for it in renamed(kept, "b").questions} == {"b"}
    assert renamed(renamed(kept, "b"), "a") == kept


async def test_two_imports_at_once_come_one_after_the_other(desk):
    rng = random.Random(3)
    texts = [pack_of(*(f"f-{rng.randrange(10**6)}" for _ in range(200))) for _ in range(4)]
    proposals = await asyncio.gather(*(desk.read(HERE, text) for text in texts))
    await asyncio.gather(*(desk.files.apply(HERE, MANAGER, it) for it in proposals))
    (quay,) = await desk.base(HERE)
    assert len(quay.facts) == 2 + sum(len(it.new) for it in proposals)
