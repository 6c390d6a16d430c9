"""Emptying the test database between tests although the ledger is append-only.

A test with `transaction=True` commits, so pytest-django empties every table after it. The database refuses that for the
ledger, as it must; only here, and only for that moment, the rule is lifted and put back.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.backends.base.operations import BaseDatabaseOperations


@contextmanager
def _append_only_lifted(connection: Any) -> Iterator[None]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, definition in triggers:
            cursor.execute(definition)


def install() -> None:
    """Make Django's flush lift the append-only rule while it runs."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def lifted(self: Any, sql_list: Sequence[str]) -> None:
        alias, rollback = self.connection.alias, self.connection.features.can_rollback_ddl
        with transaction.atomic(using=alias, savepoint=rollback), _append_only_lifted(self.connection):
            flush(self, sql_list)

    BaseDatabaseOperations.execute_sql_flush = lifted  # type: ignore[method-assign]
