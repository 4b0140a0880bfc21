"""Everything between a running database and a first page, in one process: each start costs a second."""

import argparse
import io
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.embedded.world import World


def main() -> None:
    """Prepare the database of this environment; every step can be repeated."""
    parser = argparse.ArgumentParser(prog="prepare", description=__doc__)
    parser.add_argument("--world", choices=("demo", "empty"), help="what to fill a new database with")
    parser.add_argument("--note", type=Path, help="the file that says what it was filled with")
    parser.add_argument("--accounts", type=Path, help="where to write whom one can sign in as")
    wanted = parser.parse_args()
    django.setup()
    migrate()
    call_command("ensure_reference", verbosity=0, stdout=io.StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)
    if wanted.world:
        fill(World(note=wanted.note), wanted.world, accounts=wanted.accounts)


def migrate() -> None:
    """Migrate when there is something to migrate; asking is a tenth of the price of doing."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def fill(world: World, wanted: str, *, accounts: Path) -> None:
    """Put the demo world or the first administrator in, once, and note down whom one can sign in as."""
    if world.kind is None:
        if wanted == "demo":
            call_command("load_demo")
        else:
            call_command("create_admin", once=True)
        world.settle(wanted)
    told = io.StringIO()
    if wanted == "demo":
        call_command("demo_accounts", stdout=told)
    accounts.write_text(told.getvalue())


if __name__ == "__main__":
    main()
