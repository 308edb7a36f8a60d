"""The real trivia lists that are kept beside the repository: nothing in them is lost."""

import os
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from bot.bootstrap import file_reader
from bot.core.errors import UserError
from bot.core.guilds import Actor, QuizDefaults
from bot.core.quiz import playing
from bot.core.quiz.judging import Verdict
from bot.core.quiz.list_options import with_options
from bot.core.quiz.question import Style
from bot.ops.places import FACTS_DIR
from bot.services.asking import Asking
from bot.services.files import Files
from bot.services.guild_settings import GuildSettingsService
from bot.services.question_bank import QuestionBank
from bot.services.question_lists import GuildLists
from bot.storage.importing.reading import read_question_list
from tests.e2e.fakes import FakeLibrary
from tests.fakes import fake_storage

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

NOW = datetime(2031, 5, 4, tzinfo=UTC)
GUILD = 1
CURATOR = Actor(2, is_manager=True)

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


async def no_shows(_guild_id: int) -> Asking:
    return Asking(FakeLibrary(()))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_a_list_is_kept_whole_and_played(file):
    kept = fake_storage()
    lists, settings = GuildLists(kept.lists), GuildSettingsService(kept.settings)
    files = Files(kept.revisions, lists, settings, (), lambda: NOW, read=file_reader(FACTS_DIR), write=lambda _: "")
    proposal = await files.read(GUILD, CURATOR, file.name, file.read_bytes())
    _, imported, refused = EXPECTED[file.stem]
    assert (len(proposal.list.questions), len(proposal.refusals)) == (imported, refused)
    if not imported:
        with pytest.raises(UserError, match="nothing in that file"):
            await files.apply(GUILD, CURATOR, proposal)
        return
    list_id = (await files.apply(GUILD, CURATOR, proposal)).list_id
    bank = QuestionBank(no_shows, kept.games, kept.rulings, random.Random(1), lists)
    deal = await bank.deal(GUILD, None, None, QuizDefaults(style=Style.MIXED), list_id=list_id)
    assert len(deal) == QuizDefaults().questions
    jury = await bank.jury(playing.new_game((GUILD, 1), 1, deal, NOW, style=Style.MIXED))
    for dealt in deal:
        question = dealt.question
        assert (question.show_id, question.source) == (list_id, proposal.list.heading.credit)
        assert question == await bank.find(GUILD, question.id)
        assert jury.verdict(question, question.answer) is Verdict.RIGHT
