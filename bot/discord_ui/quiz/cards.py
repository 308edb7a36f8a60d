"""Cards of a quiz: a question, how it went, how everybody stands, how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import discord

from bot.core.quiz.game import Ending, Game, Phase, Standing, rank
from bot.core.quiz.question import Dealt
from bot.core.quiz.scoring import Award
from bot.discord_ui.cards import accent
from bot.discord_ui.text import clean, cut, mention, plain

LETTERS = "ABCDEFGHIJ"
MAX_LABEL_CHARS = 38
MAX_NAMED = 10
BAR_BLOCKS = 8
MAX_SHOWN_CHARS = 80
MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}
RIGHT, WRONG = "✅", "▫️"

ENDINGS: Mapping[Ending, str] = {
    Ending.PLAYED: "The quiz is over",
    Ending.IDLE: "The quiz is over: nobody answers any more",
    Ending.STOPPED: "The quiz was stopped",
    Ending.LOST: "The quiz had to end",
}


def question_card(game: Game) -> discord.Embed:
    """Return the open question. How long it is open counts down by itself: Discord keeps relative times up to date."""
    dealt = game.dealt
    lines = [f"**{clean(dealt.question.text)}**", *([] if fits_buttons(dealt) else ["", *_options(dealt)])]
    way = "Type the answer, or press **Answer** to keep it to yourself." if dealt.is_typed else "The last press counts."
    if not game.is_solo:
        lines += ["", f"Closes {moment(game.round.closes_at)} · {way}"]
    card = discord.Embed(description="\n".join(lines), colour=accent(dealt.question.show_id))
    return card.set_author(name=_heading(game))


def fits_buttons(dealt: Dealt) -> bool:
    """Tell whether the options are short enough to stand on their buttons alone."""
    return all(len(option) <= MAX_LABEL_CHARS for option in dealt.options)


def reveal_card(game: Game) -> discord.Embed:
    """Return the right answer, who had it, what was chosen, and where it is known from."""
    question = game.dealt.question
    card = discord.Embed(description=clean(question.explanation) or None, colour=accent(question.show_id))
    card.set_author(name=_heading(game))
    card.title = cut(f"{RIGHT} {clean(question.answer)}", 256)
    if not game.is_solo:
        card.add_field(name=_right_heading(game), value=_right_list(game), inline=False)
    if game.dealt.options and game.round.answers and not game.is_solo:
        card.add_field(name="What was chosen", value="\n".join(_shares(game)), inline=False)
    return card.set_footer(text=cut(plain(question.source), 900) or None)


def next_line(game: Game) -> str:
    """Return when it goes on after a reveal."""
    if game.is_last_round:
        return "-# The result follows."
    return f"-# Next question {moment(game.due_at)}"


def score_card(game: Game) -> discord.Embed:
    """Return how everybody stands in a running game."""
    standings = _standing_lines(rank(game.standings)[:MAX_NAMED]) or ["Nobody has points yet."]
    card = discord.Embed(description="\n".join(standings), colour=accent(game.show_ids[0]))
    return card.set_author(name=f"After {_rounds_done(game)} of {len(game.deal)} questions")


def podium_card(game: Game) -> discord.Embed:
    """Return how a game ended: the places, who was quickest, who had the longest streak."""
    places = rank(game.standings)
    lines = _standing_lines(places[:MAX_NAMED]) or ["Nobody has points this time."]
    card = discord.Embed(description="\n".join(lines), colour=accent(game.show_ids[0]))
    card.title = ENDINGS[game.ending or Ending.PLAYED]
    for name, value in _honours(game.standings):
        card.add_field(name=name, value=value)
    left_out = len(places) - MAX_NAMED
    return card.set_footer(text=f"and {left_out} more players" if left_out > 0 else None)


def solo_result(game: Game) -> discord.Embed:
    """Return how a game for one ended."""
    standing = game.standings.get(game.starter_id, Standing())
    right = f"**{standing.right} of {len(game.deal)}** right, {standing.points} points"
    card = discord.Embed(title="Your quiz is over", description=right, colour=accent(game.show_ids[0]))
    return card.set_footer(text="Quizzes for one count on no leaderboard.")


def moment(at: datetime) -> str:
    """Return a time as Discord's relative timestamp."""
    return discord.utils.format_dt(at, "R")


def _heading(game: Game) -> str:
    place = f"Question {game.round.number} of {len(game.deal)}"
    return cut(" · ".join(filter(None, [plain(game.dealt.question.show_title), place])), 256)


def _options(dealt: Dealt) -> list[str]:
    return [f"**{LETTERS[place]}** {clean(option)}" for place, option in enumerate(dealt.options)]


def _right_heading(game: Game) -> str:
    right, answered = len(game.round.awards), len(game.round.answers)
    return f"{right} of {answered} right" if answered else "Nobody answered"


def _right_list(game: Game) -> str:
    awards = game.round.awards
    named = [f"{mention(award.user_id)} **+{award.points}**{_streak(award)}" for award in awards[:MAX_NAMED]]
    left_out = [f"and {len(awards) - MAX_NAMED} more"] if len(awards) > MAX_NAMED else []
    nobody = "Nobody had it." if game.round.answers else "Who knows the next one?"
    return " · ".join([*named, *left_out]) or nobody


def _streak(award: Award) -> str:
    return f" 🔥{award.streak}" if award.streak > 2 else ""


def _shares(game: Game) -> Iterable[str]:
    answer = game.dealt.question.answer
    for place, option in enumerate(game.dealt.options):
        share = game.round.share(place)
        filled = round(BAR_BLOCKS * share)
        bar = f"`{'█' * filled}{'░' * (BAR_BLOCKS - filled)}`"
        yield f"{RIGHT if option == answer else WRONG} {bar} {share:.0%} {clean(cut(option, MAX_SHOWN_CHARS))}"


def _rounds_done(game: Game) -> int:
    return game.round.number - (game.phase is Phase.ASKING)


def _standing_lines(places: Sequence[tuple[int, int, Standing]]) -> list[str]:
    """Return a line for each player with points."""
    return [
        f"{MEDALS.get(place, f'`{place}.`')} {mention(user_id)} — **{standing.points}** ({standing.right} right)"
        for place, user_id, standing in places
        if standing.points
    ]


def _honours(standings: Mapping[int, Standing]) -> Iterable[tuple[str, str]]:
    quick = [(it.quickest_s, user_id) for user_id, it in standings.items() if it.quickest_s is not None]
    if quick:
        seconds, user_id = min(quick)
        yield "Quickest", f"{mention(user_id)} in {seconds:.1f} s"
    streak = max((it.best_streak for it in standings.values()), default=0)
    if streak > 1:
        holders = [mention(user_id) for user_id, it in standings.items() if it.best_streak == streak]
        yield "Longest streak", f"{' '.join(holders[:3])} with {streak} in a row"
