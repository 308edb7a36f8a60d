"""What can go wrong while curating: bad input, lost rights, two at once, made-up ids. Nothing typed is ever lost."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.core.curation.limits import PHRASING_CHARS, PHRASINGS
from bot.discord_ui.buttons import EXPIRED
from tests.curation_fakes import FakeRevisions
from tests.e2e.conftest import NOW, World, make_bot, simulated
from tests.e2e.curators import FORM, Curators, card, labels, read, standing, typed_in
from tests.e2e.quiz_play import shown
from tests.e2e.shows import answering, ballard


class FailingRevisions(FakeRevisions):
    """Revisions in memory; each fault is raised once instead of keeping anything."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[Exception] = []

    async def record(self, *args, **named):
        if self.faults:
            raise self.faults.pop()
        return await super().record(*args, **named)


@pytest.fixture
async def here() -> AsyncIterator[Curators]:
    revisions = FailingRevisions()
    async with simulated(make_bot(answering(ballard()), revisions=revisions, clock=lambda: NOW)) as env:
        yield Curators(World.of(env), revisions)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("text", " \u200b\u2060 ", "**The fact** is missing"),
        ("text", "\u202e\u2066", "**The fact** is missing"),
        ("text", "ask <@123456789>", "**The fact** holds a mention"),
        ("text", "hey @everyone", "**The fact** holds a mention"),
        ("text", "[free nitro](https://evil.example)", "**The fact** holds a link"),
        ("text", "see https://evil.example", "**The fact** holds a link"),
        ("asked", "- \n-", "**Ways to ask for it** are missing"),
        ("asked", "What is it?\n" + "x" * (PHRASING_CHARS + 1), "line 2 is 201 characters long"),
        ("asked", "\n".join(f"What is {n}?" for n in range(PHRASINGS + 1)), "are 11; at most 10 lines fit"),
        ("asked", "Who is <@&1>?", "line 1 holds a mention"),
        ("asked", "\n".join(f"<@{n}> www.a.example" for n in range(20)), "line 1 holds a link"),
        ("topic", "<#123>", "**Topic** holds a mention"),
        ("value", "!!", "**Answer for quizzes** has no word in it"),
        ("source", "https://a.example", "**Source** say where this is known from"),
        ("source", "A fan\njavascript:alert(1)", "**Source** holds a link"),
        ("source", "A fan\n2031-02-31", "**Day of the source** should be one day"),
        ("source", "A fan\n2041-02-03", "**Day of the source** is yet to come"),
        ("source", "A fan https://evil.example/)[x](y", "**Link of the source** should be a web address"),
    ],
)
async def test_a_refused_form_comes_back_with_reasons_and_all_that_was_typed(here, field, typed, told):
    result = await here.preview(**{field: typed})
    assert told in read(result)
    assert labels(result) == ["Edit", "Cancel"]
    for name, text in FORM.items():
        if name != field:
            assert all(line in typed_in(result) for line in text.splitlines())
    opened = await here.press(result, "Edit")
    stands = standing(opened)
    assert {name: stands.get(name) for name in FORM if name != field} == {
        name: text for name, text in FORM.items() if name != field
    }
    seen = [word.strip("\u200b\u2060\u202e\u2066") for word in typed.split()]
    assert all(word in stands.get(field, "") for word in seen)
    assert not here.revisions.kept
    fixed = await here.fill(opened, **FORM)
    await here.press(fixed, "Save")
    assert here.acts() == ["add"]


async def test_all_faults_of_the_short_way_are_told_at_once(here):
    result = await here.use("add", question="What is <@1>?", link="javascript:x", date="soon")
    told = read(result)
    for part in ("**The fact** is missing", "line 1 holds a mention", "**Source** say", "**Link", "**Day"):
        assert part in told
    opened = await here.press(result, "Edit")
    assert standing(opened) == {"asked": "What is <@1>?", "source": "javascript:x\nsoon"}
    assert not here.revisions.kept


@pytest.mark.parametrize(
    "typed",
    [
        "!!python/object/apply:os.system ['x']",
        "&a [*a, *a]",
        "key: value # comment",
        "*bold* _it_ ~~no~~ `code` ||spoiler|| # head > quote",
        "```\nend of the block```",
        "${jndi:ldap} {0} %s '; DROP TABLE facts; --",
        "Topic: mine\nWays to ask for it: this",
    ],
)
async def test_text_that_looks_like_markup_or_code_stays_text(here, typed):
    line = " ".join(typed.split())
    preview = await here.preview(text=typed, asked=f"What is the Gull?\n{line}", value="")
    opened = await here.press(preview, "Edit")
    assert standing(opened)["text"] == line
    await here.press(preview, "Save")
    own = here.revisions.kept[0].state.own.fact
    assert own.text == line
    told = shown(card(await here.use("show", fact=f"ballard/{own.id}")))
    assert "*bold*" not in told.replace("\\*bold\\*", "")


