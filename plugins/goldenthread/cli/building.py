"""Building a site whole: compile, publish through MkDocs beside the published site, verify, switch; and going back.

In: what `goldenthread build` or `rollback` was given. Out: every problem met. Guaranteed: the published site changes
only when there are no errors; MkDocs' own warnings are shown, and stop a strict build.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click

from goldenthread.cache import cache_of
from goldenthread.cli.proving import REPORT, proven_before
from goldenthread.cli.report import say, say_problems, told
from goldenthread.cli.unchanged import Remembered
from goldenthread.cli.vanishing import replaced
from goldenthread.compile import compile_archive
from goldenthread.language import N_
from goldenthread.mkdocs_plugin.building import Wanted, configured, listening, plugin_of, run
from goldenthread.mkdocs_plugin.inputs import inputs_of
from goldenthread.mkdocs_plugin.site_run import Given
from goldenthread.model.archive import Archive
from goldenthread.problem import Problem, has_errors
from goldenthread.progress import LINKS, PHOTOS, PROOF, RECORDS, RELEASE, Progress
from goldenthread.release import Back, Refused, earlier, roll_back, staging
from goldenthread.verify import verify
from goldenthread.verify.vanished import published


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build: the edition published, "" for none; all problems; whether nothing had changed."""

    edition: str
    problems: tuple[Problem, ...]
    unchanged: bool = False


def build_site(wanted: Wanted, site: Path, keep: int, progress: Progress, *, proven: bool = False) -> Built:
    """Build, if anything has changed. Of the releases that were the site before, the newest `keep` stay.

    `proven`: a public site is published only when every byte of it has been searched for what the records withhold.

    Records are read when no other build of the site is under way: whoever waited publishes what they say by then.
    """
    progress.begin(RECORDS)
    with listening() as heard:
        settings = configured(wanted)
        plugin = plugin_of(settings)
        records = Path(plugin.config["records_dir"])
        if proven and plugin.config["edition"] == "internal":
            raise click.UsageError(told(N_("--prove is for the public edition: the internal one withholds nothing.")))
        root = os.path.relpath(records) if wanted.records is None else str(wanted.records)
        try:
            apart = [records, *(Path(name) for name in (settings.docs_dir, settings.theme.custom_dir) if name)]
            with staging(site, *apart, waiting=_waiting) as staged:
                inputs = inputs_of(settings, wanted) if records.is_dir() else None
                remembered = Remembered(cache_of(records, "built"), site, inputs) if inputs else None
                usable = remembered and (not proven or (site / REPORT).is_file())
                if remembered and usable and (told_before := remembered.unchanged()) is not None:
                    say_problems(told_before, root)
                    staged.keep_only(keep)
                    return Built(str(plugin.config["edition"]), told_before, unchanged=True)
                # Nobody but the plugin holds the archive, so that it goes once the edition is cut.
                plugin.given = Given(*compile_archive(records, progress.counting(PHOTOS)), progress)
                problems = plugin.given.problems
                say_problems(problems, root)
                if has_errors(problems, strict=wanted.strict or plugin.config["strict"]):
                    return Built("", problems)
                if not wanted.config:
                    settings.site_name = plugin.given.archive.settings.title
                settings.site_dir = str(staged.folder)
                withholding = plugin.given.archive if proven else None
                dated = run(settings)
                base = urlsplit(settings.site_url or "").path or "/"
                replacing = _Replacing(site, staged.folder, records, plugin.config["as_of"], progress)
                for faults in replacing.faults(base, withholding):
                    if has_errors(faults):
                        say_problems(faults, str(site))
                        return Built("", faults)
                progress.begin(RELEASE)
                staged.publish(keep)
                if remembered and dated and not heard.warnings:  # what MkDocs said would not be said again
                    with suppress(OSError):  # published it is
                        remembered.keep(problems)
        except Refused as refused:
            raise click.BadParameter(str(refused), param_hint="--site") from None
        return Built(str(plugin.config["edition"]), problems)


@dataclass(frozen=True, slots=True)
class _Replacing:
    """A site that is to take the place of another, and the records that it was built from."""

    site: Path
    staged: Path
    records: Path
    as_of: date | None
    progress: Progress

    def faults(self, base: str, withholding: Archive | None) -> Iterator[tuple[Problem, ...]]:
        """What speaks against it: its links, what it lacks, and what it holds that these records withhold."""
        self.progress.begin(LINKS)
        yield verify(self.staged, base).problems
        if not self.as_of:
            yield replaced(self.site, self.staged)
        if withholding:
            self.progress.begin(PROOF)
            yield proven_before(self.staged, withholding, self.records, self.as_of, self.progress)


def go_back(site: Path) -> Back:
    """Publish the release before this one again."""
    before, now = earlier(site), published(site) if site.is_dir() else None
    was = published(before) if before else None
    if was and now and was.audience != now.audience:
        wrong = N_("the earlier release is the {before} edition, and this one the {now}; build the one that you want")
        raise click.ClickException(told(wrong, before=was.audience, now=now.audience))
    if was and not now and was.audience != "public":
        wrong = N_(
            "the earlier release is the {before} edition, and there is no site to tell whether it was one; build it"
        )
        raise click.ClickException(told(wrong, before=was.audience))
    try:
        back = roll_back(site, _waiting)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    if before:
        say_problems(back.problems, os.path.relpath(before))
    return back


def _waiting() -> None:
    say(N_("Another build of this site is under way; waiting for it to end. Ctrl-C gives up."))
