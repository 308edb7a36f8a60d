"""Suggestions: who may decide, limits, and two at once."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.curation.drafts import Draft, DraftRefused
from bot.core.curation.suggestions import LIMITS, MAX_OPEN, REASON_CHARS, Verdict, checked
from bot.core.errors import NotAllowed, UserError
from bot.core.guilds import Actor, GuildSettings
from bot.services.guild_settings import GuildSettingsService
from bot.services.suggesting import IS_REMARK, AlreadyDecided, Suggesting
from tests.curation_fakes import FakeSuggestions
from tests.e2e.ideas_fakes import FakeCurator
from tests.e2e.shows import lighthouse
from tests.fakes import FakeSettings

GUILD, OTHER = 7, 8
MEMBER, CURATOR, MANAGER = Actor(1), Actor(2, frozenset({5})), Actor(3, is_manager=True, is_moderator=True)
DRAFT = Draft("lamp", text="The boat is red.", asked="Which colour is the boat?")
NOW = datetime(2031, 5, 14, tzinfo=UTC)


class SlowCurator(FakeCurator):
    """Takes long enough to keep a fact that somebody else can press in the meantime."""

    async def save(self, guild_id, actor, draft, *, fact_id="", expected=0):
        await asyncio.sleep(0)
        return await super().save(guild_id, actor, draft, fact_id=fact_id, expected=expected)


class SlowSuggestions(FakeSuggestions):
    """Lets others go first while it counts."""

    async def count_open(self, guild_id, user_id):
        count = await super().count_open(guild_id, user_id)
        await asyncio.sleep(0)
        return count


@pytest.fixture
def kept() -> SlowSuggestions:
    return SlowSuggestions()


@pytest.fixture
def curator() -> SlowCurator:
    return SlowCurator((lighthouse(),))


@pytest.fixture
async def suggesting(kept, curator) -> Suggesting:
    store = FakeSettings()
    for guild_id in (GUILD, OTHER):
        await store.save(guild_id, GuildSettings(curator_role_ids=frozenset({5})))
    return Suggesting(kept, GuildSettingsService(store), curator, lambda: NOW)


async def test_a_suggestion_is_kept_and_becomes_a_fact(suggesting, curator):
    made = await suggesting.suggest(GUILD, MEMBER, DRAFT)
    assert await suggesting.waiting(GUILD, CURATOR) == (made,)
    approved = await suggesting.approve(GUILD, CURATOR, made.id)
    assert approved.revision.state.own.fact.text == DRAFT.text
    assert approved.suggestion.decided_by == CURATOR.user_id
    assert await suggesting.waiting(GUILD, CURATOR) == ()


@pytest.mark.parametrize("actor", [MEMBER, Actor(4, is_moderator=True), Actor(4, frozenset({6}))])
async def test_only_curators_decide_and_look(suggesting, curator, actor):
    made = await suggesting.suggest(GUILD, MEMBER, DRAFT)
    for act in (
        suggesting.waiting(GUILD, actor),
        suggesting.find(GUILD, actor, made.id),
        suggesting.form(GUILD, actor, made.id),
        suggesting.approve(GUILD, actor, made.id),
        suggesting.reject(GUILD, actor, made.id),
    ):
        with pytest.raises(NotAllowed):
            await act
    assert curator.revisions == []


async def test_another_guild_has_no_such_suggestion(suggesting):
    made = await suggesting.suggest(GUILD, MEMBER, DRAFT)
    for act in (suggesting.approve(OTHER, MANAGER, made.id), suggesting.reject(OTHER, MANAGER, made.id)):
        with pytest.raises(UserError, match="no such suggestion"):
            await act
    assert await suggesting.mine(OTHER, MEMBER.user_id) == ()
    assert len(await suggesting.mine(GUILD, MEMBER.user_id)) == 1


@pytest.mark.parametrize("first", ["approve", "reject"])
@pytest.mark.parametrize("second", ["approve", "reject"])
async def test_of_two_at_once_one_is_first_and_the_other_hears_of_it(suggesting, curator, first, second):
    made = await suggesting.suggest(GUILD, MEMBER, DRAFT)
    results = await asyncio.gather(
        getattr(suggesting, first)(GUILD, CURATOR, made.id),
        getattr(suggesting, second)(GUILD, MANAGER, made.id),
        return_exceptions=True,
    )
    late = [it for it in results if isinstance(it, AlreadyDecided)]
    assert len(late) == 1
    assert late[0].suggestion.decided_by == CURATOR.user_id
    assert len(curator.revisions) == (first == "approve")


async def test_many_forms_at_once_stay_within_the_limit(suggesting, kept):
    sent = (suggesting.suggest(GUILD, MEMBER, DRAFT) for _ in range(MAX_OPEN + 3))
    results = await asyncio.gather(*sent, return_exceptions=True)
    assert sum(isinstance(it, UserError) for it in results) == 3
    assert len(kept.kept) == MAX_OPEN
    await suggesting.suggest(OTHER, MEMBER, DRAFT)
    await suggesting.suggest(GUILD, CURATOR, DRAFT)


async def test_what_cannot_be_kept_stays_open(suggesting):
    made = await suggesting.suggest(GUILD, MEMBER, DRAFT)
    with pytest.raises(DraftRefused):
        await suggesting.approve(GUILD, CURATOR, made.id, replace(DRAFT, text="refuse"))
    assert await suggesting.find(GUILD, CURATOR, made.id) == made


async def test_a_remark_needs_an_edit(suggesting, curator):
    made = await suggesting.suggest(GUILD, MEMBER, Draft("lamp", text="It was blue."), fact_id="boat")
    with pytest.raises(UserError, match="no fact by itself") as caught:
        await suggesting.approve(GUILD, CURATOR, made.id)
    assert str(caught.value) == IS_REMARK
    _, draft, seen = await suggesting.form(GUILD, CURATOR, made.id)
    assert "Petrel" in draft.text
    approved = await suggesting.approve(GUILD, CURATOR, made.id, replace(draft, text="Blue."), expected=seen)
    assert approved.revision.fact_id == "boat"


async def test_a_reason_is_one_short_line(suggesting):
    made = await suggesting.suggest(GUILD, MEMBER, DRAFT)
    decided = await suggesting.reject(GUILD, CURATOR, made.id, "a\n\u202eb" + "c" * 500)
    assert decided.verdict is Verdict.REJECTED
    assert decided.reason.startswith("a bc")
    assert len(decided.reason) == REASON_CHARS


async def test_a_member_sees_the_newest_of_their_own(suggesting):
    for number in range(MAX_OPEN):
        await suggesting.suggest(GUILD, MEMBER, replace(DRAFT, text=f"Fact {number}"))
    assert [it.draft.text[-1] for it in await suggesting.mine(GUILD, MEMBER.user_id)] == list("43210")


@pytest.mark.parametrize("name", LIMITS)
def test_each_field_has_its_limit(name):
    assert checked(replace(DRAFT, **{name: "x" * LIMITS[name]}), is_remark=False)
    with pytest.raises(DraftRefused, match=f"at most {LIMITS[name]} fit") as caught:
        checked(replace(DRAFT, **{name: "x" * (LIMITS[name] + 1)}), is_remark=False)
    assert [fault.field for fault in caught.value.faults] == [name]


def test_all_that_is_wrong_is_told_at_once_and_nothing_typed_is_lost():
    draft = Draft("lamp", text="!", asked="\u200b", source="y" * 5000)
    with pytest.raises(DraftRefused) as caught:
        checked(draft, is_remark=False)
    assert [fault.field for fault in caught.value.faults] == ["text", "asked", "source"]
    assert caught.value.draft == draft


@given(st.builds(Draft, st.just("lamp"), *[st.text(max_size=600)] * 5), st.booleans())
def test_what_is_kept_holds_nothing_unseen_and_stays_as_it_is(draft, is_remark):
    try:
        kept = checked(draft, is_remark=is_remark)
    except DraftRefused:
        return
    assert checked(kept, is_remark=is_remark) == kept
    for name, limit in LIMITS.items():
        text = getattr(kept, name)
        assert len(text) <= limit
        assert not set(text) & set("\u200b\u202e\u2066\x00\r")
