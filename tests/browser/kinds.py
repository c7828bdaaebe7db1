"""The kinds of page that the site has: where those of each lie, and which one stands for them."""

from __future__ import annotations

from pathlib import Path

SITE = Path(__file__).parents[2] / "site"

RECORDED = {
    "home": "index.html",
    "meetings": "meetings/index.html",
    "meeting": "meetings/*/index.html",
    "document": "meetings/*/files/*/index.html",
    "flip chart": "meetings/*/flip-charts/*/index.html",
    "actions": "actions/index.html",
    "action": "actions/*/index.html",
    "decisions": "decisions/index.html",
    "decision": "decisions/*/index.html",
    "support": "support/index.html",
    "support asked for": "support/*/index.html",
    "questions": "questions/index.html",
    "question": "questions/*/index.html",
    "findings": "findings/index.html",
    "finding": "findings/*/index.html",
    "goals": "goals/index.html",
    "goal": "goals/*/index.html",
    "priorities": "priorities/index.html",
    "priority": "priorities/*/*/*/index.html",
    "strategies": "strategies/index.html",
    "strategy": "strategies/*/index.html",
    "indicators": "indicators/index.html",
    "indicator": "indicators/*/index.html",
    "themes": "themes/index.html",
    "theme": "themes/*/index.html",
    "groups": "groups/index.html",
    "group": "groups/*/index.html",
    "people": "people/index.html",
    "person": "people/*/index.html",
    "all series": "series/index.html",
    "series": "series/*/index.html",
    "photos": "photos/index.html",
    "documents": "documents/index.html",
    "glossary": "glossary/index.html",
    "loose ends": "loose-ends/index.html",
    "changes": "changes/index.html",
    "changes of a year": "changes/*/index.html",
    "signs": "about/look/index.html",
    "search": "search/index.html",
    "from A to Z": "search/*/index.html",
    "data": "data/index.html",
    "saved queries": "queries/index.html",
    "saved query": "queries/*/index.html",
}
"""Pages made from records, by kind."""
WRITTEN = {
    "about": "about/index.html",
    "handbook": "handbook/index.html",
    "page of the handbook": "handbook/*/index.html",
    "for evaluators": "evaluators/index.html",
    "not found": "404.html",
}
"""Pages that were written by hand: each is a kind of its own."""
LONG = {
    "running a site": "running/index.html",
    "accessibility": "accessibility/index.html",
    "keys of the format": "keys/index.html",
    "problems": "problems/index.html",
    "worst mistakes": "mistakes/index.html",
    "architecture": "architecture/index.html",
    "how fast it is": "performance/index.html",
    "what is assured": "assurance/index.html",
}
"""Pages of the handbook's kind, so long that they are tried only where every page is."""
KINDS = {**RECORDED, **WRITTEN}
EVERY = {**KINDS, **LONG}


def pages(kind: str) -> list[Path]:
    """The files of a kind, those with the most in them last; none of a page that has moved."""
    found = [path for path in SITE.glob(EVERY[kind]) if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")]
    assert found, f"the site has no {kind}"
    return sorted(found, key=lambda path: (path.stat().st_size, path))


def address_of(path: Path) -> str:
    """Where a file of the site is found in a browser."""
    return "/" + path.relative_to(SITE).as_posix().removesuffix("index.html")


def address(kind: str) -> str:
    """The page of a kind with the most in it."""
    return address_of(pages(kind)[-1])
