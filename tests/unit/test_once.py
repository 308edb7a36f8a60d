"""A card is used once, unless that fails."""

import pytest

from bot.core.errors import UserError
from bot.discord_ui.curation.once import OncePerCard


def test_a_card_is_used_once():
    once = OncePerCard()
    with once.use(1), once.use(2):
        pass
    with pytest.raises(UserError, match="saved already"), once.use(1):
        pytest.fail("used twice")


def test_a_card_whose_use_failed_can_be_used_again():
    once = OncePerCard()
    with pytest.raises(OSError, match="disk"), once.use(1):
        raise OSError("disk")
    with once.use(1):
        pass


def test_only_so_many_cards_are_remembered():
    once = OncePerCard(limit=2)
    for card_id in (1, 2, 3):
        with once.use(card_id):
            pass
    with once.use(1):
        pass
