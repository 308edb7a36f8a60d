"""Questions of many facts are made once, and beside the event loop."""

import asyncio
import random
import threading
from dataclasses import replace
from datetime import UTC, datetime

from bot.core.guilds import QuizDefaults
from bot.core.quiz.list_reading import read_entries
from bot.core.quiz.lists import Entry, Heading
from bot.services.asking import Asking
from bot.services.question_bank import MANY_FACTS, QuestionBank
from bot.services.question_lists import GuildLists
from tests.e2e.fakes import FakeLibrary
from tests.fakes import fake_storage
from tests.unit.core.quiz.quiz_shows import HARBOUR

NOW = datetime(2031, 5, 4, tzinfo=UTC)
GUILD, PATIENCE_S = 1, 10.0


LET = threading.Event()
WAITS: list[bool] = []


class LateFacts(tuple):
    """Facts that can be read when somebody lets them; until then, whoever wants to read them waits."""

    __slots__ = ()

    def __iter__(self):
        WAITS.append(LET.wait(PATIENCE_S))
        return super().__iter__()


async def test_others_are_served_while_the_questions_of_many_facts_are_made():
    copies = -(-MANY_FACTS // len(HARBOUR.facts)) + 1
    facts = [replace(it, id=f"{it.id}-{copy}") for copy in range(copies) for it in HARBOUR.facts]
    asking = Asking(FakeLibrary((replace(HARBOUR, facts=LateFacts(facts)),)))

    async def asking_of(_guild_id: int) -> Asking:
        return asking

    kept = fake_storage()
    bank = QuestionBank(asking_of, kept.games, kept.rulings, random.Random(7), GuildLists(kept.lists))
    asyncio.get_running_loop().call_later(0.05, LET.set)
    deals = await asyncio.gather(*(bank.deal(GUILD, None, None, QuizDefaults()) for _ in range(2)))
    assert all(WAITS), "the event loop could not do anything else"
    assert [len(deal) for deal in deals] == [10, 10]
    reads = len(WAITS)
    assert await bank.find(GUILD, "harbour/odile-0#play") is None
    assert len(WAITS) == reads, "they are made once"


async def test_a_question_is_found_in_a_show_that_is_called_as_a_list_is():
    asking = Asking(FakeLibrary((HARBOUR,)))

    async def asking_of(_guild_id: int) -> Asking:
        return asking

    kept = fake_storage()
    listed = read_entries(Heading(HARBOUR.id, "Harbours"), [Entry(1, "Which harbour?", ("Oslo",), ("Rome",))]).list
    await kept.lists.put(GUILD, listed, by=1, at=NOW)
    bank = QuestionBank(asking_of, kept.games, kept.rulings, random.Random(7), GuildLists(kept.lists))
    (of_list,) = await bank.deal(GUILD, None, None, QuizDefaults(), list_id=HARBOUR.id)
    for question in (of_list.question, (await bank.deal(GUILD, HARBOUR.id, None, QuizDefaults()))[0].question):
        assert await bank.find(GUILD, question.id) == question
