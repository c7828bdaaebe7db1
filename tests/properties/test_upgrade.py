"""Any records: a key exchanged by position and exchanged back leaves every byte as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.mend.edits import Source
from goldenthread.mend.files import RecordFile, entries_in, record_files, tree_of
from goldenthread.mend.steps import STEPS, Renamed
from goldenthread.model.records import Records
from goldenthread.write import write_records
from tests.properties.effort import filled
from tests.properties.records import records

(STEP,) = STEPS
BACK = tuple(Renamed(change.where, change.new, change.old) for change in STEP.changes)


@filled
@given(records(everything=True), st.sampled_from(("\n", "\r\n", "\r")), st.sampled_from(("", "\ufeff")))
def test_what_is_renamed_and_renamed_back_is_as_it_was(made: Records, line_end: str, mark: str) -> None:
    texts = write_records(made)
    changed = set()
    for file in record_files(texts):
        data = f"{mark}{texts[file.path]}".replace("\n", line_end).encode()
        old = renamed(file, data, BACK)
        assert renamed(file, old, STEP.changes) == data
        changed |= {file.holds} if old != data else set()
    assert changed, "something is there to be renamed"


def renamed(file: RecordFile, data: bytes, changes: tuple[Renamed, ...]) -> bytes:
    """The bytes of a record with these changes made."""
    tree, problems = tree_of(file, data)
    assert tree, [problem.line() for problem in problems]
    source = Source(data)
    entries = ((change, entry) for change in changes for entry in entries_in(file, tree, change.where))
    return source.edited(edit for change, entry in entries for edit in change.edits(entry, source))
