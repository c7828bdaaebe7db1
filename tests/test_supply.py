"""What the project is made of: every requirement locked by digest, listed for others, and audited by what can see."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = tuple(sorted((ROOT / "requirements").glob("*.txt")))
LIST = ROOT / "requirements" / "sbom.cdx.json"


def unlocked(text: str) -> list[str]:
    """The requirements of a lock that are not held to a version and to digests."""
    entries = re.split(r"(?m)^(?=\S)(?!#)", re.sub(r"(?m)^ *#.*\n", "", text))
    locked = re.compile(r"[A-Za-z0-9._\[\]-]+==[^ ;\\]+( ; [^\\\n]+)? *\\\n(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+")
    return [entry for entry in entries if entry.strip() and not locked.fullmatch(entry)]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_is_locked_by_digest(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "==" in text
    assert unlocked(text) == []


@pytest.mark.parametrize(
    "planted",
    [
        "pillow\n",
        "pillow==13.0.0\n",
        "pillow>=13 \\\n    --hash=sha256:" + "a" * 64 + "\n",
        "pillow==13.0.0 \\\n    --hash=md5:" + "a" * 32 + "\n",
        "pillow @ https://packages.example/pillow.whl\n",
        "--find-links ../packages\n",
    ],
)
def test_one_that_is_not_is_found(planted: str) -> None:
    text = LOCKS[0].read_text("utf-8")
    assert unlocked(text + planted) == [planted]
    assert unlocked(planted + text) == [planted]


@pytest.mark.slow
def test_a_changed_digest_is_refused_by_pip(tmp_path: Path) -> None:
    wheel = tmp_path / "tiny-1.0-py3-none-any.whl"
    wheel.write_bytes(b"no wheel, but its digest comes first")
    for digest, said in ((sha256(wheel.read_bytes()).hexdigest(), ""), ("a" * 64, "DO NOT MATCH THE HASHES")):
        (tmp_path / "lock.txt").write_text(f"tiny==1.0 --hash=sha256:{digest}\n")
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
        places = ["--no-index", "--find-links", str(tmp_path), "-d", str(tmp_path / "got"), "-r", "lock.txt"]
        done = subprocess.run([*command, *places], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert said in done.stderr
        assert done.returncode or not said


def test_the_list_of_components_is_that_of_the_locks_and_the_theme() -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts" / "sbom"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    listed: Any = json.loads(LIST.read_text("utf-8"))
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    locked = re.findall(r"(?m)^([A-Za-z0-9._-]+)==", (ROOT / "requirements" / "build.txt").read_text("utf-8"))
    packages = [one for one in listed["components"] if one["type"] == "library"]
    assert [one["name"] for one in packages] == locked
    assert all(one["hashes"] for one in listed["components"])
    references = [one["bom-ref"] for one in packages]
    assert len(set(references)) == len(references)


@pytest.mark.browser
def test_every_script_that_a_site_sends_is_ours_or_listed() -> None:
    listed: Any = json.loads(LIST.read_text("utf-8"))
    known = {one["name"]: one["hashes"][0]["content"] for one in listed["components"] if one["type"] == "file"}
    site = ROOT / "site"
    sent = {path.relative_to(site).as_posix(): path for path in site.rglob("*.js")}
    others = {name: path for name, path in sent.items() if not name.startswith(("assets/goldenthread/", "pagefind/"))}
    assert others
    assert {name: sha256(path.read_bytes()).hexdigest() for name, path in others.items()} == known


PLANTED = "pillow 9.0.0 PYSEC-2022-10 9.0.1"


@pytest.mark.parametrize(
    ("planted", "ours", "status", "said"),
    [
        (PLANTED, "", 0, "none with a known vulnerability"),
        ("", "", 1, "Nothing has been audited"),
        (PLANTED, "jinja2 3.1.6 PYSEC-2027-1 3.1.7", 1, "PYSEC-2027-1"),
    ],
)
def test_an_audit_that_sees_nothing_is_none(tmp_path: Path, planted: str, ours: str, status: int, said: str) -> None:
    fake = tmp_path / "pip-audit"
    fake.write_text(f'#!/bin/sh\ncase "$*" in *planted*) echo "{planted}";; *) echo "{ours}";; esac\n')
    fake.chmod(0o755)
    own = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run([ROOT / "scripts" / "audit"], env=own, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    assert said in done.stdout + done.stderr