async def test_rights_that_were_lost_before_the_form_was_sent(here):
    curator, role = await here.curator()
    opened = await here.use("add", curator)
    await here.dismiss(role)
    result = await here.fill(opened, curator, **FORM)
    assert "Only curators can do that" in read(result)
    assert FORM["text"] in typed_in(result)
    assert "Only curators can do that" in read(await here.press(result, "Edit", curator))
    await here.admin.slash(here.channel, "settings curators", role=role)
    again = await here.press(result, "Edit", curator)
    assert standing(again) == FORM
    assert not here.revisions.kept


async def test_rights_that_were_lost_before_save_undo_and_the_other_buttons(here):
    curator, role = await here.curator()
    key = await here.add(curator)
    preview = await here.preview(curator)
    fact = await here.use("show", curator, fact=key)
    history = await here.use("history", curator)
    asked = await here.press(history, "Undo 1", curator)
    pages = await here.post("f3:l:0:p:changed:", "f3:h:0:p:-", f"f1:restore:{key.replace('/', ':')}:0")
    await here.dismiss(role)
    presses = [(preview, "Save"), (preview, "Edit"), (fact, "Edit"), (fact, "Remove"), (fact, "History")]
    for result, label in [*presses, (history, "Undo 1"), (asked, "Undo it")]:
        assert "Only curators can do that" in read(await here.press(result, label, curator))
    for item in pages.components[0].children:
        assert "Only curators can do that" in read(await curator.click(pages, custom_id=item.custom_id))
    assert FORM["text"] in typed_in(preview), "the card stays"
    assert here.acts() == ["add"]


async def test_members_cannot_use_what_curators_see(here):
    key = await here.add()
    parts = key.replace("/", ":")
    message = await here.post(
        *(f"f1:{press}:{parts}:1" for press in ("edit", "remove", "restore", "history")), "f2:y:1:1"
    )
    for item in (it for row in message.components for it in row.children):
        assert "Only curators can do that" in read(await here.alice.click(message, custom_id=item.custom_id))
    assert here.acts() == ["add"]


async def edits_at_once(here: Curators) -> tuple[str, object]:
    """Let two people edit one fact, and return the fact and what the second one sees."""
    curator, _ = await here.curator()
    key = await here.add()
    mine, theirs = await here.use("edit", fact=key), await here.use("edit", curator, fact=key)
    await here.press(await here.fill(theirs, curator, text="Theirs."), "Save", curator)
    return key, await here.press(await here.fill(mine, text="Mine."), "Save")


async def test_of_two_edits_at_once_the_second_sees_both_texts(here):
    key, conflict = await edits_at_once(here)
    told = shown(card(conflict))
    assert "Somebody else has changed that fact" in told
    assert "Theirs." in told
    assert "The fact: Mine." in told
    assert await here.text(key) == "Theirs."
    await here.press(conflict, "Save")
    assert await here.text(key) == "Mine."


async def test_after_a_conflict_one_can_go_on_editing_or_leave_it(here):
    key, conflict = await edits_at_once(here)
    opened = await here.press(conflict, "Edit")
    assert standing(opened)["text"] == "Mine."
    await here.press(await here.fill(opened, text="Both."), "Save")
    assert await here.text(key) == "Both."


async def test_a_fact_that_was_removed_while_it_was_edited(here):
    key = await here.add()
    preview = await here.fill(await here.use("edit", fact=key), text="Mine.")
    await here.use("remove", fact=key)
    result = await here.press(preview, "Save")
    assert "removed that fact" in shown(card(result))
    assert "The fact: Mine." in typed_in(result)
    await here.use("restore", fact=key)
    opened = await here.press(result, "Edit")
    conflict = await here.press(await here.fill(opened), "Save")
    await here.press(conflict, "Save")
    assert await here.text(key) == "Mine."


async def test_an_undo_that_came_too_late(here):
    key = await here.add()
    asked = await here.press(await here.use("history", fact=key), "Undo 1")
    await here.press(await here.fill(await here.use("edit", fact=key), text="Later."), "Save")
    result = await here.press(asked, "Undo it")
    assert "Somebody else has changed that fact" in read(result)
    assert await here.text(key) == "Later."


@pytest.mark.parametrize(
    ("custom_id", "told"),
    [
        ("f1:save:ballard:-:0", "from another time"),
        ("f1:retype:ballard:-:0", "from another time"),
        ("f1:explode:ballard:-:0", "from another time"),
        ("f1:edit:ballard:no-such-fact:0", "no such fact"),
        ("f1:edit:no-such-show:gull:0", "no such fact"),
        ("f1:remove:ballard:-:0", "no such fact"),
        ("f1:edit:ballard:../../x:0", EXPIRED[:30]),
        ("f1:edit:ballard:x:-1", EXPIRED[:30]),
        ("f1:edit:ballard:x", EXPIRED[:30]),
        ("f2:y:999:1", "no such change"),
        ("f2:y:1:999", "Somebody else"),
        ("f2:n:0:0", "no such change"),
        ("f2:x:1:1", EXPIRED[:30]),
        ("f3:l:x:p:changed:", EXPIRED[:30]),
    ],
)
async def test_made_up_custom_ids_do_nothing(here, custom_id, told):
    key = await here.add()
    message = await here.post(custom_id)
    assert told in read(await here.admin.click(message, custom_id=custom_id))
    assert here.acts() == ["add"]
    assert await here.text(key) == FORM["text"]


