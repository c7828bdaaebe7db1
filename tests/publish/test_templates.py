"""Templates: each says what it is for, and a site may replace any block of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from goldenthread.publish import Site
from tests.archives import HOUSING, write

Publish = Callable[..., Site]

TEMPLATES = {
    path.name: path.read_text("utf-8")
    for path in sorted(resources.files("goldenthread.publish").joinpath("templates").iterdir(), key=lambda p: p.name)
    if path.name.endswith(".html")
}


def blocks(name: str) -> set[str]:
    return set(re.findall(r"{%-? *block (\w+)", TEMPLATES[name]))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_begins_with_what_it_is_for(name: str) -> None:
    assert re.match(r"\{#-?\s+\w.{20,}?#\}", TEMPLATES[name], re.DOTALL)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_blocks_of_a_template_are_named_at_its_top(name: str) -> None:
    comment = TEMPLATES[name].partition("#}")[0]
    inherited = blocks("base.html") if name != "base.html" else set()
    assert {block for block in blocks(name) - inherited if not re.search(rf"`{block}`", comment)} == set()


@pytest.mark.parametrize("name", ["thing.html", "action.html"])
@pytest.mark.parametrize("block", ["title", "crumbs", "first", "body", "thread", "closing", "kind_class"])
def test_a_site_may_replace_a_block(published: Publish, tmp_path: Path, block: str, name: str) -> None:
    own = f'{{% extends "goldenthread/thing.html" %}}{{% block {block} %}}OUR {{{{ view.thing.id }}}}{{% endblock %}}'
    write(tmp_path / "own", {name: own})
    site = published(HOUSING, overrides=(tmp_path / "own",))
    html = {page.address: site.render(page).html for page in site.pages}
    assert "OUR survey" in html["actions/survey/"]
    assert "OUR" not in html["meetings/2025-01-10-review/"]


def test_a_site_may_replace_a_part_that_pages_share(published: Publish, tmp_path: Path) -> None:
    own = (
        '{% extends "goldenthread/base.html" %}{% block closing %}{{ super() }}<p>Kept by the clerk.</p>{% endblock %}'
    )
    write(tmp_path / "own", {"base.html": own})
    site = published(HOUSING, overrides=(tmp_path / "own",))
    assert [page.address for page in site.pages if "Kept by the clerk." not in site.render(page).html] == []


def test_what_a_site_writes_in_its_own_template_is_escaped_too(published: Publish, tmp_path: Path) -> None:
    own = '{% extends "goldenthread/thing.html" %}{% block title %}{{ "<script>" }}{% endblock %}'
    write(tmp_path / "own", {"action.html": own})
    site = published(HOUSING, overrides=(tmp_path / "own",))
    (page,) = [page for page in site.pages if page.address == "actions/survey/"]
    assert "<script>" not in site.render(page).html
