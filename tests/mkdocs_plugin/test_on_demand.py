"""A preview on demand: what nobody looks at is not made, and nobody sees what is out of date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files

from goldenthread.compile import compile_archive
from goldenthread.mkdocs_plugin import indexing
from goldenthread.mkdocs_plugin.on_demand import OnDemand
from goldenthread.mkdocs_plugin.plugin import GoldenThreadPlugin
from goldenthread.mkdocs_plugin.shelf import Shelf
from goldenthread.mkdocs_plugin.site_preview import SitePreview
from goldenthread.publish.citations import SHOWN
from goldenthread.publish.data import NO_DIGEST
from tests.archives import CONFIG, HOUSING, write


class Server:
    """What serves the files of a folder; `before` is what happens while it is asked."""

    def __init__(self, folder: Path, before: Callable[[], None] = lambda: None) -> None:
        self.folder = folder
        self.before = before

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.before()
        file = self.folder / environ["PATH_INFO"].lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        start_response("200 OK" if file.is_file() else "404 Not Found", [])
        return [file.read_bytes()] if file.is_file() else [b"nothing"]


def asked(app: Callable[..., Iterable[bytes]], path: str) -> tuple[str, bytes]:
    """The status and the body of an answer."""
    environ: dict[str, Any] = {"PATH_INFO": path}
    setup_testing_defaults(environ)
    statuses: list[str] = []
    body = b"".join(app(environ, lambda status, *_: statuses.append(status)))
    assert len(statuses) == 1, "an answer begins once"
    return statuses[0], body


def previewed(config: MkDocsConfig) -> SitePreview:
    """What makes a preview."""
    plugin = config.plugins["goldenthread"]
    assert isinstance(plugin, GoldenThreadPlugin)
    assert isinstance(plugin.run, SitePreview)
    return plugin.run


@pytest.mark.parametrize("path", ["/", "/index.html", "//", "/./"])
def test_a_file_is_made_when_it_is_asked_for_and_once(tmp_path: Path, path: str) -> None:
    made: list[str] = []
    state = OnDemand()

    def make(name: str) -> bytes:
        made.append(name)
        return name.encode()

    state.later("index.html", partial(make, "home"))
    state.later("other/index.html", partial(make, "other"))
    state.end(tmp_path)
    app = state.around(Server(tmp_path), "/")
    assert made == []
    assert asked(app, path) == ("200 OK", b"home")
    assert asked(app, path) == ("200 OK", b"home")
    assert made == ["home"]


@pytest.mark.parametrize("path", ["/sub/a/b/", "/sub/a/b", "/sub/a/./b/index.html"])
def test_a_page_is_found_by_its_folder_below_the_address_of_the_site(tmp_path: Path, path: str) -> None:
    state = OnDemand()
    state.later("a/b/index.html", lambda: b"page")
    state.end(tmp_path / "sub")
    assert asked(state.around(Server(tmp_path), "/sub/"), path)[1] == b"page"


def test_what_cannot_be_made_and_what_there_is_not_are_not_found(tmp_path: Path) -> None:
    state = OnDemand()
    state.later("gone.csv", lambda: None)
    state.end(tmp_path)
    app = state.around(Server(tmp_path), "/")
    assert asked(app, "/gone.csv")[0] == "404 Not Found"
    assert asked(app, "/../outside")[0] == "404 Not Found"


def test_what_could_not_be_made_is_tried_again(tmp_path: Path) -> None:
    state = OnDemand()
    stumbling = [True, False]

    def make() -> bytes:
        if stumbling.pop(0):
            raise ValueError("a plugin stumbles")
        return b"page"

    state.later("a/index.html", make)
    state.end(tmp_path)
    app = state.around(Server(tmp_path), "/")
    with pytest.raises(ValueError, match="stumbles"):
        asked(app, "/a/")
    assert asked(app, "/a/") == ("200 OK", b"page")


def test_what_is_asked_for_while_the_site_is_built_anew_is_as_it_is_afterwards(tmp_path: Path) -> None:
    state = OnDemand()
    state.later("index.html", lambda: b"old")
    state.end(tmp_path)

    def built_anew() -> None:
        """The server waits for a build: MkDocs empties the folder after the build has begun."""
        server.before = lambda: None
        state.begin()
        (tmp_path / "index.html").unlink(missing_ok=True)
        state.later("index.html", lambda: b"new")
        state.end(tmp_path)

    server = Server(tmp_path, built_anew)
    assert asked(state.around(server, "/"), "/") == ("200 OK", b"new")


def test_a_preview_makes_no_page_before_somebody_looks_and_then_the_one_of_a_build(tmp_path: Path) -> None:
    notes = "# Notes\n\n[Survey](actions/survey/index.md), [all](actions/index.md), [the data](data/actions.csv)\n"
    write(tmp_path, {"mkdocs.yml": CONFIG, "docs/notes.md": notes})
    write(tmp_path / "records", HOUSING)
    sites = {}
    for command in ("build", "serve"):
        config = load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(tmp_path / command), strict=True)
        config.plugins.on_startup(command=command, dirty=False)
        build(config, serve_url="http://127.0.0.1/" if command == "serve" else None)
        sites[command] = config
    folder = tmp_path / "serve"
    pages = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert pages == {"404.html", "notes/index.html"}, "hand-written pages alone"
    app = previewed(sites["serve"])._on_demand.around(Server(folder), "/")
    whole = sorted(path for path in (tmp_path / "build").rglob("*.html") if path.name != "404.html")
    assert len(whole) > 20
    digest = sha256((tmp_path / "build/data/archive.json").read_bytes()).hexdigest()
    for path in whole:
        name = path.relative_to(tmp_path / "build").as_posix()
        expected = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text("utf-8"))
        expected = expected.replace(digest, NO_DIGEST).replace(digest[:SHOWN], NO_DIGEST[:SHOWN])
        assert asked(app, f"/{name}")[1].decode() == expected, name
    for name in ("actions/actions.csv", "assets/goldenthread/goldenthread.css", "changes/feed.xml", "calendar.ics"):
        assert asked(app, f"/{name}")[1] == (tmp_path / "build" / name).read_bytes(), name


def test_what_is_made_beside_is_given_as_it_is_now(tmp_path: Path) -> None:
    made = {"pagefind/things": b"old"}
    state = OnDemand(made.get)
    state.end(tmp_path)
    app = state.around(Server(tmp_path), "/")
    assert asked(app, "/pagefind/things") == ("200 OK", b"old")
    made["pagefind/things"] = b"new"
    assert asked(app, "/pagefind/things") == ("200 OK", b"new")
    assert asked(app, "/pagefind/others")[0] == "404 Not Found"


def test_what_is_not_known_is_looked_for_once_and_not_where_the_browser_asks_for_news(tmp_path: Path) -> None:
    looked_for: list[tuple[str, ...]] = []

    def find(names: tuple[str, ...]) -> tuple[str, Callable[[], bytes]] | None:
        looked_for.append(names)
        return ("a/index.html", lambda: b"page") if "a/index.html" in names else None

    state = OnDemand()
    state.find(find)
    state.end(tmp_path)
    app = state.around(Server(tmp_path), "/")
    for _ in range(2):
        assert asked(app, "/a/") == ("200 OK", b"page")
    assert asked(app, "/livereload/1/2")[0] == "404 Not Found"
    assert looked_for == [("a", "a/index.html")]
    state.begin()
    assert asked(app, "/b/")[0] == "404 Not Found"
    assert len(looked_for) == 1, "what there was before"


def served(project: Path, plugins: str = "[goldenthread]") -> tuple[Files, list[File]]:
    """MkDocs' files in a preview, and those that other plugins were shown."""
    write(project, {"mkdocs.yml": CONFIG.replace("[goldenthread]", plugins), "docs/notes.md": "# Notes\n"})
    write(project / "records", HOUSING)
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(project / "site"))
    config.plugins.on_startup(command="serve", dirty=False)
    config = config.plugins.on_config(config)
    files = config.plugins.on_files(get_files(config), config=config)
    return files, list(files)


