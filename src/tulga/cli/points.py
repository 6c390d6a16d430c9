"""The points of `--weights`: those that a country has learned, or the shipped ones."""

import argparse
from pathlib import Path

from tulga.cli.errors import BadInput
from tulga.cli.words import _
from tulga.matching.core.score import Weights, weights
from tulga.matching.learning.files import BadTable, Fault, Problem, read


def own_points(arguments: argparse.Namespace) -> Weights:
    """Return the points of `--weights`; the shipped ones where none are named.

    Raises:
        BadInput: the file is no table of points; every fault is named.
    """
    path: Path | None = arguments.weights
    if path is None:
        return weights()
    try:
        return read(path)
    except OSError as error:
        raise BadInput(str(path), _("cannot be read ({reason})").format(reason=error.strerror)) from None
    except BadTable as error:
        raise BadInput(str(path), "; ".join(map(_fault, error.problems))) from None


def _fault(problem: Problem) -> str:
    said = {
        Fault.NO_TABLE: _("is no table of points"),
        Fault.MISSING: _("{place} is missing"),
        Fault.UNKNOWN: _("{place} is not known"),
        Fault.NO_NUMBER: _("{place} wants numbers"),
        Fault.COUNT: _("{place} wants {want} numbers"),
        Fault.NOT_TOLD: _("{place} begins with 0: what is not told is worth nothing"),
        Fault.RANGE: _("{place} is out of range ({want})"),
    }[problem.fault].format(place=problem.place, want=problem.want)
    if problem.fault is Fault.UNKNOWN and problem.want:
        return said + " " + _("(is {near} meant?)").format(near=problem.want)
    return said
