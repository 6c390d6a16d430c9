"""How many questions until nothing is open that asking could settle: the engine's first question, and two other orders.

    python bench/nationality/questions.py [--people 100] [--json FILE]

Everybody has a hidden truth: one of the possible answers to every fact that the law may ask. It is given whenever it is
asked for. `engine` asks the first question of the assessment. `list` asks everything that was missing at first, State
by State, and what the answers bring in, whether or not it matters still: a form on paper. `form` leaves out what the
engine says does not matter any more, in the same order; `random` does so in any order. These three ask a State itself
only when nothing else is left; the engine when nobody but an authority can say more. A person is done when no relevant
State is open, or nothing that is missing was not asked; `concluded` counts the questions until
article 1(1) is concluded.
"""

import argparse
import hashlib
import json
import random
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import one

from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.facts import Person
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.outcomes import Article1, Assessment, Need, Outcome
from tulga.nationality.core.rules import Pack

OPEN = (Outcome.UNDETERMINED, Outcome.DISPUTED)
MOST = 60
Given = dict[str, str]
Listed = dict[str, Need]
Order = Callable[[Assessment, Given, Listed, random.Random], Need | None]


def truth(person: Person, need: Need) -> str:
    """Return the hidden answer: always the same for the same person, fact and possible answers."""
    number = int.from_bytes(hashlib.sha256(f"{person.id}|{need.key}".encode()).digest()[:8])
    return need.options[number % len(need.options)]


def missing(found: Assessment, given: Given) -> list[Need]:
    opened = (answer for answer in found.answers if answer.relevant and answer.outcome in OPEN)
    needs = {need.key: need for answer in opened for need in answer.needs if need.key not in given}
    facts = [need for need in needs.values() if not need.key.startswith("authority.")]
    return facts or list(needs.values())


def by_engine(found: Assessment, given: Given, listed: Listed, chance: random.Random) -> Need | None:
    asked = [question.need for question in found.questions if question.need.key not in given]
    left = asked or missing(found, given)  # where the budget is spent: what is missing, as it is listed
    return next(iter(left), None)


def by_list(found: Assessment, given: Given, listed: Listed, chance: random.Random) -> Need | None:
    left = (need for key, need in listed.items() if key not in given and not key.startswith("authority."))
    return next(left, None) or by_form(found, given, listed, chance)


def by_form(found: Assessment, given: Given, listed: Listed, chance: random.Random) -> Need | None:
    return next(iter(missing(found, given)), None)


def at_random(found: Assessment, given: Given, listed: Listed, chance: random.Random) -> Need | None:
    left = missing(found, given)
    return chance.choice(left) if left else None


ORDERS: Mapping[str, Order] = {"engine": by_engine, "list": by_list, "form": by_form, "random": at_random}


def asked(person: Person, on: date, packs: Mapping[str, Pack], order: str) -> tuple[int, int, int, int]:
    """Return how many questions were asked, and until article 1(1) was concluded, their cost, the States open still."""
    chance, given, cost, concluded, listed = random.Random(person.id), {}, 0, None, {}
    while True:
        found = assess(person, packs, on, answers=given, ask=order == "engine")
        opened = sum(bool(answer.relevant) and answer.outcome in OPEN for answer in found.answers)
        listed |= {need.key: need for need in missing(found, given) if need.key not in listed}
        if concluded is None and found.article_1_1 is not Article1.UNDETERMINED:
            concluded = len(given)
        need = ORDERS[order](found, given, listed, chance) if opened and len(given) < MOST else None
        if need is None:
            return len(given), len(given) if concluded is None else concluded, cost, opened
        given[need.key] = truth(person, need)
        cost += need.cost


def main(words: Sequence[str]) -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("--people", type=int, default=100)
    reader.add_argument("--json", type=Path)
    options = reader.parse_args(words)
    packs, rows = load_packs(), []
    cases = list(one.random_people(options.people))
    for order in ORDERS:
        took = [asked(person, on, packs, order) for person, on in cases]
        row: dict[str, Any] = {"order": order, "people": len(took)}
        for index, what in enumerate(("questions", "concluded", "cost", "open")):
            values = [each[index] for each in took]
            row |= {f"{what}, mean": round(statistics.mean(values), 2), f"{what}, median": statistics.median(values)}
        print(json.dumps(row), flush=True)
        rows.append(row)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
