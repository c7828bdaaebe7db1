"""Small archives, as the text of their files."""

from __future__ import annotations

from pathlib import Path

from goldenthread.verify import verify

PUBLIC = """default_audience:
  meetings: public
  charts: public
  actions: public
  decisions: public
  updates: public
  groups: public
"""
HOUSING = {
    "archive.yml": f"format: 1\ntitle: Housing\n{PUBLIC}",
    "registers/groups.yml": "- id: hill-team\n  name: Hill team\n",
    "meetings/2025-01-10-review/meeting.md": """---
title: First review
date: 2025-01-10
actions:
  - id: survey
    what: Survey the staff housing
    owner: hill-team
    from: ideas#housing
---
We agreed on [[survey]].
""",
    "meetings/2025-01-10-review/flip-charts/ideas.md": """---
title: Ideas
---
## Housing {#housing}
- Survey the staff housing
""",
}
MEETING = "meetings/2025-01-10-review/meeting.md"
MISSPELT = {MEETING: HOUSING[MEETING].replace("hill-team", "hil-team")}
"""An error: an owner who is in no register."""
RANKED = "---\ntitle: Ideas\n---\n## Housing [1]{rank=1} {#housing}\n- Survey the staff housing\n"
WARNED = {"meetings/2025-01-10-review/flip-charts/ideas.md": RANKED}
"""A warning: ranks, and no word on how they came about."""
CONFIG = "site_name: Ours\nplugins: [goldenthread]\ntheme: {name: material, font: false}\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files under a folder; gives the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def errors_in(site: Path) -> list[str]:
    """What is broken in a built site; that other themes than Material fetch files elsewhere is only warned of."""
    return [found.line() for found in verify(site).problems if found.level == "error"]
