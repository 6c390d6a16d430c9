"""A table of points as a file: what is wrong with it is named, all at once."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from tulga.matching.core.score import weights
from tulga.matching.learning.files import BadTable, Fault, Problem, as_text, digest, read


def problems(path: Path) -> list[Problem]:
    with pytest.raises(BadTable) as told:
        read(path)
    return told.value.problems


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "points.yaml"
    file.write_text(as_text(weights(), "shipped"), encoding="utf-8")
    assert read(file) == weights()
    assert digest(read(file)) == digest(weights())


def test_another_number_is_another_table() -> None:
    assert digest(replace(weights(), start=-0.4)) != digest(weights())
    assert len(digest(weights())) == 12


def test_all_that_is_wrong_is_named_with_what_is_near(tmp_path: Path) -> None:
    told = yaml.safe_load(as_text(weights(), ""))
    told["threshold"] = 1.5
    told["points"]["brith"] = told["points"].pop("birth")
    told["points"]["sex"] = [0.0, 1.0]
    told["points"]["phone"] = [0.0, "x", 0.0, 0.0]
    told["points"]["role"][0] = 1.0
    told["points"]["place"][1] = float("nan")
    del told["context"]["points"]["rival"]
    file = tmp_path / "points.yaml"
    file.write_text(yaml.safe_dump(told), encoding="utf-8")
    assert set(problems(file)) == {
        Problem("threshold", Fault.RANGE, "0–1"),
        Problem("points.brith", Fault.UNKNOWN, "birth"),
        Problem("points.birth", Fault.MISSING),
        Problem("points.sex", Fault.COUNT, "3"),
        Problem("points.phone", Fault.NO_NUMBER),
        Problem("points.role", Fault.NOT_TOLD, "0"),
        Problem("points.place", Fault.NO_NUMBER),
        Problem("context.points.rival", Fault.MISSING),
    }


@pytest.mark.parametrize("content", [b"", b"[1, 2]", b"\xff\xfe", b"a: [", b"points: " + b"[" * 3000])
def test_what_is_no_table_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "points.yaml"
    file.write_bytes(content)
    assert problems(file) == [Problem("", Fault.NO_TABLE)]
