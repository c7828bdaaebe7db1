"""`scripts/measure-search`: what the search costs to make and to use, beside Material's own on the same things.

In: how many things, and how many rounds in the browser. Out: a table. Guaranteed: both search the same records with
the same queries in the same browser; sizes are those of the files as they lie on a host that compresses nothing.
It runs in the project's environment, with what scripts/test installs.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, Request

from goldenthread.compile import compile_archive, edition_of
from goldenthread.publish import Site, publish
from goldenthread.publish.search import Record
from goldenthread.publish.search.documents import document, parts
from goldenthread.publish.search.engine import FOLDER, index
from tests.browser.harness import chromium, serve

from .generate import generate
from .records import write_records

THINGS, ROUNDS = 20_000, 5
PER_MEETING = 42
"""About so many things a generated meeting brings."""
FIRST, NEXT = "drainage", "letters"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Search</title>
<link rel="stylesheet" href="../assets/goldenthread/goldenthread.css"></head>
<body><main>{content}</main></body></html>"""
MATERIAL = "site_name: Peer\ntheme: {name: material, font: false}\nplugins: [search]\n"
WATCH = """([selector, query]) => new Promise((done, fail) => {
  setTimeout(() => fail(new Error("no result in a minute")), 60000);
  const field = document.querySelector(selector[0]);
  const began = performance.now();
  const seen = () => document.querySelector(selector[1]) && done(performance.now() - began);
  new MutationObserver(seen).observe(document.body, {childList: true, subtree: true});
  field.focus();
  field.value = query;
  field.dispatchEvent(new Event("input", {bubbles: true}));
  field.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true}));
})"""
COUNTED = """() => [...document.querySelectorAll("[data-gt-facet]")].every(
  (box) => box.hidden || [...box.querySelectorAll("[data-gt-count]")].some((one) => one.textContent))"""
SEARCHES = re.compile("/pagefind/|/search-|search_index|workers/search")
"""What is fetched for a search, from the opening of the page on."""
OURS, THEIRS = ("#gt-q", ".gt-results li:has(mark)"), (".md-search__input", ".md-search-result__item")


@dataclass(frozen=True)
class Costs:
    """What a search costs in the browser: bytes fetched and milliseconds for the first query, the next, the facets."""

    first: int
    first_time: float
    next: int
    next_time: float
    facets: int = 0
    facets_time: float = 0


def main(arguments: Sequence[str]) -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="scripts/measure-search", description=__doc__.partition("\n")[0])
    parser.add_argument("--things", type=int, default=THINGS, metavar="N", help="about so many (%(default)s)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="R", help="in the browser (%(default)s)")
    options = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="goldenthread-search-") as folder:
        for line in _measured(Path(folder), options.things, options.rounds):
            print(line, flush=True)
    return 0


