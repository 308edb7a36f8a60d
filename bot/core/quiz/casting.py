"""Questions of who plays whom, and who is in the cast, out of the people and characters that facts are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.core.knowledge.facts import Entity, Fact
from bot.core.quiz.distractors import MAX_KEPT, MIN_FOUND, different, is_alike
from bot.core.quiz.giveaways import same, tells
from bot.core.quiz.making import difficulty_of, make, rng_of, wrong_for
from bot.core.quiz.material import Material, Pair
from bot.core.quiz.question import Question

LIST_KIND = "cast_list"
# Of whom a fact of these kinds tells, nobody can say without a season whether they are in the cast.
GONE_KINDS = ("actor_leaving", "actor_replaced")


def casting_questions(material: Material, fact: Fact, asked: Collection[str]) -> Iterator[Question]:
    """Yield what a fact about the cast can be asked for, without what has been asked for already.

    Args:
        asked: The answers of this fact's other questions.
    """
    done = {same(answer) for answer in asked}
    if pair := material.pairs.get(fact.id):
        if same(pair.person.name) not in done and len(material.actors_of(pair.character)) == 1:
            yield from filter(None, [_who_plays(material, pair)])
        if same(pair.character.name) not in done and len(material.played_by(pair.person)) == 1:
            yield from filter(None, [_which_character(material, pair)])
    if LIST_KIND in fact.kinds and not done:
        yield from filter(None, [_which_of_these(material, fact)])


def _who_plays(material: Material, pair: Pair) -> Question | None:
    sought = material.sought("person", pair.person.name)
    text = f"Who {_verb(pair.fact, 's')} {pair.character.name}?"
    return make(material, pair.fact, "play", text, sought, wrong=wrong_for(material, pair.fact, sought, text))


def _which_character(material: Material, pair: Pair) -> Question | None:
    """Ask for the role; the show is named only where its title does not give that away."""
    sought = material.sought("character", pair.character.name)
    text = f"Which character does {pair.person.name} {_verb(pair.fact)}"
    wrong = wrong_for(material, pair.fact, sought, text)
    for ending in (f" in {material.pack.title}?", "?"):
        if question := make(material, pair.fact, "role", text + ending, sought, wrong=wrong):
            return question
    return None


def _which_of_these(material: Material, fact: Fact) -> Question | None:
    """Ask for one of the cast beside people of whom a fact says that they made the show."""
    text = f"Which of these people is in the cast of {material.pack.title}?"
    rng = rng_of(material, fact, "cast")
    gone = {it for kind in GONE_KINDS for other in material.by_kind[kind] for it in other.about}
    cast = [it for it in material.about(fact, "person") if "lead" not in it.roles and it.id not in gone]
    others = [it for it in material.by_type["person"] if _is_maker(material, it)]
    if not cast:
        return None
    sought = material.sought("person", rng.choice(cast).name)
    names = (it.name for it in rng.sample(others, len(others)) if not tells(fact.text, (it.name, *it.aliases)))
    wrong = tuple(different(sought, (name for name in names if is_alike(sought.answer, name))))[:MAX_KEPT]
    if len(wrong) < MIN_FOUND:
        return None
    difficulty = difficulty_of(material, fact, sought)
    return make(material, fact, "cast", text, sought, wrong=wrong, is_typable=False, difficulty=difficulty)


def _is_maker(material: Material, person: Entity) -> bool:
    """Tell whether a fact is about somebody, and none has them in the cast."""
    return person.id not in material.cast and any(person.id in fact.about for fact in material.facts)


def _verb(fact: Fact, ending: str = "") -> str:
    return ("voice" if tells(f"{fact.question} {fact.text}", ["voice"]) else "play") + ending
