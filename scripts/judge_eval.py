"""Measure how typed answers are judged; exits with 1 when a figure misses its target.

--people takes lines of {"question", "accepted", "answer", "right"}, as people judged them. LIST is a file of questions
in YAML, or a folder of them: a question is a key, its accepted answers a list. Out of these, answers are made that are
right (other ways to write them, typing slips) or wrong ("not X", many guesses, other names, other figures); all answers
of all lists are the known names.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.core.knowledge.text import NUMBER_WORDS, fold
from bot.core.quiz.judging import Judge, Verdict

AGREEMENT, WRONGLY_ACCEPTED, SLIPS = 0.945, 0.03, 0.97
RESERVED = {"$schema", "AUTHOR", "DESCRIPTION", "CONFIG"}
TYPO_CHARS = 5
GUESSES = 8
MAX_SHOWN = 20
WORD_OF = {digits: word for word, digits in reversed(NUMBER_WORDS.items())}


@dataclass(frozen=True)
class Case:
    """An answer to judge. `kind` names its row, in which all should be right, or none."""

    kind: str
    answer: str
    accepted: tuple[str, ...]
    should_be_right: bool
    least: float = 1.0


def read_lines(file: Path) -> list[dict[str, object]]:
    """Return the objects of a file, one a line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]


def read_lists(paths: Iterable[Path]) -> list[tuple[str, ...]]:
    """Return the accepted answers of each question in the files, as they are written there."""
    files = [file for path in paths for file in (sorted(path.glob("*.y*ml")) if path.is_dir() else [path])]
    data = [yaml.load(file.read_bytes(), Loader=yaml.BaseLoader) for file in files]  # noqa: S506
    return [
        tuple(answers) for questions in data for key, answers in questions.items() if key not in RESERVED and answers
    ]


def people_rates(lines: Sequence[dict[str, object]]) -> tuple[float, float, float]:
    """Return agreement, the share of the wrong answers that are accepted, and that share of all answers."""
    judge = Judge()
    pairs = [(judge.judge(line["answer"], line["accepted"]) is Verdict.RIGHT, line["right"]) for line in lines]
    false = sum(accepted and not right for accepted, right in pairs)
    wrong = sum(not right for _, right in pairs)
    return sum(accepted == right for accepted, right in pairs) / len(pairs), false / max(1, wrong), false / len(pairs)


def cases_of(lists: Sequence[tuple[str, ...]], rng: Random) -> Iterator[Case]:
    """Yield the cases that the lists give."""
    names = sorted({name for accepted in lists for name in accepted})
    for accepted in lists:
        for kind, answer in _variants(accepted[0]):
            yield Case(kind, answer, accepted, should_be_right=True)
        for answer in accepted:
            for kind, slip in _slips(answer, rng):
                yield Case(f"slip: {kind}", slip, accepted, should_be_right=True, least=SLIPS)
        for kind, answer in _false(accepted, names, rng):
            yield Case(f"false: {kind}", answer, accepted, should_be_right=False)


def _variants(name: str) -> Iterator[tuple[str, str]]:
    yield from (("as it is", name), ("upper case", name.upper()), ("with !", f"{name}!"), ("with .", f"{name}."))
    yield from (("is it X?", f"is it {name}?"), ("i think it's X", f"i think it's {name}"), ("spaces", f"  {name}  "))
    changed = {
        "punctuation left out": re.sub(r"(?<!\d)[.,:;!?'\"](?!\d)", "", name),
        "curly apostrophe": name.replace("'", "’"),
        "hyphen to space": re.sub(r"(?<=[^\W\d])-(?=[^\W\d])", " ", name),
        "article left out": re.sub(r"^(?:the|an?) ", "", name, flags=re.IGNORECASE),
        "and for &": name.replace(" & ", " and "),
        "accents left out": fold(name),
        "number in words": re.sub(r"^\d+$", lambda match: WORD_OF.get(match[0], match[0]), name),
    }
    yield from ((kind, answer) for kind, answer in changed.items() if answer != name and answer.strip())


