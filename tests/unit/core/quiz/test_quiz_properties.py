"""What holds for the questions of every pack, however its author writes it."""

import re
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.knowledge.facts import Entity, Fact, Pack, Quiz, Quotation, Value
from bot.core.knowledge.text import fold
from bot.core.quiz.checking import written_faults
from bot.core.quiz.dealing import Order, deal
from bot.core.quiz.distractors import MAX_OPTION_CHARS
from bot.core.quiz.giveaways import same
from bot.core.quiz.question import Question, Style
from bot.core.quiz.questions import make_questions, names_of
from tests.unit.core.quiz.quiz_shows import TOPICS
from tests.unit.core.samples import fact, show

FIRST = ("Ada", "Béla", "Cleo", "Dov", "Édith", "Finn", "Gül", "Odile")
LAST = ("Marsh", "Ash", "Ødegård", "Stein", "O'Neill", "Hart", "de Vries", "Long")
KINDS = ("actor_of", "role_of", "cast_list", "cast_member", "lead_actor", "director", "composer", "author", "info_date")
TYPES = ("person", "character", "work", "organisation", "place", "title", "text")
DATES = ("July 2030", "6 October 2030", "week of July 21", "2029", "May 3, 2028")
ASKING = (
    "Who plays {}?",
    "Which name has {}?",
    "How many has {}?",
    "When did {} begin?",
    "Who is {} and why?",
    "Is {} out?",
)
TELLING = (
    "{0} plays {1}.",
    "{1} was {0}, they say.",
    "It is {0}.",
    "No, {1} it is. The end of {0} was near.",
    "{1} and {2}.",
)
SAYINGS = (
    "We sailed. The sea was rough that day. It ended.",
    "I knew {} well. Nobody else did.",
    "Ships are like goats to me.",
)


def pack_of_chance(seed: int) -> Pack:
    """Return a pack as careless as they come: names alike, aliases shared, facts that do not fit their questions."""
    rng = Random(seed)
    people = [f"{first} {last}" for first in FIRST for last in LAST]
    entities = tuple(_entity(rng, at, name) for at, name in enumerate(rng.sample(people, rng.randint(4, 16))))
    facts = tuple(_fact(rng, at, entities) for at in range(rng.randint(1, 10)))
    title = rng.choice(["Harbour Nine", "Harbour Nine", entities[0].name.split()[-1]])
    return show("harbour", title, TOPICS, facts, entities=entities)


def _entity(rng: Random, at: int, name: str) -> Entity:
    aliases = rng.sample([name.split()[0], name.split()[-1], f"Old {name}", "The Boss"], rng.randint(0, 2))
    type_ = rng.choice(["person", "person", "person", "character", "character", "work", "place", "organisation"])
    return Entity(f"e{at}", type_, name, tuple(aliases))


def _value(rng: Random, named: Entity) -> tuple[str, str]:
    return rng.choice(
        [
            (named.type, named.name),
            (named.type, named.name),
            (rng.choice(TYPES), f"{rng.choice(FIRST)} {rng.choice(LAST)}"),
            ("number", str(rng.randint(1, 500))),
            ("number", f"{rng.randint(1000, 10**6):,}"),
            ("money", f"${rng.randint(101, 9999) / 100:.2f} million"),
            ("date", rng.choice(DATES)),
        ]
    )


def _fact(rng: Random, at: int, entities: tuple[Entity, ...]) -> Fact:
    about = rng.sample(entities, rng.choice([0, 1, 2, 2, 2, 4]))
    named, other, speaker = rng.choice(about or entities), rng.choice(entities), rng.choice(entities)
    type_, value = _value(rng, named)
    accepted = rng.sample([*named.aliases, other.name, "10", "something"], rng.randint(0, 2))
    said = Quotation(rng.choice(SAYINGS).format(speaker.name), speaker.id)
    return fact(
        f"f{at}",
        rng.choice(TOPICS).id,
        " ".join(rng.sample(KINDS, rng.randint(0, 3))),
        rng.choice(ASKING).format(other.name),
        rng.choice(TELLING).format(value, named.name, other.name),
        about=tuple(it.id for it in about),
        season=rng.choice([None, 1, 2]),
        quotation=rng.choice([None, None, said]),
        value=rng.choice([None, Value(type_, value, accepted=tuple(accepted))]),
        spoiler=rng.random() < 0.1,
        quiz=(_quiz(rng, other, named),) if rng.random() < 0.3 else (),
    )


def _quiz(rng: Random, asked: Entity, answer: Entity) -> Quiz:
    wrong = [f"{rng.choice(FIRST)} {rng.choice(LAST)}" for _ in range(rng.randint(0, 4))]
    return Quiz(
        question=rng.choice(["", f"Who knew {asked.name}?"]),
        answer=rng.choice(["", answer.name]),
        wrong=tuple([*wrong, answer.name.upper()] if rng.random() < 0.2 else wrong),
        is_typed=rng.random() < 0.8,
    )


packs = st.integers(0, 2**32).map(pack_of_chance)
generated = settings(max_examples=150, deadline=None)


def stands_in(text: str, answer: str) -> bool:
    """Tell whether words stand in a text; written apart from the rule that is tested."""
    return re.search(rf"(?<!\w){re.escape(fold(answer))}(?!\w)", fold(text)) is not None


