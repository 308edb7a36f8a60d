"""What the words of a question mean: phrases, slang, glued words, names, and words that nobody can type."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge.library import Library
from bot.core.knowledge.reading import MAX_UNDERSTOOD, Reader, Reading
from bot.core.knowledge.terms import CHATTER, SLOT_TERMS, is_foil, is_name
from tests.unit.core.samples import HARBOUR, LEXICON, MEADOW, library


def read(question: str) -> Reading:
    return library(HARBOUR, MEADOW).read(question).reading


def terms(question: str) -> set[tuple[str, str]]:
    """Return each reading as its words and its term."""
    reading = read(question)
    return {(" ".join(reading.words[it.start : it.end]), it.term) for it in reading.spans}


def named(question: str) -> set[str]:
    """Return the ids of all that a question names."""
    spans = [it for it in read(question).spans if isinstance(it.value, tuple) and not it.implied and not is_foil(it)]
    return {it.value[1] for it in spans}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how many", {("how many", "?how_many")}),
        ("when did it come out", {("come out", "release")}),
        ("streaming service", {("streaming service", "stream")}),
        ("tell me by the way", {("tell me", CHATTER), ("by the way", CHATTER)}),
        ("is there another season", {("another season", "next_season")}),
    ],
)
def test_a_phrase_beats_its_parts(question, expected):
    found = terms(question)
    assert expected <= found
    parts = {word for phrase, _ in expected for word in phrase.split()}
    assert not parts & {phrase for phrase, _ in found}


def test_no_phrase_takes_a_word_from_a_title():
    timely = Library((HARBOUR,), replace(LEXICON, concepts={**LEXICON.concepts, "hour": ("nine at",)}))
    assert {it.term for it in timely.read("harbour nine at night").reading.spans} == {"@show"}
    assert "hour" in {it.term for it in timely.read("pike nine at night").reading.spans}


@pytest.mark.parametrize(
    ("question", "asks_when"),
    [
        ("how many saw it when it premiered", False),
        ("who played pike when it premiered", False),
        ("when did it premiere", True),
        ("who played pike and when did it premiere", True),
        ("pike premiered when", True),
    ],
)
def test_when_asks_for_a_time_unless_something_else_is_asked_for(question, asks_when):
    assert (("when", "?when") in terms(question)) is asks_when


def test_a_well_spelt_part_beats_a_badly_spelt_phrase():
    assert ("how", "?how") in terms("how maly")


@pytest.mark.parametrize("word", ["played", "plays", "playing", "PLAYED", "plàyed", "embodies", "embodied"])
def test_all_forms_of_a_word_mean_the_same(word):
    assert (word.lower().replace("à", "a"), "play") in terms(f"who {word}")


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("wanna watch", ("want", "to", "watch")),
        ("how many epis", ("how", "many", "episodes")),
        ("Wheres it", ("where", "is", "it")),
    ],
)
def test_slang_is_put_into_words(typed, understood):
    assert read(typed).words == understood


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("whoplayspike", ("who", "plays", "pike")),
        ("howmanyepisodes", ("how", "many", "episodes")),
        ("whereis it", ("where", "is", "it")),
        ("tomash", ("tom", "ash")),
    ],
)
def test_glued_words_are_taken_apart(typed, understood):
    assert read(typed).words == understood


@pytest.mark.parametrize("word", ["quokka", "ab", "xylophone", "qwertyuiop"])
def test_an_unknown_word_stays_as_it_is_and_means_nothing(word):
    assert read(word).words == (word,)
    assert terms(word) == set()


@pytest.mark.parametrize(
    ("typed", "entity_id"),
    [
        ("Renée Hart", "renee-hart"),
        ("renee hart", "renee-hart"),
        ("RENÉE", "renee-hart"),
        ("Rene\u0301e", "renee-hart"),
        ("renee's", "renee-hart"),
        ("hart", "renee-hart"),
        ("Ｒｅｎｅｅ", "renee-hart"),
        ("rennee hart", "renee-hart"),
        ("odile marsh", "odile"),
        ("odlie", "odile"),
        ("gdańsk", "gdansk"),
        ("Gdansk", "gdansk"),
        ("danzig", "gdansk"),
        ("channel 6", None),
        ("channel six", "channel-six"),
        ("chanel six", "channel-six"),
        ("wim", "wim"),
        ("brook tv", "brook-tv"),
    ],
)
def test_names_are_found_however_they_are_written(typed, entity_id):
    assert named(f"is it {typed}?") == ({entity_id} if entity_id else set())


def test_a_part_of_a_name_that_is_an_english_word_stands_for_nobody():
    assert named("six") == set()
    assert named("my channel") == set()


def test_a_role_stands_for_its_holders_without_naming_them():
    implied = {it.value for it in read("the star of the show").spans if it.implied}
    assert implied == {("harbour", "renee-hart")}
    assert named("the star of the show") == set()


@pytest.mark.parametrize(("typed", "show_id"), [("Harbour Nine", "harbour"), ("h9", "harbour"), ("meadow", "meadow")])
def test_a_show_is_known_by_its_title_and_aliases(typed, show_id):
    assert [it.value for it in read(typed).spans if it.term == "@show"] == [show_id]


def test_a_foil_is_a_name_that_no_show_has():
    foils = {it.term for it in read("is it on netvid").spans if is_foil(it)}
    assert foils == {"!streamer", "@organisation"}
    assert not any(is_foil(it) for it in read("is it on channel six").spans)


def strangers(question: str) -> set[str]:
    """Return the names of people that nobody knows."""
    return {it.value[1] for it in read(question).spans if it.term == "@person" and is_foil(it)}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("does wanda water play pike", {"wanda water"}),
        ("is it tim quokka", {"tim quokka"}),
        ("wanda", set()),
        ("is wanda the star", set()),
        ("is tom ash in it", set()),
        ("quokka zyzzy", {"quokka zyzzy"}),
    ],
)
def test_a_first_name_and_the_word_after_it_are_a_stranger(question, expected):
    assert strangers(question) == expected


def test_a_first_name_is_no_slip_for_another_word():
    assert read("tim plays pike").words == ("tim", "plays", "pike")


@pytest.mark.parametrize("word", ["were", "wear"])
def test_a_real_word_that_is_typed_for_another_may_mean_it_at_a_cost(word):
    spans = read(f"{word} can i see it").spans
    assert [it.cost > 0 for it in spans if it.term == "?where"] == [True]


def test_a_longer_slip_costs_more():
    def cost(question):
        return min(it.cost for it in read(question).spans if it.term == "episode")

    assert cost("episodes") == 0 < cost("epiosdes") < cost("epsoides")


def test_everyday_words_are_told_from_unknown_ones():
    assert read("people quokka").common == (True, False)


@pytest.mark.parametrize(("slot", "term"), SLOT_TERMS.items())
def test_the_words_that_stand_for_slots_cannot_be_typed(slot, term):
    for word in (slot, term, slot.strip("{}"), f"slot{term[1:]}slot", f"who plays {slot}"):
        assert not [it for it in read(word).spans if is_name(it.term)], word


@pytest.mark.parametrize(
    "line", ["{character} actor", "{character}'s actor", "actor of {character}?", "actor, {character}"]
)
def test_a_slot_in_an_example_stands_for_any_name(line):
    parts = Reader(LEXICON).read_example(line)
    assert {term for part in parts for term in part} - {CHATTER} == {"@character", "actor"}


ODD_TEXT = st.one_of(
    st.text(st.characters(), max_size=300),
    st.text(st.characters(categories=("Cc", "Cf", "Mn", "So", "Zs", "Zl", "Zp", "Nd", "No")), max_size=100),
    st.text("❤️‍🔥👩‍🚒\u202e\u2066\u200b\x00 ", max_size=100),
    st.lists(st.sampled_from(["who", "plays", "Renée", "s2", "may", "'s", "é", "season", "3", "?", "\n", "$"])).map(
        " ".join
    ),
)


@given(ODD_TEXT)
def test_any_text_can_be_read(text):
    reading = read(text)
    assert len(reading.common) == len(reading.words)
    assert all(0 <= it.start < it.end <= len(reading.words) for it in reading.spans)
    assert all(0 <= it.cost <= 1 for it in reading.spans)


ENDLESS = ["a", "who plays ", "é ", "👩‍🚒", "\u202e", "?", " ", "1", "ab1", "'s", "whoplays", "and "]


@pytest.mark.parametrize("unit", ENDLESS)
def test_a_text_without_end_can_be_read(unit):
    read(unit * (5_000 // len(unit)))


def test_a_word_is_read_anew_once_a_show_has_taught_it():
    reader = Reader(LEXICON)
    before = reader.read("who is pike").spans
    reader.teach_pack(HARBOUR)
    after = reader.read("who is pike").spans
    assert "@character" not in {it.term for it in before}
    assert "@character" in {it.term for it in after}


def test_words_kept_in_mind_are_bounded():
    reader = Reader(LEXICON)
    first = reader.read("quokka 0")
    for at in range(MAX_UNDERSTOOD + 1):
        reader.read(f"w{at}")
    assert reader.read("quokka 0") == first
    assert len(reader._understood) <= MAX_UNDERSTOOD
