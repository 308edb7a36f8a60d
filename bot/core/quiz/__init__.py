"""Quizzes: questions made of facts, typed answers judged, games played and scored."""
