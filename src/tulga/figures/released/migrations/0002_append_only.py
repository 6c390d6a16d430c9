"""The database itself refuses to change or delete what was released."""

from typing import Any

from django.db import migrations

TABLE = "figures_released_releaserow"


def install(apps: Any, schema_editor: Any) -> None:
    """Add the triggers in the database's own language."""
    if schema_editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION released_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        None,  # no parameters: the per cent sign is PostgreSQL's
    )
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION released_refuse()"
    )


def remove(apps: Any, schema_editor: Any) -> None:
    """Take the triggers away (only when the table itself is dropped by going back to nothing)."""
    if schema_editor.connection.vendor == "sqlite":
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {TABLE}_no_{act}")
        return
    schema_editor.execute(f"DROP TRIGGER {TABLE}_append_only ON {TABLE}")
    schema_editor.execute("DROP FUNCTION released_refuse()")


class Migration(migrations.Migration):
    dependencies = (("figures_released", "0001_initial"),)
    operations = (migrations.RunPython(install, remove),)
