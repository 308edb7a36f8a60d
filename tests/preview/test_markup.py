"""The page reads cards as Discord does."""

import pytest
from simcord.preview._markdown import markdown_tokens

from bot.preview.markup import read_cards_as_discord_does

WHO = {"users": {"7": "Sam"}}


@pytest.mark.parametrize("part", ["embed_description", "embed_field_value"])
def test_a_card_names_whom_it_mentions_and_has_small_print(part):
    read_cards_as_discord_does()
    tokens = str(markdown_tokens("🥇 <@7> — **147**\n-# one of one right", part, context=WHO))
    assert "'label': '@Sam'" in tokens
    assert "'type': 'subtext'" in tokens
    assert "-#" not in tokens


def test_the_title_of_a_card_mentions_nobody():
    read_cards_as_discord_does()
    assert "<@7>" in str(markdown_tokens("<@7>", "embed_title", context=WHO))
