from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="IndexEdition",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("edition", models.IntegerField()),
            ],
        ),
    ]
