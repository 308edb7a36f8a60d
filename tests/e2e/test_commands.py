"""Slash commands, their autocompletion, and the menu of a message."""

import pytest


def text_of(result) -> str:
    assert result.response is not None
    return result.response.content + "".join(embed.description or "" for embed in result.response.embeds)


def title_of(result) -> str | None:
    return result.response.embeds[0].title


@pytest.mark.parametrize("who", ["alice", "admin"])
async def test_ask_answers_everybody_to_see(world, who):
    result = await getattr(world, who).slash(world.channel, "ask", question="who plays harry bosch?")
    assert "Titus Welliver" in text_of(result)
    assert not result.ephemeral


async def test_ask_says_to_the_asker_alone_that_it_does_not_know(two_shows):
    result = await two_shows.alice.slash(two_shows.channel, "ask", question="who is the director")
    assert result.response.content == "I don't know who directed it."
    assert result.ephemeral


async def test_ask_in_a_direct_message(world):
    dana = world.env.create_user("dana")
    result = await dana.slash("ask", question="who plays harry bosch?")
    assert "Titus Welliver" in text_of(result)


async def test_ask_offers_known_questions_and_answers_the_chosen_one(world):
    choices = await world.alice.autocomplete(world.channel, "ask", "question", "plays harry")
    assert 1 <= len(choices) <= 25
    assert choices[0]["name"] == "Who plays Harry Bosch?"
    result = await world.alice.slash(world.channel, "ask", question=choices[0]["value"])
    assert title_of(result) == "Who plays Harry Bosch?"


@pytest.mark.parametrize("typed", ["", "   ", "zzzz", "🎉", "x" * 400, "\u202ewho", "`who"])
async def test_ask_offers_at_most_what_discord_takes(world, typed):
    choices = await world.alice.autocomplete(world.channel, "ask", "question", typed)
    assert len(choices) <= 25
    assert all(1 <= len(choice[key]) <= 100 for choice in choices for key in ("name", "value"))


async def test_choices_name_their_show_when_there_are_two(two_shows):
    choices = await two_shows.alice.autocomplete(two_shows.channel, "ask", "question", "who plays")
    names = [choice["name"] for choice in choices]
    assert "Ballard: Who plays Harry Bosch?" in names
    assert "The Lamp at Low Tide: Who plays the keeper?" in names


@pytest.mark.parametrize("topic", ["cast", "Cast", "actors", "ballard/cast"])
async def test_topic_takes_any_of_its_names(world, topic):
    assert title_of(await world.alice.slash(world.channel, "topic", topic=topic)) == "Cast"


async def test_topic_of_several_shows_asks_which(two_shows):
    result = await two_shows.alice.slash(two_shows.channel, "topic", topic="cast")
    assert "Ballard, The Lamp at Low Tide" in text_of(result)
    assert result.ephemeral
    result = await two_shows.alice.slash(two_shows.channel, "topic", topic="cast", show="low tide")
    assert "Ines Ferro" in text_of(result)
    result = await two_shows.alice.slash(two_shows.channel, "topic", topic="plot")
    assert title_of(result) == "Plot"
    assert two_shows.env.errors


@pytest.mark.parametrize(
    ("options", "said"), [({"topic": "cats"}, "no such topic"), ({"topic": "cast", "show": "x"}, "no such show")]
)
async def test_what_is_not_there_is_said_to_the_asker_alone(world, options, said):
    result = await world.alice.slash(world.channel, "topic", **options)
    assert said in text_of(result)
    assert result.ephemeral
    assert world.env.errors


async def test_topic_and_show_are_offered(two_shows):
    alice, channel = two_shows.alice, two_shows.channel
    every = await alice.autocomplete(channel, "topic", "topic", "")
    assert {"Ballard: Cast", "The Lamp at Low Tide: Cast"} <= {choice["name"] for choice in every}
    some = await alice.autocomplete(channel, "topic", "topic", "say", show="lamp")
    assert [choice["value"] for choice in some] == ["lamp/quotes"]
    shows = await alice.autocomplete(channel, "topic", "show", "tide")
    assert [choice["value"] for choice in shows] == ["lamp"]


async def test_quote_shows_words_speaker_and_source(world):
    result = await world.alice.slash(world.channel, "quote", about="physical")
    assert "> The physical demand of a cop" in text_of(result)
    assert "> — Maggie Q" in text_of(result)
    assert "As of 4 October 2025" in result.response.embeds[0].footer.text


