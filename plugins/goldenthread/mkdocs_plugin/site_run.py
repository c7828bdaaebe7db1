"""Making a site through MkDocs: what a build and a preview have in common.

In: the plugin's options, and MkDocs' configuration and files. Out: the pages and files of the site in MkDocs' terms.
Guaranteed: a hand-written file at the address of one of ours is told of; nothing is made here that a preview makes when
it is asked for.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from goldenthread.cache import root_of_all
from goldenthread.compile import copies_of, edition_of, loader
from goldenthread.memory import Memory, unsettle
from goldenthread.mkdocs_plugin.config import GoldenThreadConfig
from goldenthread.mkdocs_plugin.indexing import Indexing
from goldenthread.mkdocs_plugin.kept_out import lying_in
from goldenthread.mkdocs_plugin.navigation import HOME
from goldenthread.mkdocs_plugin.page import EARLIEST, LATEST, How
from goldenthread.mkdocs_plugin.shelf import Maker
from goldenthread.model.archive import Archive
from goldenthread.model.fields import Audience
from goldenthread.model.settings import Settings
from goldenthread.problem import Problem
from goldenthread.progress import DATA, EDITION, PHOTOS, Progress
from goldenthread.publish import Layout, Rendered, SideBySide, Site, publish
from goldenthread.publish import Page as Recorded

log = get_plugin_logger(__name__)
LEFT_AS_IT_WAS = "The records have problems, told above with how to mend them; the site is left as it was"


@dataclass(frozen=True, slots=True)
class Given:
    """What was compiled and checked before MkDocs began, and what hears how far the work is."""

    archive: Archive
    problems: tuple[Problem, ...]
    progress: Progress


class SiteRun(ABC):
    """One way of making a site: hook by hook, as MkDocs calls the plugin."""

    site: Site | None
    """What is published, as soon as the records have been compiled and the edition cut."""

    def __init__(self) -> None:
        self.site = None
        self.progress = Progress()
        self.options = GoldenThreadConfig()
        self.indexing = Indexing()
        self.problems: tuple[Problem, ...] = ()
        self._in_public = False
        """Whether the records can be seen by everybody where they are kept."""

    def begin(self, options: GoldenThreadConfig, config: MkDocsConfig, given: Given | None) -> Settings:
        """Compile the records, before MkDocs empties the folder of the site."""
        self.options = options
        self.indexing.begin()
        folder = self.records_folder(config)
        _apart(folder, Path(config.docs_dir))
        archive = self._compiled(folder, config, given)
        self._in_public = archive.settings.public_repository
        return archive.settings

    @abstractmethod
    def _compiled(self, folder: Path, config: MkDocsConfig, given: Given | None) -> Archive:
        """The archive to show, held for `_shown`."""

    @abstractmethod
    def _shown(self) -> tuple[Archive, Memory | None]:
        """The archive of which an edition is to be cut, and what is remembered of earlier ones."""

    def hand_over(
        self, files: Files, config: MkDocsConfig, others: Mapping[str, bytes], own: BasePlugin[GoldenThreadConfig]
    ) -> Files:
        """MkDocs' files with ours among them, and those of `others`, by address; `own` is the plugin that asks."""
        self._keep_out(files, config)
        taken = Taken(self, files)
        self.progress.begin(EDITION)
        site = self.site = self._published(config, files, has_home=HOME not in taken.known)
        ahead = self._begun(site, config)
        self.progress.begin(DATA)
        heard = [one for handlers in config.plugins.events.values() for one in handlers]
        looking = config.plugins.events["page_content"]
        how = How(ahead, any(_whose(one) is not own for one in looking))
        maker = Maker(site, config, how, partial(self._edit_uri, config=config))
        return self._handed(files, maker, taken, others, alone=all(_whose(one) is own for one in heard))

    @abstractmethod
    def _begun(self, site: Site, config: MkDocsConfig) -> SideBySide[Rendered] | None:
        """Begin what is made ahead, before MkDocs is handed anything; gives the content of the pages, where it is."""

    @abstractmethod
    def _handed(self, files: Files, maker: Maker, taken: Taken, others: Mapping[str, bytes], *, alone: bool) -> Files:
        """The files with ours among them; `alone`: no other plugin hears of anything."""

    def _keep_out(self, files: Files, config: MkDocsConfig) -> None:
        """Let MkDocs publish nothing that lies among the records, or in the cache, as it lies there."""
        own = {config.docs_dir, config.theme.custom_dir}
        written = [file for file in files if file.src_dir in own]
        for what, folder in (("the records", self.records_folder(config)), ("the cache", root_of_all())):
            if found := [*lying_in(written, folder)]:
                several = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
                self.refuse(
                    f"{found[0].src_uri}{several} would be published as it lies in {what}: keep docs_dir and the "
                    "theme's custom_dir apart from that folder, and let no link lead into it"
                )
            for file in found:
                files.remove(file)

    @abstractmethod
    def refuse(self, said: str) -> None:
        """Say what is wrong with the hand-written files; in a build that is an error."""

    @abstractmethod
    def render(self, env: Environment, config: MkDocsConfig, nav: Navigation, files: Files) -> None:
        """Set up the theme, before any page is rendered."""

    @abstractmethod
    def written(self) -> None:
        """A page of records has been written."""

    @abstractmethod
    def end(self, config: MkDocsConfig) -> None:
        """Do what is to be done once MkDocs has written all pages."""

    def stop(self) -> None:
        """Leave nothing at work that would go on writing."""
        self.indexing.stop()

    def close(self) -> None:
        """The same at the end, when nothing is shown any more."""
        self.stop()
        self.indexing.close()

    def fail(self) -> None:
        """The same where a build has failed, of which nothing more is heard."""
        self.stop()
        self.progress.end()
        unsettle()

    @property
    def as_of(self) -> datetime | None:
        """The day of the records, where a sitemap can be dated with it."""
        day = self.site.book.edition.as_of if self.site else None
        return datetime.combine(day, time(), UTC) if day and EARLIEST <= day.year <= LATEST else None

    def records_folder(self, config: MkDocsConfig) -> Path:
        """Where the records lie."""
        base = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return base / self.options.records_dir

    def _say(self, problems: Iterable[Problem]) -> None:
        for found in problems:
            report = log.error if found.level == "error" else log.warning
            report(found.line(self.options.records_dir))

    def _published(self, config: MkDocsConfig, files: Files, *, has_home: bool) -> Site:
        audience: Audience = "internal" if self.options.edition == "internal" else "public"
        folder, counted = self.records_folder(config), self.progress.counting(PHOTOS)
        archive, memory = self._shown()
        edition = edition_of(archive, audience, self.options.as_of, memory)
        layout = self._laid_out(config, self._guides(files), has_home=has_home)
        return publish(edition, loader(folder), layout, copies_of(folder, audience), counted)

    def _laid_out(self, config: MkDocsConfig, guides: Mapping[str, str], *, has_home: bool) -> Layout:
        return Layout(
            folders=config.use_directory_urls,
            overrides=(Path(self.options.templates_dir),) if self.options.templates_dir else (),
            extensions=tuple(config.markdown_extensions),
            extension_configs=config.mdx_configs,
            has_home=has_home,
            warned=self.problems,
            edited_at=partial(self._edited_at, config),
            guides=guides,
            name=config.site_name or "",
            site_url=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        )

    def _guides(self, files: Files) -> dict[str, str]:
        """The addresses of the hand-written pages for editors and for evaluators."""
        found = {reader: files.get_file_from_path(path) for reader, path in self.options.guides.items()}
        for reader, file in found.items():
            if file is None:
                raise PluginError(f"guides: {reader}: there is no page {self.options.guides[reader]} in docs_dir")
        return {reader: file.dest_uri.removesuffix(HOME) for reader, file in found.items() if file}

    def _edit_uri(self, path: str, config: MkDocsConfig) -> str | None:
        """From the hand-written pages to a record, in the internal edition or where the repository is public."""
        if not path or not config.repo_url or not config.config_file_path:
            return None
        if self.options.edition != "internal" and not self._in_public:
            return None
        record = (self.records_folder(config) / path).resolve()
        if not record.is_relative_to(Path(config.config_file_path).resolve().parent):
            return None
        return Path(os.path.relpath(record, Path(config.docs_dir).resolve())).as_posix()

    def _edited_at(self, config: MkDocsConfig, path: str) -> str:
        """Where a record can be edited on the web, as MkDocs says it of pages; "" where that is not known."""
        found = self._edit_uri(path, config)
        return urljoin(f"{(config.repo_url or '').rstrip('/')}/", f"{config.edit_uri or ''}{found}") if found else ""


