"""Questions out of facts: which there are, with which options, and which there must not be."""

from dataclasses import replace

import pytest

from bot.core.knowledge.facts import Entity, Quiz, Value
from bot.core.quiz.question import Difficulty
from bot.core.quiz.questions import asks_for, make_questions, names_of
from tests.unit.core.quiz.quiz_shows import ACTORS, FACTS, HARBOUR, MAKERS, counts, made, pack_of, plays, says, written
from tests.unit.core.samples import fact

BY_ID = {one.id: one for one in FACTS}


def test_a_fact_yields_its_own_question_with_what_a_round_needs():
    question = made(BY_ID["pike"])["pike#ask"]
    assert (question.id, question.show_id, question.topic_id) == ("harbour/pike#ask", "harbour", "cast")
    assert (question.text, question.answer, question.accepted) == ("Who plays Pike?", "Tom Ash", ("Ash",))
    assert question.fact_key == "harbour/pike"
    assert question.explanation == "Tom Ash plays Pike."
    assert question.source == "Source: News, The Daily Pilot. As of 3 February 2031."
    assert question.is_typable
    assert question.giveaways == ("harbour/pike", "harbour/cast", "harbour/quote-sea")


def test_an_actor_stands_beside_other_actors_and_a_maker_beside_other_makers():
    assert set(made(BY_ID["pike"])["pike#ask"].wrong) == set(ACTORS) - {"Tom Ash"}
    assert set(made(BY_ID["creator"])["creator#ask"].wrong) == set(MAKERS) - {"Ada Krol"}


def test_the_role_is_asked_for_as_well_and_the_actor_where_no_value_says_so():
    role = made(BY_ID["reed"])["reed#role"]
    assert (role.text, role.answer) == ("Which character does Ina Vogel play in Harbour Nine?", "Captain Reed")
    assert set(role.wrong) == {"Old Bell", "Odile Marsh"}
    who = made(BY_ID["reed"])["reed#play"]
    assert (who.text, who.answer) == ("Who plays Captain Reed?", "Ina Vogel")


def test_no_answer_is_told_by_its_length():
    assert made(BY_ID["pike"])["pike#role"].wrong == ()


def test_a_show_that_is_named_like_the_role_is_not_named_in_the_question():
    role = made(BY_ID["odile"], title="Marsh")["odile#role"]
    assert role.text == "Which character does Renée Hart play?"
    assert "harbour/episodes" not in role.giveaways


def test_a_voice_is_no_player():
    role = made(plays("pike", "Tom Ash", "Pike", text="Tom Ash is the voice of Pike."))["pike#role"]
    assert role.text == "Which character does Tom Ash voice in Harbour Nine?"


def test_other_actors_of_a_role_and_other_roles_of_an_actor_are_no_wrong_options():
    again = plays("bell", "Mei Long", "Pike", question="Who plays Pike in season 2?", season=2)
    questions = made(BY_ID["pike"], again)
    assert "Mei Long" not in questions["pike#ask"].wrong
    assert "Tom Ash" not in questions["bell#ask"].wrong
    two_roles = made(BY_ID["pike"], plays("bell", "Tom Ash", "Old Bell"))
    assert "Old Bell" not in two_roles["pike#ask"].wrong
    assert not {"pike#role", "bell#role"} & two_roles.keys()


def test_nobody_of_whom_the_fact_tells_is_a_wrong_option():
    told = replace(BY_ID["director"], text="The director was Ben Sorel; for the storm it was Cleo Marin.")
    assert "director#ask" in made(told)
    assert "Cleo Marin" not in made(told)["director#ask"].wrong
    silent = replace(BY_ID["director"], kinds=(), about=("ben-sorel", "cleo-marin"))
    assert "Cleo Marin" not in made(silent)["director#ask"].wrong
    shared = replace(BY_ID["composer"], kinds=("director",), id="second")
    assert "Cleo Marin" not in made(BY_ID["director"], shared)["director#ask"].wrong


def test_numbers_money_and_dates_stand_beside_their_like():
    questions = made(BY_ID["episodes"], BY_ID["budget"], BY_ID["start"])
    assert questions["episodes#ask"].wrong[:4] == ("9", "11", "8", "12")
    assert all(it.startswith("$") and it.endswith(" million") for it in questions["budget#ask"].wrong)
    assert set(questions["start#ask"].wrong) >= {"June 2030", "August 2030"}


def test_a_number_that_is_not_counted_has_its_unit():
    question = made(BY_ID["length"])["length#ask"]
    assert (question.answer, question.accepted) == ("34 minutes", ("34",))
    assert all(it.endswith(" minutes") for it in question.wrong)


