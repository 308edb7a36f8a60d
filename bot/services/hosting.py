"""Use case: a channel plays a quiz. One game a channel; a restart changes nothing but who runs it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from bot.core.errors import RoundOver, UserError
from bot.core.guilds import Actor, GuildSettings, QuizDefaults, check_defaults, require_start, require_stop
from bot.core.quiz import playing
from bot.core.quiz.game import Ending, Game, Phase, with_points
from bot.core.quiz.jury import Jury
from bot.core.quiz.leaving import without
from bot.core.quiz.question import Difficulty, Style
from bot.core.quiz.scoring import Award, Given
from bot.services.guild_settings import GuildSettingsService
from bot.services.ports import Games
from bot.services.question_bank import QuestionBank
from bot.services.quiz_hall import QuizHall, Report
from bot.services.quiz_table import Clock, QuizTable, Stage

NO_GAME = "No quiz is running in this channel. Start one with `/quiz start`."
GAME_OVER = "That quiz is over."


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to play; None is as the guild has set it."""

    show_id: str | None = None
    topic_id: str | None = None
    questions: int | None = None
    seconds: int | None = None
    style: Style | None = None
    difficulty: Difficulty | None = None
    list_id: str | None = None

    def over(self, defaults: QuizDefaults) -> QuizDefaults:
        """Return the defaults with what was wished for. Raises UserError for what is out of range."""
        wanted = QuizDefaults(
            self.questions if self.questions is not None else defaults.questions,
            self.seconds if self.seconds is not None else defaults.seconds,
            self.style or defaults.style,
            self.difficulty or defaults.difficulty,
        )
        check_defaults(wanted)
        return wanted


@dataclass(frozen=True, slots=True)
class RoundKey:
    """Names a round from outside, as a button does: each part is checked against the game that it names."""

    guild_id: int
    game_id: int
    number: int


