"""Erasing a subject: its entry in the ledger, its rows in the views, its key, and the traces the database keeps.

Order matters. First the ledger says that the subject is erased and the views lose their rows, in one transaction. Then the
key is destroyed. If the program dies in between, `finish_erasures` completes it, and `verify` reports it until then.
"""

from collections.abc import Callable
from uuid import UUID

from django.db import connections, transaction

from tulga.ledger import actions, crypto, projection
from tulga.ledger.actions import Act, Draft
from tulga.ledger.entries import SubjectErased
from tulga.ledger.keystore.models import DataKey
from tulga.ledger.models import ErasedSubject, Quarantined

_hooks: list[Callable[[UUID], None]] = []


def on_erase(function: Callable[[UUID], None]) -> Callable[[UUID], None]:
    """Register what a context must delete besides its views (files, match keys)."""
    if function not in _hooks:
        _hooks.append(function)
    return function


def erase_subject(subject: UUID, *, reason: str, act: Act) -> None:
    """Erase everything personal about a subject, for ever.

    The entries stay in the ledger as ciphertext that nobody can open any more. Erasing twice is erasing once.
    """
    if not ErasedSubject.objects.filter(subject=subject).exists():
        day = act.recorded_at.date().isoformat()
        actions.append(Draft(subject, SubjectErased(subject, reason), day), act=act)
    _finish(subject)
    scrub()


def finish_erasures() -> int:
    """Complete erasures that were interrupted; return how many there were."""
    subjects = list(ErasedSubject.objects.values_list("subject", flat=True))
    count = 0
    for start in range(0, len(subjects), 500):
        left = list(DataKey.objects.filter(subject__in=subjects[start : start + 500]).values_list("subject", flat=True))
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


def scrub() -> None:
    """Remove deleted rows from the files of the databases, where no transaction is open.

    SQLite runs with secure_delete, so that freed pages are overwritten; the journal is folded into the file and cut. On
    PostgreSQL the tables are rewritten. PostgreSQL's write-ahead log keeps old pages until it is recycled: docs/algorithms/ledger.md.
    """
    for alias, tables in (("keys", [DataKey]), ("default", [*projection.all_views(), Quarantined])):
        connection = connections[alias]
        if connection.in_atomic_block:
            continue
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                for model in tables:
                    cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")
                cursor.execute("CHECKPOINT")
