"""The tables hold what the model holds: each thing once, each list, each field, each link."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from goldenthread.compile import edition_of
from goldenthread.model.archive import Archive
from goldenthread.model.entry import WHO_MAY_SEE, Kind
from goldenthread.model.keys import kinds_of_model
from goldenthread.model.settings import DefaultAudience, Settings, Withdrawn
from goldenthread.model.walk import fields_of
from goldenthread.publish.data import Data
from goldenthread.publish.data.columns import TABLES
from goldenthread.publish.data.tables import HELD, NAMES
from goldenthread.publish.data.things import MODELS, parts_of
from goldenthread.publish.views.book import Book
from tests.publish.data.conftest import Made
from tests.written import CHART, HEAD, MEETING, Compile

Row = dict[str, Any]
Told = Callable[[dict[str, str | bytes]], dict[str, list[Row]]]


def document(made: Made) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = json.loads((made.folder / "archive.json").read_bytes())
    return found


def counted(archive: Archive) -> dict[str, int]:
    """How many rows the model says that each table has."""
    kinds = Counter(key.kind for key in archive.index)
    charts = [chart for meeting in archive.meetings for chart in meeting.charts]
    inputs = [one for meeting in archive.meetings for one in meeting.required_inputs]
    return {
        "things": len(archive.index),
        **{name: kinds[kind] for kind, name in TABLES.items()},
        "objectives": sum(len(meeting.objectives) for meeting in archive.meetings),
        "required_inputs": len(inputs),
        "inputs_received": sum(len(one.received) for one in inputs),
        "participants": sum(len(meeting.participants) for meeting in archive.meetings),
        "action_resources": sum(len(action.resources) for meeting in archive.meetings for action in meeting.actions),
        "pens": sum(len(chart.pens) for chart in charts),
        "priorities": sum(len(chart.priorities()) for chart in charts),
        "links": len({(link.source, link.relation, link.target) for link in archive.links}),
    }


def test_each_file_has_as_many_rows_as_the_model(sample: Made) -> None:
    edition = sample.data.book.edition
    expected = counted(edition.archive)
    expected["history"] = sum(len(history.events) for history in edition.histories.values())
    told = document(sample)
    with closing(sqlite3.connect(sample.folder / "archive.sqlite")) as opened:
        in_database = {name: opened.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in expected}
    tables = {path.stem: path for path in sample.folder.glob("*.csv")}
    in_csv = {
        name: sum(1 for _ in csv.reader(StringIO(path.read_text("utf-8-sig"), newline=""))) - 1
        for name, path in tables.items()
    }
    assert {name: len(told[name]) for name in expected} == expected
    assert in_database == expected
    assert in_csv == expected
    assert all(expected.values()), "the sample has something of everything"


def test_every_kind_and_every_list_of_the_model_has_a_table() -> None:
    assert set(TABLES) == set(Kind)
    models = {*MODELS.values(), *(model for model, _ in HELD.values())}
    lists = {
        facts.inner
        for model in kinds_of_model().values()
        if model not in (Settings, DefaultAudience, Withdrawn)
        for facts in fields_of(model)
        if facts.inner and facts.several
    }
    assert lists - models == set()


def test_every_column_is_described_and_can_be_typed_without_quotes(sample: Made) -> None:
    with closing(sqlite3.connect(sample.folder / "archive.sqlite")) as opened:
        for table in sample.data.tables:
            for column in table.columns:
                assert all(said.endswith(".") for said in column.says), f"{table.name}.{column.name}"
                opened.execute(f"SELECT {column.name} FROM {table.name} AS t WHERE t.{column.name} IS NULL")


def test_every_field_of_an_entry_has_its_column() -> None:
    """A field that is left out is left out on purpose."""
    left_out = {
        (Kind.MEETING, "pens"),
        (Kind.MEETING, "ranking"),
        (Kind.CHART, "blocks"),
        (Kind.UPDATE, "date"),
    }
    for kind, model in MODELS.items():
        columns = {column.name for part in parts_of(kind) for column in part.columns}
        for facts in fields_of(model):
            if (
                facts.name == "at"
                or facts.name in WHO_MAY_SEE
                or (facts.inner and facts.several)
                or (kind, facts.name) in left_out
            ):
                continue
            names = {
                facts.name,
                *({f"{facts.name}_{one.name}" for one in fields_of(facts.inner)} if facts.inner else ()),
            }
            renamed = {"kind": "sort", "group": "groups", "order": "chart_order", "by": "reported_by", "on": "given_on"}
            names.add(renamed.get(facts.name, facts.name))
            names |= {"group_id"} if facts.name == "group" else set()
            assert names & columns, f"{kind}.{facts.name}"


@pytest.fixture
def told(archive: Compile) -> Told:
    """The tables of records, as `archive.json` has them."""

    def made(files: dict[str, str | bytes]) -> dict[str, list[Row]]:

        data = Data(Book.of(edition_of(archive(files).archive)))
        found: dict[str, list[Row]] = json.loads(data.files["archive.json"].read_bytes())
        return found

    return made


def test_a_date_stands_as_typed_and_as_the_days_that_it_may_be(told: Told) -> None:
    actions = "actions:\n  - {id: survey, what: Survey, due: 2016-02, due_said: before the thaw}\n"
    row = next(row for row in told({MEETING: f"{HEAD}{actions}---\n"})["actions"] if row["id"] == "survey")
    assert (row["due"], row["due_earliest"], row["due_latest"]) == ("2016-02", "2016-02-01", "2016-02-29")
    assert row["due_said"] == "before the thaw"


def test_a_life_is_told_event_by_event(told: Told) -> None:
    found = told(
        {
            MEETING: f"{HEAD}actions:\n  - {{id: survey, what: Survey}}\n---\n",
            "updates/all.yml": "- {about: survey, date: 2015-10, status: deferred, due: 2016}\n"
            "- {about: survey, date: 2016-01-02, status: done}\n",
        }
    )
    lived = [row for row in found["history"] if row["thing"] == "action:survey"]
    assert [(row["date"], row["status"], row["stands"], row["due"]) for row in lived] == [
        ("2015-09-17", "open", "open", None),
        ("2015-10", "deferred", "deferred", "2016"),
        ("2016-01-02", "done", "done", None),
    ]
    row = next(row for row in found["actions"] if row["id"] == "survey")
    assert (row["status"], row["status_since"], row["ended"], row["deferrals"]) == ("done", "2016-01-02", True, 1)
    assert row["status_as_of"] == "2016-01-02"


def test_a_line_has_its_pen_its_counts_and_both_readings(told: Told) -> None:
    found = told(
        {
            MEETING: f"{HEAD}---\n",
            CHART: "---\ntitle: S\npens:\n  first: {colour: black, round: 1, default: yes}\n"
            "  second: {colour: [red, green], by: unknown, round: 2}\n---\n"
            '## HOUSING [PRIORITY 1]{.second rank=1} {#housing as="Staff housing"}\n'
            '- [visa versa]{sic="vice versa"} ~~old~~ [?]{.unclear} {.second .star votes=7 #turn}\n',
        }
    )
    (line,) = found["lines"]
    assert (line["verbatim"], line["corrected"]) == ("visa versa old ?", "vice versa old ?")
    assert (line["struck_out"], line["unclear"], line["marks"]) == ("old", True, ["star"])
    assert (line["pen"], line["colours"], line["round"], line["votes"]) == ("second", ["red", "green"], 2, 7)
    assert (line["block"], line["position"], line["named"]) == ("review/staffing#housing", 2, True)
    (block,) = found["blocks"]
    assert (block["name"], block["pens"], block["rank"]) == ("Staff housing", ["first", "second"], 1)
    (rank,) = found["priorities"]
    assert (rank["rank"], rank["block"], rank["pen"], rank["round"]) == (1, "review/staffing#housing", "second", 2)


def test_an_action_is_raised_on_lines_that_name_it(told: Told) -> None:
    found = told(
        {
            MEETING: f"{HEAD}actions:\n  - {{id: survey, what: Survey}}\n---\n",
            CHART: "---\ntitle: S\n---\n- COUNT ROOMS {action=survey #count}\n",
        }
    )
    row = next(row for row in found["actions"] if row["id"] == "survey")
    assert row["raised_on"] == ["line:review/staffing#count"]
    assert {"source": row["key"], "relation": "raised on", "target": row["raised_on"][0]} in found["links"]


def test_what_a_chart_says_of_nobody_in_particular_stays_a_word(told: Told) -> None:
    chart = "---\ntitle: S\npens:\n  first: {colour: black, by: everyone, default: yes}\n---\n- x\n"
    found = told({MEETING: f"{HEAD}---\n", CHART: chart})
    assert [pen["written_by"] for pen in found["pens"]] == [["everyone"]]


def test_the_folder_holds_what_the_names_promise(sample: Made) -> None:
    assert {path.name for path in Path(sample.folder).iterdir()} == set(sample.data.names)
    assert [table.name for table in sample.data.tables] == list(NAMES)
