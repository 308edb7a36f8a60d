"""A pack for another show works as well as the shipped one, alone and with it: the rules know no show."""

import json

import pytest

from bot.core.knowledge.answering import Entry, Status, plain_text
from bot.core.knowledge.library import Library
from tests.packs.libraries import MOONMILK, SHIPPED, entries, key_of, lexicon, library, pack

ALL = entries(*SHIPPED, MOONMILK)
QUESTIONS = [
    json.loads(line)
    for line in MOONMILK.with_name("moonmilk-questions.jsonl").read_text(encoding="utf-8").split("\n")
    if line
]


def test_the_pack_loads():
    moonmilk = pack(MOONMILK)
    assert (moonmilk.id, moonmilk.title, moonmilk.released) == ("moonmilk", "Moonmilk", 3)
    assert len(moonmilk.facts) == len({fact.id for fact in moonmilk.facts})
    assert {topic.id for topic in moonmilk.topics} == {fact.topic_id for fact in moonmilk.facts}


def test_its_questions_are_about_its_facts_and_about_each_of_them():
    asked = {fact_id for item in QUESTIONS for fact_id in item["facts"]}
    assert asked == {fact.id for fact in pack(MOONMILK).facts}
    assert any(not item["facts"] for item in QUESTIONS)


@pytest.mark.parametrize("entry", entries(MOONMILK), ids=key_of)
def test_a_question_finds_its_fact_and_no_other(entry):
    answer = library(MOONMILK).answer(entry.fact.question)
    assert (answer.status, answer.entries) == (Status.ANSWERED, (entry,)), plain_text(answer)


@pytest.mark.parametrize("entry", ALL, ids=key_of)
def test_a_question_finds_its_fact_beside_another_show(entry):
    answer = library(*SHIPPED, MOONMILK).answer(entry.fact.question)
    assert entry in answer.entries, plain_text(answer)


@pytest.mark.parametrize("entry", ALL, ids=key_of)
def test_a_question_to_a_show_finds_its_fact_alone_beside_another_show(entry):
    answer = library(*SHIPPED, MOONMILK).answer(entry.fact.question, entry.pack.id)
    assert answer.entries == (entry,), plain_text(answer)


@pytest.mark.parametrize("show_id", ["ballard", "moonmilk"])
def test_a_question_to_one_show_gets_nothing_of_another(show_id):
    questions = [entry.fact.question for entry in ALL] + [item["q"] for item in QUESTIONS]
    for question in questions:
        answer = library(*SHIPPED, MOONMILK).answer(question, show_id)
        assert {entry.pack.id for entry in (*answer.entries, *answer.suggestions)} <= {show_id}, question


@pytest.mark.parametrize("question", ["Who plays Berta Hribar?", "Is Moonmilk cancelled?", "Who is Count Morlak?"])
def test_a_show_has_no_answer_about_another(question):
    assert library(*SHIPPED, MOONMILK).answer(question, "ballard").status is not Status.ANSWERED
    assert library(*SHIPPED).answer(question).status is not Status.ANSWERED


def test_a_question_that_names_a_show_is_answered_by_it_alone():
    both = library(*SHIPPED, MOONMILK)
    for name, show_id in (("Ballard", "ballard"), ("Moonmilk", "moonmilk"), ("mesecevo mleko", "moonmilk")):
        answer = both.answer(f"Where can I watch {name}?")
        assert [entry.key for entry in answer.entries] == [f"{show_id}/where-to-watch"]


def test_a_question_that_names_no_show_is_answered_by_each():
    answer = library(*SHIPPED, MOONMILK).answer("Who is in the cast?")
    assert {entry.key for entry in answer.entries} == {"ballard/cast", "moonmilk/cast"}


def test_the_order_of_packs_does_not_matter():
    one, other = library(*SHIPPED, MOONMILK), Library((pack(MOONMILK), *map(pack, SHIPPED)), lexicon())
    assert [show.id for show in one.packs] == [show.id for show in other.packs]
    for question in [entry.fact.question for entry in ALL] + [item["q"] for item in QUESTIONS]:
        assert one.answer(question) == other.answer(question), question


def test_names_are_found_without_their_accents():
    for name in ("Živa Kranjčič", "ziva kranjcic", "ZIVA KRANJCIC", "Ziva", "KRANJČIČ", "ži̇va kranjčič"):
        answer = library(MOONMILK).answer(f"{name} plays whom?")
        assert Entry(pack(MOONMILK), pack(MOONMILK).fact("lead-actor")) in answer.entries, name
