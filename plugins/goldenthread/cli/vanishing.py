"""What would vanish: the records held against what a site has published, before or while it is replaced."""

from __future__ import annotations

from pathlib import Path

import click

from goldenthread.cli.report import told
from goldenthread.compile import edition_of, loader
from goldenthread.language import N_
from goldenthread.model.archive import Archive
from goldenthread.problem import Problem
from goldenthread.publish import publish
from goldenthread.verify.vanished import published, vanished


def gone(archive: Archive, site_or_list: Path) -> tuple[Problem, ...]:
    """What was published there and would have no page any more, in the edition for the same audience."""
    before = published(site_or_list)
    if before is None or before.audience not in ("public", "internal"):
        wrong = N_("{path} has no list of what was published; build it anew with this release, or name its ids.txt")
        raise click.BadParameter(told(wrong, path=site_or_list), param_hint="--published")
    edition = edition_of(archive, "internal" if before.audience == "internal" else "public")
    return tuple(vanished(before, frozenset(publish(edition, loader(Path())).ids)))


def replaced(site: Path, staged: Path) -> tuple[Problem, ...]:
    """What a published site has and the one to replace it lacks; sites for two audiences are not compared."""
    before, now = published(site), published(staged)
    if before is None or now is None or before.audience != now.audience:
        return ()
    return tuple(vanished(before, now.ids))
