"""What was published once and would have no page any more is an error, until it is redirected or withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldenthread.cli import main
from tests.written import ARCHIVE, HEAD, MEETING, write

Run = Callable[..., Result]
THINGS = """actions:
  - {id: survey, what: Survey}
  - {id: road, what: Road}
  - {id: hush, what: Hush, audience: internal}
"""
BOTH = {"archive.yml": ARCHIVE, MEETING: f"{HEAD}{THINGS}---\n"}
ONE = {"archive.yml": ARCHIVE, MEETING: BOTH[MEETING].replace("{id: road, what: Road}", "{id: lane, what: Road}")}
GONE = "action:road"
ENTRY = f"withdrawn:\n  - {{id: {GONE}, date: 2026-05-01, reason: Recorded <b>twice</b>}}\n"
WITHDRAWN = {**ONE, "archive.yml": f"{ARCHIVE}  withdrawn: public\n{ENTRY}"}
RENAMED = {**ONE, MEETING: ONE[MEETING].replace("{id: lane,", "{id: lane, formerly: road,")}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run(files, "build")` writes records and runs a command on them, in a folder of their own."""
    monkeypatch.chdir(tmp_path)

    def done(files: dict[str, str], *arguments: str) -> Result:
        write(tmp_path / "records", files)
        return CliRunner().invoke(main, arguments)

    return done


def test_a_build_publishes_the_list_of_what_it_holds(run: Run, tmp_path: Path) -> None:
    assert run(BOTH, "build").exit_code == 0
    assert (tmp_path / "site/ids.txt").read_text().splitlines() == [
        "# public",
        "action:other-action",
        "action:road",
        "action:survey",
        "meeting:other",
        "meeting:review",
    ]


def test_a_build_that_loses_an_id_leaves_the_site_as_it_is(run: Run, tmp_path: Path) -> None:
    run(BOTH, "build")
    before = {path: path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()}
    lost = run(ONE, "build")
    assert lost.exit_code == 1
    assert f"site/ids.txt:3:1: error GT908 '{GONE}' has been published, and has no page any more" in lost.output
    assert "Nothing was published; site is as it was." in lost.output
    assert {path: path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("mended", [WITHDRAWN, RENAMED], ids=["withdrawn", "renamed"])
def test_each_mend_works(run: Run, mended: dict[str, str], tmp_path: Path) -> None:
    run(BOTH, "build")
    done = run(mended, "build")
    assert (done.exit_code, "GT908" in done.output) == (0, False)
    assert GONE in (tmp_path / "site/ids.txt").read_text()
    assert run(mended, "build").exit_code == 0


def test_the_page_says_when_and_why(run: Run, tmp_path: Path) -> None:
    run(WITHDRAWN, "build")
    page = (tmp_path / "site/actions/road/index.html").read_text()
    assert "This was withdrawn on 1 May 2026." in page
    assert "Recorded &lt;b&gt;twice&lt;/b&gt;" in page


def test_what_stays_silent_about_its_audience_is_internal(run: Run, tmp_path: Path) -> None:
    files = {**WITHDRAWN, "archive.yml": f"{ARCHIVE}{ENTRY}"}
    assert "GT802" in run(files, "check").output
    run(files, "build")
    assert "road" not in "".join(str(path) for path in (tmp_path / "site").rglob("*"))
    run(files, "build", "--edition", "internal", "--site", "inside")
    assert "action:road" in (tmp_path / "inside/ids.txt").read_text()


def test_the_notice_gives_way_to_the_thing_itself(run: Run, tmp_path: Path) -> None:
    """Something made internal after it had been published: the public reads the notice, others the thing."""
    hidden = {**BOTH, MEETING: BOTH[MEETING].replace("what: Road", "what: Road, audience: internal")}
    files = {**hidden, "archive.yml": WITHDRAWN["archive.yml"]}
    assert run(files, "build").exit_code == 0
    assert "This was withdrawn" in (tmp_path / "site/actions/road/index.html").read_text()
    run(files, "build", "--edition", "internal", "--site", "inside")
    assert "This was withdrawn" not in (tmp_path / "inside/actions/road/index.html").read_text()


def test_check_tells_before_anything_is_built(run: Run, tmp_path: Path) -> None:
    run(BOTH, "build")
    for where in ("site", "site/ids.txt"):
        told = run(ONE, "check", "--published", where)
        assert told.exit_code == 1
        assert f"site/ids.txt:3:1: error GT908 '{GONE}'" in told.output
    assert run(WITHDRAWN, "check", "--published", "site").exit_code == 0
    assert run(ONE, "check").exit_code == 0


def test_a_site_without_a_list_is_said_to_have_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    told = run(BOTH, "check", "--published", "old")
    assert told.exit_code == 2
    assert "has no list of what was published" in told.output


def test_sites_for_two_audiences_and_for_another_day_are_not_compared(run: Run) -> None:
    run(BOTH, "build", "--edition", "internal")
    assert run(BOTH, "build").exit_code == 0
    assert run(BOTH, "build", "--as-of", "2015-02-01").exit_code == 0


@pytest.mark.parametrize("id", ["road", "action:", "lane:road", "session:review#talk", ":road"])
def test_what_had_no_page_cannot_be_withdrawn(run: Run, id: str) -> None:
    files = {**WITHDRAWN, "archive.yml": WITHDRAWN["archive.yml"].replace(GONE, f'"{id}"')}
    assert "error GT409" in run(files, "check").output


def test_an_internal_id_is_in_no_public_list(run: Run, tmp_path: Path) -> None:
    run(BOTH, "build", "--edition", "internal", "--site", "inside")
    run(BOTH, "build")
    assert "action:hush" in (tmp_path / "inside/ids.txt").read_text()
    assert "hush" not in (tmp_path / "site/ids.txt").read_text()
