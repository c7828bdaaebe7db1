"""What needs a look: in the internal edition, the sorts with the fewest places first, each place with its record."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.compile import compile_archive, edition_of, loader
from goldenthread.model.fields import Audience
from goldenthread.problem import problem
from goldenthread.publish import Layout, Site, publish
from goldenthread.publish.views.attention import attention_view
from goldenthread.source import Place
from tests.archives import HOUSING, WARNED, write

HOST = "https://git.example/archive/edit/main/records/"


def site(folder: Path, audience: Audience) -> Site:
    """The site of a small archive in whose records there is something to warn of."""
    records = write(folder / "records", {**HOUSING, **WARNED})
    archive, problems = compile_archive(records)
    assert problems
    layout = Layout(warned=problems, edited_at=lambda path: f"{HOST}{path}")
    return publish(edition_of(archive, audience), loader(records), layout)


def page_of(made: Site) -> str:
    """The page as it is rendered."""
    return made.render(next(page for page in made.pages if page.address == "needs-a-look/")).html


def test_errors_come_first_then_the_sorts_with_the_fewest_places() -> None:
    many = [problem("GT512", Place("b.yml", line, 1), date="x", named="y") for line in (9, 3, 3, 5)]
    one = problem("GT805", Place("a.yml", 2, 3), photo="x", who="y")
    error = [problem("GT103", Place("c.md", line, 1), key="title") for line in (1, 2, 3, 4, 5)]
    view = attention_view([*many, one, *error], lambda path: "")
    assert [(sort.code, len(sort.spots)) for sort in view.sorts if not sort.is_error] == [("GT805", 1), ("GT512", 3)]
    assert [sort.is_error for sort in view.sorts] == sorted((sort.is_error for sort in view.sorts), reverse=True)
    assert [spot.where for spot in view.sorts[-1].spots] == ["b.yml:3:1", "b.yml:5:1", "b.yml:9:1"]


def test_each_place_leads_to_where_its_record_is_edited(tmp_path: Path) -> None:
    made = site(tmp_path, "internal")
    html = page_of(made)
    found = made.layout.warned[0]
    assert f'href="{HOST}{found.at.path}#L{found.at.line}"' in html
    assert f"<code>{found.at}</code>" in html
    assert found.explanation.title in html


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_the_public_edition_has_no_such_page(tmp_path: Path, audience: Audience) -> None:
    made = site(tmp_path, audience)
    assert ("needs-a-look/" in {page.address for page in made.pages}) == (audience == "internal")
    assert any("needs-a-look" in names for _, names in made.menu) == (audience == "internal")


def test_where_there_is_nothing_it_says_so(tmp_path: Path) -> None:
    records = write(tmp_path / "records", HOUSING)
    made = publish(edition_of(compile_archive(records)[0], "internal"), loader(records))
    assert "no fault and no doubt" in page_of(made)
