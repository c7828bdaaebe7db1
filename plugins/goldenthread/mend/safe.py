"""The safe repairs, by the code of the problem that each mends, and the records with all of them made.

In: a folder of records. Out: a `Mending`. Guaranteed: no repair takes knowing what was meant, and none lets more people
see more; what does not take its problem away, or puts another in its place, is not made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from goldenthread.compile import compile_archive
from goldenthread.mend import braces, quoting, texts, words
from goldenthread.mend.changes import Change, Mending, not_among, problems_with, trial
from goldenthread.mend.files import RecordFile, tree_of
from goldenthread.mend.ids import prepare_ids
from goldenthread.mend.repair import Fault, Repair
from goldenthread.problem import Problem
from goldenthread.read.files import MOST_TEXT, read_bytes

REPAIRS: Mapping[str, Repair] = {
    "GT102": texts.without_controls,
    "GT105": texts.begun_with_fence,
    "GT106": texts.closed_head,
    "GT107": texts.utf8,
    "GT109": texts.as_entry,
    "GT112": quoting.once,
    "GT113": quoting.no_tag,
    "GT114": quoting.no_alias,
    "GT116": texts.one_document,
    "GT117": quoting.no_tabs,
    "GT120": quoting.in_quotes,
    "GT121": quoting.in_quotes,
    "GT122": quoting.dedented,
    "GT124": quoting.spaced,
    "GT125": words.plain,
    "GT127": quoting.dash,
    "GT128": quoting.aligned,
    "GT129": quoting.with_colon,
    "GT130": quoting.item_in_quotes,
    "GT131": quoting.in_quotes,
    "GT133": quoting.between_braces,
    "GT134": quoting.whole_in_quotes,
    "GT136": words.bracketed,
    "GT137": texts.fenced,
    "GT203": words.id_,
    "GT204": words.id_,
    "GT205": words.date,
    "GT206": words.time,
    "GT208": words.yes_or_no,
    "GT209": words.word,
    "GT210": words.key,
    "GT214": words.language,
    "GT302": braces.closed,
    "GT303": braces.pen,
    "GT304": braces.together,
    "GT305": braces.key,
    "GT307": braces.word,
    "GT318": braces.straight,
    "GT613": words.named,
}
"""Besides these, `prepare_ids` mends GT404."""
MOST_ROUNDS = 60
"""How often the records are read again, for a mend may bring to light what could not be read before."""
_READABLE = "GT2"
"""The codes before this one are about text and YAML that cannot be read: what stands there is told only when it can."""
_HIDING = ("GT210",)
"""The others that may hide what else is wrong on their line: of a key that is not known the value is not looked at."""
_TWICE = "GT112"


def prepare_mends(records: Path) -> Mending:
    """What makes all safe repairs, and writes the ids that lines lack; nothing is written yet."""
    run = _Run(records)
    problems = run.problems()
    for _ in range(MOST_ROUNDS):
        attempts = [one for path, found in _by_path(problems).items() if (one := run.attempt(path, found))]
        if not attempts:
            break
        now = run.problems()
        failed = [(attempt, found) for attempt in attempts for found in attempt.mended if _failed(found, problems, now)]
        for attempt, found in failed:
            run.after[attempt.path] = attempt.before
            run.useless.add(_name(found))
        problems = run.problems() if failed else now
    return _with_ids(records, run.changes())


def mendable(records: Path, problems: Iterable[Problem]) -> int:
    """How many of these problems a repair would try to mend."""
    run = _Run(records)
    return sum(run.repaired(found, run.bytes_of(found.at.path)) is not None for found in problems)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A file with repairs made in it: its bytes before, and the problems that they are to mend."""

    path: str
    before: bytes
    mended: tuple[Problem, ...]


@dataclass
class _Run:
    """The bytes that files have by now, and the problems whose repair did not help: those are not tried again."""

    records: Path
    after: dict[str, bytes] = field(default_factory=dict)
    useless: set[tuple[str, str, int]] = field(default_factory=set)

    def problems(self) -> tuple[Problem, ...]:
        """The problems that the records have by now."""
        return problems_with(self.records, self.after) if self.after else compile_archive(self.records)[1]

    def bytes_of(self, path: str) -> bytes:
        """The bytes of a file as they are by now; none of what is no file."""
        if path in self.after:
            return self.after[path]
        return (read_bytes(self.records, path, MOST_TEXT)[0] or b"") if path else b""

    def changes(self) -> dict[str, Change]:
        """The files that are other than they were."""
        written = {path: read_bytes(self.records, path, MOST_TEXT)[0] or b"" for path in self.after}
        return {path: Change(path, written[path], data) for path, data in self.after.items() if data != written[path]}

    def attempt(self, path: str, problems: Iterable[Problem]) -> _Attempt | None:
        """Repair what can be repaired in one file: from below, so that what stands above keeps its place."""
        before = data = self.bytes_of(path)
        mended: dict[int, Problem] = {}
        for found in sorted(problems, key=lambda one: one.at, reverse=True):
            if found.at.line not in mended and (repaired := self.repaired(found, data)) is not None:
                mended[found.at.line], data = found, repaired
        if data == before:
            return None
        if any(found.code < _READABLE for found in mended.values()):
            data = self._readable(path, data)
        self.after[path] = data
        return _Attempt(path, before, tuple(mended.values()))

    def _readable(self, path: str, data: bytes) -> bytes:
        """A file with what comes to light line by line mended too, until it can be read or needs somebody."""
        mended: set[tuple[str, str, int]] = set()
        while problems := tree_of(RecordFile(path, ""), data)[1]:
            repaired = self.repaired(problems[0], data)
            if repaired is None or _name(problems[0]) in mended:
                break
            mended.add(_name(problems[0]))
            data = repaired
        return data

    def repaired(self, found: Problem, data: bytes) -> bytes | None:
        """The bytes without this problem; `None` where nothing safe can be done."""
        if found.code not in REPAIRS or not data or _name(found) in self.useless:
            return None
        try:
            repaired = REPAIRS[found.code](Fault(found, data))
        except UnicodeDecodeError:
            return None
        return repaired if repaired != data else None


def _name(found: Problem) -> tuple[str, str, int]:
    return found.code, found.at.path, found.at.line


def _by_path(problems: Iterable[Problem]) -> Mapping[str, list[Problem]]:
    found: dict[str, list[Problem]] = defaultdict(list)
    for one in problems:
        found[one.at.path].append(one)
    return found


def _failed(mended: Problem, before: Iterable[Problem], now: Iterable[Problem]) -> bool:
    """Whether a problem is still there, or another has come to its line that could have been told before."""
    here = [found for found in now if (found.at.path, found.at.line) == (mended.at.path, mended.at.line)]
    if any(found.code in (mended.code, _TWICE) for found in here):
        return True
    new = not_among((found for found in here if found.level == "error"), before)
    return mended.code not in _HIDING and mended.code >= _READABLE and bool(new)


def _with_ids(records: Path, changes: Mapping[str, Change]) -> Mending:
    """These changes, and then the ids that lines lack; where ids would do harm, the changes alone."""
    if not changes:
        return prepare_ids(records)
    with trial(records, {path: change.after for path, change in changes.items()}) as folder:
        ids = prepare_ids(folder)
    added = {one.path: replace(one, before=changes.get(one.path, one).before) for one in ids.changes}
    return Mending(tuple({**changes, **added}.values()))
