"""What guilds have set, in the database: the port `SettingsStore`."""

from __future__ import annotations

from sqlalchemy import select

from bot.core.guilds import GuildSettings
from bot.storage.codec import dump_settings, load_settings
from bot.storage.database import Database
from bot.storage.tables import guild_settings
from bot.storage.writing import Step


class SqlSettings:
    """Keeps what guilds have set."""

    def __init__(self, database: Database) -> None:
        self._writer, self._engine = database.writer, database.engine
        insert = database.insert(guild_settings)
        self._save = insert.on_conflict_do_update(
            index_elements=[guild_settings.c.guild_id], set_={"settings": insert.excluded.settings}
        )

    async def load(self, guild_id: int) -> GuildSettings:
        """Return a guild's settings, the defaults where it has set nothing."""
        query = select(guild_settings.c.settings).where(guild_settings.c.guild_id == guild_id)
        async with self._engine.begin() as connection:
            kept = await connection.scalar(query)
        return GuildSettings() if kept is None else load_settings(kept)

    async def save(self, guild_id: int, settings: GuildSettings) -> None:
        """Keep a guild's settings."""
        await self._writer.write(Step(self._save, [{"guild_id": guild_id, "settings": dump_settings(settings)}]))
