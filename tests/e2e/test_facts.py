"""Curators add, edit, remove, restore, look up and undo, by commands, forms and buttons."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.core.curation.checking import own_of
from bot.core.curation.drafts import Draft
from bot.core.knowledge.answering import Entry
from bot.core.knowledge.facts import Value
from bot.discord_ui.curation.buttons import FactButton, Press
from bot.discord_ui.curation.cards import preview_reply
from bot.discord_ui.curation.slips import Slip, typed_card
from bot.discord_ui.replies import view_of
from bot.services.previewing import Preview, Tried
from tests.curation_fakes import FakeRevisions
from tests.e2e.conftest import NOW, World, make_bot, simulated
from tests.e2e.curators import FORM, Curators, card, labels, read, standing, typed_in
from tests.e2e.quiz_play import shown
from tests.e2e.shows import answering, ballard, lighthouse

BOSCH = "ballard/bosch-actor"


@pytest.fixture
def revisions() -> FakeRevisions:
    return FakeRevisions()


@pytest.fixture
async def here(revisions) -> AsyncIterator[Curators]:
    async with simulated(make_bot(answering(ballard()), revisions=revisions, clock=lambda: NOW)) as env:
        yield Curators(World.of(env), revisions)


@pytest.fixture
async def two(revisions) -> AsyncIterator[Curators]:
    """Two shows are loaded."""
    async with simulated(make_bot(answering(ballard(), lighthouse()), revisions=revisions, clock=lambda: NOW)) as env:
        yield Curators(World.of(env), revisions)


def some_fact():
    return next(fact for fact in ballard().facts if fact.value and not fact.quotation and not fact.spoiler)


def key_of(fact) -> str:
    return f"{fact.show_id}/{fact.id}"


async def test_add_opens_a_form_and_shows_what_it_comes_to(here):
    opened = await here.use("add")
    texts = [(label["label"], label["component"]["custom_id"]) for label in opened.modal["components"]]
    assert [name for _, name in texts] == ["topic", "text", "asked", "value", "source"]
    result = await here.fill(opened, **FORM)
    told = read(result)
    assert "Nothing is kept before you press Save" in told
    assert "The Gull is a red boat." in told
    assert "It will answer What is the Gull?" in told
    assert "Quiz question What is the Gull?\n✅ a red boat" in told
    assert "As of 4 March 2026" in told
    assert labels(result) == ["Save", "Edit", "Cancel"]
    assert not here.revisions.kept


async def test_save_keeps_the_fact_and_it_answers(here):
    result = await here.press(await here.preview(), "Save")
    assert "Try it: **What is the Gull?**" in shown(card(result))
    assert labels(result) == ["Undo", "History"]
    own = here.revisions.kept[0].state.own
    assert (own.fact.id, own.topic_title, own.source.url) == (
        *("what-is-the-gull", "Boats", "https://harbour.example/gull"),
    )
    assert (own.fact.as_of, own.fact.value) == (date(2026, 3, 4), Value("text", "a red boat"))
    assert await here.answer("What is the Gull?") == ["The Gull is a red boat."]


async def test_a_saved_fact_answers_in_the_next_message_here_and_nowhere_else(here):
    elsewhere = World.of(here.world.env)
    await here.add()
    for world, is_known in ((here.world, True), (elsewhere, False)):
        await world.alice.send(world.channel, "!ballard what is the gull?")
        told = "".join(map(shown, world.said()))
        assert ("The Gull is a red boat." in told) is is_known


async def test_the_short_way_needs_no_form(here):
    result = await here.use(
        "add", question="What is the Gull?", answer="A red boat.", source="A fan", date="4 March 2026", topic="cast"
    )
    assert "A red boat." in read(result)
    await here.press(result, "Save")
    assert await here.answer("What is the Gull?") == ["A red boat."]
    assert here.revisions.kept[0].state.own.fact.topic_id == "cast"


async def test_edit_goes_back_into_the_form_with_everything(here):
    opened = await here.press(await here.preview(), "Edit")
    assert standing(opened) == FORM
    result = await here.fill(opened, text="The Gull is a blue boat.")
    assert "blue boat" in read(result)
    await here.press(result, "Save")
    assert await here.answer("What is the Gull?") == ["The Gull is a blue boat."]


async def test_cancel_keeps_nothing(here):
    result = await here.press(await here.preview(), "Cancel")
    assert "Nothing was changed" in shown(card(result))
    assert not here.revisions.kept


def test_a_preview_warns_of_what_it_takes_over_and_does_not_answer():
    fact = some_fact()
    entry = Entry(ballard(), fact)
    tried = (
        Tried("who is it", entry.key, "ballard/other", "Who is *that*?"),
        Tried(fact.question, entry.key, entry.key),
        Tried("what is it", "ballard/other"),
    )
    card = preview_reply(Preview(own_of(fact, ballard()), entry, tried, None), Slip(Draft("ballard"))).card
    sections = {field.name: field.value for field in card.fields}
    assert sections["⚠️ It takes over from other facts"] == "who is it\n-# so far: Who is \\*that\\*?"
    assert sections["⚠️ It will not answer"] == "what is it"
    assert sections["It will answer"] == f"who is it\n{fact.question}"
    assert sections["Quiz question"].startswith("None.")


async def test_a_card_works_after_a_restart(here, revisions):
    preview = await here.preview()
    restarted = make_bot(answering(ballard()), revisions=revisions, clock=lambda: NOW)
    here.world.bot.curation = restarted.curation
    opened = await here.press(preview, "Edit")
    assert standing(opened) == FORM
    await here.press(preview, "Save")
    assert here.acts() == ["add"]


async def test_two_quick_presses_of_save_keep_one_fact(here):
    """The second press comes from a card that still shows the button."""
    draft = Draft("ballard", text="A red boat.", asked="What is the Gull?", source="A fan")
    view = view_of([FactButton.on(Press.SAVE, Slip(draft))])
    message = await here.world.bot.get_channel(here.channel.id).send(embed=typed_card(draft), view=view)
    first, second = [await here.admin.click(message, label="Save") for _ in range(2)]
    assert "Added" in read(first)
    assert "saved already" in read(second)
    assert here.acts() == ["add"]


async def test_edit_of_a_shared_fact_is_this_guilds_version(here):
    fact = some_fact()
    opened = await here.use("edit", fact=key_of(fact))
    assert standing(opened)["text"] == fact.text
    result = await here.fill(opened, text="Something else.")
    await here.press(result, "Save")
    assert await here.text(key_of(fact)) == "Something else."
    own = here.revisions.kept[0].state.own.fact
    assert (own.id, own.kinds, own.about, own.keywords) == (fact.id, fact.kinds, fact.about, fact.keywords)
    told = read(await here.use("show", fact=key_of(fact)))
    assert "this server's version of a shared fact" in told


async def test_a_form_that_changes_nothing_changes_nothing(here):
    preview = await here.fill(await here.use("edit", fact=key_of(some_fact())))
    result = await here.press(preview, "Save")
    assert "That is how it is already" in read(result)
    assert not here.revisions.kept


async def test_remove_and_restore(here):
    fact = some_fact()
    result = await here.use("remove", fact=key_of(fact))
    assert "Removed here" in read(result)
    assert await here.text(key_of(fact)) is None
    assert "removed here" in read(await here.use("show", fact=key_of(fact)))
    assert [it["value"] for it in await offered(here, "restore", "")] == [key_of(fact)]
    assert key_of(fact) not in [it["value"] for it in await offered(here, "edit", fact.question)]
    result = await here.use("restore", fact=key_of(fact))
    assert "Restored" in read(result)
    assert await here.text(key_of(fact)) == fact.text
    for command, told in (("restore", "has not been removed"), ("edit", "")):
        result = await here.use(command, fact=key_of(fact))
        assert told in (read(result) if told else "")
    assert here.world.env.errors


async def test_the_buttons_under_a_fact(here):
    key = await here.add()
    result = await here.use("show", fact=key)
    told = read(result)
    for part in ("this server's own", "Boats", "a red boat", "which boat is red", f"`{key}`"):
        assert part in told
    assert labels(result) == ["Edit", "Remove", "History"]
    opened = await here.press(result, "Edit")
    assert standing(opened)["text"] == FORM["text"]
    assert "added" in read(await here.press(result, "History"))
    await here.press(result, "Remove")
    result = await here.use("show", fact=key)
    assert labels(result) == ["Restore", "History"]
    await here.press(result, "Restore")
    assert here.acts() == ["add", "remove", "restore"]


async def test_history_shows_who_and_what_and_undoes(here):
    key = await here.add()
    opened = await here.use("edit", fact=key)
    await here.press(await here.fill(opened, text="The Gull is a blue boat."), "Save")
    result = await here.use("history", fact=key)
    told = read(result)
    assert here.admin.mention in told
    assert "~~The Gull is a red boat.~~ → The Gull is a blue boat." in told
    assert labels(result) == ["Undo 1", "Undo 2"]
    asked = await here.press(result, "Undo 1")
    assert "The Gull is a red boat." in read(asked)
    assert await here.text(key) == "The Gull is a blue boat."
    done = await here.press(asked, "Undo it")
    assert "Undone" in shown(card(done))
    assert await here.text(key) == "The Gull is a red boat."
    again = await here.press(await here.press(done, "Undo"), "Undo it")
    assert "Undone" in shown(card(again))
    assert await here.text(key) == "The Gull is a blue boat."
    gone = await here.press(await here.press(result, "Undo 2"), "Undo it")
    assert "Undone" in shown(card(gone))
    assert await here.text(key) is None


async def test_history_tells_lines_apart_and_names_all_fields_that_changed(here):
    key = await here.add()
    told = read(await here.use("history", fact=key))
    assert "Ways to ask for it: What is the Gull? / which boat is red" in told
    assert "-# and: Answer for quizzes, Source, Link of the source, Day of the source" in told
    await here.press(await here.fill(await here.use("edit", fact=key), text="Blue.", asked="What is the Gull?"), "Save")
    told = read(await here.use("history", fact=key)).partition("added")[0]
    assert "~~What is the Gull? / which boat is red~~ → What is the Gull?" in told
    assert "-# and:" not in told


@pytest.mark.parametrize("query", ["who " + "\U0001d160" * 55, "\ufb2c" * 60, "💥" * 60, "who"])
async def test_pages_of_a_search_turn_whatever_was_searched_for(here, query):
    result = await here.use("search", query=query)
    for row in card(result).message.components:
        for item in row.children:
            assert len(item.custom_id.encode("utf-16-le")) <= 200
    for item in (it for row in card(result).message.components for it in row.children if not it.disabled):
        turned = await here.admin.click(card(result).message, custom_id=item.custom_id)
        assert "page 2 of" in shown(turned.response or card(result))


async def test_an_undo_that_was_thought_better_of(here):
    key = await here.add()
    asked = await here.press(await here.use("history", fact=key), "Undo 1")
    assert "would be gone again" in read(asked)
    await here.press(asked, "Cancel")
    assert here.acts() == ["add"]


async def test_history_of_the_guild_is_paged(here):
    for number in range(6):
        key = await here.add(asked=f"What is boat {number}?")
        await here.use("remove", fact=key)
    result = await here.use("history")
    assert "12 in all, the newest first · page 1 of 2" in read(result)
    assert len(labels(result)) == 10
    message = card(result)
    turned = await here.admin.click(message, custom_id="f3:h:1:p:-")
    assert "page 2 of 2" in shown(card(turned))
    assert labels(turned) == ["Undo 11", "Undo 12"]


async def test_lists_and_searches_are_paged(here):
    assert "I find no such fact" in read(await here.use("list"))
    for number in range(11):
        await here.add(asked=f"What is boat {number}?")
    result = await here.use("list")
    assert "11 in all · page 1 of 2" in read(result)
    turned = await here.admin.click(card(result), custom_id="f3:l:1:p:changed:")
    assert "**11.** What is boat 10?" in shown(card(turned))
    result = await here.use("search", query="bot 7")
    assert "**1.** What is boat 7?" in read(result)
    assert "page 1 of 4" in read(await here.use("list", which="shared"))
    assert "I find no such fact" in read(await here.use("list", which="removed"))


async def test_facts_are_offered_by_text_in_spite_of_slips(here):
    key = await here.add()
    assert (await offered(here, "show", "the gul"))[0] == {"name": "What is the Gull?", "value": key}
    for typed in ("", "🎉", "x" * 400, "\u202e", "`", "zzzz"):
        choices = await offered(here, "edit", typed)
        assert len(choices) <= 25
        assert all(1 <= len(it["name"]) <= 100 for it in choices)


async def test_a_typed_question_is_as_good_as_a_choice(here):
    await here.add()
    assert "The Gull is a red boat." in read(await here.use("show", fact="what is the gull?"))


async def test_topics_and_shows_are_offered(two):
    topics = await two.admin.autocomplete(two.channel, "facts add", "topic", "ca", show="lamp")
    assert topics == [{"name": "Cast", "value": "Cast"}]
    shows = await two.admin.autocomplete(two.channel, "facts add", "show", "tide")
    assert [it["value"] for it in shows] == ["lamp"]


@pytest.mark.parametrize("show", [None, "nonsense"])
async def test_of_several_shows_one_is_picked_and_nothing_typed_is_lost(two, show):
    more = {"show": show} if show else {}
    result = await two.use("add", question="What is the Gull?", answer="A *red* boat.", source="A fan", **more)
    assert "Which show" in read(result)
    assert "A *red* boat." in typed_in(result)
    opened = await two.press(result, "The Lamp at Low Tide")
    assert standing(opened)["text"] == "A *red* boat."
    await two.press(await two.fill(opened), "Save")
    assert two.revisions.kept[0].show_id == "lamp"


async def test_a_form_without_a_show_asks_for_it_first(two):
    result = await two.use("add")
    assert card(result).embeds == [], "nothing was typed"
    opened = await two.press(result, "Ballard")
    await two.press(await two.fill(opened, **FORM), "Save")
    assert two.revisions.kept[0].show_id == "ballard"
    assert (await two.use("add", show="lamp")).modal


async def test_a_curator_by_role_may_and_others_may_not(here):
    curator, _ = await here.curator()
    key = await here.add(curator)
    assert here.revisions.kept[0].by == curator.id
    for command, options in (
        ("add", {}),
        ("add", {"question": "What is it?", "answer": "A boat."}),
        ("edit", {"fact": key}),
        ("remove", {"fact": key}),
        ("restore", {"fact": key}),
        ("show", {"fact": key}),
        ("list", {}),
        ("search", {"query": "gull"}),
        ("history", {}),
        ("history", {"fact": key}),
    ):
        assert "Only curators can do that" in read(await here.use(command, here.alice, **options))
    assert await offered(here, "show", "gull", here.alice) == []
    assert len(await offered(here, "show", "gull", curator)) == 1
    assert here.acts() == ["add"]
    assert here.world.env.errors


async def test_what_one_guild_does_is_unseen_in_another(here):
    fact = some_fact()
    elsewhere = Curators(World.of(here.world.env), here.revisions)
    key = await here.add()
    await here.use("remove", fact=key_of(fact))
    assert await elsewhere.text(key) is None
    assert await elsewhere.text(key_of(fact)) == fact.text
    assert "I find no such fact" in read(await elsewhere.use("list"))
    assert "Nothing has been changed" in read(await elsewhere.use("history"))
    for command in ("show", "edit", "remove", "restore", "history"):
        result = await elsewhere.use(command, fact=key)
        assert "no such fact here" in read(result)
    assert await offered(elsewhere, "restore", "") == []
    assert len(here.revisions.kept) == 2
    assert here.world.env.errors


async def offered(here: Curators, command: str, typed: str, who=None) -> list[dict[str, str]]:
    return await (who or here.admin).autocomplete(here.channel, f"facts {command}", "fact", typed)
