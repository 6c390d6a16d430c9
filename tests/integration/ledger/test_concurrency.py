"""Writers in processes of their own lose nothing, leave no gaps, and make each key once."""

import json

from tests.integration.ledger.world import finished, python

WRITERS, EACH = 4, 25

WRITE = f"""
import json, sys
from datetime import UTC, datetime
from uuid import UUID, uuid5
import django
django.setup()
from tests.integration.ledger.world import CLERK, OFFICE, a_draft, a_note
from tulga.ledger.actions import Act, Outcome, accept, append, append_many
from tulga.ledger.seals import seal
me = int(sys.argv[1])
shared = UUID(int=7)
act = lambda: Act(CLERK, OFFICE, datetime.now(UTC), "tablet-1")
accepted = 0
for turn in range({EACH}):
    append(a_draft(f"writer {{me}} turn {{turn}}", stream=shared), act=act())
    answers = accept([a_note("sent by all", id=uuid5(shared, str(turn)), stream=UUID(int=8), on="2021")], act=act())
    accepted += sum(answer.outcome is Outcome.ACCEPTED for answer in answers)
    if turn % 10 == me:
        append_many((a_draft(f"batch {{number}}"), act()) for number in range(50))
        seal()
print(json.dumps(accepted))
"""

READ = """
import json
import django
django.setup()
from tulga.ledger import reading
from tulga.ledger.keystore.models import DataKey
from tulga.ledger.models import Quarantined
from tulga.ledger.verify import verify
import tests.integration.ledger.world
entries = [entry for chunk in reading.entries() for entry in chunk]
report = verify()
print(json.dumps({
    "positions": [entry.position for entry in entries],
    "shared": sorted(entry.payload.name for entry in entries if entry.stream_id.int == 7),
    "numbers": [entry.number for entry in entries if entry.stream_id.int == 7],
    "sent": len([entry for entry in entries if entry.stream_id.int == 8]),
    "sorted": entries == sorted(entries, key=lambda entry: entry.recorded_at),
    "keys": DataKey.objects.count(), "streams": len({entry.stream_id for entry in entries if entry.subject}),
    "quarantined": Quarantined.objects.count(), "problems": [problem.message for problem in report.problems],
    "seals": report.seals,
}))
"""


def test_writers_in_many_processes_lose_nothing(operation: dict[str, str]) -> None:
    accepted = finished(*[python(WRITE, writer, **operation) for writer in range(WRITERS)])
    (told,) = finished(python(READ, **operation))

    found = json.loads(told)
    batches = WRITERS * len([turn for turn in range(EACH) if turn % 10 == 0]) * 50
    batches -= 50 * len([writer for writer in range(WRITERS) if 20 + writer >= EACH])
    expected = WRITERS * EACH + EACH + batches
    assert found["positions"] == list(range(1, expected + 1))
    assert found["shared"] == sorted(f"writer {me} turn {turn}" for me in range(WRITERS) for turn in range(EACH))
    assert found["numbers"] == list(range(1, WRITERS * EACH + 1))
    assert sum(map(int, accepted)) == found["sent"] == EACH
    assert found["sorted"]
    assert found["keys"] == found["streams"]
    assert (found["quarantined"], found["problems"]) == (0, [])
    assert found["seals"] >= 3


ROTATE = """
import django
django.setup()
from tulga.ledger import crypto
for _ in range(5):
    crypto.rotate_master_key()
"""
KEYS = """
import sys
from datetime import UTC, datetime
import django
django.setup()
from tests.integration.ledger.world import CLERK, OFFICE, a_draft
from tulga.ledger.actions import Act, append
for _ in range(60):
    append(a_draft(), act=Act(CLERK, OFFICE, datetime.now(UTC)))
"""


def test_no_key_is_lost_while_the_master_key_is_rotated(operation: dict[str, str]) -> None:
    finished(*[python(code, **operation) for code in (KEYS, ROTATE, KEYS)])
    (told,) = finished(python(READ, **operation))

    found = json.loads(told)
    assert len(found["positions"]) == 120
    assert found["problems"] == []
