"""Splink on DuckDB: records of the common form, and the sets for which it has settings of its own.

Trained without labels, as its guide says. Every pair that its blocking rules propose is written, so that candidate
recall can be counted. Names are given to it in Latin letters (anyascii), except where a task says raw.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb
import jellyfish
import pandas as pd
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from anyascii import anyascii
from side import Clock, Row, rows, tell, words_of
from splink import Linker, SettingsCreator, block_on
from splink.internals.duckdb.database_api import DuckDBAPI

PACKAGES = ("splink", "duckdb", "anyascii", "jellyfish")
NULL = None
Table = dict[str, list[Any]]


@dataclass(frozen=True)
class Model:
    """What is told to Splink."""

    comparisons: Sequence[Any]
    blocking: Sequence[Any]
    sure: Sequence[Any]  # rules that hold for few pairs of two persons: the prior is estimated from them
    recall: float  # of those rules, a guess
    training: Sequence[Any]
    link_type: str = "dedupe_only"
    id_name: str = "unique_id"
    pairs_for_u: float = 2e6

    def settings(self) -> SettingsCreator:
        return SettingsCreator(
            link_type=self.link_type,
            unique_id_column_name=self.id_name,
            comparisons=list(self.comparisons),
            blocking_rules_to_generate_predictions=list(self.blocking),
            retain_matching_columns=False,
        )

    def train(self, linker: Linker) -> None:
        linker.training.estimate_probability_two_random_records_match(list(self.sure), recall=self.recall)
        linker.training.estimate_u_using_random_sampling(max_pairs=self.pairs_for_u, seed=1)
        for rule in self.training:
            linker.training.estimate_parameters_using_expectation_maximisation(rule)


def run(model: Model, tables: Sequence[pd.DataFrame], out: Path, clock: Clock, sample: int | None = None) -> None:
    """Train, predict, write every pair. `sample`: train on the first records only."""
    connection = duckdb.connect()
    connection.execute("SET threads TO 2")
    db = DuckDBAPI(connection)
    if sample is None:
        linker = Linker([db.register(one) for one in tables], model.settings(), log_level=40)
        model.train(linker)
    else:
        part = Linker(db.register(tables[0].head(sample)), model.settings(), log_level=40)
        model.train(part)
        linker = Linker(db.register(tables[0]), part.misc.save_model_to_json(), log_level=40)
    clock.lap("train")
    least = None if sample is None else 0.01
    found = linker.inference.predict(threshold_match_probability=least)
    clock.lap("predict")
    pairs = connection.table(found.physical_name)
    columns = (f"{model.id_name}_l AS record_id_l", f"{model.id_name}_r AS record_id_r", "match_weight AS score")
    pairs.project(", ".join(columns)).write_csv(str(out), header=True)
    tell(clock, PACKAGES, candidates=len(pairs), threshold=0.0)  # a weight of 0 is even odds


# -- records of the common form ----------------------------------------------------------------------------------------


def latin(text: str) -> str:
    return " ".join(anyascii(text).lower().split())


def raw(text: str) -> str:
    return text.strip()


def parts_of(row: Row, spell: Callable[[str], str]) -> tuple[str, str, str]:
    """Return given, family and father's name; the words of a name in one field are cut at spaces."""
    if row["given_name"] or row["family_name"]:
        return spell(row["given_name"]), spell(row["family_name"]), spell(row["patronymic"])
    words = spell(row["full_name"]).split()
    return " ".join(words[1:2]), " ".join(words[:1]), " ".join(words[2:3])


def born(row: Row) -> tuple[str | None, int | None]:
    """Return a whole date, and the year that is told or follows from an age."""
    told = row["birth_date"]
    if len(told) >= 4:
        return (told if len(told) == 10 else NULL), int(told[:4])
    if row["age_stated"].isdigit() and row["registered_on"][:4].isdigit():
        return NULL, int(row["registered_on"][:4]) - int(row["age_stated"])
    return NULL, NULL


