"""`tulga serve`: the site in two processes, and the sealer of the ledger and the list of look-alikes beside them."""

import argparse
import errno
import os
import socket
import threading

from django.core import checks
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from tulga.cli import database, values
from tulga.cli.errors import BadInput, NotDone
from tulga.cli.output import answer, tell
from tulga.cli.words import _
from tulga.ledger import seals
from tulga.matching import worklist

FIRST_PORT, PORTS_TRIED = 8000, 50
SECONDS_TO_STOP = 60  # a request may be making the PDFs of a release


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    database.open_existing()
    if troubles := [message for message in checks.run_checks() if message.is_serious()]:
        raise NotDone(" ".join(str(message) for message in troubles))
    port = choose_port(arguments.address, arguments.port)
    stop = threading.Event()
    beside = [
        threading.Thread(target=seals.run_sealer, args=(stop,), name="sealer", daemon=True),
        threading.Thread(target=worklist.run, args=(stop,), name="look-alikes", daemon=True),
    ]
    server = Server(
        "tulga.cli.worker:application", address=arguments.address, port=port, interface=Interfaces.WSGI,
        workers=arguments.workers, blocking_threads=4, log_level=LogLevels.warning, respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_STOP, websockets=False,
    )  # fmt: skip
    for thread in beside:
        thread.start()
    answer(
        _("Tulga serves at {address} (staff: {staff}). Ctrl-C stops it.").format(**addresses(arguments.address, port))
    )
    try:
        server.serve()
    finally:
        stop.set()
        for thread in beside:
            thread.join(timeout=10)
    tell(_("stopped"))
    return 0


def addresses(address: str, port: int) -> dict[str, str]:
    """Return the addresses of the public pages and of the staff site."""
    host = f"[{address}]" if ":" in address else address
    return {"address": f"http://{host}:{port}/", "staff": f"http://{host}:{port}/staff/"}


def choose_port(address: str, told: int | None) -> int:
    """Return the port that was asked for (--port), or the first free one from PORT (default 8000) on.

    Raises:
        BadInput: the port asked for is taken, or nothing can listen on that address.
    """
    if told is not None:
        if not _is_free(address, told):
            raise BadInput("--port", _("{port} is taken").format(port=told))
        return told
    first = _port_of_environment()
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        if _is_free(address, port):
            return port
    raise BadInput(
        "PORT", _("every port from {first} to {last} is taken").format(first=first, last=first + PORTS_TRIED - 1)
    )


def _port_of_environment() -> int:
    text = os.environ.get("PORT") or str(FIRST_PORT)
    try:
        return values.port(text)
    except argparse.ArgumentTypeError as wrong:
        raise BadInput("PORT", str(wrong)) from None


def _is_free(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port in TIME_WAIT is free
        try:
            probe.bind((address, port))
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                return False
            raise BadInput("--address", _("nothing can listen on {address}").format(address=address)) from None
    return True
