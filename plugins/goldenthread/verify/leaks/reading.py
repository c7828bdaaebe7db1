"""All that bytes say, read through to the bottom: each text in each of its readings, and each picture.

In: the bytes of a file. Out: every text in it, and the bytes of every picture. Guaranteed: what is read once is not
read again; where a thing goes deeper or becomes larger than any honest file, `TooMuch` is raised.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b

from goldenthread.verify.leaks.frames import beside
from goldenthread.verify.leaks.texts import readings
from goldenthread.verify.leaks.unpacking import MOST, TooMuch, parts, runs, texts

DEEPEST = 16
"""How many wrappings are taken off."""
PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"RIFF", b"GIF8")
_DRAWN = (b"%PDF", b"PK", b"\xd0\xcf\x11\xe0")


@dataclass
class Reading:
    """Reads files; `take` is given each text, and `look` each picture."""

    take: Callable[[str], None]
    look: Callable[[bytes], None]
    every: bool = True
    """Whether to read also what is hardly words: what draws pictures and pages, and texts without their marks."""
    _known: set[bytes] = field(default_factory=set)

    def through(self, data: bytes) -> None:
        """Read one file."""
        pending: list[tuple[str | bytes, int]] = [(data, 0)]
        left = MOST * 4
        while pending:
            one, depth = pending.pop()
            raw = one if isinstance(one, bytes) else one.encode("utf-8", "surrogatepass")
            digest = blake2b(raw, digest_size=16, key=b"b" if isinstance(one, bytes) else b"t").digest()
            if not raw or digest in self._known:
                continue
            self._known.add(digest)
            left -= len(raw)
            if depth > DEEPEST or left < 0:
                raise TooMuch
            if isinstance(one, str):
                whole, within = readings(one)
                for text in (one, *whole) if self.every else (one,):
                    self.take(text)
                pending += [(inner, depth + 1) for inner in within]
                continue
            if one.startswith(PICTURES):
                self.look(one)
                if (inside := beside(one)) is not None:
                    if self.every:
                        self.take(runs(one))
                    pending += [(inner, depth + 1) for inner in inside]
                    continue
            pending += [(inner, depth + 1) for inner in parts(one)]
            if self.every or not one.startswith((*PICTURES, *_DRAWN)):
                pending += [(text, depth + 1) for text in texts(one)]
