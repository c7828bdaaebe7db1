"""Every kind of reference there is: each leads to its target's page, and that page leads back."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from posixpath import join, normpath

import pytest
from PIL import Image

from goldenthread.model.entry import Key, Relation
from goldenthread.publish import Site
from goldenthread.publish.addresses import page_of
from goldenthread.publish.search.documents import document
from goldenthread.publish.search.engine import FOLDER, index
from goldenthread.verify import verify
from tests.pages import links, without_links

Publish = Callable[..., Site]

OUT = BytesIO()
Image.new("RGB", (8, 8)).save(OUT, "JPEG")
JPEG = OUT.getvalue()
RECORDS: dict[str, str | bytes] = {
    "registers/groups.yml": """
- {id: network, name: Network}
- {id: team, name: Team, part_of: network}
- {id: writers, name: Writers}
- {id: presenters, name: Presenters}
- {id: reporters, name: Reporters}
- {id: guests, name: Guests, photo_consent: yes, note: "They work on [[survey]].", formed_at: first}
""",
    "registers/people.yml": "- {id: ana, name: Ana, group: team, photo_consent: yes}\n- {id: ben, name: Ben}\n",
    "registers/strategies.yml": """
- {id: rooms, name: Rooms, group: [team, writers], theme: keys, from: first#talk}
- {id: locks, name: Locks, part_of: rooms}
""",
    "registers/indicators.yml": "- {id: rate, name: Rate, by: network, strategy: rooms, theme: homes}\n",
    "registers/glossary.yml": "- {id: rnr, name: RNR, note: 'See [[rate]].'}\n",
    "registers/themes.yml": """
- {id: homes, name: Homes}
- {id: keys, name: Keys, part_of: homes, note: "See [[group:team]]."}
- {id: early, name: Early}
""",
    "registers/series.yml": "- {id: reviews, name: Reviews, group: network}\n",
    "meetings/first/meeting.md": """---
title: First
date: 2025-01-10
series: reviews
theme: early
participants:
  - group: guests
  - person: ana
  - {who: a driver, attendance: substitute, substitute_for: ben}
programme:
  - {id: talk, title: Talk, kind: presentation, files: x.txt, lead: writers, group: presenters}
  - {id: reply, title: Reply, kind: feedback, on: talk}
required_inputs:
  - {what: Diaries, by: writers, received: {reporters: late}}
expected_outputs:
  - {id: plan, what: A plan, met: partly, see: survey, evidence: files/x.txt, note: "As [[weekly]]."}
focus_areas:
  - {id: doors, title: Doors, session: talk, theme: keys, note: "See [[visit]]."}
feedback:
  - {id: why-weekly, on: talk, led_by: guests, by: [ana, reporters], text: "Why [[weekly]]?",
     answer: "See [[ideas#line-one]]."}
support:
  - {id: van, what: A van, for: [team, ben], owner: network, helps: [survey, rooms], from: why-weekly, theme: homes}
questions:
  - {id: how-many, what: How many, by: ana, of: team, from: doors, theme: keys}
findings:
  - {id: seen, what: Seen, kind: observed effect, evidence: [files/x.txt, photos/room.jpg],
     by: [team, ana], about: [survey, rooms, rate], from: talk}
  - {id: held, what: Held, kind: reflection, by: writers, about: talk, strategy: rooms}
goals:
  - {id: ten, what: Ten, by: team, measured_by: rate, strategy: rooms, theme: homes}
files:
  - {file: x.txt, title: Slides, by: presenters, session: talk, theme: keys, note: "For [[van]]."}
photos:
  - {photo: room.jpg, alt: A room, people: [ana, guests], session: talk}
actions:
  - {id: survey, what: Survey, owner: [team, ana], theme: homes, from: ideas#housing}
  - {id: budget, what: Budget, owner: team, waits_for: survey, from: talk, part_of: survey, strategy: rooms}
  - {id: visit, what: Visit, detail: "After [[budget]], see [[ideas#line-one]]."}
decisions:
  - {id: weekly, what: Weekly figures, theme: keys, from: ideas#line-one, why: "See [[survey]].", by: network}
---
We [[survey|agreed on a survey]] in [[talk]], see [[files/x.txt]] and [[photos/room.jpg]].
""",
    "meetings/first/files/x.txt": "x",
    "meetings/first/photos/room.jpg": JPEG,
    "meetings/first/flip-charts/ideas.md": """---
title: Ideas
theme: keys
session: talk
pens:
  black: {colour: black, by: writers, default: yes}
  red: {colour: red, by: [ana, unknown]}
ranking: {method: dots, by: everyone, session: talk}
note: After [[decision:weekly]].
---
## Housing {#housing}
- One line about [[visit]] {#line-one}
- COVERED {covered_by=second}
- AS THERE {see=plans#roads}
- SO THAT {leads_to=#line-one}
- ABOUT IT {about=weekly}
- LATER {waits_for=budget}
- WHO PAYS FOR [[van]]? {.question #who-pays}
""",
    "meetings/first/flip-charts/plans.md": "---\ntitle: Plans\n---\n## Roads {#roads}\n- MORE [[ideas#housing]]\n",
    "meetings/second/meeting.md": """---
title: Second
date: 2025-02-10
series: reviews
pens:
  blue: {colour: blue, by: guests, default: yes}
decisions:
  - {id: monthly, what: Monthly figures, supersedes: weekly}
updates:
  - {about: survey, status: blocked, by: reporters, blocked_by: budget, note: "Waits, says [[theme:early]]."}
  - {about: visit, note: "No word on [[first/ideas]]."}
  - {about: van, status: accepted, by: network}
  - {about: how-many, status: answered, note: "Ten, says [[ten]]."}
  - {about: first#plan, status: met}
  - {about: ten, status: met, by: team, rating: Good}
  - {about: rooms, by: writers, note: "Begun with [[locks]]."}
  - {about: rate, value: 4, by: reporters, note: "After [[seen]]."}
  - {about: first, status: approved}
---
What the [[first]] meeting began. [[series:reviews]] go on.
""",
    "meetings/second/flip-charts/notes.md": "---\ntitle: Notes\n---\n## Early {#early-block}\n- FROM FIRST [[first]]\n",
    "queries/keys.yml": "title: Keys\ntheme: keys\ngroup: team\nseries: reviews\n"
    "found: {as_of: 2025-02, ids: ['decision:weekly', 'action:visit']}\n",
    "updates/2025.yml": """
- {about: survey, status: done, date: 2025-03, by: reporters, note: "As [[group:guests]] wished."}
- {about: budget, status: blocked, date: 2025-03-02, blocked_by: visit}
- {about: rooms, by: team, date: 2025-03-03, note: "Half of [[budget]]."}
- {about: rate, value: 5, date: 2025-03-04, by: network, note: "See [[visit]]."}
- {about: first#plan, status: met, date: 2025-03-05, by: team, note: "See [[van]]."}
- {about: first, date: 2025-03-06, by: ana, note: "Sent, with [[weekly]]."}
- {about: who-pays, status: answered, date: 2025-03-07, by: team, note: "[[group:network]]."}
- {about: ten, status: not met, date: 2025-03-08, by: writers}
""",
}


@pytest.fixture
def site(published: Publish) -> Site:
    return published(RECORDS)


def page(site: Site, key: Key) -> str:
    return page_of(site.book.address(key)).rstrip("/")


def test_the_records_hold_every_kind_of_reference(site: Site) -> None:
    assert {link.relation for link in site.book.archive.links} == set(Relation)


def test_every_reference_is_on_both_of_its_pages(site: Site) -> None:
    leads: dict[str, set[str]] = {}
    for one in site.pages:
        here = one.address.rstrip("/")
        leads[here] = {
            normpath(join(here, link.attributes["href"].partition("#")[0]))
            for link in links(site.render(one).html)
            if "data-relation" in link.attributes or "data-backlink" in link.attributes
        }
    missing = [
        f"{link.source} {link.relation} {link.target}: {there} is not linked from {here}"
        for link in site.book.archive.links
        if (source := page(site, link.source)) and (target := page(site, link.target)) and source != target
        for here, there in ((source, target), (target, source))
        if there not in leads[here]
    ]
    assert missing == []


@pytest.fixture
def built(site: Site, tmp_path: Path) -> Path:
    """The content of every page, as files."""
    for one in site.pages:
        path = tmp_path / "built" / one.address / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(site.render(one).html)
    for asset in site.assets:
        target = tmp_path / "built" / asset.address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(asset.make() or b"")
    assert index(map(document, site.search.records), tmp_path / "built" / FOLDER) == ()
    return tmp_path / "built"


def test_the_gate_finds_nothing_to_say(built: Path) -> None:
    report = verify(built)
    assert [problem.line() for problem in report.problems] == []
    assert report.references > 40


def test_the_gate_sees_every_kind_of_reference(site: Site, built: Path) -> None:
    references = {
        (source, target, link.relation)
        for link in site.book.archive.links
        if (source := page(site, link.source)) and (target := page(site, link.target)) and source != target
    }
    unseen = []
    for source, target, relation in sorted(references):
        path = built / target / "index.html"
        whole = path.read_text()
        path.write_text(without_links(whole, target, source))
        if "GT904" not in {problem.code for problem in verify(built).problems}:
            unseen.append(f"{source} {relation} {target}")
        path.write_text(whole)
    assert unseen == []
