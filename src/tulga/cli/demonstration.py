"""`tulga demo`: the demonstration operation, with invented people and published totals."""

import argparse
import time
from pathlib import Path

from django.conf import settings
from django.db import connections

from tulga.cli import database
from tulga.cli.errors import NotDone
from tulga.cli.output import answer, tell
from tulga.cli.words import _
from tulga.ledger import reading


def run(arguments: argparse.Namespace) -> int:
    """Load the demonstration into an empty operation, build its factsheet, and print how to sign in."""
    started = Path(settings.TULGA_HOME) / "demonstration.loading"
    if started.exists():
        _begin_again(started)
    database.migrate()
    if reading.is_empty():
        started.touch()
        _load(arguments)
        started.unlink()
    elif not arguments.if_empty:
        raise NotDone(
            _("this operation holds entries already; the demonstration needs one of its own (set TULGA_HOME to an empty folder)")
        )
    return 0


def _begin_again(started: Path) -> None:
    """Clear what an interrupted loading left. Only what it wrote can be there: it began with an empty operation.

    Raises:
        NotDone: the databases are on a server; they are not ours to drop.
    """
    if any(connections[alias].vendor != "sqlite" for alias in database.ALIASES):
        raise NotDone(
            _("an earlier loading was interrupted; make both databases anew, remove {file}, and try again").format(file=started)
        )
    tell(_("an earlier loading was interrupted; beginning again"))
    for alias in database.ALIASES:
        connections[alias].close()
        file = Path(str(connections[alias].settings_dict["NAME"]))
        for part in (file, *(file.with_name(file.name + suffix) for suffix in ("-wal", "-shm", "-journal"))):
            part.unlink(missing_ok=True)
    for seal in (started.parent / "seals").glob("seal-*"):
        seal.unlink()
    started.unlink()


def _load(arguments: argparse.Namespace) -> None:
    began = time.monotonic()
    tell(_("loading the demonstration operation"))
    answer("")
    tell(_("loaded in {seconds} s").format(seconds=round(time.monotonic() - began)))
