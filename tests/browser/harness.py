"""How a test opens a page: a local server, and a browser that listens.

In comes a folder of finished pages; out come `Visit`s, each with the page and
everything that went wrong in it. No page reaches another host: a request to
one is noted and cut off.
"""

import contextlib
import functools
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Route,
    ViewportSize,
    sync_playwright,
)

Scheme = Literal["light", "dark", "forced"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark", "forced")
FULL = os.environ.get("GOLDENTHREAD_READERS") == "full"
"""Whether everything is looked at in every state; a run by itself looks at each in those that differ most."""
VIEWS: tuple[tuple[int, Scheme], ...] = (
    (1280, "light"),
    (360, "dark"),
    *(((1280, "dark"), (360, "light")) if FULL else ()),
)
"""How wide, and in which colours."""
HEIGHT = 900

CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  const where = event.sourceFile ? ` (${event.sourceFile}:${event.lineNumber})` : "";
  window.noteViolation(`${event.effectiveDirective} forbids ${event.blockedURI}${where}`);
});
"""

# The style sheets follow a change of width or colours at the next frame, and a script of ours writes the scheme down.
SHOWN = """
async ({width, dark, forced}) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const isDark = matchMedia("(prefers-color-scheme: dark)"), isForced = matchMedia("(forced-colors: active)");
  while (innerWidth !== width || isDark.matches !== dark || isForced.matches !== forced) await frame();
  await frame();
  await frame();
}
"""


class _SiteHandler(SimpleHTTPRequestHandler):
    """Answers as a static host does: folder indexes, no listings, the site's own 404 page and headers."""

    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        # A browser that leaves a page, or cancels a download, hangs up on what it no longer needs.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            super().handle()

    def end_headers(self) -> None:
        for name, value in _headers(Path(self.directory)):
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.copyfile(BytesIO(body), self.wfile)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@functools.cache
def _headers(folder: Path) -> tuple[tuple[str, str], ...]:
    """The headers that a site's own `_headers` sets for all its files, as Netlify and Cloudflare Pages read it."""
    file = folder / "_headers"
    lines = file.read_text("utf-8").split("/*\n")[1].splitlines() if file.is_file() else []
    return tuple((name.strip(), value.strip()) for name, _, value in (line.partition(":") for line in lines))


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free local port; gives the address, without a slash at its end."""
    handler = functools.partial(_SiteHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, closed to every host but this one."""
    executable = shutil.which("chromium")
    if executable is None:
        raise FileNotFoundError("chromium is not installed (on Debian and Ubuntu: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_OPTIONS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visit:
    """One opened page and what went wrong in it so far; the lists grow while the page is used."""

    page: Page
    status: int = 0
    console_errors: list[str] = field(default_factory=list)
    page_errors: list[str] = field(default_factory=list)
    foreign_requests: list[str] = field(default_factory=list)
    policy_violations: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Everything that went wrong, each with its kind; `assert not visit.faults` shows them all."""
        self.page.title()  # what the browser has sent arrives before its next answer
        kinds = {
            "console": self.console_errors,
            "exception": self.page_errors,
            "foreign request": self.foreign_requests,
            "policy": self.policy_violations,
        }
        return [f"{kind}: {text}" for kind, texts in kinds.items() for text in texts]


SHOWN_ALONE = (".jpg", ".png", ".webp", ".xml")
"""What a browser shows in a page of its own, whose style the policy of the site refuses: it is readable without.

Hosts that read `_headers` disagree on what a second rule for such files would mean: some take it in place of the first,
some hold both, and then nothing is allowed that one of them forbids.
"""


class Visitor:
    """Opens pages of one site, each in a fresh context, as a first-time reader would."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self._contexts: list[BrowserContext] = []

    def __call__(
        self,
        path: str = "/",
        width: int = 1280,
        scheme: Scheme = "light",
        javascript: bool = True,
        policy: bool = True,
    ) -> Visit:
        """Open `path` (from the site's root, with its slash) and wait until it has loaded."""
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            color_scheme="dark" if scheme == "dark" else "light",
            forced_colors="active" if scheme == "forced" else "none",
            java_script_enabled=javascript,
            bypass_csp=not policy,
            service_workers="block",
        )
        self._contexts.append(context)
        visit = Visit(context.new_page())

        def note_console(message: ConsoleMessage) -> None:
            where = message.location.get("url") or (message.page.url if message.page else "")
            styled = "inline style" in message.text and where.endswith(SHOWN_ALONE)
            if message.type == "error" and not styled:
                visit.console_errors.append(f"{message.text} ({where})")

        def note_violation(source: Any, text: str) -> None:
            if not (text.startswith("style-src") and source["frame"].url.endswith(SHOWN_ALONE)):
                visit.policy_violations.append(text)

        def note_request(request: Request) -> None:
            if self._is_foreign(request.url):
                visit.foreign_requests.append(request.url)

        def keep_home(route: Route) -> None:
            if self._is_foreign(route.request.url):
                route.abort()
            else:
                route.continue_()

        context.on("console", note_console)
        context.on("weberror", lambda error: visit.page_errors.append(str(error.error)))
        context.on("request", note_request)
        visit.page.on("websocket", lambda socket: visit.foreign_requests.append(socket.url))
        context.expose_binding("noteViolation", note_violation)
        context.add_init_script(REPORT_VIOLATIONS)
        context.route("**/*", keep_home)

        response = visit.page.goto(self.address + path, wait_until="load")
        visit.status = response.status if response else 0
        return visit

    def close(self) -> None:
        """Close every page this visitor opened."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def _is_foreign(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme not in {"about", "blob", "data"} and f"{parts.scheme}://{parts.netloc}" != self.address


def show(page: Page, width: int, scheme: Scheme) -> None:
    """Show an open page in another width or in other colours, and wait until it has followed."""
    dark, forced = scheme == "dark", scheme == "forced"
    if page.viewport_size != (size := ViewportSize(width=width, height=HEIGHT)):
        page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark" if dark else "light", forced_colors="active" if forced else "none")
    page.evaluate(SHOWN, {"width": width, "dark": dark, "forced": forced})
