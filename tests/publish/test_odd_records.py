"""Records that are odd and allowed make pages whose links all lead somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.compile import edition_of, loader
from goldenthread.publish import publish
from goldenthread.verify import verify
from tests.written import CHART, HEAD, MEETING, Compile

PLAN = "actions:\n  - {id: open-plan, what: Openly}\n"
SERIES = "- {id: s, name: S, group: g}\n- {id: empty, name: Empty, note: 'See [[open-plan]]', group: g}\n"
NOTED = "actions:\n  - {id: open-plan, what: Openly, detail: 'See [[series:s]] and [[series:empty]]'}\n"
ODD: dict[str, dict[str, str | bytes]] = {
    "a-person-whose-note-mentions": {"registers/people.yml": "- {id: a, name: A, note: 'Leads [[open-plan]]'}\n"},
    "a-rank-above-all-headings": {
        CHART: "---\ntitle: S\nranking: {method: dots}\n---\n- FIX {action=open-plan rank=1}\n"
    },
    "a-series-without-meetings": {"registers/series.yml": SERIES, "registers/groups.yml": "- {id: g, name: G}\n"},
    "a-series-mentioned-by-an-action": {
        MEETING: f"{HEAD}{NOTED}---\n",
        "registers/series.yml": SERIES,
        "registers/groups.yml": "- {id: g, name: G}\n",
    },
    "a-person-with-their-group": {
        MEETING: f"{HEAD}{PLAN}participants: [{{person: a, group: g}}]\n---\n",
        "registers/people.yml": "- {id: a, name: A, group: g}\n",
        "registers/groups.yml": "- {id: g, name: G}\n",
    },
}


@pytest.mark.parametrize("files", ODD.values(), ids=ODD)
@pytest.mark.parametrize("audience", ["public", "internal"])
def test_odd_records_make_whole_pages(
    archive: Compile, tmp_path: Path, files: dict[str, str | bytes], audience: str
) -> None:
    given = {MEETING: f"{HEAD}{PLAN}---\n", **{name: text for name, text in files.items() if text}}
    result = archive(given)
    assert result.told == []
    made = publish(edition_of(result.archive, "internal" if audience == "internal" else "public"), loader(result.root))
    for page in made.pages:
        path = tmp_path / "site" / page.address / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made.render(page).html, "utf-8")
    for asset in made.assets:
        path = tmp_path / "site" / asset.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(asset.make() or b"")
    assert [problem.line() for problem in verify(tmp_path / "site").problems] == []


def test_footnotes_of_a_page_count_from_one_whatever_other_pages_have(archive: Compile) -> None:
    noted = "Words[^1].\n\n[^1]: A note.\n"
    result = archive({MEETING: f"{HEAD}---\n{noted}", "meetings/z/meeting.md": f"{HEAD}---\n{noted}"})
    made = publish(edition_of(result.archive), loader(result.root))
    pages = [
        made.render(page).html for page in made.pages if page.template == "meeting.html" and "other" not in page.address
    ]
    assert len(pages) == 2
    assert len({page[page.index("fnref") : page.index("fnref") + 12] for page in pages}) == 1


def test_a_rank_above_all_headings_is_of_the_chart_and_not_unrecorded(archive: Compile) -> None:
    result = archive({MEETING: f"{HEAD}{PLAN}---\n", **ODD["a-rank-above-all-headings"]})
    made = publish(edition_of(result.archive), loader(result.root))
    (chart,) = (made.render(page).html for page in made.pages if page.template == "chart.html")
    assert "not recorded" not in chart
    assert "Openly" in chart