async def test_quotes_are_offered_and_drawn(world):
    choices = await world.alice.autocomplete(world.channel, "quote", "about", "pace")
    result = await world.alice.slash(world.channel, "quote", about=choices[0]["value"])
    assert "fast-paced lifestyle" in text_of(result)
    drawn = {text_of(await world.admin.slash(world.channel, "quote")) for _ in range(4)}
    assert len(drawn) > 1


@pytest.mark.parametrize("about", ["zzz", "the zzz", "zzz action", "Maggie's zzz"])
async def test_quote_about_what_nobody_spoke_of_says_so_and_offers_others(world, about):
    result = await world.alice.slash(world.channel, "quote", about=about)
    assert result.response.content.startswith("I know no quotation about that.")
    assert ">" not in text_of(result)
    (first,) = result.response.components[0]["components"]
    assert first["label"][3:30] in text_of(result)
    chosen = await world.alice.click(result.response, custom_id=first["custom_id"])
    assert "\n> " in text_of(chosen)
    assert "I know no" not in text_of(chosen)


@pytest.mark.parametrize("about", ["the pace", "physical demands", "about the action", "MAGGIE Q", "the"])
async def test_quote_about_what_somebody_spoke_of_shows_it(world, about):
    assert text_of(await world.alice.slash(world.channel, "quote", about=about)).startswith("> ")


async def test_quote_of_a_show_without_any(two_shows):
    result = await two_shows.alice.slash(two_shows.channel, "quote", show="lamp")
    assert "> Mind the \\*step\\*.\n> — Old Tam" in text_of(result)


async def test_shows_lists_every_show(two_shows):
    result = await two_shows.alice.slash(two_shows.channel, "shows list")
    fields = result.response.embeds[0].fields
    assert [field.name for field in fields] == ["Ballard", "The Lamp at Low Tide"]
    assert "`!lamp`" in fields[1].value


async def test_about_says_what_it_is_and_keeps(world):
    result = await world.alice.slash(world.channel, "about")
    card = result.response.embeds[0]
    assert [field.name for field in card.fields] == ["Shows", "How I can be asked", "Privacy"]
    assert "4 October 2025" in card.fields[0].value
    assert card.footer.text.startswith("Version ")
    assert result.ephemeral


async def test_menu_answers_a_message(world):
    question = await world.bob.send(world.channel, "hm, who plays harry bosch?")
    result = await world.alice.context_menu(world.channel, "Answer this", question)
    assert "Titus Welliver" in text_of(result)
    assert question.jump_url in result.response.content
    assert not result.ephemeral


@pytest.mark.parametrize("text", ["nice weather today", "🎉🎉", "<@1> <@2>"])
async def test_menu_finds_nothing_to_answer(two_shows, text):
    remark = await two_shows.bob.send(two_shows.channel, text)
    result = await two_shows.alice.context_menu(two_shows.channel, "Answer this", remark)
    assert "nothing in that message" in result.response.content
    assert result.ephemeral
    assert two_shows.env.errors


async def test_too_many_commands_are_refused_to_the_asker_alone(world):
    for _ in range(5):
        await world.alice.slash(world.channel, "ask", question="who plays harry bosch?")
    for _ in range(2):
        result = await world.alice.slash(world.channel, "ask", question="who plays harry bosch?")
        assert "Slow down" in result.response.content
        assert result.ephemeral
    assert world.env.errors


ONLY_IN_GUILDS = {"data", "facts", "leaderboard", "stats", "settings", "suggest"}


async def test_every_command_has_a_name_of_its_own_and_a_description(world):
    commands = [command.to_dict(world.bot.tree) for command in world.bot.tree.get_commands()]
    names = [command["name"] for command in commands]
    assert len(set(names)) == len(names)
    assert ONLY_IN_GUILDS | {"Answer this", "about", "ask", "privacy", "quiz", "quote", "shows", "topic"} == set(names)
    for command in commands:
        is_anywhere = command["name"] not in ONLY_IN_GUILDS
        assert command["contexts"] == ([0, 1, 2] if is_anywhere else [0])
        assert command["integration_types"] == ([0, 1] if is_anywhere else [0])
        assert command["type"] == 3 or command["description"]
        options = [*command.get("options", [])]
        options += [inner for option in options for inner in option.get("options", [])]
        assert all(option["description"] != "…" for option in options)
