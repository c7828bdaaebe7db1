"""The inputs of a site: one digest of all that it is made from, by which a build knows that nothing has changed.

In: MkDocs' configuration, and what was asked for. Out: a digest, or `None` where more goes into the site than can be
seen: plugins, hooks and extensions that are not known here may read anything, and a configuration may take in others,
and so may links. Guaranteed: every byte is read anew.
"""

from __future__ import annotations

import sys
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
ELSEWHERE = (b"INHERIT", b"!ENV")
"""What a configuration says where it takes something from elsewhere."""


def digest_of_inputs(settings: MkDocsConfig, wanted: Wanted) -> str | None:
    """What names all that a site is made from: records, pages, theme, options and programs."""
    if not (set(settings.plugins) <= PLUGINS and set(settings.markdown_extensions) <= EXTENSIONS) or settings.hooks:
        return None
    configuration = wanted.config.read_bytes() if wanted.config else b""
    if any(word in configuration for word in ELSEWHERE):
        return None
    own = settings.plugins["goldenthread"].config
    folders = (own["records_dir"], settings.docs_dir, settings.theme.custom_dir, own["templates_dir"])
    said = sha256(configuration)
    # Where the repository begins is seen in no file of it, and the forms write by it.
    written = repr(repository_of(own, settings.config_file_path, Path(own["records_dir"])))
    for part in (sys.version, written, *sorted(f"{one.name} {one.version}" for one in distributions()), repr(wanted)):
        said.update(f"{part}\0".encode("utf-8", "surrogateescape"))
    for folder in (Path(__file__).parents[1], *(Path(name) for name in folders if name and Path(name).is_dir())):
        paths = [path for path in paths_in(folder) if "__pycache__/" not in path]
        for path, digest in zip(paths, at_once(partial(_digest, folder), paths), strict=True):
            if not digest:
                return None  # a link may lead anywhere, and what cannot be read may hold anything
            said.update(f"{path}\0{digest}\0".encode("utf-8", "surrogateescape"))
    return said.hexdigest()


def _digest(folder: Path, path: str) -> str:
    return hashed(folder / path)
