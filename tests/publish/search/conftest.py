"""Records of searches, made from records written in the test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from goldenthread.compile import edition_of
from goldenthread.model.fields import Audience
from goldenthread.publish.search import Page, Record, records_of, records_of_pages
from goldenthread.publish.views.book import Book
from goldenthread.publish.words import words_of
from tests.written import compiled, write

Found = Callable[..., dict[str, Record]]


@pytest.fixture
def found(root: Path) -> Found:
    """`found({"meetings/…": "…"})` is every record of the public edition, by key; the records have no errors."""

    def made(
        files: Mapping[str, str | bytes], *, audience: Audience = "public", pages: Iterable[Page] = ()
    ) -> dict[str, Record]:
        write(root, files)
        made = compiled(root)
        assert [problem.line() for problem in made.problems if problem.level == "error"] == []
        book = Book(edition_of(made.archive, audience), words_of("en"))
        listed = [*records_of(book), *records_of_pages(book, pages)]
        assert len({record.key for record in listed}) == len(listed)
        return {record.key: record for record in listed}

    return made
