"""How many records too many are there? A person who is listed three times is three pairs, but two records too many."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def forest(pairs: Iterable[tuple[Node, Node, float]]) -> list[tuple[Node, Node, float]]:
    """Return the likeliest pairs that hold everything together without going round in a circle, the likeliest first.

    Each of them that is one person makes one record too many; what is left out would say so a second time. Pairs of
    the same points are taken in the order in which they come.
    """
    above: dict[Node, Node] = {}

    def find(node: Node) -> Node:
        while (up := above.get(node, node)) != node:
            above[node] = above.get(up, up)
            node = up
        return node

    kept = []
    for first, second, points in sorted(pairs, key=lambda pair: -pair[2]):
        one, other = find(first), find(second)
        if one != other:
            above[one] = other
            kept.append((first, second, points))
    return kept
