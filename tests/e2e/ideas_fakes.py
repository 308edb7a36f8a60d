"""A curator who keeps facts in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache

from bot.bootstrap import load_lexicon
from bot.core.curation.drafts import Draft, DraftRefused, FieldFault
from bot.core.curation.guild_library import GuildLibrary
from bot.core.curation.revisions import Act, FactKey, Overlay, OwnFact, Revision, State
from bot.core.errors import UserError
from bot.core.guilds import Actor
from bot.core.knowledge.facts import Fact, Pack, Source
from bot.core.knowledge.lexicon import Lexicon
from bot.core.knowledge.library import Library
from bot.ops.places import FACTS_DIR
from bot.services.asking import Asking
from bot.services.curation_ports import Conflict


@cache
def _lexicon() -> Lexicon:
    return load_lexicon(FACTS_DIR)


@cache
def answering(packs: tuple[Pack, ...]) -> Asking:
    """The real library over some packs."""
    return Asking(Library(packs, _lexicon()))


@dataclass
class FakeCurator:
    """Keeps facts of guilds beside those of the packs: at once, and without a history."""

    packs: tuple[Pack, ...]
    revisions: list[Revision] = field(default_factory=list)

    async def asking_of(self, guild_id: int) -> Asking:
        shared = answering(self.packs)
        states = {(it.show_id, it.fact_id): (it.id, it.state) for it in self.revisions if it.guild_id == guild_id}
        return Asking(GuildLibrary(shared.library, Overlay(states))) if states else shared

    async def form(self, guild_id: int, actor: Actor, key: FactKey) -> tuple[Draft, int]:
        fact = (await self.asking_of(guild_id)).show(key[0]).fact(key[1])
        return Draft(key[0], fact.topic_id, fact.text, "\n".join((fact.question, *fact.asked))), self._newest(*key)

    async def save(
        self, guild_id: int, actor: Actor, draft: Draft, *, fact_id: str = "", expected: int = 0
    ) -> Revision:
        if "refuse" in draft.text:
            raise DraftRefused(draft, (FieldFault("text", "cannot be *kept*"), FieldFault("source", "is missing")))
        if "full" in draft.text:
            raise UserError("This server has as many facts as I can keep.")
        newest = next((it for it in reversed(self.revisions) if it.fact_id == fact_id), None)
        if newest and newest.id != expected:
            raise Conflict(newest)
        return self._keep(guild_id, actor, draft, fact_id or f"own-{len(self.revisions) + 1}")

    def _keep(self, guild_id: int, actor: Actor, draft: Draft, fact_id: str) -> Revision:
        pack = next(it for it in self.packs if it.id == draft.show_id)
        question, *asked = draft.asked.splitlines() or [draft.text]
        source = Source("own", draft.source or "a member", date(2031, 5, 1))
        topic = draft.topic or pack.topics[0].id
        fact = Fact(fact_id, pack.id, topic, draft.text, question, pack.sources[0].id, source.date, asked=tuple(asked))
        return self.keep(guild_id, OwnFact(fact, source, topic), by=actor.user_id)

    def keep(self, guild_id: int, own: OwnFact, *, by: int = 0) -> Revision:
        """Keep a fact as it is."""
        revision = Revision(
            id=len(self.revisions) + 1,
            guild_id=guild_id,
            show_id=own.fact.show_id,
            fact_id=own.fact.id,
            act=Act.ADD,
            state=State(own),
            before=State(),
            by=by,
            at=datetime(2031, 5, 14, tzinfo=UTC),
        )
        self.revisions.append(revision)
        return revision

    def _newest(self, show_id: str, fact_id: str) -> int:
        return max((it.id for it in self.revisions if (it.show_id, it.fact_id) == (show_id, fact_id)), default=0)
