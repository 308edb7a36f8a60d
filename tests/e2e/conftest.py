"""The real bot on real discord.py in a simulated Discord."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle, UserHandle
from simcord.env import Env

from bot.bootstrap import build_services
from bot.discord_ui.client import ShowBot
from bot.services.asking import Asking
from bot.services.ports import Storage
from tests.curation_fakes import FakeRevisions
from tests.e2e.fakes import FakeLibrary, FakeSyncMemory
from tests.e2e.shows import ballard, lighthouse
from tests.fakes import fake_storage

NOW = datetime(2031, 5, 14, 1, 30, tzinfo=UTC)  # a Wednesday; still Tuesday in New York


@dataclass
class World:
    """A guild with the bot, an admin and two members."""

    env: Env
    guild: GuildHandle
    channel: ChannelHandle
    alice: MemberActor
    bob: MemberActor
    admin: MemberActor

    @classmethod
    def of(cls, env: Env) -> "World":
        guild = env.create_guild("Cold Case Club")
        channel = guild.create_text_channel("ballard")
        admins = guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
        alice, bob = (guild.add_member(env.create_user(name)) for name in ("alice", "bob"))
        admin = guild.add_member(env.create_user("morgan"), roles=[admins])
        return cls(env, guild, channel, alice, bob, admin)

    @property
    def bot(self) -> ShowBot:
        return self.env.bot

    @property
    def mention(self) -> str:
        return f"<@{self.bot.user.id}>"

    def user(self, name: str) -> UserHandle:
        return self.env.create_user(name)

    def said(self, channel: ChannelHandle | None = None) -> list[discord.Message]:
        """What the bot has posted, oldest first."""
        return [m for m in (channel or self.channel).history() if m.author.id == self.bot.user.id]


def make_bot(
    asking: Asking,
    *,
    reads_messages: bool = True,
    memory: FakeSyncMemory | None = None,
    kept: Storage | None = None,
    clock: Callable[[], datetime] = discord.utils.utcnow,
    revisions: FakeRevisions | None = None,
) -> ShowBot:
    rng = random.Random(7)
    kept = kept or fake_storage()
    kept = replace(kept, revisions=revisions) if revisions else kept
    services = build_services(asking, kept, clock=clock, rng=rng)
    return ShowBot(services, prefix="!", reads_messages=reads_messages, sync_memory=memory, rng=rng)


@asynccontextmanager
async def simulated(bot: ShowBot, **options: Any) -> AsyncIterator[Env]:
    """A running simulation; errors that the bot did not meet itself fail the test."""
    env = Env(bot, **options)
    await env.start()
    try:
        yield env
    finally:
        await env.shutdown()
    env._raise_errors_since(env._errors_acknowledged)


@pytest.fixture
def simcord_bot() -> ShowBot:
    return make_bot(Asking(FakeLibrary((ballard(),))))


@pytest.fixture
def world(simcord_env: Env) -> World:
    """The shipped show alone, with the Message Content intent."""
    return World.of(simcord_env)


@pytest.fixture
async def two_shows_env() -> AsyncIterator[Env]:
    async with simulated(make_bot(Asking(FakeLibrary((ballard(), lighthouse()))))) as env:
        yield env


@pytest.fixture
def two_shows(two_shows_env: Env) -> World:
    """The shipped show and the invented one, answered by a library whose mind is known."""
    return World.of(two_shows_env)


@pytest.fixture
async def blind_env() -> AsyncIterator[Env]:
    bot = make_bot(Asking(FakeLibrary((ballard(),))), reads_messages=False)
    async with simulated(bot, approved_intents=discord.Intents.none()) as env:
        yield env


@pytest.fixture
def blind(blind_env: Env) -> World:
    """The shipped show alone, without the Message Content intent."""
    return World.of(blind_env)


@pytest.fixture
def kept() -> Storage:
    """What outlives the bot of `quiz`."""
    return fake_storage()


@pytest.fixture
async def quiz(kept: Storage) -> AsyncIterator[World]:
    """The shipped show, ready for quizzes."""
    async with simulated(make_bot(Asking(FakeLibrary((ballard(),))), kept=kept)) as env:
        yield World.of(env)


@pytest.fixture
async def club() -> AsyncIterator[Any]:
    """The shipped show in a guild with curators and a review channel (a `Club`)."""
    from tests.e2e.ideas_play import Club, Kept

    kept = Kept((ballard(),))
    async with simulated(kept.bot()) as env:
        yield await Club.of(env, kept)
