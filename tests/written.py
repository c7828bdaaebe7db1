"""Records written for a test: what it types, and what a compiler says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from goldenthread.compile import compile_archive
from goldenthread.model.archive import Archive
from goldenthread.problem import Problem

ARCHIVE = """\
format: 1
title: An archive
default_audience:
  meetings: public
  participants: public
  charts: public
  photos: public
  files: public
  actions: public
  support: public
  decisions: public
  questions: public
  findings: public
  feedback: public
  goals: public
  updates: public
  people: public
  groups: public
  themes: public
  series: public
  strategies: public
  indicators: public
  glossary: public
  queries: public
"""
AFTER = ARCHIVE.count("\n") + 1
"""The line of what a test adds to it."""
OTHER = """\
---
title: The other meeting
date: 2015-01-15
actions:
  - id: other-action
    what: Bring the diaries
---
Minutes.
"""
HEAD = "---\ntitle: Review\ndate: 2015-09-17\n"
MEETING = "meetings/review/meeting.md"
CHART = "meetings/review/flip-charts/staffing.md"


@dataclass(frozen=True)
class Compiled:
    """What came of a folder of records."""

    root: Path
    archive: Archive
    problems: tuple[Problem, ...]

    @property
    def told(self) -> list[str]:
        """The problems, each as `path:line:column CODE`; none lacks a message, a reason or a mend."""
        for found in self.problems:
            assert found.message and found.explanation.why and found.mend
        return [f"{found.at} {found.code}" for found in self.problems]

    @property
    def only(self) -> Problem:
        """The one problem there is."""
        (found,) = self.problems
        return found

    @property
    def others_hold(self) -> bool:
        """Whether the record that no test writes is whole."""
        other = self.archive.meeting_by_id.get("other")
        return bool(other and other.body.text == "Minutes.\n" and other.actions)


Compile = Callable[[Mapping[str, str | bytes]], Compiled]


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """These files in a folder, with a valid `archive.yml` and another meeting unless they hold their own."""
    for path, content in {"archive.yml": ARCHIVE, "meetings/other/meeting.md": OTHER, **files}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)


def compiled(root: Path) -> Compiled:
    """What comes of the records in a folder."""
    archive, problems = compile_archive(root)
    return Compiled(root, archive, problems)
