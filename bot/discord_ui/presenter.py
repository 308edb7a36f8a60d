"""From an outcome to a reply: which card, which buttons, and for whom."""

from __future__ import annotations

from bot.core.knowledge.answering import Answer, Entry, Status, unknown_text
from bot.core.knowledge.facts import Pack, Topic
from bot.discord_ui import about, cards
from bot.discord_ui.addressing import Request
from bot.discord_ui.buttons import DeleteButton, SuggestionButton, TopicButton
from bot.discord_ui.cards import Manner
from bot.discord_ui.naming import find_show, find_topic
from bot.discord_ui.replies import Button, Reply
from bot.discord_ui.text import clean
from bot.services.asking import Asking

MAX_TOPIC_BUTTONS = 9
RELATED_TOPICS = 3


class Presenter:
    """Asks on behalf of a user and dresses what comes back.

    `asker_id` is always the user who may delete the reply; without one, nobody may.
    """

    def __init__(self, asking: Asking, manner: Manner, privacy_url: str = "") -> None:
        self._asking = asking
        self._manner = manner
        self._privacy_url = privacy_url

    @property
    def shows(self) -> tuple[Pack, ...]:
        """The loaded shows, in the order of their titles."""
        return self._asking.shows

    def request(self, request: Request, asker_id: int) -> Reply:
        """Return the reply to a typed message: an overview, a topic or an answer."""
        show = find_show(self.shows, request.show_id or request.text)
        if show is None:
            return self.question(request.text, asker_id) if request.text else self.overviews(asker_id)
        if request.show_id is None or not request.text:
            return self.overview(show, asker_id)
        topic = find_topic(show, request.text)
        if topic is not None:
            return self.topic(show.id, topic.id, asker_id)
        return self.question(request.text, asker_id, show.id)

    def question(self, question: str, asker_id: int, show_id: str | None = None) -> Reply:
        """Return the answer, up to three readings to choose from, or one line that says it is not known."""
        answer = self._asking.ask(question, show_id)
        if answer.status is Status.ANSWERED:
            return self._answered(answer, asker_id)
        if answer.status is Status.SUGGESTED:
            return _suggested(answer.suggestions, asker_id)
        return Reply(clean(unknown_text(answer)), is_private=True)

    def fact(self, entry: Entry, asker_id: int) -> Reply:
        """Return a fact as the answer to its own question."""
        return self._answered(Answer(Status.ANSWERED, 1.0, (entry,)), asker_id)

    def quotation(self, entry: Entry, asker_id: int) -> Reply:
        """Return a quotation."""
        return Reply(card=cards.quote_card(entry), buttons=self._related(entry, asker_id))

    def topic(self, show_id: str, topic_id: str, asker_id: int | None = None) -> Reply:
        """Return a topic's card. Raises UserError for one that is not (or no longer) there."""
        show = self._asking.show(show_id)
        topic, entries = self._asking.topic(show_id, topic_id)
        return Reply(card=cards.topic_card(show, topic, entries), buttons=_deletion(asker_id))

    def overview(self, show: Pack, asker_id: int) -> Reply:
        """Return a show's overview with a button for each topic."""
        topics = [TopicButton.to(show, topic) for topic in show.topics[:MAX_TOPIC_BUTTONS]]
        return Reply(card=cards.overview_card(show, self._manner), buttons=[*topics, *_deletion(asker_id)])

    def overviews(self, asker_id: int) -> Reply:
        """Return what the bot knows about: the show's overview if there is one show, else the list."""
        if len(self.shows) == 1:
            return self.overview(self.shows[0], asker_id)
        return self.show_list(asker_id)

    def show_list(self, asker_id: int) -> Reply:
        """Return the shows that are loaded."""
        return Reply(card=about.shows_card(self.shows, self._manner), buttons=_deletion(asker_id))

    def about(self) -> Reply:
        """Return what the bot is and how it can be asked."""
        return Reply(card=about.about_card(self.shows, self._manner, self._privacy_url), is_private=True)

    def _answered(self, answer: Answer, asker_id: int) -> Reply:
        seen = answer.topic[1] if answer.topic else None
        buttons = self._related(answer.entries[0], asker_id, seen) if answer.entries else _deletion(asker_id)
        return Reply(card=cards.answer_card(answer), buttons=buttons)

    def _related(self, entry: Entry, asker_id: int, seen: Topic | None = None) -> list[Button]:
        topics = [topic for topic in self._asking.related(entry, limit=RELATED_TOPICS + 1) if topic != seen]
        return [*(TopicButton.to(entry.pack, topic) for topic in topics[:RELATED_TOPICS]), *_deletion(asker_id)]


def _suggested(suggestions: tuple[Entry, ...], asker_id: int) -> Reply:
    buttons = [SuggestionButton.to(entry, asker_id, number) for number, entry in enumerate(suggestions, 1)]
    deletion = DeleteButton(asker_id, row=len(buttons))
    return Reply(card=cards.suggestion_card(suggestions), buttons=[*buttons, deletion])


def _deletion(asker_id: int | None) -> list[Button]:
    return [DeleteButton(asker_id)] if asker_id is not None else []
