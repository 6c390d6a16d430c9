"""What a lawyer reads about a person; and answers about cases of all packs fit the schema, without holes."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.unit.nationality.core.schema_check import problems
from tulga.nationality import scenarios
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.loading import PACKS, load_packs
from tulga.nationality.core.outcomes import Assessment
from tulga.nationality.core.trace import as_json, as_plain_text
from tulga.nationality.core.wording import LANGUAGES

HOLES = re.compile(r"[{}|]|None|\S  \S| [,.;:?]|\(\)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_lawyer_reads_about_a_person(language: str, golden: Callable[[str, str], None]) -> None:
    (one,) = scenarios.read(Path(__file__).parent / "moved.yaml")

    text = as_plain_text(assess(one.person, load_packs(), one.on), load_packs(), language)

    golden(f"nationality/moved.{language}.txt", text)


def _first_of_each_file() -> Iterable[Assessment]:
    for file in sorted(PACKS.glob("*/cases/*.yaml")):
        first = next(one for one in scenarios.read(file) if not one.problems)
        yield assess(first.person, load_packs(), first.on)


def test_answers_about_the_cases_of_the_packs_fit_the_schema_and_have_no_holes() -> None:
    schema = json.loads((PACKS.parent / "schemas" / "assessment.schema.json").read_text(encoding="utf-8"))
    found = list(_first_of_each_file())

    wrong = [(one.id, problems(json.loads(json.dumps(as_json(one, packs=load_packs()))), schema)) for one in found]
    texts = [as_plain_text(one, load_packs(), language) for one in found for language in LANGUAGES]

    assert len(found) > 20
    assert [one for one in wrong if one[1]] == []
    assert [line for text in texts for line in text.splitlines() if HOLES.search(line)] == []