def _slips(name: str, rng: Random) -> Iterator[tuple[str, str]]:
    """Yield a single slip of each sort, behind the first letter, in names of letters only."""
    places = [at for at in range(1, len(name)) if name[at].isalpha()]
    if sum(map(str.isalpha, name)) < TYPO_CHARS or re.search(r"\d", name) or not places:
        return
    at = rng.choice(places)
    yield "letter left out", name[:at] + name[at + 1 :]
    yield "letter doubled", name[:at] + name[at] + name[at:]
    vowels = [at for at in places if name[at] in "aeiou"]
    if vowels:
        at = rng.choice(vowels)
        yield "wrong vowel", name[:at] + rng.choice([vowel for vowel in "aeiou" if vowel != name[at]]) + name[at + 1 :]
    pairs = [at for at in places[:-1] if name[at + 1].isalpha() and name[at] != name[at + 1]]
    if pairs:
        at = rng.choice(pairs)
        yield "letters swapped", name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _false(accepted: Sequence[str], names: Sequence[str], rng: Random) -> Iterator[tuple[str, str]]:
    own = {_equal(name) for name in accepted}
    strangers = [name for name in rng.sample(names, min(len(names), 3 * GUESSES)) if _equal(name) not in own]
    yield from (
        ("not X", f"not {accepted[0]}"),
        ("it's not X", f"it's not {accepted[0]}"),
        ("anything but", f"anything but {accepted[0]}"),
    )
    for count in (3, GUESSES):
        guesses = [accepted[0], *strangers[: count - 1]]
        rng.shuffle(guesses)
        yield f"{count} guesses", " ".join(guesses)
        yield f"{count} guesses, commas", ", ".join(guesses)
    yield from (("two guesses", f"{accepted[0]} or {name}") for name in strangers[:1])
    yield from (("another answer", name) for name in strangers[:10])
    near = process.extract(
        accepted[0].lower(), names, scorer=OSA.distance, processor=str.lower, score_cutoff=1, limit=None
    )
    yield from (("name one edit away", name) for name, _, _ in near if _equal(name) not in own)
    for digit in re.finditer(r"\d", accepted[0]):
        wrong = accepted[0][: digit.start()] + rng.choice("0123456789") + accepted[0][digit.end() :]
        if _equal(wrong) not in own:
            yield "wrong digit", wrong
    if re.search(r"\d", accepted[0]):
        yield "digit more", re.sub(r"(\d)(?!.*\d)", r"\g<1>7", accepted[0], count=1)


def _equal(name: str) -> str:
    """Return what two names share that are equal but for punctuation, spaces, articles, number words, and a plural."""
    name = re.sub(r"\b0+(?=\d)|(?<=\d)(?:st|nd|rd|th)\b", "", fold(name).replace("'", ""))
    words = [NUMBER_WORDS.get(word, word) for word in re.findall(r"[^\W_]+", name)]
    return "".join(word for word in words if word not in ("the", "a", "an")).removesuffix("s")


def list_rows(lists: Sequence[tuple[str, ...]], seed: int, *, shows: bool) -> list[str]:
    """Print a row for each kind of case, and return the kinds that miss their target."""
    judge = Judge({name for accepted in lists for name in accepted})
    rows: dict[str, list[tuple[Case, Verdict]]] = {}
    for case in cases_of(lists, Random(seed)):  # noqa: S311
        rows.setdefault(case.kind, []).append((case, judge.judge(case.answer, case.accepted)))
    missed = []
    for kind, judged in sorted(rows.items(), key=lambda row: (not row[1][0][0].should_be_right, row[0])):
        shares = [sum(found is verdict for _, found in judged) / len(judged) for verdict in Verdict]
        print(
            f"{kind:28} {len(judged):6}",
            *(f"{verdict} {share:7.2%}" for verdict, share in zip(Verdict, shares, strict=True)),
        )
        case = judged[0][0]
        if shares[0] < case.least if case.should_be_right else shares[0] > 0:
            missed.append(kind)
        misses = [(case, found) for case, found in judged if (found is Verdict.RIGHT) != case.should_be_right]
        for case, found in misses[: MAX_SHOWN if shows else 0]:
            print(f"    {found}: {case.answer!r} for {case.accepted}")
    return missed


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("lists", nargs="*", type=Path, metavar="LIST")
    parser.add_argument("--people", action="append", default=[], type=Path, metavar="JSONL")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show-failures", action="store_true")
    options = parser.parse_args(arguments)
    if not options.lists and not options.people:
        parser.error("Give a LIST, or --people.")
    missed = []
    for file in options.people:
        agreement, of_wrong, of_all = people_rates(read_lines(file))
        print(
            f"{file.name}: agreement {agreement:.2%}, wrongly accepted {of_wrong:.2%} of the wrong, {of_all:.2%} of all"
        )
        missed += [file.name] if agreement < AGREEMENT or of_wrong > WRONGLY_ACCEPTED else []
    if options.lists:
        missed += list_rows(read_lists(options.lists), options.seed, shows=options.show_failures)
    print(*(f"misses its target: {name}" for name in missed), sep="\n", end="\n" if missed else "")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
