"""Which photos are left in the public edition: none of whoever has not agreed, and none that is withheld elsewhere."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from goldenthread.compile import edition_of
from goldenthread.model.archive import Archive
from goldenthread.model.fields import Audience
from tests.written import CHART, HEAD, MEETING, Compile

Files = dict[str, str | bytes]
LISTED = "photos:\n  - {photo: hall.jpg, alt: A hall}\n  - {photo: secret.jpg, alt: Secretly, people: [ana, ben]}\n"


def picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 6), colour).save(out, "JPEG")
    return out.getvalue()


def records(people: str, chart: str = "") -> Files:
    files: Files = {
        "registers/people.yml": people,
        MEETING: f"{HEAD}{LISTED}---\n",
        "meetings/review/photos/hall.jpg": picture("green"),
        "meetings/review/photos/secret.jpg": picture("red"),
    }
    return {**files, CHART: chart} if chart else files


def shown(archive: Archive, audience: Audience = "public") -> list[str]:
    return [path.rpartition("/")[2] for path in edition_of(archive, audience).archive.photos]


@pytest.mark.parametrize(
    ("ana", "ben", "left"),
    [
        ("yes", "yes", ["hall.jpg", "secret.jpg"]),
        ("yes", "no", ["hall.jpg"]),
        ("no", "yes", ["hall.jpg"]),
        ("yes", "", ["hall.jpg"]),
        ("yes", "nein", ["hall.jpg"]),
    ],
)
def test_a_photo_needs_the_consent_of_all_on_it(archive: Compile, ana: str, ben: str, left: list[str]) -> None:
    said = {name: f", photo_consent: {word}" if word else "" for name, word in (("ana", ana), ("ben", ben))}
    people = "".join(f"- {{id: {name}, name: {name}{words}}}\n" for name, words in said.items())
    result = archive(records(people)).archive
    public = edition_of(result)
    assert shown(result) == left
    assert ("ecret" in repr(public)) == (len(left) == 2)
    assert shown(result, "internal") == ["hall.jpg", "secret.jpg"]


def test_nobody_on_it_needs_to_be_public(archive: Compile) -> None:
    """Whoever agreed to be seen need not be named."""
    people = (
        "- {id: ana, name: Ana, photo_consent: yes}\n- {id: ben, name: B, photo_consent: yes, audience: internal}\n"
    )
    public = edition_of(archive(records(people)).archive).archive
    assert [ref.target for ref in public.meeting_by_id["review"].photos[1].shows] == ["ana"]


def test_somebody_whom_no_register_has_did_not_agree(archive: Compile) -> None:
    assert shown(archive(records("- {id: ana, name: Ana, photo_consent: yes}\n")).archive) == ["hall.jpg"]


def test_a_photo_of_a_chart_needs_consent_too_and_takes_its_boxes_along(archive: Compile) -> None:
    people = "- {id: ana, name: Ana}\n- {id: ben, name: Ben}\n"
    head = "---\ntitle: S\nphotos: [hall.jpg, secret.jpg]\nalt: Two sheets\n---\n"
    lines = (
        '## H {box="secret.jpg 0.1 0.1 0.2 0.2"}\n- x {box="hall.jpg 0 0 0.5 0.5"}\n- y {box="secret.jpg 0 0 1 1"}\n'
    )
    result = archive(records(people, head + lines)).archive
    public = edition_of(result).archive
    (chart,) = public.meeting_by_id["review"].charts
    assert (chart.photos, chart.alt) == (("hall.jpg",), "Two sheets")
    assert [line.attributes.box is not None for _, line in chart.lines()] == [False, True, False]
    assert "secret" not in repr(public)
    inside = edition_of(result, "internal").archive.meeting_by_id["review"].charts[0]
    assert all(line.attributes.box for _, line in inside.lines())


def test_a_box_on_the_only_photo_goes_with_it(archive: Compile) -> None:
    head = "---\ntitle: S\nphotos: [secret.jpg]\nalt: A sheet\n---\n"
    files = records("- {id: ana, name: Ana}\n", f'{head}- x {{box="0.1 0.1 0.2 0.2"}}\n')
    (chart,) = edition_of(archive(files).archive).archive.meeting_by_id["review"].charts
    assert (chart.photos, chart.alt, chart.blocks[0].lines[0].attributes.box) == ((), "", None)


def test_a_picture_withheld_under_one_name_is_withheld_under_every_name(archive: Compile) -> None:
    """The records are refused for it; whoever publishes them all the same publishes neither."""
    files = {**records("- {id: ana, name: Ana}\n"), "meetings/review/photos/hall.jpg": picture("red")}
    result = archive(files)
    assert "GT806" in {found.code for found in result.problems}
    assert shown(result.archive) == []
