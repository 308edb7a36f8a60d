"""A Discord bot that answers questions about TV shows from curated facts."""

__version__ = "0.1.0"
