"""Shows for the tests: the shipped one, and an invented one that shares nothing with it but topic names."""

from datetime import date
from functools import cache
from pathlib import Path

from bot.bootstrap import load_lexicon, load_packs
from bot.core.knowledge.facts import Entity, Fact, Pack, Quotation, Source, Topic
from bot.core.knowledge.library import Library
from bot.services.asking import Asking

FACTS = Path(__file__).parents[2] / "facts"
LOADED = date(2031, 5, 2)


@cache
def ballard() -> Pack:
    return load_packs(FACTS, [FACTS / "ballard.yaml"])[0]


@cache
def answering(*packs: Pack) -> Asking:
    """Return what really answers from packs; the same for the same ones."""
    return Asking(Library(packs, load_lexicon(FACTS)))


@cache
def lighthouse() -> Pack:
    """An invented show whose texts try everything that Discord would turn into something else."""
    facts = (
        _fact("keeper", "cast", "Who plays the keeper?", "Ines Ferro plays the keeper, Old Tam."),
        _fact("ending", "plot", "Who lit the false lamp?", "It was Old Tam | the *keeper* himself.", spoiler=True),
        _fact("boat", "plot", "What is the boat called?", "The _Petrel_, see [the map](https://maps.example/petrel)."),
        _fact(
            "trap",
            "plot",
            "What is in the trap?",
            "@everyone [free](javascript:x) [nitro](http://e.example) <@1> </a:2>",
        ),
        _fact(
            "words",
            "quotes",
            "What does Old Tam say?",
            "Old Tam at the door,",
            quotation=Quotation("Mind the *step*.", "tam"),
        ),
    )
    return Pack(
        id="lamp",
        title="The Lamp at Low Tide",
        topics=(Topic("cast", "Cast", ("actors",)), Topic("plot", "Plot"), Topic("quotes", "Quotes", ("sayings",))),
        sources=(Source("guide", "The Harbour Guide", LOADED, "Harbour Press", "https://harbour.example/guide"),),
        facts=facts,
        entities=(Entity("tam", "character", "Old Tam"),),
        aliases=("Low Tide",),
        summary="A keeper, a boat and a lamp that was never lit.",
    )


def _fact(fact_id: str, topic_id: str, question: str, text: str, **more: object) -> Fact:
    return Fact(fact_id, "lamp", topic_id, text, question, "guide", LOADED, **more)  # type: ignore[arg-type]
