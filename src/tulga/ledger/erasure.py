"""Erasing a subject: its entry in the ledger, its rows in the views, its key, and the traces the database keeps.

Order matters. First the ledger says that the subject is erased and the views lose their rows, in one transaction. When
that is committed, the key is destroyed and the files are cleaned. If the program dies in between, or a reader still
holds deleted rows, `finish_erasures` completes it, and `verify` reports it until then.
"""

import logging
import re
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connections, models, transaction
from django.utils import timezone

from tulga.ledger import actions, crypto, projection
from tulga.ledger.actions import Act, Draft
from tulga.ledger.entries import SubjectErased
from tulga.ledger.keystore.models import DataKey
from tulga.ledger.models import ErasedSubject, Quarantined, TracesLeft

log = logging.getLogger(__name__)
PATIENCE = 10  # seconds that an erasure waits for readers; then the sealer goes on trying
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

    def complete() -> None:
        _finish(subject)
        scrub()

    with transaction.atomic():
        if not ErasedSubject.objects.filter(subject=subject).exists():
            day = act.recorded_at.date().isoformat()
            actions.append(Draft(subject, SubjectErased(subject, reason), day), act=act)
        TracesLeft.objects.create(since=timezone.now())
        transaction.on_commit(complete)


def finish_erasures() -> int:
    """Complete erasures that were interrupted, and clean what they left; return how many keys were still there."""
    subjects = list(ErasedSubject.objects.values_list("subject", flat=True))
    count = 0
    for start in range(0, len(subjects), 500):
        part = subjects[start : start + 500]
        left = list(DataKey.objects.filter(subject__in=part).values_list("subject", flat=True))
        for subject in left:
            _finish(subject)
        count += len(left)
    if count or TracesLeft.objects.exists():
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
    nothing inside a transaction. What could not be cleaned stays noted in `TracesLeft`.
    """
    owed = list(TracesLeft.objects.values_list("pk", flat=True))
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
    if clean:
        TracesLeft.objects.filter(pk__in=owed).delete()
    return clean


def _cut_journal(connection: Any) -> bool:
    """Fold SQLite's journal into the file; a reader that still needs it is waited for as long as for any lock."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    if busy:
        log.warning("the journal could not be cut because it is being read; it is tried again at the next seal")
    return not busy


def _rewrite(connection: Any, tables: Sequence[type[models.Model]]) -> bool:
    """Rewrite tables and statistics on PostgreSQL; the role must own the tables, and may need to be told to.

    A rewriting copies deleted rows as long as an older transaction might read them, and waits for readers: both are
    waited for no longer than `PATIENCE`, because whoever comes meanwhile stands behind us.
    """
    names = [connection.ops.quote_name(model._meta.db_table) for model in tables]
    end = time.monotonic() + PATIENCE
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{PATIENCE}s'")
            try:
                clean = _rewrite_all(connection, cursor, names, end)
                for name in names:
                    cursor.execute(f"ANALYZE {name}")
                clean &= _rewrite_all(connection, cursor, ["pg_catalog.pg_statistic"], end)
                cursor.execute("SELECT pg_switch_wal()")
                cursor.execute("CHECKPOINT")
            finally:
                cursor.execute("RESET lock_timeout")
    except DatabaseError as refused:
        log.warning("tables could not be rewritten (%s): it is tried again at the next seal", refused)
        return False
    if not clean:
        log.warning("an older transaction keeps deleted rows in the files; it is tried again at the next seal")
    return clean


def _rewrite_all(connection: Any, cursor: Any, names: Sequence[str], end: float) -> bool:
    """Rewrite these tables until none holds a deleted row, or the time is over."""
    left = list(names)
    while True:
        left = [name for name in left if not _rewrite_one(connection, cursor, name)]
        if not left or time.monotonic() > end:
            return not left
        time.sleep(0.2)


def _rewrite_one(connection: Any, cursor: Any, name: str) -> bool:
    """Rewrite a table; say whether PostgreSQL reports that no deleted row was copied (its first number says how many).

    The report's words depend on the server's language, its first number does not. No report is not "none".
    """
    kept: list[str] = []

    def note(diagnostic: Any) -> None:
        kept.extend(re.findall(r"\d+", diagnostic.message_detail or "")[:1])

    connection.connection.add_notice_handler(note)
    try:
        cursor.execute(f"VACUUM (FULL, VERBOSE) {name}")
    finally:
        connection.connection.remove_notice_handler(note)
    return bool(kept) and all(int(number) == 0 for number in kept)
