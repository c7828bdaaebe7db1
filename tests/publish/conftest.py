"""Sites made from records in the test, without MkDocs around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from goldenthread.compile import edition_of, loader
from goldenthread.publish import Layout, Site, publish
from tests.written import compiled, write

Publish = Callable[..., Site]


@pytest.fixture
def published(root: Path) -> Publish:
    """`published({"meetings/…": "…"}, folders=False)` is the public site of these records, which have no errors."""

    def made(files: Mapping[str, str | bytes], **layout: object) -> Site:
        write(root, files)
        made = compiled(root)
        assert [problem.line() for problem in made.problems if problem.level == "error"] == []
        return publish(edition_of(made.archive), loader(root), Layout(**layout))  # type: ignore[arg-type]

    return made


@pytest.fixture
def pages(published: Publish) -> Callable[[Mapping[str, str | bytes]], dict[str, str]]:
    """`pages(files)` is the content of every page by its address."""

    def rendered(files: Mapping[str, str | bytes]) -> dict[str, str]:
        site = published(files)
        return {page.address: site.render(page).html for page in site.pages}

    return rendered
