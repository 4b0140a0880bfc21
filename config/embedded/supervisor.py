"""One supervisor over every process: starts them in order, restarts what dies, is asked over a socket."""

import contextlib
import http.client
import os
import shlex
import subprocess
import time
import xmlrpc.client
from collections.abc import Callable, Iterable
from typing import Any

from supervisor.xmlrpc import SupervisorTransport

from config.embedded import binaries
from config.embedded.environment import PASSED_ON
from config.embedded.house import ROOT, House
from config.embedded.programs import Program
from config.embedded.say import Trouble

HEAD = """\
[supervisord]
nodaemon=true
silent=true
{user_line}
directory={root}
logfile={log}/supervisor.log
logfile_maxbytes=5MB
logfile_backups=2
pidfile={run}/supervisor.pid
childlogdir={log}
identifier=grid

[unix_http_server]
file={run}/supervisor.sock
chmod=0600

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""
PROGRAM = """
[program:{name}]
command={command}
directory={root}
environment={environment}
priority={priority}
autostart=false
autorestart=true
startsecs={steady_after}
startretries=30
stopsignal={stop_signal}
stopwaitsecs={stop_wait}
stopasgroup={as_group}
killasgroup=true
redirect_stderr=true
stdout_logfile={log}/{name}.log
stdout_logfile_maxbytes=10MB
stdout_logfile_backups=3
"""

UNREACHABLE = (OSError, http.client.HTTPException, xmlrpc.client.Error)


class Supervisor:
    """Talks to the supervisor of one house; also from another terminal."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._socket = house.run / "supervisor.sock"
        self._process: subprocess.Popen[bytes] | None = None

    def is_running(self) -> bool:
        """Whether a supervisor of this house answers."""
        if not self._socket.exists():
            return False
        try:
            self._call("getState")
        except UNREACHABLE:
            return False
        return True

    @property
    def was_killed(self) -> bool:
        """Whether the supervisor we started ended without having been asked."""
        return self._process is not None and self._process.poll() not in {None, 0}

    def start(self, programs: Iterable[Program]) -> None:
        """Start the supervisor with these programs known and none of them running."""
        file = self._house.run / "supervisor.conf"
        file.touch(mode=0o600)
        file.chmod(0o600)
        file.write_text(self._configuration(programs))
        self._socket.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [str(binaries.python_program("supervisord")), "-c", str(file)],
            start_new_session=True,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=(self._house.log / "supervisor.err").open("wb"),
        )
        if not wait_until(self.is_running, seconds=15, unless=lambda: not self.is_alive()):
            raise Trouble(
                "The supervisor did not start.", self.tail("supervisor") or self.tail("supervisor.err")
            )

    def is_alive(self) -> bool:
        """Whether the supervisor we started ourselves still runs."""
        return self._process is not None and self._process.poll() is None

    def states(self) -> dict[str, dict[str, Any]]:
        """What the supervisor knows of each program: statename, pid, start, description."""
        return {info["name"]: info for info in self._call("getAllProcessInfo")}

    def state(self, name: str) -> str:
        return str(self.states()[name]["statename"])

    def pid(self, name: str) -> int:
        return int(self.states()[name]["pid"])

    def start_program(self, name: str) -> None:
        """Ask for a program; it keeps being restarted from then on."""
        if self.state(name) not in {"RUNNING", "STARTING"}:
            self._call("startProcess", name, False)

    def stop_programs(self, names: Iterable[str], *, seconds: float) -> None:
        """Stop these together and wait for all of them."""
        names = [name for name in names if self.states().get(name, {}).get("pid")]
        for name in names:
            self._call("stopProcess", name, False)
        wait_until(lambda: not any(self.pid(name) for name in names), seconds=seconds)

    def restart_program(self, name: str, *, seconds: float) -> None:
        """Stop one program properly and start it again, as a deploy would."""
        self.stop_programs([name], seconds=seconds)
        self.start_program(name)

    def signal(self, name: str, signal: str) -> None:
        self._call("signalProcess", name, signal)

    def shut_down(self, *, seconds: float) -> None:
        """Stop what still runs, in the order of the priorities, then the supervisor itself."""
        # Another terminal may have asked already: then it refuses to hear it twice, or is gone.
        with contextlib.suppress(*UNREACHABLE):
            self._call("shutdown")
        if not wait_until(lambda: not self.is_alive() and not self.is_running(), seconds=seconds):
            raise Trouble("The supervisor is still stopping.", "Look again with ./run status in a moment.")

    def kill(self) -> None:
        """End the supervisor we started without a word, as a power cut or the kernel would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def tail(self, name: str, lines: int = 15) -> str:
        """The last lines a program wrote."""
        for file in (self._house.log / f"{name}.log", self._house.log / name):
            if file.exists():
                return "\n".join(file.read_text(errors="replace").splitlines()[-lines:])
        return ""

    def _call(self, method: str, *arguments: Any) -> Any:
        transport = SupervisorTransport(None, None, f"unix://{self._socket}")
        proxy = xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport, allow_none=True)
        try:
            return getattr(proxy.supervisor, method)(*arguments)
        finally:
            transport.close()

    def _configuration(self, programs: Iterable[Program]) -> str:
        paths = {"root": ROOT, "log": self._house.log, "run": self._house.run}
        # Without the line supervisord warns that root was not meant; it cannot know that a container is.
        sections = [HEAD.format(**paths, user_line="user=root" if os.geteuid() == 0 else "")]
        for program in programs:
            environment = ",".join(f'{name}="{value}"' for name, value in program.environment.items())
            section = PROGRAM.format(
                **paths,
                name=program.name,
                command=_literal(shlex.join(program.command)),
                environment=_literal(environment),
                priority=program.priority,
                stop_signal=program.stop_signal,
                stop_wait=program.stop_wait,
                steady_after=program.steady_after,
                # PostgreSQL's children must hear of the end from their parent, not from us.
                as_group="false" if program.stop_signal == "INT" else "true",
            )
            sections.append(section)
        return "".join(sections)


def wait_until(
    done: Callable[[], bool],
    *,
    seconds: float,
    unless: Callable[[], bool] = lambda: False,
    pause: float = 0.05,
) -> bool:
    """Wait for a condition, with a deadline, and give up early when it can no longer come true."""
    deadline = time.monotonic() + seconds
    while not done():
        if unless() or time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


def _literal(text: str) -> str:
    return text.replace("%", "%%")
