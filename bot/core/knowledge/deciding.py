"""From matches to an answer for one show: which facts fit, how sure that is, and what to say when none does."""

from __future__ import annotations

from collections import defaultdict

from rapidfuzz import fuzz

from bot.core.knowledge import text
from bot.core.knowledge.answering import MAX_SUGGESTIONS, Answer, Entry, Status
from bot.core.knowledge.facts import Pack
from bot.core.knowledge.fitting import Asked, Fit, describes, fit
from bot.core.knowledge.items import Item
from bot.core.knowledge.knowing import Known, in_passing, know
from bot.core.knowledge.lexicon import Kind, Lexicon
from bot.core.knowledge.matching import Heard, Match, Matcher
from bot.core.knowledge.outcomes import Outcome, explains_all, stands_for, suggested, tells
from bot.core.knowledge.question import Question, filled_slots
from bot.core.knowledge.reading import Reader, Reading
from bot.core.knowledge.wording import in_order, phrasing_meant, prepared

ANSWER_SCORE, SUGGEST_SCORE = 0.79, 0.30
INSTEAD_SCORE, INSTEAD_MARGIN = 0.5, 0.12
MISSING_SCORE = 0.6
MARGIN, BESIDE_POINT = 0.06, 0.12
KNOWN_RIVAL, UNKNOWN_RIVAL, KEYED = 0.17, 0.05, 0.19
SHARED, WORDED, ANCHORED = 0.035, 0.021, 0.07
NAMED = 0.08
MOST_BONUS = 0.4
BARE_NAME_SCORE = 0.8
KEYED_BONUS, MOST_KEYED = 0.3, 2.0
MAX_CANDIDATES = 24
MAX_NEAR = 24
ALIKE, UNLIKE = 0.3, 0.012


