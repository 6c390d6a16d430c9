"""Standard output holds the answer and nothing else; everything said on the way goes to standard error."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any


def tell(sentence: str) -> None:
    """Say something on standard error."""
    print(sentence, file=sys.stderr, flush=True)


def answer(text: str) -> None:
    """Print the answer."""
    print(text, flush=True)


def answer_json(document: Any) -> None:
    """Print the one JSON document of a command."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    sys.stdout.flush()


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return columns of text, the last one aligned to the right."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    shown = []
    for line in lines:
        cells = [cell.ljust(width) for cell, width in zip(line[:-1], widths, strict=False)]
        shown.append("  ".join([*cells, line[-1].rjust(widths[-1])]).rstrip())
    shown.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(shown)
