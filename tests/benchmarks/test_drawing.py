"""Pictures are drawn while people wait, several at once: each takes a few hundredths of a second."""

import time
from collections.abc import Callable

from bot.core.accents import accent
from bot.core.quiz.boards import Board, Row
from bot.core.quiz.game import Standing, rank
from bot.drawing.leaderboard import draw_board
from bot.drawing.podium import draw_podium
from bot.drawing.scheme import Caption

MOST_MS = 60
NAMES = (
    "Ada",
    "谁演哈里",
    "Żółć Ñandú",
    "한국 사람",
    "ไทย",
    "A very long name of thirty chars",
    "Bo",
    "Чехов",
    "Λ",
    "W" * 32,
)
CAPTION = Caption("Leaderboard", "All time · all shows", dict(enumerate(NAMES)), accent("lamp"))


def best_ms(draw: Callable[[], bytes]) -> float:
    """Return the processor time of the quickest of some drawings after the first, which loads the fonts."""
    draw()
    times = []
    for _ in range(7):
        start = time.thread_time()
        draw()
        times.append((time.thread_time() - start) * 1000)
    return min(times)


def test_a_full_board_is_drawn_in_time():
    board = Board(tuple(Row(n + 1, n, 900 - 80 * n, 1, 1) for n in range(10)), 0, 40, Row(40, 99, 5, 1, 1))
    taken = best_ms(lambda: draw_board(board, CAPTION, 99))
    print(f"board {taken:.0f} ms")
    assert taken < MOST_MS


def test_a_podium_is_drawn_in_time():
    places = rank({n: Standing(points=900 - n) for n in range(20)})
    taken = best_ms(lambda: draw_podium(places, CAPTION))
    print(f"podium {taken:.0f} ms")
    assert taken < MOST_MS
