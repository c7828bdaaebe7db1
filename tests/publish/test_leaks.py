"""What is internal is in no page, address or asset of the public site, wherever it was mentioned."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from goldenthread.compile import edition_of, loader
from goldenthread.model.entry import Key, Kind
from goldenthread.publish import publish
from tests.written import CHART, HEAD, MEETING, Compile, Compiled

SECRET = "actions:\n  - {id: secret-plan, what: Secretly, audience: internal}\n  - {id: open-plan, what: Openly}\n"
GROUPS = "- {id: alder, name: Alder}\n- {id: birch, name: Birch, audience: internal}\n"
PEOPLE = "- {id: pat, name: Pat, audience: internal}\n"


def site(result: Compiled) -> str:
    """All that the public site is made of: addresses, titles, descriptions, pages."""
    made = publish(edition_of(result.archive), loader(result.root))
    pages = [f"{page.address} {page.title} {page.description} {made.render(page).html}" for page in made.pages]
    return "\n".join([*pages, *(asset.address for asset in made.assets)])


def meeting(words: str, body: str = "") -> str:
    return f"{HEAD}{words}---\n{body}"


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    "line",
    ["## About [[secret-plan]]", "- SEE [[ secret-plan ]] now", "- [[secret-plan]]", "[[secret-plan]] {#here}"],
)
def test_a_mention_on_a_chart_leaves_no_id(archive: Compile, line: str) -> None:
    result = archive({MEETING: meeting(SECRET), CHART: f"---\ntitle: S\n---\n{line}\n- open\n"})
    assert result.told == []
    shown = site(result)
    assert "Openly" in shown
    assert "secret" not in shown.lower()


@pytest.mark.parametrize(
    "body",
    [
        "See [[secret-plan]].\n",
        "```\n\n[[secret-plan]]\n\n```\n\n[[open-plan]] [[secret-plan]]\n",
        "~~~\nwords\n~~~\n[[secret-plan]]\n",
    ],
)
def test_a_mention_in_minutes_leaves_no_id_but_where_it_is_code(archive: Compile, body: str) -> None:
    shown = site(archive({MEETING: meeting(SECRET, body)}))
    outside = shown.replace("<pre><code>\n[[secret-plan]]\n\n</code></pre>", "")
    assert "secret" not in outside.lower()


def test_a_photo_that_an_internal_chart_names_too_is_withheld(archive: Compile) -> None:
    head = "---\ntitle: S\nphotos: [wall.jpg]\nalt: A wall\n"
    files: dict[str, str | bytes] = {
        MEETING: meeting(""),
        CHART: f"{head}---\n- open\n",
        "meetings/review/photos/wall.jpg": photo(),
    }
    assert "wall.jpg" in site(archive(files))
    assert "wall" not in site(
        archive({**files, CHART.replace("staffing", "other"): f"{head}audience: internal\n---\n- x\n"})
    )


def test_a_report_whose_reporter_is_withheld_does_not_count_for_all(archive: Compile) -> None:
    told = (
        "- {about: open-plan, date: 2015-10, by: alder, status: in progress}\n"
        "- {about: open-plan, date: 2015-11, by: birch, status: done}\n"
    )
    result = archive({MEETING: meeting(SECRET), "registers/groups.yml": GROUPS, "updates/all.yml": told})
    assert edition_of(result.archive).histories[Key(Kind.ACTION, "open-plan")].status == "in progress"


def test_what_a_withheld_person_did_is_not_said_of_their_group(archive: Compile) -> None:
    listed = "participants:\n  - {person: pat, group: alder, designation: Whistleblower}\n"
    files = {MEETING: meeting(listed), "registers/groups.yml": GROUPS, "registers/people.yml": PEOPLE}
    assert "Whistleblower" not in site(archive(files))


@pytest.mark.parametrize(
    ("internal", "public"),
    [
        ("- secret {audience=internal}\n  - same\n", "- same\n"),
        ("## N {audience=internal}\n- x\n", "## N\n- y\n"),
        ("- secret {#n audience=internal}\n", "## N\n- y\n"),
    ],
)
def test_what_is_internal_leaves_no_trace_in_the_ids_of_what_is_not(
    archive: Compile, internal: str, public: str
) -> None:
    def chart(lines: str) -> dict[str, str | bytes]:
        return {MEETING: meeting(""), CHART: f"---\ntitle: S\n---\n{lines}"}

    with_it = edition_of(archive(chart(internal + public)).archive).archive
    without = edition_of(archive(chart(public)).archive).archive
    assert with_it.meeting_by_id["review"].charts == without.meeting_by_id["review"].charts


def test_a_pen_that_only_internal_lines_were_written_with_is_not_in_the_legend(archive: Compile) -> None:
    pens = "pens:\n  one: {colour: red, default: yes}\n  two: {colour: blue, purpose: whistleblowing}\n"
    lines = "- open\n- secret {.two audience=internal}\n"
    assert "whistleblowing" not in site(archive({MEETING: meeting(""), CHART: f"---\ntitle: S\n{pens}---\n{lines}"}))


def test_as_of_a_day_nothing_later_is_shown(archive: Compile) -> None:
    result = archive({MEETING: meeting("actions:\n  - {id: later, what: Later}\n")})
    day = result.archive.meeting_by_id["other"].date.latest
    edition = edition_of(result.archive, "internal", day)
    assert [one.id for one in edition.archive.meetings] == ["other"]
    assert edition.as_of == day


def test_a_report_on_what_is_not_certain_to_have_happened_by_then_is_not_shown_either(archive: Compile) -> None:
    """The meeting is known by its month only, and the report on its action is dated within it."""
    month = "---\ntitle: Review\ndate: 2015-04\nactions: [{id: survey, what: Count rooms, owner: alder}]\n---\n"
    told = "- {about: survey, date: 2015-04-10, by: alder, status: done}\n"
    groups = GROUPS.splitlines(keepends=True)[0]
    result = archive({MEETING: month, "updates/all.yml": told, "registers/groups.yml": groups})
    edition = edition_of(result.archive, "internal", date(2015, 4, 15))
    assert (edition.archive.updates, [one.id for one in edition.archive.meetings]) == ((), ["other"])
    made = publish(edition, loader(result.root))
    assert all("Count rooms" not in made.render(page).html for page in made.pages)
