"""What no build of ours can be faster than: MkDocs and the search's engine, with all that is ours made before.

In: `ready.py documents RECORDS FILE` keeps what the search is given; `ready.py build SITE FILE OUT` builds. Out: the
files of a built site, through MkDocs, with an index made anew. Guaranteed: no record is read, nothing checked, nothing
rendered, hashed or followed; each page is the built one, under a theme that is nothing but the page, and a process
beside tells the engine of each thing.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from goldenthread.compile import compile_archive, edition_of, loader
from goldenthread.publish import publish
from goldenthread.publish.search.documents import Document, document
from goldenthread.publish.search.engine import FOLDER, index

INDEX = "index.html"
THEME = "{{ page.content }}"
CONFIGURED = """\
site_name: Made before
theme: {name: null, custom_dir: theme}
plugins: []
nav: [index.md]
"""


def main(arguments: Sequence[str]) -> int:
    """Keep the documents of the search, or build; the status is that of the process beside."""
    what, first, *rest = arguments
    if what == "documents":
        return _documents(Path(first), Path(rest[0]))
    return _build(Path(first), Path(rest[0]), Path(rest[1]))


def _documents(records: Path, kept: Path) -> int:
    archive, _ = compile_archive(records)
    site = publish(edition_of(archive), loader(records))
    with kept.open("wb") as file:
        for record in site.search.each():
            pickle.dump(document(record, folders=True), file)
    return 0


def _kept(path: Path) -> Iterator[Document]:
    with path.open("rb") as file:
        while file.peek(1):
            yield pickle.load(file)  # written by this very program


def _build(site: Path, kept: Path, out: Path) -> int:
    with TemporaryDirectory(prefix="goldenthread-bench-") as folder:
        project = Path(folder)
        for name in ("docs", "theme"):
            (project / name).mkdir()
        (project / "theme" / "main.html").write_text(THEME)
        (project / "mkdocs.yml").write_text(CONFIGURED)
        config = load_config(str(project / "mkdocs.yml"), site_dir=str(out))
        handing = Handing(site, kept)
        config.plugins.events["files"].append(handing.on_files)
        config.plugins.events["post_page"].append(handing.on_post_page)
        build(config)
    return os.waitstatus_to_exitcode(os.waitpid(handing.beside, 0)[1])


class Handing(BasePlugin):  # type: ignore[type-arg]
    """Hands MkDocs all files of a built site but the index of its search, which a process beside makes."""

    def __init__(self, site: Path, kept: Path) -> None:
        self.beside = 0
        self._site = site
        self._kept = kept

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Hand them over, once MkDocs has emptied the folder of the site."""
        self.beside = os.fork()
        if not self.beside:
            os._exit(bool(index(_kept(self._kept), Path(config.site_dir, FOLDER))))
        for path in sorted(self._site.rglob("*")):
            where = path.relative_to(self._site).as_posix()
            if path.is_file() and not where.startswith(f"{FOLDER}/"):
                files.append(_file(path, where, config))
        return files

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Let go of what is about to be written."""
        page.content = ""


def _file(path: Path, where: str, config: MkDocsConfig) -> File:
    if path.name != INDEX:
        return File.generated(config, where, abs_src_path=str(path), inclusion=InclusionLevel.INCLUDED)
    file = File.generated(config, where.removesuffix(INDEX) + "index.md", content="", inclusion=InclusionLevel.INCLUDED)
    file.page = Ready(path, file, config)
    return file


class Ready(Page):
    """A page that was made before."""

    def __init__(self, path: Path, file: File, config: MkDocsConfig) -> None:
        self._path = path
        super().__init__("A page", file, config)

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """There is none."""
        self.markdown, self.meta = "", {"title": "A page"}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Take it from where it was built."""
        self.content, self.toc = self._path.read_text(encoding="utf-8"), TableOfContents([])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
