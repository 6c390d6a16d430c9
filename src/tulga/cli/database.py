"""Opening the operation's two databases: are their tables those of this version?"""

from collections.abc import Collection
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from tulga.cli.errors import BadInput, NotDone
from tulga.cli.output import tell
from tulga.cli.words import _
from tulga.ledger import projection, reading, rebuild

ALIASES = (DEFAULT_DB_ALIAS, "keys")
_VARIABLES = {DEFAULT_DB_ALIAS: "TULGA_DATABASE_URL", "keys": "TULGA_KEYS_DATABASE_URL"}
_SQLITE = b"SQLite format 3\0"  # what each of its files begins with


def is_there() -> bool:
    """Say whether the operation's database exists; looking into a file of SQLite would make it."""
    file = _file_of(DEFAULT_DB_ALIAS)
    return file is None or file.exists()


def _file_of(alias: str) -> Path | None:
    """Return the file of a database of SQLite; None for one on a server."""
    connection = connections[alias]
    return Path(str(connection.settings_dict["NAME"])) if connection.vendor == "sqlite" else None


def _check_files() -> None:
    """Look at the databases' files before SQLite does.

    Raises:
        BadInput: there is no operation, a file cannot be read, or it is something else.
    """
    if not is_there():
        message = _(
            "there is no operation in {path}: “tulga operation open” makes an empty one, “tulga demo” a full one"
        )
        raise BadInput("TULGA_HOME", message.format(path=settings.TULGA_HOME))
    for alias, variable in _VARIABLES.items():
        file = _file_of(alias)
        if file is None or not file.exists():
            continue
        try:
            with file.open("rb") as opened:
                begins = opened.read(len(_SQLITE))
        except OSError as error:
            message = _("{path} cannot be read ({reason})")
            raise BadInput(variable, message.format(path=file, reason=error.strerror)) from None
        if begins not in {_SQLITE, b""}:
            raise BadInput(variable, _("{path} is not a database").format(path=file))


def pending() -> list[str]:
    """Return the databases whose tables are older than this version."""
    found = []
    for alias in ALIASES:
        executor = MigrationExecutor(connections[alias])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            found.append(alias)
    return found


def migrate() -> bool:
    """Bring both databases to this version where they are not; say whether anything was done."""
    behind = pending()
    if behind:
        tell(_("preparing the databases"))
    tables = set(connections[DEFAULT_DB_ALIAS].introspection.table_names())
    for alias in behind:
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    return _fill_views(tables) or bool(behind)


def _fill_views(tables: Collection[str]) -> bool:
    """Replay the ledger when this version has views of it that the one before had not, or makes them by other rules.

    `tables`: those there were before. Say whether it was done.
    """
    new = any(model._meta.db_table not in tables for model in projection.all_views())
    if not reading.head()[0] or not (new or projection.outdated()):
        return False
    tell(_("replaying the ledger"))
    rebuild.rebuild()
    return True


def open_existing() -> None:
    """Open the operation for reading.

    A file of SQLite is brought to this version on the way. On a server, the role that reads does not own the tables, so
    that is an act of its own.

    Raises:
        BadInput: there is no operation, or its files cannot be used.
        NotDone: the tables on the server are older than this version.
    """
    _check_files()
    behind = pending()
    if not behind and not projection.outdated():
        return
    if any(connections[alias].vendor != "sqlite" for alias in behind or (DEFAULT_DB_ALIAS,)):
        raise NotDone(
            _("the database is older than this version; run “tulga operation migrate” as the role that owns the tables")
        )
    migrate()
