"""The engine of the browser's index: what goes wrong with it is a problem, and never an index that lacks something."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pagefind_bin
import pytest

from goldenthread.publish.search.documents import Document
from goldenthread.publish.search.engine import index, pages_in, release_of

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    '"quoted" \\ , ; =',
    "a\u2028b\u2029c\u202e",
    "x" * 50_000,
    "会議 การประชุม",
    "a]]>--><!--",
]


def one(number: int, content: str, language: str = "en", **facets: str) -> Document:
    return Document(f"{number}/", content[:40], content, language, {name: (value,) for name, value in facets.items()})


def test_an_index_holds_what_it_is_given_by_language(tmp_path: Path) -> None:
    assert index([one(1, "first"), one(2, "second"), one(3, "troisième", "fr")], tmp_path / "i") == ()
    languages = json.loads((tmp_path / "i" / "pagefind-entry.json").read_bytes())["languages"]
    assert {name: found["page_count"] for name, found in languages.items()} == {"en": 2, "fr": 1}


def test_only_what_pages_ask_for_is_kept(tmp_path: Path) -> None:
    index([one(1, "first")], tmp_path / "i")
    kept = {path.name.partition(".")[0] for path in (tmp_path / "i").iterdir()}
    ours = {"things", "facet-date"}
    assert kept == {"pagefind", "pagefind-entry", "pagefind-worker", "wasm", "fragment", "index"} | ours


def test_what_stood_in_the_folder_is_gone(tmp_path: Path) -> None:
    index([one(1, "first"), one(2, "second")], tmp_path / "i")
    index([one(1, "first")], tmp_path / "i")
    assert pages_in(tmp_path / "i") == len([*(tmp_path / "i" / "fragment").iterdir()]) == 1


def test_no_words_break_it(tmp_path: Path) -> None:
    assert index([one(number, words) for number, words in enumerate(HOSTILE)], tmp_path / "i") == ()
    found = [json.loads(gzip.decompress(path.read_bytes())[12:]) for path in (tmp_path / "i" / "fragment").iterdir()]
    assert {fragment["meta"]["title"] for fragment in found} == {words[:40] for words in HOSTILE}


def unpacked(path: Path) -> Any:
    packed = json.loads(gzip.decompress(path.read_bytes()))
    assert packed["release"] == release_of(path.parent)
    return packed["held"]


def test_the_things_of_each_value_stand_beside_it_by_number(tmp_path: Path) -> None:
    given = [one(number, f"words {number}", kind="action" if number % 3 else "line") for number in range(7)]
    index(given, tmp_path / "i")
    names = unpacked(tmp_path / "i" / "things.packed")
    urls = {
        path.name.partition(".")[0]: json.loads(gzip.decompress(path.read_bytes())[12:])["url"]
        for path in (tmp_path / "i" / "fragment").iterdir()
    }
    assert [urls[name] for name in names] == [document.url for document in given]
    assert unpacked(tmp_path / "i" / "facet-kind.packed") == {"line": [0, 3, 3], "action": [1, 1, 2, 1]}


def test_an_index_of_other_words_has_another_name(tmp_path: Path) -> None:
    names = set()
    for words in ("first", "second", "first"):
        index([one(1, words), one(2, "troisième", "fr")], tmp_path / "i")
        names.add(release_of(tmp_path / "i"))
    assert len(names) == 2


def codes(tmp_path: Path, documents: list[Document]) -> list[str]:
    return [found.code for found in index(documents, tmp_path / "i")]


def test_a_thing_that_it_leaves_out_is_a_problem(tmp_path: Path) -> None:
    assert codes(tmp_path, [one(1, "first"), one(2, "")]) == ["GT912"]


def test_a_thing_that_it_refuses_is_a_problem(tmp_path: Path) -> None:
    assert codes(tmp_path, [one(1, "first"), one(2, "half a letter: \ud800")]) == ["GT911"]


def test_an_engine_that_is_not_there_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    assert codes(tmp_path, [one(1, "first")]) == ["GT910"]


@pytest.mark.parametrize(
    "script",
    ["exit 3", "head -c 10 >/dev/null; exit 0", "printf 'no base64!,'; cat >/dev/null", "kill -9 $$"],
    ids=["fails", "ends early", "babbles", "is killed"],
)
def test_an_engine_that_fails_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    engine = tmp_path / "engine"
    engine.write_text(f"#!/bin/sh\n{script}\n")
    engine.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: engine)
    assert codes(tmp_path, [one(number, "words " * 1000) for number in range(50)]) == ["GT911"]


@pytest.mark.parametrize("before", [0, 3, 9], ids=["at once", "while it is asked", "while files are written"])
def test_what_heeds_something_ends_with_it_and_leaves_no_engine(tmp_path: Path, before: int) -> None:
    class Enough(Exception):
        pass

    heeded = 0

    def heed() -> None:
        nonlocal heeded
        heeded += 1
        if heeded > before:
            raise Enough

    others = _children()
    with pytest.raises(Enough):
        index([one(number, f"word {number}") for number in range(5)], tmp_path / "index", heed)
    assert heeded == before + 1
    assert not (tmp_path / "index" / "things.packed").exists()
    assert _children() <= others


def _children() -> set[str]:
    """The processes that this one has begun and that are still there."""
    found = Path("/proc/self/task").glob("*/children") if Path("/proc/self/task").exists() else ()
    return {name for path in found for name in path.read_text().split()}


def test_an_engine_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = tmp_path / "engine"
    engine.write_text("#!/bin/sh\nexec sleep 600\n")
    engine.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: engine)
    monkeypatch.setattr("goldenthread.publish.search.engine._LONGEST", 0.2)
    found = index([one(number, "words " * 1000) for number in range(50)], tmp_path / "index")
    assert [(problem.code, dict(problem.facts)["said"]) for problem in found] == [
        ("GT911", "it had not ended after 0 minutes")
    ]
