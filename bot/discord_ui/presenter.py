"""From an outcome to a reply: which card, which buttons, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.core.knowledge.answering import Answer, Entry, Status, unknown_text
from bot.core.knowledge.facts import Pack, Topic
from bot.discord_ui import about, cards
from bot.discord_ui.addressing import Asker, Request
from bot.discord_ui.buttons import DeleteButton, SuggestionButton, TopicButton
from bot.discord_ui.cards import Manner
from bot.discord_ui.naming import find_show, find_topic
from bot.discord_ui.replies import Button, Reply
from bot.discord_ui.text import clean
from bot.services.asking import Asking
from bot.services.bases import GuildBases

HiddenFacts = Callable[[int], frozenset[str]]

OPEN_QUESTION = "That would give away the quiz question that is open here. Ask me again when its round is over."
LEFT_OUT = "-# Something is left out while a quiz question about it is open."
MAX_TOPIC_BUTTONS = 9
RELATED_TOPICS = 3
NO_QUOTATION = "I know no quotation about that."
MORE_QUOTATIONS = " There are more than these: they appear while you type in `/quote`."
MAX_SUGGESTED = 3


class Presenter:
    """Asks on behalf of a user and dresses what comes back.

    The asker may delete the reply; without one, nobody may. Facts that would give away a quiz question which is open
    in the asker's guild are not told there.
    """

    def __init__(self, asking: Asking, manner: Manner, hidden_facts: HiddenFacts, privacy_url: str = "") -> None:
        self._asking = asking
        self._hidden_facts = hidden_facts
        self._manner = manner
        self._privacy_url = privacy_url

    @property
    def shows(self) -> tuple[Pack, ...]:
        """The loaded shows, in the order of their titles."""
        return self._asking.shows

    def knows(self, show_id: str | None) -> bool:
        """Tell whether there is a show that a message names by its command; None is any."""
        return show_id is None or any(show.id == show_id for show in self.shows)

    def request(self, request: Request, asker: Asker) -> Reply:
        """Return the reply to a typed message: an overview, a topic or an answer."""
        show = find_show(self.shows, request.show_id or request.text)
        if show is None:
            return self.question(request.text, asker) if request.text else self.overviews(asker)
        if request.show_id is None or not request.text:
            return self.overview(show, asker)
        topic = find_topic(show, request.text)
        if topic is not None:
            return self.topic(show.id, topic.id, asker)
        return self.question(request.text, asker, show.id)

    def question(self, question: str, asker: Asker, show_id: str | None = None) -> Reply:
        """Return the answer, up to three readings to choose from, or one line that says it is not known."""
        answer = self._asking.ask(question, show_id)
        if answer.status is Status.ANSWERED:
            return self._answered(answer, asker)
        if answer.status is Status.SUGGESTED:
            return _suggested(answer.suggestions, asker.user_id)
        return Reply(clean(unknown_text(answer)), is_private=True, unanswered=(question, show_id or ""))

    def fact(self, entry: Entry, asker: Asker) -> Reply:
        """Return a fact as the answer to its own question."""
        return self._answered(Answer(Status.ANSWERED, 1.0, (entry,)), asker)

    def quotation(self, entry: Entry, asker: Asker) -> Reply:
        """Return a quotation."""
        if entry.key in self.hidden(asker):
            return Reply(OPEN_QUESTION, is_private=True)
        return Reply(card=cards.quote_card(entry), buttons=self._related(entry, asker))

    def no_quotation(self, nearest: Sequence[Entry], asker: Asker) -> Reply:
        """Return that there is no quotation about something, and the first of others to choose from."""
        reply = _suggested(tuple(nearest[:MAX_SUGGESTED]), asker.user_id)
        return replace(reply, text=NO_QUOTATION + (MORE_QUOTATIONS if len(nearest) > MAX_SUGGESTED else ""))

    def topic(self, show_id: str, topic_id: str, asker: Asker) -> Reply:
        """Return a topic's card. Raises UserError for one that is not (or no longer) there."""
        show = self._asking.show(show_id)
        return self._topic(show, *self._asking.topic(show_id, topic_id), asker)

    def overview(self, show: Pack, asker: Asker) -> Reply:
        """Return a show's overview with a button for each topic."""
        topics = [TopicButton.to(show, topic) for topic in show.topics[:MAX_TOPIC_BUTTONS]]
        return Reply(card=cards.overview_card(show, self._manner), buttons=[*topics, *_deletion(asker)])

    def overviews(self, asker: Asker) -> Reply:
        """Return what the bot knows about: the show's overview if there is one show, else the list."""
        if len(self.shows) == 1:
            return self.overview(self.shows[0], asker)
        return self.show_list(asker)

    def show_list(self, asker: Asker, off: Sequence[Pack] = ()) -> Reply:
        """Return the shows that are known, and those that are switched off."""
        return Reply(card=about.shows_card(self.shows, self._manner, off), buttons=_deletion(asker))

    def about(self) -> Reply:
        """Return what the bot is and how it can be asked."""
        return Reply(card=about.about_card(self.shows, self._manner, self._privacy_url), is_private=True)

    def hidden(self, asker: Asker) -> frozenset[str]:
        """Return the keys of the facts that are not told where somebody asks, for now."""
        return self._hidden_facts(asker.guild_id) if asker.guild_id is not None else frozenset()

    def _answered(self, answer: Answer, asker: Asker) -> Reply:
        if answer.topic is not None:
            return self._topic(*answer.topic, answer.entries, asker)
        if any(entry.key in self.hidden(asker) for entry in answer.entries):
            return Reply(OPEN_QUESTION, is_private=True)
        first = answer.entries[0]
        buttons, key = self._related(first, asker), (first.pack.id, first.fact.id)
        return Reply(card=cards.answer_card(answer), buttons=buttons, answered_by=key)

    def _topic(self, show: Pack, topic: Topic, entries: Sequence[Entry], asker: Asker) -> Reply:
        hidden = self.hidden(asker)
        told = [entry for entry in entries if entry.key not in hidden]
        buttons = self._related(told[0], asker, topic) if told else _deletion(asker)
        text = LEFT_OUT if len(told) < len(entries) else ""
        return Reply(text, cards.topic_card(show, topic, told), buttons)

    def _related(self, entry: Entry, asker: Asker, seen: Topic | None = None) -> list[Button]:
        topics = [topic for topic in self._asking.related(entry, limit=RELATED_TOPICS + 1) if topic != seen]
        return [*(TopicButton.to(entry.pack, topic) for topic in topics[:RELATED_TOPICS]), *_deletion(asker)]


class Presenters:
    """Gives each guild the presenter that asks its own base; outside of guilds the shared one is asked."""

    def __init__(self, bases: GuildBases, manner: Manner, hidden_facts: HiddenFacts, privacy_url: str = "") -> None:
        self._bases = bases
        self._rest = manner, hidden_facts, privacy_url

    async def of(self, guild_id: int | None) -> Presenter:
        """Return the presenter for a guild, with every change of its base that was kept before."""
        return Presenter(await self._bases.asking(guild_id), *self._rest)


def _suggested(suggestions: tuple[Entry, ...], asker_id: int) -> Reply:
    buttons = [SuggestionButton.to(entry, asker_id, number) for number, entry in enumerate(suggestions, 1)]
    deletion = DeleteButton(asker_id, row=len(buttons))
    return Reply(card=cards.suggestion_card(suggestions), buttons=[*buttons, deletion])


def _deletion(asker: Asker) -> list[Button]:
    return [DeleteButton(asker.user_id)]
