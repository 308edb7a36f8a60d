"""Forms become facts, or come back with what is wrong with each field."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.curation.checking import check, draft_of, holding, own_of
from bot.core.curation.differing import FIELDS, differences
from bot.core.curation.drafts import Draft, DraftRefused
from bot.core.curation.limits import ID_CHARS, LINK_CHARS, PHRASING_CHARS, PHRASINGS, SOURCE_CHARS, TEXT_CHARS
from bot.core.curation.naming import MORE, free_id
from bot.core.curation.sourcing import joined_source, read_day, with_source
from bot.core.knowledge.facts import Entity, Fact, Pack, Quiz, Quotation, Source, Topic, Value
from bot.core.plain_text import plain

TODAY = date(2031, 5, 14)
PACK = Pack(
    id="harbour",
    title="Harbour Nine",
    topics=(Topic("cast", "Cast", ("actors", "players")), Topic("plot", "Plot")),
    sources=(Source("news", "Low tide, high stakes", date(2031, 2, 3), "The Daily Pilot", "https://pilot.example/a"),),
    facts=(
        Fact(
            *("lead", "harbour", "cast"),
            *("Ines Ferro plays Odile Pike.", "Who plays Odile Pike?", "news", date(2031, 2, 1)),
            kinds=("actor_of",),
            asked=("who is pike",),
            about=("ines", "pike"),
            keywords=("lead",),
            season=1,
            periods=("2031",),
            where="paragraph 2",
            quotation=Quotation("I dive.", "ines"),
            value=Value("person", "Ines Ferro", accepted=("Ferro",)),
            spoiler=True,
            quiz=(Quiz(wrong=("Jo March",)),),
        ),
    ),
    entities=(
        Entity("ines", "person", "Ines Ferro", ("La Ferro",)),
        Entity("pike", "character", "Odile Pike"),
        Entity("pier", "place", "Pier Nine"),
    ),
)
LEAD = own_of(PACK.facts[0], PACK)
GOOD = Draft(
    "harbour", "cast", "Jo March plays the diver.", "Who plays the diver?\nwho is the diver", "Jo March", "The Pilot"
)


def checked(draft: Draft = GOOD, original=None, **fields: str):
    return check(replace(draft, **fields), PACK, fact_id="diver", today=TODAY, original=original)


def faults(draft: Draft = GOOD, original=None, **fields: str) -> dict[str, str]:
    with pytest.raises(DraftRefused) as refused:
        checked(draft, original, **fields)
    assert refused.value.draft == replace(draft, **fields), "what was typed comes back as it was"
    return {fault.field: fault.problem for fault in refused.value.faults}


def test_a_form_becomes_a_fact():
    own = checked(link="https://pilot.example/b?c=d#e", day="2031-04-30")
    assert own.topic_title == "Cast"
    assert own.source == Source(own.source.id, "The Pilot", date(2031, 4, 30), url="https://pilot.example/b?c=d#e")
    assert own.fact == Fact(
        *("diver", "harbour", "cast", "Jo March plays the diver.", "Who plays the diver?"),
        *(own.source.id, date(2031, 4, 30)),
        asked=("who is the diver",),
        value=Value("text", "Jo March"),
    )


def test_what_is_left_out_has_a_default():
    own = checked(topic="", value="", day="")
    assert (own.topic_title, own.fact.topic_id) == (MORE, "more-facts")
    assert own.fact.value is None
    assert own.fact.as_of == own.source.date == TODAY


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        ("text", "", "is missing"),
        ("text", " \n\u200b ", "is missing"),
        ("text", "...", "is missing"),
        ("text", "x" * (TEXT_CHARS + 1), f"is {TEXT_CHARS + 1} characters long; at most {TEXT_CHARS} fit"),
        ("text", "Ask <@123456>", "holds a mention"),
        ("text", "Ask <@&123>", "holds a mention"),
        ("text", "in <#123>", "holds a mention"),
        ("text", "hey @everyone", "holds a mention"),
        ("text", "hey @\u200bhere", "holds a mention"),
        ("text", "[free](https://evil.example)", "holds a link"),
        ("text", "see https://pilot.example", "holds a link"),
        ("text", "[a]\n(javascript:x)", "holds a link"),
        ("text", "www.evil.example", "holds a link"),
        ("asked", "", "are missing"),
        ("asked", "\n - \n", "are missing"),
        ("asked", "\n".join(f"who is number {n}" for n in range(PHRASINGS + 1)), f"are {PHRASINGS + 1}; at most"),
        ("asked", "who\n" + "y" * (PHRASING_CHARS + 1), f"line 2 is {PHRASING_CHARS + 1} characters long"),
        ("asked", "who\nwho is <@1>", "line 2 holds a mention"),
        ("asked", "who\n?!", "line 2 has no word in it"),
        ("topic", "x" * 61, "at most 60 fit"),
        ("topic", "<#1>", "holds a mention"),
        ("value", "!", "has no word in it"),
        ("value", "x" * 101, "at most 100 fit"),
        ("value", "@here", "holds a mention"),
        ("source", "", "say where this is known from"),
        ("source", "x" * (SOURCE_CHARS + 1), f"at most {SOURCE_CHARS} fit"),
        ("source", "[a](b)", "holds a link"),
        ("link", "javascript:alert(1)", "should be a web address"),
        ("link", "ftp://pilot.example", "should be a web address"),
        ("link", "https://pilot", "should be a web address"),
        ("link", "http://", "should be a web address such as https://"),
        ("link", "www.", "should be a web address"),
        ("link", "file:///etc/passwd", "should be a web address"),
        ("link", "https://pilot.example@evil.example", "should be a web address"),
        ("link", "https://pilot.example/a b", "should be a web address"),
        ("link", "https://pilot.example/)[x](y", "should be a web address"),
        ("link", "https://pilot.example/" + "a" * LINK_CHARS, f"at most {LINK_CHARS} fit"),
        ("day", "2031-13-45", "should be one day"),
        ("day", "soon", "should be one day"),
        ("day", "04/05/2031", "should be one day"),
        ("day", "2031-05-16", "is yet to come"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(field, typed, problem):
    found = faults(**{field: typed})
    assert list(found) == [field]
    assert problem in found[field]


def test_all_faults_are_told_at_once_in_the_order_of_the_form():
    found = faults(text="", asked="", value="@here", source="", link="x", day="x", topic="<@1>")
    assert list(found) == ["topic", "text", "asked", "value", "source", "link", "day"]


@pytest.mark.parametrize(
    ("field", "typed", "problems"),
    [
        ("text", "<@1> www.a.example " + "x" * TEXT_CHARS, [f"at most {TEXT_CHARS} fit", "a mention", "a link"]),
        ("source", "@here https://a.example", ["a mention", "a link"]),
        (
            "asked",
            "<@1>\nWho?\nwww.a.example @here",
            ["line 1 holds a mention", "line 3 holds a m", "line 3 holds a l"],
        ),
        ("asked", "<@1>\n" + "\n".join(map(str, range(PHRASINGS))), ["are 11;", "line 1 holds a mention"]),
    ],
)
def test_all_faults_of_a_field_are_told_at_once(field, typed, problems):
    with pytest.raises(DraftRefused) as refused:
        checked(**{field: typed})
    found = refused.value.faults
    assert [fault.field for fault in found] == [field] * len(problems)
    assert all(problem in fault.problem for problem, fault in zip(problems, found, strict=True))


def test_unseen_characters_go_and_other_scripts_stay():
    own = checked(text="J\u00ado\u202e M\u200barch\x00 is \u2066here\u2069.", asked="誰がダイバーですか", topic="配役")
    assert own.fact.text == "Jo March is here."
    assert own.fact.question == "誰がダイバーですか"
    assert (own.topic_title, own.fact.topic_id) == ("配役", "topic")


@pytest.mark.parametrize(
    "typed", ["- !!python/object:os.system x", "a: &b [*b]", "{{7*7}}", "'; DROP TABLE x; --", "|| spoiler ||"]
)
def test_text_that_looks_like_something_else_is_text(typed):
    own = checked(text=typed, asked=f"x\n{typed}")
    assert own.fact.text == typed
    assert len(own.fact.asked) == 1


def test_phrasings_may_be_written_as_a_list():
    assert checked(asked="- who is it\n* who is it\n\n• who was it").fact.asked == ("who was it",)


@pytest.mark.parametrize(
    ("typed", "topic_id", "title"),
    [
        ("CAST", "cast", "Cast"),
        ("players", "cast", "Cast"),
        ("Cast!", "cast", "Cast"),
        ("The boats", "the-boats", "The boats"),
    ],
)
def test_topics_are_found_or_made(typed, topic_id, title):
    own = checked(topic=typed)
    assert (own.fact.topic_id, own.topic_title) == (topic_id, title)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("ines ferro", Value("person", "Ines Ferro")),
        ("La Ferro", Value("person", "La Ferro")),
        ("odile pike", Value("character", "Odile Pike")),
        ("Pier Nine", Value("place", "Pier Nine")),
        ("10 episodes", Value("number", "10", "episodes")),
        ("2.5 million viewers", Value("number", "2.5 million", "viewers")),
        ("34", Value("number", "34")),
        ("75%", Value("number", "75%")),
        ("six weeks", Value("number", "six", "weeks")),
        ("$14.84 million", Value("money", "$14.84 million")),
        ("300 euros", Value("money", "300 euros")),
        ("4 October 2025", Value("date", "4 October 2025")),
        ("July 2025", Value("date", "July 2025")),
        ("2025-10-04", Value("date", "2025-10-04")),
        ("1999", Value("date", "1999")),
        ("300", Value("number", "300")),
        ("No. 4 of five", Value("text", "No. 4 of five")),
        ("a red boat", Value("text", "a red boat")),
    ],
)
def test_a_value_has_the_type_that_it_looks_like(typed, value):
    assert checked(value=typed).fact.value == value


def test_ids_are_readable_and_free():
    assert free_id("Who plays the diver?", set(), "fact") == "who-plays-the-diver"
    assert free_id("Who plays the diver?", {"who-plays-the-diver"}, "fact") == "who-plays-the-diver-2"
    assert free_id("誰が", {"fact"}, "fact") == "fact-2"


@given(st.text(max_size=80), st.sets(st.text("abc-", max_size=4)))
def test_ids_fit_what_packs_and_buttons_take(question, taken):
    import re

    for made in (free_id(question, taken, "fact"), free_id(question, taken | {free_id(question, taken, "fact")}, "f")):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
        assert len(made) <= ID_CHARS


@pytest.mark.parametrize(
    ("typed", "source", "link", "day"),
    [
        ("The Pilot", "The Pilot", "", ""),
        ("The Pilot\nhttps://p.example/a\n2031-02-03", "The Pilot", "https://p.example/a", "2031-02-03"),
        ("https://p.example/a\n4 October 2025\nThe Pilot", "The Pilot", "https://p.example/a", "4 October 2025"),
        ("The Pilot, 2031-02-03, <https://p.example/a>", "The Pilot", "https://p.example/a", "2031-02-03"),
        ("News of 2031-01-01\n2031-02-03", "News of 2031-01-01", "", "2031-02-03"),
        ("Deadline, 4 October 2025", "Deadline", "", "4 October 2025"),
        ("Deadline on 4 October 2025.", "Deadline", "", "4 October 2025"),
        (
            "Deadline - Saturday, Oct. 4, 2025\nhttps://p.example/a",
            "Deadline - Saturday",
            "https://p.example/a",
            "Oct. 4, 2025",
        ),
        ("Deadline (October 4th, 2025)", "Deadline", "", "October 4th, 2025"),
        ("Deadline (updated 2025-10-04)", "Deadline (updated)", "", "2025-10-04"),
        ("(2025-10-04) Deadline", "Deadline", "", "2025-10-04"),
        ("The Sun, 4 October 2025", "The Sun", "", "4 October 2025"),
        ("The Sun\non Saturday, 4 October 2025", "The Sun", "", "4 October 2025"),
        ("Deadline, 13/10/2025", "Deadline", "", "13/10/2025"),
        ("Deadline, 04/10/2025", "Deadline", "", "04/10/2025"),
        ("Deadline, October 2025", "Deadline, October 2025", "", ""),
        ("Deadline, 31 November 2025", "Deadline, 31 November 2025", "", ""),
        ("Deadline\nhttps://p.example/a (2025-10-04)", "Deadline", "https://p.example/a", "2025-10-04"),
        ("https://p.example/a (2025-10-04)", "", "https://p.example/a", "2025-10-04"),
        ("Deadline (https://p.example/a), 4 October 2025", "Deadline", "https://p.example/a", "4 October 2025"),
        ("Wiki (see https://p.example/b_(c))", "Wiki (see)", "https://p.example/b_(c)", ""),
        ("The Pilot HTTPS://P.example/a", "The Pilot", "HTTPS://P.example/a", ""),
        ("The Pilot\nwww.p.example/a.", "The Pilot", "www.p.example/a", ""),
        ("The Pilot\nhttp://", "The Pilot", "http://", ""),
        ("See www.p.example\nhttps://p.example/a", "See www.p.example", "https://p.example/a", ""),
        ("javascript:alert(1)", "javascript:alert(1)", "", ""),
        ("", "", "", ""),
    ],
)
def test_one_field_holds_source_link_and_day(typed, source, link, day):
    draft = with_source(Draft("harbour"), typed)
    assert (draft.source, draft.link, draft.day) == (source, link, day)
    assert with_source(Draft("harbour"), joined_source(draft)) == draft


DAYS = st.sampled_from(("4 October 2025", "2025-10-04", "(2025-10-04)", "04/10/2025", "on Saturday, 4 October 2025"))
LINKS = st.sampled_from(("https://p.example/a_(b)", "www.p.example/a", "(HTTPS://p.example)", "<https://p.example>,"))
TITLES = st.lists(st.sampled_from(("The Sun", "Interview", "on", "(part 2)", "No. 7", "-", "\n")), max_size=5)


@given(st.tuples(DAYS, LINKS, TITLES).flatmap(lambda it: st.permutations([it[0], it[1], *it[2]])))
def test_the_field_of_a_source_that_comes_back_reads_as_before(pieces):
    draft = with_source(Draft("harbour"), " ".join(pieces))
    assert "p.example" in draft.link
    assert with_source(Draft("harbour"), joined_source(draft)) == draft


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://en.wikipedia.org/wiki/Ballard_(TV_series)", "https://en.wikipedia.org/wiki/Ballard_(TV_series)"),
        ("HTTPS://Pilot.Example/A?b=C", "https://pilot.example/A?b=C"),
        ("www.pilot.example/a", "https://www.pilot.example/a"),
        ("http://pilot.example:8080", "http://pilot.example:8080"),
        ("https://pilot.example/fähre?q=ü%20x", "https://pilot.example/f%C3%A4hre?q=%C3%BC%20x"),
        (
            "https://th.pilot.example/ภาษาไทย",
            "https://th.pilot.example/%E0%B8%A0%E0%B8%B2%E0%B8%A9%E0%B8%B2%E0%B9%84%E0%B8%97%E0%B8%A2",
        ),
    ],
)
def test_an_address_is_kept_as_browsers_send_it(typed, kept):
    assert checked(link=typed).source.url == kept
    assert checked(link=kept).source.url == kept


@pytest.mark.parametrize("typed", ["2025-10-04", "4 October 2025", "Oct 4, 2025", "October 4th 2025", "13/10/2025"])
def test_days_are_read_as_people_write_them(typed):
    assert read_day(typed) in (date(2025, 10, 4), date(2025, 10, 13))


def test_a_form_to_edit_with_shows_the_fact_and_changes_nothing_by_itself():
    draft = draft_of(LEAD)
    assert draft.asked == "Who plays Odile Pike?\nwho is pike"
    assert draft.source == "Low tide, high stakes, The Daily Pilot"
    assert draft.day == "2031-02-01"
    assert checked(draft, LEAD) == LEAD
    assert checked(with_source(draft, joined_source(draft)), LEAD) == LEAD


def test_an_edit_keeps_what_a_form_has_no_field_for():
    own = checked(draft_of(LEAD), LEAD, text="Ines Ferro plays Detective Odile Pike.")
    assert own.fact == replace(LEAD.fact, text="Ines Ferro plays Detective Odile Pike.")
    assert own.source == LEAD.source


def test_another_value_drops_the_questions_for_the_old_one():
    fact = checked(draft_of(LEAD), LEAD, value="Jo March").fact
    assert (fact.value, fact.quiz) == (Value("text", "Jo March"), ())
    assert (fact.kinds, fact.about, fact.season, fact.quotation) == (
        *(LEAD.fact.kinds, LEAD.fact.about, LEAD.fact.season, LEAD.fact.quotation),
    )


def test_another_source_drops_the_place_in_the_old_one():
    own = checked(draft_of(LEAD), LEAD, source="An interview")
    assert (own.source.title, own.source.publisher, own.fact.where) == ("An interview", "", "")
    assert own.fact.as_of == LEAD.fact.as_of


def test_a_source_of_the_pack_is_found_again():
    own = checked(source="low tide, high stakes", link="https://pilot.example/a", day="2031-02-03")
    assert own.source == PACK.sources[0]


def test_what_an_edit_leaves_as_it_was_is_not_refused():
    linked = replace(LEAD, fact=replace(LEAD.fact, text="See [the map](https://maps.example)."))
    assert checked(draft_of(linked), linked, topic="Plot").fact.text == linked.fact.text
    assert "text" in faults(draft_of(linked), linked, text="See [the new map](https://maps.example).")


def test_a_pack_holds_a_fact_once():
    pack = holding(holding(PACK, checked(topic="Boats")), LEAD)
    assert [fact.id for fact in pack.facts] == ["diver", "lead"]
    assert [topic.id for topic in pack.topics] == ["cast", "plot", "boats"]
    assert pack.source(pack.fact("diver").source_id).title == "The Pilot"


def test_differences_name_what_changed():
    after = checked(draft_of(LEAD), LEAD, text="She plays Pike.", value="")
    assert [(it.field, it.after) for it in differences(LEAD, after)] == [("text", "She plays Pike."), ("value", "")]
    assert differences(LEAD, LEAD) == ()
    assert all(it.after == "" for it in differences(LEAD, None))
    assert {it.field for it in differences(None, LEAD)} == set(FIELDS)


TYPED = st.text(max_size=60) | st.sampled_from(["Cast", "10 episodes", "2031-01-01", "https://a.example", "The Pilot"])


@given(st.builds(Draft, st.just("harbour"), TYPED, TYPED, TYPED, TYPED, TYPED, TYPED, TYPED))
def test_any_form_becomes_a_fact_that_reads_back_or_is_refused_with_reasons(draft):
    try:
        own = check(draft, PACK, fact_id="x", today=TODAY)
    except DraftRefused as refused:
        told = [fault.field for fault in refused.faults]
    else:
        told = []
    if told:
        assert list(dict.fromkeys(told)) == [name for name in FIELDS if name in told]
        return
    assert plain(own.fact.text) == own.fact.text != ""
    assert len(own.fact.text) <= TEXT_CHARS
    assert own.source.url == "" or own.source.url.startswith(("http://", "https://"))
    again = check(draft_of(own), PACK, fact_id="x", today=TODAY, original=own)
    assert again == own
    assert differences(own, again) == ()
