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
from bot.core.quiz.playing import MAX_REFUSED_KEPT
from bot.core.quiz.scoring import Given, award
from bot.storage import tables
from bot.storage.codec import load_answer
from bot.storage.database import open_database
from bot.storage.repositories import repositories
from bot.storage.urls import file_url
from tests.wire.crowd import FORM, SECONDS, Crowd, Press
from tests.wire.quiz_server import Card, QuizServer

CHOSEN, HINTED, SKIPPED, RIGHT, REFUSED = "You chose **", "💡", "On we go.", "✅", ("🟡", "❌")
ANSWERS, CONFIRMED = ("option", "type"), (CHOSEN, RIGHT, *REFUSED)
POLITE = (
    *(*CONFIRMED, HINTED, SKIPPED, FORM, "Noted. ", "That round is over.", "That quiz is over."),
    *("A quiz about ", "A quiz is running in this channel already", "A quiz is about to start"),
    *("The quiz ends here.", "No quiz is running"),
)
EARLY_S, LATE_S, UNSAVED_S = 0.3, 3.0, 0.5
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
        pressed = {it.user_id for it in crowd.presses if (it.game_id, it.number) == key and it.press in ANSWERS}
        yield from (f"{key}: {user_id} never answered" for user_id in answers if user_id not in pressed)
    for game in kept.games.values():
        yield from _unfinished(game, kept)
        yield from _wrong_points(game, kept)
    for card in server.cards.values():
        yield from _wrongly_shown(card, kept)
    for card in server.cards.values():
        if card.step == "ask":
            yield from _asked_again(card, killed_at)
    for card in undisturbed(server, crowd):
        yield from _wrong_time(server, card)
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
    """Compare what is kept of a player with the last answer that was confirmed, or any that nobody lived to confirm."""
    game_id, number, user_id = key
    given = kept.answers.get((game_id, number), {}).get(user_id)
    told = [(it, server.told.get(it.token)) for it in presses]
    possible, is_confirmed, is_right = _possible(told)
    if given is None:
        if is_confirmed:
            yield f"{key}: a confirmed answer is lost"
        return
    if (given.text if given.option is None else given.option) not in possible:
        yield f"{key}: kept {given}, but {possible} was confirmed last"
    if is_right and not given.is_right:
        yield f"{key}: an answer that was called right is not"
    refused = {it.text for it, text in told if text and text.startswith(REFUSED)} - {given.text, *given.refused}
    if refused and len(presses) <= MAX_REFUSED_KEPT:
        yield f"{key}: it is lost that {refused} was refused"
    hints = [text for it, text in told if it.press == "hint"]
    was_hinted = any(text and text.startswith(HINTED) for text in hints)
    if given.is_hinted != was_hinted and not (given.is_hinted and None in hints):
        yield f"{key}: hinted {given.is_hinted}, but told {hints}"


def _possible(told: Iterable[tuple[Press, str | None]]) -> tuple[set[int | str], bool, bool]:
    """Return which answers may be kept, whether one has to be, and whether it has to be a right one that was typed."""
    possible: set[int | str] = set()
    is_confirmed = False
    for it, text in told:
        answer = it.text or it.choice
        if it.press not in ANSWERS or (text and not text.startswith(CONFIRMED)):
            continue
        if text and text.startswith(RIGHT):
            return {*possible, answer}, True, True
        possible = {answer} if text else {*possible, answer}
        is_confirmed = is_confirmed or text is not None
    return possible, is_confirmed, False


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
        kept_points = {user: it.points for user, it in kept.games[card.game_id].standings.items() if it.points}
        shown = {int(user): int(count) for user, count in _STANDS.findall(text)}
    else:
        return
    if shown != kept_points:
        yield f"game {card.game_id} round {card.number} {card.step}: {shown} was shown, {kept_points} kept"


def undisturbed(server: QuizServer, crowd: Crowd) -> list[Card]:
    """Return the reveals of rounds that nobody skipped or stopped."""
    hurried = {
        (it.game_id, it.number)
        for it in crowd.presses
        if it.press == "skip" and server.told.get(it.token, SKIPPED) == SKIPPED
    }
    reveals = [card for card in server.cards.values() if card.step == "reveal" and card.game_id not in crowd.stopped]
    return [card for card in reveals if (card.game_id, card.number) not in hurried]


def _asked_again(question: Card, killed_at: Sequence[float]) -> Iterator[str]:
    """Only where a bot died between the post and keeping that it was posted, the next one has to post again."""
    for earlier, _ in pairwise(question.posted_at):
        if not any(abs(at - earlier) <= UNSAVED_S for at in killed_at):
            yield f"game {question.game_id} round {question.number} was asked again without need"


def _wrong_time(server: QuizServer, reveal: Card) -> Iterator[str]:
    """A question is open as long as it was to be, whoever is there; a bot that is there then reveals it soon."""
    question = server.cards.get((reveal.game_id, reveal.number, "ask"))
    if question is None:
        yield f"game {reveal.game_id} round {reveal.number} was revealed and never asked"
        return
    early_s = question.posted_at[0] + SECONDS - reveal.posted_at[0]
    if early_s > EARLY_S:
        yield f"game {reveal.game_id} round {reveal.number} was closed {early_s:.1f} s early"
    due = question.posted_at[-1] + SECONDS
    late_s = sum(max(0.0, min(to, reveal.posted_at[0]) - max(since, due)) for since, to in server.ups)
    if late_s > LATE_S:
        yield f"game {reveal.game_id} round {reveal.number}: bots let {late_s:.1f} s pass before the reveal"


def _sums(kept: Kept) -> Points:
    sums: Points = defaultdict(int)
    for points in kept.points.values():
        for user_id, count in points.items():
            sums[user_id] += count
    return sums
