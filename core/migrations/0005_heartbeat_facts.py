from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_cache_table")]

    operations = [
        migrations.AddField(
            model_name="heartbeat",
            name="facts",
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
