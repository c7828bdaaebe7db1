"""Pages opened one after another in one browser that notes whatever a payload could have done.

A script that runs calls `ran()`; the harness notes foreign requests, errors and what the policy forbids; what stands
in the page is looked through for what could run. Without the policy the same pages show that it is not all that holds.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, Dialog, Download, Error, Page

from tests.browser.harness import Visit, Visitor

LIVELY = r"""() => {
  const found = [];
  const base = location.href;
  const addressed = ["href", "src", "action", "formaction", "xlink:href", "data", "poster", "background", "srcset"];
  const unwanted = ["base", "iframe", "frame", "object", "embed", "applet", "style", "foreignObject"];
  for (const one of document.querySelectorAll("*")) {
    const name = one.localName;
    if (unwanted.includes(name)) found.push(name);
    if (one.shadowRoot) found.push("a tree of its own");
    if (name === "meta" && /refresh/i.test(one.httpEquiv)) found.push("a meta refresh");
    if (name === "script" && !one.src && !/json/.test(one.type)) found.push("a script of its own");
    for (const { name: key, value } of one.attributes) {
      if (key.startsWith("on") || key === "srcdoc" || key === "style") found.push(`${name} ${key}=${value}`);
      if (!addressed.includes(key) || one.rel === "icon") continue;
      const to = URL.canParse(value, base) ? new URL(value, base) : { protocol: "none" };
      const fetched = name !== "a" && to.origin !== location.origin;
      if (!["http:", "https:", "mailto:"].includes(to.protocol) || fetched) found.push(`${name} ${key}=${value}`);
    }
  }
  if (document.baseURI !== base) found.push("another base");
  return [found, (document.body.textContent.match(/ran\(\)/g) || []).length];
}"""
SETTLED = (
    "() => { const told = document.querySelector('[data-gt-told]')?.textContent; return told && !told.endsWith('…'); }"
)
ASKED = (
    "/search/?q=%22%3E%3Cimg%20src=x%20onerror=ran()%3E&kind=%3Cimg%20src=x%20onerror=ran()%3E&sort=__proto__",
    "/search/?q=%00%0d%0a%E2%80%AE&since=%3Cscript%3Eran()%3C/script%3E&shown=1e9",
    "/search/#javascript:ran()",
    "/actions/?__proto__[innerHTML]=%3Cimg%20src=x%20onerror=ran()%3E&constructor=x",
    "/actions/#:~:text=%3Cimg%20src=x%20onerror=ran()%3E",
    "/?next=javascript:ran()#%22%3E%3Cimg%20src=x%20onerror=ran()%3E",
    "/changes/?q=\u2028ran()&lang=../../evil",
)
"""Addresses that want to be more than addresses, typed or in a link that somebody sends."""
QUERIED = """() => [...document.querySelectorAll("main form [name]")].map((one) => one.name)"""


@dataclass
class Opener:
    """Opens pages of a served site in one tab; `faults` says what any of them did, with its address."""

    browser: Browser
    address: str
    policy: bool = True
    faults: list[str] = field(default_factory=list)
    opened: int = 0
    words: int = 0
    """How often a call of `ran()` stood in the pages as words."""
    downloads: int = 0

    def __enter__(self) -> Opener:
        self._visitor = Visitor(self.browser, self.address)
        self._visit: Visit = self._visitor("/ids.txt", policy=self.policy)
        page, context = self._visit.page, self._visit.page.context
        context.expose_function("ran", lambda *_: self._note("a script ran"))
        context.on("page", lambda other: self._note(f"a window opened: {other.url}"))
        page.on("dialog", self._dismiss)
        page.on("download", self._keep)
        self._exporting = False
        self._now = ""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._visitor.close()

    @property
    def page(self) -> Page:
        return self._visit.page

    def open(self, path: str) -> None:
        """Open a page, wait until it has loaded, and look through it."""
        self._now = path
        self.opened += 1
        self.page.goto(self.address + path, wait_until="load")
        self.look()

    def look(self) -> None:
        """Note what the page has done, and what in it could do something."""
        try:
            lively, words = self.page.evaluate(LIVELY)
        except Error as error:
            lively, words = [str(error)], 0
        self.words += words
        for found in lively:
            self._note(f"in the page: {found}")
        if urlsplit(self.page.url).path != urlsplit(self.address + self._now).path:
            self._note(f"it went to {self.page.url}")
        self._take()

    def search(self, words: str) -> None:
        """Search for words by address, then by typing them."""
        self.open(f"/search/?q={quote(words)}")
        self.page.wait_for_function(SETTLED)
        self.look()

    def type(self, words: str) -> None:
        """Type words where one searches."""
        self._now = f"/search/?typed={quote(words)}"
        self.page.locator("#gt-q").fill(words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(300)
        self.page.wait_for_function(SETTLED)
        self.look()

    def filter(self, path: str, words: str) -> None:
        """Open a page with the words as the value of each of its fields, and as the place in it."""
        self.open(path)
        names = self.page.evaluate(QUERIED)
        self.open(f"{path}?{'&'.join(f'{name}={quote(words)}' for name in names)}#{quote(words)}")

    def take(self, path: str) -> None:
        """Open a file that is no page: the browser shows it, or offers to keep it."""
        self._now = path
        self.opened += 1
        self._exporting = True
        with suppress(Error):  # "Download is starting" is how a file that is kept answers
            self.page.goto(self.address + path, wait_until="load")
        self._take()
        self._exporting = False

    def _take(self) -> None:
        visit = self._visit
        faults = visit.faults
        for noted in (visit.console_errors, visit.page_errors, visit.foreign_requests, visit.policy_violations):
            noted.clear()
        for found in faults:
            self._note(found)

    def _note(self, what: str) -> None:
        self.faults.append(f"{self._now[:120]}: {what[:200]}")

    def _dismiss(self, dialog: Dialog) -> None:
        self._note(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _keep(self, download: Download) -> None:
        self.downloads += 1
        if not self._exporting:
            self._note(f"a download: {download.url}")
        download.cancel()


def pages_of(site: Path) -> list[tuple[Path, str]]:
    """All pages, each with its address."""
    return [(path, _address(path, site)) for path in sorted(site.rglob("*.html")) if path.is_file()]


def exports_of(site: Path) -> list[str]:
    """The addresses of what is no page, and nothing that pages are made with."""
    own = ("assets", "pagefind")
    files = (path for path in sorted(site.rglob("*")) if path.is_file() and path.suffix != ".html")
    return [
        _address(path, site)
        for path in files
        if path.relative_to(site).parts[0] not in own and path.name not in ("_headers", "manifest-sha256.txt")
    ]


def _address(path: Path, site: Path) -> str:
    return "/" + quote(path.relative_to(site).as_posix().removesuffix("index.html"))
