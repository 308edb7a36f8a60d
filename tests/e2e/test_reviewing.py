"""What curators make of suggestions: once each, also after a restart, and nobody else."""

import pytest

from bot.core.curation.suggestions import Verdict
from bot.discord_ui.ideas.reviewing import NO_SUCH_FACT, NONE_WAIT
from bot.services.suggesting import NO_SUCH_SUGGESTION
from tests.e2e.ideas_play import CHOICES, FACT, KNOWN, ONLY_CURATORS, Club, answer_to, button, labels, told
from tests.e2e.quiz_play import shown


@pytest.mark.parametrize("who", ["carol", "admin"])
async def test_a_curator_approves(club, who):
    await club.suggest()
    await getattr(club, who).click(club.posts()[0], label="Approve")
    (post,) = club.posts()
    assert f"Approved by <@{getattr(club, who).id}>" in shown(post)
    assert labels(post) == []
    (revision,) = club.kept.curator.revisions
    assert revision.state.own.fact.text == FACT["text"]
    assert (await club.kept_one()).verdict is Verdict.APPROVED


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
    await club.say_wrong()
    opened = await club.carol.click(club.posts()[0], label="Edit and approve")
    assert "Titus Welliver" in str(opened.modal), "the form holds the fact, not the remark"
    await club.carol.submit_modal(opened, {"topic": "cast", "text": "Titus W.", "asked": KNOWN, "source": "EW"})
    (revision,) = club.kept.curator.revisions
    assert (await club.kept_one()).fact_id == revision.fact_id
    assert "Approved by" in shown(club.posts()[0])


async def test_a_curator_rejects_with_a_reason_that_the_member_reads(club):
    await club.suggest()
    opened = await club.carol.click(club.posts()[0], label="Reject")
    await club.carol.submit_modal(opened, {"reason": "That was *another* show @everyone"})
    assert r"That was \*another\* show \@everyone" in shown(club.posts()[0])
    assert f"Rejected by <@{club.carol.id}>" in shown(club.posts()[0])
    text = told(await club.alice.slash(club.channel, "suggest mine"))
    assert "rejected" in text
    assert r"Reason: That was \*another\* show" in text
    assert FACT["text"] in text
    assert "nothing here yet" in told(await club.bob.slash(club.channel, "suggest mine"))


async def test_no_member_is_sent_a_direct_message(club, caplog):
    club.env.inject_error("POST", "/users/@me/channels", status=403, message="no direct messages", times=None)
    await club.suggest()
    await club.carol.click(club.posts()[0], label="Approve")
    assert "failed" not in caplog.text
    assert "approved" in told(await club.alice.slash(club.channel, "suggest mine"))


@pytest.mark.parametrize("label", CHOICES)
async def test_members_cannot_decide(club, label):
    await club.suggest()
    for who in (club.alice, club.bob):
        assert ONLY_CURATORS in told(await who.click(club.posts()[0], label=label))
    assert (await club.kept_one()).verdict is Verdict.OPEN
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
    assert (await club.kept_one()).verdict is Verdict.OPEN


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
    assert (await club.kept_one()).verdict is Verdict.OPEN
    assert labels(club.posts()[0]) == CHOICES
    await club.restart()
    opened = await club.carol.click(answer_to(result), label="Reopen the form")
    assert text in str(opened.modal)
    await club.carol.submit_modal(opened, typed | {"text": "Better."})
    assert (await club.kept_one()).verdict is Verdict.APPROVED


async def test_what_cannot_be_approved_as_it_is_can_be_edited_at_once(club):
    await club.suggest(text="refuse this")
    result = await club.carol.click(club.posts()[0], label="Approve")
    assert answer_to(result).content.startswith("That cannot be added as it is.")
    assert r"**The fact** cannot be \*kept\*" in told(result)
    assert "What was suggested" in told(result)
    assert "Topic" not in told(result), "fields that are empty say nothing"
    opened = await club.carol.click(answer_to(result), label="Reopen the form")
    assert "refuse this" in str(opened.modal)
    await club.carol.submit_modal(opened, FACT)
    assert (await club.kept_one()).verdict is Verdict.APPROVED
    assert "Approved by" in shown(club.posts()[0])


async def test_a_fact_that_changed_meanwhile_is_a_conflict_with_both_texts(club):
    for _ in range(2):
        await club.say_wrong()
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


async def test_two_curators_who_press_the_same_button_make_one_fact(club):
    await club.suggest()
    custom_id = button(club.posts()[0], "Approve")
    await club.carol.click(club.posts()[0], custom_id=custom_id)
    result = await club.forge(custom_id, club.admin)
    assert len(club.kept.curator.revisions) == 1
    assert f"<@{club.carol.id}> was first: it is approved already" in told(result)


async def test_a_curator_who_is_late_sees_who_was_first_and_keeps_the_words(club):
    await club.suggest()
    opened = await club.admin.click(club.posts()[0], label="Reject")
    await club.carol.click(club.posts()[0], label="Approve")
    result = await club.admin.submit_modal(opened, {"reason": "Wrong show."})
    assert f"<@{club.carol.id}> was first: it is approved already" in told(result)
    assert "Wrong show." in told(result)
    assert (await club.kept_one()).verdict is Verdict.APPROVED
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
    assert (await club.kept_one()).verdict is Verdict.APPROVED


async def test_guilds_do_not_see_or_decide_each_others(club):
    await club.suggest()
    elsewhere = await Club.of(club.env, club.kept)
    assert NONE_WAIT in told(await elsewhere.carol.slash(elsewhere.channel, "suggest waiting"))
    assert "nothing here yet" in told(await elsewhere.alice.slash(elsewhere.channel, "suggest mine"))
    for press in ("approve", "edit", "reject"):
        assert NO_SUCH_SUGGESTION in told(await elsewhere.forge(f"v1:{press}:1"))
    assert elsewhere.posts() == []
    assert (await club.kept_one()).verdict is Verdict.OPEN


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
    assert said in told(await club.forge(custom_id))
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