@pytest.mark.parametrize("custom_id", ["f3:l:9999:p:nonsense:x", "f3:l:0:p:", "f3:h:9999:p:-", "f3:h:0:p:a/b/c"])
async def test_made_up_pages_show_a_page(here, custom_id):
    await here.add()
    message = await here.post(custom_id)
    await here.admin.click(message, custom_id=custom_id)
    assert here.acts() == ["add"]


async def test_another_guilds_revision_cannot_be_undone(here):
    key = await here.add()
    elsewhere = Curators(World.of(here.world.env), here.revisions)
    message = await elsewhere.post("f2:n:1:0", "f2:y:1:1", f"f1:remove:{key.replace('/', ':')}:1")
    for custom_id in ("f2:n:1:0", "f2:y:1:1"):
        assert "no such change" in read(await elsewhere.admin.click(message, custom_id=custom_id))
    result = await elsewhere.admin.click(message, custom_id=f"f1:remove:{key.replace('/', ':')}:1")
    assert "no such fact" in read(result)
    assert here.acts() == ["add"]


@pytest.mark.parametrize(
    "custom_id",
    [
        "ff1:ballard:no-such-fact:0:1",
        "ff1:no-such-show:-:0:1",
        "ff1:ballard:gull:1:1",
    ],
)
async def test_a_form_with_a_made_up_id_hands_back_what_was_typed(here, custom_id):
    opened = await here.use("add")
    opened._interaction.modal["custom_id"] = custom_id
    result = await here.fill(opened, **FORM)
    assert FORM["text"] in typed_in(result)
    assert "Save" not in labels(result)
    assert not here.revisions.kept


@pytest.mark.parametrize("custom_id", ["ff1:ballard:../x:0:1", "ff1:", "ff1:ballard:-:zz:1"])
async def test_forms_that_are_not_ours_are_not_taken(here, custom_id):
    opened = await here.use("add")
    opened._interaction.modal["custom_id"] = custom_id
    await here.fill(opened, **FORM)
    assert not here.revisions.kept


@pytest.mark.parametrize(
    "value", ["../../etc/passwd", "ballard/", "/", "ballard/%00", "x" * 100, "\u202e", "💥", "-1", "ballard/lead/x"]
)
async def test_values_that_were_not_offered_name_no_fact(here, value):
    for command in ("edit", "remove", "restore", "show", "history"):
        assert "no such fact" in read(await here.use(command, fact=value))
    assert not here.revisions.kept
    assert here.world.env.errors


async def test_what_was_not_kept_can_be_saved_again(here):
    preview = await here.preview()
    here.revisions.faults.append(OSError("disk full"))
    assert "Please try again" in read(await here.press(preview, "Save"))
    assert FORM["text"] in typed_in(preview)
    await here.press(preview, "Save")
    assert here.acts() == ["add"]


class BrokenTrial:
    async def try_fact(self, *_: object) -> list[tuple[str, str]]:
        raise RuntimeError("boom")


async def test_a_preview_that_fails_hands_back_what_was_typed(here):
    curating = here.world.bot.curation.curating
    trial, curating._trial = curating._trial, BrokenTrial()
    result = await here.preview()
    curating._trial = trial
    assert "my fault" in read(result)
    assert "boom" not in read(result)
    opened = await here.press(result, "Edit")
    assert standing(opened) == FORM
    assert "Save" in labels(await here.fill(opened))


async def test_a_full_guild_is_told_and_nothing_typed_is_lost(here):
    here.world.bot.curation.curating._max_facts = 1
    await here.add()
    preview = await here.preview(asked="What is the Petrel?")
    assert "as many as I can keep" in read(await here.press(preview, "Save"))
    assert "What is the Petrel?" in typed_in(preview)
    assert here.acts() == ["add"]


async def test_the_longest_form_fits_on_a_card(here):
    lines = [f"{number} {'*' * (PHRASING_CHARS - 2)}" for number in range(PHRASINGS)]
    form = {
        "topic": "t" + "_" * 59,
        "text": "x" + "*" * 499,
        "asked": "\n".join(lines),
        "value": "v" + "`" * 99,
        "source": "s" * 200 + "\nhttps://a.example/" + "b" * 380 + "\n2031-01-01",
    }
    preview = await here.preview(**form)
    assert standing(await here.press(preview, "Edit")) == form
    assert sum(len(it) for it in card(preview).embeds) <= 6000
    await here.press(preview, "Save")
    key = "/".join(here.revisions.kept[0].key)
    opened = await here.use("edit", fact=key)
    assert standing(opened)["asked"] == form["asked"]
    for command in ("show", "history"):
        assert sum(len(it) for it in card(await here.use(command, fact=key)).embeds) <= 6000
    assert replace(here.revisions.kept[0].state.own.fact).text == form["text"]
