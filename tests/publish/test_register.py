"""Registers: what they can be filtered and sorted by, and the tables that go with them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

import pytest

from goldenthread.compile import edition_of
from goldenthread.model.entry import Kind
from goldenthread.publish import Site
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.facets import Filter
from goldenthread.publish.views.register import Registers
from goldenthread.publish.words import words_of
from tests.pages import elements
from tests.written import ARCHIVE, CHART, HEAD, MEETING, Compile

Publish = Callable[..., Site]

REGISTERS: dict[str, str | bytes] = {
    "archive.yml": ARCHIVE,
    "registers/groups.yml": "- {id: hill, name: The Hill team, short: Hill}\n- {id: lake, name: Élan team}\n",
    "registers/people.yml": "- {id: ana, name: Ana}\n- {id: ben, name: Ben}\n",
    "registers/themes.yml": "- {id: staffing, name: Staffing}\n- {id: housing, name: Housing, part_of: staffing}\n"
    "- {id: money, name: Money}\n",
    "registers/series.yml": "- {id: reviews, name: Reviews}\n- {id: others, name: Others}\n",
    "meetings/other/meeting.md": "---\ntitle: Other\ndate: 2014-01-15\nseries: others\n"
    "actions:\n  - {id: first, what: Élan first, owner: [lake, ana], theme: money}\n---\n",
}
ACTIONS = """series: reviews
actions:
  - {id: survey, what: Survey, owner: hill, due: 2015-10, theme: housing}
  - {id: letters, what: "=Letters", owner: [hill, lake, ben], due: 2015-11-30, theme: staffing, from: "staffing#one"}
  - {id: fence, what: Fence, owner_said: somebody}
  - {id: east, what: East, standing: proposed}
"""
RANKED = "---\ntitle: S\nranking: {method: dots}\n---\n## A [1]{rank=1} {#one}\n- x\n"
LATER: dict[str, str | bytes] = {
    "meetings/later/meeting.md": "---\ntitle: Later\ndate: 2016-01-01\nseries: reviews\nupdates:\n"
    "  - {about: letters, status: in progress, note: 'Half of them, [[survey]]', evidence: [files/l.pdf]}\n"
    "  - {about: fence, status: done}\n---\n",
    "meetings/later/files/l.pdf": b"%PDF-1.4\n",
}
FILES: dict[str, str | bytes] = {**REGISTERS, MEETING: f"{HEAD}{ACTIONS}---\n", CHART: RANKED, **LATER}


@pytest.fixture
def filters(published: Publish) -> Callable[..., Filter]:
    """What a register of these records offers to those who filter and sort."""

    def made(files: dict[str, str | bytes], kind: Kind = Kind.ACTION) -> Filter:
        found = Registers(published(files).book).view(kind).filter
        assert found
        return found

    return made


def facets(found: Filter) -> dict[str, list[tuple[str, int]]]:
    return {facet.name: [(option.value, option.count) for option in facet.options] for facet in found.facets}


def page_of(site: Site, address: str) -> str:
    return site.render(next(page for page in site.pages if page.address == address)).html


def tables(site: Site) -> dict[str, list[list[str]]]:
    """Each register's table, by its address."""
    return {
        asset.address: list(csv.reader(StringIO((asset.make() or b"").decode("utf-8-sig"), newline="")))
        for asset in site.assets
        if asset.address.endswith(".csv") and "loose" not in asset.address
    }


def test_a_register_offers_what_its_things_differ_in(filters: Callable[..., Filter]) -> None:
    assert facets(filters(FILES)) == {
        "theme": [("housing", 1), ("money", 1), ("staffing", 2)],
        "group": [("lake", 2), ("hill", 2)],
        "owner": [("ana", 1), ("ben", 1)],
        "series": [("others", 1), ("reviews", 4)],
        "year": [("2015", 4), ("2014", 1)],
        "status": [("open", 3), ("in-progress", 1), ("done", 1)],
        "rank": [("1", 1), ("none", 4)],
        "late": [("yes", 2), ("no", 3)],
        "evidence": [("yes", 1), ("no", 4)],
    }


def test_a_facet_with_one_value_is_not_offered(filters: Callable[..., Filter]) -> None:
    one = {**FILES, MEETING: f"{HEAD}actions:\n  - {{id: a, what: A}}\n  - {{id: b, what: B}}\n---\n", **{CHART: ""}}
    del one[CHART]
    alone = {path: text for path, text in one.items() if "later" not in path and "other" not in path}
    other = {"meetings/other/meeting.md": "---\ntitle: Other\ndate: 2014-01-15\n---\n"}
    assert facets(filters({**alone, **other})) == {}


