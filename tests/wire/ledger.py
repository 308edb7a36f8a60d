"""What was confirmed and shown to players, compared with what is kept in the end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sqlalchemy import select

from bot.core.quiz.game import Game, Phase
from bot.core.quiz.scoring import Given, award
from bot.storage import tables
from bot.storage.codec import load_answer
from bot.storage.database import open_database
from bot.storage.repositories import repositories
from bot.storage.urls import file_url
from tests.wire.crowd import SECONDS, Crowd, Press
from tests.wire.quiz_server import Card, QuizServer

CHOSEN, HINTED = "You chose **", "💡"
POLITE = (
    *(CHOSEN, HINTED, "On we go.", "Noted. ", "That round is over.", "That quiz is over."),
    *("A quiz about ", "A quiz is running in this channel already", "A quiz is about to start"),
    *("The quiz ends here.", "No quiz is running"),
)
EARLY_S, LATE_S, UNSAVED_S = 0.3, 4.0, 0.5
_AWARDED = re.compile(r"<@(\d+)> \*\*\+(\d+)\*\*")
_STANDS = re.compile(r"<@(\d+)> — \*\*(\d+)\*\*")

Points = dict[int, int]


@dataclass(frozen=True)
class Kept:
    """What stands in the database; answers and points by round, those by player."""

    games: Mapping[int, Game]
    scored: Mapping[int, list[int]]
    answers: Mapping[tuple[int, int], dict[int, Given]]
    points: Mapping[tuple[int, int], Points]
    boards: Points


async def read(folder: Path) -> Kept:
    """Read the database that a bot has left in its folder."""
    async with open_database(file_url(folder)) as database:
        stored = repositories(database)
        async with database.engine.begin() as connection:
            ids = (await connection.execute(select(tables.games.c.guild_id, tables.games.c.id))).all()
            rounds = (await connection.execute(select(tables.rounds).order_by(tables.rounds.c.round))).all()
            answers = (await connection.execute(select(tables.answers))).all()
            results = (await connection.execute(select(tables.results))).all()
        games = {game_id: await stored.games.load(guild_id, game_id) for guild_id, game_id in ids}
        boards = {}
        for guild_id in {guild_id for guild_id, _ in ids}:
            for user_id in {row.user_id for row in results if row.guild_id == guild_id}:
                figures = await stored.scores.figures(guild_id, user_id)
                boards[user_id] = figures.points if figures else -1
    scored, given, points = defaultdict(list), defaultdict(dict), defaultdict(dict)
    for row in rounds:
        scored[row.game_id].append(row.round)
    for row in answers:
        given[row.game_id, row.round][row.user_id] = load_answer(row)
    for row in results:
        points[row.game_id, row.round][row.user_id] = row.points
    return Kept({key: game for key, game in games.items() if game}, scored, given, points, boards)


def faults(server: QuizServer, crowd: Crowd, kept: Kept, killed_at: Sequence[float]) -> Iterator[str]:
    """Say everything that was lost, given twice, late, early, or told wrongly."""
    yield from _untold(server)
    for key, presses in _by_player(crowd.presses).items():
        yield from _lost_answers(server, kept, key, presses)
    for key, answers in kept.answers.items():
        pressed = {it.user_id for it in crowd.presses if (it.game_id, it.number) == key and it.press == "option"}
        yield from (f"{key}: {user_id} never answered" for user_id in answers if user_id not in pressed)
    for game in kept.games.values():
        yield from _unfinished(game, kept)
        yield from _wrong_points(game, kept)
    for card in server.cards.values():
        yield from _wrongly_shown(card, kept)
    skipped = {(it.game_id, it.number) for it in crowd.presses if it.press == "skip"}
    for card in list(server.cards.values()):
        if card.step == "reveal" and (card.game_id, card.number) not in skipped and card.game_id not in crowd.stopped:
            yield from _wrong_time(server, card, killed_at)
    for user_id, points in _sums(kept).items():
        if kept.boards[user_id] != points:
            yield f"{user_id} stands on the board with {kept.boards[user_id]} instead of {points}"


def _untold(server: QuizServer) -> Iterator[str]:
    for text in server.told.values():
        if not text.startswith(POLITE):
            yield f"somebody was told: {text}"


def _by_player(presses: Iterable[Press]) -> dict[tuple[int, int, int], list[Press]]:
    found = defaultdict(list)
    for it in presses:
        found[it.game_id, it.number, it.user_id].append(it)
    return found


def _lost_answers(server: QuizServer, kept: Kept, key: tuple[int, int, int], presses: list[Press]) -> Iterator[str]:
    """Compare with the last answer that was confirmed, or any after it that the bot did not live to confirm."""
    game_id, number, user_id = key
    given = kept.answers.get((game_id, number), {}).get(user_id)
    possible: set[int] = set()
    is_confirmed = is_hinted = may_be_hinted = False
    for it in presses:
        told = server.told.get(it.token)
        if it.press == "option" and told and told.startswith(CHOSEN):
            possible, is_confirmed = {it.choice}, True
        elif it.press == "option" and told is None:
            possible.add(it.choice)
        elif it.press == "hint":
            is_hinted = is_hinted or bool(told and told.startswith(HINTED))
            may_be_hinted = may_be_hinted or told is None
    if given is None and is_confirmed:
        yield f"{key}: a confirmed answer is lost"
    elif given is not None and given.option not in possible:
        yield f"{key}: kept {given.option}, but {possible} was confirmed last"
    if given and given.is_hinted != is_hinted and not (given.is_hinted and may_be_hinted):
        yield f"{key}: hinted {given.is_hinted} instead of {is_hinted}"


def _unfinished(game: Game, kept: Kept) -> Iterator[str]:
    if game.phase is not Phase.ENDED:
        yield f"game {game.id} has not ended"
    if kept.scored.get(game.id) != list(range(1, game.round.number + 1)):
        yield f"game {game.id} is in round {game.round.number} with these scored: {kept.scored.get(game.id)}"


def _wrong_points(game: Game, kept: Kept) -> Iterator[str]:
    """Score again, round by round, what was answered."""
    streaks: dict[int, int] = {}
    for number in kept.scored.get(game.id, ()):
        given = kept.answers.get((game.id, number), {})
        awards = award(given.values(), streaks, game.deal[number - 1].seconds)
        streaks = {it.user_id: it.streak for it in awards}
        earned = dict.fromkeys(given, 0) | {it.user_id: it.points for it in awards}
        got = kept.points.get((game.id, number), {})
        if got != earned:
            yield f"game {game.id} round {number}: {got} were given instead of {earned}"
    sums: Points = defaultdict(int)
    for (game_id, _), points in kept.points.items():
        for user_id, count in points.items() if game_id == game.id else ():
            sums[user_id] += count
    standings = {user_id: it.points for user_id, it in game.standings.items()}
    if standings != sums:
        yield f"game {game.id}: standings {standings} are not the sums of its rounds {dict(sums)}"


def _wrongly_shown(card: Card, kept: Kept) -> Iterator[str]:
    text = " ".join(f"{it.get('description')} {it.get('fields')}" for it in card.message["embeds"])
    if card.step == "reveal":
        kept_points = {user: count for user, count in kept.points.get((card.game_id, card.number), {}).items() if count}
        shown = {int(user): int(count) for user, count in _AWARDED.findall(text)}
    elif card.step == "end":
        kept_points = {user: it.points for user, it in kept.games[card.game_id].standings.items()}
        shown = {int(user): int(count) for user, count in _STANDS.findall(text)}
    else:
        return
    if shown != kept_points:
        yield f"game {card.game_id} round {card.number} {card.step}: {shown} was shown, {kept_points} kept"


def _wrong_time(server: QuizServer, reveal: Card, killed_at: Sequence[float]) -> Iterator[str]:
    """A question is open as long as it was to be; a bot that is there reveals it soon after.

    Only where a bot died between the post and keeping that it was posted, the next one gives the whole time again.
    """
    question = server.cards.get((reveal.game_id, reveal.number, "ask"))
    if question is None:
        yield f"game {reveal.game_id} round {reveal.number} was revealed and never asked"
        return
    asked = question.posted_at
    for earlier, _ in pairwise(asked):
        if not any(0 <= at - earlier <= UNSAVED_S for at in killed_at):
            yield f"game {reveal.game_id} round {reveal.number} was asked again without need"
    early_s = asked[0] + SECONDS - reveal.posted_at[0]
    if early_s > EARLY_S:
        yield f"game {reveal.game_id} round {reveal.number} was closed {early_s:.1f} s early"
    due = asked[-1] + SECONDS
    late_s = sum(max(0.0, min(to, reveal.posted_at[0]) - max(since, due)) for since, to in server.ups)
    if late_s > LATE_S:
        yield f"game {reveal.game_id} round {reveal.number}: a bot let {late_s:.1f} s pass before the reveal"


def _sums(kept: Kept) -> Points:
    sums: Points = defaultdict(int)
    for points in kept.points.values():
        for user_id, count in points.items():
            sums[user_id] += count
    return sums
