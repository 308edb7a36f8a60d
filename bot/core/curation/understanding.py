"""What an own fact is about, read from how people ask for it; left open wherever that is not certain."""

from __future__ import annotations

from dataclasses import replace

from bot.core.knowledge.facts import Fact, Pack
from bot.core.knowledge.items import take_apart
from bot.core.knowledge.library import Index
from bot.core.knowledge.matching import Match
from bot.core.knowledge.question import filled_slots
from bot.core.knowledge.reading import Reading
from bot.core.knowledge.terms import SEASON, season_meant

CERTAIN, CLEAR_OF_OTHERS, NOTHING_LEFT = 0.95, 0.1, 0.01


def understood(fact: Fact, pack: Pack, index: Index) -> Fact:
    """Return a fact with the entities, the season and the kind of question that its phrasings tell beyond doubt.

    What the fact says of itself stays as it is.

    Args:
        pack: The show as the guild has it.
        index: Reads with the words of the guild.
    """
    readings = [index.reader.read(line) for line in (fact.question, *fact.asked)]
    named = tuple(dict.fromkeys(name for reading in readings for name in _named(reading, pack.id)))
    season = fact.season if fact.season is not None else _season(readings, pack.released)
    kinds = fact.kinds or (_kinds(readings, index) if named else ())
    about = tuple(dict.fromkeys((*fact.about, *named)))
    if (about, season, kinds) == (fact.about, fact.season, fact.kinds):
        return fact
    return replace(fact, about=about, season=season, kinds=kinds)


def _named(reading: Reading, show_id: str) -> list[str]:
    """Return the ids of the show's entities that a phrasing names, each by a name that only one has."""
    names = [span for span in reading.spans if isinstance(span.value, tuple) and not span.implied and not span.cost]
    alone = [span for span in names if sum(other.start == span.start for other in names) == 1]
    return [str(span.value[1]) for span in alone if isinstance(span.value, tuple) and span.value[0] == show_id]


def _season(readings: list[Reading], released: int) -> int | None:
    """Return the season that all phrasings name; None where they name none, or several."""
    named = [{span.value for span in reading.spans if span.term == SEASON} for reading in readings]
    seasons = {season_meant(season, released) for of_line in named for season in of_line}
    season = seasons.pop() if len(seasons) == 1 and all(named) else None
    return season if isinstance(season, int) else None


def _kinds(readings: list[Reading], index: Index) -> tuple[str, ...]:
    """Return the one kind of question about somebody named that phrasings are, and that no other kind nearly is."""
    found = [kind for reading in readings if (kind := _kind(reading, index))]
    return tuple(dict.fromkeys(found)) if len(set(found)) == 1 else ()


def _kind(reading: Reading, index: Index) -> str:
    items = take_apart(reading, index.lexicon.introducing)
    matches = index.matcher.matches(items, filled_slots(reading))
    if not matches or not _is_certain(matches[0]):
        return ""
    rivals = [match for match in matches[1:] if match.example.kind != matches[0].example.kind]
    is_clear = all(match.score <= matches[0].score - CLEAR_OF_OTHERS for match in rivals)
    return matches[0].example.kind if is_clear else ""


def _is_certain(match: Match) -> bool:
    """Tell whether nothing is left over on either side, and a name fills a slot: the kind is asked about it."""
    is_all = sum(match.left.values()) <= NOTHING_LEFT and match.missing <= NOTHING_LEFT
    return is_all and match.score >= CERTAIN and bool(match.example.slots & match.shared)
