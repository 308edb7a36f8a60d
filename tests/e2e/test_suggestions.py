"""Suggesting facts, saying that an answer is wrong, and what curators make of that."""

from collections.abc import AsyncIterator

import discord
import pytest

from bot.core.curation.suggestions import MAX_OPEN, Verdict
from bot.discord_ui.ideas.reviewing import NO_SUCH_FACT, NONE_WAIT, NOT_SHOWN, THANKS
from bot.services.suggesting import NO_SUCH_SUGGESTION, TOO_MANY
from tests.e2e.conftest import World, simulated
from tests.e2e.ideas_play import FACT, Club, Kept, answer_to, button, labels, told
from tests.e2e.quiz_play import shown
from tests.e2e.shows import ballard, lighthouse

UNKNOWN = "what car does ballard drive?"
KNOWN = "who plays harry bosch?"
ONLY_CURATORS = "Only curators can do that"
ALL = ["Approve", "Edit and approve", "Reject"]


@pytest.fixture
async def club() -> AsyncIterator[Club]:
    kept = Kept((ballard(),))
    async with simulated(kept.bot()) as env:
        yield await Club.of(env, kept)


async def say_wrong(club: Club, text: str = "It was Titus W., since 2014.", who=None):
    """Press *This answer is wrong* under an answer, and send the form."""
    who = who or club.alice
    answer = await club.ask(KNOWN)
    opened = await who.click(answer, label="This answer is wrong")
    return await who.submit_modal(opened, {"text": text})


async def decided(club: Club, number: int = 1):
    return await club.kept.suggestions.load(club.guild_id, number)


async def forged(club: Club, custom_id: str, who=None):
    """Press a button that no message has, as a client of one's own can."""
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="forged", custom_id=custom_id))
    posted = await club.world.bot.get_channel(club.channel.id).send("x", view=view)
    return await (who or club.carol).click(posted, custom_id=custom_id)


# Making suggestions


async def test_any_member_suggests_a_fact_and_curators_see_it(club):
    result = await club.suggest()
    assert told(result).startswith(THANKS)
    (post,) = club.posts()
    text = shown(post)
    for part in (FACT["text"], FACT["asked"], FACT["source"], f"<@{club.alice.id}>", "suggestion 1"):
        assert part in text
    assert labels(post) == ALL
    assert (await decided(club)).message_id == post.id


async def test_what_is_typed_cannot_ping_link_or_format(club):
    await club.suggest(text="@everyone **x** [free](https://evil.example) <@1>\u202e", source="https://evil.example")
    (post,) = club.posts()
    assert not post.mention_everyone
    assert r"\@everyone \*\*x\*\* \[free\](https\://evil.example) \<\@1\>" in shown(post)
    assert "\u202e" not in shown(post)


@pytest.mark.parametrize("way", ["typed", "slash"])
async def test_an_unknown_answer_offers_to_suggest_a_fact_with_the_question_in_the_form(club, way):
    if way == "typed":
        reply = await club.ask(UNKNOWN)
    else:
        reply = (await club.alice.slash(club.channel, "ask", question=UNKNOWN)).response
        assert reply.ephemeral
    assert labels(reply) == ["Suggest a fact"]
    opened = await club.bob.click(reply, label="Suggest a fact") if way == "typed" else None
    opened = opened or await club.alice.click(reply, label="Suggest a fact")
    assert UNKNOWN in str(opened.modal)
    who = club.bob if way == "typed" else club.alice
    await who.submit_modal(opened, FACT | {"asked": UNKNOWN})
    assert (await decided(club)).draft.asked == UNKNOWN


@pytest.mark.parametrize("question", ["🦊" * 140, "x" * 290, "¿" * 150 + " \u202e `a` <@1>", "what is : u1:x"])
async def test_long_and_odd_questions_fit_the_button(club, question):
    reply = await club.ask(f"zorp {question}")
    custom_id = button(reply, "Suggest a fact")
    assert len(custom_id.encode("utf-16-le")) // 2 <= 100
    opened = await club.alice.click(reply, custom_id=custom_id)
    assert opened.modal["title"] == "Suggest a fact"


