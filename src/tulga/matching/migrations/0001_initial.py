from django.db import migrations, models

# Tables that on SQLite are their own index: half the size, one look-up less.
CLUSTERED = {
    "IndexKey": ("key", "place", "number"),
    "IndexWord": ("word", "place", "records"),
}
KEYS = {"IndexKey": ("key", "place", "number"), "IndexWord": ("word", "place")}


def create_clustered(apps, schema_editor):
    for name, columns in CLUSTERED.items():
        if schema_editor.connection.vendor != "sqlite":
            schema_editor.create_model(apps.get_model("matching", name))
            continue
        declared = ", ".join(f'"{column}" bigint NOT NULL' for column in columns)
        key = ", ".join(f'"{column}"' for column in KEYS[name])
        schema_editor.execute(
            f'CREATE TABLE "matching_{name.lower()}" ({declared}, PRIMARY KEY ({key})) WITHOUT ROWID'
        )


def drop_clustered(apps, schema_editor):
    for name in CLUSTERED:
        schema_editor.execute(f'DROP TABLE "matching_{name.lower()}"')


def key(*names):
    return models.CompositePrimaryKey(*names, blank=True, editable=False, primary_key=True, serialize=False)


def numbers(model):
    fields = [("pk", key(*KEYS[model])), *((name, models.BigIntegerField()) for name in CLUSTERED[model])]
    return migrations.CreateModel(name=model, fields=fields)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="IndexedRecord",
            fields=[
                ("record_id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(unique=True)),
                ("changed", models.BigIntegerField(db_index=True)),
                ("place", models.BigIntegerField()),
                ("keys", models.BinaryField()),
                ("words", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="IndexPlace",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False)),
                ("organisation", models.UUIDField()),
                ("area", models.CharField(max_length=60)),
                ("records", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="NamedParent",
            fields=[
                ("pk", key("third_person", "record_id")),
                ("third_person", models.UUIDField()),
                ("record_id", models.UUIDField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Proposed",
            fields=[
                ("pk", key("first", "second")),
                ("first", models.UUIDField()),
                ("second", models.UUIDField(db_index=True)),
                ("points", models.FloatField(db_index=True)),
                ("probability", models.FloatField()),
            ],
        ),
        migrations.CreateModel(
            name="Examined",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("position", models.BigIntegerField()),
            ],
        ),
        migrations.SeparateDatabaseAndState(state_operations=[numbers("IndexKey"), numbers("IndexWord")]),
        migrations.RunPython(create_clustered, drop_clustered),
    ]
