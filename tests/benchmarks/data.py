"""Invented facts in any number, and questions about them in the words of hasty people. Equal seeds give equal data."""

import random
import re
from dataclasses import dataclass
from datetime import date
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple, TypedDict

from bot.core.knowledge.facts import Entity, Fact, Pack, Source, Topic

SHOW_ID = "invented"
WAYS_EACH, MAX_SEASON = 3, 9
TOPIC = Topic("all", "All")
SOURCE = Source("made-up", "Made up", date(2031, 5, 2))

# Twenty things to ask, each in three ways; "|" is where a clause can be cut off and moved to the front.
INTENTS = [part.splitlines() for part in Path(__file__).with_name("intents.txt").read_text("utf-8").split("\n\n")]
ONSETS = "b br c ch d dr f g gr h j k kr l m n p qu r s sh st t th tr v w y z".split()
VOWELS = "a e i o u ae ei ia oa".split()
CODAS = "l lm n nd r rk rn s sk st t th x ll".split()
NOUNS = "harbor crown signal orchard winter division garden circuit verdict lantern hollow county district line".split()
BEFORE = "hey|quick question|does anybody know|sorry if this was asked before|ok so".split("|")
AFTER = "thanks|anyone|please help|just curious|asking for a friend".split("|")
FUNCTION_WORDS = frozenset("a an and are at did does for from in is of on the to was with".split())
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORD = re.compile(r"[a-z]{4,}")


class Subject(TypedDict):
    show: str
    character: str
    season: int


@dataclass(frozen=True, slots=True)
class Query:
    """A question as typed, and the id of the fact that answers it."""

    text: str
    fact_id: str


@dataclass(frozen=True, slots=True)
class Sample:
    """Facts with the same phrasings in three shapes: a pack, a flat list, and questions derived from them."""

    pack: Pack
    phrasings: tuple[str, ...]
    fact_ids: tuple[str, ...]
    queries: tuple[Query, ...]


class _Told(NamedTuple):
    fact_id: str
    subject: Subject
    ways: tuple[str, ...]


def sample(size: int, queries: int, seed: int = 7) -> Sample:
    """Return facts with `size` phrasings in all, three a fact, and questions about randomly chosen ones."""
    rng = random.Random(seed)
    subjects = _subjects(rng, -(-size // (WAYS_EACH * len(INTENTS))))
    every = islice(product(subjects, INTENTS), size // WAYS_EACH)
    told = [_Told(f"f{at}", subject, tuple(intent)) for at, (subject, intent) in enumerate(every)]
    facts = tuple(_fact(it) for it in told)
    rng = random.Random(f"{seed} queries")
    chosen = [(it, rng.choice(it.ways)) for it in rng.choices(told, k=queries)]
    return Sample(
        Pack(SHOW_ID, "An Invented Show", (TOPIC,), (SOURCE,), facts, released=MAX_SEASON),
        tuple(phrasing for fact in facts for phrasing in (fact.question, *fact.asked)),
        tuple(fact.id for fact in facts for _ in range(WAYS_EACH)),
        tuple(Query(_as_typed(rng, way.format(**it.subject)), it.fact_id) for it, way in chosen),
    )


def cast(size: int, kind: str, seed: int = 7) -> Sample:
    """Return a show with `size` characters, each declared and with a fact of the same kind: who plays them."""
    rng = random.Random(seed)
    names = [name.title() for name in _names(rng, 2 * size, syllables=2)]
    played = list(zip(names[:size], names[size:], strict=True))
    facts = tuple(
        Fact(
            *(f"f{at}", SHOW_ID, TOPIC.id, f"{actor} plays {character}.", f"Who plays {character}?", SOURCE.id),
            SOURCE.date,
            kinds=(kind,),
            about=(f"c{at}", f"p{at}"),
        )
        for at, (character, actor) in enumerate(played)
    )
    entities = [
        entity
        for at, (character, actor) in enumerate(played)
        for entity in (Entity(f"c{at}", "character", character), Entity(f"p{at}", "person", actor))
    ]
    return Sample(
        Pack(SHOW_ID, "An Invented Show", (TOPIC,), (SOURCE,), facts, tuple(entities)),
        tuple(fact.question for fact in facts),
        tuple(fact.id for fact in facts),
        tuple(Query(f"which actor plays {played[at][0]}", f"f{at}") for at in rng.choices(range(size), k=100)),
    )


def _fact(told: _Told) -> Fact:
    question, *asked = (way.format(**told.subject).replace(" | ", " ") for way in told.ways)
    season = told.subject["season"] if "{season}" in told.ways[0] else None
    text = f"This is fact {told.fact_id}."
    return Fact(
        told.fact_id, SHOW_ID, TOPIC.id, text, question, SOURCE.id, SOURCE.date, asked=tuple(asked), season=season
    )


def _subjects(rng: random.Random, count: int) -> list[Subject]:
    """Return invented shows with a character each: names of one word, or of two of which many share one."""
    first_names = _names(rng, 200, syllables=1)
    pairs = zip(_names(rng, count, syllables=2), _names(rng, count, syllables=2), strict=True)
    return [
        {
            "show": rng.choice([place, f"{place} {rng.choice(NOUNS)}"]),
            "character": rng.choice([family, f"{rng.choice(first_names)} {family}"]),
            "season": rng.randint(1, MAX_SEASON),
        }
        for place, family in pairs
    ]


def _names(rng: random.Random, count: int, *, syllables: int) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < count:
        body = "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(syllables))
        names[body + rng.choice(CODAS)] = None
    return list(names)


def _as_typed(rng: random.Random, way: str) -> str:
    """Return a way to ask with what goes wrong when people type it."""
    start, tail = way.split(" | ")
    words = (f"{tail} {start}" if rng.random() < 0.35 else f"{start} {tail}").split()
    if rng.random() < 0.20:
        at = rng.randrange(len(words) - 1)
        words[at], words[at + 1] = words[at + 1], words[at]
    droppable = [at for at, word in enumerate(words) if word in FUNCTION_WORDS]
    if droppable and rng.random() < 0.15:
        del words[rng.choice(droppable)]
    for _ in range(rng.randint(1, 2)):
        at = rng.choice([at for at, word in enumerate(words) if WORD.fullmatch(word)])
        words[at] = _mistyped(rng, words[at])
    before = [rng.choice(BEFORE)] if rng.random() < 0.25 else []
    after = [rng.choice(AFTER)] if rng.random() < 0.25 else []
    return " ".join([*before, *words, *after]).capitalize() + "?"


def _mistyped(rng: random.Random, word: str) -> str:
    """Return a word with a letter dropped, doubled, replaced, or swapped with the next."""
    at = rng.randrange(len(word) - 1)
    here, following = word[at], word[at + 1]
    slip = rng.choice(["", here * 2 + following, rng.choice(LETTERS) + following, following + here])
    return word[:at] + (slip or following) + word[at + 2 :]