async def test_without_a_review_channel_answers_stay_as_quiet_as_they_were(club):
    await club.set(review_channel_id=None)
    assert labels(await club.ask(UNKNOWN)) == []
    assert "This answer is wrong" not in labels(await club.ask(KNOWN))


async def test_in_direct_messages_nothing_is_offered(club):
    dana = club.env.create_user("dana")
    await dana.send_dm(UNKNOWN)
    assert labels(dana.dm_channel.last_message) == []
    result = await dana.slash("ask", question=KNOWN)
    assert "This answer is wrong" not in labels(result.response)


async def test_the_commands_are_not_there_outside_of_guilds(club):
    dana = club.env.create_user("dana")
    assert {"suggest", "facts"}.isdisjoint(dana.available_commands())


async def test_an_answer_can_be_called_wrong(club):
    assert THANKS in told(await say_wrong(club))
    (post,) = club.posts()
    assert "An answer is wrong" in shown(post)
    assert "It was Titus W., since 2014." in shown(post)
    assert "Titus Welliver" in shown(post), "the fact as it is now"
    assert labels(post) == ["Edit and approve", "Reject"], "a remark cannot become a fact as it is"


async def test_the_answer_in_a_menu_and_after_a_question_back_can_be_called_wrong_too(club):
    message = await club.bob.send(club.channel, KNOWN)
    result = await club.alice.context_menu(club.channel, "Answer this", message)
    assert "This answer is wrong" in labels(result.response)


@pytest.mark.parametrize("typed", [{"text": "  "}, {"asked": "\u200b"}, {"text": "!?"}])
async def test_what_says_nothing_is_refused_and_handed_back(club, typed):
    result = await club.suggest(**typed)
    assert "is missing" in told(result)
    assert FACT["source"] in told(result), "nothing typed is lost"
    assert await club.waiting() == ()


async def test_the_form_opens_again_with_all_that_was_typed_also_after_a_restart(club):
    lines = "`An` *interview*\nhttps://example.org/x_y\n2025-10-04"
    result = await club.suggest(asked="?", source=lines)
    answer = answer_to(result)
    assert labels(answer) == ["Reopen the form"]
    await club.restart()
    opened = await club.alice.click(answer, label="Reopen the form")
    assert FACT["text"] in str(opened.modal)
    await club.alice.submit_modal(opened, FACT | {"source": lines})
    assert (await decided(club)).draft.source == lines
    values = [item["component"].get("value", "") for item in opened.modal["components"]]
    assert values == [FACT["text"], "?", lines]


async def test_too_long_values_of_a_tampered_client_are_refused(club):
    opened = await club.alice.slash(club.channel, "suggest fact")
    with pytest.raises(Exception, match=r"(?i)length|long|max"):
        await club.alice.submit_modal(opened, FACT | {"text": "x" * 501})
    assert await club.waiting() == ()


async def test_a_member_has_a_limit_of_open_suggestions(club):
    for number in range(MAX_OPEN):
        await club.suggest(text=f"Fact {number}.")
    result = await club.suggest(text="One more.")
    assert TOO_MANY in told(result)
    assert "One more." in told(result), "nothing typed is lost"
    assert THANKS in told(await club.suggest(club.bob))
    await club.carol.click(club.posts()[0], label="Approve")
    assert THANKS in told(await club.suggest(text="One more."))


@pytest.mark.parametrize("loss", ["unset", "deleted", "rights", "refused"])
async def test_a_suggestion_is_kept_when_the_channel_is_lost(club, loss):
    channel = club.world.bot.get_channel(club.review.id)
    if loss == "unset":
        await club.set(review_channel_id=None)
    elif loss == "deleted":
        await channel.delete()
    elif loss == "rights":
        await channel.set_permissions(channel.guild.default_role, send_messages=False)
    else:
        club.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions")
    assert told(await club.suggest()).startswith(NOT_SHOWN)
    assert len(await club.waiting()) == 1
    result = await club.carol.slash(club.channel, "suggest waiting")
    assert FACT["text"] in told(result)
    assert labels(result.response) == ALL


