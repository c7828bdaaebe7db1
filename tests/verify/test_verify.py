"""Each fault that a built site can have is found, with its code and place; a good site has none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from goldenthread.verify import verify

Build = Callable[[dict[str, str]], Path]

GOOD = {
    "index.html": '<link rel="stylesheet" href="style.css"><h1 id="top-of-it">Home</h1>'
    '<a href="actions/survey/">Survey</a>',
    "style.css": "p {}",
    "actions/survey/index.html": '<h1 id="survey">Survey</h1>'
    '<a href="../../themes/homes/#gt-actions" data-relation="theme">Homes</a><img src="../../photo.jpg" alt="">',
    "themes/homes/index.html": '<h2 id="gt-actions">Agreed</h2>'
    '<a href="../../actions/survey/" data-backlink>Survey</a>',
    "photo.jpg": "",
}


def found(site: Path, base: str = "/") -> list[str]:
    return [f"{problem.at} {problem.code}" for problem in verify(site, base).problems]


def test_a_good_site_has_no_problems(site: Build) -> None:
    report = verify(site(GOOD))
    assert report.problems == ()
    assert (report.pages, report.links, report.references) == (3, 5, 1)


@pytest.mark.parametrize(
    ("page", "before", "after", "problem"),
    [
        ("index.html", "actions/survey/", "actions/surveys/", "index.html:1:69 GT901"),
        ("actions/survey/index.html", "#gt-actions", "#gt-decisions", "actions/survey/index.html:1:28 GT902"),
        ("actions/survey/index.html", "photo.jpg", "photo.png", "actions/survey/index.html:1:100 GT903"),
        ("index.html", "style.css", "styles.css", "index.html:1:1 GT903"),
        ("themes/homes/index.html", " data-backlink", "", "actions/survey/index.html:1:28 GT904"),
        ("index.html", "<h1", '<p id="top-of-it"></p><h1', "index.html:1:63 GT905"),
    ],
)
def test_a_planted_fault_is_found_where_it_is(site: Build, page: str, before: str, after: str, problem: str) -> None:
    assert before in GOOD[page]
    assert found(site({**GOOD, page: GOOD[page].replace(before, after)})) == [problem]


def test_a_reference_that_is_answered_by_a_reference_is_answered(site: Build) -> None:
    answered = GOOD["themes/homes/index.html"].replace("data-backlink", 'data-relation="mentions"')
    assert found(site({**GOOD, "themes/homes/index.html": answered})) == []


def test_a_reference_within_its_page_needs_no_backlink(site: Build) -> None:
    assert found(site({"index.html": '<a href="#b" data-relation="see">B</a><p id="b">'})) == []


@pytest.mark.parametrize("name", ["", "empty", "missing"])
def test_a_folder_without_pages_is_no_site(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    assert found(tmp_path / name) == [":1:1 GT906"]


@pytest.mark.parametrize(
    "link",
    [
        "../caf%C3%A9%20one/",
        "../café one/",
        "../café one/index.html",
        "../caf%C3%A9%20one",
        "/caf%C3%A9%20one/",
        "../caf%C3%A9%20one/?page=2#place",
        "#here",
        "#top",
        "",
        ".",
        "./",
        "../",
        "..",
        "../here/../",
        "/",
    ],
)
def test_every_way_to_write_a_link_is_followed(site: Build, link: str) -> None:
    pages = {
        "index.html": "",
        "here/index.html": f'<p id="here"><a href="{link}">a link</a>',
        "café one/index.html": '<p id="place">',
    }
    assert found(site(pages)) == []


@pytest.mark.parametrize(
    "link",
    ["../../café/", "../..", "caf%C3%A9/", "/cafe/", "index.html/", "http://[half", "../café", "/café/#lost", "%00"],
)
def test_every_way_to_write_a_link_can_be_broken(site: Build, link: str) -> None:
    pages = {"index.html": "", "here/index.html": f'<a href="{link}">a link</a>', "café/index.html": ""}
    if link == "../café":
        pages.pop("café/index.html")
    assert len(found(site(pages))) == 1


@pytest.mark.parametrize(
    "link", ["https://elsewhere.example/nowhere/", "//elsewhere.example/", "mailto:clerk@council.example", "tel:1"]
)
def test_a_link_out_of_the_site_is_not_followed(site: Build, link: str) -> None:
    assert found(site({"index.html": f'<a href="{link}">out</a>'})) == []


@pytest.mark.parametrize("base", ["/archive/", "/archive", "archive"])
def test_links_from_the_root_begin_at_the_base(site: Build, base: str) -> None:
    html = '<a href="/archive/there/">a</a> <a href="/archive">b</a> <a href="/archive/gone/">c</a> <a href="/">d</a>'
    assert found(site({"index.html": html, "there/index.html": ""}), base) == ["index.html:1:58 GT901"]


def test_every_size_of_a_picture_is_needed(site: Build) -> None:
    html = '<img src="a.jpg" srcset="a.jpg 1x, b.jpg 2x" alt="">'
    assert found(site({"index.html": html, "a.jpg": ""})) == ["index.html:1:1 GT903"]


def test_the_address_a_page_says_it_has_is_no_link(site: Build) -> None:
    assert (
        found(site({"index.html": '<link rel="canonical" href="https://x.example/"><link rel="alternate" href="de/">'}))
        == []
    )


@pytest.mark.parametrize("html", ["<![ x [", "<!--", '<a href="', "<a " * 1000, "<![CDATA[ <p>", "&#xfffffff;", "\0"])
def test_no_page_stops_it(site: Build, html: str) -> None:
    assert verify(site({"index.html": html})).pages == 1


def test_a_page_that_is_not_text_is_still_read(site: Build) -> None:
    folder = site({"index.html": ""})
    (folder / "index.html").write_bytes(b'\xff\xfe<a href="gone/">a</a>')
    assert found(folder) == ["index.html:1:3 GT901"]


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="https://elsewhere.example/a.png" alt="">',
        '<script src="//elsewhere.example/a.js"></script>',
        '<link rel="stylesheet" href="http://elsewhere.example/a.css">',
    ],
)
def test_a_file_from_another_host_is_told(site: Build, tag: str) -> None:
    assert found(site({"index.html": tag})) == ["index.html:1:1 GT907"]


def test_a_picture_in_the_page_itself_is_no_file_from_another_host(site: Build) -> None:
    assert found(site({"index.html": '<img src="data:image/png;base64,AAAA" alt="">'})) == []
