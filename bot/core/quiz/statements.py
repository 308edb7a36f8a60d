"""True or false: a sentence of a fact as it stands, and with something else in place of its answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.core.knowledge.facts import Fact
from bot.core.quiz.giveaways import plain, stands_in
from bot.core.quiz.making import FALSE, TRUE, difficulty_of, make, rng_of
from bot.core.quiz.material import Material, Sought
from bot.core.quiz.quantities import number_word
from bot.core.quiz.question import Difficulty, Question

LEAD = "True or false: "
_COUNTERPARTS = {"true": "false", "false": "true"}
_EASIER = {Difficulty.HARD: Difficulty.MEDIUM, Difficulty.MEDIUM: Difficulty.EASY, Difficulty.EASY: Difficulty.EASY}
GAP = "x"  # keeps the words before and after the answer from standing side by side
_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zà-ÿ]|[“\"])")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Det|Sgt|Lt|Capt|Jr|Sr|No|vs)|\b[^\W\d_])\.$")
# Such a sentence leans on another one, answers a question, or speaks of the bot.
_LEANING = re.compile(
    r"^(?:yes|no|he|she|it|its|her|his|they|their|them|this|that|these|those|there|here|so|but|and|then|also)\b",
    re.IGNORECASE,
)
_SPEAKING = re.compile(r"\b(?:I|me|my|(?:before|after|since|until) (?:this|that))\b|:$", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(?:seasons?|series|episode|part|page|paragraph)\s$", re.IGNORECASE)
# "At least ten" is true of eleven, "by July" of August.
_OPEN_ENDED = re.compile(
    r"\b(?:at (?:least|most)|(?:more|less|fewer|later|earlier) than|over|above|below|under|up to|within"
    r"|by|since|before|after|until|from)(?: the)?\s$",
    re.IGNORECASE,
)
# "X, a village in the Alps": what is said of X belongs to nobody else.
_APPOSITION = re.compile(r",\s(?:an?|the)\s", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiou]", re.IGNORECASE)


def statements(material: Material, fact: Fact, sought: Sought, wrong: Sequence[str]) -> Iterator[Question]:
    """Yield a true and a false statement, or none where the answer can't be exchanged in the fact's text."""
    swapped = _swapped(fact, sought, wrong, material) if fact.quotation is None else None
    if swapped is None:
        return
    for form, answer, other, statement in zip(_COUNTERPARTS, (TRUE, FALSE), (FALSE, TRUE), swapped, strict=True):
        question = make(
            material,
            fact,
            form,
            LEAD + statement,
            Sought("text", answer),
            wrong=(other,),
            is_typable=False,
            difficulty=_EASIER[difficulty_of(material, fact, sought)],
            hides=sought,
        )
        if question:
            yield question


def in_pairs(questions: Iterable[Question]) -> list[Question]:
    """Return questions without the statements whose true or false counterpart is not among them.

    A statement that stands alone tells by that whether it is true.
    """
    found = list(questions)
    ids = {question.id for question in found}
    return [question for question in found if _counterpart(question.id) in ids]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; an abbreviation ends none."""
    found: list[str] = []
    for part in _END.split(text.strip()):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def _counterpart(question_id: str) -> str:
    """Return the id of the other statement of a pair; of any other question its own."""
    fact_key, _, form = question_id.rpartition("#")
    return f"{fact_key}#{_COUNTERPARTS.get(form, form)}"


def _swapped(fact: Fact, sought: Sought, wrong: Sequence[str], material: Material) -> tuple[str, str] | None:
    options = list(wrong)
    rng_of(material, fact, "false").shuffle(options)
    for sentence in sentences(fact.text):
        if _LEANING.search(sentence) or _SPEAKING.search(sentence):
            continue
        for written, exchanged in _ways(sought, options):
            span = _only(sentence, written)
            if span and (other := _exchange(sentence, span, exchanged, sought)):
                return sentence, other
    return None


def _ways(sought: Sought, options: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield how the answer may be written, with something wrong written in the same way."""
    for option in options:
        yield sought.answer, option
        word, other_word = number_word(sought.answer), number_word(option)
        if word and other_word and "one" not in (word, other_word):
            yield word, other_word


def _only(sentence: str, written: str) -> tuple[int, int] | None:
    """Return where words stand in a sentence, if they stand there once."""
    pattern = rf"(?<![\w$£€])(?<!\d[.,]){re.escape(written)}(?![\w%]|[.,]\d)"
    found = [match.span() for match in re.finditer(pattern, sentence)]
    if len(found) != 1 or (written.isdigit() and _NUMBERED.search(sentence[: found[0][0]])):
        return None
    return found[0]


def _exchange(sentence: str, span: tuple[int, int], option: str, sought: Sought) -> str | None:
    """Return the sentence with an option in place of the answer; None where it would still tell the answer, or limp."""
    before, after = sentence[: span[0]], sentence[span[1] :]
    rest = plain(f"{before} {GAP} {after}")
    if any(stands_in(rest, plain(form)) for form in (*sought.forms, option)):
        return None
    if _APPOSITION.match(after) or (not sought.is_name and _OPEN_ENDED.search(before)):
        return None
    article = re.search(r"\b(an?)\s$", before, re.IGNORECASE)
    if article and bool(_VOWEL.match(option)) != (article[1].casefold() == "an"):
        return None
    return f"{before}{option}{after}"
