"""Databases of a size and web servers over them, beside each other in one run."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks.wire import Wire
from config.embedded import binaries
from config.embedded.house import ROOT
from config.embedded.ports import answers, any_free
from config.embedded.stack import Stack
from tests.whole.caller import Caller

PLAIN = {"DJANGO_SETTINGS_MODULE": "benchmarks.plain.settings"}


@dataclass(frozen=True)
class World:
    """A filled database: the environment that reaches it, and its people's sessions."""

    environment: Mapping[str, str]
    people: Mapping[str, Any]

    def wire(self, port: int, name: str) -> Wire:
        return Wire(port, self.people[name]["session"])


def filled(stack: Stack, name: str, tickets: int) -> World:
    """A new database of the running service with the named people and so many tickets."""
    environment = dict(stack.environment) | PLAIN
    address = environment["DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute(f'CREATE DATABASE "{name}"')
    environment["DATABASE_URL"] = urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    subprocess.run([sys.executable, "-m", "config.embedded.prepare"], cwd=ROOT, env=environment, check=True)
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.settle", str(tickets)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return World(environment, json.loads(made.stdout))


def callers(stack: Stack) -> Callable[[str], Caller]:
    """The named people, put into the grid's own database, by name."""
    settled = subprocess.run(
        [sys.executable, "-m", "tests.whole.settle"],
        cwd=ROOT,
        env=stack.environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    people = json.loads(settled.stdout)
    return lambda name: Caller(stack.url, people[name]["session"], people[name]["id"])


@contextmanager
def web(world: World) -> Iterator[int]:
    """granian over a world, as the grid runs it but in one process, so that one connection keeps its plans."""
    port = any_free()
    line = f"granian --interface wsgi config.wsgi:application --port {port} --workers 1 --blocking-threads 1"
    with serving(line, world.environment, port):
        yield port


@contextmanager
def serving(line: str, environment: Mapping[str, str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server of our own for as long as the block lasts, from when it listens."""
    tool, *arguments = line.split()
    command = [str(binaries.python_program(tool)), *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 60
        while not answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{line} does not listen")
            time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)
