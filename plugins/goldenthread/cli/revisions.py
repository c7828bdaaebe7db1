"""Revisions of the git repository in which the records are: unpacked, or asked what has changed since one of them.

Revisions are unpacked into a folder of their own: the working tree is neither read nor written for them.
"""

from __future__ import annotations

import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

import click

from goldenthread.cli.report import told
from goldenthread.language import N_


def unpacked(name: str, records: Path, empty: Path) -> Path:
    """The records of a revision, unpacked into an empty folder; a usage error where there is no such revision."""
    root, commit = _commit(name, records)
    path = records.resolve().relative_to(root)
    packed = _git(root, "archive", "--format=tar", commit, "--", path.as_posix())
    if packed is None:
        raise click.UsageError(told(N_("revision '{name}' has no {records}"), name=name, records=records))
    with tarfile.open(fileobj=BytesIO(packed)) as tar:
        tar.extractall(empty, filter="data")
    return empty / path


def changed_since(name: str, records: Path) -> frozenset[str]:
    """The files that are other than at a revision or were not there, by their paths below the records."""
    root, commit = _commit(name, records)
    path = records.resolve().relative_to(root).as_posix()
    changed = _git(root, "diff", "--name-only", "-z", "--no-renames", commit, "--", path) or b""
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", path) or b""
    below = "" if path == "." else f"{path}/"
    names = (one.decode("utf-8", "surrogateescape") for one in (changed + new).split(b"\0") if one)
    return frozenset(one.removeprefix(below) for one in names)


def _commit(name: str, records: Path) -> tuple[Path, str]:
    """The top folder of the repository that the records are in, and the commit that a name stands for there."""
    inside = records if records.is_dir() else Path()
    top = _git(inside, "rev-parse", "--show-toplevel")
    commit = _git(inside, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if top is None or commit is None:
        wrong = N_("'{name}' is neither a folder with archive.yml in it nor a revision of the repository of {records}")
        raise click.UsageError(told(wrong, name=name, records=records))
    return Path(top.decode().rstrip("\n")).resolve(), commit.decode().strip()


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git says, in a folder; `None` where it refuses, or is not there."""
    try:
        done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None
