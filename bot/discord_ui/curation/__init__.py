"""A guild's own facts in Discord: forms, cards, buttons."""
