"""Saved queries: a page with what is found now, as `find` finds it, and what has changed since a report cited it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from io import StringIO

import pytest
from click.testing import CliRunner

from goldenthread.cli import main
from goldenthread.compile import compile_archive, edition_of
from goldenthread.model.entry import Key, Kind
from goldenthread.publish import Site
from goldenthread.publish.search.view import Search
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.queries import Queries, QueryView
from tests.publish.data.conftest import RECORDS
from tests.written import ARCHIVE, CHART, HEAD, MEETING, Compile

Publish = Callable[..., Site]
Files = Mapping[str, str | bytes]

HERE = "queries/rooms.yml"
ASKED = "title: What became of rooms\nwords: room\nkind: [action, decision, line]\n"
FILES: dict[str, str | bytes] = {
    "registers/themes.yml": "- {id: housing, name: Housing}\n- {id: quiet, name: Quiet, audience: internal}\n",
    MEETING: f"{HEAD}actions:\n  - {{id: survey, what: Count the rooms, theme: housing}}\n"
    "  - {id: paint, what: Paint a room}\n"
    "  - {id: boats, what: Mend the boats, theme: housing}\n"
    "  - {id: hush, what: A secret room, audience: internal}\n"
    "decisions:\n  - {id: rule, what: Rooms are counted once a year, theme: housing}\n---\n",
    CHART: "---\ntitle: S\n---\n- ROOMS STAND EMPTY\n- WHOSE ROOMS? {#whose}\n",
    "updates/a.yml": "- {about: survey, date: 2015-10, status: done}\n",
}


def asking(text: str) -> dict[str, str | bytes]:
    return {**FILES, HERE: text}


@pytest.fixture
def view(published: Publish) -> Callable[[str], QueryView]:
    def made(text: str) -> QueryView:
        site = published(asking(text))
        return site.queries.view(site.data.digest, Key(Kind.QUERY, "rooms"))

    return made


def found(view: QueryView) -> set[str]:
    return {one.record.key.partition(":")[2] for one in view.results}


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("words: room\nkind: action", {"survey", "paint"}),
        ("words: room\nkind: [action, decision]", {"survey", "paint", "rule"}),
        ("kind: action\nwords: '\"count the rooms\"'", {"survey"}),
        ("theme: housing\nkind: action", {"survey", "boats"}),
        ("kind: action\nstatus: done", {"survey"}),
        ("kind: action\nstatus: [open, done]\nsince: 2015-09", {"survey", "paint", "boats"}),
        ("kind: action\nuntil: 2015-02", {"other-action"}),
        ("holds: yes", {"rule"}),
        ("words: nowhere", set()),
    ],
)
def test_it_finds_what_it_asks_for(view: Callable[[str], QueryView], asked: str, ids: set[str]) -> None:
    assert found(view(f"title: Q\n{asked}\n")) == ids


def test_what_is_internal_is_not_found(view: Callable[[str], QueryView]) -> None:
    assert "hush" not in found(view(ASKED))


def test_a_query_about_what_is_withheld_is_withheld_too(archive: Compile) -> None:
    made = archive(asking("title: Hush\ntheme: quiet\n")).archive
    assert [query.id for query in made.queries] == ["rooms"]
    assert edition_of(made).archive.queries == ()


def test_it_is_internal_where_nothing_says_otherwise(archive: Compile) -> None:
    made = archive({**asking(ASKED), "archive.yml": ARCHIVE.replace("  queries: public\n", "")})
    assert edition_of(made.archive).archive.queries == ()
    assert [one for one in made.told if "GT802" in one]


def test_page_and_table_hold_the_same(published: Publish) -> None:
    site = published(asking(ASKED))
    page = next(page for page in site.pages if page.address == "queries/rooms/")
    made = next(asset.make() or b"" for asset in site.assets if asset.address == "queries/rooms/rooms.csv")
    rows = list(csv.DictReader(StringIO(made.decode("utf-8-sig"), newline="")))
    assert {row["Id"] for row in rows} >= {"action:survey", "action:paint", "decision:rule"}
    listed = re.findall(r'<th scope="row"><a href="([^"]+)"', site.render(page).html)
    assert listed == [site.link(page, row["Address"]) for row in rows]


def test_what_has_changed_since_is_told(view: Callable[[str], QueryView]) -> None:
    kept = "found:\n  as_of: 2015-09-17\n  ids: [action:survey, action:boats, decision:rule]\n"
    since = view(f"{ASKED}{kept}").since
    assert since
    assert {one.title for one in since.new} == {"Paint a room", "WHOSE ROOMS?"}
    assert [one.title for one in since.gone] == ["Mend the boats"]
    ((moved, before, after),) = [(one.name.title, one.before, one.after) for one in since.moved]
    assert (moved, before and before.status, after and after.status) == ("Count the rooms", "open", "done")
    assert since.same == 1


def test_an_answer_that_is_kept_has_not_changed(published: Publish) -> None:
    """What the page offers to be kept is taken as it is, and then nothing has changed."""
    site = published(asking(ASKED))
    key = Key(Kind.QUERY, "rooms")
    kept = site.queries.view(site.data.digest, key).kept
    assert site.data.digest in kept
    again = published(asking(ASKED + kept))
    since = again.queries.view(again.data.digest, key).since
    assert since
    assert (since.new, since.gone, since.moved, since.same) == ((), (), (), 4)
    assert since.digest == site.data.digest


def test_lines_whose_ids_may_change_are_not_kept(view: Callable[[str], QueryView]) -> None:
    made = view(ASKED)
    assert sum(one.record.kind == "line" for one in made.results) == 2
    assert re.findall(r"line:[^\s,\"]+", made.kept) == ["line:review/staffing#whose"]


def test_what_it_found_says_so_on_its_own_page(published: Publish) -> None:
    site = published(asking(f"{ASKED}found:\n  as_of: 2015-09-17\n  ids: [action:boats]\n"))
    html = {page.address: site.render(page).html for page in site.pages}
    assert 'href="../../queries/rooms/" data-backlink' in html["actions/boats/"]
    assert "found this" in html["actions/boats/"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("words: x\n", "queries/rooms.yml:1:1 GT211"),
        ("title: Q\nkind: decisions\n", "queries/rooms.yml:2:7 GT209"),
        ("title: Q\nstatus: finished\n", "queries/rooms.yml:2:9 GT209"),
        ("title: Q\ntheme: nowhere\n", "queries/rooms.yml:2:8 GT402"),
        ("title: Q\nsince: last year\n", "queries/rooms.yml:2:8 GT205"),
        ("title: Q\nid: other\n", "queries/rooms.yml:2:1 GT210"),
        ("title: Q\nfound: {as_of: 2016, ids: [action:gone]}\n", "queries/rooms.yml:2:28 GT402"),
    ],
)
def test_a_fault_is_told_where_it_is(archive: Compile, text: str, told: str) -> None:
    result = archive(asking(text))
    assert told in result.told
    assert result.others_hold


@pytest.mark.parametrize("name", ["staff-housing", "damp-that-holds"])
def test_the_sample_finds_what_find_finds(name: str) -> None:
    options = {
        "staff-housing": "room --kind decision --kind action --kind support --series district-workforce-reviews",
        "damp-that-holds": "--kind decision --theme damp-and-mould --holds",
    }[name]
    done = CliRunner().invoke(main, ["find", "--records", str(RECORDS), "--format", "csv", *options.split()])
    listed = {row["Id"] for row in csv.DictReader(StringIO(done.stdout.lstrip("\ufeff"), newline=""))}
    archive, _ = compile_archive(RECORDS)
    view = Queries(Search(Book.of(edition_of(archive)))).view("", Key(Kind.QUERY, name))
    assert listed
    assert {one.record.key for one in view.results} == listed
