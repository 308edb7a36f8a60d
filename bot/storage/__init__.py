"""Data out of process: show packs and lexicon from YAML, and the database."""
