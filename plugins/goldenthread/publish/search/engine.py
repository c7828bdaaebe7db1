"""The engine of the browser's search, which makes the index: Pagefind's, asked over its service protocol.

In: documents, taken one by one. Out: an index in a folder, and the problems met. Guaranteed: what the engine has not
taken is a problem; the index holds as many things as it was given, or there is a problem; the engine never outlives the
call; neither all documents nor all files are held at once.
Source: the protocol is that of Pagefind's own wrappers, base64 of JSON with a comma behind each message.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from base64 import b64decode, b64encode
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from hashlib import sha256
from itertools import islice
from pathlib import Path, PurePosixPath
from subprocess import PIPE
from tempfile import TemporaryFile
from threading import Event, Thread, Timer
from typing import IO, Any

from goldenthread.problem import Problem, problem
from goldenthread.publish.search.documents import Document
from goldenthread.source import Place

FOLDER = "pagefind"
"""Where the index lies in a site."""
ENTRY = "pagefind-entry.json"
FRAGMENTS = "fragment"
SIGNED = b"pagefind_dcd"
"""What the files of an index begin with, once unpacked."""
_KEPT = ("pagefind-worker.js", ENTRY, "*.pf_meta", "wasm.*", FRAGMENTS, "index")
"""What the browser asks for; the engine makes interfaces of its own beside it."""
_READ = 1 << 20
"""So many bytes are read of the engine's answers at most at a time."""
_LONGEST = 1800
"""After so many seconds an engine that has not ended will not."""
_BATCH = 200
"""So many documents are given to it at a time."""
_CODED = 4
"""So many letters of base64 stand for whole bytes."""
_ENOUGH = 16
_TOLD = 200
_FILES = re.compile(r'"files" *: *\[')
_COMMA = re.compile(" *,? *")
_DECODER = json.JSONDecoder()

Message = dict[str, Any]


def unheeded() -> None:
    """Go on, whatever happens meanwhile."""


def index(documents: Iterable[Document], folder: Path, heed: Callable[[], None] = unheeded) -> tuple[Problem, ...]:
    """Index documents, and write the index to a folder, which is emptied before; problems where that went wrong.

    `heed` is called again and again: what it raises ends the work, and the engine with it.

    What things can be told apart by stands beside it: all of them (`things`), and for each facet the numbers of those
    with each value (`facet-kind`), each counted from the one before. Each names the index that it belongs to.
    """
    shutil.rmtree(folder, ignore_errors=True)
    facets = _Facets()
    try:
        refused = _made(documents, facets, folder, heed)
    except (ImportError, FileNotFoundError):
        return (problem("GT910", Place(FOLDER)),)
    except EOFError:
        return (problem("GT911", Place(FOLDER), said="it ended before the index was made"),)
    except (OSError, ValueError, LookupError, subprocess.SubprocessError) as error:
        return (problem("GT911", Place(FOLDER), said=str(error)),)
    if refused:
        return tuple(problem("GT911", Place(FOLDER), said=said) for said in refused)
    try:
        held = pages_in(folder)
    except (OSError, ValueError, LookupError) as error:
        return (problem("GT911", Place(FOLDER), said=str(error)),)
    if held != facets.count:
        return (problem("GT912", Place(FOLDER), held=held, given=facets.count),)
    facets.write(folder)
    return ()


def pages_in(folder: Path) -> int:
    """How many things an index holds whole; raises where it cannot be read."""
    languages = json.loads((folder / ENTRY).read_bytes())["languages"]
    counted: int = sum(language["page_count"] for language in languages.values())
    return min(counted, sum(path.stat().st_size > 0 for path in (folder / FRAGMENTS).iterdir()))


def _made(documents: Iterable[Document], facets: _Facets, folder: Path, heed: Callable[[], None]) -> list[str]:
    """Have the engine index documents, and write its files as it tells them; what it said where it refused anything."""
    with _running() as engine:
        refused = [*engine.refused([{"type": "NewIndex", "config": {}}], heed)]
        given = facets.noting(documents)
        while batch := [{"type": "AddRecord", "index_id": 0, **_indexed(one)} for one in islice(given, _BATCH)]:
            refused += engine.refused(batch, heed)
        for one in engine.files() if not refused else ():
            heed()
            if _is_asked_for(path := PurePosixPath(one["path"])):
                facets.learn(path, data := b64decode(one["content"]))
                _write(folder / path, data)
    return refused


@contextmanager
def _running() -> Iterator[_Engine]:
    """The engine; it is stopped where it takes too long."""
    from pagefind_bin import get_executable  # noqa: PLC0415 - where it is missing, that is a problem and no crash

    command = [str(get_executable()), "--service"]
    with TemporaryFile() as log, subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=log) as process:
        assert process.stdin
        assert process.stdout
        engine = _Engine(process.stdin, process.stdout)
        given_up = Event()

        def give_up() -> None:
            given_up.set()
            process.kill()

        watch = Timer(_LONGEST, give_up)
        watch.start()
        said_no_more: EOFError | None = None
        try:
            try:
                yield engine
            except EOFError as error:
                said_no_more = error
            engine.say_no_more()
            if code := process.wait():
                late = f"it had not ended after {_LONGEST / 60:.0f} minutes"
                said = late if given_up.is_set() else f"it ended with status {code}"
                raise subprocess.SubprocessError(said)
            if said_no_more:
                raise said_no_more
        finally:
            process.kill()
            watch.cancel()
            engine.say_no_more()


