"""What MkDocs would publish as it lies, though it is not for that: records, and what is kept in the cache.

In: MkDocs' files, and folders that are not to be published. Out: the files among them. Guaranteed: links are followed,
of files and of folders, as MkDocs follows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from mkdocs.structure.files import File


def lying_in(files: Iterable[File], folder: Path) -> Iterator[File]:
    """The files that lie in a folder, wherever a link to them stands."""
    resolved = cache(Path.resolve)
    away = folder.resolve()
    for file in files:
        if file.abs_src_path:
            path = Path(file.abs_src_path)
            lies = path.resolve() if path.is_symlink() else resolved(path.parent)
            if lies.is_relative_to(away):
                yield file