def is_statement(question: Question) -> bool:
    return question.answer in ("True", "False")


@generated
@given(packs)
def test_nothing_that_is_right_is_a_wrong_option(pack):
    for question in make_questions(pack):
        right = {same(form) for form in (question.answer, *question.accepted)}
        assert right.isdisjoint(map(same, question.wrong))
        if question.id.endswith(("#play", "#role", "#said")):
            (named,) = [it for it in pack.entities if it.name == question.answer]
            assert {same(name) for name in (named.name, *named.aliases)} <= right


@generated
@given(packs)
def test_no_answer_stands_in_its_question(pack):
    for question in make_questions(pack):
        if not is_statement(question) and not question.answer.isdigit():
            for form in (question.answer, *question.accepted):
                assert not stands_in(question.text, form), question


@generated
@given(packs)
def test_options_are_different_and_fit_on_buttons(pack):
    for question in make_questions(pack):
        options = (question.answer, *question.wrong)
        assert len(set(map(same, options))) == len(options)
        if question.wrong:
            assert max(map(len, options)) <= MAX_OPTION_CHARS
        assert question.wrong or question.is_typable


@generated
@given(packs, st.randoms(use_true_random=False))
def test_the_order_of_facts_and_entities_changes_no_id(pack, rng):
    facts, entities = list(pack.facts), list(pack.entities)
    rng.shuffle(facts)
    rng.shuffle(entities)
    shuffled = show(pack.id, pack.title, pack.topics, tuple(facts), entities=tuple(entities))
    before, after = make_questions(pack), make_questions(shuffled)
    assert len({it.id for it in before}) == len(before)
    answers = {it.id: (it.text, it.answer) for it in before if it.id.endswith(("#ask", "#play", "#role", "#said"))}
    again = {it.id: (it.text, it.answer) for it in after if it.id.endswith(("#ask", "#play", "#role", "#said"))}
    same_text = {text for text, _ in answers.values()} & {text for text, _ in again.values()}
    assert {text for text, _ in answers.values()} == same_text == {text for text, _ in again.values()}
    for key in answers.keys() & again.keys():
        assert answers[key] == again[key]


@generated
@given(packs)
def test_questions_come_from_facts_that_may_be_asked_and_are_the_same_each_time(pack):
    questions = make_questions(pack)
    assert questions == make_questions(pack)
    facts = {f"harbour/{it.id}": it for it in pack.facts}
    for question in questions:
        one = facts[question.fact_key]
        assert question.id.startswith(f"{question.fact_key}#")
        assert not one.spoiler
        assert "info_date" not in one.kinds
        assert question.topic_id == one.topic_id
        assert question.giveaways[0] == question.fact_key
        assert set(question.giveaways) <= facts.keys()


@generated
@given(packs)
def test_a_fact_that_tells_an_answer_is_among_its_giveaways(pack):
    for question in make_questions(pack):
        if is_statement(question) or question.answer.isdigit() or same(question.answer) == same(pack.title):
            continue
        for one in pack.facts:
            if stands_in(f"{one.question} | {one.text}", question.answer):
                assert f"harbour/{one.id}" in question.giveaways


@generated
@given(packs)
@example(pack_of_chance(8946))  # what is false of one fact is true of another
def test_a_false_statement_differs_from_the_true_one_in_the_answer_alone(pack):
    questions = {it.id: it for it in make_questions(pack)}
    for key, true in questions.items():
        if key.endswith("#true"):
            false = questions[key.removesuffix("true") + "false"]
            assert true.text != false.text
            assert true.text.removeprefix("True or false: ") in true.explanation
            assert false.text.removeprefix("True or false: ") not in false.explanation


@generated
@given(packs)
@example(pack_of_chance(8946))
def test_nothing_is_called_both_true_and_false(pack):
    called = [(same(it.text), it.answer) for it in make_questions(pack) if is_statement(it)]
    assert len({text for text, _ in called}) == len(called)


@generated
@given(packs, st.integers(1, 20), st.sampled_from(Style), st.integers(0, 99))
def test_no_question_comes_twice_in_a_game(pack, count, style, seed):
    game = deal(make_questions(pack), Order(count, style), {}, Random(seed))
    assert len({it.question.id for it in game}) == len(game)


@generated
@given(packs)
@example(pack_of_chance(9712))  # who plays a character is written in one fact, and worked out from another
def test_written_questions_without_faults_are_asked(pack):
    faulty = {fact_at for fact_at, *_ in written_faults(pack)}
    asked = {it.id for it in make_questions(pack)}
    texts = [same(it.quiz[0].question or it.question) for it in pack.facts if it.quiz]
    for at, one in enumerate(pack.facts):
        may_be_asked = not one.spoiler and "info_date" not in one.kinds
        is_single = bool(one.quiz) and texts.count(same(one.quiz[0].question or one.question)) == 1
        if one.quiz and is_single and at not in faulty and may_be_asked:
            twin = [
                it
                for it in pack.facts
                if not it.quiz and same(it.question) == same(one.quiz[0].question or one.question)
            ]
            assert f"harbour/{one.id}#ask" in asked or twin, one


@generated
@given(packs)
def test_all_names_of_a_pack_are_known(pack):
    names = names_of(pack)
    assert {it.name for it in pack.entities} <= names
    assert {it.value.text for it in pack.facts if it.value} <= names
