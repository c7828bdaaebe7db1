"""Whatever stands in a record comes out as words: a payload in every text field, on every page."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from goldenthread.cli import main
from goldenthread.model.settings import DefaultAudience
from goldenthread.publish import Site
from goldenthread.publish.pages import PAGE_ASSETS
from tests.pages import elements
from tests.written import write

Publish = Callable[..., Site]

PAYLOADS = [
    "<script>alert(1)</script>",
    '\\"><img src=x onerror=alert(1)>',
    "' onmouseover=alert(1) x='",
    "{{ 1009*1013 }}{% raw %}",
    "</title></textarea></style><svg onload=alert(1)>",
    "<!-- --><iframe srcdoc=x>",
    "%(date)s %(missing)s %s %",
    "javascript:alert(1)",
]
KNOWN = {"script", "img", "svg", "iframe", "style", "object", "embed", "form", "textarea", "base", "meta"}


EVERY_KEY = sorted({field.name for field in dataclasses.fields(DefaultAudience)} - {"at"})
OUT = BytesIO()
Image.new("RGB", (8, 8)).save(OUT, "JPEG")
JPEG = OUT.getvalue()


def records(payload: str, n: str = "") -> dict[str, str | bytes]:
    """An archive with a payload in every field that takes words; with `n`, its ids are others than those of another."""
    x = f'"{payload}"'
    line = payload.replace("<!--", "\\<!--")  # where it would begin a comment, it is refused (GT317)
    return {
        "archive.yml": "format: 1\n"
        f"title: {x}\ndescription: {x}\ndefault_audience: {{{', '.join(f'{name}: public' for name in EVERY_KEY)}}}\n",
        "registers/groups.yml": f"- id: team{n}\n  name: {x}\n  note: {x}\n  role: {x}\n  former_names:\n    - {x}\n",
        "registers/people.yml": f"- id: ana{n}\n  name: {x}\n  note: {x}\n  designation: {x}\n  contact: {x}\n",
        "registers/strategies.yml": f"- id: rooms{n}\n  name: {x}\n  note: {x}\n  aim: {x}\n  group: team{n}\n",
        "registers/glossary.yml": f"- id: rnr{n}\n  name: {x}\n  note: {x}\n  stands_for: {x}\n",
        "registers/indicators.yml": f"- id: rate{n}\n  name: {x}\n  note: {x}\n  method: {x}\n  unit: {x}\n"
        f"  baseline:\n    value: 3\n    source: {x}\n",
        "registers/themes.yml": f"- id: homes{n}\n  name: {x}\n  note: {x}\n",
        "registers/series.yml": f"- id: reviews{n}\n  name: {x}\n  note: {x}\n  group: team{n}\n",
        f"updates/2025{n}.yml": f"- about: survey{n}\n  status: dropped\n  date: 2025-03\n  note: {x}\n  reason: {x}\n",
        f"meetings/first{n}/meeting.md": f"""---
title: {x}
date: 2025-01-10
series: reviews{n}
theme: homes{n}
place: {x}
summary: {x}
reason: {x}
reference: {x}
objectives:
  - {x}
required_inputs:
  - what: {x}
    received: {{team{n}: late}}
    note: {x}
expected_outputs:
  - what: {x}
    note: {x}
    met: partly
focus_areas:
  - title: {x}
    objectives:
      - {x}
    activities:
      - {x}
    outcomes:
      - {x}
    note: {x}
feedback:
  - on: talk{n}
    led_by: team{n}
    by_said: {x}
    text: {x}
    answer: {x}
support:
  - id: van{n}
    what: {x}
    for: team{n}
    owner_said: {x}
    how: {x}
    due_said: {x}
questions:
  - id: why{n}
    what: {x}
    detail: {x}
findings:
  - id: seen{n}
    what: {x}
    kind: lesson
    detail: {x}
    about: survey{n}
    by: team{n}
    strategy: rooms{n}
goals:
  - id: ten{n}
    what: {x}
    by: team{n}
files:
  - file: x.txt
    title: {x}
    source: {x}
    note: {x}
    transcribed_by: {x}
    checked_by: {x}
photos:
  - photo: room.jpg
    alt: {x}
    caption: {x}
    source: {x}
    taken_by: {x}
participants:
  - who: {x}
    note: {x}
  - person: ana{n}
    role: {x}
    designation: {x}
  - group: team{n}
    count: 3
programme:
  - id: talk{n}
    title: {x}
    activities:
      - {x}
    materials:
      - {x}
    explanation: {x}
    commentary: {x}
    lead: ana{n}
