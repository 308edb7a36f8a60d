"""How long is kept what is not kept for good. PRIVACY.md says the same."""

from __future__ import annotations

from datetime import timedelta

from bot.core.curation.gaps import KEPT_DAYS

GAPS = timedelta(days=KEPT_DAYS)  # after a question was last asked
TYPED_ANSWERS = timedelta(days=30)  # after the end of their game
LEFT_GUILDS = timedelta(days=30)  # after the bot was removed
EVERY = timedelta(days=1)  # how often it is looked what is due
