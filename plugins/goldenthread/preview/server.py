"""The server behind `goldenthread boxes`: one page, its files and photos, and one way to write.

In: a `Desk`. Out: answers on the loopback interface. Guaranteed: a request names things from fixed lists, never a path
of the file system; one under another host name is refused (a rebound name), and so is a save that does not come from
the page itself (another site in the same browser): it must show the page's origin and token, and be JSON.
"""

from __future__ import annotations

import json
import re
import secrets
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from goldenthread.language import N_, catalogue
from goldenthread.markup.attributes import print_box
from goldenthread.preview.desk import Changed, Desk, Drawn, Impossible, Saved, Unreadable
from goldenthread.problem import Problem
from goldenthread.publish.desk import desk_files

LOOPBACK = "127.0.0.1"
MOST_SENT = 1_000_000
"""The largest request to save, in bytes: some ten thousand boxes."""
PATIENCE = 30
"""Seconds in which a request must have been sent."""
_PHOTO = re.compile(r"/photos/([0-9]{1,3})")
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the page sends to have boxes saved: the digest of the record that it shows, and boxes by the lines' ids."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)

    digest: str
    boxes: dict[str, Drawn | None]


_ASKED = TypeAdapter(_Asked)


class _Refused(Exception):
    """A request is not answered; says with which status, and in what words."""

    def __init__(self, status: HTTPStatus, said: str) -> None:
        super().__init__(said)
        self.status, self.said = status, said


class BoxesServer(ThreadingHTTPServer):
    """Serves a chart's desk on a port of this computer; 0 takes one that is free. Raises `OSError` for one in use."""

    def __init__(self, desk: Desk, port: int = 0) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.desk = desk
        self.files = desk_files()
        self.token = secrets.token_urlsafe(32)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{LOOPBACK}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that hung up; tell everything else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    server: BoxesServer
    timeout = PATIENCE

    def do_GET(self) -> None:
        """The page, one of its files, or a photo."""
        self._answered(self._shown)

    def do_POST(self) -> None:
        """Boxes to be saved."""
        self._answered(self._saved)

    def _answered(self, answer: Callable[[], tuple[str, bytes]]) -> None:
        """Send what is asked for, or why it is not given; an editor is never shown a traceback."""
        try:
            self._named_rightly()
            type_, body = answer()
        except _Refused as refused:
            self._refuse(refused.status, refused.said)
        except OSError as error:
            said = _told(N_("{fault}. Nothing was changed."), fault=f"{error.filename or ''} {error.strerror}".strip())
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, said)
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
            said = _told(N_("Golden Thread stopped at a fault of its own: {fault}"), fault=fault)
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, said)
        else:
            self._send(HTTPStatus.OK, type_, body)

    def _named_rightly(self) -> None:
        """A site whose name has been made to lead here asks for its own name, and gets nothing."""
        if self._host not in (f"{name}:{self.server.server_port}" for name in (LOOPBACK, "localhost")):
            where = _told(N_("This page is at {address} and nowhere else."), address=self.server.address)
            raise _Refused(HTTPStatus.FORBIDDEN, where)

    @property
    def _host(self) -> str:
        return ",".join(self.headers.get_all("Host") or ())

    def _shown(self) -> tuple[str, bytes]:
        if self.path == "/":
            try:
                return "text/html; charset=utf-8", self.server.desk.page(self.server.token).encode()
            except Unreadable as fault:
                raise self._unreadable(fault) from None
        if data := self.server.files.get(self.path.removeprefix("/")):
            return _TYPES[self.path.rpartition(".")[2]], data
        number = _PHOTO.fullmatch(self.path)
        if number and (photo := self.server.desk.photo(int(number[1]))):
            return "image/jpeg", photo
        raise _Refused(HTTPStatus.NOT_FOUND, _told(N_("There is nothing at this address.")))

    def _saved(self) -> tuple[str, bytes]:
        if self.path != "/boxes":
            raise _Refused(HTTPStatus.NOT_FOUND, _told(N_("There is nothing at this address.")))
        self._from_the_page()
        try:
            asked = _ASKED.validate_json(self._sent())
            saved = self.server.desk.save(asked.digest, asked.boxes)
        except (ValidationError, Impossible):
            said = _told(N_("Nothing was saved: these are no boxes of lines on photos of this chart."))
            raise _Refused(HTTPStatus.UNPROCESSABLE_ENTITY, said) from None
        except Changed:
            said = N_("The record has changed since it was loaded. Nothing was saved: load it anew, and draw again.")
            raise _Refused(HTTPStatus.CONFLICT, _told(said)) from None
        except Unreadable as fault:
            raise self._unreadable(fault) from None
        return "application/json", json.dumps(self._account(saved)).encode()

    def _from_the_page(self) -> None:
        """A save comes from the page that this server sent, which alone knows the token."""
        token = self.headers.get("X-Goldenthread-Token", "")
        known = secrets.compare_digest(token.encode(), self.server.token.encode())
        if not known or self.headers.get("Origin") != f"http://{self._host}":
            said = _told(N_("Nothing was saved: only the page itself may save. Load it anew."))
            raise _Refused(HTTPStatus.FORBIDDEN, said)
        if self.headers.get("Content-Type") != "application/json":
            raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _told(N_("Nothing was saved: this is no JSON.")))

    def _sent(self) -> bytes:
        """What was sent, where it says how long it is and is not too long."""
        length = self.headers.get("Content-Length", "")
        if not re.fullmatch(r"[0-9]{1,15}", length):
            raise _Refused(HTTPStatus.LENGTH_REQUIRED, _told(N_("Nothing was saved: nobody knows how much was sent.")))
        if int(length) > MOST_SENT:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _told(N_("Nothing was saved: it is too much.")))
        return self.rfile.read(int(length))

    def _account(self, saved: Saved) -> Mapping[str, object]:
        """What the page says of a save."""
        desk = self.server.desk
        count = len(saved.wrote)
        said = catalogue().ngettext("Saved {count} line in {file}", "Saved {count} lines in {file}", count)
        return {
            "said": said.format(count=count, file=desk.file),
            "wrote": [
                f'{desk.file}:{at.line}: box="{print_box(box)}"'
                if box
                else _told(N_("{place}: no box any more"), place=f"{desk.file}:{at.line}")
                for at, box in saved.wrote
            ],
            "digest": saved.digest,
            "problems": self._lines(saved.problems),
        }

    def _unreadable(self, fault: Unreadable) -> _Refused:
        said = _told(N_("{file} cannot be drawn on as it is now:"), file=self.server.desk.file)
        return _Refused(HTTPStatus.CONFLICT, "\n".join([said, *self._lines(fault.problems)]))

    def _lines(self, problems: Iterable[Problem]) -> list[str]:
        return [found.line(str(self.server.desk.records)) for found in problems]

    # What is sent

    def send_error(self, code: int, *_: object, **__: object) -> None:
        """Refuse what is no request that is known here; called by the base class."""
        self._refuse(HTTPStatus(code), HTTPStatus(code).phrase)

    def _refuse(self, status: HTTPStatus, said: str) -> None:
        self._send(status, "text/plain; charset=utf-8", f"{said}\n".encode())

    def _send(self, status: HTTPStatus, type_: str, body: bytes) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, "Content-Type": type_, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def version_string(self) -> str:
        """What answers: not with which version of what."""
        return "goldenthread"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on the terminal: what is saved is told on the page."""


def _told(words: str, **facts: object) -> str:
    return catalogue().gettext(words).format_map(facts)
