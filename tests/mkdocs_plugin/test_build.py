"""`mkdocs build` with the plugin: pages, menu, edit links, other themes and hosts."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archives import CONFIG, HOUSING, MEETING, MISSPELT, WARNED, errors_in, write
from tests.pages import links

Run = Callable[..., subprocess.CompletedProcess[str]]

ACTION = "actions/survey/index.html"
REPOSITORY = "repo_url: https://git.example/council/archive\nedit_uri: edit/main/docs/\n"
EDIT = "https://git.example/council/archive/edit/main/records/meetings/2025-01-10-review/meeting.md"


def built(project: Path, mkdocs: Run, config: str = CONFIG, *options: str) -> Path:
    write(project, {"mkdocs.yml": config})
    done = mkdocs(project, "build", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


def refused(project: Path, mkdocs: Run, config: str = CONFIG, *options: str) -> str:
    write(project, {"mkdocs.yml": config})
    done = mkdocs(project, "build", *options)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def option(line: str) -> str:
    return CONFIG.replace("[goldenthread]", f"[{{goldenthread: {{{line}}}}}]")


def hrefs(page: Path, within: str) -> list[str]:
    return [link.attributes["href"] for link in links(page.read_text()) if within in link.within]


@pytest.mark.parametrize("options", [[], ["--strict"]])
def test_a_strict_build_of_good_records_succeeds(project: Path, mkdocs: Run, options: list[str]) -> None:
    site = built(project, mkdocs, CONFIG, *options)
    assert errors_in(site) == []
    assert (site / ACTION).is_file()
    assert (site / "notes" / "index.html").is_file()


def test_an_error_in_the_records_stops_before_the_site_is_touched(project: Path, mkdocs: Run) -> None:
    site = built(project, mkdocs)
    before = (site / ACTION).read_bytes()
    write(project / "records", MISSPELT)
    said = refused(project, mkdocs)
    assert f"records/{MEETING}:7:12: error GT" in said
    assert (site / ACTION).read_bytes() == before


def test_a_warning_about_the_records_stops_a_strict_build(project: Path, mkdocs: Run) -> None:
    write(project / "records", WARNED)
    assert "warning GT604" in refused(project, mkdocs, CONFIG, "--strict")
    assert "warning GT604" in refused(project, mkdocs, option("strict: yes"))
    built(project, mkdocs)


def test_the_records_may_lie_elsewhere(project: Path, mkdocs: Run) -> None:
    (project / "records").rename(project / "the minutes")
    assert (built(project, mkdocs, option("records_dir: the minutes")) / ACTION).is_file()


def test_records_that_are_not_there_are_said(project: Path, mkdocs: Run) -> None:
    assert "minutes/:1:1: error GT001" in refused(project, mkdocs, option("records_dir: minutes"))


@pytest.mark.parametrize("day", ["2025-06-30", "'2025-06-30'"])
def test_things_stand_as_of_the_day_that_is_given(project: Path, mkdocs: Run, day: str) -> None:
    assert "30 June 2025" in (built(project, mkdocs, option(f"as_of: {day}")) / ACTION).read_text()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("as_of: yesterday", "option 'as_of': 'yesterday' is not a day; type year-month-day"),
        ("as_of: 2025", "option 'as_of': '2025' is not a day"),
        ("as_of: 2025-06-30 10:00:00", "option 'as_of': '2025-06-30 10:00:00' is not a day"),
        ("edition: secret", "option 'edition': Expected one of: ('public', 'internal') but received: 'secret'"),
        ("strict: maybe", "option 'strict': Expected type: <class 'bool'>"),
        ("records_dir: [a]", "option 'records_dir': Expected type: <class 'str'>"),
        ("templates_dir: gone", "option 'templates_dir'"),
    ],
)
def test_a_wrong_option_is_said_with_its_name(project: Path, mkdocs: Run, line: str, said: str) -> None:
    assert said in refused(project, mkdocs, option(line))


@pytest.mark.parametrize(
    "page", ["actions/survey.md", "actions/survey/index.md", "actions/survey/README.md", "actions.md"]
)
def test_a_page_at_the_address_of_a_record_is_refused(project: Path, mkdocs: Run, page: str) -> None:
    write(project / "docs", {page: "# Mine\n"})
    assert f"{page} has the address of a page made from records" in refused(project, mkdocs)


def test_an_excluded_page_takes_no_address(project: Path, mkdocs: Run) -> None:
    write(project / "docs", {"decisions/index.md": "# Our decision records\n"})
    site = built(project, mkdocs, f"{CONFIG}exclude_docs: decisions/\n", "--strict")
    assert "Our decision records" not in (site / "decisions" / "index.html").read_text()


@pytest.mark.parametrize("name", ["index.md", "README.md"])
@pytest.mark.parametrize("nav", ["", "nav: [notes.md]\n"])
def test_a_hand_written_home_wins_over_ours(project: Path, mkdocs: Run, name: str, nav: str) -> None:
    write(project / "docs", {name: "# Welcome\n\nBy hand.\n"})
    site = built(project, mkdocs, CONFIG + nav, "--strict")
    assert "By hand." in (site / "index.html").read_text()
    assert hrefs(site / "notes" / "index.html", "gt-nav")[:2] == ["..", "../meetings/"]


OURS = ["./", "meetings/", "actions/", "decisions/", "loose-ends/", "changes/", "groups/", "data/", "notes/"]


@pytest.mark.parametrize(
    ("nav", "links"),
    [
        ("", OURS),
        ("nav: [notes.md]\n", OURS),
        ("nav: [notes.md, Home: index.md]\n", OURS),
        ("nav: [notes.md, {Agreed: actions/index.md}]\n", ["notes/", "actions/"]),
        ("nav: [{More: [notes.md, actions/index.md]}]\n", ["notes/", "actions/"]),
    ],
)
def test_the_menu_is_what_the_site_wants(project: Path, mkdocs: Run, nav: str, links: list[str]) -> None:
    site = built(project, mkdocs, CONFIG + nav)
    found = [link.replace("./", "") or "./" for link in hrefs(site / "index.html", "gt-nav")]
    assert [link if link != "." else "./" for link in found] == links


def test_the_menu_does_not_grow_with_the_archive(project: Path, mkdocs: Run) -> None:
    small = len(hrefs(built(project, mkdocs) / "notes" / "index.html", "gt-nav"))
    text = "---\ntitle: Review {0}\ndate: 2025-02-{0:02}\nactions:\n  - id: act-{0}\n    what: Do {0}\n---\nWords.\n"
    write(project / "records", {f"meetings/m{n}/meeting.md": text.format(n) for n in range(1, 28)})
    site = built(project, mkdocs)
    assert (site / "actions" / "act-27" / "index.html").is_file()
    assert len(hrefs(site / "notes" / "index.html", "gt-nav")) == small


def test_readers_of_the_public_edition_are_offered_no_edit_link(project: Path, mkdocs: Run) -> None:
    site = built(project, mkdocs, CONFIG + REPOSITORY)
    assert "git.example/council/archive/edit/main/records" not in (site / ACTION).read_text()


@pytest.mark.parametrize("how", ["internal edition", "public repository", "built from elsewhere"])
def test_an_edit_link_leads_to_the_record(project: Path, mkdocs: Run, how: str) -> None:
    config = CONFIG.replace("features: []", "") + REPOSITORY
    config = config.replace("font: false}", "font: false, features: [content.action.edit]}")
    if how == "public repository":
        write(project / "records", {"archive.yml": HOUSING["archive.yml"] + "public_repository: yes\n"})
    else:
        config = config.replace("[goldenthread]", "[{goldenthread: {edition: internal}}]")
    if how == "built from elsewhere":
        write(project, {"mkdocs.yml": config})
        site = ["build", "--config", "mkdocs.yml", "--records", project / "records", "--edition", "internal"]
        assert mkdocs(project, *site, command="goldenthread").returncode == 0
    else:
        built(project, mkdocs, config)
    assert EDIT in hrefs(project / "site" / ACTION, "gt-actions")


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_another_theme_builds(project: Path, mkdocs: Run, theme: str) -> None:
    site = built(project, mkdocs, f"site_name: Ours\nplugins: [search, goldenthread]\ntheme: {theme}\n", "--strict")
    assert errors_in(site) == []
    assert "Survey the staff housing" in (site / ACTION).read_text()


def test_the_search_of_mkdocs_finds_records(project: Path, mkdocs: Run) -> None:
    site = built(project, mkdocs, CONFIG.replace("[goldenthread]", "[search, goldenthread]"), "--strict")
    assert "Survey the staff housing" in (site / "search" / "search_index.json").read_text()


def test_properdocs_builds_the_same_site(project: Path, mkdocs: Run) -> None:
    site = built(project, mkdocs)
    done = mkdocs(project, "build", "-f", "mkdocs.yml", "-d", "proper", command="properdocs")
    assert done.returncode == 0, done.stdout + done.stderr
    names = {str(path.relative_to(site)) for path in site.rglob("*.html")}
    assert {str(path.relative_to(project / "proper")) for path in (project / "proper").rglob("*.html")} == names
    assert errors_in(project / "proper") == []
    assert (project / "proper" / ACTION).read_text() == (site / ACTION).read_text()


@pytest.mark.parametrize(("records", "docs"), [("docs/records", "docs"), ("records", "records/pages")])
def test_records_and_docs_may_not_be_one_inside_the_other(project: Path, mkdocs: Run, records: str, docs: str) -> None:
    (project / docs).mkdir(exist_ok=True)
    if records != "records":
        (project / "records").rename(project / records)
    config = option(f"records_dir: {records}") + f"docs_dir: {docs}\n"
    assert "may not be one inside the other" in refused(project, mkdocs, config)
    assert not (project / "site").exists()


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_a_title_is_words_in_every_theme(project: Path, mkdocs: Run, theme: str) -> None:
    meeting = project / "records" / MEETING
    meeting.write_text(meeting.read_text("utf-8").replace("First review", "A <b id=x>bold</b> & review"), "utf-8")
    site = built(project, mkdocs, CONFIG.replace("name: material", f"name: {theme}"))
    for page in ("index.html", "meetings/index.html", "meetings/2025-01-10-review/index.html"):
        html = (site / page).read_text("utf-8")
        assert "<b id=x>" not in html
        assert "&lt;b id=x&gt;" in html
        assert "&amp;lt;" not in html


# What is not to be published as it lies


def linked(project: Path) -> str:
    (project / "docs" / "more").symlink_to(project / "records")
    return CONFIG


def linked_once(project: Path) -> str:
    record = project / "records" / MEETING
    (project / "docs" / "minutes.txt").symlink_to(record)
    return CONFIG


def in_the_theme(project: Path) -> str:
    (project / "theme").mkdir()
    (project / "records").rename(project / "theme" / "records")
    own = "[{goldenthread: {records_dir: theme/records}}]"
    return CONFIG.replace("[goldenthread]", own).replace("name: material,", "name: material, custom_dir: theme,")


@pytest.mark.parametrize("lying", [linked, linked_once, in_the_theme])
def test_records_are_never_published_as_they_lie(project: Path, mkdocs: Run, lying: Callable[[Path], str]) -> None:
    said = refused(project, mkdocs, lying(project))
    assert "would be published as it lies in the records" in said
    assert not (project / "site").exists() or not [*(project / "site").rglob("*.md")]


def test_nor_is_what_is_kept_in_the_cache(project: Path, mkdocs: Run) -> None:
    kept = project / "docs" / "cache"
    kept.mkdir()
    (kept / "copy.txt").write_text("of something internal")
    done = mkdocs(project, "build", GOLDENTHREAD_CACHE=str(kept))
    assert done.returncode == 1
    assert "cache/copy.txt would be published as it lies in the cache" in done.stderr


def test_a_link_elsewhere_is_followed_as_ever(project: Path, mkdocs: Run) -> None:
    (project / "elsewhere").mkdir()
    (project / "elsewhere" / "plan.txt").write_text("a plan")
    (project / "docs" / "more").symlink_to(project / "elsewhere")
    assert (built(project, mkdocs) / "more" / "plan.txt").read_text() == "a plan"
