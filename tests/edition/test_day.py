"""What a day decides: embargoes, and consent for a time, for some photos, or taken back; and who has a pseudonym."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.compile import compile_archive, edition_of, loader
from goldenthread.model.archive import Archive
from goldenthread.publish import publish
from tests.archives import PUBLIC
from tests.edition.test_traces import photo
from tests.written import Compile, Compiled

ARCHIVE = f"format: 1\ntitle: T\n{PUBLIC}  people: public\n  photos: public\n  participants: public\n  series: public\n"
MEETING = "meetings/review/meeting.md"
HEAD = "---\ntitle: Review\ndate: 2025-03-10\nseries: reviews\n"
SERIES = {"registers/series.yml": "- {id: reviews, name: Reviews}\n- {id: walks, name: Walks}\n"}


def actions(result: Compiled, day: date | None = None) -> list[str]:
    return [one.id for one in shown(result, day).meeting_by_id["review"].actions]


def shown(result: Compiled, day: date | None = None) -> Archive:
    assert [found.line() for found in result.problems if found.level == "error"] == []
    return edition_of(result.archive, "public", day).archive


def embargoed(archive: Compile, after: str, **more: str) -> Compiled:
    actions = f"actions:\n  - {{id: now, what: Now}}\n  - {{id: later, what: Later, publish_after: {after}}}\n"
    files = {"archive.yml": ARCHIVE, **SERIES, MEETING: f"{HEAD}{actions}---\nSee [[later|that]] and [[now]].\n"}
    return archive({**files, **more})


@pytest.mark.parametrize(("day", "out"), [(date(2025, 6, 30), False), (date(2025, 7, 1), True)])
def test_an_embargo_ends_with_its_day(archive: Compile, day: date, out: bool) -> None:
    assert actions(embargoed(archive, "2025-06-30"), day) == (["now", "later"] if out else ["now"])


def test_an_embargo_of_a_month_ends_with_the_month(archive: Compile) -> None:
    assert actions(embargoed(archive, "2025-06"), date(2025, 6, 30)) == ["now"]


def test_without_a_day_the_newest_thing_that_the_public_may_see_decides(archive: Compile) -> None:
    assert actions(embargoed(archive, "2025-06-30")) == ["now"]
    told = "- {about: now, date: 2025-07-02, note: Going on}\n"
    assert actions(embargoed(archive, "2025-06-30", **{"updates/a.yml": told})) == ["now", "later"]
    hidden = told.replace("}", ", audience: internal}")
    assert actions(embargoed(archive, "2025-06-30", **{"updates/a.yml": hidden})) == ["now"]


def test_what_is_embargoed_leaves_no_trace(archive: Compile) -> None:
    pages = []
    for result in (embargoed(archive, "2025-06-30"), embargoed(archive, "2025-06-30, audience: internal")):
        site = publish(edition_of(result.archive), loader(result.root))
        pages.append({page.address: site.render(page).html for page in site.pages})
    assert pages[0] == pages[1]
    assert not any("actions/later" in address for address in pages[0])


def photographed(archive: Compile, consent: str) -> Compiled:
    files: dict[str, str | bytes] = {
        "archive.yml": ARCHIVE,
        **SERIES,
        MEETING: f"{HEAD}photos: [{{photo: wall.jpg, alt: A wall, people: amy}}]\n---\n",
        "registers/people.yml": f"- {{id: amy, name: Amy, photo_consent: yes{consent}}}\n",
        "meetings/review/photos/wall.jpg": photo("white"),
    }
    return archive(files)


@pytest.mark.parametrize(
    ("consent", "day", "out"),
    [
        ("", None, True),
        (", photo_consent_until: 2025-12-31", date(2025, 12, 31), True),
        (", photo_consent_until: 2025-12-31", date(2026, 1, 1), False),
        (", photo_consent_until: 2025", date(2025, 6, 1), False),
        (", photo_consent_withdrawn: 2025-05-01", None, False),
        (", photo_consent_withdrawn: 2030-05-01", None, False),
        (", photo_consent_for: reviews", None, True),
        (", photo_consent_for: [walks, review]", None, True),
        (", photo_consent_for: walks", None, False),
    ],
)
def test_consent_holds_for_what_and_as_long_as_it_was_given(
    archive: Compile, consent: str, day: date | None, out: bool
) -> None:
    left = shown(photographed(archive, consent), day)
    assert bool(left.photos) is out
    assert bool(left.meeting_by_id["review"].photos) is out


def test_consent_for_something_unknown_is_an_error(archive: Compile) -> None:
    result = photographed(archive, ", photo_consent_for: review5")
    assert [found.line().partition(" - ")[2] for found in result.problems if found.code == "GT808"] == [
        "write 'review'"
    ]


def named(archive: Compile, id: str) -> Compiled:
    people = (
        f"- id: {id}\n  name: Marta Quill\n  short: Marta\n  former_names: Marta Stern\n"
        "  designation: Tenant of 4 Dock Row\n  note: Fears for her tenancy.\n  pseudonym: A resident\n"
    )
    came = f"participants:\n  - {{person: {id}, attendance: present}}\n"
    return archive({"archive.yml": ARCHIVE, **SERIES, MEETING: f"{HEAD}{came}---\n", "registers/people.yml": people})


def test_the_public_knows_somebody_by_the_pseudonym_alone(archive: Compile) -> None:
    result = named(archive, "resident-1")
    public, internal = (
        "".join(site.render(page).html for page in site.pages)
        for edition in ("public", "internal")
        for site in [publish(edition_of(result.archive, edition), loader(result.root))]
    )
    assert "A resident" in public
    assert [one for one in ("Marta", "Quill", "Stern", "Dock Row", "tenancy") if one in public] == []
    assert "Marta Quill" in internal


@pytest.mark.parametrize("id", ["marta-quill", "quill", "m.marta", "martas-flat"])
def test_an_id_that_tells_the_name_is_an_error(archive: Compile, id: str) -> None:
    assert "GT807" in [found.code for found in named(archive, id).problems]


def test_small_counts_are_not_said(archive: Compile) -> None:
    came = "participants:\n  - {who: Nurses, count: 4}\n  - {who: Drivers, count: 5}\n"
    files = {"archive.yml": ARCHIVE + "smallest_count: 5\n", **SERIES, MEETING: f"{HEAD}{came}---\n"}
    result = archive(files)
    assert [one.count for one in shown(result).meeting_by_id["review"].participants] == [None, 5]
    assert [one.count for one in result.archive.meeting_by_id["review"].participants] == [4, 5]


def test_the_sample_keeps_something_back_for_a_while() -> None:
    from tests.seeded import SAMPLE

    archive, _ = compile_archive(SAMPLE / "records")
    assert any(one.photo_consent_until for one in archive.people)
