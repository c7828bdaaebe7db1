"""The photos of an archive: what each is, and its copies, made once and kept for as long as they are needed.

In: the paths of photos, how to read them, and a cache. Out: `Picture`s, and copies in the cache; a problem for each
photo that cannot be shown. Guaranteed: a photo whose bytes were worked on before is not decoded again, and the cache
holds nothing of one that is not named any more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

import PIL

from goldenthread.cache import Cache
from goldenthread.media.copies import Copy
from goldenthread.media.opening import MOST_BYTES
from goldenthread.media.pool import each
from goldenthread.media.worker import Refusal, develop, examine
from goldenthread.model.archive import Picture
from goldenthread.problem import Problem, problem
from goldenthread.source import Place

Load = Callable[[str], bytes | None]
"""From a path relative to the records folder to its bytes, or `None` where they cannot be read."""
Counted = Callable[[int, int], None]
"""Hears how many photos are done, and of how many."""
RECIPE = f"1-{PIL.__version__}"
"""What copies depend on besides their photo: raised whenever other bytes come of the same photo."""


def unheard(done: int, of: int) -> None:
    """Progress that nobody wants to hear of."""


def inspect(
    named: Iterable[str], load: Load, cache: Cache, progress: Counted = unheard
) -> tuple[Mapping[str, Picture], tuple[Problem, ...]]:
    """What each photo is, and a problem for each that cannot be shown."""
    paths = tuple(named)
    photos: dict[str, Picture] = {}
    digests: dict[str, str] = {}
    problems: list[Problem] = []

    def unknown() -> Iterator[tuple[str, tuple[bytes]]]:
        for path in paths:
            data = load(path)
            if data is None:
                problems.append(_refused(path, _UNREADABLE))
                continue
            digests[path] = _digest(data)
            known = cache.get(_key(digests[path]))
            if known is None:
                progress(len(photos) + len(problems), len(paths))
                yield path, (data,)
            else:
                photos[path] = Picture(**json.loads(known), digest=digests[path])

    for path, found in each(examine, unknown()):
        if isinstance(found, Refusal):
            problems.append(_refused(path, found))
        else:
            cache.put(_key(digests[path]), json.dumps(asdict(found)).encode())
            photos[path] = Picture(**asdict(found), digest=digests[path])
        progress(len(photos) + len(problems), len(paths))
    cache.keep({_key(photo.digest) for photo in photos.values()})
    return {path: photos[path] for path in paths if path in photos}, tuple(problems)


@dataclass(frozen=True)
class Copies:
    """The copies that a site shows: which, by the path of their photo, and where they are made from and kept."""

    wanted: Mapping[str, tuple[Copy, ...]]
    photos: Mapping[str, Picture]
    load: Load
    cache: Cache
    progress: Counted = unheard

    def make(self) -> tuple[Problem, ...]:
        """Make those that are not in the cache, and leave no others in it: a problem for each photo that has none."""
        lacking = {
            path: tuple(copy for copy in copies if self._key(path, copy) not in self.cache)
            for path, copies in self.wanted.items()
        }
        problems = self._make({path: copies for path, copies in lacking.items() if copies})
        self.cache.keep({self._key(path, copy) for path, copies in self.wanted.items() for copy in copies})
        return problems

    def read(self, path: str, copy: Copy) -> bytes | None:
        """A copy, made anew where the one in the cache is damaged; `None` where it cannot be made."""
        key = self._key(path, copy)
        found = self.cache.get(key)
        if found is None and not self._make({path: (copy,)}):
            found = self.cache.get(key)
        return found

    def _make(self, wanted: Mapping[str, tuple[Copy, ...]]) -> tuple[Problem, ...]:
        problems: list[Problem] = []
        done = 0

        def jobs() -> Iterator[tuple[str, tuple[bytes, tuple[Copy, ...]]]]:
            for path, copies in wanted.items():
                data = self.load(path)
                if data is None or _digest(data) != self.photos[path].digest:
                    problems.append(_refused(path, _UNREADABLE if data is None else _CHANGED))
                else:
                    self.progress(done, len(wanted))
                    yield path, (data, copies)

        for path, made in each(develop, jobs()):
            done += 1
            if isinstance(made, Refusal):
                problems.append(_refused(path, made))
            else:
                for copy, data in zip(wanted[path], made, strict=True):
                    self.cache.put(self._key(path, copy), data)
            self.progress(done, len(wanted))
        return tuple(problems)

    def _key(self, path: str, copy: Copy) -> str:
        return _key(self.photos[path].digest, copy.name)


_UNREADABLE = Refusal("GT702", f"it has more than {MOST_BYTES // 1_000_000} MB, or cannot be opened")
_CHANGED = Refusal("GT702", "it was changed while the site was built")


def _refused(path: str, refusal: Refusal) -> Problem:
    return problem(refusal.code, Place(path), reason=refusal.reason)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _key(digest: str, *names: str) -> str:
    return "-".join((digest, RECIPE, *names))
