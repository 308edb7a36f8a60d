"""Facts as Discord's markup: text, quotation, spoiler, source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from bot.core.knowledge.answering import Entry, source_line
from bot.core.knowledge.facts import Fact
from bot.discord_ui.text import clean, clean_fact, plain


def fact_body(entry: Entry) -> str:
    """Return a fact's text, with its quotation as a block below, all hidden when it spoils."""
    text, quotation = clean_fact(entry.fact.text), quotation_of(entry)
    if not quotation:
        return hide(entry.fact, text)
    introduction = f"{text[:-1]}:" if text.endswith(",") else text
    return hide(entry.fact, f"{introduction}\n{quotation}")


def fact_lines(entries: Sequence[Entry]) -> list[str]:
    """Return facts that stand together: as a list, or with a space between where there are quotation blocks."""
    bodies = [fact_body(entry) for entry in entries]
    if any(entry.fact.quotation for entry in entries):
        return [*bodies[:1], *(f"\n{body}" for body in bodies[1:])]
    return [f"- {body}" for body in bodies] if len(bodies) > 1 else bodies


def quotation_of(entry: Entry) -> str:
    """Return a fact's quotation with its speaker as a block; empty when it has none."""
    quotation = entry.fact.quotation
    if quotation is None:
        return ""
    names = {entity.id: entity.name for entity in entry.pack.entities}
    speaker = f"\n> — {clean(names[quotation.by])}" if quotation.by in names else ""
    return f"> {clean(quotation.words)}{speaker}"


def hide(fact: Fact, markup: str) -> str:
    """Put each line of a spoiler behind bars of its own: one pair around a quotation block would not close."""
    if not fact.spoiler:
        return markup
    return "\n".join(f"||{line.removeprefix('> ')}||" for line in markup.splitlines())


def source_lines(entries: Sequence[Entry]) -> list[str]:
    """Return a line without markup for each source; the place in it only when there is a single fact."""
    if len(entries) > 1:
        entries = [Entry(entry.pack, replace(entry.fact, where="")) for entry in entries]
    return list(dict.fromkeys(plain(source_line(entry)) for entry in entries))


def source_links(entries: Sequence[Entry]) -> list[str]:
    """Return a link for each source that has an address."""
    urls = dict.fromkeys(entry.pack.source(entry.fact.source_id).url for entry in entries)
    return [clean_fact(f"[Read the source]({_encoded(url)})") for url in urls if url]


def _encoded(url: str) -> str:
    """Return an address without brackets, which would end its link, and without letters that none may hold."""
    return quote(url, safe=":/?#@!$&'*+,;=%")
