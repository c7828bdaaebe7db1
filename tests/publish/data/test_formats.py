"""Each file is opened by something that is not ours, and says the same as the others."""

from __future__ import annotations

import asyncio
import csv
import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.utils import parse_metadata  # type: ignore[import-untyped]
from frictionless import Package

from goldenthread.compile import compile_archive, edition_of
from goldenthread.publish.addresses import DATA
from goldenthread.publish.data import Data
from goldenthread.publish.outlets import Outlet
from goldenthread.publish.views.book import Book
from tests.publish.data.conftest import RECORDS, Made


@pytest.fixture(params=["sample", "hostile"])
def made(request: pytest.FixtureRequest) -> Made:
    found: Made = request.getfixturevalue(request.param)
    return found


def read(made: Made, name: str) -> Any:
    return json.loads((made.folder / name).read_bytes())


def rows(made: Made, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO((made.folder / f"{table}.csv").read_text("utf-8-sig"), newline="")))


def test_the_document_is_as_its_schema_says(made: Made) -> None:
    schema = read(made, "archive.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    assert [
        error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(read(made, "archive.json"))
    ] == []


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("actions", "late", "no"), ("things", "kind", "thing"), ("lines", "marks", None), ("links", "target", None)],
)
def test_the_schema_refuses_what_is_not_so(hostile: Made, table: str, column: str, value: object) -> None:
    document, schema = read(hostile, "archive.json"), read(hostile, "archive.schema.json")
    document[table][0][column] = value
    assert not jsonschema.Draft202012Validator(schema).is_valid(document)


def test_the_database_is_whole_and_its_references_hold(made: Made) -> None:
    with closing(sqlite3.connect(made.folder / "archive.sqlite")) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        references = [opened.execute(f"PRAGMA foreign_key_list({table.name})").fetchall() for table in made.data.tables]
        assert sum(map(len, references)) > 80
        opened.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")


def test_a_reference_that_does_not_hold_is_seen(hostile: Made, tmp_path: Path) -> None:
    shutil.copy(hostile.folder / "archive.sqlite", tmp_path)
    with closing(sqlite3.connect(tmp_path / "archive.sqlite")) as opened:
        opened.execute("UPDATE actions SET meeting = 'nowhere' WHERE id = 'survey'")
        assert len(opened.execute("PRAGMA foreign_key_check").fetchall()) == 1


def test_every_format_says_the_same_of_every_cell(made: Made) -> None:
    document = read(made, "archive.json")
    with closing(sqlite3.connect(made.folder / "archive.sqlite")) as opened:
        opened.row_factory = sqlite3.Row
        for table in made.data.tables:
            lists = {column.name for column in table.columns if column.type == "list"}
            in_database = [dict(row) for row in opened.execute(f"SELECT * FROM {table.name} ORDER BY rowid")]
            for told, stored, listed in zip(document[table.name], in_database, rows(made, table.name), strict=True):
                if table.name == "things":
                    del stored["words"]
                assert {**stored, **{name: json.loads(stored[name]) for name in lists}} == told
                plain = {name: cell.removeprefix("'") for name, cell in listed.items()}
                assert plain == {name: _in_csv(value) for name, value in told.items()}


