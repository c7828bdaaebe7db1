"""What an attack on the gate has found, each as the smallest record that shows it.

What stands between « and » is internal, and so is a file whose name begins with «. The public edition of all of it is
that of the rest: the same pages, feeds and calendars, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from goldenthread.compile import edition_of, loader
from goldenthread.model.fields import Audience
from goldenthread.publish import publish
from tests.edition.marks import whole, without
from tests.edition.rendered import rendered
from tests.written import ARCHIVE, CHART, HEAD, MEETING, compiled, write


def photo(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "JPEG")
    return out.getvalue()


GROUPS = {"registers/groups.yml": "- {id: team, name: Team}\n«- {id: secret, name: Secret, audience: internal}\n»"}
CASES: dict[str, Mapping[str, str | bytes]] = {
    "an internal photo that a public chart names": {
        MEETING: f"{HEAD}photos:\n  - {{photo: a.jpg, alt: A sheet}}\n"
        "«  - {photo: wall.jpg, alt: A, audience: internal}\n»---\n",
        CHART: "---\ntitle: S\nphotos: [a.jpg«, wall.jpg»]\nalt: A sheet\n---\n- x\n",
        "meetings/review/photos/a.jpg": photo("white"),
        "meetings/review/photos/wall.jpg": photo("black"),
    },
    "an internal file that is evidence": {
        MEETING: f"{HEAD}files:\n  - {{file: a.txt}}\n«  - {{file: secret.txt, audience: internal}}\n»"
        "findings: [{id: f, what: F, kind: lesson, evidence: [files/a.txt«, files/secret.txt»]}]\n"
        "updates: [{about: other-action, note: N, evidence: [files/a.txt«, files/secret.txt»]}]\n---\n",
        "meetings/review/files/a.txt": "x",
        "meetings/review/files/secret.txt": "x",
    },
    "an internal update before two of one day": {
        "updates/a.yml": "«- {about: other-action, date: 2015-09, note: No, audience: internal}\n»"
        "- {about: other-action, date: 2015-10-01, due: 2016-01}\n",
        "updates/b.yml": "- {about: other-action, date: 2015-10-01, due: 2016-02}\n",
    },
    "an update by an internal group alone": {
        **GROUPS,
        MEETING: f"{HEAD}updates:\n«  - {{about: other-action, note: No, by: secret}}\n»"
        "  - {about: other-action, note: Yes, by: team}\n---\n",
    },
    "feedback led by an internal group too": {
        **GROUPS,
        MEETING: f"{HEAD}programme: [{{id: talk, title: T}}]\n"
        "feedback: [{on: talk, led_by: [team«, secret»], text: Why}]\n---\n",
    },
    "a pen that only an internal line is written with": {
        MEETING: f"{HEAD}pens: {{a: {{colour: red, default: yes}}, b: {{colour: blue}}, c: {{colour: green}}}}\n---\n",
        CHART: "---\ntitle: S\n---\n- x\n- y {.c}\n«- z {.b audience=internal}\n»",
    },
    "what moved, and is internal": {
        **GROUPS,
        "registers/series.yml": "- {id: reviews, name: Reviews, group: team}\n",
        MEETING: f"{HEAD}series: reviews\nactions:\n  - {{id: survey, what: Survey, owner: team, due: 2016-01}}\n"
        "«  - {id: plan, what: Plan, owner: [team, secret], due: 2016-02, audience: internal}\n»"
        "decisions:\n  - {id: rule, what: Rule}\n"
        "«  - {id: hush, what: Hush, supersedes: rule, audience: internal}\n»---\n",
        "meetings/next/meeting.md": "---\ntitle: Next\ndate: 2016-03\nstatus: planned\nseries: reviews\n---\n",
        "«meetings/quiet/meeting.md": "---\ntitle: Quiet\ndate: 2019-01-01\naudience: internal\nseries: reviews\n"
        "updates: [{about: survey, status: done}]\n---\n",
        "updates/a.yml": "- {about: survey, date: 2015-10-01, status: in progress, by: team}\n"
        "«- {about: survey, date: 2015-10-02, status: done, by: secret}\n"
        "- {about: survey, date: 2017-11-02, due: 2018-01, audience: internal}\n»",
    },
    "what was withdrawn for some readers": {
        "archive.yml": f"{ARCHIVE}  withdrawn: public\nwithdrawn:\n"
        "  - {id: action:open-thing, date: 2016-01-01, reason: Twice}\n"
        "«  - {id: action:secret-thing, date: 2016-01-02, reason: Hush, audience: internal}\n»",
    },
    "a part of the same words, until its day": {
        MEETING: f"{HEAD}focus_areas:\n«  - {{title: Rooms, publish_after: 2049-01-01}}\n»  - {{title: Rooms}}\n---\n",
    },
    "words on a chart, and the gap that they would leave": {
        MEETING: f"{HEAD}---\n",
        CHART: "---\ntitle: S\n---\n- Five «[of nine]{audience=internal} »homes\n- Roofs« [leak]{audience=internal}»\n"
        "- «[We hear that]{audience=internal} »[rents «[may ]{audience=internal}»rise]{.star}\n"
        "«- [All of it]{audience=internal}\n    - and what stands under it\n»"
        "- x [y]{.star}« [[z]{audience=internal}]{.star}»\n"
        "\n## Rooms« [of Ana]{audience=internal}»\n- y\n\n«## [Hush]{audience=internal}\n- z\n»",
    },
    "words for the photos of a chart, where photos are internal": {
        "archive.yml": ARCHIVE.replace("  photos: public\n", ""),
        MEETING: f"{HEAD}---\n",
        CHART: '---\ntitle: S\n«photos: [wall.jpg]\nalt: Ana at the wall\n»---\n- x« {box="0.1 0.1 0.5 0.5"}»\n',
        "meetings/review/photos/wall.jpg": photo("black"),
    },
    "an update of which all that it says is kept back": {
        "updates/a.yml": "- {about: other-action, date: 2015-10-01, status: in progress«, note: N, internal: note»}\n"
        "«- {about: other-action, date: 2015-10-02, note: N, internal: note}\n»",
    },
    "support that only an internal group needs": {
        **GROUPS,
        MEETING: f"{HEAD}support:\n  - {{id: van, what: Van, for: team}}\n"
        "«  - {id: boat, what: Boat, for: secret}\n»---\n",
    },
}


def public(root: Path, files: Mapping[str, str | bytes], audience: Audience = "public") -> dict[str, str]:
    """The public site of these records, page by page, with all that its head says."""
    root.mkdir(exist_ok=True)
    write(root, {"archive.yml": ARCHIVE, **files})
    result = compiled(root)
    assert {found.code for found in result.problems if found.level == "error"} <= {"GT405"}
    return rendered(publish(edition_of(result.archive, audience), loader(root)))


@pytest.mark.parametrize("case", CASES)
def test_what_is_internal_leaves_no_trace(tmp_path: Path, case: str) -> None:
    with_it, never = public(tmp_path / "a", whole(CASES[case])), public(tmp_path / "b", without(CASES[case]))
    assert with_it.keys() == never.keys()
    assert [page for page in never if with_it[page] != never[page]] == []


def test_what_leaves_no_trace_would_be_seen(tmp_path: Path) -> None:
    """The internal edition has in its feeds and calendars what the public one must not."""
    pages = public(tmp_path / "a", whole(CASES["what moved, and is internal"]), "internal")
    assert "Due: Plan" in pages["due.ics"]
    assert "Quiet" in pages["calendar.ics"]
    assert "Hush" in pages["changes/feed.xml"]
    assert "Agreed: Plan" in pages["groups/secret/feed.xml"]
    assert "Hush" in pages["data/archive.json"]
    assert "Hush" in pages["data/archive.sqlite"]


def test_what_goes_with_an_internal_thing_is_not_named_either(tmp_path: Path) -> None:
    head = f"{HEAD}programme: [{{id: quiet, title: Q, audience: internal}}]\n"
    head += "feedback: [{id: canary-f, on: quiet, text: Why}]\n---\nAs said in [[canary-f]].\n"
    pages = public(tmp_path / "a", {MEETING: head, CHART: "---\ntitle: S\n---\n- AS [[canary-f]]\n"})
    assert [address for address, text in pages.items() if "canary" in text] == []


@pytest.mark.parametrize(
    "line",
    [
        "- The director leaves{audience=internal}",
        "- The director leaves {audience=internal}.",
        "- The director {audience=internal} leaves",
        "- The director leaves {audience=internal} {.star}",
        "- [The director]{.star}{audience=internal}",
        "- The director leaves {audience=internal",
        "- {audiance=internal} The director",
        "- { Audience=internal } The director",
        "- [[other]]{audience=internal} The director",
        "The director\n{audience=internal}\nmore",
    ],
)
def test_an_audience_that_marks_nothing_stops_the_build(tmp_path: Path, line: str) -> None:
    root = tmp_path / "records"
    root.mkdir()
    for files in (
        {MEETING: f"{HEAD}---\n", CHART: f"---\ntitle: S\n---\n{line}\n"},
        {MEETING: f"{HEAD}---\n{line}\n"},
    ):
        write(root, files)
        told = [found.code for found in compiled(root).problems if found.level == "error"]
        assert told, files


def test_braces_that_are_meant_as_words_may_be_escaped(tmp_path: Path) -> None:
    root = tmp_path / "records"
    root.mkdir()
    write(root, {MEETING: f"{HEAD}---\nType \\{{audience=internal}}.\n"})
    assert compiled(root).told == []