def plain_table(records: Iterable[Row], spell: Callable[[str], str]) -> pd.DataFrame:
    found: Table = {name: [] for name in ("unique_id", "first_name", "surname", "patronymic", "dob", "year", "swapped")}
    found |= {name: [] for name in ("sex", "country", "place", "region", "phone", "document")}
    for row in records:
        given, family, father = parts_of(row, spell)
        day, year = born(row)
        swapped = f"{day[:4]}-{day[8:]}-{day[5:7]}" if day else NULL
        line = (row["record_id"], given, family, father, day, year, swapped, row["sex"], row["birth_country"])
        line += (spell(row["birth_place"]), row["residence_region"], row["phone"], row["document_no"])
        for name, value in zip(found, line, strict=True):
            found[name].append(NULL if value == "" else value)
    return pd.DataFrame(found)


def default_model() -> Model:
    """What its guide offers for persons, with nothing of our own."""
    return Model(
        comparisons=[
            cl.ForenameSurnameComparison("first_name", "surname"),
            cl.JaroWinklerAtThresholds("patronymic"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("sex"),
            cl.ExactMatch("place").configure(term_frequency_adjustments=True),
        ],
        blocking=wide_blocking(),
        sure=[block_on("first_name", "surname", "dob")],
        recall=0.3,
        training=[block_on("dob"), block_on("first_name", "surname")],
    )


def large_model() -> Model:
    """For a million records: the same comparisons, and rules that propose few pairs, as its guide advises."""
    narrow = [block_on("dob", "surname"), block_on("dob", "first_name")]
    narrow += [block_on("first_name", "surname"), block_on("surname", "patronymic")]
    return replace(default_model(), blocking=narrow)


def date_levels() -> cl.CustomComparison:
    """Levels of birth dates as clerks and travellers err: day and month swapped, a digit, the year off, only an age."""
    year = "abs(year_l - year_r)"
    return cl.CustomComparison(
        output_column_name="born",
        comparison_levels=[
            cll.CustomLevel("year_l IS NULL OR year_r IS NULL", "not told").configure(is_null_level=True),
            cll.CustomLevel("dob_l = dob_r AND substr(dob_l, 6) NOT IN ('01-01', '07-01')", "the same day"),
            cll.CustomLevel("dob_l = dob_r", "the same first of January or July"),
            cll.CustomLevel("dob_l = swapped_r", "day and month swapped"),
            cll.CustomLevel("levenshtein(dob_l, dob_r) <= 1", "one digit"),
            cll.CustomLevel(f"{year} = 0 AND (dob_l IS NULL OR dob_r IS NULL)", "the year told fits"),
            cll.CustomLevel(f"{year} = 0", "the same year"),
            cll.CustomLevel(f"{year} = 1", "a year off"),
            cll.CustomLevel(f"{year} <= 3", "three years off"),
            cll.CustomLevel(f"{year} = 10", "ten years off"),
            cll.ElseLevel(),
        ],
    )


def other_comparisons() -> list[Any]:
    """What both tuned models ask beside names and dates."""
    return [
        cl.ExactMatch("sex"),
        cl.ExactMatch("country"),
        cl.JaroWinklerAtThresholds("place", [0.9]),
        cl.ExactMatch("region"),
        cl.LevenshteinAtThresholds("phone", [1]),
        cl.LevenshteinAtThresholds("document", [1]),
    ]


def wide_blocking() -> list[Any]:
    return [
        block_on("first_name", "surname"),
        "l.first_name = r.surname AND l.surname = r.first_name",
        block_on("dob", "substr(first_name, 1, 1)"),
        block_on("dob", "substr(surname, 1, 1)"),
        "l.dob = r.swapped AND substr(l.surname, 1, 3) = substr(r.surname, 1, 3)",
        "l.dob = r.dob AND substr(l.first_name, 1, 3) = substr(r.surname, 1, 3)",
        block_on("surname", "year"),
        block_on("first_name", "year"),
        block_on("first_name", "region"),
        block_on("surname", "region", "sex"),
        block_on("dob", "sex"),
        block_on("phone", "sex"),
        block_on("document"),
    ]


def tuned_model() -> Model:
    return Model(
        comparisons=[
            cl.ForenameSurnameComparison("first_name", "surname", jaro_winkler_thresholds=[0.92, 0.85, 0.75]),
            cl.JaroWinklerAtThresholds("patronymic", [0.92, 0.8]),
            date_levels(),
            *other_comparisons(),
        ],
        blocking=wide_blocking(),
        sure=[block_on("first_name", "surname", "dob"), block_on("document")],
        recall=0.3,
        training=[block_on("dob"), block_on("first_name", "surname"), block_on("surname", "year")],
    )


def token_table(records: Sequence[Row]) -> pd.DataFrame:
    """Add the words of a name as a list, their sounds, and their sounds two by two."""
    table = plain_table(records, latin)
    tokens, sounds, twos, key = [], [], [], []
    for row in records:
        words = sorted({one for one in latin(" ".join(words_of(row))).replace("'", "").split() if len(one) > 1})
        heard = sorted({code for one in words if (code := jellyfish.metaphone(one).replace(" ", ""))})
        tokens.append(words or NULL)
        sounds.append(heard or NULL)
        twos.append([f"{a} {b}" for a, b in combinations(heard, 2)] or NULL)
        key.append(" ".join(heard) or NULL)
    return table.assign(tokens=tokens, sounds=sounds, twos=twos, heard=key)


def token_levels() -> cl.CustomComparison:
    shared = "len(list_intersect(tokens_l, tokens_r))"
    heard = "len(list_intersect(sounds_l, sounds_r))"
    best = "list_transform(tokens_l, x -> list_max(list_transform(tokens_r, y -> jaro_winkler_similarity(x, y))))"
    turned = "list_transform(tokens_r, x -> list_max(list_transform(tokens_l, y -> jaro_winkler_similarity(x, y))))"
    fewer = f"(CASE WHEN len(tokens_l) <= len(tokens_r) THEN {best} ELSE {turned} END)"
    enough = "least(len(tokens_l), len(tokens_r)) >= 2"
    return cl.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            cll.CustomLevel("tokens_l IS NULL OR tokens_r IS NULL", "not told").configure(is_null_level=True),
            cll.CustomLevel(f"{shared} >= 3", "three words"),
            cll.CustomLevel(f"{heard} >= 3", "three words as heard"),
            cll.CustomLevel(f"{shared} >= 2", "two words"),
            cll.CustomLevel(f"{heard} >= 2", "two words as heard"),
            cll.CustomLevel(f"{enough} AND list_min({fewer}) >= 0.88", "the least alike of the shorter is alike"),
            cll.CustomLevel(f"{enough} AND list_min({fewer}) >= 0.78", "the least alike is rather alike"),
            cll.CustomLevel(f"list_max({fewer}) >= 0.94 AND list_avg({fewer}) >= 0.75", "one alike, others near"),
            cll.CustomLevel(f"{shared} >= 1 OR {heard} >= 1", "one word"),
            cll.CustomLevel(f"list_avg({fewer}) >= 0.7", "near on the whole"),
            cll.ElseLevel(),
        ],
    )