def _in_csv(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return text.removeprefix("'")


def test_the_search_of_the_database_finds_words_in_their_forms(sample: Made) -> None:
    asked = "SELECT key FROM search JOIN things ON things.rowid = search.rowid WHERE search MATCH ?"
    with closing(sqlite3.connect(sample.folder / "archive.sqlite")) as opened:
        for words, key in (
            ("surveyor leaflets", "action:second-report-visit"),
            ("dossime", "group:dossime-dhmt"),
        ):
            assert key in [found for (found,) in opened.execute(asked, (words,))]


def test_the_description_names_each_file_with_its_size_and_digest(made: Made) -> None:
    described = read(made, "datapackage.json")
    for resource in described["resources"]:
        content = (made.folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
    assert described["digest"] == sha256((made.folder / "archive.json").read_bytes()).hexdigest() == made.data.digest
    assert described["homepage"] == "https://archive.example/"


def faults(package: Package) -> list[list[Any]]:
    """What the validator of data packages finds."""
    return package.validate().flatten(["rowNumber", "fieldName", "type", "message"])  # type: ignore[no-any-return]


@pytest.mark.slow
def test_the_validator_of_data_packages_finds_no_fault(made: Made) -> None:
    assert faults(Package(str(made.folder / "datapackage.json"))) == []


def test_it_finds_a_planted_one(hostile: Made, tmp_path: Path) -> None:
    shutil.copytree(hostile.folder, tmp_path, dirs_exist_ok=True)
    described = read(hostile, "datapackage.json")
    described["resources"] = [one for one in described["resources"] if one["name"] in ("objectives", "meetings")]
    for one in described["resources"]:
        del one["hash"], one["bytes"]
    table = (tmp_path / "objectives.csv").read_bytes()
    (tmp_path / "objectives.csv").write_bytes(table.replace(b"first,", b"frost,"))
    (tmp_path / "datapackage.json").write_text(json.dumps(described))
    found = {type for _, _, type, _ in faults(Package(str(tmp_path / "datapackage.json")))}
    assert "foreign-key" in found


def test_datasette_shows_the_tables_their_facets_and_finds_words(sample: Made) -> None:
    shown = Datasette(
        [str(sample.folder / "archive.sqlite")], metadata=parse_metadata((sample.folder / "metadata.yml").read_text())
    )

    async def ask(path: str) -> Any:
        answer = await shown.client.get(path)
        assert answer.status_code == 200, path
        return answer.json() if ".json" in path else answer.text

    async def asked() -> tuple[Any, str, Any, Any]:
        return (
            await ask("/archive/actions.json?_shape=objects"),
            await ask("/archive/actions"),
            await ask("/archive/things.json?_search=surveyor+leaflet&_shape=objects"),
            await ask("/archive.json"),
        )

    actions, page, found, tables = asyncio.run(asked())
    statuses = {one["value"]: one["count"] for one in actions["facet_results"]["status"]["results"]}
    model = [history.status for key, history in sample.data.book.edition.histories.items() if key.kind == "action"]
    assert statuses == {status: model.count(status) for status in model}
    assert "themes" in actions["facet_results"]
    assert "How many times it was put off." in page
    assert "action:second-report-visit" in [row["key"] for row in found["rows"]]
    counts = {one["name"]: one["count"] for one in tables["tables"]}
    assert {name: counts[name] for name in (t.name for t in sample.data.tables)} == {
        table.name: len([*table.rows]) for table in sample.data.tables
    }


def test_the_same_records_give_the_same_bytes(sample: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")
    archive, _ = compile_archive(RECORDS)
    again = Data(Book.of(edition_of(archive)), sample.data.outlet)
    made = {name: path.read_bytes() for name, path in again.files.items()}
    assert [name for name, path in sample.data.files.items() if made[name] != path.read_bytes()] == []


def test_the_digest_is_the_same_wherever_the_site_is_published(sample: Made) -> None:
    assert Data(sample.data.book, Outlet(DATA, "https://elsewhere.example/")).digest == sample.data.digest


def test_no_formula_is_left_in_a_table(hostile: Made) -> None:
    cells = [cell for table in hostile.data.tables for row in rows(hostile, table.name) for cell in row.values()]
    assert [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "@") and cell] == []
    assert sum(cell.startswith("'=HYPERLINK") for cell in cells) > 60
    assert '"=HYPERLINK' in (hostile.folder / "archive.json").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_a_spreadsheet_reads_words_where_a_formula_was_typed(hostile: Made, tmp_path: Path) -> None:
    import openpyxl

    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    command += ["--outdir", str(tmp_path), str(hostile.folder / "actions.csv")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sheet = openpyxl.load_workbook(tmp_path / "actions.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert any("HYPERLINK(1)" in str(cell.value) for cell in cells)
