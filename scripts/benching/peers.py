"""A generated archive as a project for each peer: its pages with what the generator needs around them.

In: an `Archive` and a folder. Out: a project that builds. Guaranteed: every peer has the same pages at the same
addresses, with the same words, the same links between them and the same menu; each is set up to be fast.

MkDocs and Zensical bring a theme. Hugo and Eleventy have one template of ours: a head, the menu, the way up, the page.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from math import inf
from pathlib import Path

from .pages import LISTED, REGISTERS, Page, between_addresses, between_files, pages
from .shapes import Archive

TEMPLATES = Path(__file__).resolve().parent / "templates"
SEARCHED = 6_000
"""Zensical ends with an error where a page has more than some 16,000 words, marks among them, and its search is to know
it: of the longest lists, each thing has a page of its own."""
HUGO = """\
title = {title}
baseURL = "/"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "404", "robotsTXT"]
[markup.goldmark.renderer]
unsafe = true
"""


def write_mkdocs(archive: Archive, folder: Path) -> None:
    """Write a stock MkDocs project with the Material theme below a folder; Zensical builds the same one."""
    _write_pages(pages(archive, between_files), folder / "docs", {}, searched=SEARCHED)
    (folder / "mkdocs.yml").write_text(_configuration(archive.title), encoding="utf-8")


def _configuration(title: str) -> str:
    lines = [f"site_name: {title}", "theme:", "  name: material", "  font: false"]
    lines += ["  features:", "    - navigation.prune", "plugins: [search]"]
    lines += ["nav:", "  - index.md", *(f"  - {name}/index.md" for name in REGISTERS)]
    lines += ["not_in_nav: |", "  /meetings/*/", "  /priorities/*/", *(f"  /{name}/*" for name in REGISTERS)]
    lines += ["  !/*/index.md", ""]
    return "\n".join(lines)


def write_hugo(archive: Archive, folder: Path) -> None:
    """Write a Hugo project with a template of its own below a folder."""
    # A register is a section; a meeting is no bundle, or else its flip charts would be no pages.
    names = {"index.md": "_index.md"} | {f"{name}/index.md": f"{name}/_index.md" for name in REGISTERS}
    names |= {f"meetings/{one.id}/index.md": f"meetings/{one.id}.md" for one in archive.meetings}
    _write_pages(pages(archive, between_addresses), folder / "content", names)
    (folder / "hugo.toml").write_text(HUGO.format(title=json.dumps(archive.title)), encoding="utf-8")
    layouts = folder / "layouts"
    _write_parts(archive.title, layouts / "_partials", folder / "static")
    shutil.copy(TEMPLATES / "hugo.html", layouts / "all.html")


def write_eleventy(archive: Archive, folder: Path) -> None:
    """Write an Eleventy project with a layout of its own below a folder."""
    _write_pages(pages(archive, between_addresses), folder / "content", {})
    layouts = folder / "layouts"
    _write_parts(archive.title, layouts, folder)
    sections = {"": archive.title} | {name: name.capitalize() for name in REGISTERS}
    (layouts / "sections.json").write_text(json.dumps(sections), encoding="utf-8")
    shutil.copy(TEMPLATES / "page.11ty.cjs", layouts)
    shutil.copy(TEMPLATES / "eleventy.config.cjs", folder)


def _write_pages(written: Iterator[Page], folder: Path, names: dict[str, str], searched: float = inf) -> None:
    """Write pages below a folder; `names` has the files that are called otherwise.

    Pages of more words than `searched` are left out of the generator's own search.
    """
    for page in written:
        file = folder / names.get(page.path, page.path)
        file.parent.mkdir(parents=True, exist_ok=True)
        # What JSON quotes, YAML reads: a title may hold a colon.
        head = f"title: {json.dumps(page.title, ensure_ascii=False)}\n"
        if len(page.markdown.split()) > searched:
            head += "search:\n  exclude: true\n"
        file.write_text(f"---\n{head}---\n\n{page.markdown}", encoding="utf-8")


def _write_parts(title: str, folder: Path, static: Path) -> None:
    """Write what stands above and below each page, and the style sheet."""
    for made in (folder, static):
        made.mkdir(parents=True, exist_ok=True)
    menu = (TEMPLATES / "menu.html").read_text(encoding="utf-8")
    (folder / "menu.html").write_text(menu.format(title=title, menu="\n".join(_menu())), encoding="utf-8")
    shutil.copy(TEMPLATES / "footer.html", folder)
    shutil.copy(TEMPLATES / "style.css", static)


def _menu() -> Iterator[str]:
    """The registers by heading, as in our own menu."""
    for heading, names in LISTED:
        links = "".join(f'<li><a href="/{name}/">{name.capitalize()}</a></li>' for name in names)
        yield f"<li>{heading}<ul>{links}</ul></li>" if heading else links
