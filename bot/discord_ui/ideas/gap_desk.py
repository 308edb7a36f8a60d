"""What happens when a curator looks at gaps: one call of the service each."""

from __future__ import annotations

from bot.core.curation.drafts import Draft
from bot.discord_ui.actors import actor_of, guild_of
from bot.discord_ui.delivery import show_instead
from bot.discord_ui.ideas.desk import IdeasDesk, Interaction
from bot.discord_ui.ideas.gap_buttons import GapPress
from bot.discord_ui.ideas.gap_cards import gap_reply, page_reply
from bot.discord_ui.replies import Reply


class GapDesk:
    """Shows gaps to those who may see them, and does what they want about each."""

    def __init__(self, desk: IdeasDesk) -> None:
        self._desk = desk

    async def page(self, interaction: Interaction, page: int = 0) -> Reply:
        """Return a page of gaps. Raises NotAllowed."""
        guild_id, gaps = guild_of(interaction), self._desk.gaps
        found = await gaps.page(guild_id, actor_of(interaction), page)
        return page_reply(found, is_on=await gaps.is_on(guild_id))

    async def press(self, interaction: Interaction, press: GapPress, page: int, key: str) -> None:
        """Do what a button is for. Raises NotAllowed, and UserError for a gap that is gone."""
        guild_id, actor, gaps = guild_of(interaction), actor_of(interaction), self._desk.gaps
        match press:
            case GapPress.LOOK:
                await show_instead(interaction, gap_reply(await gaps.find(guild_id, actor, key), page))
                return
            case GapPress.ANSWER:
                gap = await gaps.find(guild_id, actor, key)
                await self._desk.open_draft_form(interaction, Draft(gap.show_id, asked=gap.text))
                return
            case GapPress.DISMISS:
                await gaps.dismiss(guild_id, actor, key)
            case GapPress.FORGET:
                await gaps.forget(guild_id, actor, key)
        await show_instead(interaction, await self.page(interaction, page))
