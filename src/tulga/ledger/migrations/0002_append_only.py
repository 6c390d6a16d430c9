"""The database itself refuses to change or delete what happened."""

from typing import Any

from django.db import migrations

from tulga.kernel.append_only import allow_changes, refuse_changes

FUNCTION = "ledger_refuse"
TABLES = {
    "ledger_entry": (("position",), ("id",), ("stream_id", "number")),
    "ledger_seal": (("number",),),
    "ledger_quarantined": (("id",),),
}


def install(apps: Any, schema_editor: Any) -> None:
    for statement in refuse_changes(TABLES, vendor=schema_editor.connection.vendor, function=FUNCTION):
        schema_editor.execute(statement, None)


def remove(apps: Any, schema_editor: Any) -> None:
    for statement in allow_changes(TABLES, vendor=schema_editor.connection.vendor, function=FUNCTION):
        schema_editor.execute(statement, None)


class Migration(migrations.Migration):
    dependencies = (("ledger", "0001_initial"),)
    operations = (migrations.RunPython(install, remove),)
