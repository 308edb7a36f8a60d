"""Use cases: what the bot does for somebody, without knowing how they reached it."""
