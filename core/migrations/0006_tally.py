from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0005_heartbeat_facts")]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("labels", models.CharField(max_length=300)),
                ("value", models.FloatField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("name", "labels"), name="tallied_once")],
            },
        ),
    ]
