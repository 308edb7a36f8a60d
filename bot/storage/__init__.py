"""Data out of process: packs and the lexicon, read from YAML."""
