"""How long it takes from nothing to an answer, compared with a Python that starts, does nothing and ends.

Where the goals were set a bare start takes 10 ms: 100 ms for importing the rules are 10 such starts, and 0.7 s from
start to answer are 70. Modules come compiled, as for people who start the bot a second time.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.measuring import show_table

ROOT = Path(__file__).parents[2]
ROUNDS = 7
BARE = "python -c pass"
CORE, LIBRARY, ANSWER = "import bot.core", "import bot.core.knowledge.library", "python -m bot ask"
ARGUMENTS = {
    BARE: ("-c", "pass"),
    CORE: ("-c", CORE),
    LIBRARY: ("-c", LIBRARY),
    ANSWER: ("-m", "bot", "ask", "who plays Ballard"),
}
MOST_BARE_STARTS = {CORE: 10, LIBRARY: 10, ANSWER: 70}


def run_ms(arguments: tuple[str, ...], compiled: Path) -> float:
    """Return the time from starting Python to its end; modules are kept compiled in a folder of their own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env = kept | {"PYTHONPYCACHEPREFIX": str(compiled)}
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def test_starting_takes_no_more_than_so_many_bare_starts(tmp_path):
    for arguments in ARGUMENTS.values():
        run_ms(arguments, tmp_path)
    rounds = [{name: run_ms(arguments, tmp_path) for name, arguments in ARGUMENTS.items()} for _ in range(ROUNDS)]
    times = {name: median(it[name] for it in rounds) for name in ARGUMENTS}
    starts = {name: median(it[name] / it[BARE] for it in rounds) for name in ARGUMENTS}
    show_table(
        f"From start to end, median of {ROUNDS}",
        ("", "ms", "bare starts", "at most"),
        [(name, times[name], starts[name], MOST_BARE_STARTS.get(name, "")) for name in ARGUMENTS],
    )
    assert [name for name, most in MOST_BARE_STARTS.items() if starts[name] > most] == []
