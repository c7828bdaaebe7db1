"""A chart opened for its boxes and saved: no byte changes but those of boxes, and never over somebody else's work."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from goldenthread.compile import compile_archive
from goldenthread.model.chart import Box
from goldenthread.preview import Desk, Unreadable, chart_paths, meant
from goldenthread.preview.desk import Changed, Drawn, Impossible
from tests.preview.conftest import CANARY, RECORD, picture
from tests.written import CHART, HEAD, MEETING, write

SECOND = CHART.replace("review", "later")
TWO = "---\ntitle: Two sheets\nphotos: [one.jpg, two.jpg]\nalt: Two sheets.\n---\n- First\n- Second\n"


def bytes_of(records: Path) -> bytes:
    return (records / CHART).read_bytes()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def ids(records: Path) -> list[str]:
    """The ids of the chart's lines, in order."""
    charts = [chart for meeting in compile_archive(records)[0].meetings for chart in meeting.charts]
    return [line.id for chart in charts if chart.at.path == CHART for _, line in chart.lines()]


# Which chart is meant


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("staffing", ["later/staffing", "review/staffing"]),
        ("review/staffing", ["review/staffing"]),
        (CHART, ["review/staffing"]),
        ("budget", ["review/budget"]),
        ("staffin", []),
        ("review", []),
        ("../../etc/passwd", []),
    ],
)
def test_a_chart_is_called_by_its_name_its_meetings_and_its_path(records: Path, typed: str, found: list[str]) -> None:
    budget = CHART.replace("staffing", "budget")
    write(records, {SECOND: TWO, SECOND.partition("/flip")[0] + "/meeting.md": f"{HEAD}---\n", budget: TWO})
    charts = chart_paths(records, compile_archive(records)[0])
    assert sorted(meant(charts, records, typed)) == found


def test_a_path_is_one_from_where_the_command_is_typed(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    charts = chart_paths(records, compile_archive(records)[0])
    monkeypatch.chdir(records / "meetings")
    assert meant(charts, records, "review/flip-charts/staffing.md") == ("review/staffing",)
    assert meant(charts, records, str((records / CHART).resolve())) == ("review/staffing",)


def test_a_chart_that_cannot_be_read_is_known_by_its_file(records: Path) -> None:
    write(records, {CHART: "---\ntitel: Staffing\n---\n- A\n"})
    charts = chart_paths(records, compile_archive(records)[0])
    assert charts == {"review/staffing": CHART}


# Opening


def test_the_page_shows_every_line_and_the_boxes_there_are(desk: Desk) -> None:
    page = desk.page("the token")
    lines = [page.index(words) for words in ("HOUSING", "Posts  stand empty", "Costed list", "last word")]
    assert lines == sorted(lines)
    assert page.count('data-box="') == 1
    assert 'data-box="0 100 200 300 400"' in page
    assert 'data-token="the token"' in page
    assert f'data-digest="{digest(RECORD.encode())}"' in page


def test_words_of_a_record_are_text_on_the_page(records: Path) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    write(records, {CHART: RECORD.replace("Posts", hostile).replace("A sheet", hostile)})
    page = Desk(records, CHART).page("")
    assert hostile not in page
    assert page.count("&lt;img src=x onerror=alert(1)&gt;") == 2


def test_what_a_line_mentions_is_words_for_there_is_no_site_to_lead_to(records: Path) -> None:
    write(records, {CHART: RECORD.replace("last word", "see [[meeting:other|the other meeting]]")})
    page = Desk(records, CHART).page("")
    assert "see the other meeting" in page
    assert "<a " not in page


def test_an_internal_line_is_shown_to_its_editor(records: Path) -> None:
    write(records, {CHART: RECORD.replace("last word", "not for all {audience=internal}")})
    assert "not for all" in Desk(records, CHART).page("")


def test_a_photo_is_shown_as_it_would_be_published_upright_and_without_what_its_camera_said(desk: Desk) -> None:
    shown = desk.photo(0)
    assert shown
    assert CANARY not in shown
    assert b"Exif" not in shown
    assert 'width="40" height="60"' in desk.page("")


@pytest.mark.parametrize("number", [-1, 1, 999])
def test_there_is_no_other_photo(desk: Desk, number: int) -> None:
    assert desk.photo(number) is None


def test_problems_of_the_chart_and_no_others_stand_on_the_page(records: Path) -> None:
    other = CHART.replace("staffing", "budget")
    write(records, {CHART: RECORD.replace("0.1 0.2 0.3 0.4", "0.1"), other: TWO.replace("- First", "- {rank=0}")})
    page = Desk(records, CHART).page("")
    assert f"{CHART}:10:" in page
    assert "GT315" in page
    assert other not in page


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        ({CHART: RECORD.replace("title:", "titel:")}, {"GT210"}),
        ({MEETING: "---\ntitle: Review\n---\n"}, {"GT211"}),
        ({CHART: RECORD.replace("photos: [staffing.jpg]\r\nalt: A sheet with three lines.\r\n", "")}, set()),
        ({CHART: RECORD.replace("staffing.jpg", "gone.jpg")}, {"GT405"}),
        ({"meetings/review/photos/staffing.jpg": b"no photo"}, {"GT702"}),
    ],
)
def test_a_chart_that_cannot_be_opened_says_why(records: Path, files: dict[str, str], codes: set[str]) -> None:
    write(records, files)
    with pytest.raises(Unreadable) as fault:
        Desk(records, CHART)
    assert codes <= {found.code for found in fault.value.problems}


