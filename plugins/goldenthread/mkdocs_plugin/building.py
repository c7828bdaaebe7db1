"""Having MkDocs build or serve a site: its configuration, the work itself, and what it says meanwhile.

In: what the command line was given. Out: MkDocs' configuration, ready to build with. Guaranteed: what is wrong with it
is a `ClickException`, which is what MkDocs raises too.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

import click
from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load

from goldenthread.mkdocs_plugin.plugin import GoldenThreadPlugin
from goldenthread.progress import Progress

RECORDS = Path("records")
DEFAULTS: dict[str, Any] = {
    "theme": {"name": "material", "font": False},
    "use_directory_urls": True,
    "markdown_extensions": [{"tables": {"use_align_attribute": True}}, "def_list", "footnotes", "abbr"],
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to build: `records` is `None` where the configuration, or else habit, says where they are."""

    records: Path | None
    edition: str | None
    config: Path | None
    as_of: date | None
    strict: bool


NO_DOCS = Path(__file__).parent / "no_docs"
"""A folder without pages, for an archive that has none: one that was made for each build would outlast a killed one."""


def configured(wanted: Wanted) -> MkDocsConfig:
    """MkDocs' configuration: the one named, or a plain one; in both our plugin with the options of this build."""
    if not wanted.config:
        settings = MkDocsConfig()
        title = {"site_name": "Golden Thread", "docs_dir": str(NO_DOCS)}
        settings.load_dict({**deepcopy(DEFAULTS), **title, "plugins": [{"goldenthread": _options(wanted, RECORDS)}]})
        _accepted(*settings.validate())
        settings.strict = wanted.strict
        return settings
    settings = load_config(str(wanted.config))
    plugin = settings.plugins.get("goldenthread")
    if plugin is None:
        raise click.ClickException(
            f"{wanted.config} has no plugin goldenthread. Add '- goldenthread' under 'plugins:'."
        )
    own = wanted.config.parent / plugin.config["records_dir"]
    given = {**plugin.config, **_options(wanted, own)}
    _accepted(*plugin.load_config(given, config_file_path=settings.config_file_path))
    settings.strict = settings.strict or wanted.strict
    return settings


def plugin_of(settings: MkDocsConfig) -> GoldenThreadPlugin:
    """Our plugin, as it is configured."""
    plugin = settings.plugins["goldenthread"]
    assert isinstance(plugin, GoldenThreadPlugin)
    return plugin


def run(settings: MkDocsConfig) -> bool:
    """Have MkDocs build from what the plugin was given; whether the records date the pages, and not the clock."""
    try:
        settings.plugins.on_startup(command="build", dirty=False)
        build(settings)
        return plugin_of(settings).run.as_of is not None
    finally:
        settings.plugins.on_shutdown()
        plugin_of(settings).given = None  # MkDocs keeps plugins for whatever is built next


def preview(wanted: Wanted, address: str, heard: type[Progress] = Progress) -> None:
    """Serve the site at `address` (host:port) and build it anew at every change, until it is interrupted.

    Each time a new `heard` hears how far it is.
    """
    with TemporaryDirectory() as folder, _heard_by(heard):
        if wanted.config:
            own = Path(configured(wanted).plugins["goldenthread"].config["records_dir"])
            with wanted.config.open("rb") as file:
                given = yaml_load(file)["plugins"]
            plugins = _with_options(given, _options(wanted, own))
            serve(str(wanted.config), plugins=_Anew(plugins), dev_addr=address)
        else:
            docs, config = Path(folder, "docs"), Path(folder, "mkdocs.yml")
            docs.mkdir()
            plain = {**DEFAULTS, "site_name": "Golden Thread", "docs_dir": str(docs)}
            config.write_text(json.dumps(plain), "utf-8")
            serve(str(config), plugins=_Anew([{"goldenthread": _options(wanted, RECORDS)}]), dev_addr=address)


@contextmanager
def _heard_by(heard: type[Progress]) -> Iterator[None]:
    """While this lasts, a preview tells it how far it is."""
    before, GoldenThreadPlugin.heard = GoldenThreadPlugin.heard, heard
    try:
        yield
    finally:
        GoldenThreadPlugin.heard = before


class _Anew(list[dict[str, Any]]):
    """A list whose dictionaries are other ones each time: MkDocs empties those that it reads, and reads them again."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(one) for one in super().__iter__())


def _with_options(plugins: Any, options: dict[str, Any]) -> list[Any]:
    """The plugins as `mkdocs.yml` lists them, ours with the options of this command."""
    listed = [{name: given} for name, given in plugins.items()] if isinstance(plugins, dict) else list(plugins)
    made = []
    for plugin in listed:
        name, given = next(iter(plugin.items())) if isinstance(plugin, dict) else (plugin, {})
        made.append({name: {**(given or {}), **options}} if name == "goldenthread" else plugin)
    return made


class Heard(logging.StreamHandler[TextIO]):
    """Shows what MkDocs says, and counts it."""

    warnings = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Show one line."""
        self.warnings += 1
        super().emit(record)


@contextmanager
def listening(*, problems: bool = False) -> Iterator[Heard]:
    """Show MkDocs' warnings on the terminal, and none of its chatter; the records' problems only where asked."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    handler = Heard()
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    handler.addFilter(lambda record: problems or not record.name.startswith("mkdocs.plugins.goldenthread"))
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)


def _options(wanted: Wanted, records: Path) -> dict[str, Any]:
    """The plugin's options as this build has them: what is typed wins over what `mkdocs.yml` says."""
    options: dict[str, Any] = {"records_dir": str((wanted.records or records).absolute())}
    if wanted.edition:
        options["edition"] = wanted.edition
    if wanted.as_of:
        options["as_of"] = wanted.as_of
    if wanted.strict:
        options["strict"] = True
    return options


def _accepted(errors: list[tuple[str, Exception]], warnings: list[tuple[str, str]]) -> None:
    """Pass on what MkDocs says of options; raises for errors."""
    for name, message in warnings:
        click.echo(f"warning: {name}: {message}", err=True)
    if errors:
        raise click.ClickException("; ".join(f"{name}: {message}" for name, message in errors))
