"""The sides of a comparison of builds: what each writes to begin with, and what is run.

In: an archive and a folder for inputs. Out: `Side`s. Guaranteed: a cold build finds no cache, a warm one finds that of
the build before it; what a search needs on top of a generator is a side of its own.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from goldenthread.cache import SETTING

from . import tools
from .edits import Note, newest
from .measure import Side
from .peers import write_eleventy, write_hugo, write_mkdocs
from .records import write_records
from .shapes import Archive

OURS, EDITED, UNCHANGED = "Golden Thread", "Golden Thread, one record changed", "Golden Thread, nothing changed"
SERVED = "goldenthread serve"
FLOOR = "floor, 1 process"
FLOOR_2 = "floor, 2 processes"
READY = "MkDocs and Pagefind, all else made before"
HUGO, HUGO_FOUND = "Hugo", "Hugo + Pagefind"
ELEVENTY, ELEVENTY_FOUND = "Eleventy", "Eleventy + Pagefind"
MKDOCS = "MkDocs + Material"
ZENSICAL, ZENSICAL_EDITED = "Zensical", "Zensical, one page changed"
WARM = (EDITED, UNCHANGED, ZENSICAL_EDITED)
NOTES = {
    OURS: "no cache; records checked, compiled, indexed by Pagefind, published, every link verified, then switched in",
    EDITED: "as before, with the cache of the build before; a note of the newest meeting was edited",
    UNCHANGED: "as before, with the cache of the build before, and nothing edited since",
    FLOOR: "the bytes of our built site read, hashed with SHA-256 and written again, and nothing else",
    FLOOR_2: "the same, in two processes",
    READY: "our finished pages through MkDocs, under a theme that is nothing but the page; beside it all that our "
    "search knows given to Pagefind: no MkDocs plugin with such a search can be faster",
    HUGO: "one template, menu rendered once, no feeds, no taxonomies, no site map, no search",
    HUGO_FOUND: "the same, then Pagefind over the pages",
    ELEVENTY: "a layout that is a JavaScript function, no template language in Markdown, no search",
    ELEVENTY_FOUND: "the same, then Pagefind over the pages",
    MKDOCS: "navigation pruned, with the theme's own search",
    ZENSICAL: "the same project as for MkDocs, its cache cleared, with its own search",
    ZENSICAL_EDITED: "the same, with the cache of the build before; the same note was edited",
}


def ours(archive: Archive, inputs: Path) -> Iterator[Side]:
    """Our builds, and the floor below them."""
    # Earlier releases are kept beside a site: each has a folder of its own around it.
    records, cold, warm = inputs / "records", inputs / "cold", inputs / "warm"
    write_records(archive, records)
    fresh, site = cold / "site", warm / "site"
    note = Note.recorded(archive, records)

    def build(out: Path) -> list[str]:
        run = [sys.executable, "-m", "goldenthread", "build", "--timings", "--records", str(records)]
        return [*run, "--site", str(out)]

    def forget() -> None:
        shutil.rmtree(cold, ignore_errors=True)
        cold.mkdir()

    warm.mkdir()
    kept = {SETTING: str(warm / "cache")}
    yield Side(OURS, build, {SETTING: str(cold / "cache")}, before=forget, out=fresh)
    yield Side(EDITED, build, kept, before=note.change, out=site, warm=True)
    yield Side(UNCHANGED, build, kept, out=site)
    copy = [sys.executable, str(Path(__file__).with_name("floor.py")), str(fresh)]
    yield Side(FLOOR, lambda out: [*copy, str(out), "1"])
    yield Side(FLOOR_2, lambda out: [*copy, str(out), "2"])
    ready = [sys.executable, str(Path(__file__).with_name("ready.py"))]
    given = inputs / "documents"

    def prepare() -> None:
        subprocess.run([*ready, "documents", str(records), str(given)], check=True)

    yield Side(READY, lambda out: [*ready, "build", str(fresh), str(given), str(out)], before=prepare)


def mkdocs(archive: Archive, inputs: Path) -> Iterator[Side]:
    """Stock MkDocs with Material."""
    project = inputs / "mkdocs"
    write_mkdocs(archive, project)
    run = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(project / "mkdocs.yml")]
    yield Side(MKDOCS, lambda out: [*run, "--site-dir", str(out)])


def zensical(archive: Archive, inputs: Path) -> Iterator[Side]:
    """Zensical on the project of MkDocs: cold, and after an edit."""
    project = inputs / "zensical"
    write_mkdocs(archive, project)
    site = project / "site"
    note = Note.written(archive, project / "docs" / "meetings" / newest(archive).id / "index.md")
    run = [*tools.zensical(), "build", "--config-file", str(project / "mkdocs.yml")]

    def forget() -> None:
        shutil.rmtree(site, ignore_errors=True)

    yield Side(ZENSICAL, lambda _: [*run, "--clean"], before=forget, out=site)
    yield Side(ZENSICAL_EDITED, lambda _: run, before=note.change, out=site)


def hugo(archive: Archive, inputs: Path) -> Iterator[Side]:
    """Hugo, without and with a search."""
    project = inputs / "hugo"
    write_hugo(archive, project)
    run = [*tools.hugo(), "--quiet", "--noBuildLock", "--noTimes", "--source", str(project), "--destination"]
    yield from _found(HUGO, HUGO_FOUND, lambda out: [*run, str(out)])


def eleventy(archive: Archive, inputs: Path) -> Iterator[Side]:
    """Eleventy, without and with a search."""
    project = inputs / "eleventy"
    write_eleventy(archive, project)

    def build(out: Path) -> list[str]:
        # Its folders are taken from where it is run.
        run = shlex.join([*tools.eleventy(), "--quiet", f"--output={out}"])
        return ["sh", "-c", f"cd {shlex.quote(str(project))} && exec {run}"]

    yield from _found(ELEVENTY, ELEVENTY_FOUND, build)


def _found(name: str, with_search: str, build: Callable[[Path], Sequence[str]]) -> Iterator[Side]:
    """A generator that has no search: alone, and with Pagefind run after it."""
    yield Side(name, build)
    index = [*tools.pagefind(), "--quiet", "--site"]
    yield Side(with_search, lambda out: ["sh", "-c", f"{shlex.join(build(out))} && {shlex.join([*index, str(out)])}"])


PEERS: dict[str, Callable[[Archive, Path], Iterator[Side]]] = {
    "hugo": hugo,
    "eleventy": eleventy,
    "mkdocs": mkdocs,
    "zensical": zensical,
}
"""Whom we can be compared with: each writes its input from the archive, and says what to run."""
