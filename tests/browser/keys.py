"""A reader with nothing but a keyboard: tabs to what is looked for, and sees where the focus is at every stop."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

PROBES = Path(__file__).parent / "probes"

MOST_STOPS = 900
MOST_WAITS = 500


@cache
def probe(name: str) -> str:
    """The script of that name in `probes/`, to be evaluated in a page."""
    return (PROBES / f"{name}.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Stop:
    """Where the focus is: what it is called, what it stands in, and why it cannot be seen, if it cannot.

    `parts` are the ids (`#led`) and classes (`.led`) around it, `row` the words of its line of a list or table.
    """

    name: str
    tag: str
    href: str
    parts: tuple[str, ...]
    row: str
    faults: tuple[str, ...]

    @property
    def said(self) -> str:
        return f"{self.tag} “{self.name}”"


@dataclass(frozen=True)
class Wanted:
    """What is looked for: its whole name, part of its address, an id or class around it, words in its row."""

    name: str = ""
    tag: str = "a"
    to: str = ""
    within: str = ""
    row: str = ""

    def fits(self, stop: Stop) -> bool:
        return (
            stop.tag == self.tag
            and (not self.name or stop.name == self.name)
            and self.to in stop.href
            and (not self.within or self.within in stop.parts)
            and re.search(self.row, stop.row) is not None
        )


def wait_until_drawn(page: Page) -> None:
    """A browser drops the keys that are pressed before it has first drawn a page."""
    for _ in range(MOST_WAITS):
        if page.evaluate("performance.getEntriesByName('first-paint').length"):
            return
        page.wait_for_timeout(10)
    raise AssertionError(f"{page.url} was not drawn")


def focus(page: Page) -> Stop | None:
    """What has the focus now; None where nothing has."""
    found: dict[str, Any] | None = page.evaluate(probe("focus"))
    if found is None:
        return None
    return Stop(**{**found, "parts": tuple(found["parts"]), "faults": tuple(found["faults"])})


def tab(page: Page) -> Stop | None:
    """One press of Tab, and where it led; None where it led out of the page."""
    page.keyboard.press("Tab")
    return focus(page)


def all_stops(page: Page) -> list[Stop]:
    """Every stop of a page, from its start until Tab leads out of it or back to the first."""
    wait_until_drawn(page)
    stops: list[Stop] = []
    while (stop := tab(page)) and stop not in stops[:1] and len(stops) < MOST_STOPS:
        stops.append(stop)
    return stops


class Reader:
    """One who uses pages by keys alone. A stop that cannot be seen ends the task, and so does what is never reached."""

    def __init__(self, page: Page) -> None:
        self.page = page
        wait_until_drawn(page)

    def tab(self) -> Stop | None:
        """On to the next stop."""
        stop = tab(self.page)
        assert stop is None or not stop.faults, f"focus is on {stop.said} of {self.page.url}: {', '.join(stop.faults)}"
        return stop

    def tab_to(self, wanted: Wanted) -> Stop:
        """On until what is wanted has the focus."""
        last = "the start of the page"
        for count in range(MOST_STOPS):
            stop = self.tab()
            if stop is None:
                raise AssertionError(
                    f"{wanted} was not reached on {self.page.url}: Tab led out after {last}, stop {count}"
                )
            if wanted.fits(stop):
                return stop
            last = stop.said
        raise AssertionError(f"{wanted} was not reached on {self.page.url}: stuck at {last}")

    def follow(self, name: str = "", *, to: str = "", within: str = "", row: str = "") -> Stop:
        """Tab to a link, press Enter, and arrive."""
        stop = self.tab_to(Wanted(name, "a", to, within, row))
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(stop.href)
        wait_until_drawn(self.page)
        return stop

    def skip(self) -> None:
        """Past the menu, as one does who has seen it before."""
        self.follow("Skip to content")

    def open(self, name: str, tag: str = "summary") -> None:
        """Tab to something that opens, and press Space."""
        self.tab_to(Wanted(name, tag))
        self.page.keyboard.press("Space")
