"""Stand-ins that say plainly what they will do."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.core.guilds import GuildSettings
from bot.core.knowledge.answering import Answer, Entry, Status
from bot.core.knowledge.facts import Pack
from bot.core.quiz.boards import PAGE_ROWS, Board, Figures, Row


class FakeLibrary:
    """Answers known questions word for word, suggests for "unsure", knows what is missing for "director"."""

    def __init__(self, packs: tuple[Pack, ...]) -> None:
        self.packs = tuple(sorted(packs, key=lambda pack: pack.title))

    def answer(self, question: str, show_id: str | None = None) -> Answer:
        entries = [entry for entry in self._entries() if show_id in (None, entry.pack.id)]
        asked = question.casefold().strip(" ?")
        found = tuple(entry for entry in entries if entry.fact.question.casefold().strip(" ?") in asked)
        if "unsure" in asked:
            return Answer(Status.SUGGESTED, 0.5, suggestions=tuple(entries[:2] + entries[-1:]))
        if "director" in asked:
            return Answer(Status.UNKNOWN, missing="who directed it")
        return Answer(Status.ANSWERED, 1.0, found) if found else Answer(Status.UNKNOWN)

    def complete(self, typed: str, limit: int) -> list[Entry]:
        wanted = typed.casefold()
        return [entry for entry in self._entries() if wanted in entry.fact.question.casefold()][:limit]

    def quotations(self, about: str) -> list[Entry]:
        nearest = self.complete(about, len(self._entries()))
        return sorted((it for it in self._entries() if it.fact.quotation), key=lambda it: it not in nearest)

    def _entries(self) -> list[Entry]:
        return [Entry(pack, fact) for pack in self.packs for fact in pack.facts]


class FakeSyncMemory:
    """Keeps the fingerprint in memory and counts how often it was saved."""

    def __init__(self) -> None:
        self.fingerprint: str | None = None
        self.saves = 0

    def load(self) -> str | None:
        return self.fingerprint

    def save(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self.saves += 1


@dataclass(frozen=True)
class Point:
    """One answer that counts on boards."""

    guild_id: int
    user_id: int
    points: int
    at: datetime
    topic: str = "ballard/cast"
    game_id: int = 1
    is_right: bool = True


class FakeScores:
    """Sums up a list of points."""

    def __init__(self, points: Iterable[Point] = ()) -> None:
        self.points = list(points)
        self.departed: set[tuple[int, int]] = set()

    async def board(
        self,
        guild_id: int,
        *,
        since: datetime | None,
        show_id: str | None,
        page: int,
        user_id: int,
        hides_departed: bool,
    ) -> Board:
        found = [it for it in self._of(guild_id, show_id) if since is None or it.at >= since]
        totals: dict[int, list[Point]] = {}
        for it in found:
            if not (hides_departed and (guild_id, it.user_id) in self.departed):
                totals.setdefault(it.user_id, []).append(it)
        sums = sorted(
            ((sum(it.points for it in own), user) for user, own in totals.items()), key=lambda s: (-s[0], s[1])
        )
        rows = []
        for points, user in sums:
            place = 1 + sum(other > points for other, _ in sums)
            rows.append(Row(place, user, points, sum(it.is_right for it in totals[user]), len(totals[user])))
        last = max(0, -(-len(rows) // PAGE_ROWS) - 1)
        page = min(page, last)
        own = next((row for row in rows if row.user_id == user_id), None)
        return Board(tuple(rows[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]), page, len(rows), own)

    async def figures(self, guild_id: int, user_id: int, show_id: str | None = None) -> Figures | None:
        own = [it for it in self._of(guild_id, show_id) if it.user_id == user_id]
        if not own:
            return None
        right, games = sum(it.is_right for it in own), {it.game_id for it in own}
        points = sum(it.points for it in own)
        return Figures(points, len(games), len(own) + 2, len(own), right, right, 4.25 if right else None, own[0].topic)

    async def depart(self, guild_id: int, user_ids: Collection[int]) -> None:
        self.departed |= {(guild_id, user_id) for user_id in user_ids}

    def _of(self, guild_id: int, show_id: str | None) -> list[Point]:
        shows = [it for it in self.points if show_id is None or it.topic.startswith(f"{show_id}/")]
        return [it for it in shows if it.guild_id == guild_id]


class FakeSettingsStore:
    """Keeps settings in memory and counts how often they were read."""

    def __init__(self) -> None:
        self.kept: dict[int, GuildSettings] = {}
        self.loads = 0

    async def load(self, guild_id: int) -> GuildSettings:
        self.loads += 1
        return self.kept.get(guild_id, GuildSettings())

    async def save(self, guild_id: int, settings: GuildSettings) -> None:
        self.kept[guild_id] = settings