def test_a_register_of_one_thing_has_nothing_to_filter(published: Publish) -> None:
    site = published({"archive.yml": ARCHIVE})
    assert Registers(site.book).view(Kind.ACTION).filter is None
    html = page_of(site, "actions/")
    assert "gt-filter" not in html
    assert 'href="actions.csv"' in html


def test_what_is_about_a_narrower_theme_is_about_the_wider_one(filters: Callable[..., Filter]) -> None:
    found = filters(FILES)
    theme = next(facet for facet in found.facets if facet.name == "theme")
    staffing = next(option.number for option in theme.options if option.value == "staffing")
    having = {key.id for key, listed in found.listed.items() if staffing in listed.values}
    assert having == {"survey", "letters"}


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("newest", ["survey", "letters", "fence", "east", "first"]),
        ("oldest", ["first", "east", "fence", "letters", "survey"]),
        ("due", ["survey", "letters", "fence", "east", "first"]),
        ("name", ["letters", "east", "first", "fence", "survey"]),
        ("status", ["survey", "east", "first", "letters", "fence"]),
    ],
)
def test_things_have_a_place_in_each_order(filters: Callable[..., Filter], order: str, ids: list[str]) -> None:
    found = filters(FILES)
    by = next(one for one in found.orders if one.value == order)
    assert by.place is not None
    place = by.place
    keys = sorted(found.listed, key=lambda key: found.listed[key].places[place], reverse=by.backwards)
    assert [key.id for key in keys] == ids


def test_the_rows_of_a_page_say_what_they_can_be_filtered_by(published: Publish) -> None:
    site = published(FILES)
    html = page_of(site, "actions/")
    listed = Registers(site.book).view(Kind.ACTION).filter
    assert listed
    rows = [one for one in elements(html) if one.tag == "tr" and "data-in" in one.attributes]
    told = {(row.attributes["data-in"], row.attributes["data-at"]) for row in rows}
    spaced = {(" ".join(map(str, one.values)), " ".join(map(str, one.places))) for one in listed.listed.values()}
    assert told == spaced
    offered = {(e.attributes["data-n"], e.attributes["value"]) for e in elements(html) if "data-n" in e.attributes}
    assert len(offered) == sum(len(facet.options) for facet in listed.facets)


def test_a_table_has_the_rows_of_its_page_in_their_order(published: Publish) -> None:
    site = published(FILES)
    rows = tables(site)["actions/actions.csv"]
    assert rows[0][:3] == ["What", "How it stands", "Since"]
    assert [row[0] for row in rows[1:]] == ["Survey", "'=Letters", "East", "Élan first", "Fence"]
    html = page_of(site, "actions/")
    order = [html.index(f">{name}</a>") for name in ("Survey", "=Letters", "East", "Élan first", "Fence")]
    assert order == sorted(order)


def test_a_table_says_what_the_register_knows(published: Publish) -> None:
    rows = tables(published(FILES))["actions/actions.csv"]
    letters = dict(zip(rows[0], rows[2], strict=True))
    assert letters == {
        "What": "'=Letters",
        "How it stands": "In progress",
        "Since": "2016-01-01",
        "Late": "yes",
        "Due": "2015-11-30",
        "Due, as it was said": "",
        "Proposed only": "",
        "Who": "The Hill team; Élan team; Ben",
        "Priority": "1",
        "Themes": "Staffing",
        "Strategy": "",
        "Evidence": "l.pdf",
        "Meeting": "Review",
        "Date": "2015-09-17",
        "Series": "Reviews",
        "Address": "actions/letters/",
    }


DECISIONS = """decisions:
  - {id: a, what: A}
  - {id: b, what: B, supersedes: a}
  - {id: c, what: C, supersedes: b}
"""


def test_a_decision_says_what_it_replaced_what_replaced_it_and_what_holds_now(published: Publish) -> None:
    site = published({"archive.yml": ARCHIVE, MEETING: f"{HEAD}{DECISIONS}---\n"})
    words = {
        row.words.split("\n", 1)[0].strip()[:1]: " ".join(row.words.split())
        for row in elements(page_of(site, "decisions/"))
        if row.tag == "th" and row.attributes.get("scope") == "row"
    }
    assert words == {
        "A": "AReplaced by BIn its place now C",
        "B": "BReplaced by CReplaces A",
        "C": "CReplaces B",
    }
    rows = tables(site)["decisions/decisions.csv"]
    at = [rows[0].index(name) for name in ("What", "How it stands", "Replaces", "Replaced by")]
    assert sorted([row[i] for i in at] for row in rows[1:]) == [
        ["A", "Superseded", "", "B"],
        ["B", "Superseded", "A", "C"],
        ["C", "Holds", "B", ""],
    ]


