"""The generated archive, its twin for the peer, and the scale: what `scripts/bench` rests on."""

from __future__ import annotations

import html
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from goldenthread.compile import compile_archive, edition_of, loader
from goldenthread.model.archive import Archive
from goldenthread.model.fields import Prose
from goldenthread.model.register import Named
from goldenthread.publish import publish
from scripts.benching.generate import ITEMS, generate
from scripts.benching.measure import MIB, Failed, Side, compare, measured, tree_memory
from scripts.benching.peers import write_mkdocs
from scripts.benching.records import write_records

MEETINGS = 10
MENTION = re.compile(r"\[\[[^\[\]|]+(?:\|([^\[\]]+))?\]\]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated")
    archive = generate(MEETINGS)
    write_records(archive, folder / "records")
    write_mkdocs(archive, folder / "mkdocs", search=False)
    return folder


@pytest.fixture(scope="module")
def compiled(folder: Path) -> Archive:
    archive, problems = compile_archive(folder / "records")
    assert [found.line() for found in problems] == []
    return archive


@pytest.fixture(scope="module")
def peer(folder: Path) -> str:
    """All the words of the peer's pages; its links are the words they show."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in pages_of_peer(folder))
    return plain(re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", text))


def pages_of_peer(folder: Path) -> list[Path]:
    return sorted((folder / "mkdocs" / "docs").rglob("*.md"))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[*~]|</?del>", "", html.unescape(text)))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def texts(archive: Archive) -> list[str | Prose]:
    """What people wrote, wherever it stands in the records."""
    found: list[str | Prose] = [archive.settings.description]
    registers: tuple[tuple[Named, ...], ...] = (archive.groups, archive.themes, archive.series)
    for register in registers:
        for named in register:
            found += [named.name, named.note]
    for meeting in archive.meetings:
        found += [meeting.title, meeting.place, meeting.summary, meeting.body]
        found += [objective.text for objective in meeting.objectives]
        for session in meeting.programme:
            found += [session.title, session.commentary]
        for action in meeting.actions:
            found += [action.what, action.detail, action.outcome, action.judged_by, action.due_said]
        for decision in meeting.decisions:
            found += [decision.what, decision.why, *decision.alternatives]
        for chart in meeting.charts:
            found += [chart.title, *(span.text for _, line in chart.lines() for span in line.walk())]
    for reported in archive.updates:
        found += [reported.update.note, reported.update.reason]
    return found


def test_the_same_seed_gives_the_same_records(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        archive = generate(3, seed)
        write_records(archive, tmp_path / name / "records")
        write_mkdocs(archive, tmp_path / name / "mkdocs", search=True)
    assert files(tmp_path / "one") == files(tmp_path / "again")
    assert files(tmp_path / "one") != files(tmp_path / "other")


@pytest.mark.parametrize("meetings", [1, 2, 3, MEETINGS])
def test_an_archive_has_no_problems_whatever_its_size(meetings: int, tmp_path: Path) -> None:
    write_records(generate(meetings), tmp_path)
    archive, problems = compile_archive(tmp_path)
    assert [found.line() for found in problems] == []
    assert len(archive.meetings) == meetings


def test_each_meeting_brings_ten_items(compiled: Archive) -> None:
    for meeting in compiled.meetings:
        assert len(meeting.actions) + len(meeting.decisions) + len(meeting.charts) == ITEMS
        lines = sum(1 for chart in meeting.charts for _ in chart.lines())
        assert 15 <= lines <= 40
        assert any(chart.priorities() for chart in meeting.charts)
    assert (len(compiled.people), len(compiled.groups), len(compiled.themes)) == (30, 12, 20)


def test_later_meetings_report_on_earlier_actions(compiled: Archive) -> None:
    assert len(compiled.updates) > MEETINGS
    assert any(reported.meeting is None for reported in compiled.updates)


def test_both_sides_have_the_same_pages(folder: Path, compiled: Archive) -> None:
    site = publish(edition_of(compiled), loader(folder / "records"))
    # What our own signs mean, what moved in a year, and the lists by letter
    alone = re.compile(r"about/look|changes/\d{4}|search(/.*)?")
    ours = {where for page in site.pages if not alone.fullmatch(where := page.address.strip("/"))}
    docs = folder / "mkdocs" / "docs"
    theirs = [path.relative_to(docs).with_suffix("").as_posix() for path in pages_of_peer(folder)]
    assert ours == {path.removesuffix("index").strip("/") for path in theirs}
    assert len(ours) == len(theirs)


def test_the_peer_has_all_our_words(compiled: Archive, peer: str) -> None:
    count = 0
    for text in texts(compiled):
        raw = text.text if isinstance(text, Prose) else text
        # A mention shows the title of what it names, on both sides: the words around it must be there.
        for part in MENTION.sub(lambda found: found[1] or "\0", raw).split("\0"):
            words = plain(part).strip()
            assert words in peer
            count += bool(words)
    assert count > 500


def test_no_link_of_the_peer_is_broken(folder: Path) -> None:
    links = 0
    for path in pages_of_peer(folder):
        for target in re.findall(r"\]\(([^()]+)\)", path.read_text(encoding="utf-8")):
            links += 1
            assert (path.parent / target).is_file(), f"{path}: {target}"
    assert links > 1_000


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="memory is read from /proc")
def test_the_scale_sees_a_childs_child() -> None:
    hold = f"import time; held = bytearray({60 * MIB}); print('ready', flush=True); time.sleep(60)"
    hand_on = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"
    command = [sys.executable, "-c", hand_on, hold]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True, text=True) as child:
        assert child.stdout
        assert child.stdout.readline().strip() == "ready"
        resident = int(Path(f"/proc/{child.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        tree = tree_memory(child.pid)
        os.killpg(child.pid, signal.SIGKILL)
    assert tree > resident + 60 * MIB


def test_sides_are_run_in_turn_in_fresh_folders(tmp_path: Path) -> None:
    order = tmp_path / "order"
    write = "import pathlib, sys; out = pathlib.Path(sys.argv[2]); out.mkdir(); (out / 'a.html').write_text('12345')"
    write += "; open(sys.argv[3], 'a').write(sys.argv[1])"

    def side(name: str) -> Side:
        return Side(name, lambda out: [sys.executable, "-c", write, name, str(out), str(order)])

    said: list[str] = []
    one, two = compare([side("A"), side("B")], 2, tmp_path, said.append)
    assert order.read_text() == "ABABAB"
    assert len(said) == 6
    assert (one.output.pages, one.output.bytes, len(two.runs)) == (1, 5, 2)
    assert one.ratio(one, lambda run: run.wall) == 1
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_a_build_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="no such luck"):
        measured([sys.executable, "-c", "raise SystemExit('no such luck')"], tmp_path)
