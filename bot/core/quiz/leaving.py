"""A game without one of its players, who wants to be forgotten."""

from __future__ import annotations

from dataclasses import replace

from bot.core.quiz.game import Game

NOBODY = 0  # stands for whoever is not named any more


def without(game: Game, user_id: int) -> Game:
    """Return a game as if somebody had not been in it; what others did and earned stays."""
    current = replace(
        game.round,
        answers={user: given for user, given in game.round.answers.items() if user != user_id},
        hinted=game.round.hinted - {user_id},
        skips=game.round.skips - {user_id},
        awards=tuple(award for award in game.round.awards if award.user_id != user_id),
    )
    return replace(
        game,
        starter_id=NOBODY if game.starter_id == user_id else game.starter_id,
        standings={user: standing for user, standing in game.standings.items() if user != user_id},
        round=current,
    )
