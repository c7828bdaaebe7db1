"""The files of a theme in a preview: MkDocs lists all of them at each build, fourteen thousand icons among them.

In: MkDocs' theme. Out: the same, which lists its files in a tenth of the time. Guaranteed: MkDocs takes the same ones,
for it leaves out itself what is hidden; what is hidden can be loaded as ever.
"""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme


class Unhidden(FileSystemLoader):
    """Loads every template, and lists those in no folder whose name begins with a dot."""

    def list_templates(self) -> list[str]:
        """Their names, in order."""
        found: set[str] = set()
        for searched in self.searchpath:
            for folder, folders, files in os.walk(searched, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(searched).as_posix() for name in files)
        return sorted(found)


def list_less(theme: Theme) -> None:
    """Have a theme list what a site can have of it."""
    make = theme.get_env

    def get_env() -> Environment:
        env = make()
        if type(env.loader) is FileSystemLoader:
            env.loader = Unhidden(env.loader.searchpath, env.loader.encoding, env.loader.followlinks)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]