def test_what_has_no_fitting_options_is_typed_only():
    fact_of_unit = counts("unit", "title", "night shift", "Which shift has Odile?", "Odile has the night shift.")
    on_air = counts("air", "organisation", "Channel Six", "Where can I watch it?", "It is on Channel Six.")
    for question in (made(fact_of_unit)["unit#ask"], made(on_air)["air#ask"]):
        assert question.wrong == ()
        assert question.is_typable
    assert made(on_air)["air#ask"].accepted == ("C6",)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Who is Tom Ash?", Value("person", "Tom Ash")),
        ("Which Ash plays Pike?", Value("person", "Tom Ash")),
        ("Is it cancelled?", Value("date", "9 May 2030")),
        ("Why was it cancelled?", Value("number", "3")),
        ("When was the finale, and what is it called?", Value("title", "The Last Wheel")),
        ("How did Tom Ash prepare?", Value("text", "six weeks")),
        ("When did episodes arrive?", Value("text", "20:30")),
        ("Where is it set?", Value("person", "Ada Krol")),
        ("Name the composer.", Value("person", "Cleo Marin")),
    ],
)
def test_a_question_that_does_not_ask_for_the_value_or_tells_it_is_none(question, value):
    assert "it#ask" not in made(fact("it", "cast", "", question, "So it is.", value=value))


@pytest.mark.parametrize(
    ("question", "type_"),
    [
        ("Who plays Pike?", "person"),
        ("Whom did she tell?", "organisation"),
        ("What is the name of the ship?", "title"),
        ("In which year was it made?", "date"),
        ("Since when is it on?", "date"),
        ("How much did it cost?", "money"),
        ("How old is Pike?", "number"),
        ("Where did it rank?", "number"),
        ("Where was it filmed?", "place"),
    ],
)
def test_question_words_go_with_types(question, type_):
    assert asks_for(question, type_)


def test_of_a_quotation_is_asked_who_said_it_and_how_it_goes_on():
    questions = made(BY_ID["quote-ship"], BY_ID["quote-sea"])
    said = questions["quote-sea#said"]
    assert said.text == "Who said this? “The sea does not rehearse. We had one take for the storm.”"
    assert (said.answer, said.is_typable) == ("Tom Ash", True)
    assert set(said.wrong) == set(ACTORS) - {"Tom Ash"}
    on = questions["quote-ship#next"]
    assert on.text == "How does this quotation go on? “No two ships are alike. I liked every one of them. …”"
    assert (on.answer, on.is_typable) == ("They smelled of tar and of coffee.", False)
    assert "We had one take for the storm." in on.wrong


def test_a_quotation_that_names_its_speaker_does_not_ask_for_them():
    assert "vain#said" not in made(says("vain", "Tom Ash", "They all shouted for Ash. It was a good day."))


def test_a_statement_is_true_as_it_stands_and_false_with_something_else():
    questions = made(BY_ID["episodes"])
    true, false = questions["episodes#true"], questions["episodes#false"]
    assert (true.text, true.answer, true.wrong) == ("True or false: Season 1 has ten episodes.", "True", ("False",))
    assert (false.answer, false.wrong, false.is_typable) == ("False", ("True",), False)
    assert false.text.startswith("True or false: Season 1 has ")
    assert "ten" not in false.text
    assert true.giveaways == false.giveaways == questions["episodes#ask"].giveaways


@pytest.mark.parametrize(
    "text",
    [
        "No, it has 10 episodes.",
        "It has 10 episodes.",
        "I know of 10 episodes.",
        "Season 10 came last.",
        "Of 10 episodes 10 are good.",
        "Ten come out at once.",
        "The tenth of them, as for 10 others, is lost.",
        "There were nine.",
        "The number is 10, a round one.",
        "Before that season 1 had 10 episodes.",
        "Season 1 has at least 10 episodes.",
        "There are more than 10 episodes.",
    ],
)
def test_a_sentence_that_would_limp_is_no_statement(text):
    questions = made(replace(BY_ID["episodes"], text=text))
    assert not [key for key in questions if key.endswith(("#true", "#false"))]


def test_an_article_fits_what_follows_it():
    what = counts("drink", "text", "orange juice", "What does Odile drink?", "Odile drinks an orange juice.")
    entry = Quiz(wrong=("cold coffee", "green tea", "apple juice"))
    assert made(written(what, entry))["drink#false"].text == "True or false: Odile drinks an apple juice."


def test_one_of_the_cast_stands_beside_those_who_made_the_show():
    question = made(BY_ID["cast"])["cast#cast"]
    assert question.text == "Which of these people is in the cast of Harbour Nine?"
    assert question.answer in ACTORS[1:]
    assert set(question.wrong) == set(MAKERS)
    assert not question.is_typable


def test_who_has_left_is_not_asked_for_as_one_of_the_cast():
    gone = fact(
        "gone", "cast", "actor_leaving", "Who left?", "Three left.", about=("tom-ash", "ina-vogel", "karl-stein")
    )
    assert made(BY_ID["cast"], gone)["cast#cast"].answer == "Mei Long"


