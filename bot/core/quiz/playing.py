"""The rules of play. Each takes a game, what happened and when, and returns the game after it and what came of it.

A game is one of three things (`Phase`): a question is open, the last one is being revealed, or it is over.

    ASKING --close--> REVEALING --proceed--> ASKING or ENDED
    ASKING, REVEALING --stop--> ENDED
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.errors import NotAllowed, RoundOver, UserError
from bot.core.quiz.game import REVEAL_S, Ending, Game, Phase, open_round, standings_after
from bot.core.quiz.hints import letters
from bot.core.quiz.judging import Verdict
from bot.core.quiz.question import Dealt, Style
from bot.core.quiz.scoring import Given, award

# After the first right answer that everybody can read, how long the others have left.
OPEN_SECRET_S = 6.0
MAX_REFUSED_KEPT = 5
MAX_ANSWER_CHARS = 200
NO_OPTION = "That is not one of the options."
NO_HINT = "There is no hint for this question."
NO_TYPING = "This question is answered by its buttons."
NO_BUTTONS = "Type the answer to this question."
ONLY_PLAYERS = "Only those who play can vote to skip: answer a question first."


def new_game(
    place: tuple[int, int],
    starter_id: int,
    deal: tuple[Dealt, ...],
    now: datetime,
    *,
    style: Style,
    is_solo: bool = False,
) -> Game:
    """Return a game whose first question opens now; its id is given where it is kept.

    Args:
        place: Guild and channel; guild 0 for a solo game outside of guilds.
        deal: Not empty.
    """
    guild_id, channel_id = place
    shows = tuple(dict.fromkeys(dealt.question.show_id for dealt in deal))
    first = open_round(1, deal[0], now)
    return Game(
        *(0, guild_id, channel_id, starter_id, shows, style, deal, Phase.ASKING, first, first.closes_at),
        is_solo=is_solo,
    )


def reopened(game: Game, now: datetime) -> Game:
    """Return a game with the whole time left for a question that nobody could see until now."""
    again = open_round(game.round.number, game.dealt, now)
    current = replace(game.round, opened_at=again.opened_at, closes_at=again.closes_at)
    return replace(game, round=current, due_at=again.closes_at)


def choose(game: Game, number: int, user_id: int, option: int, now: datetime) -> tuple[Game, Given]:
    """Take a press on an option; the last press of a player counts.

    Raises:
        RoundOver: the round with this number is not open (any more).
        UserError: the question has no such option.
    """
    dealt = _open(game, number)
    if dealt.is_typed:
        raise UserError(NO_BUTTONS)
    if not 0 <= option < len(dealt.options):
        raise UserError(NO_OPTION)
    text = dealt.options[option]
    verdict = Verdict.RIGHT if text == dealt.question.answer else Verdict.WRONG
    return _taken(game, Given(user_id, text, verdict, _seconds(game, now), option, user_id in game.round.hinted))


def type_in(
    game: Game, number: int, user_id: int, text: str, now: datetime, *, verdict: Verdict, is_public: bool = False
) -> tuple[Game, Given]:
    """Take a typed answer; the last of a player counts, but a right one stays.

    Args:
        verdict: What `judging` says about the text.
        is_public: Others can read it, so a right one leaves them only OPEN_SECRET_S.
    Raises:
        RoundOver: the round with this number is not open (any more).
        UserError: the question is answered by buttons.
    """
    if not _open(game, number).is_typed:
        raise UserError(NO_TYPING)
    before = game.round.answers.get(user_id)
    if before and before.is_right:
        return game, before
    refused = (*before.refused, before.text)[-MAX_REFUSED_KEPT:] if before else ()
    is_hinted = user_id in game.round.hinted
    given = Given(user_id, text[:MAX_ANSWER_CHARS], verdict, _seconds(game, now), None, is_hinted, refused)
    game, given = _taken(game, given)
    if is_public and given.is_right:
        soon = min(game.due_at, now + timedelta(seconds=OPEN_SECRET_S))
        game = replace(game, round=replace(game.round, closes_at=soon), due_at=soon)
    return game, given


def take_hint(game: Game, number: int, user_id: int) -> tuple[Game, str]:
    """Give a player the hint, which halves what this round earns them; asking again gives the same.

    Raises:
        RoundOver: the round with this number is not open (any more).
        UserError: the question has no hint.
    """
    dealt = _open(game, number)
    if not has_hint(dealt):
        raise UserError(NO_HINT)
    given = game.round.answers.get(user_id)
    answers = {**game.round.answers, user_id: replace(given, is_hinted=True)} if given else game.round.answers
    current = replace(game.round, hinted=game.round.hinted | {user_id}, answers=answers)
    return replace(game, round=current), hint_text(dealt)


def has_hint(dealt: Dealt) -> bool:
    """Tell whether there is something to show of an answer that does not tell it."""
    return dealt.is_typed or bool(dealt.struck)


def hint_text(dealt: Dealt) -> str:
    """Return the hint of a question: some letters of the answer, or two options that are wrong."""
    if dealt.is_typed:
        return letters(dealt.question.answer)
    return "Not " + ", and not ".join(dealt.options[position] for position in dealt.struck)


def vote_skip(game: Game, number: int, user_id: int) -> tuple[Game, bool]:
    """Count a wish to go on; return whether it is enough: the starter's is, else more than half of the players'.

    Raises:
        RoundOver: the round with this number is not open (any more).
        NotAllowed: the user does not play in this game.
    """
    _open(game, number)
    if user_id != game.starter_id and user_id not in game.players:
        raise NotAllowed(ONLY_PLAYERS)
    skips = game.round.skips | {user_id}
    game = replace(game, round=replace(game.round, skips=skips))
    return game, user_id == game.starter_id or votes_missing(game) == 0


def votes_missing(game: Game) -> int:
    """Return how many more players must want to skip the open question."""
    needed = len(game.players) // 2 + 1
    return max(0, needed - len(game.round.skips & game.players))


def close(game: Game, number: int, now: datetime) -> Game:
    """Close the open round and score it.

    Raises:
        RoundOver: the round with this number is not open (any more).
    """
    dealt = _open(game, number)
    streaks = {user_id: standing.streak for user_id, standing in game.standings.items()}
    scored = replace(game.round, awards=award(game.round.given, streaks, dealt.seconds))
    return replace(
        game,
        phase=Phase.REVEALING,
        round=scored,
        standings=standings_after(game.standings, scored),
        idle_rounds=0 if scored.answers or game.is_solo else game.idle_rounds + 1,
        due_at=now + timedelta(seconds=REVEAL_S),
    )


def proceed(game: Game, number: int, now: datetime) -> Game:
    """Go on after the reveal of the round with this number: to the next question, or to the end.

    Raises:
        RoundOver: that round is not being revealed.
    """
    if game.phase is not Phase.REVEALING or game.round.number != number:
        raise RoundOver
    if game.is_last_round:
        is_idle = game.round.number < len(game.deal)
        return ended(game, Ending.IDLE if is_idle else Ending.PLAYED, now)
    following = open_round(number + 1, game.deal[number], now)
    return replace(game, phase=Phase.ASKING, round=following, due_at=following.closes_at)


def ended(game: Game, ending: Ending, now: datetime) -> Game:
    """Return the game as over, as it is if it is already. An open round stays unscored: close it first."""
    return game if game.phase is Phase.ENDED else replace(game, phase=Phase.ENDED, ending=ending, due_at=now)


def hidden_facts(games: Collection[Game]) -> frozenset[str]:
    """Return the keys of the facts that would give an open question away."""
    return frozenset(
        key for game in games if game.phase is Phase.ASKING for key in game.dealt.question.giveaways if not game.is_solo
    )


def _open(game: Game, number: int) -> Dealt:
    if game.phase is not Phase.ASKING or game.round.number != number:
        raise RoundOver
    return game.dealt


def _taken(game: Game, given: Given) -> tuple[Game, Given]:
    answers = {**game.round.answers, given.user_id: given}
    return replace(game, round=replace(game.round, answers=answers)), given


def _seconds(game: Game, now: datetime) -> float:
    """Return how long the round has been open, within what it may be: clocks can jump."""
    elapsed = (now - game.round.opened_at).total_seconds()
    return min(max(elapsed, 0.0), game.dealt.seconds)
