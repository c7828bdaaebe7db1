"""The forms at /admin/ in a browser: they load without a complaint, ask nobody else, and lose nothing of a record."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest

from goldenthread.mkdocs_plugin import admin
from tests.browser.harness import Visitor
from tests.forms import files

pytestmark = [pytest.mark.browser]

MEETING = """---
title: First review
date: 2015-09
participants:
  - hill-team
  - {person: bo, role: facilitator}
programme:
  - {id: talk, title: Talk, time: 9:30, files: files/a.pdf}
actions:
  - id: survey
    what: Survey the housing
    owner: bo
    internal: outcome
    resources: [Money, {what: Time}]
count: no
---
Minutes with [[survey]].
"""
AFTER = """---
title: Second review
date: 2015-09
programme:
  - title: Talk
    id: talk
    time: 9:30
    files:
      - files/a.pdf
actions:
  - what: Survey the housing
    id: survey
    owner:
      - bo
    internal: outcome
    resources:
      - Money
      - what: Time
count: no
participants:
  - hill-team
  - person: bo
    role: facilitator
---

Minutes with [[survey]].
"""
PATH = ["sveltia-cms-test", "records", "meetings", "2015", "review", "meeting.md"]
PUT = """async ([path, text]) => {
  let folder = await navigator.storage.getDirectory();
  for (const name of path.slice(0, -1)) folder = await folder.getDirectoryHandle(name, {create: true});
  const file = await (await folder.getFileHandle(path.at(-1), {create: true})).createWritable();
  await file.write(text);
  await file.close();
}"""
GET = """async (path) => {
  let folder = await navigator.storage.getDirectory();
  for (const name of path.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
  return (await (await folder.getFileHandle(path.at(-1))).getFile()).text();
}"""


@pytest.fixture
def forms(folder: Path) -> Path:
    """A site of nothing but the forms, with its headers."""
    for name, made in files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(made)
    headers = resources.files("goldenthread.mkdocs_plugin") / "theme" / "material" / "_headers"
    (folder / "_headers").write_text(admin.with_forms(headers.read_text("utf-8")), "utf-8")
    return folder


@pytest.mark.usefixtures("forms")
def test_they_load_without_an_error(look: Visitor) -> None:
    seen = look("/admin/")
    seen.page.get_by_role("button", name="Sign In").first.wait_for()
    assert seen.faults == []
    assert seen.page.evaluate("document.fonts.check('1em \\'Material Symbols Outlined\\'')")


def test_what_is_saved_keeps_all_that_a_record_says(forms: Path, look: Visitor) -> None:
    told = forms / "admin" / "config.json"
    told.write_text(json.dumps({**json.loads(told.read_text("utf-8")), "backend": {"name": "test-repo"}}), "utf-8")
    seen = look("/admin/")
    page = seen.page
    page.evaluate(PUT, [PATH, MEETING])
    page.get_by_role("button", name="Work with Test Repository").click()
    page.get_by_text("Meetings", exact=True).first.click()
    page.get_by_text("2015", exact=True).first.click()
    page.get_by_text("First review").last.click()
    page.get_by_role("textbox").first.fill("Second review")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_text("Entry saved.").wait_for()
    assert page.evaluate(GET, PATH) == AFTER
    assert seen.faults == []
