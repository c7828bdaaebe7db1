"""Two checkers of HTML, each asked about many files at once: html-validate, and the Nu Html Checker of the W3C (vnu).

In: files. Out: `Fault`s. Both read what was written, before any browser mends it. What html-validate is asked stands in
`html-validate.json`. Its rules that are off or eased there, and why: Material writes `<!doctype html>` in small letters
and ids that begin with `__`; a title may be as long as what its record is called; templates leave spaces at the ends of
lines; a file of our own site needs no hash against a foreign host; ARIA 1.2 lets any list have a name; and what filters
a register takes effect at once, so that its form has nothing to send, and check boxes of one name.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

HERE = Path(__file__).parent
HTML_VALIDATE = HERE / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
VNU = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
BEYOND_FILES = "(Resource|Inline script) violates Content Security Policy"
"""vnu takes each file for a site of its own, from which the policy keeps all others; a browser says what it forbids."""


@dataclass(frozen=True)
class Fault:
    """What a checker says of one place in a file: its rule or words, and the element."""

    file: Path
    line: int
    says: str
    element: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.says}: {self.element}"


@dataclass(frozen=True)
class Excused:
    """A fault that may stay: how what is said begins, a part of the element, and why we cannot or need not mend it."""

    says: str
    element: str
    why: str

    def holds(self, fault: Fault) -> bool:
        """Whether it excuses a fault."""
        return fault.says.startswith(self.says) and self.element in fault.element


def html_validate(files: Sequence[Path]) -> list[Fault]:
    """What html-validate finds in files of HTML."""
    command: list[str | Path] = [_tool("node"), _installed(HTML_VALIDATE), "--config", HERE / "html-validate.json"]
    with TemporaryDirectory() as folder:
        said = Path(folder) / "said.json"  # through a pipe the end of a long answer is lost
        _run([*command, "--formatter", f"json={said}", *files])
        reports = json.loads(said.read_text(encoding="utf-8"))
    return [
        Fault(Path(report["filePath"]), one["line"], f"{one['ruleId']}: {one['message']}", one["selector"] or "")
        for report in reports
        for one in report["messages"]
    ]


def vnu(files: Sequence[Path], *, css: bool = False) -> list[Fault]:
    """What the Nu Html Checker finds in files of HTML, or of CSS: errors and warnings."""
    command: list[str | Path] = [
        _tool("java"),
        "-jar",
        _installed(VNU),
        "--format",
        "json",
        "--filterpattern",
        f".*{BEYOND_FILES}.*",
    ]
    said = _run([*command, *(["--css"] if css else []), *files]).stderr
    return [
        Fault(
            Path(unquote(one["url"].removeprefix("file:"))),
            one.get("lastLine", 0),
            one["message"],
            one.get("extract", ""),
        )
        for one in json.loads(said)["messages"]
    ]


def inexcusable(faults: Iterable[Fault], excused: Sequence[Excused]) -> list[str]:
    """A line for each fault without an excuse, and for each excuse without a fault."""
    found = list(faults)
    bad = [str(fault) for fault in found if not any(one.holds(fault) for one in excused)]
    idle = [one for one in excused if not any(one.holds(fault) for fault in found)]
    return bad + [f"no page has {one.element} any more ({one.says}): strike the excuse out" for one in idle]


def _run(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a checker; it ends with 0 or 1 where it did its work."""
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name} is not installed; scripts/test says how to install it")
    return found


def _installed(file: Path) -> Path:
    if not file.is_file():
        raise FileNotFoundError(f"{file} is missing: run 'npm ci --ignore-scripts' in {HERE}, or scripts/test")
    return file
