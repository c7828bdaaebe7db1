"""Schemas written from the command line, with the settings by which editors of text find them."""

from __future__ import annotations

from pathlib import Path

from goldenthread.cli.changing import change_files
from goldenthread.cli.report import say
from goldenthread.compile import compile_archive
from goldenthread.language import N_
from goldenthread.mend import Change
from goldenthread.read.files import list_files
from goldenthread.scaffold.editor import FOLDER, MODELINE, SETTINGS, modeline, schema_files, settings


def write_schemas(records: Path, *, modelines: bool, no_ids: bool, yes: bool, dry_run: bool) -> bool:
    """Write them; whether nobody said no."""
    folder = records.resolve().parent
    archive = None if no_ids or not records.is_dir() else compile_archive(records)[0]
    made = schema_files(archive)
    if not dry_run:
        for path, text in made.items():
            _write(folder / path, text)
        say(N_("Written: {count} schemas in {folder}"), count=len(made), folder=records.parent / FOLDER)
        for path, text in settings(records.resolve().name).items():
            if not (folder / path).exists():
                _write(folder / path, text)
                say(N_("Written: {path}"), path=records.parent / path)
            elif path == SETTINGS and FOLDER not in (folder / path).read_text("utf-8", "replace"):
                say(N_("{path} is there already, and names no schemas: use --modelines."), path=records.parent / path)
    if modelines:
        changes = list(_with_modelines(records))
        if changes and change_files(records, changes, yes=yes, dry_run=dry_run) == "kept":
            return False
        if not changes:
            say(N_("Every YAML file names its schema already."))
    return True


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _with_modelines(records: Path) -> list[Change]:
    """The YAML files that name no schema, with the line that names it."""
    found = []
    for path in list_files(records)[0]:
        line = modeline(f"{records.resolve().name}/{path}")
        data = (records / path).read_bytes() if line else b""
        if data and MODELINE.encode() not in data:
            mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
            found.append(Change(path, data, mark + line.encode() + data.removeprefix(mark)))
    return found
