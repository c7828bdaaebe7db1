"""Leaks: whether a public site holds anything that its records withhold, in whatever wrapping.

In: the folder of a site, and the records it was built from. Out: `Proof`: problems, counts of what was looked at, and
in full what was looked for. Guaranteed: every byte of every file is read, in each way in which words can be written;
in the same run words that are planted in such ways must be found, or the proof fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from goldenthread.model.archive import Archive
from goldenthread.problem import Problem, in_order, problem
from goldenthread.source import Place
from goldenthread.verify.leaks.own import of_the_programs, own_words
from goldenthread.verify.leaks.phrases import Phrases, Public, Withheld
from goldenthread.verify.leaks.pictures import Look, look, shows
from goldenthread.verify.leaks.planted import unseen
from goldenthread.verify.leaks.reading import Reading
from goldenthread.verify.leaks.unpacking import TooMuch
from goldenthread.verify.leaks.withheld import Load, held, keys, remarks, shown, stored

__all__ = ["Proof", "Sought", "leaks", "sought"]

_RECORDS = (".md", ".yml", ".yaml")
_DOCUMENTS = (".txt", ".csv")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something withheld in a file of the site."""

    file: str
    withheld: Withheld


@dataclass
class Sought:
    """What is looked for, and what the public may see, that it is told from."""

    phrases: Phrases = field(default_factory=Phrases)
    pictures: list[tuple[Look, Place]] = field(default_factory=list)
    public: list[Look] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it: of the counts, only those of published things are for everybody."""

    problems: tuple[Problem, ...]
    files: int
    texts: int
    pictures: int
    planted: int
    hits: tuple[Hit, ...]
    sought: Sought

    def in_short(self) -> dict[str, int]:
        """What everybody may know: how much was looked through, and that the search finds what is planted for it."""
        counted = {"files": self.files, "texts": self.texts, "pictures": self.pictures}
        return counted | {"found": len(self.hits), "planted_and_found": self.planted}

    def in_full(self) -> dict[str, object]:
        """All of it, withheld words included: for those who may read the records."""
        phrases = self.sought.phrases
        return {
            "published": {"files": self.files, "texts": self.texts, "pictures": self.pictures},
            "planted and found": self.planted,
            "looked for": {"phrases": len(phrases.sought), "pictures": len(self.sought.pictures)},
            "not looked for, because the public edition says it too": sorted(one.strip() for one in phrases.said),
            "not looked for, because it is too short": sorted(one.strip() for one in phrases.short),
            "found": [
                {
                    "file": one.file,
                    "words": one.withheld.words,
                    "sort": one.withheld.sort,
                    "written": str(one.withheld.at),
                }
                for one in self.hits
            ],
        }


def sought(archive: Archive, public: Archive, load: Load, paths: tuple[str, ...]) -> Sought:
    """What these records withhold; `paths` are all their files, and `load` reads them."""
    found = Sought()
    files = {path: data for path in paths if (data := load(path)) is not None}
    inside = {path: stored(data) for path, data in files.items() if not path.endswith((*_RECORDS, *_DOCUMENTS))}
    said = [*shown(public), *(word for path in public.originals if path in inside for word in inside[path].words)]
    known = Public(said, own_words())
    phrases = found.phrases
    public_keys = {str(key) for key in public.index}
    for one in (*held(archive), *keys(archive, public)):
        phrases.add(one, known)
    for path, data in files.items():
        at = Place(path)
        if path in inside:
            for words in inside[path].words:
                phrases.add(Withheld(words, "in a file", at, by_chance=True), known)
        elif path.endswith(_RECORDS):
            for words in remarks(data.decode("utf-8", "replace")):
                if words not in public_keys:
                    phrases.add(Withheld(words, "remark", at), known)
        if path not in public.originals and not path.endswith(_RECORDS):
            phrases.add_digest(sha256(data).hexdigest(), Withheld(path, "file", at))
        looks = [(seen, at) for picture in (inside[path].pictures if path in inside else ()) if (seen := look(picture))]
        if path in public.photos or path in public.originals:
            found.public += [seen for seen, _ in looks]
        else:
            found.pictures += looks
    return found


def leaks(site: Path, looked_for: Sought, each: Callable[[int, int], None] = lambda _done, _of: None) -> Proof:
    """Look through a site; `each` hears how many of its files have been read, and how many there are."""
    blind, planted = unseen()
    searching = _Searching(looked_for)
    files = sorted(path for path in site.rglob("*") if path.is_file())
    for number, path in enumerate(files):
        searching.search(path.relative_to(site).as_posix(), path.read_bytes())
        each(number + 1, len(files))
    problems = [problem("GT943", Place(""), what=what) for what in blind]
    problems += searching.problems()
    if not files:
        problems.append(problem("GT906", Place("")))
    hits = tuple(searching.hits)
    return Proof(in_order(problems), len(files), searching.texts, searching.pictures, planted, hits, looked_for)


@dataclass
class _Searching:
    sought: Sought
    hits: dict[Hit, None] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    texts: int = 0
    pictures: int = 0

    def search(self, name: str, data: bytes) -> None:
        """Look through one file, its name included."""

        def take(text: str) -> None:
            self.texts += 1
            self.hits |= {Hit(name, one): None for one in self.sought.phrases.found_in(text)}

        def see(picture: bytes) -> None:
            self.pictures += 1
            self.hits |= {Hit(name, one): None for one in self._shown(picture)}

        digest = sha256(data).hexdigest()
        take(f"{name} {digest}")
        try:
            Reading(take, see).through(name.encode())
            if not of_the_programs(digest):
                Reading(take, see).through(data)
        except TooMuch:
            self.unread.append(name)

    def _shown(self, picture: bytes) -> Iterator[Withheld]:
        if not self.sought.pictures or not (seen := look(picture)):
            return
        for withheld, at in self.sought.pictures:
            if shows(seen, (withheld,), self.sought.public):
                yield Withheld(at.path, "picture", at)

    def problems(self) -> Iterator[Problem]:
        """One for each file of the site that holds something withheld, and for each that could not be read whole."""
        found: dict[str, list[Withheld]] = {}
        for hit in self.hits:
            found.setdefault(hit.file, []).append(hit.withheld)
        for name, told in found.items():
            first = told[0]
            yield problem("GT941", Place(name), count=len(told), sort=first.sort, where=first.at)
        yield from (problem("GT942", Place(name)) for name in self.unread)
