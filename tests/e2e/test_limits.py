"""A show of any size and any wording fits what Discord takes."""

from dataclasses import replace
from datetime import date

import discord
import pytest

from bot.core.knowledge.answering import Answer, Entry, Status
from bot.core.knowledge.facts import Fact, Pack, Quotation, Source, Topic
from bot.discord_ui import about, cards
from bot.discord_ui.addressing import Asker
from bot.discord_ui.choices import question_choices, show_choices, topic_choices
from bot.discord_ui.presenter import Presenter
from bot.discord_ui.replies import Reply, as_text
from bot.services.asking import Asking
from tests.e2e.fakes import FakeLibrary

DAY = date(2031, 5, 2)
LONG = "*_~|<@1> " * 70
MANNER = cards.Manner("!", reads_messages=True)


def vast(facts: int = 400) -> Pack:
    topics = tuple(Topic(f"topic-{n:03}-{'x' * 20}", f"{n} {LONG}"[:200]) for n in range(60))
    sources = tuple(
        Source(f"s{n}", LONG[:200], DAY, LONG[:200], f"https://a.example/{n}/{'x' * 300}") for n in range(9)
    )
    return Pack(
        id="v" * 32,
        title=LONG[:200],
        summary=LONG[:300],
        topics=topics,
        sources=sources,
        facts=tuple(_fact(n, topics[0].id) for n in range(facts)),
    )


def _fact(number: int, topic_id: str) -> Fact:
    words = Quotation(LONG[:500]) if number % 3 else None
    source_id, spoiler = f"s{number % 9}", number % 5 == 0
    return Fact(
        f"fact-{number}", "v" * 32, topic_id, LONG[:500], LONG[:200], source_id, DAY, quotation=words, spoiler=spoiler
    )


def fits(card: discord.Embed) -> bool:
    return (
        len(card) <= 6000
        and len(card.title or "") <= 256
        and len(card.description or "") <= 4096
        and len(card.author.name or "") <= 256
        and len(card.footer.text or "") <= 2048
        and len(card.fields) <= 25
        and all(0 < len(field.name) <= 256 and 0 < len(field.value) <= 1024 for field in card.fields)
    )


@pytest.mark.parametrize("facts", [1, 2, 5, 400])
def test_every_card_fits(facts):
    show = vast(facts)
    entries = [Entry(show, fact) for fact in show.facts]
    shown = [
        cards.overview_card(show, MANNER),
        cards.topic_card(show, show.topics[0], entries),
        cards.answer_card(Answer(Status.ANSWERED, 1.0, tuple(entries))),
        cards.quote_card(Entry(show, _fact(1, show.topics[0].id))),
        cards.suggestion_card(entries[:3]),
        about.shows_card([show] * 40, MANNER),
        about.about_card([show] * 40, MANNER, "https://a.example/privacy"),
    ]
    assert all(fits(card) for card in shown)
    assert all(0 < len(as_text(Reply("a line above", card))) <= 2000 for card in shown)


def test_what_does_not_fit_is_counted():
    show = vast()
    text = cards.topic_card(show, show.topics[0], [Entry(show, fact) for fact in show.facts]).description
    assert "-# and 39" in text


def test_topic_without_facts_and_show_without_facts():
    bare = Pack("bare", "Bare", (Topic("cast", "Cast"),), (), ())
    assert "Nothing is known" in cards.topic_card(bare, bare.topics[0], ()).description
    assert fits(cards.overview_card(bare, MANNER))
    assert fits(about.about_card([bare], MANNER, ""))


def test_a_show_without_topics_names_none():
    ways = MANNER.ways(Pack("bare", "Bare", (), (), ()))
    assert "`!bare your question`\n" in ways
    assert "topic:" not in ways


def test_one_fact_is_one():
    show = vast()
    assert cards.freshness(replace(show, facts=show.facts[:1])).startswith("1 fact, ")


async def test_every_button_fits():
    show = vast()
    presenter = Presenter(Asking(FakeLibrary((show,))), MANNER, lambda _: frozenset())
    entry = Entry(show, show.facts[0])
    replies = [
        presenter.overview(show, Asker(2**63, 1)),
        presenter.fact(entry, Asker(2**63, 1)),
        presenter.question("unsure", Asker(2**63, 1)),
        presenter.quotation(Entry(show, show.facts[1]), Asker(2**63, 1)),
    ]
    for reply in replies:
        assert len(reply.buttons) <= 10
        for button in reply.buttons:
            assert len(button.custom_id) <= 100
            assert len(button.item.label or "") <= 38


def test_choices_fit():
    shows = [vast(30), replace(vast(30), id="w" * 32)]
    entries = [Entry(show, fact) for show in shows for fact in show.facts]
    for choices in (question_choices(entries, shows), topic_choices("", shows), show_choices("", shows)):
        assert 1 <= len(choices) <= 25
        assert all(1 <= len(choice.name) <= 100 and 1 <= len(choice.value) <= 100 for choice in choices)


def test_accent_is_a_colour_of_its_own_for_each_show():
    assert cards.accent("ballard") == cards.accent("ballard")
    assert cards.accent("ballard") != cards.accent("lamp")
