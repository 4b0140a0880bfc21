"""Reads docker-compose.yml as the engine would, and puts its containers' commands onto this machine."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from config.embedded.house import ROOT

FILE = ROOT / "docker-compose.yml"
VARIABLE = re.compile(r"\$\$|\$\{(?P<name>\w+)(?::(?P<how>[-?])(?P<other>[^}]*))?\}")


@dataclass(frozen=True, kw_only=True)
class Service:
    """One container: what it runs, with what around it."""

    name: str
    facts: Mapping[str, Any]

    @property
    def command(self) -> list[str]:
        said = self.facts["command"]
        return shlex.split(said) if isinstance(said, str) else [str(part) for part in said]

    @property
    def check(self) -> list[str]:
        """The health check as a command; CMD-SHELL as one for sh."""
        how, *rest = self.facts["healthcheck"]["test"]
        return ["sh", "-c", *rest] if how == "CMD-SHELL" else [str(part) for part in rest]

    @property
    def environment(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.facts.get("environment", {}).items()}

    @property
    def secrets(self) -> list[str]:
        return list(self.facts.get("secrets", []))


def document(outside: Mapping[str, str]) -> dict[str, Any]:
    """The file with its variables filled in from `outside`; a required one that is missing is a KeyError."""

    def fill(found: re.Match[str]) -> str:
        if found[0] == "$$":
            return "$"
        name, how = found["name"], found["how"]
        if how == "?" and not outside.get(name):
            raise KeyError(name)
        return outside.get(name) or (found["other"] if how == "-" else "")

    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text())
    filled: dict[str, Any] = _walk(loaded, lambda text: VARIABLE.sub(fill, text))
    return filled


def services(outside: Mapping[str, str]) -> dict[str, Service]:
    """Every service by its name."""
    return {name: Service(name=name, facts=facts) for name, facts in document(outside)["services"].items()}


def placed(command: list[str], places: Mapping[str, str]) -> list[str]:
    """A command with the addresses and folders of containers replaced by those of this machine."""
    return [moved(part, places) for part in command]


def moved(text: str, places: Mapping[str, str]) -> str:
    """A text with every place in it replaced, the longest names first."""
    for there in sorted(places, key=len, reverse=True):
        text = text.replace(there, places[there])
    return text


def baked(target: str) -> dict[str, str]:
    """What the Dockerfile puts into the environment of a target's containers."""
    stage = re.split(r"^FROM .* AS ", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    (text,) = (part for part in stage if part.startswith(f"{target}\n"))
    lines = re.findall(r"^ENV ((?:.*\\\n)*.*)$", text, flags=re.MULTILINE)
    return dict(pair.split("=", 1) for line in lines for pair in shlex.split(line.replace("\\\n", " ")))


def files() -> list[Path]:
    """What the Dockerfile copies from this folder."""
    copied = re.findall(r"^COPY (?!--from)(.+)$", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    return [ROOT / name for line in copied for name in line.split()[:-1]]


def _walk(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _walk(each, change) for key, each in value.items()}
    return [_walk(each, change) for each in value] if isinstance(value, list) else value