@pytest.mark.parametrize("change", [{"spoiler": True}, {"in_quiz": False}, {"kinds": ("info_date",)}])
def test_some_facts_are_never_asked_for(change):
    assert made(replace(BY_ID["episodes"], **change)) == {}
    assert made(replace(BY_ID["quote-ship"], **change)) == {}


def test_a_written_question_takes_the_place_of_the_facts_own():
    entry = Quiz(
        question="Which man is Pike?", wrong=("Al Orr", "Cy Bell", "Ed Orr"), difficulty="hard", accepted=("Tommy",)
    )
    question = made(written(BY_ID["pike"], entry))["pike#ask"]
    assert (question.text, question.answer) == ("Which man is Pike?", "Tom Ash")
    assert question.wrong == ("Al Orr", "Cy Bell", "Ed Orr")
    assert (question.difficulty, question.accepted) == (Difficulty.HARD, ("Tommy", "Ash"))


def test_wrong_options_alone_leave_the_question_as_it_is():
    question = made(written(BY_ID["episodes"], Quiz(wrong=("3", "33"))))["episodes#ask"]
    assert (question.text, question.wrong) == ("How many episodes does season 1 have?", ("3", "33"))


def test_several_questions_of_one_fact_have_ids_of_their_own():
    boat = Quiz(question="What does Pike steer?", answer="a tug", wrong=("a raft", "a yacht"), is_typed=False)
    questions = made(written(BY_ID["pike"], Quiz(question="Who plays Pike?"), boat))
    assert (questions["pike#ask"].answer, questions["pike#ask-2"].answer) == ("Tom Ash", "a tug")
    assert not questions["pike#ask-2"].is_typable


def test_an_author_may_do_without_statements():
    keys = made(written(BY_ID["episodes"], Quiz(is_stated=False)))
    assert keys.keys() == {"episodes#ask"}


def test_a_statement_of_an_author_is_a_question():
    entry = Quiz(question="True or false: Pike can swim.", answer="False", wrong=("True",))
    question = made(written(fact("swim", "cast", "", "Can Pike swim?", "Pike never learned it."), entry))["swim#ask"]
    assert (question.answer, question.wrong, question.is_typable) == ("False", ("True",), False)


@pytest.mark.parametrize("text", ["Which of these sailed?", "Which one of the following sailed?", "Finish: “We ...”"])
def test_some_questions_make_no_sense_without_their_options(text):
    entry = Quiz(question=text, answer="the tug", wrong=("the raft", "the yacht"))
    assert not made(written(BY_ID["pike"], entry))["pike#ask"].is_typable


def test_a_question_that_has_two_answers_is_none_and_one_that_stands_there_twice_is_one():
    young = plays("young", "Mei Long", "Pike", about=("mei-long",))
    assert not {"pike#ask", "young#ask"} & made(BY_ID["pike"], young).keys()
    twin = replace(BY_ID["episodes"], id="twin")
    assert [it.id for it in make_questions(pack_of(BY_ID["episodes"], twin)) if it.id.endswith("#ask")] == [
        "harbour/episodes#ask"
    ]


def test_what_an_author_writes_stands_before_what_is_worked_out_in_the_same_words():
    entry = Quiz(question="Who plays Captain Reed?", answer="Tom Ash")
    crew = written(fact("crew", "cast", "", "Who is on the boat?", "Tom Ash steers it as the captain."), entry)
    for facts in ((BY_ID["reed"], crew), (crew, BY_ID["reed"])):
        questions = made(*facts)
        assert questions["crew#ask"].answer == "Tom Ash"
        assert "reed#play" not in questions


def test_difficulty_follows_the_rule():
    found = {key: it.difficulty for key, it in made(*FACTS).items()}
    assert found["odile#ask"] is found["odile#role"] is Difficulty.EASY
    assert found["pike#ask"] is found["episodes#ask"] is found["start#ask"] is Difficulty.MEDIUM
    assert found["budget#ask"] is found["length#ask"] is Difficulty.HARD
    assert found["budget#true"] is Difficulty.MEDIUM
    assert found["episodes#false"] is Difficulty.EASY


def test_questions_are_the_same_each_time_and_in_the_order_of_the_pack():
    questions = make_questions(HARBOUR)
    assert questions == make_questions(pack_of(*FACTS))
    order = [one.id for one in FACTS]
    places = [order.index(it.fact_key.removeprefix("harbour/")) for it in questions]
    assert places == sorted(places)


def test_the_names_of_a_pack_are_those_of_its_entities_and_values():
    pack = pack_of(BY_ID["episodes"], entities=(Entity("c6", "organisation", "Channel Six", ("C6",)),))
    assert names_of(pack) == {"Channel Six", "C6", "10"}
