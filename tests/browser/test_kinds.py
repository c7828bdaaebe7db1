"""The table of kinds holds every page that the site has and every template that makes pages."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

import goldenthread.publish
from goldenthread.compile import compile_archive, edition_of
from goldenthread.publish import publish
from tests.browser.kinds import EVERY, RECORDED, SITE

pytestmark = pytest.mark.browser

ROOT = SITE.parent
PARTS = {
    *("base.html", "filter.html", "lightbox.html", "macros.html", "on-photo.html"),
    *("prose.html", "ranking.html", "rounds.html", "transcript.html"),
}
"""Templates that are parts of others."""
NOT_IN_THE_SAMPLE = {"withdrawn.html", "desk.html", "attention.html", "admin.html"}
"""Templates of pages that the sample has none of: nothing of it was ever withdrawn, boxes are drawn on no site, and
what needs a look, and the forms, are for the internal edition."""
LEADS_ON = "moved.html"
"""The template of a page that nobody sees: a browser goes on from it at once."""


@pytest.fixture(scope="module")
def made() -> dict[str, set[str]]:
    """The templates that make the pages of the sample, by the kind in the table."""
    archive, _ = compile_archive(ROOT / "records")
    kind_of = {path: kind for kind, pattern in RECORDED.items() for path in SITE.glob(pattern)}
    found = defaultdict(set)
    for page in publish(edition_of(archive), lambda path: None).pages:
        found[kind_of[SITE / page.address / "index.html"]].add(page.template)
    return found


def test_every_page_of_the_site_is_of_one_kind() -> None:
    kinds = [path for pattern in EVERY.values() for path in SITE.glob(pattern)]
    assert sorted(kinds) == sorted(SITE.rglob("*.html"))


def test_every_template_makes_pages_of_a_kind(made: dict[str, set[str]]) -> None:
    folder = Path(goldenthread.publish.__file__).parent / "templates"
    assert {path.name for path in folder.glob("*.html")} - PARTS - NOT_IN_THE_SAMPLE == set().union(*made.values())


def test_each_kind_of_page_is_made_by_one_template(made: dict[str, set[str]]) -> None:
    several = {kind: templates for kind, templates in made.items() if len(templates - {LEADS_ON}) != 1}
    assert several == {}
