"""Builds the browser app when its sources changed since the last build, and only then."""

import hashlib
from pathlib import Path

from config.embedded.house import ROOT
from config.embedded.node import npm
from config.embedded.say import Voice

FRONTEND = ROOT / "frontend"
MADE = {"node_modules", "dist"}


def build_browser_app(voice: Voice) -> None:
    """Leave a current frontend/dist behind."""
    stamp = FRONTEND / "dist" / ".sources"
    current = _digest(sorted(_sources()))
    if stamp.exists() and stamp.read_text() == current:
        return
    install_packages(voice)
    npm(["run", "bundle"], voice, doing="Building the browser app")
    stamp.write_text(current)


def install_packages(voice: Voice) -> None:
    """Leave the locked packages in frontend/node_modules."""
    stamp = FRONTEND / "node_modules" / ".installed"
    current = _digest([FRONTEND / "package-lock.json"])
    if stamp.exists() and stamp.read_text() == current:
        return
    npm(["ci", "--no-audit", "--no-fund", "--loglevel=http"], voice, doing="Packages of the browser app")
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(current)


def _sources() -> list[Path]:
    tops = [path for path in FRONTEND.iterdir() if path.name not in MADE]
    files = [file for top in tops for file in (top.rglob("*") if top.is_dir() else [top]) if file.is_file()]
    return [file for file in files if ".test." not in file.name]


def _digest(files: list[Path]) -> str:
    whole = hashlib.sha256()
    for file in files:
        whole.update(str(file.relative_to(FRONTEND)).encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()