# Saving


def test_a_save_changes_the_boxes_of_these_lines_and_no_other_byte(records: Path, desk: Desk) -> None:
    heading, posts, costed, last = ids(records)
    drawn: dict[str, Drawn | None] = {posts: (0, 0, 0, 1000, 50), costed: None, last: (0, 120, 310, 400, 60)}
    saved = desk.save(digest(bytes_of(records)), drawn)
    expected = (
        RECORD.replace("stand empty", 'stand empty {box="0 0 1 0.05"}')
        .replace('label=action   box="0.1 0.2 0.3 0.4"', "label=action")
        .replace("last word", 'last word {box="0.12 0.31 0.4 0.06"}')
    )
    assert bytes_of(records) == expected.encode()
    assert saved.digest == digest(expected.encode())
    assert [(at.line, box) for at, box in saved.wrote] == [
        (9, Box(0, 0, 1000, 50)),
        (10, None),
        (11, Box(120, 310, 400, 60)),
    ]
    assert saved.problems == ()
    assert ids(records) == [heading, posts, costed, last]


def test_one_save_follows_another_with_the_digest_that_it_gave(records: Path, desk: Desk) -> None:
    first = desk.save(digest(bytes_of(records)), {"housing": (0, 1, 2, 30, 40)})
    second = desk.save(first.digest, {"housing": None})
    assert bytes_of(records) == RECORD.encode()
    assert second.digest == digest(RECORD.encode())


def test_a_record_that_has_changed_is_left_as_it_is(records: Path, desk: Desk) -> None:
    shown = digest(bytes_of(records))
    write(records, {CHART: RECORD.replace("empty", "unfilled")})
    with pytest.raises(Changed):
        desk.save(shown, {"housing": (0, 1, 2, 30, 40)})
    assert bytes_of(records) == RECORD.replace("empty", "unfilled").encode()


def test_after_a_change_the_page_is_of_the_record_as_it_stands(records: Path, desk: Desk) -> None:
    changed = f"{RECORD}- one line more\r\n"
    write(records, {CHART: changed})
    assert "one line more" in desk.page("")
    desk.save(digest(changed.encode()), {"housing": (0, 1, 2, 30, 40)})
    assert bytes_of(records) == changed.replace("{#housing}", '{#housing box="0.001 0.002 0.03 0.04"}').encode()


