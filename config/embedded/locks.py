"""`./run lock`: chooses versions anew and pins every file of them by its hash, for all platforms at once."""

import os
import subprocess
import sys

from config.embedded import binaries
from config.embedded.house import ROOT

OLDEST_PYTHON = "3.11"
# No address and no folder of the machine it runs on may reach the file.
ANONYMOUS = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--no-config"]
LOCKS: dict[str, list[str]] = {
    "requirements": [],
    "requirements-dev": [],
    "requirements-embedded": ["--no-deps"],
    "requirements-node": ["--no-deps"],
}


def main() -> int:
    """Write every lock file; `--upgrade` takes the newest versions that requirements*.in allow."""
    uv = str(binaries.python_program("uv"))
    options = [
        "--universal",
        "--generate-hashes",
        f"--python-version={OLDEST_PYTHON}",
        *ANONYMOUS,
        *sys.argv[1:],
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    for name, extra in LOCKS.items():
        files = [f"{name}.in", "-o", f"{name}.lock"]
        command = [uv, "pip", "compile", "--quiet", *options, *extra, *files]
        if code := subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            return code
        print(f"  {name}.lock")
    return 0


if __name__ == "__main__":
    sys.exit(main())
