"""A small invented show with all that questions are made of, and how to look at what is made."""

from __future__ import annotations

from dataclasses import replace

from bot.core.knowledge.facts import Entity, Fact, Pack, Quiz, Quotation, Topic, Value
from bot.core.quiz.question import Question
from bot.core.quiz.questions import make_questions
from tests.unit.core.samples import fact, show

ACTORS = ("Renée Hart", "Tom Ash", "Ina Vogel", "Karl Stein", "Mei Long")
CHARACTERS = ("Odile Marsh", "Pike", "Captain Reed", "Old Bell")
MAKERS = ("Ada Krol", "Ben Sorel", "Cleo Marin")


def id_of(name: str) -> str:
    return name.casefold().replace(" ", "-").replace("é", "e")


def plays(fact_id: str, actor: str, character: str, **changes: object) -> Fact:
    played = fact(
        fact_id,
        "cast",
        "actor_of role_of cast_member",
        f"Who plays {character}?",
        f"{actor} plays {character}.",
        about=(id_of(actor), id_of(character)),
        value=Value("person", actor),
    )
    return replace(played, **changes)


def makes(fact_id: str, kind: str, maker: str) -> Fact:
    value = Value("person", maker)
    return fact(
        fact_id, "crew", kind, f"Who was the {kind}?", f"The {kind} was {maker}.", about=(id_of(maker),), value=value
    )


def counts(fact_id: str, type_: str, text: str, question: str, said: str, *, unit: str = "") -> Fact:
    return fact(fact_id, "figures", "", question, said, value=Value(type_, text, unit))


def says(fact_id: str, speaker: str, words: str) -> Fact:
    said = Quotation(words, id_of(speaker))
    return fact(fact_id, "quotes", "quote", f"What did {speaker} say?", f"{speaker} said,", quotation=said)


FACTS = (
    plays("odile", "Renée Hart", "Odile Marsh"),
    plays("pike", "Tom Ash", "Pike"),
    plays("reed", "Ina Vogel", "Captain Reed", value=None),
    fact(
        "cast",
        "cast",
        "cast_list cast_member",
        "Who is in the cast?",
        "The cast is Renée Hart, Tom Ash, Ina Vogel, Karl Stein and Mei Long.",
        about=tuple(map(id_of, ACTORS)),
    ),
    makes("creator", "creator", "Ada Krol"),
    makes("director", "director", "Ben Sorel"),
    makes("composer", "composer", "Cleo Marin"),
    counts(
        "episodes",
        "number",
        "10",
        "How many episodes does season 1 have?",
        "Season 1 has ten episodes.",
        unit="episodes",
    ),
    counts("budget", "money", "$14.84 million", "How much did season 1 cost?", "Season 1 cost $14.84 million."),
    counts("start", "date", "July 2030", "When did Harbour Nine begin?", "Harbour Nine began in July 2030."),
    counts("length", "number", "34", "How long is an episode?", "An episode lasts 34 minutes.", unit="minutes"),
    says(
        "quote-ship",
        "Renée Hart",
        "No two ships are alike. I liked every one of them. They smelled of tar and of coffee.",
    ),
    says("quote-sea", "Tom Ash", "The sea does not rehearse. We had one take for the storm."),
    says("quote-end", "Ada Krol", "An ending has to cost you something. Ours cost us the whole harbour set."),
)
TOPICS = tuple(Topic(it, it.title()) for it in ("cast", "crew", "figures", "quotes"))
ENTITIES = (
    *(Entity(id_of(name), "person", name, roles=("lead",) if name == ACTORS[0] else ()) for name in (*ACTORS, *MAKERS)),
    *(Entity(id_of(name), "character", name) for name in CHARACTERS),
    Entity("channel-six", "organisation", "Channel Six", ("C6",)),
)


def pack_of(*facts: Fact, title: str = "Harbour Nine", **more: object) -> Pack:
    return show("harbour", title, TOPICS, facts, **{"entities": ENTITIES, **more})


HARBOUR = pack_of(*FACTS)


def made(*facts: Fact, **more: object) -> dict[str, Question]:
    """Return the questions that facts yield in the show, by what follows the show's name in their ids."""
    others = [it for it in FACTS if it.id not in {one.id for one in facts}]
    questions = make_questions(pack_of(*facts, *others, **more))
    ids = {one.id for one in facts}
    found = {it.id.removeprefix("harbour/"): it for it in questions}
    return {key: it for key, it in found.items() if key.partition("#")[0] in ids}


def written(one: Fact, *entries: Quiz) -> Fact:
    return replace(one, quiz=entries)
