"""Use case: a guild chooses which shared shows it has, and makes shows of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.core.curation.limits import ID_CHARS, MAX_OWN_SHOWS, TITLE_CHARS
from bot.core.curation.naming import is_free
from bot.core.curation.revisions import OwnShow
from bot.core.errors import UserError
from bot.core.guilds import Actor, require_curator
from bot.core.knowledge.facts import Pack
from bot.services.bases import GuildBases
from bot.services.curation_ports import Revisions
from bot.services.guild_settings import GuildSettingsService
from bot.services.locks import Locks
from bot.services.question_lists import GuildLists

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

BAD_ID = (
    f"The name for the command may have letters a to z, digits and single hyphens between them, "
    f"up to {ID_CHARS} characters: for example night-watch."
)
BAD_TITLE = f"The title needs a letter or a digit, and up to {TITLE_CHARS} characters."
TAKEN = "There is a show with that command or title already."
FULL = f"This server has {MAX_OWN_SHOWS} shows of its own, as many as I can keep."
NO_SUCH_SHOW = "I have no such show that can be switched. A show of this server's own is always on."
LAST = "That is the last show that is on here. Switch another one on first."


@dataclass(frozen=True, slots=True)
class Shown:
    """The shows of a guild: those that are on, with its own, and those that it has switched off."""

    on: tuple[Pack, ...]
    off: tuple[Pack, ...]
    own_ids: frozenset[str]


class GuildShows:
    """Switches shared shows on and off in guilds and makes own ones, for curators.

    Args:
        changing: A guild's lock, shared with all that changes its facts, so that none goes over a limit beside another.
    """

    def __init__(
        self,
        bases: GuildBases,
        revisions: Revisions,
        settings: GuildSettingsService,
        clock: Callable[[], datetime],
        *,
        changing: Locks,
        lists: GuildLists,
    ) -> None:
        self._bases = bases
        self._revisions = revisions
        self._settings = settings
        self._clock = clock
        self._changing = changing
        self._lists = lists

    async def shown(self, guild_id: int | None) -> Shown:
        """Return the shows of a guild, or those that are shared."""
        on = (await self._bases.asking(guild_id)).shows
        shared = self._bases.shared.shows
        on_ids = {show.id for show in on}
        off = tuple(show for show in shared if show.id not in on_ids)
        return Shown(on, off, frozenset(on_ids - {show.id for show in shared}))

    async def switch(self, guild_id: int, actor: Actor, show_id: str, *, is_on: bool) -> Pack:
        """Switch a shared show on or off, and return it.

        Raises:
            NotAllowed: the actor is no curator at this moment.
            UserError: there is no such shared show, or it is the last that is on.
        """
        require_curator(await self._settings.load(guild_id), actor)
        show = next((it for it in self._bases.shared.shows if it.id == show_id), None)
        if show is None:
            raise UserError(NO_SUCH_SHOW)
        async with self._changing.of(guild_id):
            if not is_on and [it.id for it in (await self.shown(guild_id)).on] == [show_id]:
                raise UserError(LAST)
            await self._revisions.switch(guild_id, show_id, is_on=is_on, by=actor.user_id, at=self._clock())
            self._bases.changed(guild_id)
        return show

    async def create(self, guild_id: int, actor: Actor, show_id: str, title: str) -> Pack:
        """Make an own show, without facts yet, and return it.

        Args:
            title: Without anything that is not seen.

        Raises:
            NotAllowed: the actor is no curator at this moment.
            UserError: the id or the title is no good or taken, or the guild has as many as it may.
        """
        require_curator(await self._settings.load(guild_id), actor)
        show = _checked(OwnShow(show_id.strip().lower(), title.strip()))
        async with self._changing.of(guild_id):
            shown = await self.shown(guild_id)
            if not is_free(show, (*shown.on, *shown.off)):
                raise UserError(TAKEN)
            await self._lists.require_free(guild_id, show.id)
            if len(shown.own_ids) >= MAX_OWN_SHOWS:
                raise UserError(FULL)
            if not await self._revisions.create_show(guild_id, show, by=actor.user_id, at=self._clock()):
                raise UserError(TAKEN)
            self._bases.changed(guild_id)
        return (await self._bases.asking(guild_id)).show(show.id)


def _checked(show: OwnShow) -> OwnShow:
    if not _ID.fullmatch(show.id) or len(show.id) > ID_CHARS:
        raise UserError(BAD_ID)
    if not any(char.isalnum() for char in show.title) or len(show.title) > TITLE_CHARS:
        raise UserError(BAD_TITLE)
    return show
