"""Time zones by the names that people type: `Europe/Berlin`, `berlin`, `new york`, and what a slip may have meant."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz, process

from bot.core.errors import UserError

NEAREST = 3
_MAX_TYPED_CHARS = 64
_LEAST_SCORE = 60.0  # of 100; below it, names have little in common with what was typed


class UnknownTimeZone(UserError):
    """No time zone has that name; the message holds those that may be meant."""

    def __init__(self, nearest: Collection[str]) -> None:
        meant = f"Did you mean {', '.join(nearest)}?" if nearest else "Their names are like Europe/Berlin."
        super().__init__(f"I know no such time zone. {meant}")


def zone_named(typed: str, zones: Collection[str]) -> str:
    """Return the zone of this name, in any case, or the only one whose last part it is. Raises UnknownTimeZone."""
    wanted = _bare(typed)
    whole = [zone for zone in zones if _bare(zone) == wanted]
    ends = [zone for zone in zones if _bare(zone.rpartition("/")[2]) == wanted]
    found = whole or ends
    if len(found) != 1:
        raise UnknownTimeZone(sorted(found)[:NEAREST] or (nearest_zones(typed, zones, NEAREST) if _bare(typed) else ()))
    return found[0]


def nearest_zones(typed: str, zones: Collection[str], limit: int) -> list[str]:
    """Return the zones whose names are nearest to what was typed so far, best first.

    The first ones for a blank, none for something else entirely.
    """
    ordered = sorted(zones)
    wanted = _bare(typed)
    if not wanted:
        return ordered[:limit]
    places = {zone: _bare(zone).rpartition("/")[2] for zone in ordered}
    begun = [zone for zone in ordered if f" {wanted}" in f" {_bare(zone).replace('/', ' ')}"]
    near = process.extract(wanted.rpartition("/")[2], places, scorer=fuzz.ratio, score_cutoff=_LEAST_SCORE, limit=limit)
    return list(dict.fromkeys([*begun, *(zone for _, _, zone in near)]))[:limit]


def _bare(name: str) -> str:
    return " ".join(name[:_MAX_TYPED_CHARS].casefold().replace("_", " ").split())
