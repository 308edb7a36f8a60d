"""Which questions mean the same, so that misspellings and rephrasings of one count as one gap.

The terms named here are those of the lexicon (`facts/lexicon`), which serves every show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from hashlib import blake2b
from operator import or_

from bot.core.curation.skeletons import name_skeleton, skeleton
from bot.core.knowledge.facts import Pack
from bot.core.knowledge.items import Item
from bot.core.knowledge.matching import Match
from bot.core.knowledge.question import PRONOUNS, Question
from bot.core.knowledge.terms import SHOW, Span, is_foil, is_stranger
from bot.core.knowledge.text import stem

# Found on the groups of tests/unit/core/gap_groups.txt that are marked as seen.
GOOD_MATCH, TIED, NEARLY_TIED = 0.55, 0.03, 0.07
SURELY_IDLE = 0.8
KEY_BYTES = 16

# Talk with the bot, not a question about a show.
IDLE_KINDS = frozenset("greeting thanks smalltalk bot_help bot_identity command_misuse prompt_injection".split())
# What holds things of many sorts, a car and a gun, Germany and Japan, tells little by itself.
BROAD_KINDS = IDLE_KINDS | frozenset(
    """actor_hobby availability character_info character_relationship character_trait cinematographer
    contestants crew_member definition favourite language merchandise off_topic other_language other_show outlet_info
    person_other_work premise quote renewal_date season_plot spoiler trivia_location unknown_role""".split()
)
BROAD_CONCEPTS = frozenset(
    """backstory car cook country crew family geography health hobby house joke language maths pet profession
    social sport tech trait weather""".split()
)
SAME_KINDS = {"actor_age": "actor_birthday", "actor_nationality": "actor_birthplace"}
# A name that nobody knows says as much without them; misspelt it may not even be taken for a name, and has no kind.
CASTING_KINDS = frozenset("actor_of actor_replaced cast_list cast_member casting lead_actor role_of".split())
ROLE_CONCEPTS = frozenset("actor character play role".split())
_NAME_WORDS = 2
# How something is asked rather than what, and what goes without saying beside the thing itself: a car is driven.
LIGHT_CONCEPTS = frozenset(
    """actor available called confirmed episode_title explain give good know mean more need new_episodes play
    receive role shoot show star stream too_short watch""".split()
)
LIGHT_WORDS = frozenset(
    """a about account actually an and any anybody anymore anyone are as at available be been being brand but by call
    called can carries carry come comes could did do does doing done drink drive ever exactly first for friendly
    from get gets getting go goes going got had hand handle has have having he her here hers him his how i if in
    into is it its just kind kinds know language languages like make makes may me might much must my name named
    names no not now of official on only open opening or our out own page part play please possible program
    programme qs question questions real really reel said say says series server she should show so some somebody
    someone sort sorts specific that the their them then there they thing things this those title to tv type up us
    use used uses using want wants was we wear wearing were what when where which who whom whose why will win wins
    with won would yes yet you your""".split()
)
# What tells something only where nothing else does.
FAINT = frozenset("been_in case date happen news release run works_for year".split()) | frozenset(
    map(skeleton, "day days part per version versions list way amount copy copies charge service".split())
)
_LIGHT_STEMS = frozenset(map(stem, LIGHT_WORDS))
_TELLING_ASKS = frozenset(("?when", "?where", "?why", "?how_many"))


def hero_of(shows: Iterable[Pack]) -> str:
    """Return whom "she" means where nobody is named: the one lead of all shows; empty for none, or several."""
    leads = [
        (show.id, it.id) for show in shows for it in show.entities if it.type == "character" and "lead" in it.roles
    ]
    return f"@character {leads[0]}" if len(leads) == 1 else ""


def gap_key(question: Question, hero: str = "") -> str:
    """Return the same short text for all wordings of one question, 32 hex digits; empty for one that asks nothing.

    Args:
        hero: As `hero_of` tells.
    """
    parts = meaning(question, hero)
    return blake2b("\n".join(parts).encode(), digest_size=KEY_BYTES).hexdigest() if parts else ""


def meaning(question: Question, hero: str = "") -> tuple[str, ...]:
    """Return what a question is about: the kind that it fits well and the names, seasons and figures in it.

    Where no kind explains all of it, the words that tell something stand for it, without their endings and slips.
    Empty for talk with the bot, and where no word tells anything.
    """
    best = question.matches[0] if question.matches else None
    if best and best.score >= SURELY_IDLE and best.example.kind in IDLE_KINDS:
        return ()
    for match in _good_matches(question.matches):
        parts = _parts(question, match, hero)
        if all(part[0] == "@" for part in parts):
            return _of_kind(match, parts)
    parts = _parts(question, None, hero)
    telling = {part for part in parts if part[0] not in "@?"}
    if not telling <= FAINT:
        parts, telling = parts - FAINT, telling - FAINT
    if best and best.score >= GOOD_MATCH and not telling:
        return _of_kind(best, parts)
    alone = _match_by(min(telling), question.matches) if len(telling) == 1 else None
    if alone is not None:
        return _of_kind(alone, parts - telling)
    name = _misspelt_name(question)
    named = name if name.keys() == telling else {}
    return tuple(sorted(named.get(part, part) for part in parts if part[0] != "?" or not telling))


def _of_kind(match: Match, parts: Iterable[str]) -> tuple[str, ...]:
    kind = match.example.kind
    return (f"kind {SAME_KINDS.get(kind, kind)}", *sorted(parts))


def _good_matches(matches: Sequence[Match]) -> list[Match]:
    """Return the matches of kinds that say enough and fit about as well as any, best first."""
    best = matches[0].score if matches else 0.0
    telling = [match for match in matches if match.example.kind not in BROAD_KINDS]
    most = telling[0].score if telling else 0.0
    least = max(GOOD_MATCH, most - TIED) if most >= best - NEARLY_TIED else 1.0
    return [match for match in telling if match.score >= least]


def _match_by(concept: str, matches: Sequence[Match]) -> Match | None:
    """Return the best match by a concept, which is all that a question tells; None where its kind says too little."""
    best = next((match for match in matches if concept in match.shared), None)
    return best if best and best.example.kind not in BROAD_KINDS else None


def _parts(question: Question, match: Match | None, hero: str) -> set[str]:
    parts = {part for item in question.items for part in _parts_of(question, item, match)}
    is_she = not PRONOUNS.isdisjoint(question.reading.words) and not any(part[0] == "@" for part in parts)
    return parts | {hero} if hero and is_she else parts


def _parts_of(question: Question, item: Item, match: Match | None) -> Iterable[str]:
    """Return what an item adds to what the match says: a name (`@`), a question word (`?`), a concept or words."""
    is_narrow = item.concepts.isdisjoint(BROAD_CONCEPTS)
    if match and is_narrow and item.concepts & match.shared:
        return ()
    if match and is_narrow and item.mask & match.explained and not item.names:
        return _words(question, item.mask & ~match.explained)
    names = [span for span in item.names if not span.implied and not (is_foil(span) and item.concepts)]
    if names and all(map(is_stranger, names)) and (match is None or match.example.kind in CASTING_KINDS):
        return _words(question, item.mask, name_skeleton)
    if names:
        return _name(names, match)
    concept = _concept(item)
    if concept in LIGHT_CONCEPTS or (concept[:1] == "?" and (match or concept not in _TELLING_ASKS)):
        return ()
    return (concept,) if concept and concept not in BROAD_CONCEPTS else _words(question, item.mask)


def _name(names: Sequence[Span], match: Match | None) -> Iterable[str]:
    """Return a name as the question means it. The show's own says nothing, unless its hero is meant."""
    others = [span for span in names if span.term != SHOW]
    meant = [span for span in others if match and span.term in match.shared]
    if not meant and not (match and len(others) < len(names)):
        meant = others
    told = sorted((span.cost, span.term, str(span.value)) for span in meant)
    return [f"@{term[1:]} {value}" for _, term, value in told[:1]]


def _concept(item: Item) -> str:
    """Return the concept that an item most surely is; empty for plain words and for what nobody knows."""
    spans = [span for span in item.spans if span.term in item.concepts]
    least = min((span.cost for span in spans), default=0.0)
    term = min((span.term for span in spans if span.cost == least), default="")
    return "" if term[:1] == "'" else term


def _misspelt_name(question: Question) -> dict[str, str]:
    """Return two words of which somebody asks who plays them, as words and as those of a name; empty for none."""
    if all(item.concepts.isdisjoint(ROLE_CONCEPTS) for item in question.items):
        return {}
    plain = [it for it in question.items if not it.names and (not (told := _concept(it)) or told in BROAD_CONCEPTS)]
    mask = reduce(or_, (item.mask for item in plain), 0)
    words = _words(question, mask)
    return dict(zip(words, _words(question, mask, name_skeleton), strict=True)) if len(words) == _NAME_WORDS else {}


def _words(question: Question, mask: int, form: Callable[[str], str] = skeleton) -> list[str]:
    words = [word for at, word in enumerate(question.reading.words) if mask >> at & 1]
    return [form(word) for word in words if word not in LIGHT_WORDS and stem(word) not in _LIGHT_STEMS]
