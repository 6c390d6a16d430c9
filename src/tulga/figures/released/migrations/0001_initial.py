from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ReleaseRow",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.IntegerField()),
                ("country", models.CharField(max_length=3)),
                ("as_of", models.DateField()),
                ("known_at", models.DateTimeField(null=True)),
                ("source", models.CharField(max_length=10)),
                ("demonstration", models.BooleanField()),
                ("released_at", models.DateTimeField()),
                ("seal_root", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("document", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("country", "number"), name="figures_released_one_number")
                ],
            },
        ),
    ]
