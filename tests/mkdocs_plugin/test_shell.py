"""The page around what records become: its language, its scripts, and the guides that the home page leads to."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archives import CONFIG, HOUSING, write
from tests.pages import elements, links

Run = Callable[..., subprocess.CompletedProcess[str]]

RECORDED, WRITTEN = "actions/survey/index.html", "notes/index.html"


def built(project: Path, mkdocs: Run, config: str = CONFIG) -> Path:
    write(project, {"mkdocs.yml": config})
    done = mkdocs(project, "build")
    assert done.returncode == 0, done.stderr
    return project / "site"


def option(line: str) -> str:
    return CONFIG.replace("[goldenthread]", f"[{{goldenthread: {{{line}}}}}]")


def has_bundle(page: Path) -> bool:
    scripts = [e.attributes.get("src", "") for e in elements(page.read_text("utf-8")) if e.tag == "script"]
    return any("javascripts/bundle." in src for src in scripts)


def test_the_script_of_the_theme_comes_with_hand_written_pages_only(project: Path, mkdocs: Run) -> None:
    site = built(project, mkdocs)
    assert [has_bundle(site / page) for page in (WRITTEN, RECORDED, "index.html")] == [True, False, False]


@pytest.mark.parametrize("more", ["extra_javascript: [own.js]\n", "extra: {version: {provider: mike}}\n"])
def test_what_a_site_adds_finds_the_script_of_the_theme_everywhere(project: Path, mkdocs: Run, more: str) -> None:
    write(project, {"docs/own.js": "document$.subscribe(function () {});\n"})
    assert has_bundle(built(project, mkdocs, CONFIG + more) / RECORDED)


@pytest.mark.parametrize(
    ("language", "shown", "direction"), [("ar", "ar", "rtl"), ("fr", "fr", "ltr"), ("sw", "en", "ltr")]
)
def test_the_theme_speaks_the_first_language_of_the_archive(
    project: Path, mkdocs: Run, language: str, shown: str, direction: str
) -> None:
    """Where it knows it: nobody has translated Material into Swahili."""
    write(project / "records", {"archive.yml": f"{HOUSING['archive.yml']}languages: [{language}, en]\n"})
    found = elements((built(project, mkdocs) / RECORDED).read_text("utf-8"))
    whole = {element.tag: element.attributes for element in found if element.tag in ("html", "body")}
    assert (whole["html"]["lang"], whole["body"]["dir"]) == (shown, direction)


def test_where_the_archive_names_no_language_the_theme_keeps_its_own(project: Path, mkdocs: Run) -> None:
    french = CONFIG.replace("font: false", "font: false, language: fr")
    found = elements((built(project, mkdocs, french) / RECORDED).read_text("utf-8"))
    assert next(element for element in found if element.tag == "html").attributes["lang"] == "fr"


@pytest.mark.parametrize(("layout", "leads"), [("", "notes/"), ("use_directory_urls: false\n", "notes.html")])
def test_the_home_page_leads_to_a_guide(project: Path, mkdocs: Run, layout: str, leads: str) -> None:
    site = built(project, mkdocs, option("guides: {editors: notes.md}") + layout)
    targets = [
        link.attributes["href"] for link in links((site / "index.html").read_text("utf-8")) if "gt-ways" in link.within
    ]
    assert leads in targets


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("guides: {editors: gone.md}", "guides: editors: there is no page gone.md in docs_dir"),
        ("guides: {clerks: notes.md}", "'clerks' is none of 'editors' and 'evaluators'"),
        ("guides: notes.md", "type 'editors' and 'evaluators' with a page of docs_dir each"),
    ],
)
def test_a_guide_that_is_not_there_is_said(project: Path, mkdocs: Run, line: str, said: str) -> None:
    write(project, {"mkdocs.yml": option(line)})
    done = mkdocs(project, "build")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert said in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("layout", "leads"), [("", "about/look/"), ("use_directory_urls: false\n", "about/look/index.html")]
)
def test_every_page_leads_to_what_the_signs_mean(project: Path, mkdocs: Run, layout: str, leads: str) -> None:
    site = built(project, mkdocs, CONFIG + layout)
    page = site / ("notes.html" if layout else "notes/index.html")
    footer = [link.attributes["href"] for link in links(page.read_text("utf-8")) if "gt-footer" in link.within]
    assert footer == [f"{'' if layout else '../'}{leads}"]


def test_an_address_that_is_not_there_leads_to_the_registers(project: Path, mkdocs: Run) -> None:
    page = (built(project, mkdocs) / "404.html").read_text("utf-8")
    assert [e.words for e in elements(page) if e.tag == "li" and "gt-content" in e.within][:3] == [
        "Meetings",
        "Actions",
        "Decisions",
    ]


@pytest.mark.parametrize("frame", ["base.html", "goldenthread/shell.html"])
def test_a_frame_of_somebodys_own_has_a_page_for_addresses_that_are_not_there(
    project: Path, mkdocs: Run, frame: str
) -> None:
    write(project, {"own/main.html": f'{{% extends "{frame}" %}}{{% block announce %}}Ours{{% endblock %}}'})
    site = built(project, mkdocs, CONFIG.replace("name: material,", "name: material, custom_dir: own,"))
    assert "Meetings" in (site / "404.html").read_text("utf-8")
    assert "Ours" in (site / RECORDED).read_text("utf-8")


PEOPLE = {f"people/{name}index.html" for name in ("", "ana/", "ben/")}


def unlisted(site: Path) -> set[str]:
    """The pages that ask search engines to pass over them."""
    return {
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        for element in elements(path.read_text("utf-8"))
        if element.attributes.get("name") == "robots" and element.attributes["content"] == "noindex"
    }


@pytest.fixture
def with_people(project: Path) -> Path:
    """A project in which two people are public: pages of things that are alike share one frame."""
    people = "- {id: ana, name: Ana Reyes}\n- {id: ben, name: Ben Osei}\n"
    archive = f"{HOUSING['archive.yml']}  people: public\n"
    write(project / "records", {"archive.yml": archive, "registers/people.yml": people})
    return project


def test_pages_of_people_and_no_others_ask_search_engines_to_pass_over_them(with_people: Path, mkdocs: Run) -> None:
    """Hand-written ones only where they say so themselves."""
    write(with_people, {"docs/drafts.md": "---\nnoindex: true\n---\n# Drafts\n"})
    assert unlisted(built(with_people, mkdocs)) == {*PEOPLE, "drafts/index.html"}


def test_an_archive_may_have_its_people_found(with_people: Path, mkdocs: Run) -> None:
    file = with_people / "records" / "archive.yml"
    write(with_people / "records", {"archive.yml": f"people_in_search_engines: yes\n{file.read_text()}"})
    assert unlisted(built(with_people, mkdocs)) == set()


def test_no_page_of_the_internal_edition_is_for_search_engines(with_people: Path, mkdocs: Run) -> None:
    site = built(with_people, mkdocs, option("edition: internal"))
    assert unlisted(site) == {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
