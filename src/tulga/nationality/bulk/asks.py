"""For whom a rule asks about another nationality of theirs before it is decided: such rules wait for each other."""

from collections.abc import Callable

import numpy as np

from tulga.nationality.bulk import ir
from tulga.nationality.bulk.codes import FALSE, TRUE, Codes, Flags, all_of, both, either, negated
from tulga.nationality.bulk.readers import Reader
from tulga.nationality.core import vocabulary
from tulga.nationality.core.rules import Rule


def asks_others(rule: Rule, when: ir.Node, reader: Reader) -> Flags:
    """Say for whom a rule is decided only after asking about another nationality of theirs, read from left to right."""
    own = f"subject.national.{rule.state}."
    if rule.exceptions:
        return np.ones(reader.facts.rows, dtype=np.bool_)

    def others(name: str) -> bool:
        return name.startswith(_OTHERS) or (name.startswith("subject.national.") and not name.startswith(own))

    return _asked(when, others, reader)[1]


_OTHERS = tuple(f"subject.{label}".replace("(", ".") for label in vocabulary.OF_OTHERS)


def _asked(node: ir.Node, wanted: Callable[[str], bool], reader: Reader) -> tuple[Codes, Flags]:
    """Return the truth of a condition, and for whom one of the wanted atoms was read on the way."""
    rows = reader.facts.rows
    if isinstance(node, ir.Inverse):
        value, asked = _asked(node.node, wanted, reader)
        return negated(value), asked
    if not isinstance(node, ir.Every | ir.Some):
        wants = isinstance(node, ir.Atom) and wanted(node.name)
        return reader.node(node), np.full(rows, wants)
    step, end = (both, FALSE) if isinstance(node, ir.Every) else (either, TRUE)
    value, asked = all_of(TRUE if end is FALSE else FALSE, rows), np.zeros(rows, dtype=np.bool_)
    for inner in node.nodes:
        more, here = _asked(inner, wanted, reader)
        asked |= here & (value != end)
        value = step(value, more)
    return value, asked
