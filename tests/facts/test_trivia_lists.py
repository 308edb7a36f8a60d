"""The real trivia lists that are kept beside the repository: nothing in them is lost."""

import os
from pathlib import Path

import pytest
import yaml

from bot.core.quiz.list_options import with_options
from bot.storage.importing.reading import read_question_list

BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "trivia-lists"
FOLDER = Path(os.environ.get("TRIVIA_LISTS", BESIDE))
FILES = sorted(FOLDER.glob("*.yaml"))
PICTURE = "asks about a picture or page behind a link"
# Questions in the file, imported, refused; the rest are merged into others.
EXPECTED = {
    "doom": (534, 390, 144),
    "gameofthrones": (60, 60, 0),
    "general": (709, 709, 0),
    "harrypotter": (251, 251, 0),
    "music": (248, 247, 0),
    "startrek": (837, 837, 0),
    "usmap": (55, 0, 55),
    "worldcup": (228, 227, 0),
}

pytestmark = pytest.mark.skipif(not FILES, reason=f"no trivia lists in {FOLDER}")


def questions_in(file: Path) -> list[tuple[str, list[str]]]:
    """Return what another reader finds: each key with its answers as they stand in the file."""
    root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [
        (key.value, [it.value for it in value.value])
        for key, value in root.value
        if isinstance(value, yaml.SequenceNode)
    ]


def test_all_lists_are_known():
    assert {file.stem for file in FILES} == EXPECTED.keys()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_question_is_imported_merged_or_refused(file):
    reading = read_question_list(file.name, file.read_bytes())
    found = with_options(reading.list)
    count, imported, refused = EXPECTED[file.stem]
    assert len(questions_in(file)) == reading.count == count
    assert (len(found.questions), len(reading.refusals)) == (imported, refused)
    assert {it.reason for it in reading.refusals} <= {PICTURE}
    print(
        f"\n{file.stem}: {count} in, {imported} imported, {sum(bool(it.wrong) for it in found.questions)} with options"
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_answers_are_those_in_the_file(file):
    reading = read_question_list(file.name, file.read_bytes())
    written = {key.replace("*", ""): answers for key, answers in questions_in(file)}
    compared = [it for it in reading.list.questions if it.text in written]
    assert len(compared) >= 0.8 * len(reading.list.questions)
    for question in compared:
        answers = {" ".join(it.split()).casefold() for it in written[question.text]}
        assert answers <= {it.casefold() for it in (question.answer, *question.accepted)}, question
