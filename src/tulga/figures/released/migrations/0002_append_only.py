"""The database itself refuses to change or delete what was released."""

from typing import Any

from django.db import migrations

from tulga.kernel.append_only import allow_changes, refuse_changes

FUNCTION = "released_refuse"
TABLES = {"figures_released_releaserow": (("id",), ("country", "number"))}


def install(apps: Any, schema_editor: Any) -> None:
    for statement in refuse_changes(TABLES, vendor=schema_editor.connection.vendor, function=FUNCTION):
        schema_editor.execute(statement, None)


def remove(apps: Any, schema_editor: Any) -> None:
    for statement in allow_changes(TABLES, vendor=schema_editor.connection.vendor, function=FUNCTION):
        schema_editor.execute(statement, None)


class Migration(migrations.Migration):
    dependencies = (("figures_released", "0001_initial"),)
    operations = (migrations.RunPython(install, remove),)
