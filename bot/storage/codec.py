"""Games and settings as the JSON that the database keeps, and back.

A game is kept in three parts, by how often they change: its questions once, its state with each event, and the answers
of a round, a row each.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import from_json
from sqlalchemy import Row

from bot.core.guilds import GuildSettings
from bot.core.quiz.game import Game
from bot.core.quiz.judging import Verdict
from bot.core.quiz.question import Dealt
from bot.core.quiz.scoring import Given

_GAME = TypeAdapter(Game)
_DEAL = TypeAdapter(tuple[Dealt, ...])
_SETTINGS = TypeAdapter(GuildSettings)


def dump_deal(game: Game) -> str:
    """Return the questions of a game."""
    return _DEAL.dump_json(game.deal).decode()


def dump_state(game: Game) -> str:
    """Return all of a game but its id, its questions and the answers of its round."""
    return _GAME.dump_json(game, exclude={"id": True, "deal": True, "round": {"answers"}}).decode()


def load_deal(deal: str) -> tuple[Dealt, ...]:
    """Return the questions that `dump_deal` kept."""
    return _DEAL.validate_json(deal)


def load_game(game_id: int, state: str, deal: tuple[Dealt, ...] = (), answers: Iterable[Given] = ()) -> Game:
    """Return the game that was kept in parts. Whoever took the hint after answering counts as hinted too."""
    game = _GAME.validate_python({**from_json(state), "id": game_id, "deal": ()})
    hinted = game.round.hinted
    given = {it.user_id: replace(it, is_hinted=it.is_hinted or it.user_id in hinted) for it in answers}
    return replace(game, deal=deal, round=replace(game.round, answers=given))


def answer_row(game: Game, given: Given) -> dict[str, object]:
    """Return the row of an answer in the round that a game is in."""
    return {
        "guild_id": game.guild_id,
        "game_id": game.id,
        "round": game.round.number,
        "user_id": given.user_id,
        "text": given.text,
        "refused": json.dumps(given.refused, ensure_ascii=False) if given.refused else "[]",
        "verdict": given.verdict.value,
        "seconds": given.seconds,
        "option": given.option,
        "is_hinted": given.is_hinted,
    }


def load_answer(row: Row[Any]) -> Given:
    """Return the answer in a row."""
    return Given(
        user_id=row.user_id,
        text=row.text,
        verdict=Verdict(row.verdict),
        seconds=row.seconds,
        option=row.option,
        is_hinted=row.is_hinted,
        refused=tuple(json.loads(row.refused)),
    )


def dump_settings(settings: GuildSettings) -> str:
    """Return a guild's settings."""
    return _SETTINGS.dump_json(settings).decode()


def load_settings(settings: str) -> GuildSettings:
    """Return the settings that `dump_settings` kept, the default for each that was not there yet."""
    return _SETTINGS.validate_json(settings)
