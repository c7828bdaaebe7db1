"""A build: every page and file of a site is made and written, and its search is indexed.

In: what `SiteRun` says. Out: the same. Guaranteed: with errors in the records it stops before MkDocs touches the folder
of the site; the archive is let go of as soon as its edition is cut.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.utils import write_file

from goldenthread.compile import compile_archive
from goldenthread.memory import Memory, unsettle
from goldenthread.mkdocs_plugin.shelf import Maker
from goldenthread.mkdocs_plugin.shell import Shells
from goldenthread.mkdocs_plugin.site_run import LEFT_AS_IT_WAS, Given, SiteRun, Taken, add, add_others, add_pages, log
from goldenthread.model.archive import Archive
from goldenthread.problem import has_errors
from goldenthread.progress import PAGES, PHOTOS, SEARCH
from goldenthread.publish import Asset, Layout, Rendered, SideBySide, Site
from goldenthread.publish.addresses import DATA as DATA_FOLDER
from goldenthread.release import MANIFEST


class SiteBuild(SiteRun):
    """Making a site whole."""

    def __init__(self, *, dirty: bool = False) -> None:
        """`dirty`: MkDocs is to write into a folder as it stands."""
        super().__init__()
        self._dirty = dirty
        self._archive: Archive | None = None
        """What the records say, no longer than until the edition has been cut from it."""
        self._ahead: SideBySide[Rendered] | None = None
        self._shells = Shells("")
        self._written = 0

    def _compiled(self, folder: Path, config: MkDocsConfig, given: Given | None) -> Archive:
        if given:
            self._archive, self.problems, self.progress = given.archive, given.problems, given.progress
            return given.archive
        _in_place(Path(config.site_dir), dirty=self._dirty)
        self._archive, self.problems = compile_archive(folder)
        self._say(self.problems)
        if has_errors(self.problems, strict=self.options.strict):
            raise PluginError(LEFT_AS_IT_WAS)
        return self._archive

    def _shown(self) -> tuple[Archive, Memory | None]:
        shown, self._archive = self._archive, None
        assert shown
        return shown, None

    def _laid_out(self, config: MkDocsConfig, guides: Mapping[str, str], *, has_home: bool) -> Layout:
        laid_out = super()._laid_out(config, guides, has_home=has_home)
        return replace(laid_out, data_folder=Path(config.site_dir, DATA_FOLDER))

    def _begun(self, site: Site, config: MkDocsConfig) -> SideBySide[Rendered]:
        """Copy photos; begin the index of the search before there are pages, which it has no need of."""
        self.progress.begin(PHOTOS)
        problems = site.copies.make()
        self._say(problems)
        if problems:
            raise PluginError("Photos could not be copied, told above with how to mend them")
        self.indexing.start(site, Path(config.site_dir))
        self._ahead = site.rendered()
        return self._ahead

    def _handed(
        self,
        files: Files,
        maker: Maker,
        taken: Taken,
        others: Mapping[str, bytes],
        *,
        alone: bool,  # noqa: ARG002
    ) -> Files:
        add_pages(maker.site.pages, maker, taken, files)
        for asset in maker.site.assets:
            if not taken.has(asset.address) and (made := _made(asset, maker.config)):
                add(made, files)
        add_others(others, maker.config, taken, files)
        return files

    def refuse(self, said: str) -> None:
        """It is an error."""
        raise PluginError(said)

    def render(self, env: Environment, config: MkDocsConfig, nav: Navigation, files: Files) -> None:  # noqa: ARG002
        """Have the theme's frame rendered once for pages that are alike."""
        self.indexing.give()
        self._written = 0
        self._shells = Shells(str(config.theme.name))
        self._shells.installed(env)

    def written(self) -> None:
        """Count it."""
        assert self.site
        self._written += 1
        self.progress.count(PAGES, self._written, len(self.site.pages))

    def end(self, config: MkDocsConfig) -> None:
        """Write anew the pages whose frame is in doubt, and wait for the index of the search."""
        self._render_no_more()  # pages that a hand-written one stands for were never asked for
        for page, output in self._shells.doubtful():
            made = config.plugins.on_post_page(output, page=page, config=config)
            write_file(made.encode(errors="xmlcharrefreplace"), page.file.abs_dest_path)
        self.progress.begin(SEARCH)
        problems = self.indexing.end()
        unsettle()
        if problems:
            raise PluginError("\n".join(found.line() for found in problems))

    def stop(self) -> None:
        """End the processes that make pages, too."""
        super().stop()
        self._render_no_more()

    def _render_no_more(self) -> None:
        if self._ahead:
            self._ahead.close()
        self._ahead = None


def _made(asset: Asset, config: MkDocsConfig) -> File | None:
    """A file of the site, written where it is to be, so that none is held until the end.

    MkDocs allows for that: it copies no file onto itself.
    """
    path = Path(config.site_dir, asset.address)
    if asset.lies:
        path = asset.lies()
    elif (made := asset.make()) is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made)
    else:
        return None
    return File.generated(config, asset.address, abs_src_path=str(path), inclusion=InclusionLevel.INCLUDED)


def _in_place(site: Path, *, dirty: bool) -> None:
    """Say what MkDocs by itself does to the folder of a site; raises `PluginError` where that would spoil another."""
    if site.is_symlink():
        raise PluginError(
            f"{site} is a link, and MkDocs would empty the folder that it leads to before it builds. Use goldenthread "
            "build, or name a folder with --site-dir"
        )
    if dirty and (site / MANIFEST).exists():
        raise PluginError(
            f"{site} was published by goldenthread build and shares files with the release before it; --dirty would "
            "write into both. Leave --dirty out, or name another folder with --site-dir"
        )
    log.info("MkDocs empties the folder of the site before it builds; goldenthread build replaces it in one step")
