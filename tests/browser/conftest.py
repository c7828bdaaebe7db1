"""Fixtures of the browser tests: the built site, a browser, a visitor and axe."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import axe as engine
from tests.browser import harness
from tests.browser.desks import TWO, Desk, Open
from tests.browser.harness import Visitor
from tests.browser.kinds import SITE
from tests.preview.conftest import picture
from tests.preview.served import serving
from tests.seeded import copied
from tests.written import ARCHIVE, CHART, HEAD, MEETING, write


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # A fault in the records shows sooner in the quick tests. Of the others the longest file begins, so that no process
    # is still busy with it when the rest have ended.
    items.sort(
        key=lambda item: (
            bool(item.get_closest_marker("browser")) * 2 + bool(item.get_closest_marker("install")),
            item.path.name != "test_readers.py",
        )
    )


@pytest.fixture(scope="session")
def site_url() -> Iterator[str]:
    """The address of the built site, served as a static host would."""
    if not (SITE / "index.html").is_file():
        pytest.fail("there is no built site to look at: run scripts/build first", pytrace=False)
    with harness.serve(SITE) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; each visit has a context of its own in it."""
    with harness.chromium() as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, site_url: str) -> Iterator[Visitor]:
    """`visit("/actions/", width=360, scheme="dark")` opens a page of the built site."""
    visitor = Visitor(browser, site_url)
    yield visitor
    visitor.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for planted pages."""
    folder = tmp_path / "a site"
    folder.mkdir()
    return folder


@pytest.fixture
def look(browser: Browser, folder: Path) -> Iterator[Visitor]:
    """Visits the planted pages rather than the built site."""
    with harness.serve(folder) as address:
        visitor = Visitor(browser, address)
        yield visitor
        visitor.close()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`assert not axe(page)` holds where axe finds nothing."""
    return engine.axe


@pytest.fixture
def open_desk(browser: Browser) -> Iterator[Open]:
    """`open_desk(root, CHART)` runs the command for a chart of the records in a folder, and opens its page."""
    with ExitStack() as stack:

        def start(root: Path, chart: str = CHART, *, javascript: bool = True) -> Desk:
            command = stack.enter_context(serving(root.parent, f"{root.name}/{chart}"))
            visitor = Visitor(browser, command.address.rstrip("/"))
            stack.callback(visitor.close)
            return Desk(visitor("/", javascript=javascript), root / chart, root, command.process)

        yield start


@pytest.fixture(scope="module")
def desk_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the small records of all tests: its photos are looked at once."""
    return tmp_path_factory.mktemp("desk") / "records"


@pytest.fixture
def two(desk_folder: Path) -> Path:
    """Records with a chart of three lines and two photos."""
    photos = {f"meetings/review/photos/{name}.jpg": picture() for name in ("one", "two")}
    write(desk_folder, {"archive.yml": ARCHIVE, MEETING: f"{HEAD}---\n", CHART: TWO, **photos})
    return desk_folder


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample archive."""
    return copied(tmp_path) / "records"
