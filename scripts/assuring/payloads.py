"""A proposal that means harm: what is refused is told, and what is published does nothing, in whatever page or file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Browser

from assuring.figures import Figure
from tests.browser.harness import chromium, serve
from tests.browser.payloads.building import Trial, build, told_of, traced, tried, watched
from tests.browser.payloads.exports import exports
from tests.browser.payloads.files import FILES
from tests.browser.payloads.opening import ASKED, Opener, exports_of, pages_of
from tests.browser.payloads.placed import CANARY, NAMES, wrongly
from tests.browser.payloads.words import WORDS

TITLE = "no payload in a proposal does anything: not in the build, on a page, in the search or in an export"
FULL = {"copies": 20}
SMALL = {"copies": 1}
FILTERED = ("/actions/", "/decisions/", "/meetings/", "/search/")


def run(sizes: Mapping[str, int], seed: int) -> Iterator[Figure]:
    """Place, build, open."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        trial = tried(folder, sizes["copies"], seed)
        yield _placed(trial)
        yield from _built(trial, folder)
        inside = folder / "inside"
        watched(build(trial.placed, inside, "internal"), folder, folder / "a", trial.placed.root)
        read = list(exports(trial.site))
        wrong = tuple(f"{path}: {fault}" for path, fault in read if fault)
        yield Figure("exports read as programs read them", len(read), len(wrong), faults=wrong)
        with chromium() as browser:
            for policy in (True, False):
                yield from _opened(browser, trial.site, policy)
            only = {path for _, path in pages_of(inside)} - {path for _, path in pages_of(trial.site)}
            with serve(inside) as address, Opener(browser, address) as opener:
                for path in sorted(only):
                    opener.open(path)
            yield _noted("pages that the internal edition alone has", opener)


def _placed(trial: Trial) -> Figure:
    made = trial.placed
    refused = {name for name, codes in made.refused.items() if codes}
    nowhere = sum(not made.stands[name] for name in refused)
    wrong = tuple(wrongly(made))
    return Figure(
        "payloads, each refused with its code and place or published",
        len(NAMES) + len(FILES) + len(ASKED),
        len(wrong),
        f"{nowhere} refused wherever they stood, {len(refused) - nowhere} in some fields, {len(made.stands)} published "
        f"in {sum(made.stands.values())} places, {len(ASKED)} typed as addresses",
        wrong,
    )


def _built(trial: Trial, folder: Path) -> Iterator[Figure]:
    did = trial.watched
    shown = [*told_of(CANARY, trial.site), *(str(path) for path in folder.rglob("*.ran"))]
    faults = (*did.files, *shown, *(() if did.status == 0 else (did.said[-200:],)))
    yield Figure(
        "files of a site, and what its build opened beside the records", _count(trial.site), len(faults), "", faults
    )
    yield Figure(
        "programs of Python in the build, and the sockets they opened", did.watched, len(did.sockets), "", did.sockets
    )
    if shutil.which("strace"):
        status, asked = traced(build(trial.placed, folder / "traced"), folder)
        yield Figure(
            "builds seen by the system, and the ways to a network that any program of them opened",
            1,
            len(asked) + status,
            "",
            tuple(asked),
        )


def _opened(browser: Browser, site: Path, policy: bool) -> Iterator[Figure]:
    said = "" if policy else ", without the policy"
    with serve(site) as address:
        with Opener(browser, address, policy) as opener:
            for _, path in pages_of(site):
                opener.open(path)
        yield _noted(f"pages opened{said}", opener, f"`ran()` stood {opener.words} times in them as words")
        with Opener(browser, address, policy) as opener:
            for path in exports_of(site):
                opener.take(path)
        yield _noted(f"exports and pictures opened{said}", opener, f"{opener.downloads} offered to keep")
        with Opener(browser, address, policy) as opener:
            for words in (text for row in WORDS.values() for text in row.values()):
                opener.search(words)
                opener.type(words)
            for number, words in enumerate(text for row in WORDS.values() for text in row.values()):
                opener.filter(FILTERED[number % len(FILTERED)], words)
            for path in ASKED:
                opener.open(path)
        yield _noted(f"searches, filters and addresses with payloads{said}", opener)


def _noted(what: str, opener: Opener, more: str = "") -> Figure:
    faults = tuple(unquote(found) for found in opener.faults)
    forbidden = sum(": policy: " in found for found in faults)
    ran = sum("a script ran" in found for found in faults)
    asked = sum(": foreign request: " in found for found in faults)
    told = f"{ran} scripts ran, {asked} requests to other hosts, {forbidden} violations of the policy"
    return Figure(what, opener.opened, len(faults), f"{told}; {more}" if more else told, faults)


def _count(site: Path) -> int:
    return sum(path.is_file() for path in site.rglob("*"))