def token_model() -> Model:
    """The strongest without labels that was measured: words as lists in any order, blocks that explode them."""
    explode = {"arrays_to_explode": ["sounds"]}
    return Model(
        comparisons=[token_levels(), date_levels(), *other_comparisons()],
        blocking=[
            block_on("sounds", "dob", **explode),
            block_on("sounds", "swapped", **explode),
            block_on("twos", "year", arrays_to_explode=["twos"]),
            block_on("twos", arrays_to_explode=["twos"]),
            block_on("sounds", "year", **explode),
            block_on("sounds", "region", "sex", **explode),
            block_on("tokens", "year", "sex", arrays_to_explode=["tokens"]),
            block_on("dob", "sex"),
            block_on("phone", "sex"),
            block_on("document"),
        ],
        sure=[block_on("heard", "dob"), block_on("document")],
        recall=0.3,
        training=[block_on("dob"), block_on("heard"), block_on("document")],
    )


def records_task(
    table: Callable[[Sequence[Row]], pd.DataFrame], model: Callable[[], Model], sample: int | None = None
) -> Callable[[Path, Path], None]:
    def task(folder: Path, out: Path) -> None:
        read = rows(folder / "records.csv")
        clock = Clock()
        prepared = table(read)
        clock.lap("prepare")
        run(model(), [prepared], out, clock, sample)

    return task