def test_where_no_other_plugin_looks_pages_are_found_that_mkdocs_was_not_told_of(tmp_path: Path) -> None:
    files, told = served(tmp_path)
    assert isinstance(files, Shelf)
    survey = files.get_file_from_path("actions/survey/index.md")
    assert survey is not None
    assert survey not in told
    assert survey is files.get_file_from_path("actions/survey/index.md")
    assert survey.page is not None
    assert survey.page.title == "Survey the staff housing"
    assert "assets/goldenthread/goldenthread.css" in files
    assert "actions/other/index.md" not in files
    assert "changes/feed.xml" in files
    every, _ = served(tmp_path, "[search, goldenthread]")
    assert not isinstance(every, Shelf), "another plugin is shown all of them"
    assert {file.src_uri for file in every.documentation_pages()} == {file.src_uri for file in files.every_page}
    assert [file.src_uri for file in every.media_files() if file.src_uri not in files] == []


def test_no_index_is_begun_while_records_are_read_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(project / "site"))
    config.plugins.on_startup(command="serve", dirty=False)
    index = previewed(config).indexing
    reading = False
    begun: list[bool] = []

    def until_it_is_due() -> None:
        if index._timer:
            index._timer.join()

    def read(*arguments: Any, **named: Any) -> Any:
        nonlocal reading
        reading = True
        until_it_is_due()  # the index of the state before
        reading = False
        return compile_archive(*arguments, **named)

    def note(*_: object) -> tuple[()]:
        begun.append(reading)
        return ()

    monkeypatch.setattr(indexing, "PAUSE", 0.15)
    monkeypatch.setattr(index, "index", note)
    monkeypatch.setattr("goldenthread.mkdocs_plugin.site_preview.compile_archive", read)
    for _ in range(3):
        build(config)
    until_it_is_due()
    assert begun[-1:] == [False], "the newest state has its index"
    assert True not in begun


def test_a_preview_shows_no_record_as_it_lies_and_goes_on(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    (project / "docs" / "more").symlink_to(project / "records")
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(project / "site"))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    config.plugins.on_shutdown()
    assert "would be published as it lies in the records" in caplog.text
    assert not (project / "site" / "more").exists()
    assert (project / "site" / "notes" / "index.html").is_file()
