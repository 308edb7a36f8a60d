"""A phrasing that somebody meant to type is found, and no other one."""

import pytest

from bot.core.knowledge.answering import Status
from bot.core.knowledge.wording import in_order, phrasing_meant
from tests.unit.core.samples import HARBOUR, library

LINES = {
    "name": ["what is the real name of limos in kostoll", "what was limos called before kostoll"],
    "food": ["what is the favourite food of limos in kostoll"],
    "season-1": ["who betrayed limos in season 1"],
}


def meant(typed: str, slips: str, idle: str = "hey thanks") -> str | None:
    lines = {key: [in_order(line.split()) for line in of_key] for key, of_key in LINES.items()}
    return phrasing_meant(typed.split(), frozenset(idle.split()), frozenset(slips.split()), lines)


@pytest.mark.parametrize(
    ("typed", "slips", "key"),
    [
        ("what is the ral name of limos in kostoll", "ral", "name"),
        ("hey in kostoll what is the rael name of limso thanks", "rael limso", "name"),
        ("what is the real of naaame limos in kostoll", "naaame", None),
        ("what is real nmae of limos in kostoll", "nmae", "name"),
        ("what is the favuorite foood of limos in kostoll", "favuorite foood", "food"),
        ("who betraied limos in season 1", "betraied", "season-1"),
    ],
)
def test_slips_in_words_that_nobody_knows_are_seen_through(typed, slips, key):
    assert meant(typed, slips) == key


@pytest.mark.parametrize(
    ("typed", "slips"),
    [
        ("who betraied limos in season 2", "betraied"),
        ("what is the quokka name of limos in kostoll", "quokka"),
        ("what is the read name of limos in kostoll", ""),
        ("what is the ral name of limos", "ral"),
        ("what is the ral name of limos in kostoll today", "ral"),
        ("", ""),
    ],
)
def test_other_words_are_not(typed, slips):
    assert meant(typed, slips) is None


def test_a_phrasing_that_was_meant_is_suggested_though_its_words_look_like_a_stranger():
    answer = library(HARBOUR).answer("zho inveted the whistle tane")
    assert answer.status is not Status.UNKNOWN
    assert (answer.entries or answer.suggestions)[0].fact.id == "whistle"
