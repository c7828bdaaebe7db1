"""Every kind of reference there is: each leads to its target's page, and that page leads back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from posixpath import join, normpath

import pytest

from goldenthread.model.archive import Relation
from goldenthread.model.entry import Key
from goldenthread.publish import Site
from goldenthread.publish.addresses import page_of
from goldenthread.verify import verify
from tests.pages import links, without_links

Publish = Callable[..., Site]

RECORDS = {
    "registers/groups.yml": """
- {id: network, name: Network}
- {id: team, name: Team, part_of: network}
- {id: writers, name: Writers}
- {id: presenters, name: Presenters}
- {id: reporters, name: Reporters}
- {id: guests, name: Guests, note: "They work on [[survey]]."}
""",
    "registers/people.yml": "- {id: ana, name: Ana, group: team}\n",
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
programme:
  - {id: talk, title: Talk, kind: presentation, lead: writers, group: presenters}
actions:
  - {id: survey, what: Survey, owner: [team, ana], theme: homes, from: ideas#housing}
  - {id: budget, what: Budget, owner: team, waits_for: survey, from: talk}
  - {id: visit, what: Visit, detail: "After [[budget]], see [[ideas#line-one]]."}
decisions:
  - {id: weekly, what: Weekly figures, theme: keys, from: ideas#line-one, why: "See [[survey]]."}
---
We [[survey|agreed on a survey]] in [[talk]].
""",
    "meetings/first/flip-charts/ideas.md": """---
title: Ideas
theme: keys
session: talk
pens:
  black: {colour: black, by: writers, default: yes}
  red: {colour: red, by: [ana, unknown]}
note: After [[decision:weekly]].
---
## Housing {#housing}
- One line about [[visit]] {#line-one}
- COVERED {covered_by=second}
- AS THERE {see=plans#roads}
- ABOUT IT {about=weekly}
- LATER {waits_for=budget}
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
---
What the [[first]] meeting began. [[series:reviews]] go on.
""",
    "meetings/second/flip-charts/notes.md": "---\ntitle: Notes\n---\n## Early {#early-block}\n- FROM FIRST [[first]]\n",
    "updates/2025.yml": """
- {about: survey, status: done, date: 2025-03, by: reporters, note: "As [[group:guests]] wished."}
- {about: budget, status: blocked, date: 2025-03-02, blocked_by: visit}
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
