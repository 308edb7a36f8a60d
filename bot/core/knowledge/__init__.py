"""What the bot knows and how it finds it: facts, the reading of a question, matching, answers."""
