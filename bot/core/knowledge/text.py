"""From what people type to plain words: case, accents, quotes, contractions and numbers made alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MAX_WORD_CHARS = 25
MAX_WORDS = 80

# All of ASCII is in it, because a look-up that fails takes ten times as long.
_PUNCTUATION = str.maketrans(
    {char: char for char in map(chr, range(128))}
    | {**dict.fromkeys("’‘ʼ`´′", "'"), **dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)
_UNSEEN = frozenset(("Mn", "Cf", "Me"))
_APOSTROPHES = re.compile(r"'(?:s|re|ve|ll|d|m|em)\b|n't\b|'")
_SEASON_EPISODE = re.compile(r"\bs\s?0?(\d{1,2})(?:\s?e0?(\d{1,3}))?\b")
_NUMBER_SIGN = re.compile(r"(?:#|\bno\.?)\s?(?=\d)")
_LETTER_DIGIT = re.compile(r"(?<=[a-z]{3})(?=\d)|(?<=\d)(?=[a-z]{3})")
_WORD = re.compile(r"[$£€]?\d[\d,.:]*\d%?|[$£€]?\d%?|[^\W_]+|[$£€]|[.,;:!?()\"]+|-(?=\s)|\n")
_REPEATS = re.compile(r"([a-z])\1{2,}")
_CLAUSE_ENDS, _NOT_PLAIN = '.,;:!?()"\n', "\0"
_PLAIN = "".join(
    char if char.isalnum() else "." if char in _CLAUSE_ENDS else _NOT_PLAIN if char in "$%#" else " "
    for char in map(chr, range(128))
)
_TRIPLES = tuple(letter * 3 for letter in "abcdefghijklmnopqrstuvwxyz")
_BREAKING = tuple("-" + char for char in map(chr, range(128)) if char.isspace())
_BEFORE_FIGURES = frozenset(("s", "no"))
_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
NUMBER_WORDS = {word: str(number) for number, word in enumerate(_CARDINALS.split())} | {
    word: str(number) for number, word in enumerate(_ORDINALS.split(), 1)
}
_ORDINAL_DIGITS = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")


def fold(text: str) -> str:
    """Return text in lower case without accents, full-width forms, curly quotes, or invisible characters.

    Idempotent: folding what is folded changes nothing.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    text = unicodedata.normalize("NFKD", text.translate(_PUNCTUATION))
    text = unicodedata.normalize("NFKD", text.casefold().translate(_PUNCTUATION))
    return "".join([char for char in text if char < "\x80" or unicodedata.category(char) not in _UNSEEN])


def clauses(text: str) -> list[list[str]]:
    """Return the words of a text, one list a clause, as punctuation divides it; at most MAX_WORDS in all.

    Contractions lose their tail, `s2` becomes `season 2`, number words and ordinals become digits.
    """
    if text.isascii() and text.islower() and text.replace(" ", "").isalpha():
        plain = _REPEATS.sub(r"\1\1", text) if _has_repeats(text) else text
        return [[word[:MAX_WORD_CHARS] for word in plain.split()[:MAX_WORDS]]]
    folded = fold(text)
    if "'" in folded:
        folded = _APOSTROPHES.sub(_undo_contraction, folded)
    return _plain_clauses(folded) or _clauses(folded)


def _plain_clauses(folded: str) -> list[list[str]]:
    """Return the words of a text in which signs only divide; none where there may be more to them. Quicker by far."""
    plain = folded.translate(_PLAIN) if folded.isascii() else _NOT_PLAIN
    if _NOT_PLAIN in plain or ("-" in folded and any(sign in folded for sign in _BREAKING)):
        return []
    parts = plain.split(".")
    words = plain.replace(".", " ").split()
    if len(words) + len(parts) > MAX_WORDS or _has_repeats(plain):
        return []
    if not "".join(words).isalpha() and not _has_plain_figures(parts, words):
        return []
    return [[word[:MAX_WORD_CHARS] for word in part.split()] for part in parts if not part.isspace() and part]


def _has_repeats(text: str) -> bool:
    """Tell whether a letter stands three times in a row; much quicker than a pattern that refers to itself."""
    return any(map(text.__contains__, _TRIPLES))


def _has_plain_figures(parts: list[str], words: list[str]) -> bool:
    """Tell whether all figures stand alone, none in a number with a point, an ordinal, or one like "s2" and "no. 4"."""
    if any(part[:1].isdigit() for part in parts[1:]) or not _BEFORE_FIGURES.isdisjoint(words):
        return False
    return all(word.isalpha() or word.isdigit() for word in words)


def _clauses(folded: str) -> list[list[str]]:
    """Return the words of a text with figures, hyphens or foreign letters in it."""
    if any(map(str.isdigit, folded)):
        folded = _ORDINAL_DIGITS.sub(r"\1", _NUMBER_SIGN.sub("number ", folded))
        folded = _SEASON_EPISODE.sub(_spell_season, folded)
        folded = _LETTER_DIGIT.sub(" ", folded)
    found: list[list[str]] = [[]]
    repeats = _has_repeats(folded)
    for word in _WORD.findall(folded)[:MAX_WORDS]:
        if word[0] in _CLAUSE_ENDS or word[0] == "-":
            found.append([])
        else:
            kept = word[:MAX_WORD_CHARS]
            found[-1].append(_REPEATS.sub(r"\1\1", kept) if repeats else kept)
    return [words for words in found if words]


def words(text: str) -> list[str]:
    """Return the words of a text in order; see `clauses`."""
    return [word for clause in clauses(text) for word in clause]


def number_of(word: str) -> str | None:
    """Return the digits that a word stands for: "ten", "10" and "tenth" are "10"; None for another word."""
    if (word.isascii() and (word[0].isdigit() or word[0] == "$")) or word[0] in "£€":
        return word.strip("$£€%,.:").replace(",", "") or None
    return NUMBER_WORDS.get(word)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without its inflection. Not a word of English: only equal stems mean anything."""
    if len(word) < 4 or not word.isalpha() or word == "news":
        return word
    for ending, least in (("ings", 4), ("ing", 4), ("ied", 3), ("ies", 3), ("ed", 4), ("es", 4), ("s", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending in ("ied", "ies") else "")
            if ending in ("ings", "ing", "ed") and len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def _undo_contraction(match: re.Match[str]) -> str:
    return " not" if match.group() == "n't" else "" if match.group() == "'" else " "


def _spell_season(match: re.Match[str]) -> str:
    season, episode = match.groups()
    return f"season {season} episode {episode}" if episode else f"season {season}"
