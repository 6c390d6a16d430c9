"""Names by nomenklatura's logic-v2 (sanctions lists), each pair as two persons with one name."""

from __future__ import annotations

from pathlib import Path

from followthemoney import model
from followthemoney.proxy import EntityProxy
from nomenklatura.matching import LogicV2, NameMatcher, ScoringConfig
from side import Clock, main, rows, tell, write

ALGORITHMS = {"logic-v2": LogicV2, "name-based": NameMatcher}


def person(number: str, name: str) -> EntityProxy:
    return EntityProxy.from_dict({"id": number, "schema": "Person", "properties": {"name": [name]}}, cleaned=False)


def names(algorithm: str):  # noqa: ANN201  # a task
    def task(folder: Path, out: Path) -> None:
        pairs = rows(folder / "name_pairs.csv")
        matcher, config = ALGORITHMS[algorithm], ScoringConfig.defaults()
        assert model.get("Person") is not None  # noqa: S101  # reads the schema before the clock starts
        matcher.compare(person("x", "Иван Петров"), person("y", "Ivan Petrov"), config)
        clock = Clock()
        # entities are equal where their numbers are, and names are kept by entity: each needs a number of its own
        ready = [(person(f"a{k}", row["name_a"]), person(f"b{k}", row["name_b"])) for k, row in enumerate(pairs)]
        clock.lap("keys")
        scores = [matcher.compare(a, b, config).score for a, b in ready]
        clock.lap("pairs")
        write(out, ("pair_id", "score"), zip((row["pair_id"] for row in pairs), scores, strict=True))
        tell(clock, ("nomenklatura", "rigour", "followthemoney", "pyicu"), threshold=0.7)

    return task


if __name__ == "__main__":
    main({one: names(one) for one in ALGORITHMS})