def test_a_page_of_the_changed_record_may_save_wherever_its_lines_stand_now(records: Path, desk: Desk) -> None:
    changed = RECORD.replace("# typed", "# carefully\r\n# typed")
    write(records, {CHART: changed})
    desk.save(digest(changed.encode()), {"housing": (0, 1, 2, 30, 40)})
    assert bytes_of(records) == changed.replace("{#housing}", '{#housing box="0.001 0.002 0.03 0.04"}').encode()


@pytest.mark.parametrize(
    "drawn",
    [
        {"no-such-line": (0, 0, 0, 100, 100)},
        {"housing": (1, 0, 0, 100, 100)},
        {"housing": (-1, 0, 0, 100, 100)},
        {"housing": (0, 0, 0, 0, 100)},
        {"housing": (0, -1, 0, 100, 100)},
        {"housing": (0, 950, 0, 100, 100)},
        {"housing": (0, 0, 0, 100, 10**30)},
        {"housing": (0, 0, 0, 100, 100), "no-such-line": None},
    ],
)
def test_what_is_no_box_of_a_line_is_not_written(records: Path, desk: Desk, drawn: dict[str, Drawn | None]) -> None:
    with pytest.raises(Impossible):
        desk.save(digest(bytes_of(records)), drawn)
    assert bytes_of(records) == RECORD.encode()


def test_where_a_chart_has_several_photos_each_box_names_its_own(records: Path) -> None:
    photos = {f"meetings/review/photos/{name}.jpg": picture() for name in ("one", "two")}
    write(records, {CHART: TWO, **photos})
    first, second = ids(records)
    desk = Desk(records, CHART)
    saved = desk.save(digest(bytes_of(records)), {first: (0, 0, 0, 100, 100), second: (1, 0, 0, 100, 100)})
    assert bytes_of(records).decode() == TWO.replace("First", 'First {box="one.jpg 0 0 0.1 0.1"}').replace(
        "Second", 'Second {box="two.jpg 0 0 0.1 0.1"}'
    )
    assert saved.problems == ()
    page = desk.page("")
    assert 'data-box="0 0 0 100 100"' in page
    assert 'data-box="1 0 0 100 100"' in page


def test_a_box_that_names_no_photo_of_several_is_not_shown_on_one(records: Path) -> None:
    write(
        records, {CHART: TWO.replace("First", 'First {box="0 0 0.1 0.1"}'), "meetings/review/photos/one.jpg": picture()}
    )
    page = Desk(records, CHART).page("")
    assert "data-box" not in page
    assert "GT616" in page


def test_a_save_tells_what_is_wrong_with_the_record(records: Path) -> None:
    write(records, {CHART: RECORD.replace("last word", "last word {.no-such-pen}")})
    saved = Desk(records, CHART).save(digest(bytes_of(records)), {"housing": None})
    assert [f"{found.at} {found.code}" for found in saved.problems] == [f"{CHART}:11:15 GT303"]


def test_a_save_is_told_even_where_the_chart_cannot_be_opened_any_more(records: Path, desk: Desk) -> None:
    (records / MEETING).write_text("---\ntitle: Review\n---\n")
    saved = desk.save(digest(bytes_of(records)), {"housing": (0, 1, 2, 30, 40)})
    assert b'box="0.001 0.002 0.03 0.04"' in bytes_of(records)
    assert [found.at.path for found in saved.problems] == [MEETING]


def test_a_save_that_fails_leaves_the_record_and_nothing_beside_it(
    records: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = sorted(records.rglob("*"))
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        desk.save(digest(bytes_of(records)), {"housing": (0, 1, 2, 30, 40)})
    assert bytes_of(records) == RECORD.encode()
    assert sorted(records.rglob("*")) == before


def test_a_save_keeps_who_may_read_the_record(records: Path, desk: Desk) -> None:
    (records / CHART).chmod(0o640)
    desk.save(digest(bytes_of(records)), {"housing": (0, 1, 2, 30, 40)})
    assert (records / CHART).stat().st_mode & 0o777 == 0o640
    assert [path.name for path in (records / CHART).parent.iterdir()] == ["staffing.md"]
