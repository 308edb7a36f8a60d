"""Use case: a quiz for one, which only its player sees. It waits for them, and counts on no board."""

from __future__ import annotations

from bot.core.errors import RoundOver
from bot.core.quiz import playing
from bot.core.quiz.game import Game, Phase
from bot.core.quiz.scoring import Given
from bot.services.guild_settings import GuildSettingsService
from bot.services.hosting import GAME_OVER, RoundKey, Wish
from bot.services.locks import Locks
from bot.services.ports import Games
from bot.services.question_bank import QuestionBank
from bot.services.quiz_table import Clock


class SoloQuizzes:
    """Plays step by step: each step is asked for by the player, and kept before it is shown."""

    def __init__(self, bank: QuestionBank, games: Games, settings: GuildSettingsService, *, clock: Clock) -> None:
        self._bank = bank
        self._games = games
        self._settings = settings
        self._clock = clock
        self._locks = Locks()

    async def start(self, guild_id: int, channel_id: int, user_id: int, wish: Wish) -> Game:
        """Return a new game. Raises UserError for no such questions, or a wish out of range.

        Args:
            guild_id: 0 outside of guilds.
        """
        settings = await self._settings.load(guild_id)
        wanted = wish.over(settings.defaults)
        deal = await self._bank.deal(guild_id, wish.show_id, wish.topic_id, wanted, list_id=wish.list_id)
        place = (guild_id, channel_id)
        game = playing.new_game(place, user_id, deal, self._clock(), style=wanted.style, is_solo=True)
        return await self._games.begin(game)

    async def choose(self, key: RoundKey, user_id: int, option: int) -> Game:
        """Answer by an option and return the game with its round closed. Raises RoundOver, UserError."""
        async with self._locks.of(key.game_id):
            game = await self._load(key, user_id)
            return await self._answered(*playing.choose(game, key.number, user_id, option, self._clock()))

    async def type_in(self, key: RoundKey, user_id: int, text: str) -> Game:
        """Answer by typing and return the game with its round closed. Raises RoundOver, UserError."""
        async with self._locks.of(key.game_id):
            game = await self._load(key, user_id)
            now, jury = self._clock(), await self._bank.jury(game)
            verdict = jury.verdict(game.dealt.question, text)
            return await self._answered(*playing.type_in(game, key.number, user_id, text, now, verdict=verdict))

    async def hint(self, key: RoundKey, user_id: int) -> str:
        """Give the hint, and keep that it was taken. Raises RoundOver."""
        async with self._locks.of(key.game_id):
            game, text = playing.take_hint(await self._load(key, user_id), key.number, user_id)
            await self._games.save(game)
        return text

    async def skip(self, key: RoundKey, user_id: int) -> Game:
        """Give up on the question and return the game with its round closed. Raises RoundOver."""
        async with self._locks.of(key.game_id):
            return await self._close(await self._load(key, user_id), key.number)

    async def proceed(self, key: RoundKey, user_id: int) -> Game:
        """Return the game with its next question open, or over. Raises RoundOver."""
        async with self._locks.of(key.game_id):
            game = playing.proceed(await self._load(key, user_id), key.number, self._clock())
            await self._games.save(game)
        return game

    async def _answered(self, game: Game, given: Given) -> Game:
        await self._games.add_answer(game, given)
        return await self._close(game, game.round.number)

    async def _close(self, game: Game, number: int) -> Game:
        now = self._clock()
        closed = playing.close(game, number, now)
        await self._games.score(closed, now)
        return closed

    async def _load(self, key: RoundKey, user_id: int) -> Game:
        game = await self._games.load(key.guild_id, key.game_id)
        if game is None or not game.is_solo or game.starter_id != user_id or game.phase is Phase.ENDED:
            raise RoundOver(GAME_OVER)
        return game
