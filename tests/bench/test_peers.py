"""What the peers build: the pages of our site, with its words and links, in the form that each of them reads."""

from __future__ import annotations

import html
import re
from pathlib import Path
from posixpath import dirname, normpath

import pytest

from goldenthread.compile import edition_of, loader
from goldenthread.model.archive import Archive
from goldenthread.model.fields import Prose
from goldenthread.model.register import Named
from goldenthread.publish import publish
from goldenthread.publish.addresses import MENU, WITHIN

MENTION = re.compile(r"\[\[[^\[\]|]+(?:\|([^\[\]]+))?\]\]")
LINK = re.compile(r"\]\(([^()]+)\)")
ALONE = re.compile(r"about/look|changes/\d{4}|search(/.*)?")
"""Our pages without a twin: what our signs mean, what moved in a year, and the lists by letter."""
CONTENT = {"mkdocs": "docs", "hugo": "content", "eleventy": "content"}
Links = dict[str, list[str]]


def texts(archive: Archive) -> list[str | Prose]:
    """What people wrote, wherever it stands in the records."""
    found: list[str | Prose] = [archive.settings.description]
    registers: tuple[tuple[Named, ...], ...] = (archive.groups, archive.themes, archive.series)
    for register in registers:
        for named in register:
            found += [named.name, named.note]
    for meeting in archive.meetings:
        found += [meeting.title, meeting.place, meeting.summary, meeting.body]
        found += [objective.text for objective in meeting.objectives]
        for session in meeting.programme:
            found += [session.title, session.commentary]
        for action in meeting.actions:
            found += [action.what, action.detail, action.outcome, action.judged_by, action.due_said]
        for decision in meeting.decisions:
            found += [decision.what, decision.why, *decision.alternatives]
        for chart in meeting.charts:
            found += [chart.title, *(span.text for _, line in chart.lines() for span in line.walk())]
    for reported in archive.updates:
        found += [reported.update.note, reported.update.reason]
    return found


def pages(folder: Path, peer: str) -> dict[str, str]:
    """The text of each page of a peer by its address, without slashes around it."""
    content = folder / peer / CONTENT[peer]
    found = {}
    for path in content.rglob("*.md"):
        name = path.relative_to(content).with_suffix("").as_posix()
        found[re.sub(r"(^|/)_?index$", "", name)] = path.read_text(encoding="utf-8")
    return found


def links(folder: Path, peer: str) -> Links:
    """The addresses that each page of a peer leads to, in their order."""
    found = {}
    for where, text in pages(folder, peer).items():
        targets = LINK.findall(text)
        if peer == "mkdocs":
            # From file to file: a folder's page is its file index.md.
            file = f"{where}/index" if (folder / peer / "docs" / where / "index.md").is_file() else where
            targets = [re.sub(r"(/index)?\.md$", "", normpath(f"{dirname(file)}/{one}".lstrip("/"))) for one in targets]
        else:
            targets = [normpath(f"{where}/{one}".lstrip("/")) for one in targets]
        found[where] = targets
    return found


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[*~]|</?del>", "", html.unescape(text)))


@pytest.fixture(scope="module")
def ours(folder: Path, compiled: Archive) -> Links:
    """The addresses that each of our pages with a twin leads to."""
    site = publish(edition_of(compiled), loader(folder / "records"))
    found = {}
    for page in site.pages:
        where = page.address.strip("/")
        if not ALONE.fullmatch(where):
            targets = re.findall(r'href="([^"#:]*)', site.render(page).html)
            found[where] = [normpath(f"{where}/{one}".lstrip("/")) for one in targets]
    return found


@pytest.fixture(scope="module")
def words(folder: Path) -> str:
    """All the words of a peer's pages; its links are the words they show."""
    return plain(re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", "\n".join(pages(folder, "mkdocs").values())))


@pytest.mark.parametrize("peer", CONTENT)
def test_all_sides_have_the_same_pages(peer: str, folder: Path, ours: Links) -> None:
    assert pages(folder, peer).keys() == ours.keys()


def test_all_peers_have_the_same_links(folder: Path) -> None:
    stock = links(folder, "mkdocs")
    assert stock == links(folder, "hugo") == links(folder, "eleventy")
    assert sum(map(len, stock.values())) > 1_000


def broken(found: Links) -> list[tuple[str, str]]:
    return [(where, target) for where, targets in found.items() for target in targets if target not in {*found, "."}]


@pytest.mark.parametrize("peer", CONTENT)
def test_no_link_of_a_peer_is_broken(peer: str, folder: Path) -> None:
    found = links(folder, peer)
    assert broken(found) == []
    del found["themes/costs-theme"]
    assert {target for _, target in broken(found)} == {"themes/costs-theme"}


def test_peers_have_no_link_that_ours_lack(folder: Path, ours: Links) -> None:
    more = {where: {*targets} - {*ours[where]} for where, targets in links(folder, "hugo").items()}
    assert {where: targets for where, targets in more.items() if targets} == {}


@pytest.mark.parametrize("menu", ["hugo/layouts/_partials/menu.html", "eleventy/layouts/menu.html"])
def test_the_menu_of_a_peer_leads_to_every_register(menu: str, folder: Path) -> None:
    found = re.findall(r'<li><a href="/([^"]*)/"', (folder / menu).read_text(encoding="utf-8"))
    assert found == [name for _, names in MENU for name in names if name not in WITHIN]
    assert {*found} <= pages(folder, menu.partition("/")[0]).keys()


def test_the_peer_has_all_our_words(compiled: Archive, words: str) -> None:
    count = 0
    for text in texts(compiled):
        raw = text.text if isinstance(text, Prose) else text
        # A mention shows the title of what it names, on both sides: the words around it must be there.
        for part in MENTION.sub(lambda found: found[1] or "\0", raw).split("\0"):
            said = plain(part).strip()
            assert said in words
            count += bool(said)
    assert count > 500
