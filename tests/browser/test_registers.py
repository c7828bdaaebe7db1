"""Registers of 2,000 things: filtered by keys, shared by address, sorted, told, and taken away."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from goldenthread.language import alphabetical
from goldenthread.publish.views.volumes import FIRST
from tests.archives import CONFIG, write
from tests.browser.harness import VIEWS, Scheme, Visitor, serve
from tests.browser.many import records
from tests.browser.size import targets

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ACTIONS = int(os.environ.get("GOLDENTHREAD_ROWS", "1000"))
"""The filters are measured with 2,000: `GOLDENTHREAD_ROWS=2000 … -k takes_this_long`."""
SEEN = """() => [...document.querySelectorAll('[data-gt-rows] tbody tr')]
  .filter((row) => row.getClientRects().length)
  .map((row) => row.querySelector('th a').textContent)"""
LISTEN = """() => {
  window.told = [];
  const listen = () => window.told.push(document.querySelector('.gt-page [role=status]').textContent);
  new MutationObserver((changes) => changes.forEach(listen))
    .observe(document.querySelector('.gt-page [role=status]'), {childList: true, characterData: true, subtree: true});
}"""
FOCUSED = "() => { const f = document.activeElement; return [f.name, f.value, f.tagName].filter(Boolean).join(' '); }"

Axe = Callable[[Page], list[str]]


def built(folder: Path, actions: int, config: str) -> Path:
    """The site of an archive with so many actions."""
    write(folder / "records", records(actions))
    write(folder, {"mkdocs.yml": config, "docs/notes.md": "# Notes\n\n[Actions](actions/index.md)\n"})
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    command = [str(Path(sys.executable).with_name("mkdocs")), "build", "-q"]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The site of an archive of many actions, and its address."""
    site = built(tmp_path_factory.mktemp("many"), ACTIONS, CONFIG)
    with serve(site) as address:
        yield site, address


@pytest.fixture
def see(browser: Browser, many: tuple[Path, str]) -> Iterator[Visitor]:
    """`see("/actions/?group=team-1")` opens a page of that site."""
    visitor = Visitor(browser, many[1])
    yield visitor
    visitor.close()


def seen(page: Page) -> list[str]:
    """What stands in the rows that can be seen, from top to bottom, once all that was asked for has been fetched."""
    expect(page.locator("[aria-busy]")).to_have_count(0)
    rows: list[str] = page.evaluate(SEEN)
    return rows


def told(page: Page) -> str:
    expect(page.locator("[aria-busy]")).to_have_count(0)
    return page.locator(".gt-page [role=status]").inner_text()


def count(page: Page) -> int:
    return int(told(page).partition(" ")[0])


