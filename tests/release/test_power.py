"""A power cut: what a name leads to is on the disk before the name does. Seen by the order of what the system is asked.

No disk loses its power here; what it would lose is what nobody had asked it to keep by then.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goldenthread.release import sealing, switching
from tests.release.faults import build

LINUX, ELSEWHERE = "linux", "darwin"


class Asked:
    """What was asked of the system, in order: ("keep", path) for one file or folder, ("keep all", folder) for what is
    in it, ("name", former name, new name).
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
        self.steps: list[tuple[str, ...]] = []
        fsync, rename, library = os.fsync, os.rename, ctypes.CDLL(None, use_errno=True)

        def kept(handle: int) -> None:
            self.steps.append(("keep", _path(handle)))
            fsync(handle)

        def renamed(old: str | Path, new: str | Path) -> None:
            self.steps.append(("name", str(old), str(new)))
            rename(old, new)

        class Library:
            def syncfs(_, handle: int) -> int:
                self.steps.append(("keep all", _path(handle)))
                return int(library.syncfs(handle))

            def renameat2(_, here: int, old: bytes, there: int, new: bytes, how: int) -> int:
                self.steps.append(("name", os.fsdecode(old), os.fsdecode(new)))
                return int(library.renameat2(here, old, there, new, how))

        monkeypatch.setattr(os, "fsync", kept)
        monkeypatch.setattr(os, "rename", renamed)
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library())
        for module in (sealing, switching):
            monkeypatch.setattr(module.sys, "platform", system)

    def lost(self, site: Path) -> set[str]:
        """What a power cut could lose of a site that has been published, its name included."""
        releases = site.with_name(f".{site.name}.releases")
        built, published = str(releases / "new"), str(site)
        (ready,) = [new for kind, old, *rest in self.steps if kind == "name" and old == built for new in rest]
        sealed = self.steps.index(("name", built, ready))
        switched = self.steps.index(("name", ready, published))
        files = {path.relative_to(site).as_posix() for path in (site, *site.rglob("*"))}
        kept = {_inside(built, path) for kind, path, *_ in self.steps[:sealed] if kind == "keep"}
        if ("keep all", built) in self.steps[:sealed]:
            kept |= files
        lost = files - kept
        if ("keep", str(releases)) not in self.steps[sealed:switched]:
            lost.add("the name of the release")
        if ("keep", str(site.parent)) not in self.steps[switched:]:
            lost.add("the name of the site")
        return lost


def _path(handle: int) -> str:
    return str(Path(f"/proc/self/fd/{handle}").readlink())


def _inside(folder: str, path: str) -> str:
    return os.path.relpath(path, folder) if f"{path}/".startswith(f"{folder}/") else ""


@pytest.fixture(params=[LINUX, ELSEWHERE])
def asked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """All file systems at once on Linux, file by file elsewhere."""
    return Asked(monkeypatch, request.param)


@pytest.mark.parametrize("before", [0, 2])
def test_what_a_name_leads_to_is_on_the_disk_before_the_name(asked: Asked, tmp_path: Path, before: int) -> None:
    for version in range(before):
        build(tmp_path / "site", version, 1)
    asked.steps.clear()
    build(tmp_path / "site", before, 1)
    assert asked.lost(tmp_path / "site") == set()


def late(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are kept only when the site has its name."""
    switched, reach = switching._switched, sealing.reach_disk

    def switch(kept: Any, release: Path) -> Path | None:
        former = switched(kept, release)
        reach(kept.site)
        return former

    monkeypatch.setattr(sealing, "reach_disk", lambda _: None)
    monkeypatch.setattr(switching, "_switched", switch)


def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody asks that names be kept."""
    monkeypatch.setattr(switching, "synced", lambda _: None)


@pytest.mark.parametrize(
    ("fault", "lost"),
    [(late, "page-1.html"), (late, "."), (forgotten, "the name of the release"), (forgotten, "the name of the site")],
)
def test_what_is_kept_too_late_is_seen(
    asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[..., None], lost: str
) -> None:
    fault(monkeypatch)
    build(tmp_path / "site", 1, 1)
    assert lost in asked.lost(tmp_path / "site")
