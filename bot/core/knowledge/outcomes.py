"""Ways to understand a question, carried through to the facts of a show, and what can be told from them."""

from __future__ import annotations

from typing import NamedTuple

from bot.core.knowledge.answering import MAX_SUGGESTIONS, Answer, Status
from bot.core.knowledge.fitting import Fit
from bot.core.knowledge.items import Item
from bot.core.knowledge.matching import Match
from bot.core.knowledge.terms import SLOTS

LEAST_MATCHED = 0.25
NEGLIGIBLE = 0.1
TELLING_ASKS = frozenset(("?why", "?which_week", "?which_show"))


class Outcome(NamedTuple):
    """One way to understand a question, carried through to the facts of a show.

    Attributes:
        fits: The facts of that kind, best first; none when the show has none.
        conflicting: Even the best fact is about something else than what was asked.
    """

    score: float
    match: Match
    fits: tuple[Fit, ...] = ()
    conflicting: bool = False

    @property
    def answerable(self) -> bool:
        """Whether there is a fact that nothing speaks against."""
        return bool(self.fits) and not self.conflicting


def suggested(confidence: float, outcomes: list[Outcome], least: float) -> Answer | None:
    """Return the facts of the outcomes that score at least so much as suggestions, best first; None without any."""
    near = dict.fromkeys(
        it.fits[0].known.entry
        for it in outcomes
        if it.answerable and it.score >= least and any(term[0] != "?" for term in it.match.shared)
    )
    if not near:
        return None
    return Answer(Status.SUGGESTED, confidence, suggestions=tuple(near)[:MAX_SUGGESTIONS])


def explains_all(outcomes: list[Outcome]) -> bool:
    """Tell whether the best outcome has a fact and leaves nothing that was said unexplained."""
    return bool(outcomes) and outcomes[0].answerable and sum(outcomes[0].match.left.values()) < NEGLIGIBLE


def stands_for(outcome: Outcome, best: Outcome, margin: float) -> bool:
    """Tell whether an answerable outcome is as good as the best: nothing said speaks for the best alone."""
    return (
        outcome.answerable
        and outcome.score >= best.score - margin
        and outcome.match.explained & best.match.explained == best.match.explained
    )


def tells(outcome: Outcome, items: list[Item]) -> bool:
    """Tell whether enough was said: more than a question word, a season or a number."""
    match = outcome.match
    if sum(match.left.values()) < NEGLIGIBLE:
        least = "?" if match.missing < NEGLIGIBLE else "?@"
        if any(term[0] not in least for term in match.shared):
            return True
    best = outcome.fits[0]
    names = [span.value for item in items for span in item.spans if not span.implied]
    if best.keyed or any(name in best.known.about for name in names):
        return True
    if best.known.entry.pack.id in names and not match.left and match.missing < NEGLIGIBLE:
        return True
    named = len(match.shared) > 1 and any(term in SLOTS for term in match.shared)
    telling = any(term[0] not in "?@" or term in TELLING_ASKS for term in match.shared)
    return named or (match.matched >= LEAST_MATCHED and telling)
