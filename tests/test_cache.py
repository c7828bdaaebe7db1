"""What is kept is what was put there, whole, or nothing; and what is not wanted any more is gone."""

from __future__ import annotations

import errno
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from goldenthread.cache import SETTING, UNUSED, Cache, cache_for_now, cache_of


def test_what_was_put_is_got(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get("key") is None
    assert "key" not in cache
    cache.put("key", b"\0value")
    assert cache.get("key") == b"\0value"
    assert "key" in cache


@pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 40], ids=["empty", "short", "other bytes"])
def test_a_damaged_entry_counts_as_none(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put("key", b"value")
    (tmp_path / "key").write_bytes(damage)
    assert cache.get("key") is None
    cache.put("key", b"value")
    assert cache.get("key") == b"value"


def test_one_changed_bit_is_noticed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("key", b"value")
    whole = (tmp_path / "key").read_bytes()
    for place in range(len(whole)):
        (tmp_path / "key").write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert cache.get("key") is None


def test_what_is_not_kept_is_gone_and_what_another_run_is_writing_is_not(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for key in ("kept", "gone"):
        cache.put(key, b"value")
    young, old = tmp_path / ".unfinished-young", tmp_path / ".unfinished-old"
    for path in (young, old):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    cache.keep({"kept"})
    assert {path.name for path in tmp_path.iterdir()} == {"kept", young.name}


def test_a_value_that_cannot_be_written_leaves_nothing_behind_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match=f"No space left on device.*another folder with {SETTING}") as told:
        Cache(tmp_path).put("key", b"value")
    assert told.value.filename == str(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == []


def test_what_is_no_entry_makes_room_for_one(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for key in ("key", "gone"):
        (tmp_path / key / "taken").mkdir(parents=True)
    assert "key" not in cache
    assert cache.get("key") is None
    cache.put("key", b"value")
    cache.keep({"key"})
    assert cache.get("key") == b"value"
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


@pytest.mark.parametrize("length", [0, 20, 44])
def test_what_was_cut_off_counts_as_none(tmp_path: Path, length: int) -> None:
    cache = Cache(tmp_path)
    cache.put("key", b"value")
    assert "key" in cache
    (tmp_path / "key").write_bytes((tmp_path / "key").read_bytes()[:length])
    assert "key" not in cache


def test_a_file_in_the_place_of_an_archive_makes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path / "cache"))
    folder = cache_of(tmp_path / "records", "photos").folder.parent
    folder.rmdir()
    folder.write_text("no folder")
    cache_of(tmp_path / "records", "photos").put("key", b"value")
    assert cache_of(tmp_path / "records", "photos").get("key") == b"value"


def test_a_cache_where_none_can_be_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(SETTING, str(tmp_path / "file" / "cache"))
    with pytest.raises(OSError, match=f"cannot be written here.*another folder with {SETTING}"):
        cache_of(tmp_path / "records", "photos")


def test_many_may_write_the_same_key_at_once(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: cache.put("key", b"%d" % number * 10_000), range(64)))
    value = cache.get("key")
    assert value is not None
    assert value == value[:1] * 10_000 or value == value[:2] * 10_000


def test_each_archive_has_a_place_that_nobody_else_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path / "cache"))
    one, other = cache_of(tmp_path / "a", "public"), cache_of(tmp_path / "b", "public")
    assert len({one.folder, other.folder, cache_of(tmp_path / "a", "internal").folder}) == 3
    assert one.folder == cache_of(tmp_path / "a", "public").folder
    assert one.folder.parent.stat().st_mode & 0o077 == 0


def test_what_was_not_used_for_long_is_removed_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, later = tmp_path / "first", tmp_path / "later"
    monkeypatch.setenv(SETTING, str(first))
    long_ago = time.time() - UNUSED - 60
    forgotten, used = cache_of(tmp_path.parent / "a", "public"), cache_of(tmp_path.parent / "b", "public")
    for cache in (forgotten, used):
        cache.put("key", b"value")
    somebodys = first / "somebody's"
    somebodys.mkdir()
    for folder in (forgotten.folder.parent, somebodys):
        os.utime(folder, (long_ago, long_ago))
    first.rename(later)  # another cache to this run, which looks through each once
    monkeypatch.setenv(SETTING, str(later))
    assert cache_of(tmp_path.parent / "b", "public").get("key") == b"value"
    assert not (later / forgotten.folder.relative_to(first)).exists()
    assert used.folder.relative_to(first).parts[0] in {one.name for one in later.iterdir()}
    assert (later / somebodys.name).is_dir()


@pytest.mark.parametrize("inside", ["records", "records/.cache"])
def test_a_cache_among_the_records_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path / inside))
    with pytest.raises(OSError, match=SETTING):
        cache_of(tmp_path / "records", "public")
    assert list(tmp_path.iterdir()) == []


def test_a_cache_for_now_goes_with_whoever_used_it() -> None:
    cache = cache_for_now()
    cache.put("key", b"value")
    folder = cache.folder
    del cache
    assert not folder.exists()
