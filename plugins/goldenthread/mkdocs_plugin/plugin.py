"""The plugin: thin hooks, in the order in which MkDocs calls them.

In: MkDocs' events. Out: what each hook hands back. Guaranteed: what differs between a build and a preview is asked of
`SiteBuild` or `SitePreview`; what is here is the same in both.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import ClassVar, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date
from mkdocs.utils.templates import TemplateContext

from goldenthread.cache import cache_of
from goldenthread.memory import settle, uncollected
from goldenthread.mkdocs_plugin.admin import admin_files, repository_of, with_forms
from goldenthread.mkdocs_plugin.config import GoldenThreadConfig
from goldenthread.mkdocs_plugin.navigation import navigation
from goldenthread.mkdocs_plugin.page import RecordPage
from goldenthread.mkdocs_plugin.site_build import SiteBuild
from goldenthread.mkdocs_plugin.site_preview import SitePreview
from goldenthread.mkdocs_plugin.site_run import Given, SiteRun
from goldenthread.progress import PAGES, Progress
from goldenthread.publish.compiled import compiled_for
from goldenthread.publish.site import STYLESHEET


class GoldenThreadPlugin(BasePlugin[GoldenThreadConfig]):
    """Compiles a records folder into pages of the site."""

    heard: ClassVar[type[Progress]] = Progress
    """What hears how far a preview is: MkDocs makes the plugins of one itself."""

    def __init__(self) -> None:
        self.given: Given | None = None
        """What to publish, where the records have been compiled and checked before."""
        self.run: SiteRun = SiteBuild()
        self._nav = Navigation([], [])
        self._forms: Mapping[str, bytes] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether this is a preview. That this is defined keeps the instance, and so the last good archive."""
        self.run.close()
        self.run = SitePreview(self.heard) if command == "serve" else SiteBuild(dirty=dirty)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compile the records, before MkDocs empties the folder of the site; set up theme and style sheet."""
        given, self.given = self.given, None
        settings = self.run.begin(self.config, config, given)
        if config.theme.name == "material":
            shell = resources.files(__package__) / "theme" / "material"
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(shell))
            _speak(config, settings.languages)
        config.extra_css.append(STYLESHEET)
        folder = self.run.records_folder(config)
        language = next(iter(settings.languages), "")
        repository = repository_of(self.config, config.config_file_path, folder)
        self._forms = admin_files(repository, language, cache_of(folder, "forms")) if repository else {}
        return config

    @uncollected()
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a generated file, with a finished page, for each page of the edition, and its assets."""
        if self._forms:
            _loosen_headers(files, config)
        files = self.run.hand_over(files, config, self._forms, self)
        assert self.run.site
        config.nav = navigation(config.nav, files, self.run.site.menu)
        settle()
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Date hand-written pages too by the records: MkDocs takes today, and every build would differ."""
        self._nav = nav
        if as_of := self.run.as_of:
            for file in files.documentation_pages():
                if file.page and file.page.update_date == get_build_date():
                    file.page.update_date = as_of.date().isoformat()
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Have the theme's templates compiled once, and the theme know which edition this is."""
        self.run.progress.begin(PAGES)
        env.bytecode_cache = env.bytecode_cache or compiled_for(env)
        env.globals["gt_noindex"] = self.config.edition == "internal"
        self.run.render(env, config, self._nav, files)
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
        if as_of := self.run.as_of:
            context["build_date_utc"] = as_of
        return context

    @event_priority(-100)  # other plugins have seen the content
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Let go of what is about to be written."""
        if isinstance(page, RecordPage):
            page.release()
            self.run.written()

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Note the words of a hand-written page, for the search."""
        if not isinstance(page, RecordPage):
            self.run.indexing.note(page, html)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the index of the search, in a preview beside the reader; without one a build fails."""
        self.run.end(config)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG002
        """Have the server make what it is asked for."""
        assert isinstance(self.run, SitePreview)
        self.run.serve(server)
        return server

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """Leave nothing at work that would go on writing."""
        self.run.fail()

    def on_shutdown(self) -> None:
        """The same when a preview ends, whose folder goes; and let go of all that was built from."""
        self.run.close()
        self.run = SiteBuild()
        self._nav = Navigation([], [])
        gc.collect()


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
