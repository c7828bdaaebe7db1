"""Creating records from the command line: tried first, written where nothing stands, shown where one would change.

In: an archive, and files that are new or changed. Out: whether they were written. Guaranteed: no file that is there is
replaced without being shown; nothing is written with which the records would have an error that they did not have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from goldenthread.cli.asking import Asker
from goldenthread.cli.changing import change_files
from goldenthread.cli.report import say, say_problems, told
from goldenthread.compile import compile_archive
from goldenthread.language import N_
from goldenthread.mend import Change
from goldenthread.mend.changes import not_among, problems_with
from goldenthread.model.archive import Archive
from goldenthread.model.meeting import Meeting
from goldenthread.problem import Problem, did_you_mean, has_errors
from goldenthread.scaffold import lists
from goldenthread.scaffold.editor import FOLDER, modeline

UNREADABLE = frozenset({"GT001", "GT002"})
"""The codes of problems where there is no archive at all."""


@dataclass(frozen=True)
class Desk:
    """Where something is created: the records, what was compiled from them, who is asked, and how files are changed."""

    records: Path
    archive: Archive
    problems: tuple[Problem, ...]
    asker: Asker
    yes: bool = False
    dry_run: bool = False

    def path(self, path: str) -> Path:
        """Where a record lies, as the reader can open it from here."""
        return self.records / path

    def bytes_of(self, path: str) -> bytes:
        """What stands in a file; nothing where there is none."""
        there = self.path(path)
        return there.read_bytes() if there.is_file() else b""


def desk(records: Path, *, quiet: bool, yes: bool, dry_run: bool) -> Desk:
    """A desk for a folder of records; where there is no archive in it, that is said, with what to do."""
    archive, problems = compile_archive(records)
    if any(found.code in UNREADABLE for found in problems):
        missing = N_("There is no archive in {records}. Name its folder with --records, or begin one: {command}")
        raise click.UsageError(told(missing, records=records, command="goldenthread new archive"))
    return Desk(records, archive, problems, Asker(quiet), yes, dry_run)


def put(desk: Desk, changes: Sequence[Change], after: Sequence[str] = ()) -> bool:
    """Write what is new and change what is there; then say where it is, and what to do next."""
    for change in changes:
        if not change.before and desk.path(change.path).exists() and desk.bytes_of(change.path):
            say(N_("{path} is there already, and was left as it is."), path=desk.path(change.path))
            return False
    found = not_among(problems_with(desk.records, {one.path: one.after for one in changes}), desk.problems)
    if has_errors(found):
        say_problems([one for one in found if one.level == "error"], str(desk.records))
        say(N_("With this the records would have these problems. Nothing was written."))
        return False
    if desk.dry_run:
        _show_new(changes, desk)
    try:
        outcome = change_files(desk.records, changes, yes=desk.yes, dry_run=desk.dry_run)
    except click.Abort:
        say(N_("\nNothing was changed. With --yes files are changed without asking."))
        raise
    if outcome != "changed":
        return outcome == "shown"
    for change in changes:
        words = N_("Changed: {path}") if change.before else N_("Written: {path}")
        say(words, path=desk.path(change.path))
    say_problems(found, str(desk.records))
    for line in after:
        say("{line}", line=line)
    return True


def _show_new(changes: Sequence[Change], desk: Desk) -> None:
    """The text of the files that would be new."""
    for change in changes:
        if not change.before and change.path.endswith((".md", ".yml")):
            say(N_("{path} would be new:"), path=desk.path(change.path))
            click.echo(change.after.decode())


def listed(desk: Desk, meeting: Meeting, key: str, item: str) -> Change:
    """An entry put to a list of a meeting: to its head where that has the list, or else to the file of its name."""
    head = f"{meeting.folder}/meeting.md"
    path = f"{meeting.folder}/{key}.yml"
    data = desk.bytes_of(head)
    try:
        if lists.has_list(data, key):
            return Change(head, data, lists.in_head(data, key, item))
        return appended(desk, path, item)
    except lists.Unfit:
        raise _by_hand(desk.path(head), item) from None


def appended(desk: Desk, path: str, item: str) -> Change:
    """An entry put at the end of a file that is a list, and may not be there yet."""
    data = desk.bytes_of(path)
    try:
        return Change(path, data, lists.in_file(data or _modeline(desk, path), item))
    except lists.Unfit:
        raise _by_hand(desk.path(path), item) from None


def _modeline(desk: Desk, path: str) -> bytes:
    """The line by which a new file names its schema, where there are schemas."""
    folder = desk.records.resolve()
    return modeline(f"{folder.name}/{path}").encode() if (folder.parent / FOLDER).is_dir() else b""


def _by_hand(path: Path, item: str) -> click.ClickException:
    said = N_("The list in {path} stands in brackets or cannot be read. Nothing was written; put this there by hand:")
    return click.ClickException(f"{told(said, path=path)}\n{item}")


def meeting_of(desk: Desk, typed: str | None) -> Meeting:
    """The meeting that is meant: by its id, or else, where nothing is said, the one that was held last."""
    ids = {meeting.id: meeting for meeting in desk.archive.meetings}
    if not ids:
        raise click.UsageError(
            told(N_("There is no meeting yet. Begin with one: {command}"), command="goldenthread new meeting")
        )
    held = [meeting.id for meeting in desk.archive.meetings if meeting.happened]
    newest = held[-1] if held else list(ids)[-1]

    def wrong(id: str) -> str:
        if id in ids:
            return ""
        near = did_you_mean(id, ids)
        known = told(N_("did you mean '{near}'?"), near=near) if near else told(N_("the newest is '{id}'"), id=newest)
        return told(N_("there is no meeting '{id}': {known}"), id=id, known=known)

    return ids[desk.asker.one(N_("At which meeting?"), "--meeting", typed, wrong=wrong, proposal=newest, needed=True)]


def wrong_session(meeting: Meeting, answer: str) -> str:
    """What is wrong with the id of a session of a meeting."""
    ids = [session.id for session in meeting.programme]
    if answer in ids:
        return ""
    near = did_you_mean(answer, ids) or ", ".join(ids) or told(N_("none"))
    return told(N_("the meeting has no session '{answer}'; it has: {near}"), answer=answer, near=near)
