"""The parser and the printer of transcripts under a coverage-guided fuzzer, which calls `examine` with text after text.

In: libFuzzer's options and folders of texts. Out: what libFuzzer says; texts that reach new code go into the first
folder, one for which something does not hold becomes a finding and ends the run.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
with atheris.instrument_imports(include=["goldenthread.markup", "goldenthread.mend"]):
    from tests.markup.examined import examine


def examine_bytes(data: bytes) -> None:
    """Examine what of the bytes is text."""
    examine(data.decode("utf-8", "ignore"))


atheris.Setup(sys.argv, examine_bytes)
atheris.Fuzz()
