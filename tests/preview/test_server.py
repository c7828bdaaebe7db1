"""The server of the page: what it answers to its page, and what hostile requests get, each of which is planted here."""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from goldenthread.preview import BoxesServer, Desk
from goldenthread.preview.server import MOST_SENT
from tests.preview.conftest import CANARY, RECORD
from tests.written import CHART, MEETING

BOXES = {"housing": [0, 1, 2, 30, 40]}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Client:
    """Asks a server as a browser would, or otherwise."""

    server: BoxesServer

    @property
    def home(self) -> str:
        return f"127.0.0.1:{self.server.server_port}"

    def __call__(self, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> Answer:
        """Exactly these headers, `Host` apart where they name none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=20)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": self.home, **headers}.items():
            if value:
                connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        answer = Answer(response.status, dict(response.getheaders()), response.read())
        connection.close()
        return answer

    def get(self, path: str, **headers: str) -> Answer:
        return self("GET", path, headers)

    def save(self, sent: Any = None, path: str = "/boxes", **headers: str) -> Answer:
        """A save as the page sends it, but for these headers; one that is "" is left out."""
        known = {"digest": hashlib.sha256(RECORD.encode()).hexdigest(), "boxes": BOXES}
        body = sent if isinstance(sent, bytes) else json.dumps(sent or known).encode()
        honest = {
            "Origin": f"http://{self.home}",
            "Content-Type": "application/json",
            "X-Goldenthread-Token": self.server.token,
            "Content-Length": str(len(body)),
        }
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self("POST", path, {**honest, **given}, body)


@pytest.fixture
def ask(desk: Desk) -> Iterator[Client]:
    """A server that runs, asked."""
    server = BoxesServer(desk)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield Client(server)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def untouched(records: Path) -> Iterator[None]:
    """Nothing of the records changes in the test."""

    def everything() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in sorted(records.rglob("*")) if path.is_file()}

    before = everything()
    yield
    assert everything() == before


# What its page gets


def test_the_page_and_all_that_it_asks_for_are_there(ask: Client) -> None:
    page = ask.get("/")
    assert page.status == 200
    wanted = re.findall(r'(?:href|src)="([^"]+)"', page.body.decode())
    assert wanted == ["goldenthread.css", "desk.css", "desk.js", "photos/0"]
    assert [ask.get(f"/{path}").status for path in wanted] == [200, 200, 200, 200]


def test_a_save_is_written_and_told(ask: Client, records: Path) -> None:
    answer = ask.save()
    assert answer.status == 200
    said = json.loads(answer.body)
    written = (records / CHART).read_bytes()
    assert written == RECORD.replace("{#housing}", '{#housing box="0.001 0.002 0.03 0.04"}').encode()
    assert said == {
        "said": f"Saved 1 line in {records}/{CHART}",
        "wrote": [f'{records}/{CHART}:7: box="0.001 0.002 0.03 0.04"'],
        "digest": hashlib.sha256(written).hexdigest(),
        "problems": [],
    }


def test_a_box_taken_out_and_the_problems_left_are_told(ask: Client, records: Path) -> None:
    (records / CHART).write_text(RECORD.replace("last word", "last word {.no-such-pen}"), "utf-8", newline="")
    digest = hashlib.sha256((records / CHART).read_bytes()).hexdigest()
    said = json.loads(ask.save({"digest": digest, "boxes": {"housing": None}}).body)
    assert said["wrote"] == [f"{records}/{CHART}:7: no box any more"]
    assert [line.partition(" - ")[0] for line in said["problems"]] == [
        f"{records}/{CHART}:11:15: error GT303 '.no-such-pen' is neither a pen of this chart nor a mark"
    ]


def test_a_record_that_has_changed_is_a_conflict(ask: Client, records: Path) -> None:
    (records / CHART).write_bytes(RECORD.replace("empty", "unfilled").encode())
    answer = ask.save()
    assert answer.status == 409
    assert b"has changed since it was loaded" in answer.body
    assert (records / CHART).read_bytes() == RECORD.replace("empty", "unfilled").encode()


def test_a_chart_that_cannot_be_read_any_more_is_told_with_its_place(ask: Client, records: Path) -> None:
    (records / MEETING).write_text("---\ntitle: Review\n---\n")
    answer = ask.get("/")
    assert answer.status == 409
    assert f"{records}/{MEETING}:2:1: error GT211" in answer.body.decode()
    (records / CHART).unlink()
    assert ask.save().status == 409


def test_what_a_disk_refuses_is_told_without_a_traceback(
    ask: Client, monkeypatch: pytest.MonkeyPatch, untouched: None, capfd: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    answer = ask.save()
    assert (answer.status, answer.body) == (500, b"No space left on device. Nothing was changed.\n")
    assert capfd.readouterr().err == ""


def test_a_fault_of_our_own_is_told_without_a_traceback(ask: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "page", lambda *_: 1 / 0)
    answer = ask.get("/")
    assert (answer.status, b"ZeroDivisionError" in answer.body) == (500, True)


# What others get


def test_it_listens_on_the_loopback_interface_alone(ask: Client) -> None:
    assert ask.server.socket.getsockname()[0] == "127.0.0.1"
    with socket.socket() as other, pytest.raises(OSError):
        other.settimeout(5)
        other.connect(("127.0.0.2", ask.server.server_port))


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{port}", ""]
)
def test_a_name_that_was_made_to_lead_here_gets_nothing(ask: Client, host: str) -> None:
    host = host.format(port=ask.server.server_port)
    for path in ("/", "/desk.js", "/photos/0"):
        answer = ask.get(path, Host=host)
        assert answer.status == 403
        assert ask.server.token.encode() not in answer.body
    assert ask.save(Host=host, Origin=f"http://{host}").status == 403


def test_localhost_is_this_computer_too(ask: Client) -> None:
    localhost = f"localhost:{ask.server.server_port}"
    assert ask.get("/", Host=localhost).status == 200
    assert ask.save(Host=localhost, Origin=f"http://{localhost}").status == 200


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("token", ["", "guessed", "é", "0" * 43])
def test_a_save_without_the_pages_token_is_refused(ask: Client, token: str) -> None:
    assert ask.save(X_Goldenthread_Token=token).status == 403


def test_each_server_has_a_token_of_its_own(desk: Desk) -> None:
    servers = [BoxesServer(desk), BoxesServer(desk)]
    for server in servers:
        server.server_close()
    tokens = [server.token for server in servers]
    assert tokens[0] != tokens[1]
    assert min(map(len, tokens)) >= 43


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    "origin", ["", "null", "https://evil.example", "http://127.0.0.1:1", "http://localhost:{port}"]
)
def test_a_save_from_another_site_is_refused(ask: Client, origin: str) -> None:
    assert ask.save(Origin=origin.format(port=ask.server.server_port)).status == 403


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("type_", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_a_form_of_another_site_could_send_is_refused(ask: Client, type_: str) -> None:
    assert ask.save(Content_Type=type_).status == 415


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("length", "status"),
    [("", 411), ("-1", 411), ("1e3", 411), ("9" * 30, 411), (str(MOST_SENT + 1), 413), ("9" * 15, 413)],
)
def test_a_save_says_how_long_it_is_and_is_not_too_long(ask: Client, length: str, status: int) -> None:
    assert ask.save(b"", Content_Length=length).status == status


@pytest.mark.usefixtures("untouched")
def test_a_save_in_chunks_is_refused(ask: Client) -> None:
    assert ask.save(b"0\r\n\r\n", Content_Length="", Transfer_Encoding="chunked").status == 411


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"not json",
        b"[" * 100_000,
        b"\xff\xfe",
        {"boxes": BOXES},
        {"digest": "x", "boxes": BOXES, "file": "../archive.yml"},
        {"digest": 1, "boxes": BOXES},
        {"digest": "x", "boxes": {"housing": "0 0 1 1"}},
        {"digest": "x", "boxes": {"housing": [0, 0, 0, 0.5, 1]}},
        {"digest": "x", "boxes": {"housing": [0, 0, 0, 1]}},
        {"digest": "x", "boxes": {"housing": ["0", "0", "0", "1", "1"]}},
        {"digest": "x", "boxes": {"housing": [False, 0, 0, 1, 1]}},
        {"digest": "x", "boxes": {"housing": ["../../secret.jpg", 0, 0, 1, 1]}},
    ],
)
def test_what_is_no_list_of_boxes_is_refused(ask: Client, sent: Any) -> None:
    assert ask.save(sent).status == 422


@pytest.mark.usefixtures("untouched")
def test_boxes_that_the_chart_cannot_have_are_refused(ask: Client) -> None:
    digest = hashlib.sha256(RECORD.encode()).hexdigest()
    assert ask.save({"digest": digest, "boxes": {"../staffing": None}}).status == 422
    assert ask.save({"digest": digest, "boxes": {"housing": [7, 0, 0, 1, 1]}}).status == 422


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/%2e%2e/archive.yml",
        "/archive.yml",
        f"/{CHART}",
        "/photos/staffing.jpg",
        "/photos/../archive.yml",
        "/photos/0/../../archive.yml",
        "/photos/1",
        "/photos/-1",
        "/photos/%D9%A0",
        "/photos/9999999999",
        "//evil.example/",
        "http://evil.example/",
        "/desk.js/",
        "/desk.css\\..\\site.py",
        "/?",
        "/boxes",
    ],
)
def test_no_path_leads_to_anything_but_the_page_its_files_and_photos(ask: Client, path: str) -> None:
    answer = ask.get(path)
    assert answer.status == 404
    assert answer.body == b"There is nothing at this address.\n"


def test_a_photo_is_never_sent_as_it_was_taken(ask: Client, records: Path) -> None:
    answer = ask.get("/photos/0")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert CANARY in (records / "meetings/review/photos/staffing.jpg").read_bytes()
    assert CANARY not in answer.body


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("path", ["/", "/photos/0", "/boxes/", "/boxes?", "/../boxes"])
def test_nothing_is_saved_at_another_address(ask: Client, path: str) -> None:
    assert ask.save(path=path).status == 404


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"])
def test_no_other_method_is_known(ask: Client, method: str) -> None:
    answer = ask(method, "/boxes", {"Origin": "https://evil.example"})
    assert answer.status == 501
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize("path", ["/", "/desk.js", "/photos/0", "/nothing"])
def test_every_answer_says_what_a_browser_may_do_with_it(ask: Client, path: str) -> None:
    headers = ask.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert not [name for name in headers if name.lower().startswith("access-control-")]


def test_a_browser_that_hangs_up_is_not_told_of(ask: Client, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", ask.server.server_port)) as half:
            half.sendall(f"GET / HTTP/1.1\r\nHost: {ask.home}\r\n\r\n".encode())
            half.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    assert ask.get("/").status == 200
    assert capfd.readouterr().err == ""
