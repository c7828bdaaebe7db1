"""`goldenthread build`, as a newcomer runs it: the site is whole, or as it was."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from goldenthread.progress import PHASES
from goldenthread.verify import verify
from tests.archives import CONFIG, HOUSING, MEETING, MISSPELT, WARNED, write

Run = Callable[..., subprocess.CompletedProcess[str]]

INTERNAL = {MEETING: HOUSING[MEETING].replace("---\nWe", "process_notes: One leader spoke for all.\n---\nWe")}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def refusal(done: subprocess.CompletedProcess[str], status: int = 1) -> str:
    """What a command said that did not do what it was asked."""
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def test_the_site_is_built_and_said_to_be(records: Path, tmp_path: Path, goldenthread: Run) -> None:
    done = goldenthread("build")
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("Built the public edition in ")
    assert done.stderr.endswith("It begins at site/index.html; to look at it: goldenthread serve\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["records", "site"]
    assert verify(tmp_path / "site").problems == ()


def test_records_with_errors_leave_the_site_as_it_was(records: Path, tmp_path: Path, goldenthread: Run) -> None:
    goldenthread("build")
    before = contents(tmp_path / "site")
    write(records, MISSPELT)
    said = refusal(goldenthread("build"))
    assert f"records/{MEETING}:7:12: error GT" in said
    assert "Nothing was published; site is as it was." in said
    assert contents(tmp_path / "site") == before


def test_nothing_internal_is_published_unless_asked_for(records: Path, tmp_path: Path, goldenthread: Run) -> None:
    write(records, INTERNAL)
    goldenthread("build", "--site", "public")
    goldenthread("build", "--site", "internal", "--edition", "internal")
    secret = b"One leader spoke for all."
    assert not [name for name, data in contents(tmp_path / "public").items() if secret in data]
    assert [name for name, data in contents(tmp_path / "internal").items() if secret in data]


def test_a_proven_site_says_how_much_was_searched_and_holds_nothing_withheld(
    records: Path, tmp_path: Path, goldenthread: Run
) -> None:
    write(records, INTERNAL)
    write(tmp_path, {"mkdocs.yml": CONFIG, "docs/about-us.md": "# About us\n\nWe meet.\n"})
    done = goldenthread("build", "--config", "mkdocs.yml", "--prove")
    assert done.returncode == 0, done.stderr
    said = json.loads((tmp_path / "site" / "proof.json").read_text())
    assert f"{said['files']} files looked through for what the records withhold" in done.stderr
    assert said["files"] == len(contents(tmp_path / "site")) - 2  # itself and the manifest came after
    assert said["found"] == 0
    assert said["planted_and_found"] > 10
    before = contents(tmp_path / "site")
    write(tmp_path, {"docs/about-us.md": "# About us\n\nOne leader spoke for all.\n"})
    leaking = refusal(goldenthread("build", "--config", "mkdocs.yml", "--prove"))
    assert "error GT941" in leaking
    assert "spoke for all" not in leaking
    assert "Nothing was published; site is as it was." in leaking
    assert contents(tmp_path / "site") == before


def test_an_unproven_site_is_built_anew_to_be_proven(records: Path, tmp_path: Path, goldenthread: Run) -> None:
    goldenthread("build")
    assert not (tmp_path / "site" / "proof.json").exists()
    assert "Built the public edition" in goldenthread("build", "--prove").stderr
    assert (tmp_path / "site" / "proof.json").exists()
    assert "Nothing has changed" in goldenthread("build", "--prove").stderr
    assert "public edition" in refusal(goldenthread("build", "--prove", "--edition", "internal"), 2)


def test_things_stand_as_of_the_day_that_is_named(records: Path, tmp_path: Path, goldenthread: Run) -> None:
    done = goldenthread("build", "--as-of", "2026-03-31")
    assert done.returncode == 0, done.stderr
    assert "31 March 2026" in (tmp_path / "site" / "actions" / "survey" / "index.html").read_text()


@pytest.mark.parametrize("day", ["yesterday", "31.3.2026", "2026-02-30", "2026-03", ""])
def test_a_day_that_is_none_is_refused(records: Path, goldenthread: Run, day: str) -> None:
    assert f"'{day}' is not a day; type year-month-day" in refusal(goldenthread("build", "--as-of", day), 2)


def test_an_edition_that_is_none_is_refused(records: Path, goldenthread: Run) -> None:
    assert "'secret' is not one of 'public', 'internal'" in refusal(goldenthread("build", "--edition", "secret"), 2)


@pytest.mark.parametrize("site", [".", "..", "records", "records/site", "own"])
def test_a_folder_that_is_no_site_is_refused(records: Path, tmp_path: Path, goldenthread: Run, site: str) -> None:
    write(tmp_path / "own", {"thesis.txt": "years of work"})
    before = contents(tmp_path)
    said = refusal(goldenthread("build", "--site", site), 2)
    assert "Invalid value for --site" in said
    assert "name a folder of its own" in said
    assert contents(tmp_path) == before


@pytest.mark.parametrize("site", ["a-file", "a-file/site", "/proc/nowhere/site"])
def test_a_site_that_cannot_be_written_is_said(records: Path, tmp_path: Path, goldenthread: Run, site: str) -> None:
    (tmp_path / "a-file").write_text("")
    done = goldenthread("build", "--site", site)
    assert refusal(done, done.returncode)
    assert done.returncode in (1, 2)


def test_records_may_be_named_from_another_folder(tmp_path: Path, goldenthread: Run) -> None:
    records = write(tmp_path / "my records", HOUSING)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for typed in ("../my records", records):
        done = goldenthread("build", "--records", typed, "--site", "out of the way/site", cwd=elsewhere)
        assert done.returncode == 0, done.stderr
    assert (elsewhere / "out of the way" / "site" / "index.html").is_file()


def test_a_strict_configuration_stays_strict(records: Path, tmp_path: Path, goldenthread: Run) -> None:
    write(tmp_path, {"mkdocs.yml": f"{CONFIG}strict: true\n", "docs/notes.md": "# Notes\n\n[gone](gone.md)\n"})
    assert "Aborted with 1 warnings in strict mode" in refusal(goldenthread("build", "--config", "mkdocs.yml"))


def test_warnings_of_mkdocs_are_shown_and_stop_a_strict_build(records: Path, tmp_path: Path, goldenthread: Run) -> None:
    write(tmp_path, {"mkdocs.yml": CONFIG, "docs/notes.md": "# Notes\n\n[the plan](plan.md)\n"})
    said = "WARNING: Doc file 'notes.md' contains a link 'plan.md', but the target is not found"
    strict = refusal(goldenthread("build", "--config", "mkdocs.yml", "--strict"))
    assert said in strict
    assert "Nothing was published; site is as it was." in strict
    assert not (tmp_path / "site").exists()
    # Without --strict the link check over the finished site finds the same link.
    loose = refusal(goldenthread("build", "--config", "mkdocs.yml"))
    assert said in loose
    assert "site/notes/index.html:" in loose
    assert "error GT901" in loose


def test_a_warning_about_the_records_stops_only_a_strict_build(
    records: Path, tmp_path: Path, goldenthread: Run
) -> None:
    write(records, WARNED)
    for options, status in ((["--strict"], 1), ([], 0)):
        done = goldenthread("build", *options)
        assert done.returncode == status
        assert (done.stdout + done.stderr).count("flip-charts/ideas.md:2:1: warning GT604") == 1


def test_a_fault_that_nobody_foresaw_is_a_sentence(records: Path, tmp_path: Path, goldenthread: Run) -> None:
    hook = "def on_env(env, **others):\n    raise KeyError('a fault of a plugin')\n"
    write(tmp_path, {"mkdocs.yml": f"{CONFIG}hooks: [hook.py]\n", "hook.py": hook, "docs/notes.md": "# Notes\n"})
    said = refusal(goldenthread("build", "--config", "mkdocs.yml"))
    assert "stopped at a fault of its own: KeyError: 'a fault of a plugin'" in said
    told = goldenthread("build", "--config", "mkdocs.yml", GOLDENTHREAD_TRACEBACK="1")
    assert "Traceback" in told.stderr


def test_the_parts_of_a_build_are_timed_where_asked(tmp_path: Path, goldenthread: Run) -> None:
    write(tmp_path / "records", HOUSING)
    assert "Pages" not in goldenthread("build").stderr
    lines = goldenthread("build", "--no-cache", "--prove", "--timings").stderr.splitlines()
    told = [line for line in lines if re.fullmatch(r"\w+ +\d+\.\d s +\d+%", line)]
    assert [line.split()[0] for line in told] == list(PHASES)
    assert 95 <= sum(int(line.split()[-1].rstrip("%")) for line in told) <= 105
    assert lines[-1].startswith("Built the public edition")
