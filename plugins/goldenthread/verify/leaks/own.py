"""What a site says whatever the records say: the words of our own pages, and the files of the programs it is made with.

In: what is installed. Out: words, and digests. Guaranteed: a file counts as a program's own only if its bytes are those
that the program was installed with.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.metadata import PackageNotFoundError, PackagePath, distribution
from importlib.resources.abc import Traversable

import goldenthread

_PROGRAMS = ("mkdocs-material", "mkdocs")
_SAYING = (".html", ".py", ".toml", ".po", ".js", ".css")


def own_words() -> Iterator[str]:
    """The words of our own templates, scripts and catalogues, and of the theme's templates."""
    yield from (data.decode("utf-8", "replace") for name, data in _ours() if name.endswith(_SAYING))
    for path in _files("mkdocs-material"):
        if str(path).endswith(".html"):
            yield path.read_text("utf-8")


def _ours() -> Iterator[tuple[str, bytes]]:
    pending: list[Traversable] = [resources.files(goldenthread)]
    while pending:
        one = pending.pop()
        if one.is_dir():
            pending += sorted(one.iterdir(), key=lambda inner: inner.name)
        else:
            yield one.name, one.read_bytes()


@cache
def _digests() -> frozenset[str]:
    found = {sha256(data).hexdigest() for _, data in _ours()}
    for name in _PROGRAMS:
        for path in _files(name):
            if path.hash and path.hash.mode == "sha256":
                found.add(base64.urlsafe_b64decode(path.hash.value + "==").hex())
    return frozenset(found)


def of_the_programs(digest: str) -> bool:
    """Whether the file with this SHA-256 is one that a program was installed with."""
    return digest in _digests()


def _files(name: str) -> Sequence[PackagePath]:
    try:
        return distribution(name).files or ()
    except PackageNotFoundError:
        return ()
