"""After an erasure no name is found by a byte search of database, journal, key store and files."""

import json
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.integration.ledger.world import finished, python
from tulga.register.folding import fold

ERASE = """
import json, sys
from uuid import uuid4
import django
django.setup()
from django.db import connection
from pathlib import Path
from tests.integration.ledger import world
from tests.integration.ledger.test_erasure_files import holding
from tulga.kernel.dates import PartialDate
from tulga.ledger import reading, seals
from tulga.ledger.actions import Draft, accept, append_together, revoke_device
from tulga.ledger.erasure import erase_subject
from tulga.ledger.keystore.models import DataKey
from tulga.ledger.models import Entry
from tulga.ledger.projection import ERASED
from tulga.register.entries import NamePart, NameStated, RecordOpened, SourceKind

name, other, folders = sys.argv[1], sys.argv[2], [Path(folder) for folder in sys.argv[3:]]
record = uuid4()

def said(family):
    return NameStated(kind="birth", parts=(NamePart("family", family), NamePart("given", "Айша")), script="Cyrl")

def opened():
    return RecordOpened(source_kind=SourceKind.FIELD_FORM, source="form-1", person_id=uuid4(), area="KAZ.astana")

append_together([Draft(record, opened(), "2021"), Draft(record, said(name), "2021")], act=world.an_act())
for index in range(200):  # so that the name is in the middle of pages
    another = uuid4()
    names = [Draft(another, said(f"{other}{index}"), "2021"), Draft(record, said(f"{name} {index}"), "2021")]
    append_together([Draft(another, opened(), "2021"), *names], act=world.an_act())
revoke_device("tablet-7", reason="lost", act=world.an_act())
accept([Draft(record, said(name), "2021", id=uuid4())], act=world.an_act(device="tablet-7"))
seals.seal()
if connection.vendor == "postgresql":
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("CHECKPOINT")
key = bytes(DataKey.objects.get(subject=record).wrapped)
before = [bool(holding(folders, needle)) for needle in (name.encode(), other.encode(), key)]

erase_subject(record, reason="request", act=world.an_act())

needles = {"name": name.encode(), "key": key, "other": other.encode()}
after = {word: holding(folders, needle) for word, needle in needles.items()}
erased = [entry for entry in reading.history(record) if entry.kind != "SubjectErased"]
gone = all(entry.payload is ERASED for entry in erased)
print(json.dumps({"before": before, "after": after, "erased": gone, "count": len(erased)}))
"""

BESIDE_A_READER = """
import json, sqlite3
from uuid import uuid4
import django
django.setup()
from django.conf import settings
from django.db import connection
from tests.integration.ledger import world
from tulga.ledger.actions import append
from tulga.ledger.erasure import erase_subject, finish_erasures
from tulga.ledger.models import TracesLeft

entry = append(world.a_draft(), act=world.an_act())
reader = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
reader.execute("BEGIN")
reader.execute("SELECT count(*) FROM ledger_entry").fetchone()
connection.cursor().execute("PRAGMA busy_timeout = 100")
erase_subject(entry.stream_id, reason="request", act=world.an_act())
while_read = TracesLeft.objects.count()
reader.execute("ROLLBACK")
finish_erasures()
print(json.dumps([while_read, TracesLeft.objects.count()]))
"""


def holding(folders: list[Path], needle: bytes) -> list[str]:
    """Return the files in these folders that hold these bytes."""
    found = []
    # the server takes files and, where another test drops a database, whole folders away meanwhile; os.walk goes on
    for file in (Path(where, name) for folder in folders for where, _, names in os.walk(folder) for name in names):
        with suppress(FileNotFoundError):
            if needle in file.read_bytes():
                found.append(str(file))
    return found


def words() -> tuple[str, str]:
    """Return two invented words that stand nowhere else and that folding for the search leaves as they are."""
    letters = str.maketrans("0123456789abcdef", "abdegiklmnoprstu")
    invented = (word for _ in range(1000) if fold(word := uuid4().hex.translate(letters)[:14]) == word)
    return next(invented), next(invented)


def test_nothing_is_left_on_sqlite(operation: dict[str, str]) -> None:
    if "TULGA_DATABASE_URL" in operation:
        pytest.skip("the files of PostgreSQL are searched below")
    name, other = words()

    (told,) = finished(python(ERASE, name, other, operation["TULGA_HOME"], **operation))

    found = json.loads(told)
    assert found["before"] == [True, True, True]
    assert found["after"]["name"] == found["after"]["key"] == []
    assert found["after"]["other"] != []
    assert (found["erased"], found["count"]) == (True, 202)
    assert holding([Path(operation["TULGA_HOME"])], name.encode()) == []


def test_what_a_reader_keeps_in_sqlites_journal_is_owed_until_it_is_gone(operation: dict[str, str]) -> None:
    if "TULGA_DATABASE_URL" in operation:
        pytest.skip("PostgreSQL's readers: test_encryption.py")

    (told,) = finished(python(BESIDE_A_READER, **operation))

    assert json.loads(told) == [1, 0]


@pytest.mark.postgres
def test_nothing_is_left_in_the_tables_of_postgresql(operation: dict[str, str]) -> None:
    name, other = words()
    folders = [Path(os.environ["TULGA_TEST_PGDATA"]) / "base", Path(operation["TULGA_HOME"])]

    (told,) = finished(python(ERASE, name, other, *folders, **operation))

    found = json.loads(told)
    assert found["before"] == [True, True, True]
    assert found["after"]["name"] == found["after"]["key"] == []
    assert found["after"]["other"] != []
    assert (found["erased"], found["count"]) == (True, 202)


@pytest.mark.postgres
def test_without_recycling_nothing_is_left_in_postgresqls_log_either(operation: dict[str, str]) -> None:
    name, other = words()
    folders = [Path(os.environ["TULGA_TEST_PGDATA"]), Path(operation["TULGA_HOME"])]
    with psycopg.connect(os.environ["TULGA_DATABASE_URL"], autocommit=True) as server:
        server.execute("ALTER SYSTEM SET wal_recycle = off")
        server.execute("SELECT pg_reload_conf()")
        try:
            (told,) = finished(python(ERASE, name, other, *folders, **operation))
        finally:
            server.execute("ALTER SYSTEM RESET wal_recycle")
            server.execute("SELECT pg_reload_conf()")

    assert json.loads(told)["after"]["name"] == []
