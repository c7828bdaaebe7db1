"""Addresses: where each thing lives on the site, and how one page links to another.

In: keys. Out: addresses relative to the site's root, such as `meetings/2015-09-17-review/#update-letters`, and links
relative to a page. Guaranteed: an address depends on ids alone, never on order or on words that may be corrected.
"""

from __future__ import annotations

from posixpath import relpath

from goldenthread.model.entry import Key, Kind

MENU = ("meetings", "actions", "decisions", "themes", "groups")
"""The registers, in the order of the site's menu; the address of each is its name."""

_FOLDERS = {
    Kind.MEETING: "meetings",
    Kind.ACTION: "actions",
    Kind.DECISION: "decisions",
    Kind.THEME: "themes",
    Kind.GROUP: "groups",
}


def address(key: Key) -> str:
    """Where a thing lives; "" for a kind that has no address yet (a person)."""
    if folder := _FOLDERS.get(key.kind):
        return f"{folder}/{key.id}/"
    match key.kind:
        case Kind.CHART | Kind.BLOCK | Kind.LINE:
            meeting, _, rest = key.id.partition("/")
            chart, _, line = rest.partition("#")
            return f"meetings/{meeting}/flip-charts/{chart}/" + (f"#{line}" if line else "")
        case Kind.SESSION:
            meeting, _, session = key.id.partition("#")
            return f"meetings/{meeting}/#session-{session}"
        case Kind.SERIES:
            return f"meetings/#series-{key.id}"
        case _:
            return ""


def page_of(site_address: str) -> str:
    """The page an address lies on: the address without its anchor."""
    return site_address.partition("#")[0]


def relative(here: str, there: str, *, folders: bool = True) -> str:
    """A link from the page at `here` to the address `there`; without `folders` it names `index.html`."""
    page, _, anchor = there.partition("#")
    if page == here and anchor:
        return f"#{anchor}"
    path = relpath(page or ".", here or ".")
    path = "" if path == "." else f"{path}/"
    if page.rsplit("/", 1)[-1]:
        path = path.rstrip("/")
    elif not folders:
        path += "index.html"
    return (path or "./") + (f"#{anchor}" if anchor else "")
