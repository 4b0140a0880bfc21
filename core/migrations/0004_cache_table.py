"""The shared cache is a table, so that lock-out and throttles also work while Redis is down."""

from django.apps.registry import Apps
from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("core", "0003_heartbeat")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
