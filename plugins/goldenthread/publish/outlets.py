"""What feeds and calendars share: addresses as other programs follow them, names for good, and words on one line.

In: where a site is published, if that is known. Out: links, ids, texts. Guaranteed: nothing of them comes from the
clock, from an order or from words that may be corrected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import NAMESPACE_URL, uuid5

from goldenthread.publish.addresses import page_of, relative

LONG_AGO = date(1970, 1, 1)
"""The day that stands in an archive in which nothing has happened."""
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for, or advises against (https://www.w3.org/TR/xml/#charsets)."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where a file that programs fetch lies: its own address, and that of the site where it is known, ending in `/`."""

    address: str
    site_url: str = ""
    folders: bool = True

    def link(self, there: str) -> str:
        """A link to an address of the site: absolute where its own is known, or else relative to this file."""
        if not self.site_url:
            return relative(self.address.rpartition("/")[0] + "/", there, folders=self.folders)
        page, _, anchor = there.partition("#")
        named = page if self.folders or (page and not page.endswith("/")) else f"{page}index.html"
        return f"{self.site_url}{named}" + (f"#{anchor}" if anchor else "")

    def id(self, name: str) -> str:
        """The name of a thing among all there are: below the address of the site, or else made from its own name."""
        return f"{self.site_url}#{name}" if self.site_url else uuid5(NAMESPACE_URL, name).urn

    def uid(self, name: str) -> str:
        """The same where nothing but letters, digits and hyphens may stand."""
        return str(uuid5(NAMESPACE_URL, self.site_url + name))


def on_one_line(words: str) -> str:
    """Words without line ends and without what XML has no place for."""
    return " ".join(_NO_CHARACTER.sub(" ", words).split())


def at_midnight(day: date) -> datetime:
    """A day as a moment, for formats that know only those."""
    return datetime.combine(day, time(), UTC)


def folder_of(site_address: str) -> str:
    """The page to which a file belongs that lies beside it."""
    return page_of(site_address).rpartition("/")[0] + "/" if "/" in site_address else ""
