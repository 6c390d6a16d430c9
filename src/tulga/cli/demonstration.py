"""`tulga demo`: the demonstration operation, with invented people and published totals."""

import argparse
import os
import shutil
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.db import connections

from tulga.cli import database
from tulga.cli.errors import NotDone
from tulga.cli.output import answer, tell
from tulga.cli.words import _
from tulga.demo.load import DemoReport, load_demonstration
from tulga.demo.operation import SignIn
from tulga.factsheet.publish import publish
from tulga.figures.compile import compile_operation
from tulga.figures.release import release
from tulga.ledger import reading, seals

COUNTRY = "KAZ"
EDITIONS = (date(2020, 12, 31), date(2021, 12, 31))


def run(arguments: argparse.Namespace) -> int:
    """Load the demonstration into an empty operation, release and publish two editions, and print how to sign in."""
    started = _home() / "demonstration.loading"
    if started.exists():
        _begin_again(started)
    database.migrate()
    if reading.is_empty():
        started.touch()
        _load(arguments)
        started.unlink()
    elif not arguments.if_empty:
        raise NotDone(
            _(
                "this operation holds entries already; the demonstration needs one of its own "
                "(set TULGA_HOME to an empty folder)"
            )
        )
    return 0


def accounts_file() -> Path:
    """Return where the addresses and passwords of the demonstration are; its owner alone may read it."""
    return _home() / "demonstration-accounts.txt"


def _home() -> Path:
    return Path(settings.TULGA_HOME)


def _begin_again(started: Path) -> None:
    """Clear what an interrupted loading left. Only what it wrote can be there: it began with an empty operation.

    Raises:
        NotDone: the databases are on a server; they are not ours to drop.
    """
    if any(connections[alias].vendor != "sqlite" for alias in database.ALIASES):
        raise NotDone(
            _("an earlier loading was interrupted; make both databases anew, remove {file}, and try again").format(
                file=started
            )
        )
    tell(_("an earlier loading was interrupted; beginning again"))
    for alias in database.ALIASES:
        connections[alias].close()
        file = Path(str(connections[alias].settings_dict["NAME"]))
        for part in (file, *(file.with_name(file.name + suffix) for suffix in ("-wal", "-shm", "-journal"))):
            part.unlink(missing_ok=True)
    for seal in (started.parent / "seals").glob("seal-*"):
        seal.unlink()
    shutil.rmtree(started.parent / "published", ignore_errors=True)
    accounts_file().unlink(missing_ok=True)
    started.unlink()


def _load(arguments: argparse.Namespace) -> None:
    began = time.monotonic()
    tell(_("loading the demonstration operation"))
    report = load_demonstration(
        scale=arguments.scale, seed=arguments.seed, at=datetime.now(UTC), progress=_progress(began)
    )
    _write_accounts(report.accounts)
    tell(_("sealing the ledger"))
    seals.seal()
    folders = [_edition(day, report) for day in EDITIONS]
    tell(_("loaded in {seconds} s").format(seconds=round(time.monotonic() - began)))
    _say_what_is_where(report, folders)


def _progress(began: float) -> Callable[[int], None]:
    def progress(entries: int) -> None:
        seconds = time.monotonic() - began
        rate = round(entries / seconds) if seconds else entries
        tell(_("{entries} entries written, {rate} a second").format(entries=entries, rate=rate))

    return progress


def _edition(day: date, report: DemoReport) -> Path:
    """Count, release and publish the edition of a day, and return its folder."""
    tell(_("counting and releasing the figures as of {day}").format(day=day.isoformat()))
    released = release(compile_operation(COUNTRY, day, None), actor=report.publisher, at=datetime.now(UTC))
    tell(_("making the factsheet of {day} in three languages").format(day=day.isoformat()))
    return publish(released)


def _write_accounts(accounts: tuple[SignIn, ...]) -> None:
    """Write how to sign in, for the owner of the installation alone; the passwords stand nowhere else in plain text."""
    lines = "".join(f"{one.role}\t{one.email}\t{one.password}\n" for one in accounts)
    handle = os.open(accounts_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(lines)


def _say_what_is_where(report: DemoReport, folders: list[Path]) -> None:
    answer(_("The demonstration is loaded: {entries} entries about invented people.").format(entries=report.entries))
    answer(_("Factsheets: {folders}").format(folders=", ".join(str(folder) for folder in folders)))
    answer(_("To sign in to the staff site (also in {file}):").format(file=accounts_file()))
    width = max(len(one.email) for one in report.accounts)
    for one in report.accounts:
        answer(f"  {one.email:<{width}}  {one.password}")