class Taken:
    """The addresses that hand-written files have."""

    def __init__(self, run: SiteRun, files: Files) -> None:
        self.known = {file.dest_uri: file for file in files if not file.inclusion.is_excluded()}
        self._run = run

    def has(self, address: str) -> bool:
        """Whether one has this address, which then is told."""
        existing = self.known.get(address)
        if existing:
            self.tell(existing)
        return existing is not None

    def tell(self, existing: File) -> None:
        """Say that a file has the address of one of ours."""
        self._run.refuse(f"{existing.src_uri} has the address of a page made from records: give it another name")


def add(file: File, files: Files) -> None:
    """Hand a generated file to MkDocs, in the place of a hand-written one that is left out of the site."""
    if excluded := files.get_file_from_path(file.src_uri):
        files.remove(excluded)
    files.append(file)


def add_pages(pages: Iterable[Recorded], maker: Maker, taken: Taken, files: Files) -> None:
    """Hand over pages of records."""
    for number, recorded in enumerate(pages):
        if not taken.has(f"{recorded.address}{HOME}"):
            add(maker.page(recorded, number).file, files)


def add_others(others: Mapping[str, bytes], config: MkDocsConfig, taken: Taken, files: Files) -> None:
    """Hand over what is no page of records, by address."""
    for address, content in others.items():
        if not taken.has(address):
            add(File.generated(config, address, content=content, inclusion=InclusionLevel.NOT_IN_NAV), files)


def _whose(handler: object) -> object:
    """The plugin that hears of an event."""
    return getattr(handler, "__self__", None)


def _apart(records: Path, docs: Path) -> None:
    """MkDocs publishes all of `docs_dir` as it is: records in it would be published whole, internal ones too."""
    records, docs = records.resolve(), docs.resolve()
    if records.is_relative_to(docs) or docs.is_relative_to(records):
        raise PluginError(
            f"the records ({records.name}) and docs_dir ({docs.name}) may not be one inside the other: "
            "everything in docs_dir is published as it is. Put the records beside it."
        )
