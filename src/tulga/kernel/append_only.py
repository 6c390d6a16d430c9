"""The statements by which a database itself refuses to change or delete rows. Text only: migrations run them.

It stands here because the ledger, the log of views and the releases need it, and the releases may not reach the ledger.
"""

from collections.abc import Iterator, Mapping, Sequence

# Of each table, the sets of columns of which no two rows hold the same: what an insertion could replace a row by.
Tables = Mapping[str, Sequence[tuple[str, ...]]]


def refuse_changes(tables: Tables, *, vendor: str, function: str) -> Iterator[str]:
    """Yield what makes these tables append-only, in the language of SQLite or PostgreSQL.

    `function` is the name of PostgreSQL's function that refuses. The statements hold per cent signs: run them without
    parameters.
    """
    if vendor == "sqlite":
        for table, unique in tables.items():
            yield from _sqlite(table, unique)
        return
    yield (
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in tables:
        yield (
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
        )


def _sqlite(table: str, unique: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """INSERT OR REPLACE deletes a row without firing the trigger that forbids deleting: it is refused by itself."""
    for act in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    held = (" AND ".join(f"{column} = NEW.{column}" for column in columns) for columns in unique)
    known = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {one})" for one in held)  # noqa: S608 - names of ours
    yield (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {known} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: the row is there already'); END"
    )


def allow_changes(tables: Tables, *, vendor: str, function: str) -> Iterator[str]:
    """Yield what takes the rule away: only where the tables themselves are dropped by going back to nothing."""
    if vendor == "sqlite":
        for table in tables:
            yield from (f"DROP TRIGGER {table}_no_{act}" for act in ("update", "delete", "replace"))
        return
    yield from (f"DROP TRIGGER {table}_append_only ON {table}" for table in tables)
    yield f"DROP FUNCTION {function}()"
