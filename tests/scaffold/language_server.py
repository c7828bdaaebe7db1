"""A client of yaml-language-server: a record opened as an editor opens it, what it completes, says and underlines."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SERVER = (
    Path(__file__).parents[1] / "browser" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
)
NODE = shutil.which("node")


@dataclass
class Server:
    """One that runs: `folder` is the folder that is open in it."""

    process: subprocess.Popen[bytes]
    folder: Path
    settings: dict[str, Any]
    last: int = 0
    underlined: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def ask(self, method: str, **params: Any) -> Any:
        """The answer to a request; what the server itself asks meanwhile is answered."""
        self.last += 1
        own = self.last
        self._send({"id": own, "method": method, "params": params})
        while True:
            said = self._read()
            if said.get("id") == own and "method" not in said:
                return said.get("result")

    def tell(self, method: str, **params: Any) -> None:
        """Tell it something."""
        self._send({"method": method, "params": params})

    def open(self, path: str, text: str) -> str:
        """Open a file with this text, and wait for what is underlined in it; gives its address."""
        uri = (self.folder / path).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        while uri not in self.underlined:
            self._read()
        return uri

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while (line := self.process.stdout.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        if not length:
            raise EOFError("the language server has ended")
        said: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if said.get("method") == "textDocument/publishDiagnostics":
            self.underlined[said["params"]["uri"]] = said["params"]["diagnostics"]
        elif "method" in said and "id" in said:
            self._send({"id": said["id"], "result": self._answer(said)})
        return said

    def _answer(self, said: dict[str, Any]) -> Any:
        if said["method"] == "workspace/configuration":
            return [self.settings.get(item.get("section", "")) for item in said["params"]["items"]]
        return None


@contextmanager
def serving(folder: Path, settings: dict[str, Any]) -> Iterator[Server]:
    """A server with a folder open in it, and the settings of its editor."""
    assert NODE
    sections: dict[str, Any] = {}
    for key, value in settings.items():
        section, _, name = key.partition(".")
        sections.setdefault(section, {})[name] = value
    command = [NODE, str(SERVER), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder) as process:
        server = Server(process, folder, sections)
        try:
            uri = folder.as_uri()
            workspace = [{"uri": uri, "name": folder.name}]
            can = {
                "workspace": {"configuration": True},
                "textDocument": {
                    "hover": {"contentFormat": ["markdown"]},
                    "completion": {"completionItem": {"snippetSupport": False}},
                },
            }
            server.ask("initialize", processId=None, rootUri=uri, capabilities=can, workspaceFolders=workspace)
            server.tell("initialized")
            server.tell("workspace/didChangeConfiguration", settings=sections)
            yield server
        finally:
            process.kill()