class Shelf:
    """The facts of one show, prepared for comparison."""

    def __init__(self, pack: Pack, reader: Reader, lexicon: Lexicon, matcher: Matcher) -> None:
        self.pack = pack
        everywhere = in_passing(pack)
        self.known = tuple(know(Entry(pack, fact), reader, everywhere) for fact in pack.facts)
        self._lexicon = lexicon
        self._matcher = matcher
        self._by_id = {known.entry.fact.id: known for known in self.known}
        self._index_verbatim()
        self._index_phrasings(reader)
        self._index_kinds()

    def _index_verbatim(self) -> None:
        self._topics = {
            tuple(text.words(name)): topic
            for topic in reversed(self.pack.topics)
            for name in (*topic.aliases, topic.title, topic.id)
        }
        self._by_question = {
            tuple(text.words(line)): known for known in reversed(self.known) for line in _phrasings(known)
        }

    def _index_phrasings(self, reader: Reader) -> None:
        read = {key: [prepared(reader.read(line)) for line in _phrasings(it)] for key, it in self._by_id.items()}
        names = {key: known.about | known.mentioned for key, known in self._by_id.items()}
        lines = {key: [parts for parts, _ in of_fact] for key, of_fact in read.items()}
        self._phrasings = Matcher(lines, self._matcher.weights, names)
        labels = {key: [prepared(reader.read(line))[0] for line in _labels(it)] for key, it in self._by_id.items()}
        self._labels = Matcher(labels, self._phrasings.weights, names) if any(labels.values()) else None
        self._lines = {key: [line for _, line in of_fact] for key, of_fact in read.items()}

    def _index_kinds(self) -> None:
        self._by_entity: dict[object, Known] = {}
        self._by_kind: dict[str, list[Known]] = defaultdict(list)
        self._by_name: dict[tuple[str, object], list[Known]] = defaultdict(list)
        for known in self.known:
            for name in known.about:
                self._by_entity.setdefault(name, known)
            for kind in known.entry.fact.kinds:
                self._by_kind[kind].append(known)
                for name in known.about:
                    self._by_name[kind, name].append(known)

    def verbatim(self, words: tuple[str, ...]) -> Answer | None:
        """Return a whole topic when nothing but its name was typed, or a fact when its own question was."""
        if known := self._by_question.get(words):
            return Answer(Status.ANSWERED, 1.0, (known.entry,))
        topic = self._topics.get(words)
        if topic is None:
            return None
        entries = tuple(Entry(self.pack, fact) for fact in self.pack.facts_of(topic.id))
        return Answer(Status.ANSWERED, 1.0, entries, topic=(self.pack, topic))

    def is_named(self, reading: Reading) -> bool:
        """Tell whether a question names the show, or somebody or something of it."""
        return any(
            span.value == self.pack.id or (isinstance(span.value, tuple) and span.value[0] == self.pack.id)
            for span in reading.spans
            if span.term[0] == "@" and not span.implied
        )

    def answer(self, question: Question) -> Answer:
        """Return the answer that this show has to a question."""
        bare = self._bare_name(question)
        if bare and not question.asks:
            return Answer(Status.ANSWERED, BARE_NAME_SCORE, (bare,))
        heard = self._phrasings.hear(question.items, filled_slots(question.reading))
        outcomes = self._outcomes(question, heard)
        answer = self._answer(outcomes, question)
        if not explains_all(outcomes) and (meant := self._meant(question, heard)) and meant not in answer.entries:
            near = tuple(dict.fromkeys((meant, *answer.suggestions)))[:MAX_SUGGESTIONS]
            answer = Answer(Status.SUGGESTED, answer.confidence, suggestions=near)
        if bare and answer.status is not Status.ANSWERED:
            return Answer(Status.ANSWERED, BARE_NAME_SCORE, (bare,))
        return answer

    def _answer(self, outcomes: list[Outcome], question: Question) -> Answer:
        if not outcomes:
            return Answer(Status.UNKNOWN)
        first = self._lexicon.kinds.get(outcomes[0].match.example.kind)
        margin = BESIDE_POINT if outcomes[0].conflicting else 0.0 if first and first.strict else MARGIN
        best = outcomes[0]
        if not best.answerable:
            best = next((outcome for outcome in outcomes if stands_for(outcome, best, margin)), best)
        if not best.answerable:
            return self._instead(best, outcomes)
        confidence = self._confidence(best, outcomes, question)
        if confidence >= ANSWER_SCORE and tells(best, question.items):
            return Answer(Status.ANSWERED, confidence, (best.fits[0].known.entry,))
        return suggested(confidence, outcomes, SUGGEST_SCORE) or Answer(Status.UNKNOWN, confidence)

    def _instead(self, best: Outcome, outcomes: list[Outcome]) -> Answer:
        """Return what to say when the show has no such fact: facts that are nearly as near, or what is missing."""
        if near := suggested(best.score, outcomes, max(INSTEAD_SCORE, best.score - INSTEAD_MARGIN)):
            return near
        kind = self._lexicon.kinds.get(best.match.example.kind)
        missing = kind.missing if kind and best.score >= MISSING_SCORE else ""
        return Answer(Status.UNKNOWN, best.score, missing=missing)

    def _confidence(self, best: Outcome, outcomes: list[Outcome], question: Question) -> float:
        """Return how sure an outcome is, 0-1: its score, more for much that was said and shared, less for rivals.

        The factors are those of a logistic regression over development questions, in units of the score.
        """
        fact = best.fits[0].known
        known = [it.score for it in outcomes if it.answerable and it.fits[0].known is not fact]
        unknown = [it.score for it in outcomes if not it.answerable]
        for_it = KEYED * min(best.fits[0].keyed, 1.0) + SHARED * len(best.match.shared)
        for_it += WORDED * len(question.reading.words) + ANCHORED * question.is_anchored
        against = KNOWN_RIVAL * max(known, default=0.0) + UNKNOWN_RIVAL * max(unknown, default=0.0)
        against += NAMED * (not fact.about.isdisjoint(question.names))
        return min(1.0, max(0.0, best.score + min(for_it - against, MOST_BONUS)))

    def outcomes(self, question: Question) -> list[Outcome]:
        """Return all ways to understand a question, best first."""
        return self._outcomes(question, self._phrasings.hear(question.items, filled_slots(question.reading)))

    def _outcomes(self, question: Question, heard: Heard) -> list[Outcome]:
        found = [outcome for match in question.matches if (outcome := self._outcome(match, question))]
        phrased = self._phrasings.matches_of(heard, question.items)
        if self._labels and question.is_about_a_show:
            phrased += self._labels.matches(question.items, filled_slots(question.reading))
        found += self._by_wording([self._phrased(match, question) for match in phrased], question)
        return sorted(found, key=lambda it: (-it.score, -it.match.matched, not it.fits))

    def _by_wording(self, near: list[Outcome], question: Question) -> list[Outcome]:
        """Return outcomes, those as good as the best less by how much less their wording is like the question's."""
        if len(near) < 2:
            return near
        limit = max([it.score for it in near]) - ALIKE
        close = [it for it in near if it.score >= limit]
        if len(close) < 2:
            return near
        said = in_order(question.reading.words)
        alike = [max([fuzz.ratio(said, line) for line in self._lines[it.match.example.kind]]) for it in close]
        loss = [UNLIKE * (max(alike) - like) for like in alike]
        settled = [it._replace(score=it.score - less) for it, less in zip(close, loss, strict=True)]
        return [*settled, *(it for it in near if it.score < limit)]

    def _outcome(self, match: Match, question: Question) -> Outcome | None:
        kind = self._lexicon.kinds[match.example.kind]
        shares, weights = self._matcher.shares[kind.id], self._matcher.weights
        candidates = self._candidates(kind, question)
        is_only = len(candidates) == 1
        asked = Asked(kind, match, question.items, question.corrects, weights, shares, is_only)
        if kind.described:
            candidates = [known for known in candidates if describes(known, asked)]
        if not candidates:
            return None if kind.described and not kind.missing else Outcome(match.score, match)
        fits = [fit(known, asked) for known in candidates]
        if len(fits) > 1:
            fits.sort(key=lambda it: _rank(it, kind))
        if not fits[0].conflicts:
            return Outcome(fits[0].score, match, tuple(fits))
        if kind.corrects and all(_is_other_sort(item, kind) for item in fits[0].conflicts):
            return None
        return Outcome(match.score, match, tuple(fits), conflicting=True)

    def _phrased(self, match: Match, question: Question) -> Outcome:
        """Return the outcome for a question that is near a fact's own phrasings."""
        known = self._by_id[match.example.kind]
        kind = self._lexicon.kinds[known.entry.fact.kinds[0]] if known.entry.fact.kinds else None
        weights, shares = self._phrasings.weights, self._phrasings.shares[match.example.kind]
        best = fit(known, Asked(kind, match, question.items, question.corrects, weights, shares))
        return Outcome(best.score if not best.conflicts else match.score, match, (best,), bool(best.conflicts))

    def _meant(self, question: Question, heard: Heard) -> Entry | None:
        """Return the fact of whose phrasings one was meant, where words were mistyped so that nobody knows them."""
        slips = question.slips
        if not slips:
            return None
        if filled_slots(question.reading):
            heard = self._phrasings.hear(question.items)
        near = {it: self._lines[it] for it in self._phrasings.near(heard, MAX_NEAR)}
        key = phrasing_meant(question.reading.typed, question.chatter, slips, near)
        return self._by_id[key].entry if key else None

    def _bare_name(self, question: Question) -> Entry | None:
        """Return the fact for a question that is nothing but a name."""
        for name in question.bare_names:
            if known := self._by_entity.get(name):
                return known.entry
        return None

    def _candidates(self, kind: Kind, question: Question) -> list[Known]:
        """Return the facts of a kind that can answer: those about somebody named, if the kind has many."""
        facts = list(self._by_kind.get(kind.id, ()))
        for other in kind.also:
            facts += self._by_kind.get(other, ())
        if kind.anyone and not facts:
            facts = [known for name in question.names if (known := self._by_entity.get(name))]
        if len(facts) <= MAX_CANDIDATES:
            return list(dict.fromkeys(facts))
        named = dict.fromkeys(
            known
            for value in question.names
            for name in (kind.id, *kind.also)
            for known in self._by_name.get((name, value), ())
        )
        return list(named)[:MAX_CANDIDATES] or facts[:MAX_CANDIDATES]


