"""The plugin: thin hooks, in the order in which MkDocs calls them.

In: MkDocs' events. Out: what each hook hands back. Guaranteed: a build with errors stops before MkDocs touches the
published folder; under `serve` nothing stops: the last good archive is shown, with the problems.
"""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from goldenthread.compile import compile_archive, edition_of, loader
from goldenthread.mkdocs_plugin.config import GoldenThreadConfig
from goldenthread.mkdocs_plugin.navigation import navigation
from goldenthread.mkdocs_plugin.page import RecordPage
from goldenthread.model.archive import Archive
from goldenthread.problem import Problem, has_errors
from goldenthread.publish import Layout, Site, publish
from goldenthread.publish.addresses import MENU
from goldenthread.publish.site import STYLESHEET

log = get_plugin_logger(__name__)
HOME = "index.md"


class GoldenThreadPlugin(BasePlugin[GoldenThreadConfig]):
    """Compiles a records folder into pages of the site."""

    def __init__(self) -> None:
        self._serving = False
        self._good: Archive | None = None
        self._archive: Archive | None = None
        self._problems: tuple[Problem, ...] = ()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Note whether this is a preview. Defining this keeps the instance, and the last good archive, between builds."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compile the records, before MkDocs empties the folder of the site; set up theme and style sheet."""
        folder = self._records_folder(config)
        self._archive, self._problems = self._compiled(folder)
        if self._serving:
            config.watch.append(str(folder))
        if config.theme.name == "material":
            shell = resources.files(__package__) / "theme" / "material"
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(shell))
        config.extra_css.append(STYLESHEET)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a generated file, with a finished page, for each page of the edition, and its assets."""
        assert self._archive is not None
        site = self._site(files, config)
        for recorded in site.pages:
            uri = f"{recorded.address}index.md"
            if existing := files.get_file_from_path(uri):
                raise PluginError(f"{existing.src_uri} has the address of a page made from records: give it another name")
            menu = recorded.address.rstrip("/") in MENU or not recorded.address
            inclusion = InclusionLevel.INCLUDED if menu else InclusionLevel.NOT_IN_NAV
            file = File.generated(config, uri, content="", inclusion=inclusion)
            file.edit_uri = self._edit_uri(recorded.source.path if recorded.source else "", config)
            files.append(file)
            RecordPage(site, recorded, file, config)
        for asset in site.assets:
            made = asset.make()
            if made is not None:
                files.append(File.generated(config, asset.address, content=made))
        config.nav = navigation(config.nav, files)
        return files

    def _records_folder(self, config: MkDocsConfig) -> Path:
        base = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return base / self.config.records_dir

    def _compiled(self, folder: Path) -> tuple[Archive, tuple[Problem, ...]]:
        """The archive to show. With errors: in a build none; in a preview the last good one, or what could be read."""
        archive, problems = compile_archive(folder)
        for found in problems:
            report = log.error if found.level == "error" else log.warning
            report(found.line(self.config.records_dir))
        if not has_errors(problems, strict=self.config.strict):
            self._good = archive
            return archive, problems
        if not self._serving:
            raise PluginError(f"{len(problems)} problems in the records, told above; the site is left as it was")
        return self._good or archive, problems

    def _site(self, files: Files, config: MkDocsConfig) -> Site:
        assert self._archive is not None
        as_of = date.fromisoformat(self.config.as_of) if self.config.as_of else None
        edition = edition_of(self._archive, "internal" if self.config.edition == "internal" else "public", as_of)
        base = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        layout = Layout(
            folders=config.use_directory_urls,
            overrides=(base / self.config.templates_dir,) if self.config.templates_dir else (),
            extensions=tuple(config.markdown_extensions),
            extension_configs=config.mdx_configs,
            has_home=files.get_file_from_path(HOME) is None,
            problems=tuple(found.line(self.config.records_dir) for found in self._problems) if self._serving else (),
        )
        return publish(edition, loader(self._records_folder(config)), layout)

    def _edit_uri(self, path: str, config: MkDocsConfig) -> str | None:
        """From the folder of hand-written pages to a record, in the internal edition or where the repository is public."""
        assert self._archive is not None
        if not path or not config.repo_url:
            return None
        if self.config.edition != "internal" and not self._archive.settings.public_repository:
            return None
        return f"../{self.config.records_dir.strip('/')}/{path}"
