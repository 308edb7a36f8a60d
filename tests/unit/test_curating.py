"""Curators change facts of their guild; everybody else, and every other guild, is left alone."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.curation import limits
from bot.core.curation.checking import draft_of
from bot.core.curation.drafts import Draft, DraftRefused
from bot.core.curation.revisions import Act, Change, State
from bot.core.errors import NotAllowed, UserError
from bot.core.guilds import Actor, GuildSettings
from bot.core.knowledge.facts import Pack, Value
from bot.core.knowledge.library import Library
from bot.services.asking import Asking
from bot.services.catalogue import CHANGED, Standing
from bot.services.curating import IS_REMOVED, NO_SUCH_CHANGE, NO_SUCH_FACT, NOT_REMOVED, UNCHANGED, Curating
from bot.services.curation_ports import Conflict
from bot.services.guild_settings import GuildSettingsService
from tests.curation_fakes import FakeRevisions
from tests.e2e.curation_fakes import make_curating
from tests.e2e.fakes import FakeLibrary
from tests.fakes import FakeSettings, slowly
from tests.unit.core.samples import HARBOUR, LEXICON

NOW = datetime(2031, 5, 14, 1, 30, tzinfo=UTC)
HERE, ELSEWHERE = 1, 2
MANAGER, CURATOR, MEMBER = Actor(10, is_manager=True), Actor(11, frozenset({77})), Actor(12, frozenset({78}))
DRAFT = Draft("harbour", "Boats", "The Gull is a red boat.", "What is the Gull?\nwhat colour has the gull", "", "A fan")


@dataclass
class Place:
    curating: Curating
    revisions: FakeRevisions
    store: FakeSettings
    asking: Asking
    changed: list[int] = field(default_factory=list)

    async def answer(self, question: str, guild_id: int = HERE) -> list[str]:
        asking = await self.curating._asking_of(guild_id)
        return [entry.fact.id for entry in asking.ask(question).entries]

    async def add(self, guild_id: int = HERE, **fields: str):
        return await self.curating.save(guild_id, MANAGER, replace(DRAFT, **fields))

    async def edit(self, key, guild_id: int = HERE, **fields: str):
        draft, seen = await self.curating.form(guild_id, MANAGER, key)
        return await self.curating.save(guild_id, MANAGER, replace(draft, **fields), fact_id=key[1], expected=seen)

    async def text(self, key, guild_id: int = HERE) -> str | None:
        listed = await self.curating.catalogue.find(guild_id, key)
        return listed.fact.text if listed and listed.standing is not Standing.REMOVED else None


def with_matching(packs: tuple[Pack, ...]) -> Library:
    return Library(packs, LEXICON)


def make_place(library=with_matching) -> Place:
    asking = Asking(library((HARBOUR,)))
    revisions, store, changed = FakeRevisions(), FakeSettings(), []
    curating = make_curating(
        *(asking, GuildSettingsService(store), revisions, lambda: NOW),
        library=library,
        on_change=changed.append,
    )
    return Place(curating, revisions, store, asking, changed)


@pytest.fixture
def place() -> Place:
    return make_place()


def shared_pack(place: Place) -> Pack:
    return place.asking.shows[0]


async def test_an_added_fact_answers_here_and_nowhere_else(place):
    revision = await place.add()
    assert (revision.act, revision.fact_id, revision.by, revision.at) == (Act.ADD, "what-is-the-gull", 10, NOW)
    assert await place.answer("what is the gull?") == ["what-is-the-gull"]
    assert await place.answer("what is the gull?", ELSEWHERE) == []
    assert place.changed == [HERE]


async def test_every_act_asks_for_rights_at_that_moment(place):
    key = (await place.add()).key
    acts = [
        lambda who: place.curating.preview(HERE, who, DRAFT),
        lambda who: place.curating.save(HERE, who, DRAFT),
        lambda who: place.curating.save(HERE, who, DRAFT, fact_id=key[1], expected=1),
        lambda who: place.curating.fact(HERE, who, key),
        lambda who: place.curating.form(HERE, who, key),
        lambda who: place.curating.remove(HERE, who, key),
        lambda who: place.curating.restore(HERE, who, key),
        lambda who: place.curating.undoing(HERE, who, 1),
        lambda who: place.curating.undo(HERE, who, 1, 1),
        lambda who: place.curating.history(HERE, who),
    ]
    for who in (MEMBER, CURATOR):
        for act in acts:
            with pytest.raises(NotAllowed):
                await act(who)
    assert len(place.revisions.kept) == 1
    await place.store.save(ELSEWHERE, GuildSettings(curator_role_ids=frozenset({77})))
    await place.curating.save(ELSEWHERE, CURATOR, DRAFT)
    with pytest.raises(NotAllowed):
        await place.curating.save(HERE, CURATOR, DRAFT)


async def test_a_refused_form_changes_nothing(place):
    for draft in (replace(DRAFT, text=""), replace(DRAFT, show_id="nowhere"), replace(DRAFT, show_id="")):
        with pytest.raises(DraftRefused):
            await place.curating.preview(HERE, MANAGER, draft)
        with pytest.raises(DraftRefused):
            await place.curating.save(HERE, MANAGER, draft)
    assert not place.revisions.kept
    assert not place.changed


async def test_two_facts_with_one_question_have_two_ids(place):
    first, second = await place.add(), await place.add(text="It is a bird.")
    assert (first.fact_id, second.fact_id) == ("what-is-the-gull", "what-is-the-gull-2")


async def test_an_id_that_was_used_once_is_not_used_again(place):
    added = await place.add()
    await place.curating.undo(HERE, MANAGER, added.id, added.id)
    assert (await place.add()).fact_id == "what-is-the-gull-2"


async def test_an_edit_of_a_shared_fact_is_the_guilds_own_version(place):
    fact = shared_pack(place).facts[0]
    key = ("harbour", fact.id)
    revision = await place.edit(key, text="Changed.")
    assert revision.state.own.fact == replace(fact, text="Changed.")
    assert (await place.text(key), await place.text(key, ELSEWHERE)) == ("Changed.", fact.text)
    assert await place.answer(fact.question) == [fact.id]
    listed = await place.curating.catalogue.find(HERE, key)
    assert listed.standing is Standing.EDITED


async def test_an_edit_that_changes_nothing_is_none(place):
    key = ("harbour", shared_pack(place).facts[0].id)
    with pytest.raises(UserError, match=UNCHANGED):
        await place.edit(key)
    assert not place.revisions.kept


async def test_of_two_edits_at_once_the_second_sees_the_conflict(place):
    key = (await place.add()).key
    draft, seen = await place.curating.form(HERE, MANAGER, key)
    await place.edit(key, text="It is blue.")
    with pytest.raises(Conflict) as conflict:
        await place.curating.save(HERE, MANAGER, replace(draft, text="Red."), fact_id=key[1], expected=seen)
    assert conflict.value.newest.state.own.fact.text == "It is blue."
    newest = conflict.value.newest.id
    await place.curating.save(HERE, MANAGER, replace(draft, text="Red."), fact_id=key[1], expected=newest)
    assert await place.text(key) == "Red."


async def test_a_change_while_a_form_is_being_opened_is_a_conflict_too(place):
    key = (await place.add()).key
    edited = replace(place.revisions.kept[0].state.own.fact, text="It is blue.")
    newest = place.revisions.newest

    async def newest_then_changed(*where):
        found = await newest(*where)
        place.revisions.newest = newest
        state = State(replace(found.state.own, fact=edited))
        await place.revisions.record(HERE, [Change(*key, Act.EDIT, state, found.id)], by=1, at=NOW)
        return found

    place.revisions.newest = newest_then_changed
    draft, seen = await place.curating.form(HERE, MANAGER, key)
    with pytest.raises(Conflict):
        await place.curating.save(HERE, MANAGER, replace(draft, text="Red."), fact_id=key[1], expected=seen)
    assert await place.text(key) == "It is blue."


async def test_a_made_up_revision_is_none_that_was_seen(place):
    fact = shared_pack(place).facts[0]
    draft, _ = await place.curating.form(HERE, MANAGER, ("harbour", fact.id))
    revision = await place.curating.save(
        HERE, MANAGER, replace(draft, text="Changed."), fact_id=fact.id, expected=12345
    )
    assert revision.before == State()


async def test_what_a_base_makes_of_a_fact_is_not_kept(place):
    """A base may give a fact other source ids and entities than the guild has it with."""
    added = await place.add()
    asking_of = place.curating.catalogue._asking_of

    async def told(guild_id: int) -> Asking:
        (pack,) = (await asking_of(guild_id)).shows
        facts = tuple(replace(it, keywords=("told",)) for it in pack.facts)
        return Asking(FakeLibrary((replace(pack, facts=facts),)))

    place.curating.catalogue._asking_of = told
    edited = await place.edit(added.key, text="It is blue.")
    assert edited.state.own == replace(added.state.own, fact=replace(added.state.own.fact, text="It is blue."))


async def test_a_fact_that_was_removed_meanwhile_is_a_conflict(place):
    key = (await place.add()).key
    draft, seen = await place.curating.form(HERE, MANAGER, key)
    removed = await place.curating.remove(HERE, MANAGER, key)
    with pytest.raises(Conflict):
        await place.curating.save(HERE, MANAGER, replace(draft, text="Red."), fact_id=key[1], expected=seen)
    with pytest.raises(UserError, match=IS_REMOVED):
        await place.curating.save(HERE, MANAGER, replace(draft, text="Red."), fact_id=key[1], expected=removed.id)


@pytest.mark.parametrize("is_shared", [True, False])
async def test_remove_hides_and_restore_brings_back(place, is_shared):
    key = ("harbour", shared_pack(place).facts[0].id) if is_shared else (await place.add()).key
    before = await place.text(key)
    await place.curating.remove(HERE, MANAGER, key)
    assert await place.text(key) is None
    listed = await place.curating.catalogue.find(HERE, key)
    assert (listed.standing, listed.fact.text) == (Standing.REMOVED, before)
    assert listed.entry.pack.source(listed.fact.source_id)
    for again in (lambda: place.curating.remove(HERE, MANAGER, key), lambda: place.curating.form(HERE, MANAGER, key)):
        with pytest.raises(UserError):
            await again()
    await place.curating.restore(HERE, MANAGER, key)
    assert await place.text(key) == before
    with pytest.raises(UserError, match=NOT_REMOVED):
        await place.curating.restore(HERE, MANAGER, key)
    if is_shared:
        assert await place.text(key, ELSEWHERE) == before


async def test_another_guilds_fact_is_none_here(place):
    key = (await place.add(ELSEWHERE)).key
    for act in (place.curating.fact, place.curating.form, place.curating.remove, place.curating.restore):
        with pytest.raises(UserError, match="no such fact"):
            await act(HERE, MANAGER, key)
    with pytest.raises(UserError, match="no such fact"):
        await place.curating.save(HERE, MANAGER, DRAFT, fact_id=key[1], expected=1)
    for act in (lambda: place.curating.undoing(HERE, MANAGER, 1), lambda: place.curating.undo(HERE, MANAGER, 1, 1)):
        with pytest.raises(UserError, match=NO_SUCH_CHANGE):
            await act()
    assert (await place.curating.history(HERE, MANAGER)).total == 0
    assert len(place.revisions.kept) == 1
    assert NO_SUCH_FACT


async def test_undo_of_undo_brings_the_change_back(place):
    key = (await place.add()).key
    edited = await place.edit(key, text="It is blue.")
    undone = await place.curating.undo(HERE, MANAGER, edited.id, edited.id)
    assert await place.text(key) == DRAFT.text
    redone = await place.curating.undo(HERE, MANAGER, undone.id, undone.id)
    assert (await place.text(key), redone.act) == ("It is blue.", Act.UNDO)


async def test_undo_of_an_old_change_goes_behind_all_later_ones(place):
    added = await place.add()
    for text in ("Two.", "Three.", "Four."):
        newest = await place.edit(added.key, text=text)
    second = place.revisions.kept[2]
    undoing = await place.curating.undoing(HERE, MANAGER, second.id)
    assert [(it.field, it.before, it.after) for it in undoing.differences] == [("text", "Four.", "Two.")]
    await place.curating.undo(HERE, MANAGER, second.id, newest.id)
    assert await place.text(added.key) == "Two."
    with pytest.raises(UserError, match=UNCHANGED):
        await place.curating.undoing(HERE, MANAGER, second.id)


async def test_undo_of_an_addition_takes_the_fact_away_and_can_be_undone(place):
    added = await place.add()
    undoing = await place.curating.undoing(HERE, MANAGER, added.id)
    assert undoing.own is None
    undone = await place.curating.undo(HERE, MANAGER, added.id, added.id)
    assert await place.answer("what is the gull?") == []
    await place.curating.undo(HERE, MANAGER, undone.id, undone.id)
    assert await place.answer("what is the gull?") == ["what-is-the-gull"]


async def test_undo_sees_what_changed_since_it_was_asked_for(place):
    added = await place.add()
    edited = await place.edit(added.key, text="Two.")
    await place.edit(added.key, text="Three.")
    with pytest.raises(Conflict):
        await place.curating.undo(HERE, MANAGER, edited.id, edited.id)
    assert await place.text(added.key) == "Three."


async def test_history_tells_who_when_and_what(place):
    added = await place.add()
    await place.edit(added.key, text="It is blue.", value="blue")
    for _ in range(10):
        revision = await place.curating.remove(HERE, MANAGER, added.key)
        await place.curating.undo(HERE, MANAGER, revision.id, revision.id)
    history = await place.curating.history(HERE, MANAGER, added.key)
    assert (history.total, history.pages, len(history.changes)) == (22, 3, 10)
    assert (await place.curating.history(HERE, MANAGER, ("harbour", "pike-actor"))).total == 0
    last = await place.curating.history(HERE, MANAGER, added.key, 2)
    (edited, found), (first, made) = last.changes
    assert (edited.act, edited.by, edited.at) == (Act.EDIT, 10, NOW)
    assert [(it.field, it.before, it.after) for it in found] == [
        ("text", DRAFT.text, "It is blue."),
        ("value", "", "blue"),
    ]
    assert first.act is Act.ADD
    assert {it.before for it in made} == {""}


async def test_a_guild_keeps_a_bounded_number_of_facts(place):
    assert place.curating._max_facts == limits.MAX_OWN_FACTS == 5000
    place.curating._max_facts = 2
    first = await place.add()
    await place.edit(("harbour", shared_pack(place).facts[0].id), text="Changed.")
    for act in (place.add, lambda: place.edit(("harbour", shared_pack(place).facts[1].id), text="Changed.")):
        with pytest.raises(UserError, match="as many as I can keep"):
            await act()
    await place.edit(first.key, text="Still possible.")


async def test_of_two_who_add_at_once_one_gets_the_last_place(place):
    place.curating._max_facts = 1
    place.revisions.record = slowly(place.revisions.record)
    first, second = await asyncio.gather(place.add(), place.add(asked="Who steers the Gull?"), return_exceptions=True)
    assert first.fact_id == "what-is-the-gull"
    assert isinstance(second, UserError)
    assert len(place.revisions.kept) == 1
    await place.curating.remove(HERE, MANAGER, ("harbour", shared_pack(place).facts[2].id))
    await place.add(ELSEWHERE)
    removed = await place.curating.remove(HERE, MANAGER, first.key)
    await place.add()
    with pytest.raises(UserError, match="as many as I can keep"):
        await place.curating.undo(HERE, MANAGER, removed.id, removed.id)


async def test_a_preview_tells_what_it_answers_and_takes_over(place):
    asked = "What is the Gull?\nwho plays odile marsh\nWho plays Pike?"
    preview = await place.curating.preview(HERE, MANAGER, replace(DRAFT, asked=asked))
    assert preview.answered == ("What is the Gull?", "who plays odile marsh")
    assert preview.unanswered == ("Who plays Pike?",), "the fact that is asked by these very words goes before"
    (taken,) = preview.taken
    assert (taken.question, taken.before, taken.before_question) == (
        *("who plays odile marsh", "harbour/odile-actor", "Who plays Odile?"),
    )
    assert preview.entry.pack.source(preview.own.fact.source_id).title == "A fan"
    assert not place.revisions.kept


async def test_a_preview_tells_the_quiz_question(place):
    draft = replace(DRAFT, asked="How many boats are there?", text="There are 12 boats.", value="12 boats")
    preview = await place.curating.preview(HERE, MANAGER, draft)
    assert preview.own.fact.value == Value("number", "12", "boats")
    assert (preview.quiz.text, preview.quiz.answer) == ("How many boats are there?", "12")
    assert (await place.curating.preview(HERE, MANAGER, replace(draft, value=""))).quiz is None


async def test_search_finds_by_question_and_text_in_spite_of_slips(place):
    await place.add()
    removed = await place.add(asked="Who owns the boat?", text="Old Tam owns it.")
    await place.curating.remove(HERE, MANAGER, removed.key)
    search = place.curating.catalogue.search
    for query in ("gull", "red boat", "colour of the gul", "THE GULL"):
        assert (await search(HERE, query))[0].fact.id == "what-is-the-gull"
    assert [it.fact.id for it in await search(HERE, "tam", {Standing.REMOVED})] == ["who-owns-the-boat"]
    assert await search(HERE, "zzzzzz") == []
    assert await search(HERE, "gull", {Standing.SHARED}) == []
    assert len(await search(HERE, "", CHANGED)) == 2
    assert await search(ELSEWHERE, "", CHANGED) == []
    assert len(await search(HERE, "", limit=3)) == 3


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "edit", "remove", "restore", "undo"]),
        st.integers(0, 30),
        st.sampled_from([HERE, ELSEWHERE]),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
async def test_any_change_can_be_undone_and_touches_one_guild(steps):
    place = make_place(FakeLibrary)
    for step, number, guild_id in steps:
        other = HERE + ELSEWHERE - guild_id
        before = await snapshot(place, other)
        with suppress(UserError):
            await take(place, step, number, guild_id)
        assert await snapshot(place, other) == before
    for revision in list(place.revisions.kept):
        await bring_back(place, revision)


async def take(place: Place, step: str, number: int, guild_id: int) -> None:
    facts = await place.curating.catalogue.facts(guild_id)
    key = facts[-1 - number % len(facts)].key
    match step:
        case "add":
            await place.add(guild_id, text=f"Number {number}.")
        case "edit":
            await place.edit(key, guild_id, text=f"Number {number}.")
        case "remove":
            await place.curating.remove(guild_id, MANAGER, key)
        case "restore":
            await place.curating.restore(guild_id, MANAGER, key)
        case "undo":
            mine = [it.id for it in place.revisions.kept if it.guild_id == guild_id] or [99]
            undoing = await place.curating.undoing(guild_id, MANAGER, mine[number % len(mine)])
            await place.curating.undo(guild_id, MANAGER, undoing.revision.id, undoing.expected)


async def bring_back(place: Place, revision) -> None:
    """Undo a change, however old, and check that the fact is as it was before it."""
    newest = await place.revisions.newest(revision.guild_id, *revision.key)
    if newest.state != revision.before:
        await place.curating.undo(revision.guild_id, MANAGER, revision.id, newest.id)
    states = (await place.revisions.overlay(revision.guild_id)).states
    assert states.get(revision.key, (0, State()))[1] == revision.before


async def snapshot(place: Place, guild_id: int) -> list:
    facts = await place.curating.catalogue.facts(guild_id)
    return sorted((it.key, it.standing, draft_of(it.own)) for it in facts)


async def test_what_was_deleted_with_all_of_a_guild_is_not_listed_any_more(place):
    own, shared = (await place.add()).key, ("harbour", HARBOUR.facts[0].id)
    await place.curating.remove(HERE, MANAGER, shared)
    assert (await place.curating.catalogue.find(HERE, shared)).standing is Standing.REMOVED
    place.revisions.purge(HERE)
    listed = await place.curating.catalogue.facts(HERE)
    assert [it.key for it in listed] == [("harbour", it.id) for it in HARBOUR.facts]
    assert {it.standing for it in listed} == {Standing.SHARED}
    assert await place.curating.catalogue.find(HERE, own) is None
    assert await place.curating.catalogue.facts(HERE, CHANGED) == []
