"""What an import would change."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.core.curation.comparing import compare_packs
from bot.core.knowledge.facts import Fact, Pack, Source, Topic

SOURCE = Source("paper", "The Harbour Paper", date(2031, 2, 3))
FACTS = tuple(Fact(id_, "harbour", "cast", f"About {id_}.", f"What of {id_}?", "paper", SOURCE.date) for id_ in "abc")
PACK = Pack("harbour", "Harbour Nine", (Topic("cast", "Cast"),), (SOURCE,), FACTS)


def with_facts(*facts, **said):
    return replace(PACK, facts=facts, **said)


def test_a_pack_does_not_differ_from_itself_under_another_id():
    other = replace(PACK, id="quay", facts=tuple(replace(fact, show_id="quay") for fact in FACTS))
    found = compare_packs(PACK, other)
    assert (found.is_same, found.unchanged) == (True, FACTS)
    assert (found.new, found.changed, found.missing, found.parts) == ((), (), (), ())


def test_each_fact_is_new_changed_unchanged_or_missing():
    changed, new = replace(FACTS[1], text="Otherwise.", spoiler=True), replace(FACTS[0], id="d")
    found = compare_packs(PACK, with_facts(new, changed, FACTS[0]))
    assert (found.new, found.unchanged, found.missing) == ((new,), (FACTS[0],), (FACTS[2],))
    (change,) = found.changed
    assert (change.old, change.new, change.fields) == (FACTS[1], changed, ("text", "spoiler"))
    assert not found.is_same


def test_what_only_lacks_facts_changes_nothing():
    found = compare_packs(PACK, with_facts(FACTS[0]))
    assert (found.is_same, found.missing) == (True, FACTS[1:])


def test_another_source_under_the_same_id_changes_the_facts_that_name_it():
    found = compare_packs(PACK, with_facts(FACTS[0], sources=(replace(SOURCE, title="Another paper"),)))
    assert [change.fields for change in found.changed] == [("source_id",)]
    found = compare_packs(PACK, with_facts(FACTS[0], topics=(Topic("cast", "Actors"),)))
    assert [change.fields for change in found.changed] == [("topic_id",)]


def test_what_differs_besides_the_facts_is_named():
    found = compare_packs(PACK, replace(PACK, title="Harbour 9", words={"crew": ("gang",)}))
    assert (found.parts, found.is_same) == (("title", "words"), False)


packs = st.lists(
    st.builds(lambda id_, text: replace(FACTS[0], id=id_, text=text), st.sampled_from("abcdef"), st.sampled_from("xy")),
    unique_by=lambda fact: fact.id,
).map(lambda facts: with_facts(*facts))


@given(packs, packs)
def test_the_counts_add_up(old, new):
    found = compare_packs(old, new)
    assert len(found.new) + len(found.changed) + len(found.unchanged) == len(new.facts)
    assert len(found.missing) + len(found.changed) + len(found.unchanged) == len(old.facts)
    assert all(change.fields for change in found.changed)
