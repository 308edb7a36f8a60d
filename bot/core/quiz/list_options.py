"""Wrong options for questions that came without: answers to other questions of the same list that look alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from math import log

from bot.core.quiz.answer_forms import MAX_TRIED, Candidate, candidate_of, is_figure, is_like, nearest, written_like
from bot.core.quiz.distractors import MAX_KEPT, MIN_FOUND, has_room
from bot.core.quiz.giveaways import plain, same, stands_in
from bot.core.quiz.lists import QuestionList
from bot.core.quiz.question import Question

_ASKED = re.compile(r"\b(?:(who|whose|whom|where|when|why)\b|(how|which|what)\s+(\w+))", re.IGNORECASE)
_AUXILIARIES = frozenset("is are was were do does did has have had can could will would s".split())
# Names of a question do not tell what sort it is, hence no capitals.
_TELLING = re.compile(r"(?<![^\W_])[a-z]{3,}\b")
_TELLS_NOTHING = frozenset(
    (
        "all and any are but can did for get got had has her him his how its may not off one our out she the two was "
        "who why you your about also been called does first following from have into known last made makes name named "
        "only related someone something that they this used what when where which were whom whose with word"
    ).split()
)
# More may be right than the list names.
_OPEN = re.compile(
    r"\b(?:any|an example)\b|\b(?:name|enter|give|state)\s+(?:a|an|one|1|some)\b|\b(?:one|1) of\b|"
    r"\b(?:these|those|(?:the )?following|not|except|never)\b|n['’]t\b",
    re.IGNORECASE,
)
_OPPOSITES = {"yes": "no", "no": "yes", "true": "false", "false": "true"}


def with_options(questions: QuestionList) -> QuestionList:
    """Return a list whose questions have wrong options wherever the list itself yields at least MIN_FOUND.

    Numbers stand beside the nearest numbers written in the same form, years beside years; names and other answers
    beside those about as long that answer the same sort of question. What counts as the answer, is part of it, or
    stands in the question is no option; nor has a question options where more may be right than the list names
    ("Name any ..."). The same questions give the same options, in whatever order they stand.
    """
    pools = _Pools(questions.questions)
    return replace(
        questions,
        questions=tuple(it if it.wrong else replace(it, wrong=_wrong(it, pools)) for it in questions.questions),
    )


class _Pools:
    """The answers of a list by form, by the sort of their questions, and by the telling words in these."""

    def __init__(self, questions: Iterable[Question]) -> None:
        pools: defaultdict[tuple[str, ...], set[Candidate]] = defaultdict(set)
        for question in questions:
            if not has_room(question.answer):
                continue
            candidate, sort = candidate_of(question.answer), _sort(question.text)
            pools[candidate.form,].add(candidate)
            pools[candidate.form, sort].add(candidate)
            for word in _telling_words(question.text):
                pools[candidate.form, sort, word].add(candidate)
        self._pools = {key: sorted(pool) for key, pool in pools.items()}

    def candidates(self, question: Question) -> Iterator[Candidate]:
        """Yield the most plausible options for a question first, its own answer among them."""
        answer, sort = candidate_of(question.answer), _sort(question.text)
        if is_figure(answer):
            return nearest(self._pools.get((answer.form,), []), answer)
        alike = self._by_words(answer, sort, _telling_words(question.text))
        if sort == "what":
            return iter(alike)
        return chain(alike, nearest(self._pools.get((answer.form, sort), []), answer))

    def _by_words(self, answer: Candidate, sort: str, words: Iterable[str]) -> list[Candidate]:
        """Return the answers to questions of a sort that share words with this one, most and rarest words first."""
        count = len(self._pools.get((answer.form, sort), ()))
        scores: defaultdict[Candidate, float] = defaultdict(float)
        for word in words:
            pool = self._pools.get((answer.form, sort, word), [])
            weight = log(1 + count / len(pool)) if pool else 0
            for candidate in nearest(pool, answer):
                scores[candidate] += weight
        return sorted(scores, key=lambda it: (-scores[it], abs(it.size - answer.size), it.text))[:MAX_TRIED]


def _wrong(question: Question, pools: _Pools) -> tuple[str, ...]:
    if opposite := _OPPOSITES.get(question.answer.casefold()):
        return (written_like(question.answer, opposite),)
    if _OPEN.search(question.text) or not has_room(question.answer):
        return ()
    answer, text = candidate_of(question.answer), plain(question.text)
    barred = [same(form) for form in (question.answer, *question.accepted)]
    found: list[str] = []
    for candidate in pools.candidates(question):
        if not is_like(answer, candidate) or stands_in(text, candidate.words):
            continue
        if any(stands_in(form, candidate.words) or stands_in(candidate.words, form) for form in barred):
            continue
        barred.append(candidate.words)
        found.append(written_like(answer.text, candidate.text) if answer.form == "#word" else candidate.text)
        if len(found) == MAX_KEPT:
            break
    return tuple(found) if len(found) >= MIN_FOUND else ()


def _sort(text: str) -> str:
    """Return the sort of a question: `who`, `which country`, `how many`; `what` where the words do not tell."""
    asked = _ASKED.search(text)
    if asked is None:
        return "what"
    first = (asked[1] or asked[2]).lower()
    following = (asked[3] or "").lower()
    if first in ("who", "whose", "whom"):
        return "who"
    if first == "how":
        return f"how {following}"
    if first in ("which", "what"):
        return "what" if following in _AUXILIARIES else f"which {following.removesuffix('s')}"
    return first


def _telling_words(text: str) -> set[str]:
    return set(_TELLING.findall(text)) - _TELLS_NOTHING
