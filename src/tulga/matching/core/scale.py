"""The numbers that turn distances of words into log-odds of names: `data/names.yaml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml


class Scale(NamedTuple):
    """Natural log-odds, and what they are counted by.

    Attributes:
        top: two words that are spelt alike.
        per_nat, per_share: lost for each nat of distance; for each tenth of what the words are worth.
        knee, per_excess: lost beside that for each nat beyond the knee: two slips in a word are rarer than one twice.
        floor: no two words tell more against one name.
        first: how much dearer an edit is at the beginning of a word.
        abjad_top, abjad_per_nat, abjad_per_share: the same where short vowels are not written.
        cross: a patronymic beside a word that is none.
        initial_same, initial_other: an initial that fits, and one that does not.
        start, weakest: a name's log-odds is start + weakest × (its words together, of which the weakest decides).
        father, father_most, father_least: weight of two patronymics, and the bounds of what they may say.
        spare: a word without partner. clash: endings of a man and of a woman. joined: two words taken for one.
        single: only one word of each was paired. lonely: so it is, and another word was left without partner.
    """

    top: float
    per_nat: float
    per_share: float
    knee: float
    per_excess: float
    floor: float
    first: float
    abjad_top: float
    abjad_per_nat: float
    abjad_per_share: float
    cross: float
    initial_same: float
    initial_other: float
    start: float
    weakest: float
    father: float
    father_most: float
    father_least: float
    spare: float
    clash: float
    joined: float
    single: float
    lonely: float


@cache
def scale() -> Scale:
    """Read the shipped numbers."""
    return Scale(**yaml.safe_load(files("tulga.matching").joinpath("data/names.yaml").read_text("utf-8")))
