"""What the tests of the forms need from npm: fetched once, and kept in a folder that git ignores."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import PluginError

from goldenthread.cache import Cache
from goldenthread.mkdocs_plugin import admin
from goldenthread.publish.forms import Repository

RIVER = Repository("github", "river/records", "main", "records")
_KEPT = Path(__file__).parents[1] / ".cache" / "forms"


def files() -> Mapping[str, bytes]:
    """The files of the forms; skips the test, with the reason, where the package cannot be had."""
    try:
        return admin.admin_files(RIVER, "", Cache(_KEPT / "files"))
    except PluginError as error:
        pytest.skip(str(error))


@cache
def schema() -> Any:
    """The schema that the package has for its configuration."""
    version, integrity = admin.locked()
    kept = _KEPT / f"schema-{version}.json"
    if not kept.is_file():
        try:
            packed = admin.fetched(version, integrity)
        except PluginError as error:
            pytest.skip(str(error))
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extract("package/schema/sveltia-cms.json", _KEPT, filter="data")
        (_KEPT / "package/schema/sveltia-cms.json").replace(kept)
    return json.loads(kept.read_text("utf-8"))
