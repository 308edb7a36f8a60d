"""The ports of suggestions and gaps in memory, and a curator who keeps facts there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from itertools import count

from bot.bootstrap import load_lexicon
from bot.core.curation.drafts import Draft, DraftRefused, FieldFault
from bot.core.curation.gaps import PAGE_GAPS, Gap, GapPage
from bot.core.curation.guild_library import GuildLibrary
from bot.core.curation.revisions import Act, FactKey, Overlay, OwnFact, Revision, State
from bot.core.curation.suggestions import Suggestion, Verdict
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


class FakeSuggestions:
    """Suggestions in memory."""

    def __init__(self) -> None:
        self.kept: dict[int, Suggestion] = {}
        self._ids = count(1)

    async def add(self, guild_id: int, draft: Draft, *, fact_id: str, by: int, at: datetime) -> Suggestion:
        kept = Suggestion(next(self._ids), guild_id, draft, by, at, fact_id)
        self.kept[kept.id] = kept
        return kept

    async def count_open(self, guild_id: int, user_id: int) -> int:
        return sum(it.by == user_id for it in await self.waiting(guild_id))

    async def posted(self, guild_id: int, suggestion_id: int, message_id: int) -> None:
        kept = await self.load(guild_id, suggestion_id)
        if kept:
            self.kept[suggestion_id] = replace(kept, message_id=message_id)

    async def load(self, guild_id: int, suggestion_id: int) -> Suggestion | None:
        kept = self.kept.get(suggestion_id)
        return kept if kept and kept.guild_id == guild_id else None

    async def of_member(self, guild_id: int, user_id: int, limit: int = 10) -> tuple[Suggestion, ...]:
        found = (it for it in self.kept.values() if (it.guild_id, it.by) == (guild_id, user_id))
        return tuple(sorted(found, key=lambda it: (it.at, it.id), reverse=True)[:limit])

    async def waiting(self, guild_id: int) -> tuple[Suggestion, ...]:
        found = (it for it in self.kept.values() if it.guild_id == guild_id and it.verdict is Verdict.OPEN)
        return tuple(sorted(found, key=lambda it: (it.at, it.id)))

    async def decide(
        self, guild_id: int, suggestion_id: int, verdict: Verdict, *, by: int, at: datetime, reason: str = ""
    ) -> bool:
        kept = await self.load(guild_id, suggestion_id)
        if kept is None or kept.verdict is not Verdict.OPEN:
            return False
        self.kept[suggestion_id] = replace(kept, verdict=verdict, decided_by=by, reason=reason)
        return True


class FakeGaps:
    """Questions without an answer in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[int, str], Gap] = {}
        self.muted: set[tuple[int, str]] = set()

    async def log(self, guild_id: int, key: str, text: str, *, show_id: str, at: datetime) -> None:
        if (guild_id, key) in self.muted:
            return
        kept = self.kept.setdefault((guild_id, key), Gap(key, text, 0, at, at, show_id))
        self.kept[guild_id, key] = replace(kept, count=kept.count + 1, last_at=max(kept.last_at, at))

    async def top(self, guild_id: int, page: int) -> GapPage:
        found = self._top(guild_id)
        page = max(0, min(page, (len(found) - 1) // PAGE_GAPS))
        return GapPage(tuple(found[page * PAGE_GAPS : (page + 1) * PAGE_GAPS]), page, len(found))

    async def load(self, guild_id: int, key: str) -> Gap | None:
        return self.kept.get((guild_id, key))

    async def forget(self, guild_id: int, keys: Sequence[str], *, is_for_good: bool = False) -> int:
        if is_for_good:
            self.muted |= {(guild_id, key) for key in keys}
        return sum(self.kept.pop((guild_id, key), None) is not None for key in keys)

    async def all(self, guild_id: int, limit: int = 1000) -> tuple[Gap, ...]:
        return tuple(self._top(guild_id)[:limit])

    async def sweep(self, before: datetime) -> int:
        old = [key for key, gap in self.kept.items() if gap.last_at < before]
        for key in old:
            del self.kept[key]
        return len(old)

    def _top(self, guild_id: int) -> list[Gap]:
        found = (gap for (guild, _), gap in self.kept.items() if guild == guild_id)
        return sorted(found, key=lambda it: (-it.count, -it.last_at.timestamp(), it.key))
