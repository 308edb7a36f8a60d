"""What a guild's library answers, beside what the shared one does."""

from dataclasses import replace

import pytest

from bot.bootstrap import load_lexicon, load_packs
from bot.core.curation.guild_library import GuildLibrary
from bot.core.curation.revisions import Overlay, OwnFact, OwnShow, State
from bot.core.knowledge.answering import Answer, Status
from bot.core.knowledge.library import Library
from bot.ops.places import FACTS_DIR
from tests.eval.ask_eval import HERE, TARGETS, read_set
from tests.packs.own_facts import SOURCE, overlay_of, own_fact, samples
from tests.unit.core.samples import HARBOUR, LEXICON

MUG = own_fact(
    "harbour", "mug", "Which mug stands on the bridge?", "A blue mug.", asked=("what colour is the bridge mug",)
)
LEAST_FOUND = 0.9

# Questions of the evaluation sets that an own fact does answer, or is near enough to be suggested for.
ANSWERED_BY_OWN = {"what's her dog called", "how do I become a detective"}
NEAR_OWN = {
    *("tell me something about dogs", "who reported the weather", "whats the wifi password"),
    *("does ballard have a dog", "weather in la", "my star sign is leo", "is she a cop in LA?"),
}


@pytest.fixture(scope="module")
def shipped() -> Library:
    return Library(load_packs(FACTS_DIR), load_lexicon(FACTS_DIR))


@pytest.fixture(scope="module")
def club(shipped) -> GuildLibrary:
    return GuildLibrary(shipped, overlay_of([it.own for it in samples(shipped.packs[0].id)]))


@pytest.fixture(scope="module")
def harbour() -> Library:
    return Library((HARBOUR,), LEXICON)


def ids(answer: Answer) -> list[str]:
    return [entry.fact.id for entry in answer.entries]


def told(answer: Answer) -> tuple[object, ...]:
    """Return all of an answer but the packs that its facts stand in."""
    return answer.status, answer.confidence, ids(answer), [it.key for it in answer.suggestions], answer.missing


def questions() -> list[str]:
    return [item["q"] for name in TARGETS for item in read_set(HERE / name)]


def test_own_facts_change_no_answer_to_questions_about_others(shipped, club):
    changed = {}
    for question in questions():
        before, after = shipped.answer(question), club.answer(question)
        if told(before) != told(after):
            changed[question] = before.status, after.status
    assert {question for question, (_, after) in changed.items() if after is Status.ANSWERED} <= ANSWERED_BY_OWN
    assert changed.keys() <= ANSWERED_BY_OWN | NEAR_OWN
    assert {before for before, _ in changed.values()} <= {Status.UNKNOWN, Status.SUGGESTED}


@pytest.mark.parametrize("it", samples("ballard"), ids=lambda it: it.own.fact.id)
def test_an_own_fact_answers_its_question_and_all_ways_to_ask(club, it):
    for question in (it.own.fact.question, *it.own.fact.asked):
        answer = club.answer(question)
        assert (answer.status, ids(answer)[:1]) == (Status.ANSWERED, [it.own.fact.id])
        assert answer.entries[0].pack in club.packs


def test_own_facts_are_found_by_rephrased_and_mistyped_questions(club):
    typed = [(line, it.own.fact.id) for it in samples("ballard") for line in it.typed]
    answers = [(club.answer(line), fact_id) for line, fact_id in typed]
    found = sum((answer.entries or answer.suggestions)[:1] == (_entry(club, fact_id),) for answer, fact_id in answers)
    wrong = [ids(answer) for answer, fact_id in answers if answer.entries and ids(answer) != [fact_id]]
    print(f"found {found} of {len(typed)}, answered wrongly {len(wrong)}")
    assert found >= LEAST_FOUND * len(typed)
    assert len(wrong) <= 2


def _entry(library, fact_id):
    return next(entry for entry in library.complete("", 1000) if entry.fact.id == fact_id)


def test_a_hidden_fact_is_answered_no_more_and_its_neighbours_are(harbour):
    library = GuildLibrary(harbour, overlay_of([], hidden=[("harbour", "pike-actor")]))
    for question in ("Who plays Pike?", "which actor plays pike", "pike"):
        assert "pike-actor" not in ids(library.answer(question))
    assert ids(library.answer("who plays odile")) == ids(harbour.answer("who plays odile")) == ["odile-actor"]
    assert "pike-actor" not in [it.fact.id for it in library.complete("who plays", 25)]
    assert "pike-actor" not in [it.fact.id for it in library.complete("", 25)]
    assert "pike-actor" not in ids(library.answer("cast"))


