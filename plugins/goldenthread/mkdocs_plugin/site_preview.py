"""A preview: pages and files are made when a browser asks for them, and nothing stops the server.

In: what `SiteRun` says. Out: the same, build after build. Guaranteed: where records have errors, the last good archive
is shown with the problems, or what could be read of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from goldenthread.compile import compile_archive
from goldenthread.memory import Memory
from goldenthread.mkdocs_plugin.config import GoldenThreadConfig
from goldenthread.mkdocs_plugin.on_demand import OnDemand, built, found_in
from goldenthread.mkdocs_plugin.shelf import Maker, Shelf, empty
from goldenthread.mkdocs_plugin.site_run import LEFT_AS_IT_WAS, Given, SiteRun, Taken, add, add_others, add_pages, log
from goldenthread.mkdocs_plugin.theme_files import list_less
from goldenthread.mkdocs_plugin.watching import look_less
from goldenthread.model.archive import Archive
from goldenthread.model.settings import Settings
from goldenthread.problem import has_errors
from goldenthread.progress import RECORDS, SEARCH, Progress
from goldenthread.publish import Layout, Site


class SitePreview(SiteRun):
    """Showing a site while its records are edited."""

    def __init__(self, heard: type[Progress]) -> None:
        """Each time records are read, a new `heard` hears how far that is."""
        super().__init__()
        self._heard = heard
        self._memory = Memory()
        self._good: Archive | None = None
        self._archive: Archive | None = None
        self._on_demand = OnDemand(self.indexing.file)

    def begin(self, options: GoldenThreadConfig, config: MkDocsConfig, given: Given | None) -> Settings:
        """What was to be made of the state before is out of date."""
        self._on_demand.begin()
        self.progress = self._heard()
        self.progress.begin(RECORDS)
        settings = super().begin(options, config, given)
        list_less(config.theme)
        config.watch += [str(self.records_folder(config)), *([options.templates_dir] if options.templates_dir else [])]
        return settings

    def _compiled(self, folder: Path, config: MkDocsConfig, given: Given | None) -> Archive:  # noqa: ARG002
        archive, self.problems = compile_archive(folder, memory=self._memory)
        self._say(self.problems)
        if not has_errors(self.problems, strict=self.options.strict):
            self._good = archive
        elif self._good is None and not folder.is_dir():
            raise PluginError(LEFT_AS_IT_WAS)  # there would be nothing to watch
        self._archive = self._good or archive
        return self._archive

    def _shown(self) -> tuple[Archive, Memory | None]:
        assert self._archive
        return self._archive, self._memory

    def _laid_out(self, config: MkDocsConfig, guides: Mapping[str, str], *, has_home: bool) -> Layout:
        laid_out = super()._laid_out(config, guides, has_home=has_home)
        return replace(laid_out, problems=self._told(), draft=True)

    def _told(self) -> tuple[str, ...]:
        """The problems as pages show them: in the public edition without quoting what records say."""
        root = self.options.records_dir.rstrip("/")
        if self.options.edition == "internal":
            return tuple(found.line(root) for found in self.problems)
        return tuple(f"{root}/{one.at}: {one.level} {one.code} {one.explanation.title}" for one in self.problems)

    def _begun(self, site: Site, config: MkDocsConfig) -> None:
        """Nothing is made before it is asked for."""

    def _handed(self, files: Files, maker: Maker, taken: Taken, others: Mapping[str, bytes], *, alone: bool) -> Files:
        """All of them where other plugins look at any; else the pages of the menu, and a shelf that knows the rest."""
        site = maker.site
        add_pages((page for page in site.front if page.in_menu) if alone else site.pages, maker, taken, files)
        for asset in () if alone else site.assets:
            if not taken.has(asset.address):
                made = empty(asset, maker.config)
                add(made, files)
                self._on_demand.later(made.dest_uri, asset.make)
        add_others(others, maker.config, taken, files)
        return Shelf(files, maker, taken.tell) if alone else files

    def refuse(self, said: str) -> None:
        """It is told, and the server goes on."""
        log.error(said)

    def render(self, env: Environment, config: MkDocsConfig, nav: Navigation, files: Files) -> None:
        """Have MkDocs pass over our pages, and each built when it is asked for."""
        env.globals["gt_preview"] = True  # its server puts a script into each page that the policy refuses
        build = partial(built, config=config, nav=nav, files=files, env=env)
        self._on_demand.set_aside(files, build)
        if isinstance(files, Shelf):
            self._on_demand.find(partial(found_in, files, build))

    def written(self) -> None:
        """Nobody counts them."""

    def end(self, config: MkDocsConfig) -> None:
        """Index the search beside the reader."""
        assert self.site
        self.progress.begin(SEARCH)
        self._on_demand.end(Path(config.site_dir))
        self.indexing.behind(self.site, log)
        self.progress.end()

    def serve(self, server: LiveReloadServer) -> None:
        """Have the server make what it is asked for, and look at files at less cost."""
        served = server.get_app()
        assert served is not None
        server.set_app(self._on_demand.around(served, server.mount_path))
        look_less(server)
