"""`goldenthread boxes` run as people run it, in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Serving:
    """The command as it runs: its process, its first line, and the address in that."""

    process: subprocess.Popen[str]
    said: str
    address: str


HEEDING_CTRL_C = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("goldenthread", run_name="__main__", alter_sys=True)
"""
"""`python -m goldenthread`, which heeds Ctrl-C even where the tests run in the background, which does not."""


@contextmanager
def serving(folder: Path, chart: str) -> Iterator[Serving]:
    """Run the command for a chart of the records in this folder, until the test ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HEEDING_CTRL_C, "boxes", chart],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        assert process.stdout
        try:
            before = ""
            for said in process.stdout:
                if found := re.search(r"http://\S+", said):
                    break
                before += said  # a process that had nothing to do may end before it has begun
            else:
                raise AssertionError(before)
            yield Serving(process, said, found[0])
        finally:
            process.kill()