def table(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def whole(many: tuple[Path, str]) -> dict[str, list[str]]:
    """The rows of the published table, by what they are called."""
    rows = table((many[0] / "actions" / "actions.csv").read_bytes())
    return {row[0]: row for row in rows}


def taken(page: Page) -> tuple[str, list[list[str]]]:
    """What is downloaded: the name of the file, and its rows."""
    with page.expect_download() as download:
        page.locator("[data-gt-take]").click()
    return download.value.suggested_filename, table(Path(download.value.path()).read_bytes())


def called(row: list[str]) -> str:
    """What a row of a table is called on the page, without what keeps spreadsheets from calculating."""
    return row[0].removeprefix("'")


def go_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(wanted):
            return
    pytest.fail(f"Tab does not reach {wanted}")


def test_a_register_is_filtered_by_keys_alone(see: Visitor, many: tuple[Path, str]) -> None:
    visit = see("/actions/")
    page, rows = visit.page, whole(many)
    assert count(page) == 2 * FIRST == len(seen(page)), "the beginning of each section"
    page.evaluate(LISTEN)
    go_to(page, "theme")
    page.keyboard.type("Roads")
    roads = seen(page)
    assert 0 < count(page) == len(roads) < ACTIONS
    go_to(page, "status open")
    page.keyboard.press("Space")
    assert page.evaluate(FOCUSED).startswith("status open")
    go_to(page, "status done")
    page.keyboard.press("Space")
    names = seen(page)
    assert 0 < count(page) == len(names) < len(roads)
    found = [rows.get(name) or rows[f"'{name}"] for name in names]
    assert {row[1] for row in found} == {"Open", "Done"}
    assert {row[9] for row in found} == {"Roads"}
    go_to(page, "sort")
    page.keyboard.type("By name")
    assert seen(page) != names
    assert sorted(seen(page)) == sorted(names)
    assert page.url.endswith("/actions/?theme=roads&status=open&status=done&sort=name")
    assert "Roads" in page.locator("[data-gt-chosen]").inner_text()
    told_so_far: list[str] = page.evaluate("window.told")
    assert len(told_so_far) == len(set(told_so_far)), "each change is told once"
    go_to(page, "BUTTON")
    assert page.evaluate("document.activeElement.textContent") == "Clear"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Clear"
    assert count(page) == ACTIONS == len(seen(page))
    assert page.url.endswith("/actions/")
    assert visit.faults == []


def test_each_change_is_told_once_and_truly(see: Visitor) -> None:
    page = see("/actions/").page
    page.evaluate(LISTEN)
    before = 0
    for name, value in (("late", "yes"), ("owner", "person-4"), ("year", "2015"), ("year", ""), ("late", "")):
        page.locator(f"select[name={name}]").select_option(value)
        shown = len(seen(page))
        told: list[str] = page.evaluate("window.told")
        said = [one for one in told if not one.endswith("…")]  # what takes long is told besides
        assert len(said) == before + 1
        assert said[-1] == f"{shown} of {ACTIONS} actions"
        before = len(said)


def test_a_shared_address_shows_the_same_and_back_goes_back(see: Visitor) -> None:
    visit = see("/actions/?group=team-1&status=blocked&status=open&sort=due")
    page = visit.page
    first = seen(page)
    assert 0 < len(first) == count(page) < ACTIONS
    assert page.locator("select[name=group]").input_value() == "team-1"
    assert page.locator(".gt-filter input:checked").evaluate_all("all => all.map(one => one.value)") == [
        "open",
        "blocked",
    ]
    page.locator("select[name=owner]").select_option("person-1")
    narrower, address = seen(page), page.url
    assert len(narrower) < len(first)
    page.locator("[data-gt-clear]").click()
    page.go_back()
    assert (page.url, seen(page)) == (address, narrower)
    page.go_back()
    assert (seen(page), count(page)) == (first, len(first))
    page.go_forward()
    page.reload()
    assert seen(page) == narrower
    page.locator("[data-gt-rows] th a:visible").first.click()
    page.wait_for_url("**/actions/a-*/")
    page.go_back()
    page.wait_for_url(address)
    assert seen(page) == narrower
    assert visit.faults == []


@pytest.mark.parametrize("asked", ["theme=gone", "status=gone&theme=roads", "sort=gone", "group=%22%3E%3Cb%3E"])
def test_an_address_that_asks_for_what_is_not_there_says_so(see: Visitor, asked: str) -> None:
    visit = see(f"/actions/?{asked}&length=3&__proto__=x")
    assert "it is left out" in told(visit.page)
    assert count(visit.page) == len(seen(visit.page)) > 0
    assert visit.faults == []


def test_an_address_with_what_is_nobodys_business_is_no_matter(see: Visitor) -> None:
    page = see("/actions/?utm_source=x&group=").page
    assert told(page) == f"{2 * FIRST} of {ACTIONS} actions"


def test_without_javascript_every_row_is_in_a_volume_and_the_table_a_link(see: Visitor, many: tuple[Path, str]) -> None:
    visit, shown = see("/actions/?theme=roads&status=open", javascript=False), "[data-gt-rows] tbody tr:visible"
    page = visit.page
    assert page.locator(shown).count() == 2 * FIRST
    assert page.locator("[data-gt-beginning]:visible").count() == 2
    assert page.locator(".gt-filter :visible").count() == 0
    assert page.locator("[data-gt-none]:visible").count() == 0
    assert page.locator("a[href='actions.csv']").is_visible()
    assert len(whole(many)) == ACTIONS + 1
    found: list[str] = []
    for link in page.locator("[data-gt-volumes] a").evaluate_all("all => all.map(one => one.href)"):
        page.goto(link)
        assert page.locator("[data-gt-beginning]").count() == 0
        found += seen(page)
    assert sorted(found) == sorted(called(row) for row in list(whole(many).values())[1:])
    assert visit.faults == []


def test_rows_of_a_volume_lead_from_the_register_to_where_they_led(see: Visitor) -> None:
    page = see("/actions/?sort=oldest").page
    assert len(seen(page)) == ACTIONS
    links: list[str] = page.locator("[data-gt-rows] td a").evaluate_all("all => [...new Set(all.map(one => one.href))]")
    assert links
    assert all(page.request.get(link).ok for link in links)


def test_a_year_that_is_divided_is_fetched_part_by_part(see: Visitor, many: tuple[Path, str]) -> None:
    page = see("/actions/").page
    year = (many[0] / "actions/gt-2015/index.html").read_text("utf-8")
    parts = "<ul data-gt-volumes><li><a href='east/'>East</a></li></ul>"
    page.route("**/gt-2015/", lambda route: route.fulfill(body=parts, content_type="text/html"))
    page.route("**/gt-2015/east/", lambda route: route.fulfill(body=year, content_type="text/html"))
    page.locator("select[name=sort]").select_option("oldest")
    assert len(seen(page)) == count(page) == ACTIONS


def test_volumes_that_cannot_be_fetched_are_told(see: Visitor) -> None:
    page = see("/actions/").page
    page.route("**/gt-2*/", lambda route: route.abort())
    page.locator("select[name=theme]").select_option("roads")
    expect(page.locator(".gt-page [role=status]")).to_contain_text("could not be fetched")
    page.unroute("**/gt-2*/")
    page.locator("select[name=theme]").select_option("water")
    assert 0 < count(page) == len(seen(page)) < ACTIONS


def test_what_is_taken_away_is_what_is_seen(see: Visitor, many: tuple[Path, str]) -> None:
    rows = whole(many)
    visit = see("/actions/?theme=schools&status=done&status=open&sort=name")
    page = visit.page
    name, found = taken(page)
    assert name == "actions-theme-schools-status-open-status-done-sort-name.csv"
    assert found[0] == next(iter(rows.values()))
    assert [called(row) for row in found[1:]] == seen(page)
    assert all(rows[row[0]] == row for row in found[1:])
    assert any(row[0].startswith("'=") for row in found[1:])
    page.locator("[data-gt-clear]").click()
    name, found = taken(page)
    assert name == "actions.csv"
    assert found == list(rows.values())
    assert visit.faults == []


def test_a_table_that_cannot_be_fetched_is_told(see: Visitor) -> None:
    page = see("/actions/").page
    page.route("**/actions.csv", lambda route: route.abort())
    page.locator("[data-gt-take]").click()
    expect(page.locator(".gt-page [role=status]")).to_contain_text("could not be fetched")
    page.locator("select[name=theme]").select_option("roads")
    assert told(page) == f"{len(seen(page))} of {ACTIONS} actions"


def dated(row: list[str]) -> str:
    return row[4] or "9999"


@pytest.mark.parametrize(
    ("order", "key", "backwards"),
    [
        ("name", lambda row: alphabetical(called(row)), False),
        ("due", dated, False),
        ("newest", lambda row: row[13], True),
        ("oldest", lambda row: row[13], False),
        ("status", lambda row: ("Open", "In progress", "Blocked", "Deferred", "Done", "Dropped").index(row[1]), False),
    ],
)
def test_sorting_orders_the_rows_of_each_section(
    see: Visitor, many: tuple[Path, str], order: str, key: Callable[[list[str]], Any], backwards: bool
) -> None:
    page, rows = see(f"/actions/?sort={order}").page, whole(many)
    found = [rows.get(name) or rows[f"'{name}"] for name in seen(page)]
    assert len(found) == ACTIONS
    ended = [row[1] in ("Done", "Dropped") for row in found]
    assert ended == sorted(ended)
    for section in (found[: ended.index(True)], found[ended.index(True) :]):
        keys = [key(row) for row in section]
        assert keys == sorted(keys, reverse=backwards)
        assert len(set(keys)) > 1
    page.locator("select[name=sort]").select_option(index=0)
    assert seen(page) == [called(row) for row in list(rows.values())[1:]]


def test_a_section_of_which_nothing_matches_says_so(see: Visitor) -> None:
    page = see("/actions/?status=done").page
    assert count(page)
    first = page.locator("#gt-current + [data-gt-rows]")
    assert first.inner_text() == "None of these match."
    assert page.locator("#gt-current").is_visible()
    assert page.locator("#gt-ended + [data-gt-rows] tbody tr:visible").count() == count(page)


def test_it_takes_this_long_to_filter(see: Visitor, capsys: pytest.CaptureFixture[str]) -> None:
    """Printed, not judged: machines differ."""
    page = see("/actions/").page
    choose = """([name, value]) => {
      const field = document.querySelector(`select[name=${name}]`);
      field.value = value;
      const from = performance.now();
      field.dispatchEvent(new Event("change", {bubbles: true}));
      const done = performance.now();
      document.body.offsetHeight;
      return [done - from, performance.now() - from];
    }"""
    wanted = [("theme", t) for t in ("roads", "", "water", "all")] + [("group", f"team-{n}") for n in range(4)]
    wanted += [("group", ""), ("theme", ""), ("owner", "person-3"), ("owner", ""), ("year", "2014"), ("year", "")]
    wanted += [("late", "yes"), ("late", ""), ("sort", "name"), ("sort", "due"), ("series", "east"), ("series", "")]
    times = [page.evaluate(choose, list(one)) for one in wanted]
    script, laid_out = (median(one[place] for one in times) for place in (0, 1))
    with capsys.disabled():
        print(f"\n{len(times)} filters of {ACTIONS} rows: median {script:.0f} ms, laid out {laid_out:.0f} ms", end=" ")
    assert len(times) == 20


def test_the_panel_stands_open_on_a_desk_and_closed_on_a_phone(see: Visitor) -> None:
    assert see("/actions/").page.locator(".gt-filter-controls").is_visible()
    page = see("/actions/?status=done&theme=roads", width=360).page
    assert not page.locator(".gt-filter-controls").is_visible()
    assert count(page)
    assert page.locator("[data-gt-chosen]").inner_text() == "· Roads · Done"
    page.locator(".gt-filter summary").press("Enter")
    assert page.locator("select[name=theme]").input_value() == "roads"


def test_a_group_leads_to_its_actions(see: Visitor) -> None:
    visit = see("/groups/team-2/")
    link = visit.page.get_by_role("link", name=f"All {ACTIONS // 5} actions, to filter and take away")
    link.click()
    visit.page.wait_for_url("**/actions/?group=team-2")
    assert count(visit.page) == len(seen(visit.page)) == ACTIONS // 5
    assert visit.faults == []


STATES = {"open": "", "none": "?late=yes&year=2022&status=done", "sorted": "?sort=name&status=open"}


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("register", ["actions", "decisions", "findings"])
def test_a_register_has_no_faults_however_it_is_filtered(
    visit: Visitor, axe: Axe, register: str, state: str, width: int, scheme: Scheme
) -> None:
    shown = visit(f"/{register}/{STATES[state]}", width=width, scheme=scheme)
    page = shown.page
    page.locator(".gt-filter details").evaluate("one => { one.open = true; }")
    if state == "none":
        page.locator("select[name=theme]").select_option(index=1)
        page.locator("select[name=year]").select_option(index=page.locator("select[name=year] option").count() - 1)
    assert axe(page) == []
    assert targets(page).faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert count(page) == len(seen(page))
    assert shown.faults == []


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
@pytest.mark.parametrize("path", ["/actions/", "/actions/gt-2015/"])
def test_a_long_register_and_its_volumes_have_no_faults(
    see: Visitor, axe: Axe, path: str, width: int, scheme: Scheme
) -> None:
    visit = see(path, width=width, scheme=scheme)
    assert seen(visit.page)
    assert axe(visit.page) == []
    assert targets(visit.page).faults == []
    assert visit.faults == []


@pytest.mark.parametrize(
    "theme", ["{name: material, font: false, features: [navigation.instant]}", "mkdocs", "readthedocs"]
)
def test_registers_can_be_filtered_whatever_the_theme(browser: Browser, tmp_path: Path, theme: str) -> None:
    config = f"site_name: Ours\nsite_url: http://127.0.0.1/\nplugins: [goldenthread]\ntheme: {theme}\n"
    site = built(tmp_path, 80, config)
    with serve(site) as address:
        visitor = Visitor(browser, address)
        page = visitor("/notes/").page
        page.locator("a[href$='actions/']", has_text="Actions").last.click()
        page.wait_for_url("**/actions/")
        for _ in range(2):
            expect(page.locator(".gt-filter")).to_be_visible()
            page.locator("select[name=theme]").select_option("roads")
            assert 0 < count(page) == len(seen(page)) < 80
            page.locator("[data-gt-clear]").click()
            assert count(page) == len(seen(page)) == 80
            page.locator("a[href$='decisions/']").first.click()
            page.wait_for_url("**/decisions/")
            page.go_back()
            page.wait_for_url("**/actions/")
        visitor.close()
