"""A refused form shows all that was typed, and is read back from there as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.curation.drafts import FieldFault
from bot.core.curation.suggestions import LIMITS, REASON_CHARS
from bot.discord_ui.ideas.forms import FIELDS, Kind, Sheet
from bot.discord_ui.ideas.returned import SUGGESTED, reasons_of, returned_card, typed_on
from bot.discord_ui.text import plain

LOOK_ALIKE = "\u02cb"


@st.composite
def sheets(draw) -> Sheet:
    kind = draw(st.sampled_from(Kind))
    texts = st.text(max_size=100) | st.lists(st.sampled_from(["```", "`", "a", "\n", "> ", "<@1>", "ˮ", " "])).map(
        "".join
    )
    typed = {it.name: draw(texts).replace(LOOK_ALIKE, "") for it in FIELDS[kind]}
    return Sheet(kind, "1/2", typed)


@given(sheets())
def test_what_was_typed_comes_back(sheet):
    typed = {name: "\n".join(filter(None, map(plain, text.splitlines()))) for name, text in sheet.typed.items()}
    for card in (returned_card(sheet), returned_card(sheet, SUGGESTED)):
        found = typed_on([card], sheet.kind)
        assert found
        assert {**dict.fromkeys(typed, ""), **found} == typed


def test_fields_that_are_empty_are_left_out():
    card = returned_card(Sheet(Kind.NEW, "lamp", {"text": "It is red.", "asked": " ", "source": ""}))
    assert [field.name for field in card.fields] == ["The fact"]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("char", ["x", "`", "*", "é"])
def test_the_longest_form_fits_a_card(kind, char):
    typed = {it.name: char * LIMITS.get(it.name, REASON_CHARS) for it in FIELDS[kind]}
    card = returned_card(Sheet(kind, "1/2", typed))
    assert len(card) <= 6000
    assert all(len(field.value) <= 1024 for field in card.fields)
    assert typed_on([card], kind) == typed


def test_cards_of_other_kinds_are_not_read():
    card = returned_card(Sheet(Kind.REJECT, "1", {"reason": "No."}))
    assert typed_on([card], Kind.NEW) == {}
    card.title = "Another"
    assert typed_on([card], Kind.REJECT) == {}


def test_reasons_name_the_fields_as_the_form_does():
    faults = (FieldFault("text", "is *missing*"), FieldFault("show", "is gone"))
    assert reasons_of(faults, Kind.NEW) == "- **The fact** is \\*missing\\*\n- **Show** is gone"
