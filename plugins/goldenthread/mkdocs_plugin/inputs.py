"""The inputs of a site: one digest of all that it is made from, by which a build knows that nothing has changed.

In: MkDocs' configuration, and what was asked for. Out: `Inputs`, or `None` where more goes into the site than can be
seen: plugins, hooks and extensions that are not known here may read anything, and a configuration may take in others,
and so may links. Guaranteed: every byte is read anew; what is touched while it is read, or afterwards, can be told.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from goldenthread.mkdocs_plugin.admin import repository_of
from goldenthread.mkdocs_plugin.building import Wanted
from goldenthread.release.manifest import at_once, hashed, paths_in

PLUGINS = frozenset({"goldenthread", "search", "material/search"})
"""The plugins of which it is known what they read."""
EXTENSIONS = frozenset(
    {
        *("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "meta", "nl2br"),
        *("sane_lists", "smarty", "tables", "toc", "wikilinks", "extra", "codehilite"),
        *(
            f"pymdownx.{name}"
            for name in (
                *("arithmatex", "betterem", "caret", "critic", "details", "emoji", "highlight", "inlinehilite", "keys"),
                *("magiclink", "mark", "saneheaders", "smartsymbols", "superfences", "tabbed", "tasklist", "tilde"),
            )
        ),
    }
)
"""The extensions of Markdown of which it is known that they read nothing but the page."""
ELSEWHERE = ("INHERIT", "!ENV", "!!python", "custom_icons")
"""What a configuration says where it takes something from elsewhere."""
KNOWN = re.compile(r"!!python/name:(material|pymdownx)\.[\w.]+")
"""What it may name all the same: code that is installed, in a version that is known."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a site is made from: its digest, and the folders and files in which it stands as they were before."""

    digest: str
    places: tuple[Path, ...]
    stamps: tuple[object, ...]

    def untouched(self) -> bool:
        """Whether nothing of it was written since, not even to be put back."""
        return tuple(_stamps(self.places)) == self.stamps


def inputs_of(settings: MkDocsConfig, wanted: Wanted) -> Inputs | None:
    """What a site is made from: records, pages, theme, options and programs."""
    if not (set(settings.plugins) <= PLUGINS and set(settings.markdown_extensions) <= EXTENSIONS) or settings.hooks:
        return None
    own = settings.plugins["goldenthread"].config
    named = (own["records_dir"], settings.docs_dir, settings.theme.custom_dir, own["templates_dir"])
    folders = (_PACKAGE, *(Path(name) for name in named if name and Path(name).is_dir()))
    places = (*folders, *([wanted.config] if wanted.config else []))
    stamps = tuple(_stamps(places))
    configuration = wanted.config.read_bytes() if wanted.config else b""
    if _takes_in_more(configuration):
        return None
    said = sha256(configuration)
    # Where the repository begins is seen in no file of it, and the forms write by it.
    written = repr(repository_of(own, settings.config_file_path, Path(own["records_dir"])))
    for part in (sys.version, written, *sorted(f"{one.name} {one.version}" for one in distributions()), repr(wanted)):
        said.update(f"{part}\0".encode("utf-8", "surrogateescape"))
    for folder in folders:
        paths = [*_paths_in(folder)]
        for path, digest in zip(paths, at_once(partial(_digest, folder), paths), strict=True):
            if not digest:
                return None  # a link may lead anywhere, and what cannot be read may hold anything
            said.update(f"{path}\0{digest}\0".encode("utf-8", "surrogateescape"))
    return Inputs(said.hexdigest(), places, stamps)


def _takes_in_more(configuration: bytes) -> bool:
    """Whether a configuration takes in what stands elsewhere, or is written so that this cannot be told."""
    try:
        words = configuration.decode()
    except UnicodeDecodeError:
        return True
    return "\0" in words or any(word in KNOWN.sub("", words) for word in ELSEWHERE)


def _paths_in(folder: Path) -> Iterator[str]:
    """What is in a folder; of our own package, not what Python makes of it."""
    for path in paths_in(folder):
        if folder != _PACKAGE or "__pycache__/" not in path:
            yield path


def _stamps(places: Iterable[Path]) -> Iterator[object]:
    """What the system knows of each file: whoever writes it changes that, and nobody can put it back."""
    for place in places:
        for path in _paths_in(place) if place.is_dir() else ("",):
            try:
                known = os.lstat(place / path)
            except OSError:
                yield path, None  # it has just gone
            else:
                yield path, known.st_ino, known.st_size, known.st_mtime_ns, known.st_ctime_ns


_PACKAGE = Path(__file__).parents[1]


def _digest(folder: Path, path: str) -> str:
    return hashed(folder / path)
