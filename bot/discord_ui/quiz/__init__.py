"""Quizzes in Discord: cards, buttons, forms, and the stage that a game is shown on."""
