"""What runs needs nothing but what its lock file names; the packages of the tests hide what is missing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.architecture.tree import ROOT

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SECRET_KEY": "k" * 64,
}
# Runs with the names of the modules that must not be there.
PROGRAM = """
import json, pkgutil, sys

class Absent:
    names = set(json.loads(sys.argv[1]))
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())

import granian.cli, uvicorn.main
import config.wsgi, config.asgi, config.ticker
from config.celery import app
from django.urls import get_resolver

assert get_resolver().url_patterns
app.loader.import_default_modules()
app.connection_for_write().create_transport()
for name in sys.argv[2:]:
    package = __import__(name, fromlist=["*"])
    for module in pkgutil.iter_modules(package.__path__, name + "."):
        __import__(module.name)
"""


@pytest.mark.parametrize(
    ("locks", "packages"),
    [
        (("requirements",), ("config.management.commands",)),
        (("requirements", "requirements-embedded"), ("config.embedded", "config.demo")),
    ],
    ids=["composed", "up"],
)
def test_everything_that_runs_is_imported_without_the_packages_of_the_tests(
    locks: tuple[str, ...], packages: tuple[str, ...]
) -> None:
    text = "\n".join((ROOT / f"{lock}.lock").read_text() for lock in locks)
    named = {plain(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    absent = [
        module
        for module, owners in packages_distributions().items()
        if not {plain(owner) for owner in owners} & named and module.isidentifier()
    ]
    assert "pytest" in absent
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(absent), *packages],
        cwd=ROOT,
        env=SETTINGS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]


def plain(name: str) -> str:
    """As package indexes compare names."""
    return re.sub(r"[-_.]+", "-", name).lower()
