"""Letters of every script and in every form, asked for in a browser: what is found, and what is known not to be."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from goldenthread.cli import main
from tests.browser.harness import Visitor, serve
from tests.written import ARCHIVE, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MEETING = "---\ntitle: {}\ndate: 2025-01-{}\nlanguage: {}\n---\n{}\n"
RECORDS = {
    "archive.yml": ARCHIVE,
    "registers/people.yml": "- {id: istanbul, name: İstanbul Şişli}\n- {id: strasse, name: Große Straße}\n"
    "- {id: zurich, name: Bahnhofstrasse Müller}\n",
    "registers/groups.yml": "- {id: finance, name: Oﬃce of ﬁnance}\n- {id: school, name: Школа № 3 ЁЛКА}\n"
    f"- {{id: cafe, name: Café {normalize('NFD', 'Élysée')}}}\n- {{id: street, name: ΟΔΟΣ Σισύφου}}\n",
    "meetings/ja/meeting.md": MEETING.format("年次会議の記録", 10, "ja", "昨日の会議は、東京で行われました。"),
    "meetings/zh/meeting.md": MEETING.format("年度会议纪要", 11, "zh", "今天的会议在北京举行(第2025号)。"),
    "meetings/th/meeting.md": MEETING.format("รายงานการประชุม", 12, "th", "วันนี้มีการประชุมใหญ่ที่กรุงเทพ"),
    "meetings/en/meeting.md": MEETING.format("What 会議 means", 13, "en", "We spoke of it."),
}
ASK = """async (asked) => {
  const { fetched, find, suggest } = await import("/assets/goldenthread/search-engine.js");
  const found = {};
  for (const words of asked) {
    const { near, results } = await find({ words, facets: {}, since: "", until: "", sort: "relevance" });
    const all = await Promise.all(results.map(fetched));
    const last = (address) => new URL(address).pathname.split("/").at(-2);
    found[words] = {
      near,
      ids: all.map((one) => last(one.address)).sort(),
      marked: all.flatMap((one) => one.title.filter((run) => run.marked).map((run) => run.text)).join(""),
      titles: all.map((one) => one.name),
      suggested: (await suggest(words, 9)).map((one) => last(one.address)),
    };
  }
  return found;
}"""
ASKED = {
    ("istanbul",): ("İstanbul", "istanbul", "ISTANBUL", normalize("NFD", "İstanbul"), "sisli", "ŞİŞLİ"),
    ("strasse",): ("Straße", "strasse", "STRASSE", "STRAẞE", '"große straße"', "grosse strasse"),
    ("zurich",): ("Bahnhofstraße", "bahnhofstrasse", "müller", "MULLER"),
    ("finance",): ("finance", "ﬁnance", "FINANCE", "office", "Oﬃce"),
    ("school",): ("школа", "ШКОЛА", "ёлка", "елка", normalize("NFD", "ёлка")),
    ("cafe",): ("cafe", "CAFÉ", normalize("NFD", "café"), "élysée", "elysee"),
    ("street",): ("οδός", "ΟΔΟΣ", "οδος", "σισυφου"),
    ("en", "ja"): ("会議",),
    ("ja",): ("年次会議", "次会", "東京", "会議は、東京", '"昨日の会議"', "記録 東京"),
    ("zh",): ("会议", "北京", "纪要", "2025号", "第2025"),
}
"""What must be found, and the questions that must find just that, by exactly their words."""
FOUND = {words: [*ids] for ids, asked in ASKED.items() for words in asked}
ONLY_NEAR = {"การประชุม": ["th"], "ประชุม": ["th"], "กรุงเทพ": ["th"]}
"""The limit: where a Thai letter stands in one text with a sign above or below it and without, a phrase comes near."""
NOT_FOUND = ("mueller", "東会", "京東")
"""Other letters for an umlaut; letters that stand in another order."""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("letters")
    write(folder / "records", RECORDS)
    done = CliRunner().invoke(main, ["build", "--records", str(folder / "records"), "--site", str(folder / "site")])
    assert done.exit_code == 0, done.output
    with serve(folder / "site") as address:
        visitor = Visitor(browser, address)
        yield visitor("/search/").page
        visitor.close()


def test_letters_are_found_in_every_form_and_script(page: Page) -> None:
    found = page.evaluate(ASK, [*FOUND])
    assert {words: one["ids"] for words, one in found.items() if not one["near"]} == FOUND
    assert {words for words, one in found.items() if not set(FOUND[words]) <= set(one["suggested"])} <= {
        "Bahnhofstraße"
    }
    assert found["年次会議"]["marked"] == "年次会議"
    assert found["年次会議"]["titles"] == ["年次会議の記録"]


def test_what_is_known_to_come_near_only_or_not_at_all(page: Page) -> None:
    found = page.evaluate(ASK, [*ONLY_NEAR, *NOT_FOUND])
    assert {words: found[words]["ids"] for words in ONLY_NEAR if found[words]["near"]} == ONLY_NEAR
    assert [words for words in NOT_FOUND if found[words]["ids"] and not found[words]["near"]] == []
