"""The tree installs anywhere, says nothing of the machine it was written on, and has no odd drawer."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, tracked_files

PACKAGES = {"config", "core", "accounts", "enterprises", "grid", "tickets", "notifications"}
FOLDERS = PACKAGES | {"frontend", "tests", "docs", "benchmarks", ".ci", "locale"}
COMMANDS = {
    *("up", "test", "check", "schema", "demo", "shell", "bench", "simulate", "soak", "contract"),
    *("logs", "status", "stop", "backup", "restore", "lock", "help"),
}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "tools", "lib"}
TEXT = {
    ".py",
    ".ts",
    ".vue",
    ".js",
    ".json",
    ".css",
    ".html",
    ".md",
    ".toml",
    ".yml",
    ".yaml",
    ".in",
    ".lock",
    "",
}
LOCKS = sorted(file for file in tracked_files() if file.name.endswith((".lock", "package-lock.json")))
# Written in pieces, so that this file does not find itself.
HOME_FOLDERS = re.compile(r"(?<![\w.])/" + r"(?:root|home/\w+|Users/\w+|work|farm|opt/\w+)/" + r"[\w.-]+")


@pytest.mark.parametrize("lock", LOCKS, ids=str)
def test_a_lock_file_names_versions_and_hashes_but_no_registry(lock: Path) -> None:
    text = (ROOT / lock).read_text()

    assert "resolved" not in text
    assert not re.search(r"--(?:index|extra-index|find-links|trusted)", text)
    assert not re.search(
        r"https?://(?!opencollective|github\.com/sponsors|\S*(?:fund|sponsor|donate|patreon))", text
    )


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock.suffix == ".lock"], ids=str)
def test_every_python_package_is_pinned_by_hash(lock: Path) -> None:
    for block in re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text().strip()):
        assert "==" in block.splitlines()[0], block
        assert "--hash=sha256:" in block, block


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    found = {}
    for file in tracked_files():
        if file.suffix in TEXT and file.name != "package-lock.json":
            text = (ROOT / file).read_text(encoding="utf-8", errors="ignore")
            if match := HOME_FOLDERS.search(text):
                found[str(file)] = match[0]

    assert not found


def test_there_is_no_other_top_level_package() -> None:
    folders = {file.parts[0] for file in tracked_files() if len(file.parts) > 1}

    assert folders <= FOLDERS


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = [str(file) for file in tracked_files() if DRAWERS & {file.stem, *file.parts[:-1]}]

    assert not drawers, "Name it after what is in it."


def test_the_bootstrap_needs_nothing_but_pythons_standard_library() -> None:
    # -S leaves site-packages out: a third-party import on the way would fail here as on a fresh machine.
    probe = "import config.embedded.bootstrap as it; print(it.__name__)"
    answer = subprocess.run(
        [sys.executable, "-S", "-c", probe],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.stdout.strip() == "config.embedded.bootstrap", answer.stderr


def test_every_command_of_run_is_explained_by_help() -> None:
    listed = subprocess.run(
        ["bash", "run", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    for name in COMMANDS:
        assert re.search(rf"^  {name} +\S", listed, re.MULTILINE), name
