"""The picture beside the result of a game, where its guild wants pictures."""

from __future__ import annotations

from bot.core.accents import accent
from bot.core.quiz.game import Game, rank
from bot.discord_ui.names import Names
from bot.discord_ui.pictures import Picture, Pictures
from bot.discord_ui.services import Services
from bot.discord_ui.text import counted
from bot.drawing.scheme import Caption


class PodiumPictures:
    """Draws podiums with the names that members have at that moment."""

    def __init__(self, services: Services, names: Names) -> None:
        self._services = services
        self._names = names
        self._pictures = Pictures()

    async def of(self, game: Game) -> Picture | None:
        """Return how a game ended; None where nobody has points or the guild wants no pictures."""
        settings = await self._services.settings.load(game.guild_id)
        if not settings.has_pictures:
            return None
        places = rank(game.standings)
        names = self._names.among(game.guild_id, (user_id for _, user_id, _ in places))
        shows = (await self._services.bases.asking(game.guild_id)).shows
        titles = ", ".join(show.title for show in shows if show.id in game.show_ids)
        subtitle = f"{counted(game.round.number, 'question')} · {counted(len(places), 'player')}"
        return await self._pictures.podium(places, Caption(titles, subtitle, names, accent(game.show_ids[0])))
