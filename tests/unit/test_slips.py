"""What was typed can be read back from the card that shows it."""

from dataclasses import fields, replace

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.curation.drafts import Draft
from bot.core.plain_text import plain
from bot.discord_ui.curation.slips import read_back, typed_card

NAMES = [field.name for field in fields(Draft) if field.name != "show_id"]
TYPED = st.text(max_size=60) | st.sampled_from(
    ["```", "a\nb", "Topic: x", "Ways to ask for it:\nx", "\\`*_", "``` ```"]
)


def as_shown(draft: Draft) -> Draft:
    """What is left of a form when unseen characters are dropped and lines are laid together."""
    shown = {name: plain(getattr(draft, name)).replace("\u02cb", "`") for name in NAMES}
    lines = filter(None, map(plain, draft.asked.splitlines()))
    return replace(draft, **{**shown, "asked": "\n".join(lines).replace("\u02cb", "`")})


@given(st.builds(Draft, st.just("harbour"), *[TYPED] * len(NAMES)))
def test_any_form_is_read_back_from_its_card(draft):
    card = typed_card(draft)
    assert card.description.count("```") == 2
    assert read_back([discord.Embed(title="x"), card], "harbour") == as_shown(draft)


@pytest.mark.parametrize(
    "text",
    [None, "", "```\nElse: x\n```", "```\nTopic: x\nElse: y\n```", "```\nSource: x\nTopic: y\n```", "something else"],
)
def test_nothing_is_read_from_other_cards(text):
    assert read_back([discord.Embed(title="What you typed", description=text)], "harbour") is None
    assert read_back([], "harbour") is None


def test_what_was_left_empty_has_no_line():
    draft = Draft("harbour", text="The Gull is red.", asked="What is the Gull?")
    assert (
        typed_card(draft).description == "```\nThe fact: The Gull is red.\nWays to ask for it:\nWhat is the Gull?\n```"
    )


def test_a_card_with_empty_lines_is_read_too():
    card = discord.Embed(title="What you typed", description="```\nTopic:\nThe fact: x\nWays to ask for it:\na?\n```")
    assert read_back([card], "harbour") == Draft("harbour", text="x", asked="a?")
