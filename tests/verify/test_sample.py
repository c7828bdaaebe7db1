"""The gate over the built sample: it sees every reference between pages, and every fault planted among them."""

from __future__ import annotations

import os
import re
import shutil
from collections import defaultdict
from pathlib import Path
from posixpath import join, normpath
from random import Random

import pytest
from click.testing import CliRunner

from goldenthread.cli import main
from goldenthread.compile import compile_archive, edition_of
from goldenthread.model.archive import Link
from goldenthread.model.entry import Key
from goldenthread.publish import Site, publish
from goldenthread.publish.addresses import page_of
from goldenthread.verify import verify
from tests.pages import links, without_links

ROOT = Path(__file__).parents[2]
FULL = os.environ.get("GOLDENTHREAD_SAMPLE") == "full"
"""Whether every backlink of the sample is taken out in turn, which takes an hour, or only some."""
TRIED = 8


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public edition of the sample, built once."""
    site = tmp_path_factory.mktemp("built") / "site"
    done = CliRunner().invoke(main, ["build", "--records", str(ROOT / "records"), "--site", str(site)])
    assert done.exit_code == 0, done.output
    return site


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture(scope="session")
def site() -> Site:
    archive, _ = compile_archive(ROOT / "records")
    return publish(edition_of(archive), lambda path: None)


def verdict(site: Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["verify", str(site)])
    return done.exit_code, done.output


def linked_pages(built: Path) -> dict[str, set[str]]:
    """For each page the pages that its references and backlinks lead to."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in built.rglob("index.html"):
        page = path.parent.relative_to(built).as_posix()
        for link in links(path.read_text()):
            if "data-relation" in link.attributes or "data-backlink" in link.attributes:
                found[page].add(normpath(join(page, link.attributes["href"].partition("#")[0])))
    return found


def test_every_reference_of_the_sample_is_on_both_of_its_pages(site: Site, built: Path) -> None:
    pages = linked_pages(built)

    def page(key: Key) -> str:
        return page_of(site.book.address(key)).rstrip("/")

    def between_pages(link: Link) -> bool:
        ends = (page(link.source), page(link.target))
        return all(ends) and ends[0] != ends[1]

    references = [link for link in site.book.archive.links if between_pages(link)]
    assert len(references) > 100
    missing = [
        f"{link.source} {link.relation} {link.target}: {there} is not linked from {here}"
        for link in references
        for here, there in ((page(link.source), page(link.target)), (page(link.target), page(link.source)))
        if there not in pages[here]
    ]
    assert missing == []


def test_the_sample_is_whole(built: Path) -> None:
    assert verify(built).problems == ()
    assert verify(built).references > 100


def test_a_deleted_page_is_found(copy: Path) -> None:
    shutil.rmtree(copy / "actions" / "void-clock")
    status, said = verdict(copy)
    assert status == 1
    assert "error GT901 a link leads to" in said
    assert "void-clock/" in said


def test_a_deleted_photo_is_found(copy: Path) -> None:
    next(copy.rglob("photos/*.jpg")).unlink()
    status, said = verdict(copy)
    assert status == 1
    assert "error GT903" in said


def test_a_renamed_anchor_is_found(copy: Path) -> None:
    chart = copy / "meetings/2025-02-27-empty-homes/flip-charts/empty-homes/index.html"
    html = chart.read_text()
    assert 'id="keys"' in html or 'id="fans"' in html
    chart.write_text(re.sub(r' id="(keys|fans)"', r' id="\1-gone"', html))
    status, said = verdict(copy)
    assert status == 1
    assert "error GT902" in said


def answered(built: Path) -> list[tuple[str, str]]:
    """Pairs of pages: one refers to the other, and only one backlink there answers it."""
    pairs = []
    for path in sorted(built.rglob("index.html")):
        page = path.parent.relative_to(built).as_posix()
        for link in links(path.read_text()):
            target = normpath(join(page, link.attributes["href"].partition("#")[0]))
            if "data-relation" in link.attributes and target != page:
                pairs.append((page, target))
    return list(dict.fromkeys(pairs))


def test_whichever_backlink_is_lost_it_is_missed(built: Path, copy: Path) -> None:
    pairs = answered(built)
    assert len(pairs) > 500
    for source, target in pairs if FULL else Random(7).sample(pairs, TRIED):
        path = copy / target / "index.html"
        whole = path.read_text()
        maimed = without_links(whole, target, source)
        assert maimed != whole
        path.write_text(maimed)
        found = [problem for problem in verify(copy).problems if problem.code == "GT904"]
        assert any(problem.at.path == f"{source}/index.html" for problem in found), (source, target)
        path.write_text(whole)
