"""Plain `mkdocs build` writes a site as it goes: it says so, and spoils nothing that was published whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from goldenthread.mkdocs_plugin.site_build import _in_place
from goldenthread.release import MANIFEST
from tests.archives import CONFIG, HOUSING, write


def test_a_linked_site_is_refused_before_it_is_emptied(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": CONFIG, "docs/notes.md": "# Notes\n", "releases/7/index.html": "published"})
    write(tmp_path / "records", HOUSING)
    (tmp_path / "site").symlink_to("releases/7")
    command = [sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "site is a link, and MkDocs would empty the folder that it leads to" in done.stderr
    assert (tmp_path / "releases" / "7" / "index.html").read_text() == "published"


def test_a_build_over_files_that_releases_share_is_refused(tmp_path: Path) -> None:
    _in_place(tmp_path, dirty=True)
    (tmp_path / MANIFEST).touch()
    _in_place(tmp_path, dirty=False)
    with pytest.raises(PluginError, match="shares files with the release before it"):
        _in_place(tmp_path, dirty=True)


def test_it_is_said_that_the_site_is_not_replaced_in_one_step(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "mkdocs"):
        _in_place(tmp_path, dirty=False)
    assert "MkDocs empties the folder of the site before it builds" in caplog.text
