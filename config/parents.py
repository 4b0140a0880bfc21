"""A web worker ends with the process that started it: nobody else would ever stop or replace it."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask the kernel to end this worker when its parent is killed. Nothing happens in a process that is no worker.

    Without it a granian whose main process is killed leaves its workers behind: they keep their memory and
    connections, and go on answering on the shared port with the code of before.
    """
    parent = multiprocessing.parent_process()
    if parent is None or sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent.pid:
        os._exit(1)