class _Engine:
    """What the engine is asked, and what it says, message by message; raises `EOFError` where it says no more."""

    def __init__(self, said: IO[bytes], heard: IO[bytes]) -> None:
        self._said = said
        self._heard = heard
        self._read = b""
        self._asking = Thread()

    def refused(self, messages: list[Message], heed: Callable[[], None]) -> Iterator[str]:
        """Ask, and hear an answer to each: what it says where it refuses. A pipe holds only so much of either.

        Nothing says that it takes messages in their order, so that the next are asked when these are answered.
        """
        self._ask(messages)
        for _ in messages:
            heed()
            payload = json.loads("".join(self._texts()))["payload"]
            if payload["type"] == "Error":
                yield payload.get("message", "")

    def _ask(self, messages: list[Message]) -> None:
        self._asking = Thread(target=_write_to, args=(self._said, messages))
        self._asking.start()

    def say_no_more(self) -> None:
        """End what it is being told."""
        if self._asking.is_alive():  # nobody reads any more what it writes
            self._asking.join()
        with suppress(OSError):
            self._said.close()

    def files(self) -> Iterator[dict[str, str]]:
        """The files of the index, each once it has been read: together they would take many times their size.

        Those that it writes itself may be empty when it has ended.
        """
        self._ask([{"type": "GetFiles", "index_id": 0}])
        text, texts = "", self._texts()
        for more in texts:
            text += more
            if begun := _FILES.search(text):
                break
        else:
            raise ValueError(json.loads(text)["payload"].get("message", text[:_TOLD]))
        at = begun.end()
        while not text.startswith("]", at := _COMMA.match(text, at).end()):  # type: ignore[union-attr]
            try:
                one, at = _DECODER.raw_decode(text, at)
            except json.JSONDecodeError:
                if (further := next(texts, None)) is None:
                    raise
                text, at = text[at:] + further, 0
            else:
                yield one

    def _texts(self) -> Iterator[str]:
        """The next message, piece by piece as it is read."""
        decoder, rest, whole = getincrementaldecoder("utf-8")(), b"", False
        while not whole:
            while not self._read:
                self._read = self._heard.read1(_READ)  # type: ignore[attr-defined]
                if not self._read:
                    raise EOFError
            read, comma, after = self._read.partition(b",")
            self._read, whole = after, bool(comma)
            read = rest + read
            end = len(read) if whole else len(read) // _CODED * _CODED
            rest = read[end:]
            yield decoder.decode(b64decode(read[:end]), whole)


def _write_to(pipe: IO[bytes], messages: list[Message]) -> None:
    with suppress(OSError):
        for number, payload in enumerate(messages):
            pipe.write(b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b",")
        pipe.flush()


def _indexed(one: Document) -> Message:
    """What the engine takes of a document."""
    return {"url": one.url, "content": one.content, "language": one.language, "meta": {"title": one.title}, "sort": {}}


class _Facets:
    """What documents can be told apart by, noted as they go by."""

    def __init__(self) -> None:
        self._urls: list[bytes] = []
        self._names: dict[bytes, str] = {}
        self._steps: dict[str, dict[str, list[int]]] = {"date": {}}
        self._before: dict[tuple[str, str], int] = {}

    @property
    def count(self) -> int:
        """How many documents went by."""
        return len(self._urls)

    def noting(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents, each noted."""
        for number, one in enumerate(documents):
            self._urls.append(_digest(one.url))
            for facet, values in one.facets.items():
                for value in values:
                    steps = self._steps.setdefault(facet, {}).setdefault(value, [])
                    steps.append(number - self._before.get((facet, value), 0))
                    self._before[facet, value] = number
            yield one

    def learn(self, path: PurePosixPath, data: bytes) -> None:
        """Learn from one of the files of an index how it names a document."""
        if path.parts[0] == FRAGMENTS:
            url = str(json.loads(gzip.decompress(data).removeprefix(SIGNED))["url"])
            self._names[_digest(url)] = path.name.partition(".")[0]

    def write(self, folder: Path) -> None:
        """Each document by the name that the index gives it, and those of each value of each facet by their number."""
        release = release_of(folder)
        _write_packed(folder / "things", release, [self._names[url] for url in self._urls])
        for facet, found in self._steps.items():
            _write_packed(folder / f"facet-{facet}", release, found)


def _digest(url: str) -> bytes:
    """What stands for an address, which says much more."""
    return sha256(url.encode("utf-8", "replace")).digest()[:_ENOUGH]


def release_of(folder: Path) -> str:
    """What names an index among those of other releases: the digests that it gives its languages."""
    languages = json.loads((folder / ENTRY).read_bytes())["languages"]
    return ",".join(sorted(language["hash"] for language in languages.values()))


def _write_packed(path: Path, release: str, held: object) -> None:
    """JSON, compressed, with the index that it belongs to; its name ends in nothing that makes a server unpack it."""
    value = {"release": release, "held": held}
    packed = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    path.with_suffix(".packed").write_bytes(gzip.compress(packed, mtime=0))


def _is_asked_for(path: PurePosixPath) -> bool:
    """Whether our pages ask for one of the engine's files."""
    return any(fnmatchcase(path.parts[0], name) for name in _KEPT) and ".." not in path.parts


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