def test_decisions_that_replace_each_other_come_to_an_end(archive: Compile) -> None:
    """An error, which a preview shows as far as it could be read."""
    ring = DECISIONS.replace("what: A}", "what: A, supersedes: c}")
    result = archive({MEETING: f"{HEAD}{ring}---\n"})
    view = Registers(Book(edition_of(result.archive), words_of("en"))).view(Kind.DECISION)
    assert view.total == 3


def test_each_kind_of_register_has_a_page_and_a_table(published: Publish) -> None:
    things = (
        "support: [{id: s1, what: S, for: hill, owner: lake}, {id: s2, what: T, for: lake, owner: hill}]\n"
        "questions: [{id: q1, what: Q, by: hill}, {id: q2, what: R, of: ana}]\n"
        "findings: [{id: f1, what: F, kind: challenge, basis: observed, by: hill}, {id: f2, what: G, kind: lesson}]\n"
        "goals: [{id: g1, what: G, by: hill, period: 2015, until: 2016}, {id: g2, what: H, by: lake}]\n"
    )
    site = published({**REGISTERS, MEETING: f"{HEAD}{things}---\n"})
    found = tables(site)
    for kind in ("support", "questions", "findings", "goals"):
        rows = found[f"{kind}/{kind}.csv"]
        assert len(rows) == 3
        html = page_of(site, f"{kind}/")
        assert f'href="{kind}.csv"' in html
        assert html.count("data-in=") == 2
    assert "decisions/decisions.csv" not in found
    goals = found["goals/goals.csv"]
    assert {row[goals[0].index("Period")] for row in goals[1:]} == {"2015/2016", ""}


def test_pages_of_a_group_a_person_and_a_theme_lead_to_the_register(published: Publish) -> None:
    site = published(FILES)
    for address, where in (
        ("groups/hill/", "../../actions/?group=hill"),
        ("themes/staffing/", "../../actions/?theme=staffing"),
    ):
        (link,) = [e for e in elements(page_of(site, address)) if e.attributes.get("href", "").startswith(where)]
        assert link.words == "All 2 actions, to filter and take away"
    assert "actions/?" not in page_of(site, "people/ben/"), "one row is not worth a list of its own"


def test_a_filtered_register_is_linked_by_file_too(published: Publish) -> None:
    html = page_of(published(FILES, folders=False), "groups/hill/")
    assert 'href="../../actions/index.html?group=hill"' in html


def test_only_registers_ask_for_the_script(published: Publish) -> None:
    site = published(FILES)
    script = "assets/goldenthread/register.js"
    assert script in {asset.address for asset in site.assets}
    asking = {page.address for page in site.pages if script in site.render(page).html}
    assert asking == {"actions/", "support/", "decisions/", "questions/", "findings/", "goals/"}


def hidden(files: dict[str, str | bytes]) -> dict[str, str | bytes]:
    """The same records with what is internal: an action, a group, a theme, a year, a status, evidence."""
    hush = "  - {id: hush, what: Hush, owner: spies, theme: plots, due: 2015-12, audience: internal}\n"
    meeting = f"{HEAD}{ACTIONS}{hush}---\n"
    return {
        **files,
        MEETING: meeting,
        "registers/groups.yml": f"{files['registers/groups.yml']!s}- {{id: spies, name: Spies, audience: internal}}\n",
        "registers/themes.yml": f"{files['registers/themes.yml']!s}- {{id: plots, name: Plots, audience: internal}}\n",
        "meetings/secret/meeting.md": "---\ntitle: Secret\ndate: 2019-01-01\naudience: internal\n"
        "actions:\n  - {id: old, what: Old}\nupdates:\n  - {about: hush, status: dropped, reason: Nobody wants it}\n"
        "  - {about: east, note: Seen, evidence: [files/photo.pdf]}\n---\n",
        "meetings/secret/files/photo.pdf": b"%PDF-1.4\n",
    }


def test_registers_and_tables_are_the_same_with_and_without_what_is_internal(published: Publish) -> None:
    def shown(files: dict[str, str | bytes]) -> list[object]:
        site = published(files)
        return [page_of(site, "actions/"), page_of(site, "groups/hill/"), tables(site)]

    without = shown(FILES)
    with_it = shown(hidden(FILES))
    assert with_it == without
    assert not [
        word for word in ("Plots", "plots", "Hush", "Spies", "2019", "Dropped", "photo.pdf") if word in str(with_it)
    ]
