"""Opening the operation's two databases: are their tables those of this version?"""

from pathlib import Path

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from tulga.cli.errors import NotDone
from tulga.cli.output import tell
from tulga.cli.words import _

ALIASES = (DEFAULT_DB_ALIAS, "keys")


def is_there() -> bool:
    """Say whether the operation's database exists; looking into a file of SQLite would make it."""
    settings = connections[DEFAULT_DB_ALIAS].settings_dict
    return connections[DEFAULT_DB_ALIAS].vendor != "sqlite" or Path(str(settings["NAME"])).exists()


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
    for alias in behind:
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    return bool(behind)


def open_existing() -> None:
    """Open the operation for reading.

    A file of SQLite is brought to this version on the way. On a server, the role that reads does not own the tables, so
    that is an act of its own.

    Raises:
        NotDone: the tables on the server are older than this version.
    """
    behind = pending()
    if not behind:
        return
    if any(connections[alias].vendor != "sqlite" for alias in behind):
        raise NotDone(
            _("the database is older than this version; run “tulga operation migrate” as the role that owns the tables")
        )
    migrate()
