"""What could not be answered: what of it is kept, who sees it, and what becomes of it."""

import discord
import pytest

from bot.core.curation.gaps import PAGE_GAPS
from bot.discord_ui.ideas.gap_cards import IS_OFF, NO_GAPS
from bot.services.gaps import GONE
from tests.e2e.ideas_play import ONLY_CURATORS, UNKNOWN, Club, button, disabled, labels, told
from tests.e2e.quiz_play import shown


async def look(club: Club, who=None):
    return await (who or club.carol).slash(club.channel, "facts gaps")


async def open_gap(club: Club, who=None, number: str = "1") -> discord.Message:
    who = who or club.carol
    listed = (await look(club, who)).response
    result = await who.click(listed, label=number)
    return result.response


@pytest.mark.parametrize("way", ["typed", "mention", "slash"])
async def test_a_question_without_an_answer_is_kept_without_who_asked(club, way):
    if way == "slash":
        await club.alice.slash(club.channel, "ask", question=UNKNOWN)
    else:
        address = club.world.mention if way == "mention" else "!ballard"
        await club.alice.send(club.channel, f"{address} {UNKNOWN}")
    assert await club.gaps() == {UNKNOWN: 1}
    (gap,) = await club.kept.gaps.all(club.guild_id)
    for identity in (club.alice.id, club.channel.id, club.guild_id, *[it.id for it in club.world.said()]):
        assert str(identity) not in repr(gap)


async def test_wordings_and_typos_count_as_one_question(club):
    for question in (UNKNOWN, "which car does renee drive", "what's ballard's car", "wat car does balard drive"):
        await club.ask(question)
    assert await club.gaps() == {UNKNOWN: 4}


async def test_nothing_is_kept_of_mentions_links_mails_and_phones(club):
    await club.ask(f"what car does ballard drive {club.bob.mention} bob@x.example https://evil.example +1 212 555 0123")
    assert list(await club.gaps()) == ["what car does ballard drive"]


@pytest.mark.parametrize("question", ["who plays harry bosch?", "cast", "thanks!", "hello"])
async def test_what_is_answered_and_talk_are_not_kept(club, question):
    await club.ask(question)
    assert await club.gaps() == {}


async def test_nothing_is_kept_from_direct_messages(club):
    dana = club.env.create_user("dana")
    await dana.send_dm(UNKNOWN)
    await dana.slash("ask", question=UNKNOWN)
    await club.settle()
    assert club.kept.gaps.kept == {}


async def test_nothing_is_kept_of_messages_that_did_not_ask_the_bot(club):
    message = await club.bob.send(club.channel, UNKNOWN)
    await club.alice.context_menu(club.channel, "Answer this", message)
    assert await club.gaps() == {}
    assert club.env.errors


async def test_the_switch_stops_the_list(club):
    await club.ask(UNKNOWN)
    result = await club.admin.slash(club.channel, "settings gaps", switch="off")
    assert "not kept" in shown(result.response)
    await club.ask("what gun does ballard carry?")
    assert await club.gaps() == {UNKNOWN: 1}
    assert IS_OFF in told(await look(club))
    result = await club.admin.slash(club.channel, "settings gaps", switch="on")
    assert "kept without who asked" in shown(result.response)
    await club.ask("what gun does ballard carry?")
    assert len(await club.gaps()) == 2


async def test_a_fault_while_keeping_is_reported_and_nobody_is_told(club, caplog):
    async def fail(*args, **kwargs):
        raise OSError("disk full")

    club.kept.gaps.log = fail
    reply = await club.ask(UNKNOWN)
    assert "I don't know" in reply.content
    assert "log of a gap failed" in caplog.text
    assert club.env.errors is not None


async def test_gaps_are_listed_by_how_often_with_times(club):
    for question in ("what gun does ballard carry?", UNKNOWN, UNKNOWN):
        await club.ask(question)
    result = await look(club)
    text = told(result)
    assert text.index("car does") < text.index("gun does")
    assert "2 times, first <t:" in text
    assert "once, last <t:" in text
    assert "<@" not in text
    assert labels(result.response) == ["1", "2"]


async def test_an_empty_list_says_so(club):
    assert NO_GAPS in told(await look(club))


