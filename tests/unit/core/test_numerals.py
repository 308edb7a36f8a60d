"""Numbers in words and digits come down to the same digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.quiz.numerals import in_digits, is_number


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("zero", "0"),
        ("twelve", "12"),
        ("twenty five", "25"),
        ("twentyfive", "25"),
        ("twenty fifth", "25"),
        ("hundred", "100"),
        ("two hundred and five", "205"),
        ("three thousand six hundred", "3600"),
        ("one million two hundred thousand", "1200000"),
        ("2.2 million", "2200000"),
        ("1.50", "1.5"),
        ("007", "7"),
        ("5 7", "5 7"),
        ("nineteen eighty four", "1984"),
        ("twenty twenty", "2020"),
        ("henry v", "henry 5"),
        ("malcolm x marsh", "malcolm x marsh"),
        ("part ii begins", "part 2 begins"),
        ("iv drip", "iv drip"),
        ("30 second rule", "30 second rule"),
        ("second rule", "2 rule"),
        ("a grand day", "a grand day"),
        ("", ""),
    ],
)
def test_numbers_are_read(words, digits):
    assert " ".join(in_digits(words.split())) == digits


@given(st.lists(st.sampled_from("one two nine ten forty hundred thousand million and 5 2.5 ii second pike".split())))
def test_any_row_of_number_words_is_read(words):
    read = in_digits(words)
    assert len(read) <= len(words)
    assert ("pike" in read) == ("pike" in words)


@given(st.text(max_size=20).filter(str.strip))
def test_any_word_is_read(word):
    assert len(in_digits((word,))) == 1
    assert is_number(word) in {True, False}
