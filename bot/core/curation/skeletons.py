"""What is left of a word when its endings, slips and the choice between words for the same thing do not count."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from bot.core.knowledge.text import stem

_VOWELS = frozenset("aeiouy")
# Who does something, by what they do: a smoker smokes.
_DOERS = ("er", "or", "ers", "ors")
_MIN_DONE_CHARS = 4
_IRREGULAR = {
    form: word
    for word, *forms in map(
        str.split,
        """lose lost|win won|sing sang sung|drive drove driven|break broke broken|choose chose chosen
        fall fell fallen|fight fought|find found|fly flew flown|give gave given|grow grew grown|hear heard
        hide hid hidden|keep kept|lead led|leave left|marry married|meet met|pay paid|run ran|ride rode ridden
        sell sold|send sent|shoot shot|speak spoke spoken|steal stole stolen|swim swam swum|teach taught
        throw threw thrown|tell told|think thought|understand understood|wake woke|wear wore worn
        write wrote written|draw drew drawn|eat ate eaten|drink drank drunk|build built|buy bought|catch caught
        die died dying|dead death|hold held|sleep slept|stand stood|swear swore sworn
        foot feet|tooth teeth|child children|man men|woman women|life lives|wolf wolves|mouse mice""".replace(
            "\n", "|"
        ).split("|"),
    )
    for form in forms
}
# Words that people use for one thing, as they are typed; the first of a line stands for all of it.
_FAMILIES = {
    word: first
    for first, *words in map(
        str.split,
        """father dad daddy papa
        mother mom mum mommy mummy mama
        brother bro
        sister sis
        sibling siblings
        parent parents folks
        boyfriend boyfriends girlfriend girlfriends date dates dating dated partner crush lover seeing
        instagram insta ig
        twitter tweet tweets tweeting
        facebook fb
        photo photos pic pics picture pictures image images portrait painting paintings
        army military navy marines soldier soldiers veteran veterans
        smoke smokes smoking cigarette cigarettes cigar cigars cig cigs
        magic magical power powers
        kill killed defeat defeated destroy destroyed
        contact reach email mail touch
        dub dubs dubbed dubbing audio
        uhd 4k
        costume costumes wardrobe outfit outfits clothes clothing
        visit visits visited visitor visitors tour tours tourist tourists
        account accounts handle profile username user
        list listing tracklist
        internet wifi wi-fi""".splitlines(),
    )
    for word in words
}


@lru_cache(maxsize=8192)
def skeleton(word: str) -> str:
    """Return what is left of a word when its ending, vowels, doubled letters and the order of letters do not count."""
    word = _IRREGULAR.get(word, word)
    word = stem(_FAMILIES.get(word, word))
    if not word.isalpha():
        return word
    doing = next((word.removesuffix(it) for it in _DOERS if word.endswith(it)), word)
    word = doing if len(doing) >= _MIN_DONE_CHARS else word
    return word[0] + "".join(sorted(set(word[1:]) - _VOWELS - {word[0]}))


def name_skeleton(word: str) -> str:
    """Return what is left of a name without doubled letters and `h`. All else counts: it tells Tim from Tom."""
    return "".join(letter for letter, _ in groupby(word[0] + word[1:].replace("h", "")))
