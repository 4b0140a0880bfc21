"""The embedded PostgreSQL keeps what it was given, asks for the password, and is nobody when we are root."""

import os
import pwd
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from config.embedded.house import House
from config.embedded.ports import any_free
from config.embedded.postgres import Postgres
from config.embedded.stack import Stack
from config.embedded.supervisor import wait_until

pytestmark = pytest.mark.services


def ask(stack: Stack, question: str) -> object:
    with psycopg.connect(stack.environment["DATABASE_URL"], autocommit=True) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def test_it_is_version_18_with_utf8_and_every_commit_reaches_the_disk(stack: Stack) -> None:
    assert str(ask(stack, "show server_version")).startswith("18.")
    assert ask(stack, "show server_encoding") == "UTF8"
    assert ask(stack, "show fsync") == "on"
    assert ask(stack, "show synchronous_commit") == "on"
    assert ask(stack, "show data_checksums") == "on"


def test_the_grids_role_is_no_superuser_but_may_make_test_databases(stack: Stack) -> None:
    assert ask(stack, "select rolsuper from pg_roles where rolname = current_user") is False
    assert ask(stack, "select rolcreatedb from pg_roles where rolname = current_user") is True


def test_the_grids_role_may_create_the_two_extensions_it_needs(stack: Stack) -> None:
    with psycopg.connect(stack.environment["DATABASE_URL"]) as connection:
        connection.execute("create extension if not exists btree_gist")
        connection.execute("create extension if not exists pg_trgm")
        grams = connection.execute("select show_trgm('复工')").fetchone()

    assert grams
    assert len(grams[0]) == 3, "Chinese letters are letters"


def test_nobody_gets_in_without_the_password(stack: Stack) -> None:
    url = stack.environment["DATABASE_URL"]

    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(make_conninfo(url, password="", passfile=os.devnull))
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(make_conninfo(url, password="wrong"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to step down")
def test_root_steps_down_to_nobody_with_at_most_the_right_to_read(stack: Stack) -> None:
    status = dict(
        line.split(":\t", 1)
        for line in Path(f"/proc/{stack.supervisor.pid('postgres')}/status").read_text().splitlines()
        if ":\t" in line
    )

    assert set(status["Uid"].split()) == {str(pwd.getpwnam("nobody").pw_uid)}
    assert int(status["CapEff"], 16) in {0, 1 << 1, 1 << 2}
    assert status["NoNewPrivs"] == "1"


def test_a_commit_survives_a_kill_and_the_supervisor_brings_the_server_back(stack: Stack) -> None:
    with psycopg.connect(stack.environment["DATABASE_URL"]) as connection:
        connection.execute("create table if not exists kept (word text)")
        connection.execute("insert into kept values ('复工复产')")

    killed = stack.kill("postgres")
    stack.wait_until_back("postgres", instead_of=killed)
    assert wait_until(lambda: _answers(stack), seconds=30)

    assert ask(stack, "select word from kept") == "复工复产"


def test_a_lock_left_by_a_crash_does_not_block_and_an_unfinished_folder_is_made_anew(tmp_path: Path) -> None:
    house = House(var=tmp_path)
    house.lay_out()
    postgres = Postgres(house, port=any_free())
    unfinished = postgres.data.with_name(f"{postgres.data.name}.unfinished")
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("half")

    postgres.prepare()
    (postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n{postgres.data}\n")
    postgres.prepare()

    assert not unfinished.exists()
    assert not (postgres.data / "postmaster.pid").exists(), "our own process is no postgres"


def _answers(stack: Stack) -> bool:
    try:
        return ask(stack, "select 1") == 1
    except psycopg.OperationalError:
        return False
