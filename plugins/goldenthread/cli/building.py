"""Building a site whole: compile, publish through MkDocs beside the published site, verify, switch.

In: what `goldenthread build` was given. Out: every problem met. Guaranteed: the published site changes only when there
are no errors; MkDocs' own warnings are shown, and stop a strict build.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import click

from goldenthread.cli.report import say_problems
from goldenthread.cli.vanishing import replaced
from goldenthread.compile import compile_archive
from goldenthread.mkdocs_plugin.building import Wanted, configured, listening, run
from goldenthread.problem import Problem, has_errors
from goldenthread.progress import LINKS, PHOTOS, RECORDS, Progress
from goldenthread.release import Refused, staging, switch
from goldenthread.verify import verify


def build_site(wanted: Wanted, site: Path, progress: Progress) -> tuple[str, tuple[Problem, ...]]:
    """Build; returns the edition published, "" for none, and the problems of the records or of the built site."""
    progress.begin(RECORDS)
    with tempfile.TemporaryDirectory() as empty, listening():
        settings = configured(wanted, Path(empty))
        plugin = settings.plugins["goldenthread"]
        records = Path(plugin.config["records_dir"])
        archive, problems = compile_archive(records, progress.counting(PHOTOS))
        say_problems(problems, os.path.relpath(records) if wanted.records is None else str(wanted.records))
        if has_errors(problems, strict=wanted.strict or plugin.config["strict"]):
            return "", problems
        if not wanted.config:
            settings.site_name = archive.settings.title
        try:
            with staging(site, records, Path(settings.docs_dir)) as folder:
                settings.site_dir = str(folder)
                run(settings, archive, progress)
                progress.begin(LINKS)
                report = verify(folder, urlsplit(settings.site_url or "").path or "/")
                if has_errors(report.problems):
                    say_problems(report.problems, str(site))
                    return "", report.problems
                if not plugin.config["as_of"] and (missing := replaced(site, folder)):
                    say_problems(missing, str(site))
                    return "", missing
                switch(site)
        except Refused as refused:
            raise click.BadParameter(str(refused), param_hint="--site") from None
        return str(plugin.config["edition"]), problems
