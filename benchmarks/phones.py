"""./run soak --phones [--phones N] [--visits N] [--seed N] [--kills N]: what phones send, under everything that fails.

First the queue's own code under a seeded fault simulator (1,000 devices, 100,000 visits), then the same code in a real
Chromium behind a line of ours: a day offline with 30 visits and 60 photos, and 200 batteries that die while sending.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time

from config.embedded.browser_app import build_browser_app, install_packages
from config.embedded.house import ROOT
from config.embedded.node import node_environment
from config.embedded.say import Voice
from config.embedded.suite import find_chromium

SHARDS = 2


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run soak --phones", description=__doc__)
    parser.add_argument("--devices", type=int, default=1_000)
    parser.add_argument("--visits", type=int, default=100, help="visits of each device")
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100_000)
    parser.add_argument("--kills", type=int, default=200, help="0 leaves the browser out")
    asked = parser.parse_args()
    voice = Voice()
    install_packages(voice)
    code = simulate(asked.devices, asked.visits, asked.seed, voice)
    if code == 0 and asked.kills:
        build_browser_app(voice)
        code = drive(find_chromium(voice), asked.kills)
    return code


def simulate(devices: int, visits: int, seed: int, voice: Voice) -> int:
    """Two processes, each with half of the devices and a seed of its own that it prints."""
    program = [str(ROOT / "frontend/node_modules/.bin/vitest"), "run", "src/core/offline/sim/faults.test.ts"]
    running = []
    for shard in range(SHARDS):
        counts = {"SIM_PHONES": devices // SHARDS, "SIM_VISITS": visits, "SIM_SEED": seed + shard}
        environment = node_environment(voice) | {name: str(value) for name, value in counts.items()}
        running.append(subprocess.Popen(program, cwd=ROOT / "frontend", env=environment))
    return max(one.wait() for one in running)


def drive(chromium: str, kills: int) -> int:
    """The end-to-end tests with large counts."""
    counts = {"OFFLINE_VISITS": "30", "OFFLINE_KILLS": str(kills), "CHROMIUM": chromium}
    command = [str(ROOT / "run"), "test", "tests/e2e/test_offline.py"]
    return subprocess.run(command, cwd=ROOT, env=os.environ | counts, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