async def test_many_gaps_are_paged(club):
    at = discord.utils.utcnow()
    for number in range(PAGE_GAPS * 2 + 3):
        await club.kept.gaps.log(club.guild_id, f"{number:032x}", f"question {number}", show_id="", at=at)
    first = (await look(club)).response
    assert "Page 1 of 3" in shown(first)
    assert disabled(first) == ["◀"]
    result = await club.carol.click(first, label="▶")
    assert "Page 2 of 3" in shown(result.response)
    result = await club.carol.click(result.response, label="▶")
    assert "Page 3 of 3" in shown(result.response)
    assert labels(result.response) == ["21", "22", "23", "◀", "▶"]
    assert disabled(result.response) == ["▶"]
    result = await club.carol.click(result.response, label="◀")
    assert "Page 2 of 3" in shown(result.response)


async def test_only_curators_see_the_list(club):
    await club.ask(UNKNOWN)
    for who in (club.alice, club.bob):
        assert ONLY_CURATORS in told(await look(club, who))
    for who in (club.carol, club.admin):
        assert "car does ballard" in told(await look(club, who))
    assert club.env.errors


async def test_answering_opens_the_form_with_the_question(club):
    await club.ask(UNKNOWN)
    card = await open_gap(club)
    assert labels(card) == ["Answer it", "Not about the show", "Forget", "Back"]
    result = await club.carol.click(card, label="Answer it")
    assert result.modal["title"] == "Add a fact"
    assert club.kept.drafts[-1].asked == UNKNOWN
    assert club.kept.drafts[-1].show_id == "ballard"


async def test_forgotten_questions_can_come_back_and_dismissed_ones_do_not(club):
    other = "what gun does ballard carry?"
    for question in (UNKNOWN, UNKNOWN, other):
        await club.ask(question)
    result = await club.carol.click(await open_gap(club), label="Forget")
    assert "car does" not in shown(result.response)
    result = await club.carol.click(await open_gap(club), label="Not about the show")
    assert NO_GAPS in shown(result.response)
    await club.ask("which gun does ballard carry")
    await club.ask(UNKNOWN)
    assert await club.gaps() == {UNKNOWN: 1}


async def test_back_leads_to_the_list(club):
    await club.ask(UNKNOWN)
    result = await club.carol.click(await open_gap(club), label="Back")
    assert "Page 1 of 1" in shown(result.response)


async def test_rights_that_are_lost_meanwhile_count_for_every_button(club):
    await club.ask(UNKNOWN)
    card = await open_gap(club)
    await club.set(curator_role_ids=frozenset())
    for label in labels(card):
        assert ONLY_CURATORS in told(await club.carol.click(card, label=label))
    assert await club.gaps() == {UNKNOWN: 1}


async def test_two_curators_at_once(club):
    await club.ask(UNKNOWN)
    card = await open_gap(club)
    await club.admin.click(await open_gap(club, club.admin), label="Forget")
    result = await club.carol.click(card, label="Answer it")
    assert GONE in told(result)
    result = await club.carol.click(card, label="Forget")
    assert NO_GAPS in shown(result.response)


async def test_buttons_work_after_a_restart(club):
    await club.ask(UNKNOWN)
    card = await open_gap(club)
    await club.restart()
    result = await club.carol.click(card, label="Forget")
    assert NO_GAPS in shown(result.response)


async def test_a_guild_sees_only_its_own(club):
    await club.ask(UNKNOWN)
    card = await open_gap(club)
    elsewhere = await Club.of(club.env, club.kept)
    assert NO_GAPS in told(await look(elsewhere))
    for press in ("answer", "look"):
        key = button(card, "Forget").rpartition(":")[2]
        assert GONE in told(await elsewhere.forge(f"g1:{press}:0:{key}"))
    await elsewhere.forge(f"g1:dismiss:0:{key}")
    assert await club.gaps() == {UNKNOWN: 1}
    await club.ask(UNKNOWN)
    assert await club.gaps() == {UNKNOWN: 2}


@pytest.mark.parametrize(
    "custom_id", ["g1:look:0:zz", "g1:drop:0:ab", "g1:look:999999:ab", "g1:look:0:", "g1:look:0:ab:x", "g9:look:0:ab"]
)
async def test_tampered_buttons_do_nothing(club, custom_id):
    await club.ask(UNKNOWN)
    assert "from another time" in told(await club.forge(custom_id))
    assert await club.gaps() == {UNKNOWN: 1}


async def test_a_page_that_is_not_there_shows_the_last(club):
    await club.ask(UNKNOWN)
    result = await club.forge("g1:after:99999:-")
    assert "Page 1 of 1" in shown(result.response)
