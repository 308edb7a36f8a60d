"""The rules of the quiz."""