async def test_several_shows_need_a_name():
    kept = Kept((ballard(), lighthouse()))
    async with simulated(kept.bot()) as env:
        two = await Club.of(env, kept)
        result = await two.alice.slash(two.channel, "suggest fact")
        assert "Which show?" in told(result)
        choices = await two.alice.autocomplete(two.channel, "suggest fact", "show", "low")
        assert [choice["value"] for choice in choices] == ["lamp"]
        opened = await two.alice.slash(two.channel, "suggest fact", show="lamp")
        assert opened.modal["custom_id"].startswith("if1:new:lamp:")
        result = await two.alice.slash(two.channel, "suggest fact", show="nope")
        assert "no such show" in told(result)
        assert env.errors


# Deciding


@pytest.mark.parametrize("who", ["carol", "admin"])
async def test_a_curator_approves(club, who):
    await club.suggest()
    await getattr(club, who).click(club.posts()[0], label="Approve")
    (post,) = club.posts()
    assert f"Approved by <@{getattr(club, who).id}>" in shown(post)
    assert labels(post) == []
    (revision,) = club.kept.curator.revisions
    assert revision.state.own.fact.text == FACT["text"]
    assert (await decided(club)).verdict is Verdict.APPROVED


async def test_approving_tells_how_many_past_questions_it_answers(club):
    question = "what does the zeppelin smell of"
    for _ in range(3):
        await club.ask(question)
    await club.ask("who directed episode 5")
    await club.suggest(text="It smells of tar.", asked=question)
    await club.carol.click(club.posts()[0], label="Approve")
    assert "It answers what was asked 3 times before." in shown(club.posts()[0])
    assert list(await club.gaps()) == ["who directed episode 5"]


async def test_a_curator_edits_and_approves(club):
    await club.suggest()
    opened = await club.carol.click(club.posts()[0], label="Edit and approve")
    assert FACT["text"] in str(opened.modal)
    await club.carol.submit_modal(
        opened, {"topic": "plot", "text": "A blue van.", "asked": "Which van?", "value": "", "source": "EW"}
    )
    assert "Approved by" in shown(club.posts()[0])
    assert club.kept.curator.revisions[0].state.own.fact.text == "A blue van."


async def test_a_wrong_answer_is_put_right_by_editing_its_fact(club):
    await say_wrong(club)
    opened = await club.carol.click(club.posts()[0], label="Edit and approve")
    assert "Titus Welliver" in str(opened.modal), "the form holds the fact, not the remark"
    await club.carol.submit_modal(opened, {"topic": "cast", "text": "Titus W.", "asked": KNOWN, "source": "EW"})
    (revision,) = club.kept.curator.revisions
    assert (await decided(club)).fact_id == revision.fact_id
    assert "Approved by" in shown(club.posts()[0])


async def test_a_curator_rejects_with_a_reason_that_the_member_reads(club):
    await club.suggest()
    opened = await club.carol.click(club.posts()[0], label="Reject")
    await club.carol.submit_modal(opened, {"reason": "That was *another* show @everyone"})
    assert r"That was \*another\* show \@everyone" in shown(club.posts()[0])
    assert f"Rejected by <@{club.carol.id}>" in shown(club.posts()[0])
    text = told(await club.alice.slash(club.channel, "suggest mine"))
    assert "rejected" in text
    assert "another" in text
    assert FACT["text"] in text
    assert "nothing here yet" in told(await club.bob.slash(club.channel, "suggest mine"))


async def test_no_member_is_sent_a_direct_message(club, caplog):
    club.env.inject_error("POST", "/users/@me/channels", status=403, message="no direct messages", times=None)
    await club.suggest()
    await club.carol.click(club.posts()[0], label="Approve")
    assert "failed" not in caplog.text
    assert "approved" in told(await club.alice.slash(club.channel, "suggest mine"))


@pytest.mark.parametrize("label", ALL)
async def test_members_cannot_decide(club, label):
    await club.suggest()
    for who in (club.alice, club.bob):
        assert ONLY_CURATORS in told(await who.click(club.posts()[0], label=label))
    assert (await decided(club)).verdict is Verdict.OPEN
    assert club.kept.curator.revisions == []


async def test_members_do_not_see_what_waits(club):
    assert ONLY_CURATORS in told(await club.alice.slash(club.channel, "suggest waiting"))
    assert club.env.errors


