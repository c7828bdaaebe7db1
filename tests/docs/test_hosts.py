"""The headers that the guide gives for web servers, and those that a site brings along: one policy; servers take it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.docs.pages import read

THEME = Path(__file__).resolve().parents[2] / "plugins/goldenthread/mkdocs_plugin/theme/material"
SHELL = (THEME / "goldenthread" / "shell.html").read_text("utf-8")
HEADERS = {
    "Content-Security-Policy": re.findall(r'Content-Security-Policy" content="([^"]+)"', SHELL)[0]
    + "; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
CONFIGURATIONS = {block.title: block.text for block in read("running.md") if block.title.startswith("hosts/")}
STARTED = {
    "hosts/nginx.conf": ["nginx", "-e", "stderr", "-p", ".", "-c", "whole.conf"],
    "hosts/Caddyfile": ["caddy", "run", "--adapter", "caddyfile", "--config", "whole.conf"],
    "hosts/apache.conf": ["apache2", "-X", "-d", ".", "-f", "whole.conf"],
}
"""How each server is run in a folder, with its configuration there."""
AROUND = {
    "hosts/nginx.conf": """daemon off;
master_process off;
pid nginx.pid;
events {{}}
http {{
access_log off;
{temporary}
{}}}
""",
    "hosts/Caddyfile": "{{\nadmin off\n}}\n{}",
    "hosts/apache.conf": """ServerRoot {folder}
ServerName localhost
PidFile {folder}/pid
ErrorLog /dev/stderr
{modules}
TypesConfig /dev/null
{}""",
}
"""What stands around each configuration on a machine of its own."""
PATIENCE = 10


def test_there_is_one_for_each_server() -> None:
    assert CONFIGURATIONS.keys() == STARTED.keys()


@pytest.mark.parametrize("text", [(THEME / "_headers").read_text("utf-8"), *CONFIGURATIONS.values()])
def test_every_host_is_given_the_same_headers(text: str) -> None:
    told = dict(
        re.findall(r'(?m)^ *(?:add_header |Header always set )?([A-Z][\w-]+):? "?([^"\n]+?)"?(?: always;)?$', text)
    )
    assert {name: value for name, value in told.items() if name in HEADERS} == HEADERS


@pytest.mark.parametrize("name", STARTED)
def test_servers_take_them(tmp_path: Path, name: str) -> None:
    if not shutil.which(STARTED[name][0]):
        pytest.skip(f"{STARTED[name][0]} is not installed")
    (tmp_path / "site" / "actions").mkdir(parents=True)
    for page in ("index.html", "actions/index.html", "404.html"):
        (tmp_path / "site" / page).write_text(f"this is {page}")
    (tmp_path / ".site.releases" / "1").mkdir(parents=True)
    (tmp_path / ".site.releases" / "1" / "index.html").write_text("an earlier release")
    with _serving(name, tmp_path) as port:
        for address, status, page in (("/", 200, "index.html"), ("/actions/", 200, "actions/index.html")):
            assert _asked(port, address) == (status, f"this is {page}", HEADERS)
        assert _asked(port, "/gone/") == (404, "this is 404.html", HEADERS)
        assert "earlier" not in _asked(port, "/../.site.releases/1/index.html")[1]


def _asked(port: int, address: str) -> tuple[int, str, dict[str, str | None]]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", address)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), {name: answer.getheader(name) for name in HEADERS}


@contextmanager
def _serving(name: str, folder: Path) -> Iterator[int]:
    """The server, in a folder, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    text = CONFIGURATIONS[name].replace("8080", str(port)).replace("/srv/archive", str(folder))
    found = Path(os.environ.get("APACHE_MODULES", "/usr/lib/apache2/modules"))
    modules = "\n".join(
        f"LoadModule {module}_module {found}/mod_{module}.so"
        for module in ("mpm_event", "authz_core", "dir", "headers", "mime")
    )
    sorts = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{sort}_temp_path {folder};" for sort in sorts)
    whole = AROUND[name].format(text, folder=folder, modules=modules, temporary=temporary)
    (folder / "whole.conf").write_text(whole)
    own = {**os.environ, "HOME": str(folder)}
    server = subprocess.Popen(STARTED[name], cwd=folder, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        for _ in range(PATIENCE * 20):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, server.communicate()[1].decode()
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)
