"""The plugin: thin hooks, in the order in which MkDocs calls them.

In: MkDocs' events. Out: what each hook hands back. Guaranteed: a build with errors stops before MkDocs touches the
published folder; under `serve` nothing stops: the last good archive is shown, with the problems.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import partial
from importlib import resources
from pathlib import Path
from typing import ClassVar, Literal
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date, write_file
from mkdocs.utils.templates import TemplateContext

from goldenthread.cache import cache_of
from goldenthread.compile import compile_archive, copies_of, edition_of, loader
from goldenthread.memory import Memory, settle, uncollected, unsettle
from goldenthread.mkdocs_plugin.admin import admin_files, repository_of, with_forms
from goldenthread.mkdocs_plugin.config import GoldenThreadConfig
from goldenthread.mkdocs_plugin.indexing import Indexing
from goldenthread.mkdocs_plugin.navigation import HOME, navigation
from goldenthread.mkdocs_plugin.on_demand import OnDemand, built, found_in
from goldenthread.mkdocs_plugin.page import EARLIEST, LATEST, How, RecordPage
from goldenthread.mkdocs_plugin.shelf import Maker, Shelf, empty
from goldenthread.mkdocs_plugin.shell import Shells
from goldenthread.mkdocs_plugin.watching import look_less
from goldenthread.model.archive import Archive
from goldenthread.model.fields import Audience
from goldenthread.problem import Problem, has_errors
from goldenthread.progress import DATA, EDITION, PAGES, PHOTOS, RECORDS, SEARCH, Progress
from goldenthread.publish import Asset, Layout, Site, publish
from goldenthread.publish.addresses import DATA as DATA_FOLDER
from goldenthread.publish.compiled import Compiled
from goldenthread.publish.site import STYLESHEET
from goldenthread.release import MANIFEST

log = get_plugin_logger(__name__)


class GoldenThreadPlugin(BasePlugin[GoldenThreadConfig]):
    """Compiles a records folder into pages of the site."""

    heard: ClassVar[type[Progress]] = Progress
    """What hears how far a preview is: MkDocs makes the plugins of one itself."""

    def __init__(self) -> None:
        self.compiled: Archive | None = None
        """What to publish, where the records have been compiled and checked before."""
        self.warned: tuple[Problem, ...] = ()
        """What was found then."""
        self.progress = Progress()
        """Hears what is being done."""
        self._serving = False
        self._dirty = False
        self._good: Archive | None = None
        self._archive: Archive | None = None
        """What the records say; in a build no longer than until the edition has been cut from it."""
        self._in_public = False
        """Whether the records can be seen by everybody where they are kept."""
        self._problems: tuple[Problem, ...] = ()
        self._site: Site | None = None
        self._how: How | None = None
        self._shells = Shells("")
        self._written = 0
        self._indexing = Indexing()
        self._memory = Memory()
        self._on_demand = OnDemand(self._indexing.file)
        self._nav = Navigation([], [])
        self._forms: Mapping[str, bytes] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether this is a preview. That this is defined keeps the instance, and so the last good archive."""
        self._serving = command == "serve"
        self._dirty = dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compile the records, before MkDocs empties the folder of the site; set up theme and style sheet."""
        self._on_demand.begin()
        self._indexing.begin()
        if self._serving:
            self.progress = self.heard()
            self.progress.begin(RECORDS)
        folder = self._records_folder(config)
        _apart(folder, Path(config.docs_dir))
        if not self.compiled and not self._serving:
            _in_place(Path(config.site_dir), dirty=self._dirty)
        self._archive, self._problems = (self.compiled, self.warned) if self.compiled else self._compiled(folder)
        self.compiled = None
        settings = self._archive.settings
        self._in_public = settings.public_repository
        if self._serving:
            config.watch += [str(folder), *([self.config.templates_dir] if self.config.templates_dir else [])]
        if config.theme.name == "material":
            shell = resources.files(__package__) / "theme" / "material"
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(shell))
            _speak(config, settings.languages)
        config.extra_css.append(STYLESHEET)
        language = next(iter(settings.languages), "")
        repository = repository_of(self.config, config.config_file_path, folder)
        self._forms = admin_files(repository, language, cache_of(folder, "forms")) if repository else {}
        return config

    @uncollected()
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a generated file, with a finished page, for each page of the edition, and its assets."""
        taken = {file.dest_uri: file for file in files if not file.inclusion.is_excluded()}
        self.progress.begin(EDITION)
        site = self._site = self._published(config, files, has_home=HOME not in taken)
        if not self._serving:
            self.progress.begin(PHOTOS)
            self._tell_photos(site.copies.make())
            self._indexing.start(site, Path(config.site_dir))  # before there are pages, which it has no need of
        self.progress.begin(DATA)
        handlers = config.plugins.events["page_content"]
        looked_at = any(getattr(one, "__self__", None) is not self for one in handlers)
        how = self._how = How(None if self._serving else site.rendered(), looked_at)
        maker = Maker(site, config, how, partial(self._edit_uri, config=config))
        later = self._serving and self._is_alone(config)
        told = (page for page in site.front if page.in_menu) if later else site.pages
        for number, recorded in enumerate(told):
            if not self._is_taken(f"{recorded.address}{HOME}", taken):
                self._add(maker.page(recorded, number).file, files)
        for asset in () if later else site.assets:
            if not self._is_taken(asset.address, taken) and (made := self._made(asset, config)):
                self._add(made, files)
                if self._serving:
                    self._on_demand.later(made.dest_uri, asset.make)
        for address, form in self._forms.items():
            if not self._is_taken(address, taken):
                self._add(File.generated(config, address, content=form, inclusion=InclusionLevel.NOT_IN_NAV), files)
        if self._forms:
            _loosen_headers(files, config)
        if later:
            files = Shelf(files, maker, self._tell_taken)
        config.nav = navigation(config.nav, files, site.menu)
        settle()
        return files

    def _is_alone(self, config: MkDocsConfig) -> bool:
        """Whether no other plugin hears of anything."""
        heard = (one for handlers in config.plugins.events.values() for one in handlers)
        return all(getattr(one, "__self__", None) is self for one in heard)

    def _made(self, asset: Asset, config: MkDocsConfig) -> File | None:
        """A file of the site, written where it is to be, so that none is held until the end; in a preview an empty one.

        MkDocs allows for that: it copies no file onto itself.
        """
        if self._serving:
            return empty(asset, config)
        path = Path(config.site_dir, asset.address)
        if asset.lies:
            path = asset.lies()
        elif (made := asset.make()) is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
        else:
            return None
        return File.generated(config, asset.address, abs_src_path=str(path), inclusion=InclusionLevel.INCLUDED)

    def _tell_photos(self, problems: tuple[Problem, ...]) -> None:
        """Say which photos could not be copied, and end the build."""
        for found in problems:
            log.error(found.line(self.config.records_dir))
        if problems:
            raise PluginError("Photos could not be copied, told above with how to mend them")

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Date hand-written pages too by the records: MkDocs takes today, and every build would differ."""
        self._nav = nav
        if self._as_of:
            for file in files.documentation_pages():
                if file.page and file.page.update_date == get_build_date():
                    file.page.update_date = self._as_of.date().isoformat()
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Have the theme's frame rendered once for pages that are alike; in a preview, each when it is asked for."""
        self.progress.begin(PAGES)
        env.bytecode_cache = env.bytecode_cache or Compiled(env)
        env.globals["gt_noindex"] = self.config.edition == "internal"
        if self._serving:
            env.globals["gt_preview"] = True  # its server puts a script into each page that the policy refuses
            build = partial(built, config=config, nav=self._nav, files=files, env=env)
            self._on_demand.set_aside(files, build)
            if isinstance(files, Shelf):
                self._on_demand.find(partial(found_in, files, build))
            return env
        self._indexing.give()
        self._written = 0
        self._shells = Shells(str(config.theme.name))
        self._shells.installed(env)
        return env

    @event_priority(100)  # other plugins then see the content
    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,  # noqa: ARG002
    ) -> TemplateContext:
        """Have the content ready; give themes that say when the site was built the day of the records."""
        if isinstance(page, RecordPage):
            page.prepare()
        if self._as_of:
            context["build_date_utc"] = self._as_of
        return context

    @event_priority(-100)  # other plugins have seen the content
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Let go of what is about to be written."""
        if isinstance(page, RecordPage):
            page.release()
            self._written += 1
            if not self._serving and self._site:
                self.progress.count(PAGES, self._written, len(self._site.pages))

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Note the words of a hand-written page, for the search."""
        if not isinstance(page, RecordPage):
            self._indexing.note(page, html)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the index of the search, in a preview beside the reader; without one a build fails."""
        assert self._site is not None
        assert self._how is not None
        if self._how.rendered:
            self._how.rendered.close()  # pages that a hand-written one stands for were never asked for
        for page, output in self._shells.doubtful():
            made = config.plugins.on_post_page(output, page=page, config=config)
            write_file(made.encode(errors="xmlcharrefreplace"), page.file.abs_dest_path)
        self.progress.begin(SEARCH)
        if self._serving:
            self._on_demand.end(Path(config.site_dir))
            self._indexing.behind(self._site, log)
            self.progress.end()
            return
        problems = self._indexing.end()
        unsettle()
        if problems:
            raise PluginError("\n".join(found.line() for found in problems))

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG002
        """Have the server make what it is asked for, and look at files at less cost."""
        served = server.get_app()
        assert served is not None
        server.set_app(self._on_demand.around(served, server.mount_path))
        look_less(server)
        return server

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """Leave nothing at work that would go on writing."""
        self._indexing.stop()
        self.progress.end()
        unsettle()

    def on_shutdown(self) -> None:
        """The same when a preview ends, whose folder goes; and let go of all that was built from."""
        self._indexing.stop()
        self._site = self._how = None
        self._shells = Shells("")
        self._nav = Navigation([], [])
        gc.collect()

    @property
    def _as_of(self) -> datetime | None:
        day = self._site.book.edition.as_of if self._site else None
        return datetime.combine(day, time(), UTC) if day and EARLIEST <= day.year <= LATEST else None

    def _is_taken(self, address: str, taken: dict[str, File]) -> bool:
        """Whether a hand-written file has the address of a generated one: in a build that is an error."""
        existing = taken.get(address)
        if existing:
            self._tell_taken(existing)
        return existing is not None

    def _tell_taken(self, existing: File) -> None:
        said = f"{existing.src_uri} has the address of a page made from records: give it another name"
        if not self._serving:
            raise PluginError(said)
        log.error(said)

    def _add(self, file: File, files: Files) -> None:
        """Hand a generated file to MkDocs, in the place of a hand-written one that is left out of the site."""
        if excluded := files.get_file_from_path(file.src_uri):
            files.remove(excluded)
        files.append(file)

    def _records_folder(self, config: MkDocsConfig) -> Path:
        base = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return base / self.config.records_dir

    def _compiled(self, folder: Path) -> tuple[Archive, tuple[Problem, ...]]:
        """The archive to show. With errors: in a build none; in a preview the last good one, or what could be read."""
        archive, problems = compile_archive(folder, memory=self._memory)
        for found in problems:
            report = log.error if found.level == "error" else log.warning
            report(found.line(self.config.records_dir))
        if not has_errors(problems, strict=self.config.strict):
            self._good = archive if self._serving else None
            return archive, problems
        nothing_to_watch = self._good is None and not folder.is_dir()
        if not self._serving or nothing_to_watch:
            raise PluginError("The records have problems, told above with how to mend them; the site is left as it was")
        return self._good or archive, problems

    def _published(self, config: MkDocsConfig, files: Files, *, has_home: bool) -> Site:
        assert self._archive is not None
        audience: Audience = "internal" if self.config.edition == "internal" else "public"
        folder = self._records_folder(config)
        edition = edition_of(self._archive, audience, self.config.as_of, self._memory if self._serving else None)
        if not self._serving:
            self._archive = None
        layout = Layout(
            folders=config.use_directory_urls,
            overrides=(Path(self.config.templates_dir),) if self.config.templates_dir else (),
            extensions=tuple(config.markdown_extensions),
            extension_configs=config.mdx_configs,
            has_home=has_home,
            problems=self._told() if self._serving else (),
            warned=self._problems,
            edited_at=partial(self._edited_at, config),
            draft=self._serving,
            data_folder=None if self._serving else Path(config.site_dir, DATA_FOLDER),
            guides=self._guides(files),
            name=config.site_name or "",
            site_url=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        )
        return publish(edition, loader(folder), layout, copies_of(folder, audience), self.progress.counting(PHOTOS))

    def _guides(self, files: Files) -> dict[str, str]:
        """The addresses of the hand-written pages for editors and for evaluators."""
        found = {reader: files.get_file_from_path(path) for reader, path in self.config.guides.items()}
        for reader, file in found.items():
            if file is None:
                raise PluginError(f"guides: {reader}: there is no page {self.config.guides[reader]} in docs_dir")
        return {reader: file.dest_uri.removesuffix(HOME) for reader, file in found.items() if file}

    def _told(self) -> tuple[str, ...]:
        """The problems as a preview shows them: in the public edition without quoting what records say."""
        root = self.config.records_dir.rstrip("/")
        if self.config.edition == "internal":
            return tuple(found.line(root) for found in self._problems)
        return tuple(f"{root}/{one.at}: {one.level} {one.code} {one.explanation.title}" for one in self._problems)

    def _edit_uri(self, path: str, config: MkDocsConfig) -> str | None:
        """From the hand-written pages to a record, in the internal edition or where the repository is public."""
        if not path or not config.repo_url or not config.config_file_path:
            return None
        if self.config.edition != "internal" and not self._in_public:
            return None
        record = (self._records_folder(config) / path).resolve()
        if not record.is_relative_to(Path(config.config_file_path).resolve().parent):
            return None
        return Path(os.path.relpath(record, Path(config.docs_dir).resolve())).as_posix()

    def _edited_at(self, config: MkDocsConfig, path: str) -> str:
        """Where a record can be edited on the web, as MkDocs says it of pages; "" where that is not known."""
        found = self._edit_uri(path, config)
        return urljoin(f"{(config.repo_url or '').rstrip('/')}/", f"{config.edit_uri or ''}{found}") if found else ""


def _speak(config: MkDocsConfig, languages: tuple[str, ...]) -> None:
    """Have the theme speak the archive's first language, and run as it runs, where it knows it.

    English is what an archive that names no language is in: then `theme.language` stays as the site has it.
    """
    named = [code for code in languages[:1] if code != "en"]
    spoken = [code for code in named for folder in config.theme.dirs if _knows(Path(folder), code)]
    if spoken:
        config.theme["language"] = spoken[0]


def _knows(theme: Path, language: str) -> bool:
    return (theme / "partials" / "languages" / f"{language}.html").is_file()


def _loosen_headers(files: Files, config: MkDocsConfig) -> None:
    """Have our headers leave the policy to each page; those that a site has of its own stay as they are."""
    ours = files.get_file_from_path("_headers")
    if ours and ours.src_dir and Path(ours.src_dir).resolve() != Path(config.docs_dir).resolve():
        files.remove(ours)
        made = with_forms(ours.content_string)
        files.append(File.generated(config, "_headers", content=made, inclusion=InclusionLevel.NOT_IN_NAV))


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


def _apart(records: Path, docs: Path) -> None:
    """MkDocs publishes all of `docs_dir` as it is: records in it would be published whole, internal ones too."""
    records, docs = records.resolve(), docs.resolve()
    if records.is_relative_to(docs) or docs.is_relative_to(records):
        raise PluginError(
            f"the records ({records.name}) and docs_dir ({docs.name}) may not be one inside the other: "
            "everything in docs_dir is published as it is. Put the records beside it."
        )
