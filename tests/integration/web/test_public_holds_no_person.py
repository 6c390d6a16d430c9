"""From real entries of a small operation to the public pages: nothing that names or numbers a person arrives there."""

import re
import shutil
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

from django.test import Client
from pypdf import PdfReader

from tests.integration.figures.world import World
from tests.integration.web.published import LANGUAGES, general_pages, pages_of, publish
from tulga.factsheet.publish import folder_of
from tulga.figures.compile import compile_operation
from tulga.figures.core.cells import Withheld
from tulga.figures.core.figure import FigureSet
from tulga.ledger.models import Entry
from tulga.register import entries as register

AS_OF = date(2021, 12, 31)
NAMES = ("Zhanargul", "Жанаргүл", "Mirzakarim", "Qosimova", "Толеугазиев", "X-91827364")
UUIDS = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
AREAS = ("KAZ.astana", "KAZ.almaty-city")


def a_small_operation() -> World:
    """Return forty stateless people and some refugees, few of them from one country; each has a name and a paper."""
    world, numbers = World(timedelta(days=1)), count()
    for who in range(40):
        world.open(who, AREAS[who % 2])
        world.says(who, "stateless", None, "authority_register", False, "2015-06-01")
    for who in range(40, 60):
        world.open(who, AREAS[0], "AFG" if who < 57 else "SYR")
        world.case(who, "asylum", "2016-01-01")
        world.decides(who, "asylum", "recognised", None, "2017-01-01")
    for who, record in world.opened.items():
        part = register.NamePart("given", NAMES[next(numbers) % 5])  # type: ignore[arg-type]
        said = register.NameStated(kind="current", parts=(part,), script="Latn")  # type: ignore[arg-type]
        world.put("record", record, record, said, "2015-01-01")
        paper = register.PaperStated(paper="birth_certificate", issuer="ZAGS", number=f"X-91827364-{who}")
        world.put("record", record, record, paper, "2015-01-01")
    return world.append()


def ids_in_the_ledger() -> set[str]:
    """Return the id of every entry, stream and subject, as text with and without hyphens."""
    found = {str(one) for row in Entry.objects.values_list("id", "stream_id", "subject") for one in row if one}
    return found | {one.replace("-", "") for one in found}


def everything_published(figures: FigureSet) -> tuple[UUID, dict[str, bytes]]:
    """Return the release, every answer about an edition and every file of it; of a PDF its text and its data."""
    release = publish(figures, at=datetime(2022, 2, 1, tzinfo=UTC))
    client = Client()
    addresses = [
        page for language in LANGUAGES for page in (*general_pages(language), *pages_of(release, figures, language))
    ]
    answers = {one: client.get(one).content for one in [*addresses, f"/en/editions/{release}/figures.json"]}
    answers |= {file.name: _readable(file) for file in folder_of(release).iterdir()}
    shutil.rmtree(folder_of(release))
    return release, answers


def _readable(file: Path) -> bytes:
    if file.suffix != ".pdf":
        return file.read_bytes()
    read = PdfReader(file)
    return "\n".join([*(page.extract_text() for page in read.pages), str(read.metadata)]).encode()


def test_no_name_number_or_id_of_a_person_is_in_any_answer() -> None:
    world = a_small_operation()
    figures = compile_operation("KAZ", AS_OF, None)
    forbidden = [*NAMES, *ids_in_the_ledger(), *(str(record) for record in world.opened.values())]

    release, answers = everything_published(figures)

    assert any(isinstance(one.cell, Withheld) for one in figures.figures)
    assert len(answers) > 40
    assert len(forbidden) > 200
    for address, content in answers.items():
        held = content.decode().lower()
        assert [one for one in forbidden if one.lower() in held] == [], address
        assert set(UUIDS.findall(held)) <= {str(release)}, address
