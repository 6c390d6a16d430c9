"""The database itself refuses to change or delete what happened."""

from typing import Any

from django.db import migrations

TABLES = ("ledger_entry", "ledger_seal", "ledger_quarantined")
# SQLite's INSERT OR REPLACE deletes a row without firing the trigger that forbids deleting; so replacing is refused itself
UNIQUE = {
    "ledger_entry": ("position = NEW.position", "id = NEW.id", "stream_id = NEW.stream_id AND number = NEW.number"),
    "ledger_seal": ("number = NEW.number",),
    "ledger_quarantined": ("id = NEW.id",),
}


def install(apps: Any, schema_editor: Any) -> None:
    """Add the triggers in the database's own language."""
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for act in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
            known = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {held})" for held in UNIQUE[table])
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {known} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: the row is there already'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        None,  # no parameters: the per cent sign is PostgreSQL's
    )
    for table in TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
        )


def remove(apps: Any, schema_editor: Any) -> None:
    """Take the triggers away (only when the tables themselves are dropped by going back to nothing)."""
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for act in ("update", "delete", "replace"):
                schema_editor.execute(f"DROP TRIGGER {table}_no_{act}")
        return
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
    schema_editor.execute("DROP FUNCTION ledger_refuse()")


class Migration(migrations.Migration):
    dependencies = (("ledger", "0001_initial"),)
    operations = (migrations.RunPython(install, remove),)
