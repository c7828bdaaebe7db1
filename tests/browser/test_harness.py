"""Each detector of the harness turns red on a planted fault, and none on a good page."""

import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.harness import Visitor, serve
from tests.browser.planted import page

pytestmark = pytest.mark.browser

POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; img-src 'self' data:\">"


def test_a_good_page_has_no_faults(folder: Path, look: Visitor, axe: Callable[[Page], list[str]]) -> None:
    (folder / "good.js").write_text('document.body.dataset.ran = "yes";')
    (folder / "index.html").write_text(page('<p>Words.</p><script src="good.js"></script>', POLICY))
    visit = look("/")
    assert visit.status == 200
    assert visit.page.locator("body").get_attribute("data-ran") == "yes"
    assert axe(visit.page) == []
    assert visit.faults == []


def test_an_inline_script_breaks_the_policy(folder: Path, look: Visitor) -> None:
    (folder / "index.html").write_text(page("<script>document.title = 'ran';</script>", POLICY))
    visit = look("/")
    assert visit.page.title() == "A page"
    assert [line for line in visit.policy_violations if line.startswith("script-src-elem forbids inline")]
    assert any(line.startswith("policy: ") for line in visit.faults)


def test_a_violation_without_javascript_is_still_said(folder: Path, look: Visitor) -> None:
    (folder / "index.html").write_text(page('<p style="color: red">Red.</p>', POLICY))
    assert "Content Security Policy" in look("/", javascript=False).faults[0]


@pytest.mark.parametrize(
    "element",
    [
        '<img src="https://elsewhere.example/pixel.png" alt="A pixel">',
        '<link rel="stylesheet" href="//elsewhere.example/style.css">',
        "<script>fetch('http://127.0.0.1:9/count').catch(() => {});</script>",
    ],
)
def test_a_request_to_another_host_is_noted_and_cut_off(folder: Path, look: Visitor, element: str) -> None:
    (folder / "index.html").write_text(page(element))
    visit = look("/")
    assert visit.faults
    assert len(visit.foreign_requests) == 1


def test_a_console_error_is_noted(folder: Path, look: Visitor) -> None:
    (folder / "index.html").write_text(page("<script>console.error('planted');</script>"))
    assert [line for line in look("/").faults if line.startswith("console: planted (http://127.0.0.1:")]


def test_a_missing_file_is_noted(folder: Path, look: Visitor) -> None:
    (folder / "index.html").write_text(page('<script src="missing.js"></script>'))
    assert [line for line in look("/").faults if "404" in line and "missing.js" in line]


def test_an_exception_is_noted(folder: Path, look: Visitor) -> None:
    (folder / "index.html").write_text(page("<script>throw new Error('planted');</script>"))
    assert look("/").page_errors == ["planted"]


def test_a_fault_after_loading_is_noted(folder: Path, look: Visitor) -> None:
    (folder / "index.html").write_text(page("<button onclick=\"console.error('late')\">Press</button>"))
    visit = look("/")
    assert visit.faults == []
    visit.page.get_by_role("button").click()
    assert [line for line in visit.faults if "late" in line]


def test_axe_finds_an_image_without_words_under_a_strict_policy(
    folder: Path, look: Visitor, axe: Callable[[Page], list[str]]
) -> None:
    (folder / "index.html").write_text(page('<img src="data:," id="chart">', POLICY))
    visit = look("/")
    assert [line for line in axe(visit.page) if line.startswith("image-alt (critical)") and "#chart" in line]


def test_width_scheme_and_javascript_reach_the_page(folder: Path, look: Visitor) -> None:
    (folder / "index.html").write_text(page("<noscript><p>Without</p></noscript>"))
    with_javascript = look("/", width=360, scheme="dark")
    assert with_javascript.page.evaluate("innerWidth") == 360
    assert with_javascript.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert not with_javascript.page.locator("noscript p").is_visible()
    assert look("/", javascript=False).page.locator("noscript p").is_visible()


def test_the_server_answers_as_a_static_host_does(folder: Path, look: Visitor) -> None:
    (folder / "index.html").write_text(page(""))
    (folder / "404.html").write_text(page("<p>Not here.</p>"))
    (folder / "actions").mkdir()
    (folder / "actions" / "index.html").write_text(page("<p>Actions.</p>"))
    (folder / "empty").mkdir()
    assert look("/actions").page.url.endswith("/actions/")
    for path in ("/nowhere/", "/empty/"):
        visit = look(path)
        assert visit.status == 404
        assert visit.page.get_by_text("Not here.").is_visible()


def test_the_server_sends_the_headers_of_the_site(folder: Path, look: Visitor) -> None:
    (folder / "index.html").write_text("<!doctype html><title>x</title><script>1</script>")
    (folder / "_headers").write_text("# ours\n/*\n  Content-Security-Policy: script-src 'self'\n  X-Other: 1: 2\n")
    visit = look("/")
    assert [line for line in visit.policy_violations if line.startswith("script-src-elem forbids inline")]
    assert urllib.request.urlopen(visit.page.url, timeout=5).headers["X-Other"] == "1: 2"


def test_the_server_ends_with_its_block(folder: Path) -> None:
    (folder / "index.html").write_text(page(""))
    with serve(folder) as address:
        assert urllib.request.urlopen(address, timeout=5).status == 200
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address, timeout=5)
