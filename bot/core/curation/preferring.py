"""Which answers for a show: that of the guild's own facts, or that of the shared ones."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.knowledge.answering import MAX_SUGGESTIONS, Answer, Status
from bot.core.knowledge.deciding import KNOWN_RIVAL

_SURENESS = {Status.ANSWERED: 2, Status.SUGGESTED: 1, Status.UNKNOWN: 0}


def preferred(own: Sequence[Answer], shared: Answer | None) -> Answer:
    """Return the answer of one show, given those of its own facts, in layers, and of its shared ones.

    Where both answer, own facts have to be clearly surer: by what a rival would have cost them on the same shelf.
    """
    best = max(own, key=lambda it: (_SURENESS[it.status], it.confidence), default=None)
    if best is None or shared is None:
        answer = best or shared
        return answer if answer is not None else Answer(Status.UNKNOWN)
    if best.status is Status.ANSWERED:
        is_surer = shared.status is not Status.ANSWERED or best.confidence > shared.confidence + KNOWN_RIVAL
        return best if is_surer else shared
    if best.status is shared.status is Status.SUGGESTED:
        near = sorted([best, shared], key=lambda it: -it.confidence)
        both = dict.fromkeys(entry for answer in near for entry in answer.suggestions)
        return Answer(Status.SUGGESTED, near[0].confidence, suggestions=tuple(both)[:MAX_SUGGESTIONS])
    return max(shared, best, key=lambda it: _SURENESS[it.status])
