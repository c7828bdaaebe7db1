"""Compiling: the table of contents of Golden Thread.

In: a records folder. Out: an `Archive` with every problem found, and from it the `Edition` that is published.
Guaranteed: this is the one place that puts the stages in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from goldenthread.cache import Cache, cache_of
from goldenthread.check import check
from goldenthread.check.contacts import contact_details
from goldenthread.check.pseudonyms import hidden, real_names
from goldenthread.documents import inspect as inspect_documents
from goldenthread.edition import contradictory, cut
from goldenthread.ledger import contradictions, fold, newest
from goldenthread.link import link, proposed_by_name
from goldenthread.media.opening import MOST_BYTES
from goldenthread.media.photos import Counted, Load, unheard
from goldenthread.media.photos import inspect as inspect_photos
from goldenthread.memory import Memory, uncollected
from goldenthread.model.archive import Archive, attachments, named_photos
from goldenthread.model.edition import Edition
from goldenthread.model.fields import Audience
from goldenthread.problem import Problem, in_order
from goldenthread.read import read_bytes, read_records, stamp

__all__ = ["compile_archive", "copies_of", "edition_of", "loader"]


@uncollected()
def compile_archive(
    records_folder: Path,
    progress: Counted = unheard,
    memory: Memory | None = None,
    tried_for: Path | None = None,
) -> tuple[Archive, tuple[Problem, ...]]:
    """Read, link and check the records of a folder; what is at fault is left out of the archive and reported.

    `progress` hears of the photos that are decoded. What `memory` holds of files that are as they were is not made
    anew, unless it was a refusal: that may have come of a busy machine. `tried_for` is the folder for which this one is
    a trial: what is known of its photos and documents is not worked out again.
    """
    kept_for = tried_for or records_folder
    memory = memory or Memory()
    records, unreadable = read_records(records_folder, memory)
    archive, dangling = link(records, memory)
    unreadable = proposed_by_name(unreadable, archive)
    load = loader(records_folder)
    named, attached = named_photos(archive), attachments(archive)

    def stamped(paths: Iterable[str]) -> tuple[tuple[str, tuple[int, ...]], ...]:
        return tuple((path, stamp(records_folder, path)) for path in paths)

    photos, unshowable = memory.recall(
        "photos",
        stamped(named),
        lambda: inspect_photos(named, load, cache_of(kept_for, "examined"), progress),
    )
    documents, originals, illegible = memory.recall(
        "documents",
        (stamped(path for path, _ in attached), attached),
        lambda: inspect_documents(attached, load, cache_of(kept_for, "documents")),
    )
    memory.forget(*(["photos"] if unshowable else []), *(["documents"] if illegible else []))
    archive = replace(archive, photos=photos, documents=documents, originals=originals)
    undecided = (*contradictions(archive), *contradictory(archive))
    senseless = (*check(archive, memory), *_exposed(archive, memory))
    return archive, in_order((*unreadable, *dangling, *unshowable, *illegible, *undecided, *senseless))


def _exposed(archive: Archive, memory: Memory) -> Iterator[Problem]:
    """What words would tell the public of people; the edition is cut only where the records hold any of it."""
    people = hidden(archive)

    def told_by(shown: Archive, known: Memory) -> tuple[Problem, ...]:
        return (*contact_details(shown, known), *real_names(shown, people))

    found = told_by(archive, memory)
    public: set[tuple[object, ...]] = set()
    if found:
        public = {_line(one) for one in told_by(cut(archive, "public", memory=memory).archive, Memory())}
    yield from (one for one in found if _line(one) in public)


def _line(found: Problem) -> tuple[object, ...]:
    """What a problem says, and on which line: further left on it, the public edition may have other words."""
    return found.at.path, found.at.line, found.facts


def loader(records_folder: Path) -> Load:
    """Reads the files that an archive names from the folder it was compiled from."""
    return lambda path: read_bytes(records_folder, path, MOST_BYTES)[0]


def copies_of(records_folder: Path, audience: Audience) -> Cache:
    """Where the copies of the photos that an edition shows are kept: those of each edition apart."""
    return cache_of(records_folder, audience)


@uncollected()
def edition_of(
    archive: Archive, audience: Audience = "public", as_of: date | None = None, memory: Memory | None = None
) -> Edition:
    """What an audience may see of an archive, and how things stand as of a day: by default the newest day in it.

    What `memory` holds of meetings that are as they were is not made anew.
    """
    memory = memory or Memory()
    day = as_of
    shown = cut(archive, audience, as_of, day, memory)
    while (last := as_of or newest(shown.archive)) != day:
        day = last
        shown = cut(archive, audience, as_of, day, memory) if shown.dated else shown
    histories = fold(shown.archive, day or date.min, memory)
    return Edition(shown, histories, day)
