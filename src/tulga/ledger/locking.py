"""One writer at a time."""

from django.db import connection

LOCK = 0x7475_6C67_61  # "tulga"


def lock() -> None:
    """Make this transaction the only writer until it ends (SQLite: it is IMMEDIATE, so it is already).

    A writer looks rows up by their keys. A first import is one transaction, of whose rows PostgreSQL has no statistics
    yet: it would take the tables for small and read them whole, again for every batch.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            cursor.execute("SET LOCAL enable_seqscan = off")
