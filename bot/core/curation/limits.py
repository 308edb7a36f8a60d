"""How much a guild, a fact and each field of one may hold. Characters are counted after unseen ones are dropped."""

from __future__ import annotations

# Own facts of one guild, those that it has removed left out.
MAX_OWN_FACTS = 5_000
MAX_OWN_SHOWS = 10
# Of a file of facts or questions, read or written.
MAX_FILE_BYTES = 1024 * 1024
# As in a pack, so that what a guild writes can be exported as one.
TEXT_CHARS = 500
PHRASING_CHARS = 200
PHRASINGS = 10
VALUE_CHARS = 100
TOPIC_CHARS = 60
SOURCE_CHARS = 200
# What still fits beside two others below an answer.
LINK_CHARS = 400
# Ids of packs have at most as many.
ID_CHARS = 32
TITLE_CHARS = 100