@pytest.mark.parametrize("label", ["Edit and approve", "Reject"])
async def test_rights_that_are_lost_between_form_and_submit_count(club, label):
    await club.suggest()
    opened = await club.carol.click(club.posts()[0], label=label)
    await club.set(curator_role_ids=frozenset())
    typed = {"reason": "My words."} if label == "Reject" else {"text": "My words.", "asked": "x?", "source": "EW"}
    result = await club.carol.submit_modal(opened, typed)
    assert ONLY_CURATORS in told(result)
    assert "My words." in told(result), "nothing typed is lost"
    assert (await decided(club)).verdict is Verdict.OPEN


@pytest.mark.parametrize(
    ("text", "said"),
    [("refuse this", r"**The fact** cannot be \*kept\*"), ("full here", "as many facts as I can keep")],
)
async def test_what_cannot_be_kept_stays_open_and_is_handed_back(club, text, said):
    await club.suggest()
    opened = await club.carol.click(club.posts()[0], label="Edit and approve")
    typed = {"topic": "plot", "text": text, "asked": "a?\nb?", "value": "7", "source": "EW"}
    result = await club.carol.submit_modal(opened, typed)
    for part in (said, text, "a?\nb?", "plot", "7", "EW"):
        assert part in told(result)
    assert (await decided(club)).verdict is Verdict.OPEN
    assert labels(club.posts()[0]) == ALL
    await club.restart()
    opened = await club.carol.click(answer_to(result), label="Reopen the form")
    assert text in str(opened.modal)
    await club.carol.submit_modal(opened, typed | {"text": "Better."})
    assert (await decided(club)).verdict is Verdict.APPROVED


async def test_a_fact_that_changed_meanwhile_is_a_conflict_with_both_texts(club):
    for _ in range(2):
        await say_wrong(club)
    first, second = club.posts()
    mine, theirs = [await club.carol.click(post, label="Edit and approve") for post in (first, second)]
    typed = {"topic": "cast", "text": "Theirs.", "asked": KNOWN, "source": "EW"}
    await club.admin.submit_modal(await club.admin.click(second, label="Edit and approve"), typed)
    result = await club.carol.submit_modal(mine, typed | {"text": "Mine."})
    assert "Somebody else has changed that fact" in told(result)
    assert "Theirs." in told(result)
    assert "Mine." in told(result)
    opened = await club.carol.click(answer_to(result), label="Reopen the form")
    await club.carol.submit_modal(opened, typed | {"text": "Both."})
    assert club.kept.curator.revisions[-1].state.own.fact.text == "Both."
    assert theirs.modal


# Two at once, restarts, other guilds, tampered ids


async def test_two_curators_who_press_the_same_button_make_one_fact(club):
    await club.suggest()
    custom_id = button(club.posts()[0], "Approve")
    await club.carol.click(club.posts()[0], custom_id=custom_id)
    result = await forged(club, custom_id, club.admin)
    assert len(club.kept.curator.revisions) == 1
    assert f"<@{club.carol.id}> was first: it is approved already" in told(result)


async def test_a_curator_who_is_late_sees_who_was_first_and_keeps_the_words(club):
    await club.suggest()
    opened = await club.admin.click(club.posts()[0], label="Reject")
    await club.carol.click(club.posts()[0], label="Approve")
    result = await club.admin.submit_modal(opened, {"reason": "Wrong show."})
    assert f"<@{club.carol.id}> was first: it is approved already" in told(result)
    assert "Wrong show." in told(result)
    assert (await decided(club)).verdict is Verdict.APPROVED
    assert "Approved by" in shown(club.posts()[0])


async def test_review_buttons_and_forms_work_after_a_restart(club):
    await club.suggest()
    await club.suggest(club.bob)
    opened = await club.carol.click(club.posts()[1], label="Reject")
    await club.restart()
    await club.carol.click(club.posts()[0], label="Approve")
    await club.carol.submit_modal(opened, {"reason": "No."})
    assert "Approved by" in shown(club.posts()[0])
    assert "Rejected by" in shown(club.posts()[1])


