"""How the benchmarks measure: thread CPU time, cold caches, ratios between things timed in turn."""

import time
from collections.abc import Callable, Iterable, Sequence
from statistics import median, quantiles

FLUSHED_BYTES, CACHE_LINE_BYTES = 64 << 20, 64
STEADY = (0.95, 1.05)

_flushed = bytearray(FLUSHED_BYTES)
_written = bytes(FLUSHED_BYTES // CACHE_LINE_BYTES)


def flush_caches() -> None:
    """Write to 64 MiB, a byte in each cache line: what a bot finds after a pause, when others had the processor."""
    _flushed[::CACHE_LINE_BYTES] = _written


def cold_ms(work: Callable[[str], object], question: str) -> float:
    """Return the CPU time of this thread that a question takes with cold caches, garbage collection included."""
    flush_caches()
    start = time.thread_time_ns()
    work(question)
    return (time.thread_time_ns() - start) / 1e6


def p99(times: Sequence[float]) -> float:
    """Return the time that one in a hundred exceeds."""
    return quantiles(times, n=100, method="inclusive")[98]


def require_steady(work: Callable[[str], object], questions: Iterable[str]) -> float:
    """Fail on a machine too noisy to compare anything: the median ratio of work to itself says so. Return that ratio.

    Which of the two goes first changes each time, because the first one warms what the second one uses.
    """
    ratios = []
    for at, question in enumerate(questions):
        first, second = cold_ms(work, question), cold_ms(work, question)
        ratios.append(first / second if at % 2 else second / first)
    ratio = median(ratios)
    assert STEADY[0] <= ratio <= STEADY[1], (
        f"void: the same work compared with itself differs by {ratio:.3f}; run again"
    )
    return ratio


def show_table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under a head, numbers to three digits after the point."""
    cells = [list(head), *([f"{it:.3f}" if isinstance(it, float) else str(it) for it in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    print(f"\n{title}")
    for row in cells:
        print("  " + "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
