"""What a document might make its reader do; run in the process in which documents are read."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from goldenthread.documents.reading import Reading
from goldenthread.documents.worker import read, shut_in
from goldenthread.model.document import Format


def reading(format: Format, data: bytes) -> Reading:
    """Break down, never end, or take all memory, where a text asks for that; else read."""
    match data.strip():
        case b"break down":
            os.kill(os.getpid(), signal.SIGSEGV)
        case b"never end":
            time.sleep(600)
        case b"take all memory":
            bytearray(8_000_000_000)
        case b"reach out":
            with shut_in():
                return Reading(refused="GT711", facts=(("reason", "; ".join(map(_tried, _REACHING))),))
    return read(format, data)


def _connect() -> None:
    socket.create_connection(("127.0.0.1", 9))


def _write() -> None:
    Path("astray.txt").write_text("here", encoding="utf-8")


def _write_below_python() -> None:
    os.close(os.open("astray.txt", os.O_WRONLY | os.O_CREAT))


def _run() -> None:
    subprocess.run([sys.executable, "--version"], check=True)


_REACHING = (_connect, _write, _write_below_python, _run)


def _tried(act: Callable[[], None]) -> str:
    try:
        act()
    except PermissionError as refused:
        return str(refused).split()[0]
    except OSError as failed:
        return f"it got as far as {failed}"
    return "it worked"
