"""Small invented shows and a lexicon of a few kinds of questions, for the rules alone: no file, nothing shipped.

Of Harbour Nine one season is out and another renewed; nobody knows its director. Meadow has facts of the same kinds.
"""

from dataclasses import replace
from datetime import date
from functools import cache

from bot.core.knowledge.facts import Entity, Fact, Pack, Quotation, Source, Topic
from bot.core.knowledge.lexicon import Kind, Lexicon
from bot.core.knowledge.library import Library

DAY = date(2031, 2, 3)
NEWS = Source("news", "News", DAY, "The Daily Pilot")
ENGLISH = """
    wear a about act actor all also and any are at be book but by can car come did do does episode every field first
    for from get give go good green has have he her hidden house how i in is it last lead let like made make
    many me mind month more my name new next no not of on one or out over people play release season see she
    show some somebody star story that the their them there they thing this time to two up was watch water week
    were what when where which who why will with word world would year you young
""".split()

KINDS = {
    "actor_of": """
        who plays {character}
        who is the actor of {character}
        which actor plays {character}
        {character} actor
        is {character} played by {person}
    """,
    "unknown_role": """
        who plays the captain
        who plays the nurse
        who plays the mayor
        who plays the cook
        who plays the old sailor
        who plays the teacher
        actor of the villain
        who is the actor of the vicar
    """,
    "role_of": """
        who does {person} play
        which role has {person}
        what is the role of {person}
        {person} role
    """,
    "lead_actor": """
        who is the star
        who has the lead
        star of {show}
        is {person} the star
    """,
    "episode_count": """
        how many episodes
        how many episodes are there
        how many episodes in season {season}
        number of episodes
        is it {number} episodes
    """,
    "release_date": """
        when was the release
        when did {show} premiere
        when does season {season} come out
        what is the release date
        release date of season {season}
        was it released in {date}
    """,
    "where_to_watch": """
        where can i watch it
        where to watch {show}
        where can i stream {show}
        is it streamed on {org}
        which streaming service has it
    """,
    "renewal": """
        is it renewed
        is {show} renewed for season {season}
        is it renewed after season {season}
    """,
    "renewal_reason": """
        why was it renewed
        why did {org} renew it
        what is the reason for the renewal
    """,
    "director": """
        who directed it
        who is the director of {show}
        director
    """,
    "quote": """
        what did {person} say about {topic}
        what did {person} say
        quote of {person}
    """,
    "filming_place": """
        where was it filmed
        in which place was {show} filmed
        filming location
        was it filmed in {place}
    """,
    "person_link": """
        what has {person} to do with it
        how is {person} linked to {show}
    """,
    "weather": """
        what is the weather
        will it rain in {place}
        weather forecast
    """,
}
MORE = {
    "where_to_watch": {"corrects": ("streamer",)},
    "filming_place": {"corrects": ("place",)},
    "actor_of": {"corrects": ("name",)},
    "role_of": {"corrects": ("name",)},
    "lead_actor": {"corrects": ("name",)},
    "unknown_role": {"missing": "who plays that part", "also": ("actor_of",), "described": True},
    "renewal": {"after": True},
    "person_link": {"missing": "how they are linked to it", "anyone": True},
    "director": {"missing": "who directed it"},
}

LEXICON = Lexicon(
    concepts={
        "actor": ("actor", "actress"),
        "play": ("play", "plays", "played", "playing"),
        "role": ("role", "part"),
        "star": ("star", "lead", "leading lady"),
        "episode": ("episode", "episodes", "eps"),
        "release": ("release", "released", "premiere", "come out", "came out"),
        "watch": ("watch", "see it"),
        "stream": ("stream", "streamed", "streaming", "streaming service"),
        "renew": ("renew", "renewed", "renewal"),
        "next_season": ("next season", "another season"),
        "latest_season": ("latest season", "last season"),
        "direct": ("direct", "directed", "director"),
        "say": ("say", "said", "says"),
        "quote": ("quote", "quotes"),
        "film": ("film", "filmed", "filming"),
        "place": ("place", "location"),
        "link": ("to do with", "linked"),
        "weather": ("weather", "rain", "forecast"),
        "season": ("season", "seasons"),
        "date": ("date",),
        "show": ("show", "series"),
    },
    asking={
        "who": ("who", "whos", "who is"),
        "when": ("when",),
        "where": ("where",),
        "why": ("why", "how come", "reason"),
        "how_many": ("how many", "number of"),
        "what": ("what", "whats"),
        "which": ("which",),
        "how": ("how",),
    },
    chatter=(
        *"the a of in on for is are was were it its this that can will would i me do does did has have be by".split(),
        *("to", "so", "please", "and", "about", "there", "tell", "tell me", "by the way", "now then"),
    ),
    kinds={
        key: Kind(key, tuple(line.strip() for line in lines.strip().splitlines()), **MORE.get(key, {}))
        for key, lines in KINDS.items()
    },
    slang={"wanna": "want to", "epis": "episodes", "wheres": "where is"},
    confusions={"were": "where", "wear": "where"},
    foils={"streamer": ("Netvid", "Hula Plus"), "title": ("Night Ferry",), "place": ("Oslo",)},
    roles={"star": "person lead"},
    first_names=frozenset(("wanda", "tim")),
    english=frozenset(ENGLISH),
)


