"""Judge a typed answer: right, close or wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core.knowledge.text import fold
from bot.core.quiz.forms import MAX_CHARS, Form, accepted_forms, form_of, given_forms, glue, name_form, parts_of, runs
from bot.core.quiz.overlap import MAX_WORDS, Nearness, Overlap
from bot.core.quiz.slips import MAX_SLIPS, slip_cost, slip_limit, slips_over_limit


class Verdict(StrEnum):
    """What a player reads about an answer."""

    RIGHT = "right"
    CLOSE = "close"
    WRONG = "wrong"


def judge(answer: str, accepted: Sequence[str], others: Collection[str] = ()) -> Verdict:
    """Return whether an answer means one of the accepted ones.

    Args:
        answer: As typed. Over `MAX_CHARS` it is wrong, unless it is an accepted one word by word.
        others: Names known elsewhere in the base. An answer that is nearer to one of them is wrong, one that is
            equally near is close. What equals an accepted answer does not count. A `Judge` prepares them once.
    """
    return _judge_among(frozenset(others)).judge(answer, accepted)


class Judge:
    """Judges answers among the same known names, which are prepared once."""

    def __init__(self, others: Collection[str] = ()) -> None:
        self._others = others

    def judge(self, answer: str, accepted: Sequence[str]) -> Verdict:
        """Return whether an answer means one of the accepted ones; see the function `judge`."""
        folded = fold(answer).strip()
        if not folded:
            return Verdict.WRONG
        if any(folded == fold(text).strip() for text in accepted):
            return Verdict.RIGHT
        if len(answer) > MAX_CHARS:
            return Verdict.WRONG
        forms, wanted = given_forms(answer), [form for text in accepted for form in accepted_forms(text)]
        near = max((nearness(form, other) for form in forms for other in wanted), default=Nearness.FAR)
        if near is Nearness.EQUAL or _are_all_accepted(parts_of(answer), wanted):
            return Verdict.RIGHT
        return Verdict.WRONG if near is Nearness.FAR else self._guarded(near, forms, wanted)

    def _guarded(self, near: Nearness, forms: Sequence[Form], wanted: Sequence[Form]) -> Verdict:
        """Look whether another known name is as near."""
        own = _keys(wanted)
        if any(not self._names.keys().isdisjoint(form.keys - own) for form in forms):
            return Verdict.CLOSE if near is Nearness.PART else Verdict.WRONG
        if near is Nearness.SLIP:
            return self._among_slips(forms, own)
        if near is Nearness.PART and not any(self._has_rival(form, own, wanted) for form in forms):
            return Verdict.RIGHT
        return Verdict.CLOSE

    def _among_slips(self, forms: Sequence[Form], own: frozenset[str]) -> Verdict:
        """Compare the slips to the accepted answers with those to other names."""
        cost = min(slip_cost(glue(form.typed), key) for form in forms for key in own)
        other = min((cost for form in forms for cost in self._costs_of_others(form, own)), default=cost + 1)
        return Verdict.WRONG if other < cost else Verdict.CLOSE if other == cost else Verdict.RIGHT

    def _costs_of_others(self, form: Form, own: frozenset[str]) -> Iterator[float]:
        """Yield the cost of each other name that the answer may be a slip for."""
        typed = glue(form.typed)
        lengths = range(len(typed) - MAX_SLIPS, len(typed) + MAX_SLIPS + 1)
        alike = [key for length in lengths for key in self._by_length.get(length, ())]
        for key, slips, _ in process.extract(typed, alike, scorer=OSA.distance, score_cutoff=MAX_SLIPS, limit=None):
            if key not in own and slips <= slip_limit(len(key)) and self._names[key].figures == form.figures:
                yield slip_cost(typed, key)

    def _has_rival(self, form: Form, own: frozenset[str], wanted: Sequence[Form]) -> bool:
        """Tell whether an answer holds another known name besides, or is the end of one, as a surname is."""
        ends = self._by_last_word.get(form.words[-1], ())
        if any(other.words[-len(form.words) :] == form.words and own.isdisjoint(other.keys) for other in ends):
            return True
        if not self._names or len(form.typed) > MAX_WORDS:
            return False
        words = frozenset(word for other in wanted for word in other.typed)
        keys = (glue(run) for run in runs(form.typed) if words.isdisjoint(run))
        return any(key in self._names and key not in own for key in keys)

    @cached_property
    def _names(self) -> dict[str, Form]:
        forms = (name_form(other) for other in self._others)
        return {key: form for form in forms if form.words for key in form.keys}

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for key in dict.fromkeys(glue(form.typed) for form in self._names.values()):
            found.setdefault(len(key), []).append(key)
        return found

    @cached_property
    def _by_last_word(self) -> dict[str, list[Form]]:
        found: dict[str, list[Form]] = {}
        for form in dict.fromkeys(self._names.values()):
            found.setdefault(form.words[-1], []).append(form)
        return found


def nearness(given: Form, accepted: Form) -> Nearness:
    """Return how near one reading of an answer is to one of an accepted answer."""
    is_whole = given.is_whole and accepted.is_whole
    if not given.is_whole and not accepted.is_whole:
        return Nearness.FAR
    if given.keys & accepted.keys:
        return Nearness.EQUAL if is_whole else Nearness.PART
    if given.negations != accepted.negations:
        return Nearness.FAR
    if given.dates and accepted.dates:
        return _nearness_of_dates(given, accepted)
    over = slips_over_limit(given, accepted)
    if over == 0:
        return Nearness.SLIP if is_whole else Nearness.PART
    if not is_whole:
        return Nearness.FAR
    return max(Nearness.FAR if over is None else Nearness.NEAR, Overlap.of(given, accepted).nearness())


def _nearness_of_dates(given: Form, accepted: Form) -> Nearness:
    """Judge dates: a year is as good as a day in it, and the other way; a day without the year is near."""
    pairs = [(said, wanted) for said in given.dates for wanted in accepted.dates]
    agreeing = [said.year == wanted.year for said, wanted in pairs if said.refines(wanted) or wanted.refines(said)]
    return Nearness.PART if any(agreeing) else Nearness.NEAR if agreeing else Nearness.FAR


def _keys(forms: Sequence[Form]) -> frozenset[str]:
    return frozenset(key for form in forms if form.is_whole for key in form.keys)


def _are_all_accepted(parts: Sequence[str], wanted: Sequence[Form]) -> bool:
    """Tell whether an answer in parts gives accepted answers and nothing else."""
    own = _keys(wanted)
    return len(parts) > 1 and all(not own.isdisjoint(form_of(part).keys) for part in parts)


@lru_cache(maxsize=8)
def _judge_among(others: frozenset[str]) -> Judge:
    return Judge(others)
