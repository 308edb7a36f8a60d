"""Finding a fact among very many phrasings, compared with a scan by rapidfuzz and with a trigram index."""

import gc
import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import pytest
from rapidfuzz import fuzz, process, utils

from bot.bootstrap import load_lexicon
from bot.core.knowledge.library import Library
from bot.ops.places import FACTS_DIR
from tests.benchmarks.data import SHOW_ID, Query, Sample, cast, sample
from tests.benchmarks.measuring import cold_ms, p99, require_steady, show_table
from tests.benchmarks.trigrams import TrigramIndex

SMALL, MIDDLE, LARGE = 3_000, 30_000, 300_000
QUERIES = {SMALL: 300, MIDDLE: 300, LARGE: 300}
SCANS = {SMALL: 300, MIDDLE: 300, LARGE: 40}
STEADY_PAIRS = 60
SEED = int(os.environ.get("BENCH_SEED", "7"))

pytestmark = pytest.mark.timeout(1200)  # a scan of 300,000 phrasings takes half a second


@dataclass(frozen=True)
class Loaded:
    """A sample and a library that holds it."""

    sample: Sample
    library: Library

    def ask(self, question: str) -> object:
        return self.library.answer(question, SHOW_ID)

    def finds(self, query: Query) -> bool:
        """Tell whether the right fact comes first, as an answer or as a suggestion."""
        answer = self.library.answer(query.text, SHOW_ID)
        first = (answer.entries or answer.suggestions)[:1]
        return bool(first) and first[0].fact.id == query.fact_id

    def scan(self) -> Callable[[str], object]:
        """Return a search of all phrasings by rapidfuzz, prepared as well as it can be."""
        choices = [utils.default_process(phrasing) for phrasing in self.sample.phrasings]
        return lambda question: process.extractOne(utils.default_process(question), choices, scorer=fuzz.WRatio)


@pytest.fixture(scope="module")
def load() -> Callable[[int], Loaded]:
    lexicon, loaded = load_lexicon(FACTS_DIR), {}
    built: list[tuple[object, ...]] = []

    def get(size: int) -> Loaded:
        if size not in loaded:
            made = sample(size, QUERIES[size], SEED)
            before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
            loaded[size] = Loaded(made, Library((made.pack,), lexicon))
            gc.freeze()  # as bot.bootstrap does
            mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            built.append((size, time.process_time() - start, mib, mib * 1048576 / size))
            show_table("Library(...)", ("phrasings", "CPU s", "MiB", "B a phrasing"), built)
        return loaded[size]

    return get


@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE])
def test_a_lookup_takes_a_fraction_of_a_scan(load, size):
    loaded = load(size)
    scan, questions = loaded.scan(), [query.text for query in loaded.sample.queries[: SCANS[size]]]
    same = require_steady(loaded.ask, questions[:STEADY_PAIRS])
    times = [(cold_ms(loaded.ask, question), cold_ms(scan, question)) for question in questions]
    ours, theirs = zip(*times, strict=True)
    ratio = p99(theirs) / p99(ours)
    show_table(
        f"Lookup of {len(questions)} questions among {size:,} phrasings, cold, ms of CPU (itself: {same:.3f})",
        ("", "p50", "p99"),
        [
            ("Library.answer", median(ours), p99(ours)),
            ("extractOne(WRatio)", median(theirs), p99(theirs)),
            ("times faster", median(theirs) / median(ours), ratio),
        ],
    )
    if size >= MIDDLE:
        assert ratio >= 50


def test_a_hundred_times_as_many_phrasings_take_at_most_three_times_as_long(load):
    few, many = load(SMALL), load(LARGE)
    pairs = zip(few.sample.queries, many.sample.queries, strict=True)
    times = [(cold_ms(few.ask, one.text), cold_ms(many.ask, other.text)) for one, other in pairs]
    ours_few, ours_many = zip(*times, strict=True)
    growth = median(ours_many) / median(ours_few)
    show_table(
        "Lookup in a small and in a large library in turn, cold, ms of CPU",
        ("phrasings", "p50", "p99"),
        [
            (SMALL, median(ours_few), p99(ours_few)),
            (LARGE, median(ours_many), p99(ours_many)),
            ("growth", growth, p99(ours_many) / p99(ours_few)),
        ],
    )
    assert growth <= 3


def test_thirty_times_the_cast_takes_at_most_three_times_as_long():
    lexicon = load_lexicon(FACTS_DIR)
    kind = next(it.id for it in lexicon.kinds.values() if any("plays {character}" in way for way in it.examples))
    casts = [cast(size, kind) for size in (100, 3_000)]
    few, many = (Loaded(made, Library((made.pack,), lexicon)) for made in casts)
    gc.freeze()
    pairs = zip(few.sample.queries, many.sample.queries, strict=True)
    times = [(cold_ms(few.ask, one.text), cold_ms(many.ask, other.text)) for one, other in pairs]
    ours_few, ours_many = zip(*times, strict=True)
    growth = median(ours_many) / median(ours_few)
    show_table(
        "Who plays one of so many declared characters, cold, ms of CPU",
        ("characters", "p50", "p99"),
        [
            (len(few.sample.phrasings), median(ours_few), p99(ours_few)),
            (len(many.sample.phrasings), median(ours_many), p99(ours_many)),
            ("growth", growth, p99(ours_many) / p99(ours_few)),
        ],
    )
    assert growth <= 3


@pytest.mark.parametrize("size", [SMALL, MIDDLE])
def test_mistyped_questions_find_their_fact_as_often_as_with_trigrams(load, size):
    loaded = load(size)
    made, index = loaded.sample, TrigramIndex(loaded.sample.phrasings)
    ours = sum(map(loaded.finds, made.queries)) / len(made.queries)
    nearest = [(query, index.nearest(query.text)) for query in made.queries]
    theirs = sum(at is not None and made.fact_ids[at] == query.fact_id for query, at in nearest) / len(nearest)
    show_table(
        f"Right fact first, {len(made.queries)} mistyped questions, {size:,} phrasings",
        ("Library.answer", "trigrams"),
        [(ours, theirs)],
    )
    assert ours >= theirs - 0.01