def show(show_id: str, title: str, topics: tuple[Topic, ...], facts: tuple[Fact, ...], **more: object) -> Pack:
    return Pack(show_id, title, topics, (NEWS,), tuple(replace(fact, show_id=show_id) for fact in facts), **more)


def fact(fact_id: str, topic_id: str, kinds: str, question: str, text: str, **more: object) -> Fact:
    return Fact(fact_id, "", topic_id, text, question, "news", DAY, tuple(kinds.split()), **more)


def quote(fact_id: str, question: str, words: str, keywords: tuple[str, ...]) -> Fact:
    said = Quotation(words, "renee-hart")
    more = {"about": ("renee-hart",), "keywords": keywords, "quotation": said}
    return fact(fact_id, "quotes", "quote", question, "Renée Hart told us,", **more)


HARBOUR = show(
    "harbour",
    "Harbour Nine",
    (
        Topic("cast", "Cast", ("actors",)),
        Topic("seasons", "Seasons"),
        Topic("watch", "Where to watch"),
        Topic("making", "Behind the scenes"),
        Topic("quotes", "Quotes", ("sayings",)),
    ),
    (
        fact(
            "odile-actor",
            "cast",
            "lead_actor actor_of role_of",
            "Who plays Odile?",
            "Renée Hart plays Odile Marsh.",
            about=("renee-hart", "odile"),
        ),
        fact(
            "pike-actor",
            "cast",
            "actor_of role_of",
            "Who plays Pike?",
            "Tom Ash plays Pike, the gruff captain.",
            about=("tom-ash", "pike"),
        ),
        fact(
            "episodes-1", "seasons", "episode_count", "How many episodes does season 1 have?", "Six episodes.", season=1
        ),
        fact(
            "episodes-2", "seasons", "episode_count", "How many episodes does season 2 have?", "It is eight.", season=2
        ),
        fact(
            "date-1",
            "seasons",
            "release_date",
            "When did season 1 come out?",
            "Season 1 came out on 3 May 2031.",
            season=1,
            periods=("spring of May 2031",),
        ),
        fact(
            "watch",
            "watch",
            "where_to_watch",
            "Where can I watch Harbour Nine?",
            "It is streamed on Channel Six.",
            about=("channel-six",),
        ),
        fact(
            "renewal",
            "seasons",
            "renewal",
            "Is Harbour Nine renewed?",
            "Channel Six renewed it for season 2.",
            about=("channel-six",),
            season=2,
        ),
        fact("reason", "seasons", "renewal_reason", "Why was it renewed?", "Everybody had watched it.", season=2),
        fact(
            "place",
            "making",
            "filming_place",
            "Where was Harbour Nine filmed?",
            "It was filmed in Gdańsk.",
            about=("gdansk",),
        ),
        fact(
            "whistle",
            "making",
            "",
            "Who invented the whistle tune?",
            "The dockers did.",
            asked=("whistle melody",),
            keywords=("foghorn",),
        ),
        quote("quote-cold", "What did Renée Hart say about the cold?", "It was freezing.", ("cold", "winter")),
        quote("quote-boats", "What did Renée Hart say about boats?", "They float.", ("boats", "ships")),
    ),
    aliases=("H9",),
    entities=(
        Entity("renee-hart", "person", "Renée Hart", roles=("lead",)),
        Entity("tom-ash", "person", "Tom Ash"),
        Entity("gil-oar", "person", "Gil Oar"),
        Entity("odile", "character", "Odile Marsh", ("Odile",), roles=("lead",)),
        Entity("pike", "character", "Pike"),
        Entity("channel-six", "organisation", "Channel Six", roles=("home",)),
        Entity("gdansk", "place", "Gdańsk", ("Danzig",)),
    ),
    released=1,
    words={"play": ("embodies",)},
)

MEADOW = show(
    "meadow",
    "Meadow",
    (Topic("cast", "Cast"), Topic("seasons", "Seasons"), Topic("watch", "Where to watch")),
    (
        fact(
            "wim-actor",
            "cast",
            "actor_of role_of",
            "Who plays Wim?",
            "Ana Brook plays Wim.",
            about=("ana-brook", "wim"),
        ),
        fact("episodes-1", "seasons", "episode_count", "How many episodes does season 1 have?", "Four.", season=1),
        fact(
            "watch",
            "watch",
            "where_to_watch",
            "Where can I watch Meadow?",
            "Meadow is streamed on Brook TV.",
            about=("brook-tv",),
        ),
    ),
    entities=(
        Entity("ana-brook", "person", "Ana Brook"),
        Entity("wim", "character", "Wim"),
        Entity("brook-tv", "organisation", "Brook TV", roles=("home",)),
    ),
)


@cache
def attic(fact_count: int = 2) -> Pack:
    """Return a show of as many facts as wanted, none of any kind."""
    facts = (fact(f"box-{at}", "boxes", "", f"What is in box {at}?", "Letters.") for at in range(1, fact_count + 1))
    return show("attic", "The Attic", (Topic("boxes", "Boxes"),), tuple(facts))


@cache
def library(*packs: Pack) -> Library:
    return Library(packs, LEXICON)


def answers(question: str, *packs: Pack) -> list[str]:
    """Return the ids of the facts that answer, of `HARBOUR` unless other packs are given; empty when nothing does."""
    return [entry.fact.id for entry in library(*packs or (HARBOUR,)).answer(question).entries]
