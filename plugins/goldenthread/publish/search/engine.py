"""The engine of the browser's search, which makes the index: Pagefind's, asked over its service protocol.

In: documents. Out: an index in a folder, and the problems met. Guaranteed: what the engine has not taken is a problem;
the index holds as many things as it was given, or there is a problem; the engine never outlives the call.
Source: the protocol is that of Pagefind's own wrappers, base64 of JSON with a comma behind each message.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path, PurePosixPath
from subprocess import PIPE
from tempfile import TemporaryFile
from threading import Thread, Timer
from typing import IO, Any

from goldenthread.problem import Problem, problem
from goldenthread.publish.search.documents import Document
from goldenthread.source import Place

FOLDER = "pagefind"
"""Where the index lies in a site."""
ENTRY = "pagefind-entry.json"
SIGNED = b"pagefind_dcd"
"""What the files of an index begin with, once unpacked."""
_KEPT = ("pagefind-worker.js", ENTRY, "*.pf_meta", "wasm.*", "fragment", "index")
"""What the browser asks for; the engine makes interfaces of its own beside it."""
_READ = 1 << 20
"""So many bytes are read of the engine's answers at most at a time."""
_LONGEST = 1800
"""After so many seconds an engine that has not ended will not."""

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
    given = [*documents]
    try:
        answers = tuple(_heeding(_asked(given), heed))
    except (ImportError, FileNotFoundError):
        return (problem("GT910", Place(FOLDER)),)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        return (problem("GT911", Place(FOLDER), said=str(error)),)
    refused = [one["payload"] for one in answers if one["payload"]["type"] == "Error"]
    if refused:
        return tuple(problem("GT911", Place(FOLDER), said=one.get("message", "")) for one in refused)
    if not answers or answers[-1]["payload"]["type"] != "GetFiles":
        return (problem("GT911", Place(FOLDER), said="it ended before the index was made"),)
    _write(answers[-1]["payload"]["files"], folder, heed)
    try:
        held = pages_in(folder)
    except (OSError, ValueError, LookupError) as error:
        return (problem("GT911", Place(FOLDER), said=str(error)),)
    if held != len(given):
        return (problem("GT912", Place(FOLDER), held=held, given=len(given)),)
    _write_facets(given, folder)
    return ()


def _heeding(answers: Generator[Message, None, None], heed: Callable[[], None]) -> Iterator[Message]:
    with closing(answers):
        for one in answers:
            heed()
            yield one


def pages_in(folder: Path) -> int:
    """How many things an index holds whole; raises where it cannot be read."""
    languages = json.loads((folder / ENTRY).read_bytes())["languages"]
    counted: int = sum(language["page_count"] for language in languages.values())
    return min(counted, sum(path.stat().st_size > 0 for path in (folder / "fragment").iterdir()))


def _asked(documents: list[Document]) -> Generator[Message, None, None]:
    """The engine's answers, one for each message; it is stopped where they take too long."""
    from pagefind_bin import get_executable  # noqa: PLC0415 - where it is missing, that is a problem and no crash

    steps: tuple[list[Message], ...] = (
        [{"type": "NewIndex", "config": {}}],
        [{"type": "AddRecord", "index_id": 0, **_indexed(one)} for one in documents],
        [{"type": "GetFiles", "index_id": 0}],  # files that it writes itself may be empty when it has ended
    )
    command = [str(get_executable()), "--service"]
    with TemporaryFile() as log, subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=log) as engine:
        assert engine.stdin
        assert engine.stdout
        watch = Timer(_LONGEST, engine.kill)
        watch.start()
        asking = Thread()
        try:
            answers = _answers(engine.stdout)
            for messages in steps:  # nothing says that it takes them in their order
                asking = Thread(target=_ask, args=(engine.stdin, messages))
                asking.start()
                yield from islice(answers, len(messages))
                asking.join()
            with suppress(OSError):
                engine.stdin.close()
            if code := engine.wait():
                raise subprocess.SubprocessError(f"it ended with status {code}")
        finally:
            engine.kill()
            watch.cancel()
            if asking.is_alive():  # nobody reads any more what it writes
                asking.join()
            with suppress(OSError):
                engine.stdin.close()


def _ask(pipe: IO[bytes], messages: Iterable[Message]) -> None:
    with suppress(OSError):
        for number, payload in enumerate(messages):
            pipe.write(b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b",")
        pipe.flush()


def _answers(pipe: IO[bytes]) -> Iterator[Message]:
    parts: list[bytes] = []  # of one answer: the last holds all files, and is never looked through twice
    while read := pipe.read1(_READ):  # type: ignore[attr-defined]
        end, *further = read.split(b",")
        parts.append(end)
        for begin in further:
            yield json.loads(b64decode(b"".join(parts)))
            parts = [begin]


def _indexed(one: Document) -> Message:
    """What the engine takes of a document."""
    return {"url": one.url, "content": one.content, "language": one.language, "meta": {"title": one.title}, "sort": {}}


def _write_facets(documents: list[Document], folder: Path) -> None:
    """Each thing by the name that the index gives it, and the things of each value of each facet by their number."""
    names = {_url_in(path): path.name.partition(".")[0] for path in (folder / "fragment").iterdir()}
    facets: dict[str, dict[str, list[int]]] = {"date": {}}
    before: dict[tuple[str, str], int] = {}
    for number, one in enumerate(documents):
        for facet, values in one.facets.items():
            for value in values:
                steps = facets.setdefault(facet, {}).setdefault(value, [])
                steps.append(number - before.get((facet, value), 0))
                before[facet, value] = number
    release = release_of(folder)
    _write_packed(folder / "things", release, [names[one.url] for one in documents])
    for facet, found in facets.items():
        _write_packed(folder / f"facet-{facet}", release, found)


def _url_in(fragment: Path) -> str:
    return str(json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(SIGNED))["url"])


def release_of(folder: Path) -> str:
    """What names an index among those of other releases: the digests that it gives its languages."""
    languages = json.loads((folder / ENTRY).read_bytes())["languages"]
    return ",".join(sorted(language["hash"] for language in languages.values()))


def _write_packed(path: Path, release: str, held: object) -> None:
    """JSON, compressed, with the index that it belongs to; its name ends in nothing that makes a server unpack it."""
    value = {"release": release, "held": held}
    packed = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    path.with_suffix(".packed").write_bytes(gzip.compress(packed, mtime=0))


def _write(files: list[dict[str, str]], folder: Path, heed: Callable[[], None]) -> None:
    """Write those of the engine's files that our pages ask for."""
    for one in files:
        heed()
        path = PurePosixPath(one["path"])
        asked_for = any(PurePosixPath(path.parts[0]).match(name) for name in _KEPT)
        if asked_for and ".." not in path.parts:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(b64decode(one["content"]))
