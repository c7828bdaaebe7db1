"""The home page: what is new, what is open, and a way in for each sort of reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from goldenthread.publish import Site
from tests.pages import elements
from tests.written import ARCHIVE, HEAD, MEETING

Publish = Callable[..., Site]

ACTIONS = """\
actions:
  - {id: late, what: The late one, due: 2015-10}
  - {id: soon, what: The one in time, due: 2016-12}
  - {id: done, what: The done one}
  - {id: perhaps, what: The proposed one, standing: proposed}
decisions:
  - {id: so-be-it, what: It is so}
"""
LATER = """\
---
title: Later
date: 2016-01-01
updates:
  - {about: done, status: done}
---
"""
RECORDS = {"archive.yml": ARCHIVE, MEETING: f"{HEAD}{ACTIONS}---\nWe met.\n", "meetings/later/meeting.md": LATER}


@pytest.fixture
def home(published: Publish) -> Callable[..., str]:
    def made(**layout: object) -> str:
        site = published(RECORDS, **layout)
        return site.render(site.pages[0]).html

    return made


def questions(html: str) -> list[str]:
    return [element.words for element in elements(html) if element.tag == "h3" and "gt-ways" in element.within]


def test_the_bar_has_a_part_for_each_way_in_which_actions_stand(home: Callable[..., str]) -> None:
    html = home()
    parts = [e.attributes for e in elements(html) if e.tag == "rect"]
    assert [one["class"] for one in parts] == ["gt-bar--done", "gt-bar--open", "gt-bar--late"]
    assert [float(one["width"]) for one in parts] == [25, 50, 25]


def test_the_bar_says_the_same_in_words(home: Callable[..., str]) -> None:
    words = next(e.words for e in elements(home()) if "gt-bar-words" in e.attributes.get("class", ""))
    assert words.split() == ["1", "done", "2", "open", "1", "late"]


def test_what_is_late_comes_first(home: Callable[..., str]) -> None:
    html = home().partition('id="gt-open"')[2]
    assert html.index("The late one") < html.index("The one in time")
    assert "The proposed one" not in html
    assert "The done one" not in html


def test_without_guides_there_is_no_way_in_for_those_who_write(home: Callable[..., str]) -> None:
    assert len(questions(home())) == 3


def test_with_guides_there_is_one_for_each_reader(home: Callable[..., str]) -> None:
    html = home(guides={"editors": "handbook/", "evaluators": "guide.html"})
    assert len(questions(html)) == 4
    targets = [e.attributes["href"] for e in elements(html) if e.tag == "a" and "gt-ways" in e.within]
    assert {"handbook/", "guide.html"} <= set(targets)


def test_an_empty_register_is_no_way_in(home: Callable[..., str]) -> None:
    targets = {e.attributes["href"] for e in elements(home()) if e.tag == "a" and "gt-ways" in e.within}
    assert targets == {"meetings/", "actions/", "decisions/", "about/look/"}
