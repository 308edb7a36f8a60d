"""A guild's own knowledge: drafts, revisions, gaps."""