def test_an_edited_fact_answers_everywhere_with_its_new_text(harbour):
    shared = HARBOUR.fact("pike-actor")
    edited = OwnFact(replace(shared, text="Tom Ash played Pike until season 2."), HARBOUR.source("news"), "Cast")
    library = GuildLibrary(harbour, overlay_of([edited]))
    for question in ("Who plays Pike?", "who is the actor of pike", "cast"):
        texts = [entry.fact.text for entry in library.answer(question).entries]
        assert "Tom Ash played Pike until season 2." in texts
        assert shared.text not in texts
    assert harbour.answer("Who plays Pike?").entries[0].fact is shared


def test_an_edited_fact_among_others_of_its_kind_is_chosen_as_before(harbour):
    shared = HARBOUR.fact("episodes-2")
    edited = OwnFact(replace(shared, text="It is nine."), HARBOUR.source("news"), "Seasons")
    library = GuildLibrary(harbour, overlay_of([edited]))
    for question in ("how many episodes", "how many episodes are in season 1", "number of episodes of season 2"):
        assert ids(library.answer(question)) == ids(harbour.answer(question))


def test_a_show_that_is_off_is_neither_answered_nor_completed(shipped):
    shared = Library((HARBOUR, replace(HARBOUR, id="copy", title="Copy")), LEXICON)
    library = GuildLibrary(shared, Overlay(off=frozenset(["copy"]), version=1))
    assert [pack.id for pack in library.packs] == ["harbour"]
    assert {it.pack.id for it in library.answer("who plays pike").entries} == {"harbour"}
    assert {it.pack.id for it in library.complete("who plays", 25)} == {"harbour"}
    assert library.answer("who plays pike", "copy").status is Status.UNKNOWN


def test_an_own_show_is_asked_by_its_id_and_by_its_title(harbour):
    fact = own_fact("club", "mug", "Who washes the mugs?", "Ida washes the mugs.")
    library = GuildLibrary(
        harbour, overlay_of([fact], shows=[OwnShow("club", "Zebra Club"), OwnShow("nil", "Nil Zoo")])
    )
    assert ids(library.answer("who washes the mugs")) == ["mug"]
    assert ids(library.answer("who washes the mugs", "club")) == ["mug"]
    assert library.answer("who plays pike", "club").status is Status.UNKNOWN
    assert library.answer("who plays pike in zebra club").status is not Status.ANSWERED
    assert library.answer("who plays pike", "nil").status is Status.UNKNOWN
    assert library.answer("Our club", "club").topic is not None


def test_a_change_is_laid_over_what_was_settled_before(harbour):
    first = overlay_of([MUG, own_fact("harbour", "lamp", "Who lit the lamp?", "Ida lit it.")])
    library = GuildLibrary.settled(harbour, first)
    newer = own_fact("harbour", "mug", "Which mug stands on the bridge?", "A green mug.")
    more = own_fact("harbour", "rope", "Who tied the rope?", "Tom tied it.")
    states = {("harbour", "mug"): (9, State(own=newer)), ("harbour", "rope"): (10, State(own=more))}
    changed = library.renewed(Overlay(states, version=10))
    assert [it.fact.text for it in changed.answer("which mug stands on the bridge").entries] == ["A green mug."]
    assert changed.answer("what colour is the bridge mug").status is not Status.ANSWERED
    assert ids(changed.answer("who tied the rope")) == ["rope"]
    assert changed.answer("who lit the lamp").status is not Status.ANSWERED
    assert ids(library.answer("who lit the lamp")) == ["lamp"]
    assert [it.fact.text for it in library.answer("which mug stands on the bridge").entries] == ["A blue mug."]
    assert (library.catch_up(first), library.catch_up(changed.overlay)) == (0, 2)


def test_what_a_phrasing_tells_beyond_doubt_is_understood(harbour):
    dated = own_fact("harbour", "party", "When is the harbour party of season 2?", "In May.")
    actor = own_fact("harbour", "double", "Who plays Odile?", "Ida Vance is the stunt double of Odile.")
    library = GuildLibrary(harbour, overlay_of([dated, actor, MUG]))
    known = {it.fact.id: it.fact for shelf in library.index.shelves for it in (k.entry for k in shelf.known)}
    assert known["party"].season == 2
    assert known["double"].about == ("odile",)
    assert (known["mug"].season, known["mug"].about, known["mug"].kinds) == (None, (), ())


def test_an_answer_names_the_own_source(harbour):
    entry = GuildLibrary(harbour, overlay_of([MUG])).answer(MUG.fact.question).entries[0]
    assert entry.pack.source(entry.fact.source_id) == SOURCE


def test_it_explains_own_and_shared_facts(harbour):
    lines = GuildLibrary(harbour, overlay_of([MUG])).explain("which mug is on the bridge")
    assert "harbour/mug" in lines
