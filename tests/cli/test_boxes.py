"""`goldenthread boxes`: which chart is meant, what stands in the way, and how it begins and ends."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldenthread.cli import main
from goldenthread.compile import compile_archive
from goldenthread.preview import chart_paths, meant
from tests.preview.conftest import RECORD, picture
from tests.preview.served import Serving, serving
from tests.written import ARCHIVE, CHART, HEAD, MEETING, write

Boxes = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all tests: its photo is looked at once."""
    return tmp_path_factory.mktemp("boxes")


@pytest.fixture
def records(folder: Path) -> Path:
    """Two meetings, each with a chart `staffing`, and a chart `budget` without a photo."""
    later, budget = "meetings/later", CHART.replace("staffing", "budget")
    files: dict[str, str | bytes] = {
        MEETING: f"{HEAD}---\n",
        CHART: RECORD,
        "meetings/review/photos/staffing.jpg": picture(),
        budget: "---\ntitle: Budget\n---\n- Paint\n",
        f"{later}/meeting.md": f"{HEAD}---\n",
        f"{later}/flip-charts/staffing.md": RECORD,
    }
    write(folder / "records", files)
    return folder / "records"


@pytest.fixture
def boxes(records: Path, monkeypatch: pytest.MonkeyPatch) -> Boxes:
    """`boxes("staffing")` runs the command, which must not come to serve anything."""
    monkeypatch.chdir(records.parent)
    return lambda *arguments: CliRunner().invoke(main, ["boxes", *arguments])


@pytest.fixture
def served(records: Path) -> Iterator[Serving]:
    """The command as it runs, in a process of its own."""
    with serving(records.parent, "review/staffing") as running:
        yield running


def test_the_charts_in_its_help_are_charts_of_the_sample() -> None:
    sample = Path(__file__).parents[2] / "records"
    charts = chart_paths(sample, compile_archive(sample)[0])
    named = re.findall(r"(?m)^    goldenthread boxes (\S+)", CliRunner().invoke(main, ["boxes", "--help"]).output)
    assert [len(meant(charts, sample, name)) for name in named] == [1, 1]


def test_a_chart_that_is_misspelt_is_proposed(boxes: Boxes) -> None:
    done = boxes("review/stafing")
    assert done.exit_code == 2
    assert "there is no chart 'review/stafing': did you mean 'review/staffing'?" in done.output


def test_a_chart_that_is_misspelt_by_its_own_name_is_proposed_by_its_whole_name(boxes: Boxes) -> None:
    assert "did you mean 'review/budget'?" in boxes("budjet").output


def test_where_no_chart_is_near_all_are_named(boxes: Boxes) -> None:
    assert "there is no chart 'xyz': later/staffing, review/budget, review/staffing" in boxes("xyz").output


def test_a_name_that_several_charts_have_is_told_with_their_whole_names(boxes: Boxes) -> None:
    done = boxes("staffing")
    assert done.exit_code == 2
    assert "several charts are called 'staffing': later/staffing, review/staffing" in done.output


def test_a_chart_without_a_photo_says_what_it_needs(boxes: Boxes) -> None:
    done = boxes("budget")
    assert done.exit_code == 1
    assert f"records/{CHART.replace('staffing', 'budget')} cannot be drawn on: a chart needs a photo" in done.output


def test_a_chart_that_cannot_be_read_says_where_and_why(records: Path, boxes: Boxes) -> None:
    (records / CHART).write_text("---\ntitel: Staffing\n---\n- A\n")
    done = boxes("review/staffing")
    assert done.exit_code == 1
    assert f"records/{CHART}:2:1: error GT210 " in done.output
    assert "did you mean 'title'?" in done.output


@pytest.mark.parametrize("files", [{}, {"archive.yml": ARCHIVE}])
def test_records_without_charts_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str]) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "records").mkdir()
    for path, content in files.items():
        (tmp_path / "records" / path).write_text(content)
    done = CliRunner().invoke(main, ["boxes", "staffing"])
    assert done.exit_code == 1
    assert ("GT002" in done.output) is not bool(files)
    assert done.output.endswith("There are no flip charts in records.\n")


def test_a_port_that_is_taken_is_told(boxes: Boxes) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = boxes("review/staffing", "--port", str(other.getsockname()[1]))
    assert done.exit_code == 2
    assert "leave --port out" in done.output


def test_it_says_where_the_page_is_and_ends_on_ctrl_c(served: Serving) -> None:
    assert (
        served.said == f"Draw the boxes of review/staffing at {served.address} and save them there. Ctrl-C ends it.\n"
    )
    with urllib.request.urlopen(served.address, timeout=20) as answer:
        assert b"Costed list" in answer.read()
    served.process.send_signal(signal.SIGINT)
    rest, _ = served.process.communicate(timeout=20)
    assert (served.process.returncode, rest) == (0, f"Ended. What was saved is in records/{CHART}.\n")


def test_ctrl_c_is_not_kept_up_by_a_browser_that_says_nothing(served: Serving) -> None:
    port = int(served.address.rsplit(":", 1)[1].strip("/"))
    with socket.create_connection(("127.0.0.1", port)):
        served.process.send_signal(signal.SIGINT)
        try:
            served.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            pytest.fail("it waits for a request that does not come")
    assert served.process.returncode == 0


def test_it_opens_a_browser_where_asked(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.chdir(records.parent)
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("goldenthread.preview.BoxesServer.serve_forever", lambda _: None)
    for arguments in (["--open"], []):
        assert CliRunner().invoke(main, ["boxes", "review/staffing", *arguments]).exit_code == 0
    assert [address.rpartition(":")[0] for address in opened] == ["http://127.0.0.1"]
