"""The page of a document: what it says, where that can be cited, what refers to it, and where the file itself is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from docx import Document

from goldenthread.compile import edition_of, loader
from goldenthread.publish import Site, publish
from tests.documents.office import CLEAN, book, box, clean, saved, show
from tests.pages import links, named
from tests.written import ARCHIVE, HEAD, MEETING, Compile

Publish = Callable[..., Site]
FOLDER = "meetings/review"
RECORDS: dict[str, str | bytes] = {
    "registers/groups.yml": "- {id: forum, name: Forum}\n",
    MEETING: f"""{HEAD}programme:
  - {{id: talk, title: The talk, files: [what-helped.pptx]}}
findings:
  - {{id: dry-feet, what: Feet stay dry, kind: success, evidence: files/what-helped.pptx}}
  - {{id: heard, what: Somebody was heard, kind: success, evidence: files/unlisted.mp3}}
---
See [[file:review/files/what-helped.pptx|the slides]].
""",
    f"{FOLDER}/files.yml": """
- {file: what-helped.pptx, title: What helped us, kind: presentation, by: forum, session: talk}
- {file: counts.csv, title: Counts, release: original}
- {file: closed.docx, title: Closed, release: title}
""",
    f"{FOLDER}/files/what-helped.pptx": CLEAN["pptx"],
    f"{FOLDER}/files/counts.csv": "Week,Missed\n14,41\n",
    f"{FOLDER}/files/closed.docx": b"locked away",
    f"{FOLDER}/files/unlisted.mp3": b"sound",
}
SLIDES = "meetings/review/files/what-helped.pptx/"


def test_a_document_has_a_page_with_an_anchor_for_each_part(pages: Callable[..., dict[str, str]]) -> None:
    html = pages(RECORDS)[SLIDES]
    assert re.search(r'<section class="[^"]*" id="slide-1">', html)
    assert "The umbrella" in html and "as they were shown" in html


def test_what_names_a_document_and_the_document_lead_to_each_other(pages: Callable[..., dict[str, str]]) -> None:
    made = pages(RECORDS)
    back = {one.attributes["href"] for one in links(made[SLIDES]) if "data-backlink" in one.attributes}
    assert {"../../../../findings/dry-feet/", "../../#session-talk", "../../"} <= back
    assert 'data-relation="evidence"' in made["findings/dry-feet/"]
    assert "meetings/review/files/what-helped.pptx/" in made["findings/dry-feet/"]
    assert "files/what-helped.pptx/" in made["meetings/review/"]
    assert "what-helped.pptx/" in made["documents/"]


def test_only_of_what_cannot_be_seen_here_it_is_said_where_it_is_kept(pages: Callable[..., dict[str, str]]) -> None:
    made = pages(RECORDS)
    assert "ask whoever keeps" not in made["findings/dry-feet/"]
    assert "ask whoever keeps" in made["findings/heard/"]
    assert "ask whoever keeps" in made[SLIDES]


def test_an_original_lies_in_the_folder_of_its_page_byte_by_byte(published: Publish) -> None:
    site = published(RECORDS)
    assets = {asset.address: asset for asset in site.assets}
    originals = [where for where in assets if "/files/" in where]
    assert originals == ["meetings/review/files/counts.csv/counts.csv"]
    assert assets[originals[0]].make() == b"Week,Missed\n14,41\n"
    page = next(page for page in site.pages if page.address == "meetings/review/files/counts.csv/")
    (download,) = (one for one in links(site.render(page).html) if "download" in one.attributes)
    assert download.attributes["href"] == "counts.csv"


def test_an_original_that_was_changed_after_it_was_looked_through_is_not_published(archive: Compile) -> None:
    made = archive(RECORDS)
    site = publish(edition_of(made.archive), loader(made.root))
    (made.root / FOLDER / "files" / "counts.csv").write_text("Week,Who\n14,Ana\n", encoding="utf-8")
    assert [asset.make() for asset in site.assets if "/files/" in asset.address] == [None]


def test_of_a_title_alone_nothing_is_read(pages: Callable[..., dict[str, str]]) -> None:
    html = pages(RECORDS)["meetings/review/files/closed.docx/"]
    assert "What it says is not published here." in html and 'id="section-1"' not in html


def test_an_internal_document_leaves_no_page_no_text_and_no_file(archive: Compile) -> None:
    listed = str(RECORDS[f"{FOLDER}/files.yml"]).replace("{file", "{audience: internal, file")
    made = archive({**RECORDS, f"{FOLDER}/files.yml": listed, MEETING: str(RECORDS[MEETING]).split("See [[")[0]})
    assert len(made.archive.documents) == 2 and made.archive.originals
    edition = edition_of(made.archive)
    assert edition.archive.documents == {} and edition.archive.originals == {}
    site = publish(edition, loader(made.root))
    shown = [site.render(page).html + page.address + page.title + page.description for page in site.pages]
    given = [asset.address.encode() + (asset.make() or b"") for asset in site.assets]
    for secret in ("umbrella", "What helped", "what-helped", "counts.csv", "Counts", "Closed"):
        assert not [one for one in shown if secret in one], secret
        assert not [one for one in given if secret.encode() in one], secret
    internal = publish(edition_of(made.archive, "internal"), loader(made.root))
    assert SLIDES in {page.address for page in internal.pages}


def test_a_meeting_that_had_another_name_forwards_the_pages_of_its_documents(
    pages: Callable[..., dict[str, str]],
) -> None:
    head = str(RECORDS[MEETING]).replace("title: Review", "title: Review\nformerly: old-review")
    assert (
        "review/files/what-helped.pptx/"
        in pages({**RECORDS, MEETING: head})["meetings/old-review/files/what-helped.pptx/"]
    )


def test_a_document_that_is_withdrawn_says_so_at_its_address(published: Publish) -> None:
    settings = (
        f"{ARCHIVE}withdrawn:\n  - {{id: 'file:other/files/a.pdf', date: 2015-02, reason: Names, audience: public}}\n"
    )
    site = published({"archive.yml": settings})
    assert "meetings/other/files/a.pdf/" in {page.address for page in site.pages}


def test_headings_skip_no_level_and_tables_have_heads(pages: Callable[..., dict[str, str]]) -> None:
    paper = Document()
    paper.add_heading("Deep at once", 3)
    paper.add_heading("Higher", 1)
    paper.add_heading("Deeper by two", 3)
    records = {
        **RECORDS,
        f"{FOLDER}/files/closed.docx": clean(saved(paper)),
        f"{FOLDER}/files.yml": "- file: closed.docx\n",
    }
    records[MEETING] = f"{HEAD}---\n"
    html = pages(records)["meetings/review/files/closed.docx/"]
    assert re.findall(r"<h(\d)(?! id)", html)[:3] == ["2", "2", "3"]


def test_lists_nest_and_a_table_can_be_read_on_a_telephone(pages: Callable[..., dict[str, str]]) -> None:
    made, slide = show()
    deeper = slide.placeholders[1].text_frame.add_paragraph()
    deeper.text, deeper.level = "on the pier", 1
    box(slide, 1, 6, "<script>alert(1)</script>")
    sheets = book()
    sheets.active.append(["all\nof it", -3])
    records = {
        MEETING: f"{HEAD}---\n",
        f"{FOLDER}/files.yml": "- file: a.pptx\n- file: b.xlsx\n",
        f"{FOLDER}/files/a.pptx": saved(made),
        f"{FOLDER}/files/b.xlsx": saved(sheets),
    }
    site = pages(records)
    slides, table = site["meetings/review/files/a.pptx/"], site["meetings/review/files/b.xlsx/"]
    assert re.search(r"<li>The umbrella\s*<ul><li>on the pier</li></ul>\s*</li>", slides)
    assert "&lt;script&gt;" in slides and "<script>alert" not in slides
    assert '<th scope="col" class="gt-number">Missed</th>' in table
    assert '<td data-label="The umbrella">all<br>of it</td><td class="gt-number" data-label="Missed">-3</td>' in table


@pytest.mark.parametrize(
    ("name", "type_"),
    (("what-helped.pptx", "PresentationDigitalDocument"), ("counts.csv", "SpreadsheetDigitalDocument")),
)
def test_machines_are_told_what_sort_of_document_it_is(published: Publish, name: str, type_: str) -> None:
    site = published(RECORDS)
    page = next(page for page in site.pages if page.address == f"meetings/review/files/{name}/")
    about = json.loads(named(site, "An archive").structured(page))["@graph"][0]
    assert about["@type"] == type_
    assert about.get("author") == ([{"@type": "Organization", "name": "Forum"}] if name.endswith("pptx") else None)
    assert about.get("encoding", {}).get("contentUrl") == ("counts.csv" if name.endswith("csv") else None)
