"""The embedded Redis asks for its password, writes what it is told, and never drops a key to make room."""

from pathlib import Path
from typing import Any, cast

import pytest
import redis

from config.embedded.stack import Stack
from config.embedded.supervisor import wait_until

pytestmark = pytest.mark.services


def test_it_refuses_a_client_without_the_password(stack: Stack) -> None:
    with redis.Redis(port=stack.ports["redis"]) as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


def test_it_appends_every_write_and_evicts_nothing(stack: Stack) -> None:
    with redis.Redis.from_url(stack.environment["REDIS_URL"]) as client:
        settings = cast(dict[str, Any], client.config_get("*"))

    assert settings["appendonly"] == "yes"
    assert settings["maxmemory-policy"] == "noeviction"
    assert settings["bind"] == "127.0.0.1"


def test_the_password_is_in_no_command_line(stack: Stack) -> None:
    line = Path(f"/proc/{stack.supervisor.pid('redis')}/cmdline").read_bytes()

    assert stack.environment["REDIS_URL"].split("@")[0].split(":")[-1].encode() not in line


def test_it_comes_back_after_a_kill(stack: Stack) -> None:
    killed = stack.kill("redis")
    stack.wait_until_back("redis", instead_of=killed)

    assert wait_until(lambda: _answers(stack), seconds=20)


def _answers(stack: Stack) -> bool:
    try:
        with redis.Redis.from_url(stack.environment["REDIS_URL"]) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
