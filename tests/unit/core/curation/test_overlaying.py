"""A pack as a guild has it."""

from dataclasses import replace

import pytest

from bot.core.curation.overlaying import base_packs, merged, own_pack
from bot.core.curation.revisions import Overlay, OwnFact, OwnShow
from bot.core.knowledge.facts import Source, Value
from tests.packs.own_facts import DAY, SOURCE, overlay_of, own_fact
from tests.unit.core.samples import HARBOUR

MUG = own_fact("harbour", "mug", "Which mug stands on the bridge?", "A blue mug.")


def person(fact_id: str, name: str) -> OwnFact:
    return own_fact("harbour", fact_id, f"Who won in {fact_id}?", f"{name} won.", value=Value("person", name))


def test_a_guild_that_changed_nothing_has_the_shared_pack_itself():
    assert merged(HARBOUR, overlay_of([own_fact("other", "x", "Who?", "X.")])) is HARBOUR


def test_own_facts_come_after_the_shared_ones_with_their_source_and_topic():
    pack = merged(HARBOUR, overlay_of([MUG]))
    assert pack.facts == (*HARBOUR.facts, MUG.fact)
    assert pack.source(MUG.fact.source_id) == SOURCE
    assert pack.topics[-1].title == "Our club"
    assert pack.facts_of("our-club") == (MUG.fact,)


def test_an_own_copy_stands_in_the_place_of_the_shared_fact():
    shared = HARBOUR.facts[1]
    copy = OwnFact(replace(shared, text="Somebody else plays Pike."), HARBOUR.source(shared.source_id), "Cast")
    pack = merged(HARBOUR, overlay_of([copy]))
    assert [fact.id for fact in pack.facts] == [fact.id for fact in HARBOUR.facts]
    assert pack.facts[1].text == "Somebody else plays Pike."
    assert pack.sources == HARBOUR.sources
    assert pack.topics == HARBOUR.topics


def test_hidden_facts_are_left_out_and_topics_that_lose_all_their_facts_too():
    watch = [fact.id for fact in HARBOUR.facts_of("watch")]
    pack = merged(HARBOUR, overlay_of([], hidden=[("harbour", fact_id) for fact_id in watch]))
    assert not pack.facts_of("watch")
    assert "watch" not in [topic.id for topic in pack.topics]


def test_a_source_with_the_id_of_a_different_one_takes_nothing_from_it():
    taken = HARBOUR.sources[0].id
    own = OwnFact(replace(MUG.fact, source_id=taken), Source(taken, "Another paper", DAY), "Our club")
    pack = merged(HARBOUR, overlay_of([own]))
    assert pack.source(taken) == HARBOUR.sources[0]
    assert pack.source(pack.fact("mug").source_id).title == "Another paper"


def test_a_value_that_names_somebody_new_makes_an_entity_that_the_fact_is_about():
    pack = merged(HARBOUR, overlay_of([person("may", "Ida Vance"), person("june", "Ida Vance")]))
    (entity,) = pack.entities[len(HARBOUR.entities) :]
    assert (entity.type, entity.name) == ("person", "Ida Vance")
    assert pack.fact("may").about == pack.fact("june").about == (entity.id,)


def test_names_that_fold_to_one_id_stay_two_entities():
    pack = merged(HARBOUR, overlay_of([person("may", "Ida-Vance"), person("june", "Ida Vance!")]))
    assert len({entity.id for entity in pack.entities}) == len(HARBOUR.entities) + 2


def test_a_value_that_names_somebody_of_the_pack_makes_no_entity():
    assert merged(HARBOUR, overlay_of([person("may", HARBOUR.entities[0].name)])).entities == HARBOUR.entities


@pytest.mark.parametrize("facts", [(), (MUG,)])
def test_an_own_show_has_its_own_facts_alone(facts):
    own = [replace(it, fact=replace(it.fact, show_id="club")) for it in facts]
    pack = own_pack(OwnShow("club", "Our Club"), overlay_of(own))
    assert (pack.id, pack.title, len(pack.facts)) == ("club", "Our Club", len(facts))
    assert "/facts add" in pack.summary


def test_a_base_has_the_shows_that_are_on_and_own_ones_whose_id_no_shared_show_has():
    shows = (OwnShow("club", "A Club"), OwnShow("harbour", "Taken"))
    assert [it.title for it in base_packs([HARBOUR], Overlay(own_shows=shows))] == ["A Club", HARBOUR.title]
    assert [it.title for it in base_packs([HARBOUR], Overlay(off=frozenset(["harbour"]), own_shows=shows))] == [
        "A Club"
    ]
