"""The page of signs shows every status, pen and mark; and records in scripts that run from the right say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from goldenthread.model.meeting import MEETING_STATUSES
from goldenthread.model.update import EVERY_STATUS
from goldenthread.publish.words import COLOURS, MARKS, STATUSES
from tests.pages import elements
from tests.written import ARCHIVE, HEAD, MEETING

Pages = Callable[[Mapping[str, str | bytes]], dict[str, str]]
RECORDS: dict[str, str | bytes] = {"archive.yml": ARCHIVE, MEETING: f"{HEAD}---\nWe met.\n"}


@pytest.fixture
def look(pages: Pages) -> str:
    return pages(RECORDS)["about/look/"]


@pytest.mark.parametrize("status", [*EVERY_STATUS, *MEETING_STATUSES])
def test_every_status_is_shown_with_its_own_mark(look: str, status: str) -> None:
    marks = {e.attributes["class"]: e.words for e in elements(look) if "gt-mark " in e.attributes.get("class", "")}
    assert marks[f"gt-mark gt-mark--{status.replace(' ', '-')}"] == STATUSES[status]


@pytest.mark.parametrize("colour", [*COLOURS, "other"])
def test_every_colour_of_pen_is_shown(look: str, colour: str) -> None:
    assert [e for e in elements(look) if e.attributes.get("class") == f"gt-pen gt-pen--{colour}"]


@pytest.mark.parametrize("mark", [said for mark, said in MARKS.items() if mark != "unclear"])
def test_every_mark_of_a_line_is_shown(look: str, mark: str) -> None:
    assert f"[{mark}]" in look


def test_nothing_on_it_comes_from_a_record(look: str) -> None:
    assert "Review" not in look


ARABIC = "meetings/arabic/meeting.md"
RIGHT_TO_LEFT = "---\ntitle: اجتماع HMIS 12\ndate: 2015-10-01\nlanguage: ar\nsummary: قصير\n---\nنص\n"


def test_what_runs_from_the_right_says_so(pages: Pages) -> None:
    html = pages({**RECORDS, ARABIC: RIGHT_TO_LEFT})["meetings/arabic/"]
    title = next(e for e in elements(html) if e.tag == "h1")
    assert (title.attributes["lang"], title.attributes["dir"]) == ("ar", "rtl")
    assert html.count('<div lang="ar" dir="rtl">') == 2


def test_a_title_that_runs_from_the_right_says_so_in_lists(pages: Pages) -> None:
    html = pages({**RECORDS, ARABIC: RIGHT_TO_LEFT})["meetings/"]
    assert 'lang="ar" dir="rtl">اجتماع HMIS 12</a>' in html


def test_what_runs_as_the_site_does_says_nothing(pages: Pages) -> None:
    french = {ARABIC: "---\ntitle: Réunion\ndate: 2015-10-01\nlanguage: fr\n---\nMots.\n"}
    html = pages({**RECORDS, **french})["meetings/arabic/"]
    assert '<h1 id="gt-title" lang="fr">' in html


def test_on_a_site_that_runs_from_the_right_what_runs_from_the_left_says_so(pages: Pages) -> None:
    french = {ARABIC: "---\ntitle: Réunion\ndate: 2015-10-01\nlanguage: fr\n---\nMots.\n"}
    html = pages({**RECORDS, **french, "archive.yml": f"{ARCHIVE}languages: [ar, fr]\n"})["meetings/arabic/"]
    assert '<h1 id="gt-title" lang="fr" dir="ltr">' in html
