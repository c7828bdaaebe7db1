"""The data of a built site are as their own description says, or the file that is not is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from goldenthread.publish import Site
from goldenthread.verify import verify
from goldenthread.verify.data import altered
from tests.archives import HOUSING

Publish = Callable[..., Site]


@pytest.fixture
def site(root: Path, tmp_path: Path) -> Path:
    from goldenthread.compile import edition_of, loader
    from goldenthread.publish import publish
    from tests.written import compiled, write

    write(root, HOUSING)
    made = publish(edition_of(compiled(root).archive), loader(root))
    (tmp_path / "site/data").mkdir(parents=True)
    (tmp_path / "site/index.html").write_text("<h1>Home</h1>")
    for name, path in made.data.files.items():
        path.replace(tmp_path / "site/data" / name)
    return tmp_path / "site"


def told(site: Path) -> list[str]:
    return [found.message for found in verify(site).problems if found.code == "GT920"]


def test_data_as_they_were_made_have_no_problem(site: Path) -> None:
    assert told(site) == []


@pytest.mark.parametrize("name", ["archive.json", "archive.sqlite", "actions.csv", "citations.json"])
def test_a_file_in_which_one_bit_is_another_is_named(site: Path, name: str) -> None:
    path = site / "data" / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    (said,) = told(site)
    assert f"'data/{name}'" in said


def test_a_file_that_is_gone_is_named(site: Path) -> None:
    (site / "data/lines.csv").unlink()
    (said,) = told(site)
    assert "'data/lines.csv'" in said


@pytest.mark.parametrize("description", ["{", "[]", "{}", '{"resources": [1]}', '{"resources": [], "digest": "x"}'])
def test_a_description_that_cannot_be_read_is_told(site: Path, description: str) -> None:
    (site / "data/datapackage.json").write_text(description)
    (said,) = told(site)
    assert "'data/datapackage.json'" in said


def test_another_digest_than_that_of_the_archive_is_told(site: Path) -> None:
    path = site / "data/datapackage.json"
    described = json.loads(path.read_bytes())
    path.write_text(json.dumps({**described, "digest": "0" * 64}))
    (said,) = told(site)
    assert "'data/archive.json'" in said


def test_a_site_without_data_has_nothing_to_hold_against(tmp_path: Path) -> None:
    assert list(altered(tmp_path)) == []
