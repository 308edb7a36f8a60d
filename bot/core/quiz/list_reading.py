"""From what stands in a file to questions: each entry is imported, merged into an earlier one, or refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b

from bot.core.knowledge.text import fold
from bot.core.plain_text import plain
from bot.core.quiz.distractors import MAX_OPTION_CHARS, has_room
from bot.core.quiz.lettered import split_options
from bot.core.quiz.list_links import has_link, link_fault, stripped, unlinked
from bot.core.quiz.lists import Entry, Heading, ListReading, QuestionList, Refusal, slug
from bot.core.quiz.playing import MAX_ANSWER_CHARS
from bot.core.quiz.question import Question

MAX_QUESTION_CHARS = 500
MAX_ACCEPTED = 100
TOO_LONG = f"is longer than {MAX_QUESTION_CHARS} characters"
_MAX_ITEM_CHARS = 80
# Of a question with its link, its markup and its options; beyond it nothing is searched for these.
_MAX_RAW_CHARS = 2000

_EMPHASIS = re.compile(r"(?<![\w\\])(\*{1,3}|_)(?=[^\s*_])(.+?)(?<=[^\s*_\\])\1(?!\w)")
_CODE = re.compile(r"`([^`]+)`")
_ESCAPED = re.compile(r"\\([\\`*_~|>#\"'()\[\]])")
_NEEDS_OPTIONS = re.compile(
    r"\b(?:these|those|(?:the )?following)\b|\b(?:except|never)\b|\b(?:which|what|who)\b.*(?:\bnot\b|n['’]t\b)",
    re.IGNORECASE,
)


def read_entries(heading: Heading, entries: Iterable[Entry | Refusal], show_id: str = "") -> ListReading:
    """Return the list that the entries of a file make, and what became of each of them.

    Args:
        entries: In the order of the file; a Refusal stands for a question that could not even be read.
        show_id: The show that the questions are for; empty for a list that stands on its own.
    """
    refusals: list[Refusal] = []
    kept: dict[tuple[str, str], Entry] = {}
    merged = 0
    for item in _without_links([_bounded(item) for item in entries]):
        entry = _checked(item) if isinstance(item, Entry) else item
        if isinstance(entry, Refusal):
            refusals.append(entry)
            continue
        key = (fold(entry.text), fold(entry.answers[0]) if entry.wrong else "")
        merged += key in kept
        kept[key] = _merged(kept[key], entry) if key in kept else entry
    questions = tuple(_question(heading, entry, show_id or heading.id) for entry in kept.values())
    return ListReading(QuestionList(heading, questions), tuple(refusals), merged)


def refuse(line: int, item: str, reason: str) -> Refusal:
    """Return a refusal that shows no more of the question than tells it from others."""
    shown = plain(item[: 2 * _MAX_ITEM_CHARS])
    return Refusal(line, shown if len(shown) <= _MAX_ITEM_CHARS else f"{shown[: _MAX_ITEM_CHARS - 1]}…", reason)


def _bounded(item: Entry | Refusal) -> Entry | Refusal:
    if isinstance(item, Entry) and len(item.text) > _MAX_RAW_CHARS:
        return refuse(item.line, item.text, TOO_LONG)
    return item


def _without_links(items: Sequence[Entry | Refusal]) -> Iterator[Entry | Refusal]:
    """Take links out of questions; refuse a question that is about what its link shows."""
    bare = Counter(stripped(it.text) for it in items if isinstance(it, Entry) and has_link(it.text))
    for item in items:
        if isinstance(item, Refusal) or not has_link(item.text):
            yield item
        elif fault := link_fault(item.text):
            yield refuse(item.line, item.text, fault)
        elif bare[stripped(item.text)] > 1:
            yield refuse(item.line, item.text, "is the same as another question but for its link")
        else:
            yield replace(item, text=unlinked(item.text))


def _checked(entry: Entry) -> Entry | Refusal:
    cleaned = _cleaned(_apart(entry))
    for problem in _problems(cleaned):
        return refuse(entry.line, entry.text, problem)
    return cleaned


def _apart(entry: Entry) -> Entry:
    """Return an entry with the options in its text made options; their letters count as answers."""
    found = None if entry.wrong else split_options(entry.text, entry.answers)
    if found is None:
        return entry
    answers = (found.answer, found.letter, *entry.answers)
    return replace(entry, text=found.text, answers=answers, wrong=found.wrong, is_typable=False)


def _cleaned(entry: Entry) -> Entry:
    text = plain(_ESCAPED.sub(r"\1", _CODE.sub(r"\1", _EMPHASIS.sub(r"\2", entry.text))))
    answers = _distinct(map(plain, entry.answers))
    wrong = tuple(it for it in _distinct(map(plain, entry.wrong)) if it)
    if not all(map(has_room, (*answers[:1], *wrong))):
        wrong = ()
    is_typable = entry.is_typable and not (entry.wrong and _NEEDS_OPTIONS.search(text))
    return replace(entry, text=text, answers=answers, wrong=wrong, is_typable=is_typable)


def _problems(entry: Entry) -> Iterator[str]:
    if not entry.text:
        yield "the question is empty"
    if len(entry.text) > MAX_QUESTION_CHARS:
        yield TOO_LONG
    if not entry.answers:
        yield "has no answer"
    if "" in entry.answers:
        yield "an answer is empty"
    if any(len(answer) > MAX_ANSWER_CHARS for answer in entry.answers):
        yield f"an answer is longer than {MAX_ANSWER_CHARS} characters"
    if len(entry.answers) > MAX_ACCEPTED:
        yield f"has more than {MAX_ACCEPTED} answers"
    if {it.casefold() for it in entry.wrong} & {it.casefold() for it in entry.answers}:
        yield "one of the wrong options is right as well"
    if not entry.wrong and not entry.is_typable:
        yield f"cannot be asked without its options, and they do not fit on buttons ({MAX_OPTION_CHARS} characters)"


def _merged(first: Entry, second: Entry) -> Entry:
    """Return one question with the answers of both; the answer that is shown stays that of the first."""
    answers = _distinct((*first.answers, *second.answers))[:MAX_ACCEPTED]
    right = {it.casefold() for it in answers}
    wrong = tuple(it for it in _distinct((*first.wrong, *second.wrong)) if it.casefold() not in right)
    return replace(first, answers=answers, wrong=wrong, is_typable=first.is_typable or not wrong)


def _question(heading: Heading, entry: Entry, show_id: str) -> Question:
    answer, *accepted = entry.answers
    told_by = f"{entry.text}\n{answer}" if entry.wrong else entry.text
    number = blake2b(told_by.encode(), digest_size=6).hexdigest()
    return Question(
        id=f"{heading.id}/{number}#list",
        show_id=show_id,
        topic_id=slug(entry.category) if entry.category else heading.id,
        text=entry.text,
        answer=answer,
        accepted=tuple(accepted),
        wrong=entry.wrong,
        is_typable=entry.is_typable,
        difficulty=entry.difficulty,
        source=heading.credit,
    )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts without those that differ from an earlier one in case only."""
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(text.casefold(), text)
    return tuple(first.values())