class QuizHost:
    """Starts games, passes on what players do, and brings games back after a restart.

    Args:
        report: Told about what nobody else hears: an error in a game's own task.
    """

    def __init__(
        self,
        bank: QuestionBank,
        games: Games,
        settings: GuildSettingsService,
        *,
        clock: Clock,
        report: Report,
    ) -> None:
        self._bank = bank
        self._games = games
        self._settings = settings
        self._clock = clock
        self._stage: Stage | None = None
        self._hall = QuizHall(report)

    async def open(self, stage: Stage) -> int:
        """Show games on this stage from now on; return how many go on that a restart had interrupted."""
        self._stage = stage
        games = await self._games.running()
        for game in games:
            await self._bring_back(game)
        return len(games)

    async def close(self) -> None:
        """Let go of all games: they are kept as they stand, for the next `open`."""
        await self._hall.close()

    async def start(self, guild_id: int, channel_id: int, actor: Actor, wish: Wish) -> Game:
        """Start a game in a channel and return it; its questions may be fewer than wished for.

        Raises:
            NotAllowed, NotHere: this guild does not let the actor, or not here.
            ChannelTaken: `running_in` tells which game runs there.
            UserError: no such questions, or a wish out of range.
        """
        with self._hall.claim(channel_id):
            settings = await self._settings.load(guild_id)
            require_start(settings, actor, channel_id)
            wanted = wish.over(settings.defaults)
            deal = await self._bank.deal(guild_id, wish.show_id, wish.topic_id, wanted, list_id=wish.list_id)
            game = playing.new_game((guild_id, channel_id), actor.user_id, deal, self._clock(), style=wanted.style)
            jury = await self._bank.jury(game)
            game = await self._games.begin(game)
            self._hall.seat(self._table_for(game, jury))
        return game

    async def choose(self, key: RoundKey, user_id: int, option: int) -> Given:
        """Keep a press on an option. Raises RoundOver or UserError as `playing.choose` does."""
        table = self._table(key)
        table.game, given = playing.choose(table.game, key.number, user_id, option, self._clock())
        await self._games.add_answer(table.game, given)
        return given

    async def type_in(self, key: RoundKey, user_id: int, text: str, *, is_public: bool = False) -> Given:
        """Judge and keep a typed answer. Raises RoundOver or UserError as `playing.type_in` does."""
        table = self._table(key)
        verdict = table.jury.verdict(table.game.dealt.question, text)
        table.game, given = playing.type_in(
            table.game, key.number, user_id, text, self._clock(), verdict=verdict, is_public=is_public
        )
        table.sooner()
        await self._games.add_answer(table.game, given)
        return given

    async def hint(self, key: RoundKey, user_id: int) -> str:
        """Give a player the hint, and keep that they took it. Raises RoundOver as `playing.take_hint` does."""
        table = self._table(key)
        table.game, text = playing.take_hint(table.game, key.number, user_id)
        await self._games.save(table.game)
        return text

    async def skip(self, key: RoundKey, user_id: int) -> int:
        """Count a wish to skip the question; return how many more are missing, 0 when it is skipped.

        Raises:
            RoundOver, NotAllowed: as `playing.vote_skip` does.
        """
        table = self._table(key)
        table.game, is_enough = playing.vote_skip(table.game, key.number, user_id)
        if is_enough:
            table.go_on()
            return 0
        await self._games.save(table.game)
        return playing.votes_missing(table.game)

    async def stop(self, channel_id: int, actor: Actor) -> None:
        """End the game in a channel. Raises UserError where none runs, NotAllowed for who may not."""
        game = self.game_in(channel_id)
        require_stop(await self._settings.load(game.guild_id), actor, game.starter_id)
        table = self._hall.of_game(game.id)
        if table is None:
            raise UserError(NO_GAME)  # it ended in this moment
        table.end(Ending.STOPPED)

    def running_in(self, channel_id: int) -> Game | None:
        """Return the game in a channel; None where none runs."""
        table = self._hall.in_channel(channel_id)
        return table.game if table else None

    def game_in(self, channel_id: int) -> Game:
        """Return the game in a channel. Raises UserError where none runs."""
        game = self.running_in(channel_id)
        if game is None:
            raise UserError(NO_GAME)
        return game

    def require_open(self, key: RoundKey) -> None:
        """Raise RoundOver when a round is not open (any more)."""
        table = self._table(key)
        if table.game.phase is not Phase.ASKING or table.game.round.number != key.number:
            raise RoundOver

    async def ended_game(self, key: RoundKey) -> Game:
        """Return a game that was played in a guild. Raises RoundOver when it is not known (any more)."""
        game = await self._games.load(key.guild_id, key.game_id)
        if game is None:
            raise RoundOver(GAME_OVER)
        return game

    def hidden_facts(self, guild_id: int) -> frozenset[str]:
        """Return the keys of facts that would give away a question which is open in a guild."""
        return playing.hidden_facts([table.game for table in self._hall.of_guild(guild_id)])

    def lose(
        self, *, guild_id: int | None = None, channel_id: int | None = None, message_id: int | None = None
    ) -> None:
        """End the games of a guild or channel that is gone, or whose open question was deleted. Their points stay."""
        for table in self._hall.of_guild(None):
            game = table.game
            asked_in = game.round.asked_in if game.phase is Phase.ASKING else None
            is_gone = game.guild_id == guild_id or game.channel_id == channel_id
            if is_gone or (message_id is not None and message_id == asked_in):
                table.end(Ending.LOST)

    def leave(self, user_id: int, guild_id: int | None = None) -> None:
        """Let running games of a guild, or of all, go on as if somebody had not been in them."""
        for table in self._hall.of_guild(guild_id):
            table.game = without(table.game, user_id)

    async def drop(self, guild_id: int) -> None:
        """Break off the games of a guild, without a word: nothing of them is to be kept."""
        await self._hall.drop(guild_id)

    def allow(self, guild_id: int, question_id: str, text: str) -> None:
        """Let running games of a guild know an answer that was accepted just now."""
        for table in self._hall.of_guild(guild_id):
            table.jury = table.jury.accepting(question_id, text)

    async def add_points(self, game_id: int, awards: tuple[Award, ...]) -> None:
        """Add points that were awarded after their round to the standings of a game that is still running."""
        table = self._hall.of_game(game_id)
        if table is not None:
            table.game = replace(table.game, standings=with_points(table.game.standings, awards))
            await self._games.save(table.game)

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return what a guild has set."""
        return await self._settings.load(guild_id)

    def _table(self, key: RoundKey) -> QuizTable:
        table = self._hall.of_game(key.game_id)
        if table is None or table.game.guild_id != key.guild_id:
            raise RoundOver(GAME_OVER)
        return table

    async def _bring_back(self, game: Game) -> None:
        """Let a game go on that a restart interrupted; end it where it can't, whatever happens to others."""
        (jury,) = await asyncio.gather(self._bank.jury(game), return_exceptions=True)
        if isinstance(jury, BaseException):
            self._hall.report(jury, f"return of quiz {game.id}")
            self._hall.give_up(self._table_for(game, Jury()))
        else:
            self._hall.seat(self._table_for(game, jury))

    def _table_for(self, game: Game, jury: Jury) -> QuizTable:
        assert self._stage is not None
        return QuizTable(game, self._games, self._stage, self._clock, jury)
