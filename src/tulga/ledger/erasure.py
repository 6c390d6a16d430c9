"""Erasing a subject: its entry in the ledger, its rows in the views, its key, and the traces the database keeps.

Order matters. First the ledger says that the subject is erased and the views lose their rows, in one transaction. When
that is committed, the key is destroyed. If the program dies in between, `finish_erasures` completes it, and `verify`
reports it until then.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connections, models, transaction

from tulga.ledger import actions, crypto, projection
from tulga.ledger.actions import Act, Draft
from tulga.ledger.entries import SubjectErased
from tulga.ledger.keystore.models import DataKey
from tulga.ledger.models import ErasedSubject, Quarantined

log = logging.getLogger(__name__)
_hooks: list[Callable[[UUID], None]] = []


def on_erase(function: Callable[[UUID], None]) -> Callable[[UUID], None]:
    """Register what a context must delete besides its views (files, match keys)."""
    if function not in _hooks:
        _hooks.append(function)
    return function


def erase_subject(subject: UUID, *, reason: str, act: Act) -> None:
    """Erase everything personal about a subject, for ever.

    The entries stay in the ledger as ciphertext that nobody can open any more. Erasing twice is erasing once. Inside a
    larger transaction the key is destroyed when that commits: a rolled-back erasure must not have taken the key.
    """
    if not ErasedSubject.objects.filter(subject=subject).exists():
        day = act.recorded_at.date().isoformat()
        actions.append(Draft(subject, SubjectErased(subject, reason), day), act=act)

    def complete() -> None:
        _finish(subject)
        scrub()

    transaction.on_commit(complete)


def finish_erasures() -> int:
    """Complete erasures that were interrupted; return how many there were."""
    subjects = list(ErasedSubject.objects.values_list("subject", flat=True))
    count = 0
    for start in range(0, len(subjects), 500):
        part = subjects[start : start + 500]
        left = list(DataKey.objects.filter(subject__in=part).values_list("subject", flat=True))
        for subject in left:
            _finish(subject)
        count += len(left)
    if count:
        scrub()
    return count


def _finish(subject: UUID) -> None:
    for hook in _hooks:
        hook(subject)
    with transaction.atomic(using="keys"):
        crypto.destroy(subject)


def scrub() -> bool:
    """Remove deleted rows from the files of the databases; say whether every trace that can be removed was removed.

    SQLite runs with secure_delete, so that freed pages are overwritten; the journal is folded into the file and cut. On
    PostgreSQL the tables are rewritten, the statistics of the planner too (they hold sample values), and the
    write-ahead log is moved on to a new file. What the log keeps, and for how long: docs/algorithms/ledger.md. Does
    nothing inside a transaction.
    """
    clean = True
    tables: dict[str, Sequence[type[models.Model]]] = {
        "keys": [DataKey],
        "default": [*projection.all_views(), Quarantined],
    }
    for alias, cleaned in tables.items():
        connection = connections[alias]
        if connection.in_atomic_block:
            clean = False
        elif connection.vendor == "sqlite":
            clean &= _cut_journal(connection)
        else:
            clean &= _rewrite(connection, cleaned)
    return clean


def _cut_journal(connection: Any) -> bool:
    """Fold SQLite's journal into the file; a reader that still needs it is waited for as long as for any lock."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    if busy:
        log.warning("the journal could not be cut because it is being read: erase again, or restart")
    return not busy


def _rewrite(connection: Any, tables: Sequence[type[models.Model]]) -> bool:
    """Rewrite tables and statistics on PostgreSQL; the role must own the tables, and may need to be told to."""
    names = [connection.ops.quote_name(model._meta.db_table) for model in tables]
    statements = [f"VACUUM (FULL, ANALYZE) {name}" for name in names]
    statements += ["VACUUM FULL pg_catalog.pg_statistic", "SELECT pg_switch_wal()", "CHECKPOINT"]
    try:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    except DatabaseError:
        log.warning("this role may not rewrite tables or set a checkpoint: let the owner of the tables do it")
        return False
    return True
