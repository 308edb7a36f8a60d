"""Use case: an answer that should have counted, and a question that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.errors import UserError
from bot.core.guilds import Actor, require_moderator
from bot.core.quiz.judging import Verdict, judge
from bot.core.quiz.scoring import Award, Given, points
from bot.services.hosting import QuizHost, RoundKey
from bot.services.ports import Games, PlayedRound, Rulings
from bot.services.quiz_table import Clock

NOT_SCORED = "I no longer know that round, or it is still open."
NOTHING_REFUSED = "No answer was refused in that round."


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that was refused, as its first player typed it, and those who typed the same."""

    text: str
    user_ids: tuple[int, ...]


class Appeals:
    """Lets moderators accept answers after the fact, and players report questions."""

    def __init__(self, games: Games, rulings: Rulings, host: QuizHost, clock: Clock) -> None:
        self._games = games
        self._rulings = rulings
        self._host = host
        self._clock = clock

    async def refused(self, actor: Actor, key: RoundKey) -> tuple[Refused, ...]:
        """Return what was refused in a round, each text once, in the order it came.

        Raises:
            NotAllowed: the actor is no moderator.
            UserError: there is no such round, or nothing was refused in it.
        """
        require_moderator(actor)
        return _refused(await self._played(key))

    async def allow(self, actor: Actor, key: RoundKey, text: str) -> tuple[Award, ...]:
        """Accept a refused answer in this guild from now on, and give its points to all who typed it.

        Returns:
            What was given now; nothing when another moderator was faster.

        Raises:
            NotAllowed, UserError: as `refused` does, and for a text that is not among the refused.
        """
        require_moderator(actor)
        played = await self._played(key)
        refused = next((it for it in _refused(played) if it.text == text), None)
        if refused is None:
            raise UserError(NOTHING_REFUSED)
        awards = tuple(
            Award(given.user_id, points(given.seconds, played.dealt.seconds, is_hinted=given.is_hinted), given.seconds)
            for given in played.answers
            if given.user_id in refused.user_ids and given.user_id not in played.awarded
        )
        question_id, now = played.dealt.question.id, self._clock()
        given = await self._rulings.accept(
            key.guild_id, question_id, text, by=actor.user_id, at=now, played=played, awards=awards
        )
        self._host.allow(key.guild_id, question_id, text)
        await self._host.add_points(key.game_id, given)
        return given

    async def report(self, user_id: int, key: RoundKey) -> bool:
        """Take a round's question out of the guild's games until a moderator has looked at it.

        Returns:
            Whether it was still in. Raises UserError where there is no such round.
        """
        played = await self._played(key)
        return await self._rulings.report(key.guild_id, played.dealt.question.id, by=user_id, at=self._clock())

    async def reported(self, actor: Actor, guild_id: int) -> Mapping[str, datetime]:
        """Return the questions that wait for a look, and since when. Raises NotAllowed for others than moderators."""
        require_moderator(actor)
        return await self._rulings.reported(guild_id)

    async def settle(self, actor: Actor, guild_id: int, question_id: str, *, is_good: bool) -> bool:
        """Bring a reported question back, or keep it out; return whether it waited. Raises NotAllowed as `reported`."""
        require_moderator(actor)
        return await self._rulings.settle(guild_id, question_id, is_good=is_good, by=actor.user_id, at=self._clock())

    async def _played(self, key: RoundKey) -> PlayedRound:
        played = await self._games.played(key.guild_id, key.game_id, key.number)
        if played is None:
            raise UserError(NOT_SCORED)
        return played


def _refused(played: PlayedRound) -> tuple[Refused, ...]:
    users: dict[str, list[int]] = {}
    for given, text in _refused_texts(played):
        same = next((known for known in users if judge(text, [known]) is Verdict.RIGHT), text)
        if given.user_id not in users.setdefault(same, []):
            users[same].append(given.user_id)
    if not users:
        raise UserError(NOTHING_REFUSED)
    return tuple(Refused(text, tuple(user_ids)) for text, user_ids in users.items())


def _refused_texts(played: PlayedRound) -> Iterator[tuple[Given, str]]:
    """Yield each typed text that was not right at the time, so that the order stays when some are accepted later."""
    for given in played.answers:
        if given.option is None and not given.is_right:
            yield from ((given, text) for text in (*given.refused, given.text))
