"""A copy to be kept, as a clerk packs it and as somebody opens it in thirty years: from a disk, without a server."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, Page

from goldenthread.cli import main
from scripts.benching.generate import generate
from scripts.benching.records import write_records
from tests.archives import CONFIG, HOUSING, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DISK = f"{CONFIG}use_directory_urls: false\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("kept"), {"mkdocs.yml": DISK, "docs/notes.md": "# Notes\n"})
    write(folder / "records", HOUSING)
    built = run("build", "--config", folder / "mkdocs.yml", "--site", folder / "site")
    assert built.exit_code == 0, built.output
    return folder / "site"


def test_a_copy_is_read_from_a_disk_without_a_server(browser: Browser, site: Path, tmp_path: Path) -> None:
    done = run("package", site, "--to", tmp_path / "2026 kept")
    assert done.exit_code == 0, done.output
    assert "web server" not in done.output
    context = browser.new_context()
    faults: list[str] = []
    context.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    page = context.new_page()
    page.goto((tmp_path / "2026 kept" / "data" / "index.html").as_uri())
    for words in ("Meetings", "First review", "Ideas", "Survey the staff housing"):
        follow(page, words)
    assert page.locator("h1").inner_text() == "Survey the staff housing"
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "its style sheets are there"
    assert faults == []
    page.locator("#gt-search").fill("survey")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html*")
    assert page.locator(".gt-letters a").first.is_visible()
    context.close()


def test_what_was_chosen_stays_where_the_address_cannot_say_it(browser: Browser, tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": DISK, "docs/notes.md": "# Notes\n"})
    write_records(generate(3), tmp_path / "records")
    built = run("build", "--config", tmp_path / "mkdocs.yml", "--site", tmp_path / "site")
    assert built.exit_code == 0, built.output
    context = browser.new_context()
    page = context.new_page()
    page.goto((tmp_path / "site" / "actions" / "index.html").as_uri())
    box = page.locator(".gt-filter select").first
    box.select_option(index=1)
    told = page.locator(".gt-filter [role=status]").inner_text()
    page.evaluate("() => { location.hash = 'gt-title'; }")
    page.wait_for_timeout(200)
    assert box.evaluate("one => one.selectedIndex") == 1
    assert page.locator(".gt-filter [role=status]").inner_text() == told
    context.close()


def follow(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=words, exact=True).locator("visible=true").first.click()
    assert page.locator("h1").count() == 1, page.url


def test_of_a_site_that_is_not_whole_there_is_no_copy(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    home = tmp_path / "site" / "index.html"
    home.write_text(home.read_text("utf-8").replace("meetings/index.html", "meetings/"), "utf-8")
    changed = run("package", tmp_path / "site", "--to", tmp_path / "bag")
    assert (changed.exit_code, (tmp_path / "bag").exists()) == (1, False)
    assert "GT921" in changed.output
    assert "No copy was written." in changed.output
    (tmp_path / "site" / "manifest-sha256.txt").unlink()
    assert (
        "publish it with goldenthread build first" in run("package", tmp_path / "site", "--to", tmp_path / "bag").output
    )
