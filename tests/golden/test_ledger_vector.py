"""The golden vector: one entry, its bytes, its hash; the page that publishes it says what the code does."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from tulga.ledger import chain

ENTRY = chain.encode(
    position=42,
    entry_id=UUID("017dd0c2-6a00-7abc-8def-0123456789ab"),
    stream="note",
    stream_id=UUID("017dd0c2-6a00-7000-8000-000000000001"),
    number=1,
    kind="Noted",
    version=1,
    effective_on="1984~",
    acted_at=datetime(2021, 12, 19, 18, 0, tzinfo=UTC),
    recorded_at=datetime(2021, 12, 19, 18, 0, 0, 250_000, tzinfo=UTC),
    actor=UUID("017dd0c2-6a00-7000-8000-0000000000c1"),
    organisation=UUID("017dd0c2-6a00-7000-8000-00000000000f"),
    device="tablet-7",
    subject=None,
    based_on=None,
    payload='TP0{"text":"қағаз"}'.encode(),
    previous_hash=chain.FIRST,
)


def block(root: Path, language: str) -> str:
    page = (root / "docs" / "algorithms" / "ledger.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"```{language}\n(.*?)```", page, re.S)
    return str(found).replace("\n", "")


def test_the_bytes_and_the_hash_are_those_of_every_version_before(golden: Callable[[str, str], None]) -> None:
    golden("ledger-entry.txt", f"{ENTRY.hex()}\n{chain.entry_hash(ENTRY).hex()}\n")


def test_the_page_publishes_the_codes_own_vector(root: Path) -> None:
    assert block(root, "bytes") == ENTRY.hex()
    assert block(root, "hash") == chain.entry_hash(ENTRY).hex()


def test_the_bytes_are_what_the_page_says_field_by_field() -> None:
    """Written out by hand, so that encoder and page cannot be wrong together."""
    fields = [
        (42).to_bytes(8, "big"), bytes.fromhex("017dd0c26a007abc8def0123456789ab"), b"note",
        bytes.fromhex("017dd0c26a0070008000000000000001"), (1).to_bytes(8, "big"), b"Noted", (1).to_bytes(8, "big"),
        b"1984~", b"2021-12-19T18:00:00.000000Z", b"2021-12-19T18:00:00.250000Z",
        bytes.fromhex("017dd0c26a00700080000000000000c1"), bytes.fromhex("017dd0c26a007000800000000000000f"),
        b"tablet-7", b"", b"", 'TP0{"text":"қағаз"}'.encode(), bytes(32),
    ]  # fmt: skip

    assert b"tulga-entry-v1" + b"".join(len(field).to_bytes(4, "big") + field for field in fields) == ENTRY
