"""Pictures of podiums and leaderboards: whatever people are called, and however many they are."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, features

from bot.core.accents import accent
from bot.core.quiz.boards import Board, Row
from bot.core.quiz.game import Standing, rank
from bot.drawing.fonts import STRONG, font_for, has_glyph
from bot.drawing.leaderboard import board_in_words, draw_board
from bot.drawing.lettering import NOBODY, letter, writable
from bot.drawing.podium import draw_podium, on_podium, podium_in_words
from bot.drawing.scheme import Caption

CAPTION = Caption("Leaderboard", "This week · all shows", {1: "Ada", 2: "Ben"}, accent("lamp"))
ROWS = tuple(Row(place, place, 1000 - place, 3, 5) for place in range(1, 11))
needs_raqm = pytest.mark.skipif(not features.check("raqm"), reason="NOTICE: Pillow finds no Raqm or FriBidi here")


def opened(png: bytes) -> Image.Image:
    picture = Image.open(BytesIO(png))
    picture.load()
    assert picture.format == "PNG"
    return picture


def standings(*points: int) -> list:
    return rank({user_id: Standing(points=it) for user_id, it in enumerate(points, 1)})


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada", "Ada"),
        ("  Żółć\tÑandú  ", "Żółć Ñandú"),
        ("Ada 🎉👩‍🚀", "Ada"),
        ("𝓐𝓭𝓪 ｆｕｌｌ", "Ada full"),
        ("A\u0335\u0321da", "Ada"),
        ("\u202eAda\u2066\x00", "Ada"),
        ("Чехов Έλλη", "Чехов Έλλη"),
        ("谁演 ひカ 한국", "谁演 ひカ 한국"),
        ("ไทย ქართ Հայ", "ไทย ქართ Հայ"),
        ("🎉🎉", NOBODY),
        ("(╯°□°)╯", NOBODY),
        ("\U00010330\U0001033b", NOBODY),
        ("\ud800", NOBODY),
        ("", NOBODY),
    ],
)
def test_names_are_written_as_far_as_fonts_can(name, written):
    assert writable(name) == written


@needs_raqm
@pytest.mark.parametrize("name", ["محمد علي", "שלום", "हिन्दी", "বাংলা", "தமிழ்"])
def test_scripts_that_need_shaping_are_written_where_that_works(name):
    assert writable(name) == name


@needs_raqm
def test_parts_in_several_fonts_stand_in_reading_order():
    assert [run.text for run in letter("Ada محمد", 40).runs] == ["Ada ", "محمد"]
    assert [run.text for run in letter("محمد Ada", 40).runs] == ["Ada", "محمد "]


def test_a_font_knows_what_it_lacks():
    assert has_glyph(STRONG, "A")
    assert not has_glyph(STRONG, "谁")
    assert font_for("\U00010330", STRONG) is None
    assert font_for(" ", STRONG) == STRONG


@pytest.mark.parametrize("name", ["W" * 64, "谁演哈里" * 16, "i" * 64, "Ada of the long and winding road to nowhere"])
def test_long_names_are_cut_to_their_room(name):
    cut = letter(name, 40, max_px=300)
    assert 200 < cut.width_px <= 300
    assert cut.runs[-1].text.endswith("…")
    assert letter(name, 40, max_px=10_000).runs[-1].text[-1] == name[-1]


def test_no_room_at_all_is_an_ellipsis():
    assert [run.text for run in letter("Ada", 40, max_px=1).runs] == ["…"]


@pytest.mark.parametrize("count", [1, 3, 10])
def test_a_board_is_as_high_as_its_rows(count):
    picture = opened(draw_board(Board(ROWS[:count], 0, count), CAPTION, user_id=0))
    assert picture.size == (1280, 2 * (108 + 56 * count - 8 + 22))


def test_the_callers_row_is_framed_or_stands_below():
    board = Board(ROWS[:3], 0, 40)
    plain = opened(draw_board(board, CAPTION, user_id=0))
    framed = opened(draw_board(replace(board, own=ROWS[1]), CAPTION, user_id=2))
    below = opened(draw_board(replace(board, own=Row(40, 99, 1, 1, 1)), CAPTION, user_id=99))
    assert framed.size == plain.size
    assert framed.tobytes() != plain.tobytes()
    assert below.height == plain.height + 2 * (48 + 18)


def test_longer_bars_have_more_points():
    picture = opened(draw_board(Board((Row(1, 1, 100, 1, 1), Row(2, 2, 50, 1, 1)), 0, 2), CAPTION, user_id=0))
    above_text = [2 * (108 + 56 * row + 6) for row in (0, 1)]
    filled, empty = picture.getpixel((900, above_text[0])), picture.getpixel((900, above_text[1]))
    assert filled != empty
    assert picture.getpixel((400, above_text[1])) == filled


def test_unwritable_and_unknown_names_leave_no_boxes():
    board = Board(ROWS[:1], 0, 1)
    told = replace(CAPTION, names={1: "\U00010330"})
    assert draw_board(board, told, 0) == draw_board(board, replace(CAPTION, names={1: NOBODY}), 0)


@pytest.mark.parametrize("points", [(0,), (-5, 0), (10**9, 10**9)])
def test_odd_points_are_drawn(points):
    rows = tuple(Row(1, user_id, it, 0, 0) for user_id, it in enumerate(points))
    opened(draw_board(Board(rows, 0, len(rows)), CAPTION, user_id=0))


@pytest.mark.parametrize("points", [(5,), (5, 5), (9, 5), (9, 5, 5, 1), (5, 5, 5, 5), (9, 7, 5, 3, 1)])
def test_a_podium_of_any_number_of_players_and_ties(points):
    assert opened(draw_podium(standings(*points), CAPTION)).size == (1280, 860)


def test_only_players_with_points_have_a_step():
    assert [user_id for _, user_id, _ in on_podium(standings(9, 0, 5))] == [1, 3]
    assert on_podium(standings(0, 0)) == []
    assert len(on_podium(standings(1, 2, 3, 4, 5))) == 3


def test_pictures_are_told_in_words():
    board = Board(ROWS[:2], 0, 40, own=Row(40, 99, 1200, 1, 1))
    assert board_in_words(board, CAPTION) == (
        "Leaderboard. This week · all shows. 1. Ada, 999 points. 2. Ben, 998 points. 40. Player, 1,200 points"
    )
    assert podium_in_words(standings(5, 9, 5, 1), CAPTION) == (
        "Leaderboard. This week · all shows. 1. Ben, 9 points. 2. Ada, 5 points. 2. Player, 5 points"
    )


def test_words_fit_discords_description():
    names = dict.fromkeys(range(1, 11), "W" * 64)
    told = board_in_words(Board(ROWS, 0, 40), replace(CAPTION, title="T" * 400, names=names))
    assert len(told) == 1024


def test_two_shows_differ_in_colour():
    board = Board(ROWS[:1], 0, 1)
    assert draw_board(board, CAPTION, 0) != draw_board(board, replace(CAPTION, accent=accent("other")), 0)
