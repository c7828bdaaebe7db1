"""Building a site whole: compile, publish through MkDocs beside the published site, verify, switch.

In: what `goldenthread build` was given. Out: every problem met. Guaranteed: the published site changes only when there
are no errors; MkDocs' own warnings count as the options say.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from goldenthread.cli.report import say, say_problems
from goldenthread.compile import compile_archive
from goldenthread.problem import Problem, has_errors
from goldenthread.release import discard, staged, switch
from goldenthread.verify import verify

DEFAULTS: dict[str, Any] = {
    "theme": {"name": "material", "font": False},
    "use_directory_urls": True,
    "markdown_extensions": [{"tables": {"use_align_attribute": True}}, "def_list", "footnotes", "abbr"],
}


def build_site(
    records: Path, site: Path, edition: str, config: Path | None, as_of: date | None, *, strict: bool
) -> tuple[Problem, ...]:
    """Build and publish; returns the problems of the records, or those of the built site."""
    archive, problems = compile_archive(records)
    say_problems(problems, str(records))
    if has_errors(problems, strict=strict):
        return problems
    folder = staged(site)
    try:
        with tempfile.TemporaryDirectory() as empty, _quiet():
            options = {"records_dir": str(records.absolute()), "edition": edition, "strict": strict}
            if as_of:
                options["as_of"] = as_of.isoformat()
            settings = _configured(config, folder, archive.settings.title, Path(empty), options)
            base = urlsplit(settings.site_url or "").path or "/"
            _run(settings, strict=strict)
        report = verify(folder, base)
        if has_errors(report.problems):
            say_problems(report.problems, str(site))
            return report.problems
        switch(site)
        return problems
    finally:
        discard(site)


def _configured(config: Path | None, site: Path, title: str, empty: Path, options: dict[str, Any]) -> Any:
    """MkDocs' configuration: the one named, or a plain one; in both our plugin with these options."""
    from mkdocs.config.base import load_config  # noqa: PLC0415
    from mkdocs.config.defaults import MkDocsConfig  # noqa: PLC0415

    if config:
        settings = load_config(str(config), site_dir=str(site))
        plugin = settings.plugins.get("goldenthread")
        if plugin is None:
            raise SystemExit(f"{config} has no plugin goldenthread: add it under plugins:")
        plugin.load_config({**plugin.config, **options})
        return settings
    settings = MkDocsConfig()
    settings.load_dict(
        {
            **DEFAULTS,
            "site_name": title,
            "docs_dir": str(empty),
            "site_dir": str(site),
            "plugins": [{"goldenthread": options}],
        }
    )
    errors, warnings = settings.validate()
    for name, message in (*errors, *warnings):
        say(f"{name}: {message}")
    if errors:
        raise SystemExit(1)
    return settings


def _run(settings: Any, *, strict: bool) -> None:
    """Have MkDocs build, and say what it says."""
    from mkdocs.commands.build import build  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    settings.strict = strict
    try:
        settings.plugins.on_startup(command="build", dirty=False)
        build(settings)
    except MkDocsException as error:
        say(str(error))
        raise SystemExit(1) from None
    finally:
        settings.plugins.on_shutdown()


@contextmanager
def _quiet() -> Iterator[None]:
    """Show MkDocs' warnings on the terminal, and none of its chatter; the records' problems have been said already."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    handler.addFilter(lambda record: not record.name.startswith("mkdocs.plugins.goldenthread"))
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
