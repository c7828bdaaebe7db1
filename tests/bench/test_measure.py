"""The stopwatch and the scale of `scripts/bench`, and the floor under every build."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from scripts.benching import floor
from scripts.benching import ready as ready_made
from scripts.benching.generate import generate
from scripts.benching.measure import MIB, Failed, Side, compare, measured, shared_once, tree_memory
from scripts.benching.records import write_records


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="memory is read from /proc")
def test_the_scale_sees_a_childs_child() -> None:
    hold = f"import time; held = bytearray({60 * MIB}); print('ready', flush=True); time.sleep(60)"
    hand_on = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"
    command = [sys.executable, "-c", hand_on, hold]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True, text=True) as child:
        assert child.stdout
        assert child.stdout.readline().strip() == "ready"
        resident = int(Path(f"/proc/{child.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        tree, engine = tree_memory(child.pid)
        os.killpg(child.pid, signal.SIGKILL)
    assert tree > resident + 60 * MIB
    assert engine == 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="memory is read from /proc")
def test_the_scale_tells_the_engine_from_the_rest(tmp_path: Path) -> None:
    engine = tmp_path / "pagefind_extended"
    shutil.copy("/bin/sleep", engine)
    start = "import subprocess, sys; child = subprocess.Popen(sys.argv[1:]); print(child.pid, flush=True); child.wait()"
    command = [sys.executable, "-c", start, str(engine), "60"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True, text=True) as child:
        assert child.stdout
        started = Path(f"/proc/{child.stdout.readline().strip()}/comm")
        while not started.read_text().startswith("pagefind") or not tree_memory(child.pid)[1]:
            pass
        tree, held = tree_memory(child.pid)
        once = shared_once(child.pid)
        os.killpg(child.pid, signal.SIGKILL)
    assert 0 < held < tree
    assert 0 < once <= tree - held


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
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_rounds_that_are_whole_count_where_it_is_ended(tmp_path: Path) -> None:
    runs: list[str] = []

    def before(name: str) -> None:
        runs.append(name)
        if len(runs) == 6:
            raise KeyboardInterrupt

    write = "import pathlib, sys; pathlib.Path(sys.argv[1]).mkdir()"
    sides = [
        Side(name, lambda out: [sys.executable, "-c", write, str(out)], before=partial(before, name)) for name in "AB"
    ]
    results = compare(sides, 3, tmp_path, lambda _: None, warm_up=False)
    assert runs == [*"ABABAB"]
    assert [len(result.runs) for result in results] == [2, 2]
    runs[:] = [*"ABABA"]
    with pytest.raises(KeyboardInterrupt):
        compare(sides, 3, tmp_path, lambda _: None, warm_up=False)


def test_without_a_warm_up_only_warm_sides_have_one(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    count = "import pathlib, sys; out = pathlib.Path(sys.argv[1]); out.mkdir(exist_ok=True)"
    count += "; held = len(list(out.iterdir())); print(held); (out / f'{held}.txt').write_text('')"
    before: list[str] = []

    def run(out: Path) -> list[str]:
        return [sys.executable, "-c", count, str(out)]

    sides = [Side("cold", run), Side("warm", run, before=lambda: before.append("warm"), out=kept, warm=True)]
    cold, warm = compare(sides, 2, tmp_path, lambda _: None, warm_up=False)
    assert [run.said.strip() for run in cold.runs] == ["0", "0"]
    assert [run.said.strip() for run in warm.runs] == ["1", "2"]
    assert len(before) == 3
    assert len([*kept.iterdir()]) == 3


@pytest.mark.parametrize("processes", ["1", "2", "3"])
def test_the_floor_copies_every_byte(processes: str, tmp_path: Path) -> None:
    site, out = tmp_path / "site", tmp_path / "out"
    for number in range(7):
        (site / str(number) / "deep").mkdir(parents=True)
        (site / str(number) / "deep" / "index.html").write_bytes(os.urandom(number))
    assert floor.main([str(site), str(out), processes]) == 0
    compared = {path.relative_to(site): path.read_bytes() for path in site.rglob("*.html")}
    assert {path.relative_to(out): path.read_bytes() for path in out.rglob("*.html")} == compared
    assert len(compared) == 7


def test_what_is_made_before_comes_out_as_it_was_built(tmp_path: Path) -> None:
    records, site, out = tmp_path / "records", tmp_path / "built" / "site", tmp_path / "out"
    write_records(generate(3), records)
    run = [sys.executable, "-m", "goldenthread", "build", "--records", str(records), "--site", str(site)]
    subprocess.run(run, check=True, capture_output=True)
    ready = [sys.executable, ready_made.__file__]
    subprocess.run([*ready, "documents", str(records), str(tmp_path / "documents")], check=True)
    subprocess.run([*ready, "build", str(site), str(tmp_path / "documents"), str(out)], check=True, capture_output=True)
    built, made = (
        {path.relative_to(one): path.read_bytes() for path in one.rglob("*") if path.is_file()} for one in (site, out)
    )
    assert made.keys() == built.keys()
    assert {str(path) for path in built if built[path] != made[path]} <= {"sitemap.xml.gz"}  # its clock
    assert Path("pagefind/pagefind-entry.json") in made


def test_a_build_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="no such luck"):
        measured([sys.executable, "-c", "raise SystemExit('no such luck')"], tmp_path)


def test_a_peer_that_fails_is_left_out_and_says_why(tmp_path: Path) -> None:
    write = "import pathlib, sys; pathlib.Path(sys.argv[1]).mkdir()"
    good = Side("good", lambda out: [sys.executable, "-c", write, str(out)])
    bad = Side("bad", lambda _: [sys.executable, "-c", "import sys; sys.exit('too many words')"], may_fail=True)
    said: list[str] = []
    assert [found.side.name for found in compare([bad, good], 2, tmp_path, said.append)] == ["good"]
    assert said[0] == "bad is left out: too many words"
    assert len(said) == 4
    with pytest.raises(Failed):
        compare([good, replace(bad, may_fail=False)], 1, tmp_path, said.append)
