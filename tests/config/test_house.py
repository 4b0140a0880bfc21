"""Folders, secrets and ports of a house: private, remembered, and never in the way of another."""

import socket
import stat
import threading
from pathlib import Path

import pytest

from config.embedded.environment import Address, at_loopback
from config.embedded.house import SOCKET_PATH_LIMIT, House
from config.embedded.keys import key
from config.embedded.ports import LENT, Ports, any_free, is_free, next_free
from config.embedded.say import Voice
from config.embedded.tenant import only_tenant
from config.embedded.world import World


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    house = House(var=tmp_path)
    house.lay_out()

    first, again, other = key(house, "one"), key(house, "one"), key(house, "other")

    assert first == again != other
    assert len(first) >= 64
    assert stat.S_IMODE((house.secrets / "one").stat().st_mode) == 0o600
    assert stat.S_IMODE(house.secrets.stat().st_mode) == 0o700
    assert sorted(file.name for file in house.secrets.iterdir()) == ["one", "other"]


def test_sockets_stay_home_while_their_path_fits(tmp_path: Path) -> None:
    assert House(var=Path("/srv/grid/var")).run == Path("/srv/grid/var/run")


def test_sockets_of_a_deep_folder_move_to_a_short_private_one(tmp_path: Path) -> None:
    deep = House(var=tmp_path / ("deep" * 30))
    other = House(var=tmp_path / ("deep" * 31))

    assert len(bytes(deep.run)) + len("/.s.PGSQL.65535.lock") <= SOCKET_PATH_LIMIT
    assert deep.run != other.run


def test_a_busy_port_is_passed_over_and_a_free_one_is_kept(tmp_path: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]

        assert next_free(port) > port

    ports = Ports(tmp_path / "ports.json")
    first = ports.settle("web")
    assert Ports(tmp_path / "ports.json").settle("web") == first


def test_a_port_of_a_server_is_lent_to_no_connection_and_offered_once() -> None:
    found = [any_free() for _ in range(20)]

    lent_from = int(LENT.read_text().split()[0])
    assert len(set(found)) == len(found)
    assert all(is_free(port) for port in found)
    assert all(port < lent_from for port in found) or lent_from <= 20_000


def test_another_terminal_finds_the_address(tmp_path: Path) -> None:
    address = at_loopback(8123)
    address.save(tmp_path / "address.json")

    assert Address.load(tmp_path / "address.json") == address


def test_a_world_is_noted_only_when_it_is_complete(tmp_path: Path) -> None:
    assert World(note=tmp_path / "world.json").kind is None

    world = World(note=tmp_path / "world.json")
    world.settle("demo", "current")

    assert (world.kind, world.is_stale) == ("demo", False)
    world.settle("demo", "stale")
    assert world.is_stale


def test_a_quiet_voice_still_tells_results(capsys: pytest.CaptureFixture[str]) -> None:
    voice = Voice(quiet=True)

    with voice.step("something long"):
        voice.note("half way")
    voice.line("result")

    assert capsys.readouterr().out == "result\n"


def test_a_house_has_one_tenant_and_the_next_waits_for_the_last_to_leave(tmp_path: Path) -> None:
    house, order = House(var=tmp_path), list[str]()
    held, leave = threading.Event(), threading.Event()

    def first() -> None:
        with only_tenant(house):
            held.set()
            leave.wait(10)
            order.append("first left")

    thread = threading.Thread(target=first)
    thread.start()
    held.wait(10)
    threading.Timer(0.1, leave.set).start()
    with only_tenant(house):
        order.append("second came")
    thread.join()

    assert order == ["first left", "second came"]
