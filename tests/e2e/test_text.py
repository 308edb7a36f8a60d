"""What may happen to text on its way to Discord."""

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge.answering import Entry
from bot.core.knowledge.facts import Fact, Pack, Source
from bot.discord_ui.fact_markup import source_links
from bot.discord_ui.text import ELLIPSIS, beginning, clean, clean_fact, clean_prose, cut, mention, plain

MARKED = st.text(alphabet=st.sampled_from(list("a1 b-+.)(#>*_~`|[]<>@:/\\\n\u202e\u200b&!htps")), max_size=60)
ANYTHING = st.one_of(st.text(max_size=80), MARKED)
UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*[*_~`|\[\]<>@#]")


def as_read(markup: str) -> str:
    """What a reader sees of markup that holds nothing but escapes."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", markup)


@given(ANYTHING)
def test_plain_is_one_visible_composed_line_and_stays_so(text):
    line = plain(text)
    assert plain(line) == line
    assert unicodedata.is_normalized("NFC", line)
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for char in line)
    line.encode()


@given(ANYTHING)
def test_clean_leaves_nothing_for_discord_to_turn_into_something(text):
    cleaned = clean(text)
    assert not UNESCAPED.search(cleaned)
    assert "://" not in cleaned
    assert not re.match(r"(?:[-+]|\d+[.)])\s", cleaned)
    assert as_read(cleaned) == plain(text)


@given(ANYTHING)
def test_only_web_links_survive_in_a_fact(text):
    cleaned = clean_fact(text)
    for link in re.finditer(r"(?<!\\)\]\(([^)]*)\)", cleaned):
        assert re.match(r"https?://", link[1])


@given(ANYTHING, st.integers(min_value=2, max_value=40))
def test_cut_keeps_escapes_whole(text, limit):
    short = cut(clean(text), limit)
    assert len(short) <= limit
    assert not UNESCAPED.search(short)
    assert not re.search(r"(?<!\\)(?:\\\\)*\\$", short.removesuffix(ELLIPSIS))


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Renée plays it", "Renée plays it"),
        ("Rene\u0301e", "Renée"),
        ("a\u202eb\u200bc\x07", "abc"),
        ("two\nlines\t here", "two lines here"),
        ("@everyone", r"\@everyone"),
        ("<@1> <#2> </ask:3> <t:4>", r"\<\@1\> \<\#2\> \</ask:3\> \<t:4\>"),
        ("[x](https://e.example)", r"\[x\](https\://e.example)"),
        ("# big", r"\# big"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("No. 4 of 1.5 - fine", "No. 4 of 1.5 - fine"),
        ("$14.84 million", "$14.84 million"),
    ],
)
def test_clean(typed, sent):
    assert clean(typed) == sent


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("See [the *map*](https://a.example/x_y).", r"See [the \*map\*](https://a.example/x_y)."),
        ("[x](javascript:alert)", r"\[x\](javascript:alert)"),
        ("[x](https://a.example|b)", r"\[x\](https\://a.example\|b)"),
        ("[ ](https://a.example)", r"\[ \](https\://a.example)"),
        ("[https://good.example](https://evil.example)", r"[https\://good.example](https://evil.example)"),
    ],
)
def test_clean_fact(written, sent):
    assert clean_fact(written) == sent


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("Start one with `/quiz start`.", "Start one with `/quiz start`."),
        ("`/time-zone` *now*", r"`/time-zone` \*now\*"),
        ("`@everyone` `x` `/<@1>` `/a", r"\`\@everyone\` \`x\` \`/\<\@1\>\` \`/a"),
    ],
)
def test_prose_sets_commands_apart_and_nothing_else(said, sent):
    assert clean_prose(said) == sent


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/x_(y)?q=1%20#z", "https://a.example/x_%28y%29?q=1%20#z"),
        ("https://a.example/ü", "https://a.example/%C3%BC"),
        ("https://a.example/](https://b.example", "https://a.example/%5D%28https://b.example"),
    ],
)
def test_no_address_of_a_source_breaks_its_link(url, link):
    pack = Pack("a", "A", (), (Source("s", "S", date(2025, 1, 2), url=url),), ())
    entry = Entry(pack, Fact("f", "a", "t", "Q?", "T", "s", date(2025, 1, 2)))
    assert source_links([entry]) == [f"[Read the source]({link})"]


@given(st.text(max_size=40), st.integers(min_value=0, max_value=20))
def test_a_beginning_fits_as_clients_count(text, units):
    text = plain(text)
    begun = beginning(text, units)
    assert text.startswith(begun)
    assert len(begun.encode("utf-16-le")) <= 2 * units


def test_cut_keeps_links_and_spoilers_whole():
    link = "[the map](https://a.example/map)"
    assert cut(f"See {link} there", 20) == "See…"
    assert cut(f"See {link} there", 40) == f"See {link} th…"
    assert cut("It was ||Old Tam himself|| all along", 20) == "It was…"


def test_nobody_is_mentioned_by_a_number_that_is_nobodys():
    assert (mention(5), mention(0), mention(None)) == ("<@5>", "somebody", "somebody")