def _phrasings(known: Known) -> tuple[str, ...]:
    return (known.entry.fact.question, *known.entry.fact.asked)


def _labels(known: Known) -> tuple[str, ...]:
    """Return the keywords of a fact of no kind, by which alone it can be asked for."""
    fact = known.entry.fact
    return () if fact.kinds else fact.keywords


def _rank(it: Fit, kind: Kind) -> tuple[bool, bool, float, int, int]:
    """Return the place of a fact among those of a kind: no conflict, that kind, the fit, the season."""
    fact, released = it.known.entry.fact, it.known.entry.pack.released
    is_ahead = (fact.season or 0) > released
    beside = not is_ahead if kind.future else kind.id not in fact.kinds
    score = -it.score - KEYED_BONUS * min(it.told, MOST_KEYED)
    if fact.season is None:
        return bool(it.conflicts), beside, score, 0, 0
    if kind.first:
        return bool(it.conflicts), beside, score, 0, fact.season
    distance = (0 if kind.future else 2) if is_ahead else 1
    return bool(it.conflicts), beside, score, distance, fact.season if is_ahead else released - fact.season


def _is_other_sort(item: Item, kind: Kind) -> bool:
    """Tell whether an item names a foil of a sort that this kind is not about: a police force, asked where to watch."""
    sorts = [span.term[1:] for span in item.spans if span.term[0] == "!"]
    return bool(sorts) and not any(sort in kind.corrects for sort in sorts)
