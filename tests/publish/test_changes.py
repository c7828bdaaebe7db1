"""The page of what has changed, and its feeds, which say the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urldefrag

import feedparser  # type: ignore[import-untyped]
import pytest
from lxml import etree

from goldenthread.compile import compile_archive, edition_of, loader
from goldenthread.publish import Layout, Site, publish
from goldenthread.publish.feeds import FEWEST
from goldenthread.publish.outlets import on_one_line
from tests.pages import elements
from tests.written import ARCHIVE, HEAD, MEETING

ROOT = Path(__file__).parents[2]
Publish = Callable[..., Site]
URL = "https://x.example/archive/"
BASE: dict[str, str | bytes] = {
    "archive.yml": ARCHIVE,
    "registers/groups.yml": "- {id: hill, name: Hill}\n- {id: lake, name: Lake}\n",
    "registers/themes.yml": "- {id: homes, name: Homes}\n",
    "registers/series.yml": "- {id: reviews, name: Reviews}\n",
    "meetings/other/meeting.md": "---\ntitle: Other\ndate: 2014-01-15\ndecisions: [{id: old, what: Old rule}]\n---\n",
    MEETING: f"{HEAD}series: reviews\nactions:\n"
    "  - {id: survey, what: Survey the housing, owner: hill, due: 2015-12, theme: homes}\n"
    "decisions: [{id: new, what: New rule, supersedes: old}]\n---\n",
    "updates/all.yml": "- {about: survey, date: 2015-10-05, status: done, by: hill}\n",
}


def feeds(site: Site) -> dict[str, bytes]:
    return {one.address: one.make() or b"" for one in site.assets if one.address.endswith("feed.xml")}


def titles(data: bytes) -> list[str]:
    parsed = feedparser.parse(data)
    assert not parsed.bozo
    return [entry.title for entry in parsed.entries]


def page(site: Site, address: str = "changes/") -> str:
    return site.render(next(page for page in site.pages if page.address == address)).html


def shown(html: str) -> list[str]:
    """What the page names, row by row."""
    rows = html.partition("<h2")[2].split("<li>")[1:]
    return [next(one.words for one in elements(row) if one.tag == "a") for row in rows]


def test_it_says_what_moved_in_plain_words(published: Publish) -> None:
    site = published(BASE)
    assert titles(feeds(site)["changes/feed.xml"]) == [
        "Survey the housing: Open → Done",
        "Decided: New rule",
        "Agreed: Survey the housing; Hill; due December 2015",
        "Old rule: Holds → Superseded; Replaced by: New rule",
        "Decided: Old rule",
    ]


def test_the_page_shows_the_newest_year_and_leads_to_the_others(published: Publish) -> None:
    site = published(BASE)
    newest, of_2014 = page(site), page(site, "changes/2014/")
    assert shown(newest) == ["Survey the housing", "New rule", "Survey the housing", "Old rule"]
    assert shown(newest) == shown(page(site, "changes/2015/"))
    assert shown(of_2014) == ["Old rule"]
    assert 'href="2014/"' in newest
    assert 'href="../2015/"' in of_2014


def test_nothing_has_happened_yet(published: Publish) -> None:
    site = published({"meetings/other/meeting.md": "---\ntitle: Other\ndate: 2030-01-15\nstatus: planned\n---\n"})
    assert "Nothing has happened yet." in page(site)
    (feed,) = feeds(site).values()
    parsed = feedparser.parse(feed)
    assert (parsed.bozo, parsed.entries, parsed.feed.updated) == (False, [], "1970-01-01T00:00:00+00:00")
    assert "changes" not in dict(site.menu).get("Progress", ())


def test_a_feed_holds_what_concerns_its_series_theme_or_group(published: Publish) -> None:
    made = {where: titles(data) for where, data in feeds(published(BASE)).items()}
    survey = ["Survey the housing: Open → Done", "Agreed: Survey the housing; Hill; due December 2015"]
    assert made["groups/hill/feed.xml"] == made["themes/homes/feed.xml"] == survey
    assert made["groups/lake/feed.xml"] == []
    assert [one.partition(":")[0] for one in made["series/reviews/feed.xml"]] == [
        "Survey the housing",
        "Decided",
        "Agreed",
        "Old rule",
    ]


def test_ids_stay_when_words_and_order_change(published: Publish) -> None:
    files = {path: str(text) for path, text in BASE.items()}
    before = feedparser.parse(feeds(published(BASE, site_url=URL))["changes/feed.xml"])
    files[MEETING] = files[MEETING].replace("Survey the housing", "Survey the rooms")
    files["updates/all.yml"] = "- {about: new, date: 2015-10-09, status: withdrawn}\n" + files["updates/all.yml"]
    after = feedparser.parse(feeds(published(files, site_url=URL))["changes/feed.xml"])
    ids, kept = [entry.id for entry in before.entries], [entry.id for entry in after.entries]
    assert kept[1:] == ids
    assert ids[0] == f"{URL}#action:survey/moved/2015-10-05"
    assert after.entries[1].title == "Survey the rooms: Open → Done"


@pytest.mark.parametrize("folders", [True, False])
def test_links_are_absolute_where_the_address_is_known(published: Publish, folders: bool) -> None:
    site = published(BASE, site_url=URL, folders=folders)
    parsed = feedparser.parse(feeds(site)["groups/hill/feed.xml"])
    end = "" if folders else "index.html"
    assert parsed.entries[0].link == f"{URL}actions/survey/{end}"
    assert parsed.feed.link == f"{URL}groups/hill/{end}"
    assert [link.href for link in parsed.feed.links if link.rel == "self"] == [f"{URL}groups/hill/feed.xml"]


def test_dates_are_those_of_the_records(published: Publish) -> None:
    made = feeds(published(BASE))
    dated = {day.decode() for data in made.values() for day in re.findall(rb"<(?:updated|published)>([^<]*)", data)}
    assert dated == {f"{day}T00:00:00+00:00" for day in ("2014-01-15", "2015-09-17", "2015-10-05")}
    parsed = feedparser.parse(made["changes/feed.xml"])
    assert [entry.updated[:10] for entry in parsed.entries][:2] == ["2015-10-05", "2015-09-17"]
    assert parsed.feed.updated == "2015-10-05T00:00:00+00:00"


def test_a_feed_ends_with_a_whole_meeting(published: Publish) -> None:
    def meeting(year: int, count: int) -> str:
        things = "".join(f"  - {{id: a-{year}-{n}, what: A {n}}}\n" for n in range(count))
        return f"---\ntitle: In {year}\ndate: {year}-01-15\nactions:\n{things}---\n"

    files = {f"meetings/m{year}/meeting.md": meeting(year, FEWEST - 10) for year in (2014, 2015, 2016)}
    assert len(
        titles(feeds(published({**files, "meetings/other/meeting.md": meeting(2013, 1)}))["changes/feed.xml"])
    ) == (2 * (FEWEST - 10))


HOSTILE = [
    "]]> <![CDATA[ x",
    "<script>alert(1)</script>",
    "a & b &amp; &nbsp; &#0; &lt;b>",
    '"><img src=x onerror=alert(1)>',
    "<!-- -- > <?xml?>",
    "javascript:alert(1)",
    "x\u202ey\ufdd0z",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_feed_is_well_formed_and_inert_whatever_records_say(published: Publish, words: str) -> None:
    quoted = '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
    files = {
        **BASE,
        "archive.yml": ARCHIVE.replace("An archive", quoted),
        "registers/groups.yml": f"- id: hill\n  name: {quoted}\n",
        MEETING: f"---\ntitle: {quoted}\ndate: 2015-09-17\nactions:\n  - id: survey\n    what: {quoted}\n"
        f"    owner: hill\n---\n",
    }
    for data in feeds(published(files)).values():
        tree = etree.fromstring(data)
        names = {etree.QName(one).localname for one in tree.iter() if isinstance(one.tag, str)}
        assert names <= {"feed", "title", "link", "id", "updated", "published", "author", "name", "entry", "summary"}
        for one in tree.iter("{http://www.w3.org/2005/Atom}summary"):
            assert not [found for found in elements(one.text or "") if found.tag]
        entries = feedparser.parse(data)
        assert not entries.bozo
        assert all(not link.href.startswith("javascript") for entry in entries.entries for link in entry.links)


CONTROLS = ["\\x00", "\\x1b", "\\x0b", "\\x85", "\\ud800", "\\ufffe", "\\uffff", "\\x7f", "\\u2028"]


@pytest.mark.parametrize("control", CONTROLS)
def test_control_characters_are_taken_out(control: str) -> None:
    """Also where one came in by another way than the reader, which refuses most."""
    one = on_one_line("a" + control.encode().decode("unicode_escape") + "b\r\nc")
    assert one == "a b c"
    etree.fromstring(f"<a>{one}</a>".encode())


@pytest.fixture(scope="module")
def sample() -> Site:
    archive, _ = compile_archive(ROOT / "records")
    return publish(edition_of(archive), loader(ROOT / "records"), Layout())


def hrefs(site: Site) -> Iterator[tuple[str, str]]:
    """Each address to which a feed of a site leads, with the feed."""
    for where, data in feeds(site).items():
        for one in etree.fromstring(data).iter("{http://www.w3.org/2005/Atom}link"):
            yield where, one.get("href", "")


def test_each_link_of_each_feed_leads_to_a_page_of_the_site(sample: Site) -> None:
    there = {page.address.rstrip("/") for page in sample.pages} | {asset.address for asset in sample.assets}
    ids: dict[str, set[str]] = {}
    count = 0
    for where, href in hrefs(sample):
        path, anchor = urldefrag(href)
        target = normpath(join(where.rpartition("/")[0], unquote(path)))
        assert target in there, href
        count += 1
        if anchor:
            if target not in ids:
                html = page(sample, f"{target}/")
                ids[target] = {one.attributes["id"] for one in elements(html) if "id" in one.attributes}
            assert unquote(anchor) in ids[target], href
    assert count > 500


def test_page_and_feed_of_the_sample_say_the_same(sample: Site) -> None:
    entries = feedparser.parse(feeds(sample)["changes/feed.xml"]).entries
    changes = [sample.changes.change(move) for group in sample.changes.moved for move in group.moves]
    assert [entry.title for entry in entries] == [" ".join(c.words.split()) for c in changes][: len(entries)]
    assert len(entries) >= FEWEST
    of_years = [name for year in sample.changes.years for name in shown(page(sample, f"changes/{year}/"))]
    assert of_years == [change.name.title for change in changes]


def test_each_page_of_a_series_theme_or_group_offers_its_feed(sample: Site) -> None:
    made = set(feeds(sample))
    assert {page.feed for page in sample.pages} == made
    for one in sample.pages:
        if one.feed != "changes/feed.xml":
            offered = [e.attributes["href"] for e in elements(sample.render(one).html) if e.tag == "a"]
            assert "feed.xml" in offered, one.address