def _measured(folder: Path, things: int, rounds: int) -> Sequence[str]:
    write_records(generate(max(1, things // PER_MEETING)), folder / "records")
    began = time.monotonic()
    archive, _ = compile_archive(folder / "records")
    compiled = time.monotonic() - began
    site = publish(edition_of(archive), lambda _: None)
    began = time.monotonic()
    records = site.search.records
    recorded = time.monotonic() - began
    _ours(site, folder / "ours")
    began = time.monotonic()
    problems = index((document(record) for record in records), folder / "ours" / FOLDER)
    indexed = time.monotonic() - began
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    if problems:
        return [found.line() for found in problems]
    sizes = {
        name: _size(folder / "ours" / FOLDER, name)
        for name in ("**/*", "*.pf_meta", "*.packed", "index/*", "fragment/*")
    }
    began = time.monotonic()
    _material(records, folder / "material")
    theirs_made = time.monotonic() - began
    theirs_size = _size(folder / "material" / "site" / "search", "search_index.json")
    with chromium() as browser:
        ours = _in_browser(browser, folder / "ours", "/search/", OURS, rounds, facets=True)
        theirs = _in_browser(browser, folder / "material" / "site", "/", THEIRS, rounds)
    kib, mib = 1024, 1024 * 1024
    return [
        f"Things: {len(records):,} of {len(archive.meetings):,} meetings; records read and linked in {compiled:.1f} s",
        f"Search records made in {recorded:.1f} s, indexed in {indexed:.1f} s, "
        f"{memory:.0f} MiB in the engine's process",
        f"Index: {sizes['**/*'] / mib:.1f} MiB: metadata {sizes['*.pf_meta'] / kib:.0f} KiB, "
        f"facets {sizes['*.packed'] / kib:.0f} KiB, words {sizes['index/*'] / mib:.1f} MiB, "
        f"things {sizes['fragment/*'] / mib:.1f} MiB",
        f"Material's: one file of {theirs_size / mib:.1f} MiB (its page made in {theirs_made:.1f} s)",
        "",
        f"{'':34}{'ours':>12}{'Material':>12}{'ratio':>9}",
        *_rows(ours, theirs),
        f"Opening the facets: {ours.facets / 1000:.0f} kB, {ours.facets_time:.0f} ms",
    ]


def _rows(ours: Costs, theirs: Costs) -> Sequence[str]:
    kilo = 1000
    figures = [
        (f"first query ({FIRST}), kB", ours.first / kilo, theirs.first / kilo),
        ("first query, ms to results", ours.first_time, theirs.first_time),
        (f"next query ({NEXT}), kB", ours.next / kilo, theirs.next / kilo),
        ("next query, ms to results", ours.next_time, theirs.next_time),
    ]
    return [f"{name:34}{own:12.0f}{other:12.0f}{own / other if other else 0:9.3f}" for name, own, other in figures]


def _size(folder: Path, pattern: str) -> int:
    return sum(path.stat().st_size for path in folder.glob(pattern) if path.is_file())


# The two sites


def _ours(site: Site, folder: Path) -> None:
    """The page of the search with what it needs: not the pages that it leads to."""
    page = next(page for page in site.pages if page.address == "search/")
    made = {"search/index.html": PAGE.format(content=site.render(page).html).encode()}
    made |= {one.address: data for one in site.assets if one.address.startswith("assets/") and (data := one.make())}
    for name, data in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def _material(records: Sequence[Record], folder: Path) -> None:
    """A site of stock MkDocs and Material whose search index holds the same things."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Home\n")
    (folder / "mkdocs.yml").write_text(MATERIAL)
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, capture_output=True)
    path = folder / "site" / "search" / "search_index.json"
    found = json.loads(path.read_text())
    entries = [{"location": one.address, "title": one.title, "text": " ".join(parts(one)[1:])} for one in records]
    found["docs"] = entries
    path.write_text(json.dumps(found, separators=(",", ":")))


# The browser


def _in_browser(
    browser: Browser, site: Path, start: str, selectors: tuple[str, str], rounds: int, *, facets: bool = False
) -> Costs:
    with serve(site) as address:
        every = [_once(browser, f"{address}{start}", selectors, facets=facets) for _ in range(rounds + 1)][1:]
    values = [[getattr(one, name) for one in every] for name in Costs.__annotations__]
    return Costs(*(median(value) for value in values))


def _once(browser: Browser, address: str, selectors: tuple[str, str], *, facets: bool) -> Costs:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    fetched: list[int] = []

    def note(request: Request) -> None:
        if SEARCHES.search(request.url):
            fetched.append(request.sizes()["responseBodySize"])

    page.on("requestfinished", note)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(1500)
    first_time = page.evaluate(WATCH, [selectors, FIRST])
    first = _taken(page, fetched)
    page.evaluate("selector => document.querySelectorAll(selector).forEach((one) => one.remove())", selectors[1])
    next_time = page.evaluate(WATCH, [selectors, NEXT])
    following = _taken(page, fetched)
    if not facets:
        context.close()
        return Costs(first, first_time, following, next_time)
    began = time.monotonic()
    page.evaluate("document.querySelector('[data-gt-facets]').open = true")
    page.wait_for_function(COUNTED, timeout=120_000)
    facets_time = (time.monotonic() - began) * 1000
    found = Costs(first, first_time, following, next_time, _taken(page, fetched), facets_time)
    context.close()
    return found


def _taken(page: Page, fetched: list[int]) -> int:
    """The bytes fetched since this was asked last."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)
    found = sum(fetched)
    fetched.clear()
    return found
