"""What a photo needs in words, and whose leave: each fault is told once, and its mend works when it is followed."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.written import ARCHIVE, CHART, HEAD, MEETING, Compile

Files = dict[str, str | bytes]
PHOTO = "meetings/review/photos/on-the-quay.jpg"
PEOPLE = "registers/people.yml"


def picture(colour: str = "grey", **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 6), colour).save(out, "JPEG", **options)
    return out.getvalue()


def listed(words: str, head: str = "") -> Files:
    """A meeting with one photo, of which these words are said."""
    return {MEETING: f"{HEAD}{head}photos:\n  - photo: on-the-quay.jpg\n{words}---\n", PHOTO: picture()}


def drawn(words: str = "", lines: str = "- x\n") -> Files:
    """A meeting with one chart, of whose photo these words are said."""
    chart = f"---\ntitle: Staffing\nphotos: [on-the-quay.jpg]\n{words}---\n{lines}"
    return {MEETING: f"{HEAD}---\n", CHART: chart, PHOTO: picture()}


def followed(mend: str) -> str:
    """The line that a mend proposes."""
    return mend[mend.index("alt: ") :] + "\n"


def test_words_for_a_chart_are_proposed_from_what_is_on_it(archive: Compile) -> None:
    lines = "## HOUSING\n- x\n- y\n\n## PAY\n- z\n"
    found = archive(drawn(lines=lines))
    assert found.told == [f"{CHART}:2:1 GT703"]
    assert 'alt: "Flip chart “Staffing”: 2 blocks, 3 lines; the transcript follows"' in found.only.mend
    assert archive(drawn(followed(found.only.mend), lines)).told == []


@pytest.mark.parametrize(
    ("words", "proposed"),
    [
        ("", 'alt: "Photo, at “Review”, 2015-09-17"'),
        ("    caption: Nobody came\n    taken: 2015-09\n", 'alt: "Nobody came, at “Review”, 2015-09"'),
        ("    session: start\n", 'alt: "Photo, at “How we began”, 2015-09-17"'),
        ("    caption: A \"sign\": 'stop'\n", "alt: 'A \"sign\": ''stop'', at “Review”, 2015-09-17'"),
    ],
)
def test_words_for_a_photo_are_proposed_from_what_is_known_of_it(archive: Compile, words: str, proposed: str) -> None:
    head = "programme: [{id: start, title: How we began}]\n"
    words = words.replace("A \"sign\": 'stop'", "'A \"sign\": ''stop'''")
    found = archive(listed(words, head))
    assert [one.code for one in found.problems] == ["GT703"]
    assert proposed in found.only.mend
    assert archive(listed(f"{words}    {followed(found.only.mend)}", head)).told == []


def test_a_photo_that_tells_nothing_needs_no_words(archive: Compile) -> None:
    assert archive(listed("    decorative: yes\n")).told == []
    assert archive(listed("    decorative: no\n")).told == [f"{MEETING}:5:5 GT703"]


@pytest.mark.parametrize("alt", ["on-the-quay.jpg", "on-the-quay", "On the quay", "ON_THE_QUAY.JPG"])
def test_the_name_of_the_file_says_nothing(archive: Compile, alt: str) -> None:
    assert archive(listed(f"    alt: {alt}\n")).told == [f"{MEETING}:5:5 GT705"]
    found = archive(drawn(f"alt: {alt}\n"))
    assert found.told == [f"{CHART}:2:1 GT705"]
    assert archive(drawn(followed(found.only.mend))).told == []


def test_words_that_say_more_than_the_name_of_the_file_are_kept(archive: Compile) -> None:
    assert archive(listed("    alt: Eleven people on the quay\n")).told == []


@pytest.mark.parametrize(("length", "told"), [(250, []), (251, ["GT706"])])
def test_more_words_than_can_be_heard_in_one_go_are_told(archive: Compile, length: int, told: list[str]) -> None:
    alt = "x" * length
    assert [found.code for found in archive(listed(f"    alt: {alt}\n")).problems] == told
    assert [found.code for found in archive(drawn(f"alt: {alt}\n")).problems] == told


# Consent


ALT = "    alt: Eleven people\n"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", ["GT805"]),
        (", photo_consent: no", ["GT805"]),
        (", photo_consent: yes", []),
        (", photo_consent: true", ["GT209", "GT403"]),
        (", photo_consent: Yes", ["GT209", "GT403"]),
        (", photo_consent: nein", ["GT209", "GT403"]),
        (", photo_consent: no not yet", ["GT209", "GT403"]),
        (", photo_consent: N", ["GT209", "GT403"]),
        (", photo_consent: off", ["GT209", "GT403"]),
        (", photo_consent: ''", ["GT201", "GT403"]),
        (", photo_consent: null", ["GT209", "GT403"]),
        (", photo_consent: [yes]", ["GT202", "GT403"]),
    ],
)
def test_only_yes_is_consent(archive: Compile, said: str, told: list[str]) -> None:
    people = {PEOPLE: f"- {{id: ana, name: Ana{said}}}\n"}
    found = archive({**listed(f"{ALT}    people: ana\n"), **people})
    codes = sorted({one.code for one in found.problems})
    assert codes == told or (told[1:] and codes[0] == told[0] and "GT805" in codes)


def test_who_has_not_agreed_is_told_once_by_name(archive: Compile) -> None:
    people = {PEOPLE: "- {id: ana, name: Ana}\n- {id: ben, name: Ben, photo_consent: yes}\n- {id: cem, name: Cem}\n"}
    found = archive({**listed(f"{ALT}    people: [ana, ben, cem]\n"), **people}).only
    assert (str(found.at), found.code, found.level) == (f"{MEETING}:5:5", "GT805", "warning")
    assert "ana, cem" in found.message
    assert "on-the-quay.jpg" in found.message


@pytest.mark.parametrize("own", ["    audience: internal\n", ""])
def test_of_what_is_internal_anyway_nothing_is_told(archive: Compile, own: str) -> None:
    defaults = ARCHIVE if own else ARCHIVE.replace("photos: public", "photos: internal")
    files = {**listed(f"{ALT}    people: ana\n{own}"), PEOPLE: "- {id: ana, name: Ana}\n", "archive.yml": defaults}
    assert archive(files).told == []


# One picture under two names


def test_one_picture_public_and_internal_is_an_error(archive: Compile) -> None:
    head = "photos:\n  - {photo: a.jpg, alt: One}\n  - {photo: b.jpg, alt: One, audience: internal}\n"
    files: Files = {
        MEETING: f"{HEAD}{head}---\n",
        "meetings/review/photos/a.jpg": picture(comment=b"kept at home"),
        "meetings/review/photos/b.jpg": picture(),
    }
    found = archive(files).only
    assert (str(found.at), found.code, found.level) == (f"{MEETING}:5:5", "GT806", "error")
    assert "review/photos/b.jpg" in found.message
    assert archive({**files, "meetings/review/photos/b.jpg": picture("black")}).told == []
    both_internal = head.replace("alt: One}", "alt: One, audience: internal}")
    assert archive({**files, MEETING: f"{HEAD}{both_internal}---\n"}).told == []


def test_one_picture_of_two_meetings_has_one_audience(archive: Compile) -> None:
    other = "---\ntitle: Other\ndate: 2015-01-15\nphotos: [{photo: c.jpg, alt: One, audience: internal}]\n---\n"
    both: Files = {"meetings/other/meeting.md": other, "meetings/other/photos/c.jpg": picture()}
    assert archive({**drawn("alt: A sheet\n"), **both}).told == [f"{CHART}:2:1 GT806"]
