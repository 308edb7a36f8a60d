"""What every part of a quiz in Discord needs at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord

from bot.services.appeals import Appeals
from bot.services.bases import GuildBases
from bot.services.hosting import QuizHost
from bot.services.question_bank import QuestionBank
from bot.services.solo import SoloQuizzes

ONLY_IN_GUILDS = "Quizzes are played in the channels of a server. For yourself alone there is `/quiz solo`."

Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True)
class QuizDesk:
    """The use cases of quizzes, and the shows that they are about."""

    bases: GuildBases
    bank: QuestionBank
    host: QuizHost
    appeals: Appeals
    solo: SoloQuizzes
