"""Suggesting facts, and saying that an answer is wrong."""

import pytest

from bot.core.curation.suggestions import MAX_OPEN
from bot.discord_ui.ideas.reviewing import NOT_SHOWN, THANKS
from bot.services.suggesting import TOO_MANY
from tests.e2e.conftest import simulated
from tests.e2e.ideas_play import CHOICES, FACT, KNOWN, UNKNOWN, Club, Kept, answer_to, button, labels, told
from tests.e2e.quiz_play import shown
from tests.e2e.shows import ballard, lighthouse


async def test_any_member_suggests_a_fact_and_curators_see_it(club):
    result = await club.suggest()
    assert told(result).startswith(THANKS)
    (post,) = club.posts()
    text = shown(post)
    for part in (FACT["text"], FACT["asked"], FACT["source"], f"<@{club.alice.id}>", "suggestion 1"):
        assert part in text
    assert labels(post) == CHOICES
    assert (await club.kept_one()).message_id == post.id


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
    assert (await club.kept_one()).draft.asked == UNKNOWN


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
    assert THANKS in told(await club.say_wrong())
    (post,) = club.posts()
    assert "An answer is wrong" in shown(post)
    assert "It was Titus W., since 2014." in shown(post)
    assert "Titus Welliver" in shown(post), "the fact as it is now"
    assert labels(post) == ["Edit and approve", "Reject"], "a remark cannot become a fact as it is"


async def test_the_answer_in_a_menu_and_after_a_question_back_can_be_called_wrong_too(club):
    message = await club.bob.send(club.channel, KNOWN)
    result = await club.alice.context_menu(club.channel, "Answer this", message)
    assert "This answer is wrong" in labels(result.response)
    question_back = await club.ask("is there an official discord")
    assert "Did you mean" in shown(question_back)
    assert "This answer is wrong" not in labels(question_back)
    result = await club.alice.click(question_back, label=labels(question_back)[0])
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
    draft = (await club.kept_one()).draft
    assert (draft.source, draft.link, draft.day) == ("`An` *interview*", "https://example.org/x_y", "2025-10-04")
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
    assert labels(result.response) == CHOICES


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