# -- sets for which it has settings of its own -------------------------------------------------------------------------


def own_table(path: Path) -> pd.DataFrame:
    """Read a set as published; empty cells are nothing, spaces around cells go."""
    with gzip.open(path, "rt", encoding="utf-8") as text:
        table = pd.read_csv(text, dtype=str, keep_default_na=False)
    table = table.apply(lambda column: column.str.strip())
    return table.replace("", NULL)


def febrl_model(link_type: str) -> Model:
    """As in its example of FEBRL 3; FEBRL 4 the same, two lists."""
    return Model(
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        ],
        blocking=[block_on(one) for one in ("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode")],
        sure=[
            block_on("soc_sec_id"),
            block_on("given_name", "surname", "date_of_birth"),
            "l.given_name = r.surname AND l.surname = r.given_name AND l.date_of_birth = r.date_of_birth",
        ],
        recall=0.9,
        training=[block_on("date_of_birth"), block_on("postcode")],
        link_type=link_type,
        id_name="rec_id",
        pairs_for_u=1e6,
    )


def historical_model() -> Model:
    """As in its example of 50,000 historical persons, with the wider blocking rules that its own tests use."""
    return Model(
        comparisons=[
            cl.ForenameSurnameComparison("first_name", "surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
        blocking=[
            block_on("substr(first_name, 1, 3)", "substr(surname, 1, 4)"),
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("postcode_fake", "first_name"),
            block_on("postcode_fake", "surname"),
            block_on("dob", "birth_place"),
            block_on("substr(postcode_fake, 1, 3)", "dob"),
            block_on("substr(postcode_fake, 1, 3)", "first_name"),
            block_on("substr(postcode_fake, 1, 3)", "surname"),
            block_on("substr(first_name, 1, 2)", "substr(surname, 1, 2)", "substr(dob, 1, 4)"),
        ],
        sure=[
            block_on("first_name", "surname", "dob"),
            block_on("substr(first_name, 1, 2)", "surname", "substr(postcode_fake, 1, 2)"),
            block_on("dob", "postcode_fake"),
        ],
        recall=0.6,
        training=[block_on("first_name", "surname"), block_on("dob")],
        pairs_for_u=5e6,
    )


def made_up_model() -> Model:
    """As in its first steps with 1,000 made-up records."""
    return Model(
        comparisons=[
            cl.NameComparison("first_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
        ],
        blocking=[block_on("first_name", "city"), block_on("surname"), block_on("dob")],
        sure=[block_on("first_name", "dob"), block_on("email")],
        recall=0.7,
        training=[block_on("first_name", "surname"), block_on("dob")],
        pairs_for_u=1e6,
    )


def own_set(folder: Path, out: Path) -> None:
    """A folder with one published table, or two."""
    paths = sorted(folder.glob("raw*.csv.gz"))
    clock = Clock()
    tables = [own_table(path) for path in paths]
    clock.lap("prepare")
    if "rec_id" in tables[0].columns:
        model = febrl_model("link_only" if len(tables) > 1 else "dedupe_only")
    else:
        model = historical_model() if "occupation" in tables[0].columns else made_up_model()
    run(model, tables, out, clock)


TASKS: dict[str, Callable[[Path, Path], None]] = {
    "default-raw": records_task(lambda read: plain_table(read, raw), default_model),
    "default": records_task(lambda read: plain_table(read, latin), default_model),
    "tuned": records_task(lambda read: plain_table(read, latin), tuned_model),
    "tokens": records_task(token_table, token_model),
    "large": records_task(lambda read: plain_table(read, latin), large_model, sample=200_000),
    "own-set": own_set,
}


if __name__ == "__main__":
    TASKS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
