"""Every shipped pack loads, and each of its questions finds its fact."""

import pytest

from bot.core.knowledge.answering import Entry, Status, plain_text
from tests.packs.libraries import SHIPPED, entries, key_of, library, pack


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_pack_loads_and_carries_the_name_of_its_file(file):
    assert pack(file).id == file.stem
    assert pack(file).facts


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_topic_and_source_is_of_use(file):
    facts = pack(file).facts
    assert {topic.id for topic in pack(file).topics} == {fact.topic_id for fact in facts}
    assert {source.id for source in pack(file).sources} == {fact.source_id for fact in facts}


@pytest.mark.parametrize("entry", entries(*SHIPPED), ids=key_of)
def test_a_question_finds_its_fact_and_no_other(entry):
    answer = library(*SHIPPED).answer(entry.fact.question)
    assert (answer.status, answer.entries) == (Status.ANSWERED, (entry,)), plain_text(answer)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_name_of_a_topic_opens_it(file):
    for topic in pack(file).topics:
        for name in (topic.id, topic.title, *topic.aliases):
            answer = library(*SHIPPED).answer(name.upper())
            assert answer.topic == (pack(file), topic)
            assert answer.entries == tuple(Entry(pack(file), fact) for fact in pack(file).facts_of(topic.id))


def test_a_question_that_begins_with_what_is_typed_is_offered_first():
    starts = {entry.fact.question[:end] for entry in entries(*SHIPPED) for end in (8, 12, 16, 24)}
    offered = {typed: library(*SHIPPED).complete(typed.lower(), 1)[0].fact.question for typed in sorted(starts)}
    assert {typed: first for typed, first in offered.items() if not first.startswith(typed)} == {}
