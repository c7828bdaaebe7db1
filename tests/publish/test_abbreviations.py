"""Abbreviations of the glossary are explained where a page first has them, and together at its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.pages import elements
from tests.written import ARCHIVE, HEAD, MEETING

Pages = Callable[[Mapping[str, str | bytes]], dict[str, str]]

GLOSSARY = """\
- {id: hmis, name: HMIS, stands_for: Health management information system}
- {id: mis, name: MIS, stands_for: Management information system}
- {id: ghost-post, name: ghost post, note: A post that nobody holds.}
"""
ACTION = "actions:\n  - id: teach\n    what: {}\n"


@pytest.fixture
def meeting(pages: Pages) -> Callable[..., str]:
    def made(body: str = "", head: str = "", glossary: str = GLOSSARY) -> str:
        files = {"archive.yml": ARCHIVE, MEETING: f"{HEAD}{head}---\n{body}\n", "registers/glossary.yml": glossary}
        return pages(files)["meetings/review/"]

    return made


def explained(html: str) -> list[str]:
    """What the list at the end of the page explains."""
    return [element.words for element in elements(html) if element.tag == "dt" and "gt-abbreviations" in element.within]


def linked(html: str) -> list[tuple[str, str]]:
    """Where the links in the prose lead, and what each is short for."""
    links = [e for e in elements(html) if e.tag == "a" and e.attributes.get("class") == "gt-term"]
    short = [e.attributes["title"] for e in elements(html) if e.tag == "abbr"]
    return [(link.attributes["href"], said) for link, said in zip(links, short, strict=True)]


def test_the_first_in_the_prose_is_a_link_with_what_it_stands_for(meeting: Callable[..., str]) -> None:
    html = meeting("The HMIS is late. HMIS again.")
    assert linked(html) == [("../../glossary/#term-hmis", "Health management information system")]


def test_the_end_of_the_page_says_what_it_stands_for(meeting: Callable[..., str]) -> None:
    html = meeting("The HMIS is late.")
    assert explained(html) == ["HMIS"]
    assert "<dd>Health management information system</dd>" in html


@pytest.mark.parametrize("title", ["Teach HMIS", "Teach the HMISs", "HMIS: teach it"])
def test_one_in_a_title_is_explained_at_the_end(meeting: Callable[..., str], title: str) -> None:
    assert explained(meeting(head=ACTION.format(f'"{title}"'))) == ["HMIS"]


@pytest.mark.parametrize("title", ["Teach hmis", "Teach XHMIS", "Teach HMISX", "Fill the ghost post"])
def test_what_is_no_word_of_its_own_or_no_abbreviation_is_not(meeting: Callable[..., str], title: str) -> None:
    html = meeting(head=ACTION.format(title))
    assert (explained(html), "gt-abbreviations" in html) == ([], False)


def test_a_longer_name_is_not_taken_for_a_shorter_one(meeting: Callable[..., str]) -> None:
    assert explained(meeting("HMIS, and MIS.")) == ["HMIS", "MIS"]


@pytest.mark.parametrize("body", ["`HMIS`", "[HMIS](https://example.org/)", "[[so-be-it|HMIS]]"])
def test_words_in_code_and_links_stay_as_they_are(meeting: Callable[..., str], body: str) -> None:
    head = "decisions:\n  - {id: so-be-it, what: It is so}\n"
    assert linked(meeting(body, head)) == []


def test_an_internal_term_explains_nothing_in_public(meeting: Callable[..., str]) -> None:
    hidden = GLOSSARY.replace("{id: hmis,", "{id: hmis, audience: internal,")
    html = meeting("The HMIS is late.", glossary=hidden)
    assert "Health management" not in html
    assert explained(html) == []


def test_each_page_begins_anew(pages: Pages) -> None:
    files = {"archive.yml": ARCHIVE, "registers/glossary.yml": GLOSSARY, MEETING: f"{HEAD}---\nThe HMIS is late.\n"}
    second = {"meetings/later/meeting.md": "---\ntitle: Later\ndate: 2016-01-01\n---\nNo HMIS yet.\n"}
    quiet = {"meetings/last/meeting.md": "---\ntitle: Last\ndate: 2016-02-01\n---\nNothing.\n"}
    made = pages({**files, **second, **quiet})
    assert [len(linked(made[f"meetings/{one}/"])) for one in ("review", "later", "last")] == [1, 1, 0]
    assert explained(made["meetings/last/"]) == []
