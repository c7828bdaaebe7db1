"""Dates: what is read, and what is proposed for what is not."""

from __future__ import annotations

import pytest

from goldenthread.model.dates import PartialDate, meant


@pytest.mark.parametrize("text", ["2015", "2015-04", "2015-04-07", "2016-02-29"])
def test_a_date_is_written_as_it_was_read(text: str) -> None:
    assert PartialDate.parse(text).text == text


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("3/2/26", ("2026-02-03", "2026-03-02")),
        ("20/01/06", ("2006-01-20", "2020-01-06")),
        ("01/02/03", ("2003-02-01", "2003-01-02", "2001-02-03")),
        ("01.30.2026", ("2026-01-30",)),
        ("31/3/71", ("1971-03-31",)),
        ("2026-6-1", ("2026-06-01",)),
        ("2026/6", ("2026-06",)),
        ("30 June 2026", ("2026-06-30",)),
        ("1st of Sept 2026", ("2026-09-01",)),
        ("May 2026", ("2026-05",)),
        ("4/4/2026", ("2026-04-04",)),
        ("31/2/2026", ()),
        ("Ma 2026", ()),
        ("21 April", ()),
        ("before Easter", ()),
        ("2026-02-30", ()),
    ],
)
def test_every_reading_that_is_a_day_is_proposed_and_no_other(written: str, proposed: tuple[str, ...]) -> None:
    assert meant(written) == proposed
