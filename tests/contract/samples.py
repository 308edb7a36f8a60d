"""Games to keep, played by the real rules."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.core.quiz.game import Ending, Game, Phase, open_round
from bot.core.quiz.judging import Verdict
from bot.core.quiz.playing import choose, close, ended, proceed
from bot.core.quiz.question import Dealt, Difficulty, Question, Style
from bot.core.quiz.scoring import Given
from bot.services.ports import Storage

T0 = datetime(2026, 3, 4, 18, 30, 0, 250_000, tzinfo=UTC)
GUILD, OTHER_GUILD, CHANNEL = 10**18 + 1, 10**18 + 2, 10**18 + 3
ANN, BEN, CAS = 10**18 + 11, 10**18 + 12, 10**18 + 13
RIGHT, WRONG = 0, 1


def after(seconds: float) -> datetime:
    return T0 + timedelta(seconds=seconds)


def question(number: int, show_id: str = "harbour", topic_id: str = "cast") -> Question:
    return Question(
        id=f"{show_id}/fact-{number}#who",
        show_id=show_id,
        topic_id=topic_id,
        text=f"Who “does” it, № {number}?",
        answer="Odile",
        accepted=("Odile Marchand",),
        wrong=("Pike", "Lena", "Tom"),
        difficulty=Difficulty.HARD,
        fact_key=f"{show_id}/fact-{number}",
        giveaways=(f"{show_id}/fact-{number}",),
        explanation="Odile does it.",
        source="Harbour News, 4 March 2026",
    )


def dealt(number: int, show_id: str = "harbour", topic_id: str = "cast") -> Dealt:
    return Dealt(question(number, show_id, topic_id), 20.0, ("Odile", "Pike", "Lena", "Tom"), struck=(1, 3))


def new_game(
    guild_id: int = GUILD,
    channel_id: int = CHANNEL,
    *,
    deal: Iterable[Dealt] = (),
    at: datetime = T0,
    is_solo: bool = False,
) -> Game:
    """Return a game that has just begun; of three questions where they are not given."""
    deal = tuple(deal) or tuple(dealt(number) for number in (1, 2, 3))
    first = open_round(1, deal[0], at)
    return Game(
        id=0,
        guild_id=guild_id,
        channel_id=channel_id,
        starter_id=ANN,
        show_ids=("harbour",),
        style=Style.MIXED,
        deal=deal,
        phase=Phase.ASKING,
        round=replace(first, asked_in=10**18 + 99),
        due_at=first.closes_at,
        is_solo=is_solo,
    )


def typed(user_id: int, text: str, seconds: float = 3.25, *refused: str) -> Given:
    return Given(user_id, text, Verdict.CLOSE, seconds, refused=refused)


async def answer(storage: Storage, game: Game, chosen: dict[int, int], seconds: float = 2.0) -> Game:
    """Let players choose options in the open round, and keep that."""
    for user_id, option in chosen.items():
        game, given = choose(
            game, game.round.number, user_id, option, game.round.opened_at + timedelta(seconds=seconds)
        )
        await storage.games.add_answer(game, given)
    return game


async def play_round(storage: Storage, game: Game, chosen: dict[int, int], seconds: float = 2.0) -> Game:
    """Play the open round to its reveal, and keep that."""
    game = await answer(storage, game, chosen, seconds)
    now = game.round.closes_at
    game = close(game, game.round.number, now)
    await storage.games.score(game, now)
    return game


async def next_round(storage: Storage, game: Game) -> Game:
    """Go on to the next question, or to the end, and keep that."""
    game = proceed(game, game.round.number, game.due_at)
    await storage.games.save(game)
    return game


async def play(storage: Storage, game: Game, *rounds: dict[int, int], seconds: float = 2.0) -> Game:
    """Begin a game, play its rounds, and end it."""
    game = await storage.games.begin(game)
    for position, chosen in enumerate(rounds):
        game = await next_round(storage, game) if position else game
        game = await play_round(storage, game, chosen, seconds)
    game = ended(game, Ending.STOPPED, game.due_at)
    await storage.games.save(game)
    return game
