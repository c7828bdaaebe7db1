"""A build that is killed leaves the whole old site or the whole new one, and the next build sweeps up after it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from goldenthread.release import intact
from tests.archives import HOUSING, MEETING, write

pytestmark = pytest.mark.slow

SEED = 20260101
MOMENTS = 4


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def start(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "goldenthread", "build", "--records", "records", "--site", "out/site"]
    command += ["--no-cache"]
    (folder / "tmp").mkdir(exist_ok=True)
    own = {**os.environ, "TMPDIR": str(folder / "tmp")}
    return subprocess.Popen(command, cwd=folder, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def left_beside(folder: Path) -> list[str]:
    """What lies beside the site, each earlier release counted."""
    assert sorted(path.name for path in folder.iterdir()) == [".site.releases", "site"]
    assert intact(folder / "site") == ()
    kept = sorted(path.name for path in (folder / ".site.releases").iterdir())
    releases = [name for name in kept if name.isdecimal()]
    assert all(intact(folder / ".site.releases" / name) == () for name in releases)
    return [*(name for name in kept if name not in releases), f"{len(releases)} release"]


def test_a_killed_build_leaves_a_whole_site(tmp_path: Path) -> None:
    versions = []
    began = time.monotonic()
    for what in ("Survey the staff housing", "Survey every post"):
        text = HOUSING[MEETING].replace("Survey the staff housing", what)
        write(tmp_path / "records", {**HOUSING, MEETING: text})
        assert start(tmp_path).wait(60) == 0
        versions.append(contents(tmp_path / "out" / "site"))
    longest = (time.monotonic() - began) / len(versions)
    assert versions[0] != versions[1]

    # The site is the second version: each killed build would make the first of it.
    write(tmp_path / "records", HOUSING)
    moments = random.Random(SEED)
    killed = 0
    for _ in range(MOMENTS):
        build = start(tmp_path)
        time.sleep(moments.uniform(0.3, 1.05) * longest)
        build.kill()
        killed += build.wait() != 0
        assert contents(tmp_path / "out" / "site") in versions
    assert killed

    assert start(tmp_path).wait(60) == 0
    assert contents(tmp_path / "out" / "site") == versions[0]
    assert left_beside(tmp_path / "out") == [".gitignore", "1 release"]
    assert list((tmp_path / "tmp").iterdir()) == []


def test_two_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    write(tmp_path / "records", HOUSING)
    builds = [start(tmp_path) for _ in range(2)]
    assert [build.wait(100) for build in builds] == [0, 0]
    assert left_beside(tmp_path / "out") == [".gitignore", "1 release"]
    whole = contents(tmp_path / "out" / "site")
    assert start(tmp_path).wait(60) == 0
    assert contents(tmp_path / "out" / "site") == whole
