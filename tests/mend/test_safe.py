"""What `check --fix` mends: every example that is said to be fixable, and nothing that takes knowing what is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.compile import compile_archive
from goldenthread.mend import mendable, prepare_mends, write
from goldenthread.mend.ids import REFUSED
from goldenthread.mend.repair import near
from goldenthread.mend.safe import REPAIRS
from goldenthread.problem.catalogue import CATALOGUE
from tests.problem.shown import Example, examples, lay

HERE = "meetings/2026-05-06-ferry-day"
ACTIONS = f"{HERE}/actions.yml"
CHART = f"{HERE}/flip-charts/missed-connections.md"
HEAD = "---\ntitle: Missed connections\npens:\n  first: {colour: black, default: yes}\n  second: {colour: red}\n---\n"
FIXABLE = sorted(code for code, one in CATALOGUE.items() if one.fixable)
EXAMPLES = {code: one for code, one in examples().items() if isinstance(one, Example)}


def mended(root: Path, files: dict[str, str | bytes]) -> dict[str, bytes]:
    """What is written of these files, laid over the shared archive, when all safe mends are made."""
    lay(root, {path: text.encode() if isinstance(text, str) else text for path, text in files.items()})
    mending = prepare_mends(root)
    assert mending.problems == ()
    assert write(root, mending.changes) is None
    return {path: (root / path).read_bytes() for path in files}


def told(root: Path) -> list[str]:
    return [f"{found.at.path}:{found.at.line} {found.code}" for found in compile_archive(root)[1]]


def test_what_the_catalogue_says_is_fixable_has_a_repair_and_an_example() -> None:
    assert sorted({*REPAIRS, REFUSED}) == FIXABLE
    assert set(FIXABLE) <= set(EXAMPLES)


@pytest.mark.parametrize("code", FIXABLE)
def test_the_example_of_what_is_fixable_is_mended_as_its_twin_is(tmp_path: Path, code: str) -> None:
    example = EXAMPLES[code]
    assert mended(tmp_path, dict(example.faulty)) == example.mended
    assert told(tmp_path) == []


def test_a_repair_that_does_nothing_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goldenthread.mend.safe.REPAIRS", {**REPAIRS, "GT121": lambda fault: None})
    example = EXAMPLES["GT121"]
    assert mended(tmp_path, dict(example.faulty)) != example.mended


@pytest.mark.parametrize("code", sorted(code for code in EXAMPLES if code not in FIXABLE and code[2] in "1234"))
def test_what_takes_knowing_what_is_meant_is_left(tmp_path: Path, code: str) -> None:
    example = EXAMPLES[code]
    lay(tmp_path, example.faulty, without=example.without)
    assert prepare_mends(tmp_path).changes == ()


ACTION = "- id: mend-the-lamp\n  what: Mend the lamp\n"
FENCE = "---\n"
MET = "---\ntitle: T\ndate: 2026-05-06\n"
MENDS = {
    "line-ends": (ACTIONS, "- id: mend-the-lamp\r\n  what: Decision: mend it\r\n", '  what: "Decision: mend it"\r\n'),
    "mark": (ACTIONS, "\ufeff- id: mend-the-lamp\n  what: A: b\n", '\ufeff- id: mend-the-lamp\n  what: "A: b"\n'),
    "comment": (ACTIONS, f"# Ours\n{ACTION}  owner:ana # soon\n", f"# Ours\n{ACTION}  owner: ana # soon\n"),
    "colons": (ACTIONS, "".join(f"- id: a{n}\n  what: A: b\n" for n in range(70)), '- id: a69\n  what: "A: b"\n'),
    "curly": (ACTIONS, "- id: lamp\n  what: “Decision: mend it”\n", '  what: "Decision: mend it"\n'),
    "quotes": (ACTIONS, '- id: lamp\n  what: The "lamp": mend it\n', "  what: 'The \"lamp\": mend it'\n"),
    "tab-deep": (f"{HERE}/meeting.md", "---\ntitle: T\ndate: 2026-05-06\nnote_for: x\n---\n", "note_for: x"),
    "several": (
        ACTIONS,
        f"{ACTION}  Owner: Ana Reyes\n  due: 3 May 2027\n",
        f"{ACTION}  owner: ana\n  due: 2027-05-03\n",
    ),
    "day-first": (ACTIONS, f"{ACTION}  due: 31.12.2026\n", f"{ACTION}  due: 2026-12-31\n"),
    "clock": (f"{HERE}/programme.yml", "- {id: a, title: A, time: 2.30pm}\n", "- {id: a, title: A, time: 14:30}\n"),
    "quote-open": (ACTIONS, '- id: lamp\n  what: "Mend it\n  owner: ana\n', '  what: "Mend it"\n  owner: ana\n'),
    "quote-soon": (ACTIONS, "- id: lamp\n  what: 'Old' Meg\n  owner: ana\n", "  what: \"'Old' Meg\"\n"),
    "colon": (ACTIONS, f"{ACTION}  owner; ana\n", f"{ACTION}  owner: ana\n"),
    "closed-by-a-dash": (f"{HERE}/meeting.md", f"{MET}–\nWe met.\n", f"{MET}---\nWe met.\n"),
    "many-slips": (
        f"{HERE}/meeting.md",
        f"{MET.replace('T', 'A: b')}"
        'place "The boat house\nparticipants:\n  - person: ana\n  — a lamplighter\n—\nWe met.\n',
        'place: "The boat house"\nparticipants:\n  - person: ana\n  - a lamplighter\n---\nWe met.\n',
    ),
    "head": (f"{HERE}/meeting.md", f"{MET}place: Here\n\nWe met: all.\n", f"{MET}place: Here\n---\nWe met: all.\n"),
    "head-windows": (f"{HERE}/meeting.md", f"{MET}We met.\n".replace("\n", "\r\n"), "06\r\n---\r\nWe met.\r\n"),
    "head-of-chart": (CHART, f"{HEAD.removesuffix(FENCE)}## LAMP\n- a\n", f"{HEAD}## LAMP\n- a\n"),
    "braces-last": (CHART, f"{HEAD}## LAMP {{#lamp as=Old Meg}}\n", f'{HEAD}## LAMP {{#lamp as="Old Meg"}}\n'),
    "two-in-a-line": (CHART, f"{HEAD}- a {{.secnd}}\n- b {{.frist}}\n", "- a {.second}\n- b {.first}\n"),
}


@pytest.mark.parametrize(("path", "typed", "part"), MENDS.values(), ids=MENDS)
def test_all_else_stays_as_it_was_typed(tmp_path: Path, path: str, typed: str, part: str) -> None:
    (after,) = mended(tmp_path, {path: typed.encode()}).values()
    assert part in after.decode()


HEADS = {
    "list": f"{MET}objectives:\n- Share\n- Agree\nWe met.\n",
    "no-text": f"{MET}\n",
    "keys-below": f'{MET}place "Here\nparticipants:\n  - person: ana\nWe met.\n',
    "withheld-below": f"{MET}We met.\naudience: internal\n",
    "withheld-in-part": f"{MET}\nInternal place\n",
    "withheld": f"{MET}\nAudiance internal\n",
    "withheld-by-a-capital": f"{MET}Audience: internal\nWe met.\n",
}


@pytest.mark.parametrize("typed", HEADS.values(), ids=HEADS)
def test_a_head_is_not_closed_where_more_may_belong_to_it(tmp_path: Path, typed: str) -> None:
    (after,) = mended(tmp_path, {f"{HERE}/meeting.md": typed}).values()
    assert after.decode() == typed


def test_no_colon_is_written_in_the_settings(tmp_path: Path) -> None:
    settings = "format: 1\ntitle: Ours\ndefault_audience:\n  meetings: public\n  actions public\n"
    assert mended(tmp_path, {"archive.yml": settings})["archive.yml"].decode() == settings


MEANING = {
    "another-person": f"{ACTION}  owner: bem\n",
    "day-or-month": f"{ACTION}  due: 03/04/2027\n",
    "short-year": f"{ACTION}  due: 20/01/06\n",
    "more-may-see-it": f"{ACTION}  audiance: public\n",
    "no-audience": f"{ACTION}  audience: publik\n",
    "colon-of-who-may-see-it": f"{ACTION}  audience public\n",
    "space-before-who-may-see-it": f"{ACTION}  audience:public\n",
    "colon-of-what-is-kept-back": f"{ACTION}  internal what\n",
    "two-owners": f"{ACTION}  owner: ana\n  owner: ben\n",
    "twice-with-more-below": f"{ACTION}  detail: A\n  detail: A\n    and more\n",
    "quote-over-two-lines": '- id: lamp\n  what: "Mend" the\n    lamp\n',
    "quote-and-comment": '- id: lamp\n  what: "Mend" the lamp # soon\n',
    "alias": "- id: &a mend-the-lamp\n  what: *a\n",
    "two-keys-as-near": f"{ACTION}  xwner: ana\n  bue: 2027\n",
    "taken": f"{ACTION}- id: Mend the lamp\n  what: Mend it\n",
    "nobody": f"{ACTION}  owner: Old Meg\n",
}


@pytest.mark.parametrize("typed", MEANING.values(), ids=MEANING)
def test_what_is_meant_is_never_guessed(tmp_path: Path, typed: str) -> None:
    after = mended(tmp_path, {ACTIONS: typed})[ACTIONS].decode()
    if "xwner" in typed:
        assert after == typed.replace("xwner", "owner").replace("bue", "due")
    else:
        assert after == typed


def test_ids_are_written_into_what_has_been_mended(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        ACTIONS: f"{ACTION}  From: missed-connections#the-lamp\n",
        CHART: f"{HEAD}## THE LAMP\n- who pays? {{.secnd}}\n",
    }
    after = mended(tmp_path, files)
    assert after[CHART].decode() == f"{HEAD}## THE LAMP {{#the-lamp}}\n- who pays? {{.second}}\n"
    assert told(tmp_path) == []


def test_how_many_can_be_mended_is_known_beforehand(tmp_path: Path) -> None:
    lay(tmp_path, {ACTIONS: f"{ACTION}  Owner: ana\n  due: soon\n".encode()})
    problems = compile_archive(tmp_path)[1]
    assert (len(problems), mendable(tmp_path, problems)) == (2, 1)


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("ownr", "owner, other", "owner"),
        ("Owner", "owner, due", "owner"),
        ("in_progress", "open, in progress", "in progress"),
        ("oepn", "open, done", "open"),
        ("bat", "bit, but", ""),
        ("pen-1", "pen-2, other", ""),
        ("pen-12", "pen-1, other", ""),
        ("ab", "ac", ""),
        ("first", "second", ""),
        ("", "open", ""),
    ],
)
def test_a_slip_is_one_letter_and_one_word_may_be_meant(word: str, known: str, meant: str) -> None:
    assert near(word, known) == meant
