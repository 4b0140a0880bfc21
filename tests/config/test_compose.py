"""docker-compose.yml keeps what it promises, as far as that can be read from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from config import progress
from config.embedded.programs import APPLICATION, application
from config.embedded.redis import CONFIGURATION
from core.heartbeats import CANARY_SILENT, SILENT, own_name
from tests.config.compose import FILE, baked, document, files, services

OUTSIDE = {"PUBLIC_URL": "https://grid.example.org"}
SCHEMA = Path(__file__).parent / "compose-spec" / "compose-spec.json"
OWN = (*APPLICATION, "migrate")


@pytest.fixture(scope="module")
def composed() -> dict[str, Any]:
    return document(OUTSIDE)


def test_the_file_is_of_the_published_schema(composed: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    errors = [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(composed)]
    assert errors == []


def test_it_does_not_start_without_the_address_that_people_open() -> None:
    with pytest.raises(KeyError, match="PUBLIC_URL"):
        document({})


def test_both_shapes_run_the_same_commands() -> None:
    """Said in each because an engine reads YAML; what differs is only where things are."""
    embedded = {
        program.name: program.command
        for program in application({}, ports=progress.PORTS, beat_file="celerybeat-schedule")
    }
    for name, command in embedded.items():
        there = services(OUTSIDE)[name].command
        assert _plain(there) == _plain(command), name
    assert services(OUTSIDE)["migrate"].command == ["python", "-m", "config.embedded.prepare"]


def _plain(command: list[str]) -> list[str]:
    """Without folders, and without who may be believed: in a container only the proxy reaches the process."""
    plain = [Path(part).name if "/" in part else part for part in command]
    same = {"127.0.0.1": "*", "0.0.0.0": "*", "python3": "python"}  # noqa: S104 - compared, not bound
    return [same.get(part, part) for part in plain]


def test_stores_are_set_up_alike() -> None:
    redis = " ".join(services(OUTSIDE)["redis"].command)
    for line in CONFIGURATION.splitlines():
        if line.startswith(("append", "maxmemory-policy")):
            assert f"--{line}" in redis


@pytest.mark.parametrize("name", ["postgres", "redis", *OWN])
def test_every_container_is_bounded_and_without_rights(composed: dict[str, Any], name: str) -> None:
    facts = composed["services"][name]
    assert facts["cap_drop"] == ["ALL"]
    assert facts["security_opt"] == ["no-new-privileges:true"]
    assert facts["user"] not in ("root", "0")
    assert set(facts["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}
    assert facts["logging"]["options"]["max-size"]
    assert not facts.get("privileged")
    for secret in facts.get("secrets", ()):
        assert composed["secrets"][secret]["file"].startswith("./secrets/")
    for value in facts.get("environment", {}).values():
        assert "password" not in str(value).lower() or str(value).startswith("/run/secrets/")


@pytest.mark.parametrize("name", ["postgres", "redis", *APPLICATION])
def test_every_container_that_stays_is_asked_for_progress_and_given_time_to_end(
    composed: dict[str, Any], name: str
) -> None:
    facts = composed["services"][name]
    assert facts["restart"] == "unless-stopped"
    assert facts["healthcheck"]["retries"] > 1
    assert facts["stop_grace_period"]
    if name in progress.PORTS:
        assert facts["healthcheck"]["test"][1:] == [
            *("python", "-m", "config.progress"),
            *(name, str(progress.PORTS[name])),
        ]
    elif name in APPLICATION and name != "proxy":
        assert facts["healthcheck"]["test"][1:] == ["python", "-m", "config.progress", name]


def test_health_checks_read_the_heartbeats_that_the_processes_leave() -> None:
    assert progress.row_of("ticker") == (own_name("ticker"), SILENT.total_seconds())
    assert progress.row_of("worker") == ("canary", CANARY_SILENT.total_seconds())
    assert progress.row_of("beat") == (own_name("beat"), CANARY_SILENT.total_seconds())


def test_the_demo_is_off_and_stays_off(composed: dict[str, Any]) -> None:
    for name in OWN:
        if name != "proxy":
            assert composed["services"][name]["environment"]["DEMO"] == "0"
    assert baked("grid")["DEMO"] == "0"


def test_stores_have_no_way_out_and_no_door_to_the_street(composed: dict[str, Any]) -> None:
    assert composed["networks"]["data"] == {"internal": True}
    for name in ("postgres", "redis"):
        assert composed["services"][name]["networks"] == ["data"]
    assert [name for name, facts in composed["services"].items() if "ports" in facts] == ["proxy"]


def test_what_the_image_copies_is_there_and_not_ignored() -> None:
    allowed = {line[1:] for line in (FILE.parent / ".dockerignore").read_text().split() if line[0] == "!"}
    for file in files():
        assert file.exists()
        assert str(file.relative_to(FILE.parent)).split("/")[0] in allowed