actions:
  - id: survey{n}
    what: {x}
    detail: {x}
    owner: team{n}
    owner_said: {x}
    due_said: {x}
    outcome: {x}
    judged_by: {x}
    resources:
      - what: {x}
        amount: {x}
        source: {x}
    theme: homes{n}
    from: chart:ideas
  - id: unowned{n}
    what: {x}
    owner_said: {x}
decisions:
  - id: weekly{n}
    what: {x}
    why: {x}
    alternatives:
      - {x}
updates:
  - about: unowned{n}
    note: {x}
  - about: rooms{n}
    note: {x}
    by: team{n}
    barriers:
      - {x}
  - about: ten{n}
    status: met
    rating: {x}
    barriers:
      - {x}
  - about: rate{n}
    value: 4
    source: {x}
    reason: {x}
    changes:
      unit: {x}
      method: {x}
  - about: first{n}
    status: approved
    corrections:
      - {x}
process_notes: {x}
---
{payload}

[[survey{n}]] and [[survey{n}|{payload}]]
""",
        f"meetings/first{n}/files/x.txt": "x",
        f"meetings/first{n}/photos/room.jpg": JPEG,
        f"meetings/first{n}/flip-charts/ideas.md": f"""---
title: {x}
theme: homes{n}
session: talk{n}
photos: [room.jpg]
alt: {x}
transcribed_by: {x}
checked_by: {x}
source: {x}
note: {x}
pens:
  red: {{colour: red, by: team{n}, default: yes}}
  blue:
    colour: {x}
    by: unknown
    purpose: {x}
ranking:
  method: {x}
  scope: {x}
---
## {line} {{#housing{n} as={x} rank=1}}
- {line} {{.blue .star votes=2 box="0.1 0.1 0.5 0.5"}}
- {line} {{.question #who-pays{n}}}
- [{line}]{{.blue sic="{line}"}}
{line}
""",
    }


OURS = ("photos/room.jpg", *PAGE_ASSETS, "assets/goldenthread/search-page.js")
CROP = re.compile(r"(\.\./)+meetings/first/flip-charts/ideas/[\w-]+\.jpg")
"""The part of a photo that shows a line."""
DRAWN = {"gt-bar", "gt-on-photo", "gt-life-sign", "gt-plot-picture", "gt-to-photo-sign"}
"""The classes of the pictures that our templates draw."""


def dangerous(html: str) -> list[str]:
    found = []
    for element in elements(html):
        drawn = DRAWN & set(element.attributes.get("class", "").split())
        filters = element.tag == "form" and {"gt-filter", "gt-search-box"} & element.within
        source = element.attributes.get("src", "")
        ours = source.endswith(OURS) or CROP.fullmatch(source) or drawn or filters
        if element.tag in KNOWN and not ours:
            found.append(element.tag)
        found += [f"{element.tag} {name}" for name in element.attributes if name.startswith("on") or name == "srcdoc"]
        found += [href for href in [element.attributes.get("href", "")] if href.strip().casefold().startswith("java")]
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_every_field_is_words_on_every_page(
    pages: Callable[[Mapping[str, str | bytes]], dict[str, str]], payload: str
) -> None:
    rendered = pages(records(payload))
    assert len(rendered) > 12
    assert {address: found for address, html in rendered.items() if (found := dangerous(html))} == {}
    assert "1022117" not in "".join(rendered[address] for address in ("actions/survey/", "meetings/first/"))


def test_the_payloads_are_on_the_pages(pages: Callable[[Mapping[str, str | bytes]], dict[str, str]]) -> None:
    rendered = pages(records("<script>alert(1)</script>"))
    without = {address for address, html in rendered.items() if "&lt;script&gt;alert(1)" not in html}
    unlisted = {address for address in without if not address.startswith("search/")}  # a letter each for other titles
    assert unlisted == {"about/look/", "changes/2015/", "queries/"}


@pytest.mark.slow
def test_the_page_around_a_payload_is_as_it_is_without(tmp_path: Path) -> None:
    counts = []
    for number, payload in enumerate(("harmless", PAYLOADS[0], PAYLOADS[1], PAYLOADS[4])):
        write(tmp_path / f"r{number}", records(payload))
        site = tmp_path / f"s{number}"
        done = CliRunner().invoke(main, ["build", "--records", str(tmp_path / f"r{number}"), "--site", str(site)])
        assert done.exit_code == 0, done.output
        lists = site / "search"  # which letters there are depends on the payload
        paths = [path for path in site.rglob("*.html") if lists not in path.parents or path.parent == lists]
        pages = {str(path.relative_to(site)): dangerous(path.read_text()) for path in paths}
        counts.append({name: sorted(found) for name, found in pages.items()})
    assert counts[1] == counts[0]
    assert counts[2] == counts[0]
    assert counts[3] == counts[0]
