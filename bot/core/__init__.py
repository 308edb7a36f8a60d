"""The rules: synchronous and deterministic. No Discord, no database, no clock."""
