"""What an editor of text needs to know of an archive: its schemas, which file has which, and how records are indented.

In: an archive, and where its records lie. Out: the text of files by path, from the folder that holds the records.
Guaranteed: each YAML file of the records has a schema, by the settings of VS Code and by the modeline of others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from goldenthread.model.archive import Archive
from goldenthread.scaffold import snippets
from goldenthread.scaffold.schemas import KINDS, files_of, schemas

FOLDER = "schemas"
SETTINGS = ".vscode/settings.json"
MODELINE = "# yaml-language-server: $schema="


def schema_files(archive: Archive | None) -> Mapping[str, str]:
    """The schemas, each as a file in `FOLDER`."""
    made = schemas(archive)
    return {f"{FOLDER}/{name}.json": _json(schema) for name, schema in made.items()}


def settings(records: str) -> Mapping[str, str]:
    """What VS Code reads: settings, the extension that it proposes to install, and snippets for Markdown."""
    belonging = {
        f"./{FOLDER}/{name}.json": [f"{records}/{pattern}" for pattern in files_of(name)]
        for name in KINDS
        if files_of(name)
    }
    plain = {"editor.insertSpaces": True, "editor.tabSize": 2}
    chosen = {
        "yaml.schemas": belonging,
        "yaml.schemaStore.enable": False,
        "yaml.validate": True,
        "yaml.hover": True,
        "yaml.completion": True,
        "files.encoding": "utf8",
        "files.insertFinalNewline": True,
        "[yaml]": plain,
        "[markdown]": {**plain, "editor.wordWrap": "on"},
    }
    return {
        SETTINGS: _json(chosen),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        snippets.PATH: _json(snippets.in_vscode()),
    }


def modeline(path: str) -> str:
    """The first line by which a YAML file of the records names its schema; "" for a file that has none.

    The path is from the folder that holds the records.
    """
    below = PurePosixPath(path)
    parts = below.parts[1:]
    name = next((name for name in KINDS for pattern in files_of(name) if _fits("/".join(parts), pattern)), "")
    return f"{MODELINE}{'../' * len(parts)}{FOLDER}/{name}.json\n" if name else ""


def _fits(path: str, pattern: str) -> bool:
    """Whether a path is one of a pattern's, whose `**` may stand for any folders."""
    folder, _, name = path.rpartition("/")
    wanted, _, last = pattern.rpartition("/")
    return fnmatchcase(name, last) and bool(re.fullmatch(re.escape(wanted).replace(r"\*\*", ".+"), folder))


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
