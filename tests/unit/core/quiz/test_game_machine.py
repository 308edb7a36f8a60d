"""Any order of events, doubled, late or after the end: no point is lost, given twice, or given for nothing."""

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.core.errors import NotAllowed, RoundOver
from bot.core.quiz import playing
from bot.core.quiz.game import Ending, Phase, Round
from bot.core.quiz.judging import Verdict
from tests.unit.core.quiz.games import at, game, pressed, right_option, typed

USERS = st.integers(1, 6)
NUMBERS = st.integers(0, 6)


class GameMachine(RuleBasedStateMachine):
    """Plays a game and keeps its own books, in the plainest way there is."""

    def __init__(self):
        super().__init__()
        self.game = game(pressed(1), typed(2), pressed(3), pressed(4), typed(5))
        self.now_s = 0.0
        self.last: dict[int, bool] = {}  # who answered in the open round, and whether that is right
        self.points: dict[int, int] = {}
        self.right: dict[int, int] = {}
        self.closed: list[Round] = []

    def is_open(self, number: int) -> bool:
        return self.game.phase is Phase.ASKING and self.game.round.number == number

    def refuses(self, act, number, *errors) -> bool:
        """Try an event that may be meant for another round; one that is refused must change nothing."""
        before = self.game
        try:
            act()
        except (RoundOver, *errors):
            assert self.game is before
            return True
        assert self.is_open(number) or before.round.number == number
        return False

    @rule(seconds=st.floats(-5, 30))
    def wait(self, seconds):
        self.now_s += seconds

    @rule(user_id=USERS, number=NUMBERS, option=st.integers(0, 3))
    def press(self, user_id, number, option):
        if self.is_open(number) and self.game.dealt.is_typed:
            return

        def act():
            self.game, _ = playing.choose(self.game, number, user_id, option, at(self.now_s))

        if not self.refuses(act, number):
            self.last[user_id] = option == right_option(self.game.dealt)

    @rule(user_id=USERS, number=NUMBERS, verdict=st.sampled_from(Verdict), is_public=st.booleans())
    def say(self, user_id, number, verdict, is_public):
        if self.is_open(number) and not self.game.dealt.is_typed:
            return

        def act():
            now = at(self.now_s)
            self.game, _ = playing.type_in(
                self.game, number, user_id, "words", now, verdict=verdict, is_public=is_public
            )

        if not self.refuses(act, number):
            self.last[user_id] = self.last.get(user_id, False) or verdict is Verdict.RIGHT

    @rule(user_id=USERS, number=NUMBERS)
    def hint(self, user_id, number):
        def act():
            self.game, _ = playing.take_hint(self.game, number, user_id)

        self.refuses(act, number)

    @rule(user_id=USERS, number=NUMBERS)
    def skip(self, user_id, number):
        def act():
            self.game, is_enough = playing.vote_skip(self.game, number, user_id)
            if is_enough:
                self.close(number)

        self.refuses(act, number, NotAllowed)

    @rule(number=NUMBERS)
    def close(self, number):
        was_open = self.is_open(number)
        try:
            self.game = playing.close(self.game, number, at(self.now_s))
        except RoundOver:
            assert not was_open
            return
        assert was_open
        awards = self.game.round.awards
        assert {award.user_id for award in awards} == {user_id for user_id, is_right in self.last.items() if is_right}
        assert len({award.user_id for award in awards}) == len(awards)
        for award in awards:
            self.points[award.user_id] = self.points.get(award.user_id, 0) + award.points
            self.right[award.user_id] = self.right.get(award.user_id, 0) + 1
        self.closed.append(self.game.round)
        self.last = {}

    @rule(number=NUMBERS)
    def proceed(self, number):
        was_revealing = self.game.phase is Phase.REVEALING and self.game.round.number == number
        try:
            self.game = playing.proceed(self.game, number, at(self.now_s))
        except RoundOver:
            assert not was_revealing
            return
        assert was_revealing

    @precondition(lambda self: len(self.closed) > 1)
    @rule(ending=st.sampled_from(Ending))
    def end(self, ending):
        if self.game.phase is Phase.ASKING:
            self.close(self.game.round.number)
        self.game = playing.ended(self.game, ending, at(self.now_s))

    @invariant()
    def the_books_agree(self):
        standings = self.game.standings
        assert {user_id: it.points for user_id, it in standings.items() if it.points} == self.points
        assert {user_id: it.right for user_id, it in standings.items() if it.right} == self.right
        assert [done.number for done in self.closed] == list(range(1, len(self.closed) + 1))

    @invariant()
    def a_game_is_one_thing_at_a_time(self):
        assert (self.game.ending is None) == (self.game.phase is not Phase.ENDED)
        assert bool(self.game.round.awards) <= (self.game.phase is not Phase.ASKING)
        if self.game.phase is Phase.ASKING:
            assert {user_id: it.is_right for user_id, it in self.game.round.answers.items()} == self.last


TestGame = GameMachine.TestCase
TestGame.settings = settings(max_examples=200, stateful_step_count=60, deadline=None)