async def test_those_that_wait_are_gone_through_one_by_one(club):
    for number in range(3):
        await club.suggest(text=f"Fact {number}.")
    result = await club.carol.slash(club.channel, "suggest waiting")
    assert "Suggestions that wait: 3" in told(result)
    result = await club.carol.click(result.response, label="Approve")
    assert "Fact 1." in shown(result.response)
    assert "Approved by" in shown(club.posts()[0]), "the review channel is kept up to date"
    opened = await club.carol.click(result.response, label="Reject")
    result = await club.carol.submit_modal(opened, {"reason": ""})
    assert "Rejected by" in shown(club.posts()[1])
    await club.carol.click(club.posts()[2], label="Approve")
    assert NONE_WAIT in told(await club.carol.slash(club.channel, "suggest waiting"))


async def test_a_review_post_that_was_deleted_does_not_stop_the_decision(club):
    await club.suggest()
    waiting = await club.carol.slash(club.channel, "suggest waiting")
    await club.world.bot.get_channel(club.review.id).get_partial_message(club.posts()[0].id).delete()
    result = await club.carol.click(waiting.response, label="Approve")
    assert NONE_WAIT in shown(result.response)
    assert (await decided(club)).verdict is Verdict.APPROVED


async def test_guilds_do_not_see_or_decide_each_others(club):
    await club.suggest()
    elsewhere = await Club.of(club.env, club.kept)
    assert NONE_WAIT in told(await elsewhere.carol.slash(elsewhere.channel, "suggest waiting"))
    assert "nothing here yet" in told(await elsewhere.alice.slash(elsewhere.channel, "suggest mine"))
    for press in ("approve", "edit", "reject"):
        assert NO_SUCH_SUGGESTION in told(await forged(elsewhere, f"v1:{press}:1"))
    assert elsewhere.posts() == []
    assert (await decided(club)).verdict is Verdict.OPEN


@pytest.mark.parametrize(
    ("custom_id", "said"),
    [
        ("v1:approve:999999999999999999", NO_SUCH_SUGGESTION),
        ("v1:approve:1:2", "from another time"),
        ("v1:drop:1", "from another time"),
        ("v1:approve:-1", "from another time"),
        ("w1:ballard:no-such-fact", NO_SUCH_FACT),
        ("w1:../etc:x", "from another time"),
        ("o1:new:ballard", "can no longer read"),
        ("u1:no-such-show:x", "Which show?"),
    ],
)
async def test_tampered_buttons_change_nothing(club, custom_id, said):
    assert said in told(await forged(club, custom_id))
    assert club.kept.curator.revisions == []


@pytest.mark.parametrize(
    "custom_id",
    [
        "if1:edit:1/x:5",
        "if1:edit:1:5",
        "if1:new:no-such-show:5",
        "if1:wrong:ballard:5",
        "if1:wrong:ballard/none:5",
        "if1:reject:x:5",
    ],
)
async def test_tampered_forms_change_nothing(club, custom_id):
    await club.suggest()
    opened = await club.carol.slash(club.channel, "suggest fact")
    opened._interaction.modal["custom_id"] = custom_id
    await club.carol.submit_modal(opened, FACT)
    (suggestion,) = await club.waiting()
    assert suggestion.id == 1
    assert club.kept.curator.revisions == []
    assert club.env.errors is not None


# The setting


async def test_the_review_channel_is_set_and_reset(club):
    await club.set(review_channel_id=None)
    result = await club.admin.slash(club.channel, "settings review-channel", channel=club.review)
    assert f"<#{club.review.id}>" in shown(result.response)
    await club.suggest()
    assert len(club.posts()) == 1
    result = await club.admin.slash(club.channel, "settings reset", what="review channel")
    assert "no channel" in shown(result.response)


async def test_a_channel_where_the_bot_may_not_post_is_refused(club):
    await club.set(review_channel_id=None)
    channel = club.world.bot.get_channel(club.review.id)
    await channel.set_permissions(channel.guild.default_role, embed_links=False)
    result = await club.admin.slash(club.channel, "settings review-channel", channel=club.review)
    assert "I may not post cards there" in told(result)
    assert labels(await club.ask(UNKNOWN)) == []
    assert club.env.errors


async def test_a_faulty_store_keeps_no_answer_back(club, caplog):
    async def fail(guild_id: int) -> None:
        raise OSError("down")

    club.world.bot._services.ideas.suggesting.review_channel = fail
    assert "Titus Welliver" in shown(await club.ask(KNOWN))
    assert "offer of a suggestion failed" in caplog.text
    assert isinstance(club.world, World)
