"""Numbers of papers that no paper can bear, so that nobody can be found by one.

Soviet papers: the series is a Roman numeral and two letters. `IIII` is no numeral of any series (four is IV), and the
letters Ъ and Ь were never used. All others end in the check digit of ICAO 9303 moved on by five, which is always wrong.
There are no telephone numbers: no entry of the register holds one.
"""

from random import Random
from typing import Final

IMPOSSIBLE_SERIES: Final = "IIII-ЪЬ"
_WEIGHTS: Final = (7, 3, 1)


def check_digit(text: str) -> int:
    """Return the check digit of ICAO 9303 (part 3, section 4.9)."""
    values = (int(letter, 36) if letter != "<" else 0 for letter in text)
    return sum(value * _WEIGHTS[place % 3] for place, value in enumerate(values)) % 10


def soviet(rng: Random) -> str:
    """Return the number of a Soviet passport or birth certificate that was never printed."""
    return f"{IMPOSSIBLE_SERIES} {rng.randrange(1_000_000):06d}"


def paper(rng: Random, letter: str) -> str:
    """Return a number of a letter and eight digits whose check digit is wrong."""
    body = f"{letter}{rng.randrange(10_000_000):07d}"
    return f"{body}{(check_digit(body) + 5) % 10}"


def is_impossible(number: str) -> bool:
    """Say whether no paper can bear this number."""
    if number.startswith(IMPOSSIBLE_SERIES):
        return True
    return int(number[-1]) != check_digit(number[:-1])
