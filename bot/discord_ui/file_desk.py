"""What the parts of imports in Discord need at hand: the use case, and the files that wait for a press on Apply."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass

from bot.core.curation.proposing import FactsProposal, Proposal
from bot.core.errors import UserError
from bot.services.files import Files

GONE = "I no longer have that file at hand. If it has not been applied already, send it again with `/facts import`."
MAX_WAITING, MAX_WEIGHT = 50, 40_000


@dataclass(frozen=True, slots=True)
class _Waiting:
    user_id: int
    proposal: Proposal

    @property
    def weight(self) -> int:
        """How many facts or questions are held."""
        held = self.proposal
        return len(held.changes) if isinstance(held, FactsProposal) else len(held.list.questions)


class FileDesk:
    """Holds proposals in memory, a bounded number, those that were made last: after a restart files are sent again."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self._waiting: OrderedDict[str, _Waiting] = OrderedDict()

    def hold(self, user_id: int, proposal: Proposal) -> str:
        """Hold a proposal and return its name; the same user's earlier one in the guild is let go."""
        for token, it in list(self._waiting.items()):
            if (it.user_id, it.proposal.guild_id) == (user_id, proposal.guild_id):
                del self._waiting[token]
        token = secrets.token_hex(8)
        self._waiting[token] = _Waiting(user_id, proposal)
        while len(self._waiting) > 1 and (len(self._waiting) > MAX_WAITING or self._weight > MAX_WEIGHT):
            self._waiting.popitem(last=False)
        return token

    def take(self, token: str, guild_id: int, user_id: int) -> Proposal:
        """Return a proposal, which is not held any more. Raises UserError for one that this user did not get here."""
        held = self._waiting.get(token)
        if held is None or (held.user_id, held.proposal.guild_id) != (user_id, guild_id):
            raise UserError(GONE)
        return self._waiting.pop(token).proposal

    def put_back(self, token: str, user_id: int, proposal: Proposal) -> None:
        """Hold a proposal again that could not be applied just now."""
        self._waiting[token] = _Waiting(user_id, proposal)

    @property
    def _weight(self) -> int:
        return sum(it.weight for it in self._waiting.values())
