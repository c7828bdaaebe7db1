"""Records edited again and again: what is remembered of them gives what reading them all anew gives.

A run tries twenty sequences of edits, the same each time. `GOLDENTHREAD_PROPERTIES=full` tries five hundred:

    GOLDENTHREAD_PROPERTIES=full .venv/bin/python -m pytest tests/compile/test_edits.py -q
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from goldenthread.compile import compile_archive, edition_of, loader
from goldenthread.memory import Memory
from goldenthread.publish import publish
from goldenthread.publish.views.evidence import Gatherings
from scripts.benching.generate import generate
from scripts.benching.records import write_records
from tests.properties.effort import FULL

SEQUENCES, EDITS = (500, 8) if FULL else (20, 3)
Edit = Callable[[Path, Random], None]


def _one(root: Path, random: Random, pattern: str) -> Path | None:
    found = sorted(root.glob(pattern))
    return random.choice(found) if found else None


def say_more(root: Path, random: Random) -> None:
    """Another sentence in the minutes of a meeting."""
    if path := _one(root, random, "meetings/**/meeting.md"):
        path.write_text(f"{path.read_text('utf-8').rstrip()}\n\nWord {random.random()} was added.\n", "utf-8")


def drop_a_line(root: Path, random: Random) -> None:
    """A line less in any record: it may be one that others refer to, or without which it cannot be read."""
    if path := _one(root, random, random.choice(["meetings/**/*.md", "meetings/**/*.yml", "registers/*.yml"])):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        del lines[random.randrange(len(lines))]
        path.write_text("".join(lines), "utf-8")


def double_a_line(root: Path, random: Random) -> None:
    """A line more, which moves all below it."""
    if path := _one(root, random, "meetings/**/*.md"):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        at = random.randrange(len(lines))
        path.write_text("".join([*lines[: at + 1], *lines[at:]]), "utf-8")


def rename(root: Path, random: Random) -> None:
    """A meeting under another id."""
    if path := _one(root, random, "meetings/**/meeting.md"):
        path.parent.rename(path.parent.with_name(f"{path.parent.name}-{random.randrange(100)}"))


def remove(root: Path, random: Random) -> None:
    """A meeting less, or a chart."""
    if path := _one(root, random, random.choice(["meetings/**/meeting.md", "meetings/**/flip-charts/*.md"])):
        path.unlink() if "flip-charts" in path.parts else shutil.rmtree(path.parent)


def add(root: Path, random: Random) -> None:
    """A copy of a meeting under another id: its things have theirs twice now."""
    if path := _one(root, random, "meetings/**/meeting.md"):
        copy = path.parent.with_name(f"{path.parent.name}-copy-{random.randrange(100)}")
        if not copy.exists():
            shutil.copytree(path.parent, copy)


def put_a_photo(root: Path, random: Random) -> None:
    """A file that nobody names, or that is no photo."""
    if path := _one(root, random, "meetings/**/meeting.md"):
        photos = path.parent / "photos"
        photos.mkdir(exist_ok=True)
        (photos / f"{random.randrange(3)}.jpg").write_bytes(random.randbytes(20))


def close(root: Path, random: Random) -> None:
    """Another audience for a whole kind."""
    path = root / "archive.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("actions: public", "actions: internal") if random.random() < 0.5 else text, "utf-8")


def turn(root: Path, random: Random) -> None:
    """An action, or a whole meeting, that is internal now, or public again: others may name it."""
    if path := _one(root, random, random.choice(["meetings/**/actions.yml", "meetings/**/meeting.md"])):
        text, begun = path.read_text("utf-8"), "  audience: internal\n"
        entry = random.choice(["- id: ", "date: "])
        if begun.strip() in text:
            text = "".join(line for line in text.splitlines(keepends=True) if line.strip() != begun.strip())
        elif at := [found for found in range(len(text)) if text.startswith(f"\n{entry}", found)]:
            end = text.find("\n", random.choice(at) + 1) + 1
            text = text[:end] + (begun if entry.startswith("-") else begun.lstrip()) + text[end:]
        path.write_text(text, "utf-8")


def report(root: Path, random: Random) -> None:
    """An update that says otherwise how a thing stands, or two; one of them perhaps on the day before."""
    if path := _one(root, random, random.choice(["updates/*.yml", "meetings/**/updates.yml"])):
        entries = path.read_text("utf-8").split("- about:")
        at = random.randrange(1, len(entries))
        said = random.choice(["open", "in progress", "dropped\n  reason: No money", "blocked\n  reason: No key"])
        turned = entries[at].replace("status: done", f"status: {said}")
        entries[at:at] = random.choice([[turned], [turned.replace("-02-", "-01-")], []])
        path.write_text("- about:".join(entries), "utf-8")


def call(root: Path, random: Random) -> None:
    """A telephone number in the minutes."""
    if path := _one(root, random, "meetings/**/meeting.md"):
        path.write_text(f"{path.read_text('utf-8').rstrip()}\n\nCall +44 20 7946 0{random.randrange(958)}.\n", "utf-8")


def misdate(root: Path, random: Random) -> None:
    """A year that is a slip, or none any more."""
    if path := _one(root, random, random.choice(["meetings/**/actions.yml", "meetings/**/meeting.md"])):
        text = path.read_text("utf-8")
        slips = [("due: 21", "due: 20"), ("due: 20", "due: 21")]
        written, meant = next((one for one in slips if one[0] in text), slips[0])
        path.write_text(text.replace(written, meant), "utf-8")


def share_an_id(root: Path, random: Random) -> None:
    """A thing in one meeting under the id of a thing in any."""
    paths = sorted(root.glob("meetings/**/*.yml")) + sorted(root.glob("meetings/**/meeting.md"))
    entries = [(path, line) for path in paths for line in path.read_text("utf-8").splitlines() if "- id: " in line]
    if entries:
        (path, mine), (_, other) = random.choice(entries), random.choice(entries)
        path.write_text(path.read_text("utf-8").replace(mine, mine[: mine.index("- id: ")] + other.lstrip()), "utf-8")


def attach(root: Path, random: Random) -> None:
    """A document of a meeting, which a finding names or no longer names; what it says may be another than before."""
    if path := _one(root, random, "meetings/**/meeting.md"):
        (path.parent / "files").mkdir(exist_ok=True)
        (path.parent / "files" / "notes.txt").write_text(f"Said {random.randrange(3)} times.\n", "utf-8")
        (path.parent / "files.yml").write_text("- file: notes.txt\n", "utf-8")
        named = random.choice(["", "  evidence: files/notes.txt\n"])
        found = f"- id: what-{path.parent.name}\n  kind: lesson\n  what: Notes help.\n{named}"
        (path.parent / "findings.yml").write_text(found, "utf-8")


def show(root: Path, random: Random) -> None:
    """A photo of a meeting, in one size or another."""
    if path := _one(root, random, "meetings/**/meeting.md"):
        (path.parent / "photos").mkdir(exist_ok=True)
        Image.new("RGB", (random.randint(20, 22), 20)).save(path.parent / "photos" / "shown.png")
        (path.parent / "photos.yml").write_text("- photo: shown.png\n  alt: A sheet on a wall\n", "utf-8")


EDITED: tuple[Edit, ...] = (
    *(say_more, say_more, drop_a_line, double_a_line, rename, remove, add, put_a_photo, close),
    *(turn, turn, turn, report, report, call, misdate, share_an_id, attach, attach, show),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edits") / "records"
    write_records(generate(3), folder)
    return folder


def told(root: Path, memory: Memory | None) -> tuple[str, ...]:
    """All that an archive says and is told of it, with every place; its public edition, and the pages of that."""
    made, problems = compile_archive(root, memory=memory)
    edition = edition_of(made, memory=memory)
    site = publish(edition, loader(root))
    pages = (f"{page.address} {page.title}" for page in site.pages)
    assert site.changes.has_any == bool(site.changes.moved)
    assert Gatherings(site.book).is_filled("priorities") == bool(site.book.ranked_blocks)
    standing = (f"{key} {one.events} {one.course}" for key, one in edition.histories.items())
    return (repr(made), repr(edition.archive), *standing, *(found.line() for found in problems), *pages)


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_what_is_remembered_is_what_is_read_anew(archive: Path, tmp_path: Path, seed: int) -> None:
    random, memory, root = Random(seed), Memory(), tmp_path / "records"
    shutil.copytree(archive, root)
    told(root, memory)
    for _ in range(EDITS):
        edit = random.choice(EDITED)
        edit(root, random)
        assert told(root, memory) == told(root, None), edit.__doc__


def test_the_comparison_sees_what_a_memory_did_not_notice(archive: Path, tmp_path: Path) -> None:
    """A memory that never looks whether a file has changed."""

    class Stubborn(Memory):
        def recall(self, name, of, make):  # type: ignore[no-untyped-def]
            return super().recall(name, None, make)

    memory, root, random = Stubborn(), tmp_path / "records", Random(1)
    shutil.copytree(archive, root)
    told(root, memory)
    say_more(root, random)
    assert told(root, memory) != told(root, None)


class Blind(Memory):
    """A memory that never looks whether what one sort of thing is made of has changed."""

    sort = ""

    def recall(self, name, of, make):  # type: ignore[no-untyped-def]
        sort = name[0] if isinstance(name, tuple) else name
        return super().recall(name, None if sort == self.sort else of, make)


def differs(archive: Path, root: Path, memory: Memory, seed: int) -> bool:
    """Whether a few edits show that a memory is wrong."""
    random = Random(seed)
    shutil.copytree(archive, root)
    told(root, memory)
    for _ in range(4):
        random.choice(EDITED)(root, random)
        try:
            if told(root, memory) != told(root, None):
                return True
        except KeyError:  # what it holds does not fit together any more
            return True
    return False


REMEMBERED = (
    *("read", "derived", "ids", "called", "names", "written", "reported", "links", "checked", "contacts"),
    *("dropped", "referring", "named", "histories", "naming", "documents", "photos"),
)


class Noting(Memory):
    """A memory that notes the sorts of thing it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.sorts: set[str] = set()

    def recall(self, name, of, make):  # type: ignore[no-untyped-def]
        self.sorts.add(name[0] if isinstance(name, tuple) else name)
        return super().recall(name, of, make)


def test_whatever_is_remembered_is_tried_below(archive: Path, tmp_path: Path) -> None:
    memory, random, root = Noting(), Random(1), tmp_path / "records"
    shutil.copytree(archive, root)
    for _ in range(12):
        turn(root, random)  # some is asked only where something that is withheld is named elsewhere
        told(root, memory)
    assert memory.sorts == {*REMEMBERED}


@pytest.mark.parametrize("sort", REMEMBERED)
def test_the_edits_show_whatever_is_remembered_too_long(archive: Path, tmp_path: Path, sort: str) -> None:
    for seed in range(20):
        memory = Blind()
        memory.sort = sort
        if differs(archive, tmp_path / str(seed), memory, seed):
            return
    pytest.fail("no edit shows it")
