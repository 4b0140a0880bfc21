"""The sequence behind the readable ticket number; gaps are allowed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE ticket_number AS bigint", "DROP SEQUENCE ticket_number", elidable=False
        )
    ]
