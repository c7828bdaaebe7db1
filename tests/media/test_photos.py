"""The photos of an archive: decoded once, copied once, and nothing kept of one that is gone."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from goldenthread.cache import Cache
from goldenthread.media.copies import whole
from goldenthread.media.photos import Copies, inspect
from goldenthread.media.worker import Examined, Refusal, examine
from goldenthread.model.archive import Picture

Photo = Callable[..., bytes]


class Files(dict[str, bytes]):
    """Photos by path, and how often each was looked at."""

    def __init__(self, **files: bytes) -> None:
        super().__init__(files)
        self.loaded: list[str] = []

    def load(self, path: str) -> bytes | None:
        self.loaded.append(path)
        return self.get(path)


def sized(found: dict[str, Picture]) -> dict[str, tuple[int, int]]:
    return {path: (picture.width, picture.height) for path, picture in found.items()}


def copied(files: Files, cache: Cache) -> Copies:
    photos, _ = inspect(files, files.load, cache_beside(cache))
    wanted = {path: whole(photo.width, photo.height) for path, photo in photos.items()}
    files.loaded.clear()
    return Copies(wanted, photos, files.load, cache)


def cache_beside(cache: Cache) -> Cache:
    return Cache(cache.folder.with_name("examined"))


def test_each_fault_is_told_once_and_the_others_are_photos(photo: Photo, tmp_path: Path) -> None:
    files = Files(a=photo(), b=photo()[:200], d=photo("PNG", (30, 20)))
    heard: list[tuple[int, int]] = []
    photos, problems = inspect("abcd", files.load, Cache(tmp_path), lambda done, of: heard.append((done, of)))
    assert sized(dict(photos)) == {"a": (60, 40), "d": (30, 20)}
    assert list(photos) == ["a", "d"]
    assert sorted(f"{found.at} {found.code}" for found in problems) == ["b:1:1 GT702", "c:1:1 GT702"]
    assert heard[-1] == (4, 4)


def test_a_photo_found_good_is_not_decoded_again(photo: Photo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = Files(a=photo(), b=photo("PNG"))
    first, _ = inspect("ab", files.load, Cache(tmp_path))
    monkeypatch.setattr("goldenthread.media.photos.each", forbidden)
    again, problems = inspect("ab", files.load, Cache(tmp_path))
    assert (again, problems) == (first, ())


def forbidden(work: object, jobs: object) -> list[tuple[str, object]]:
    assert not list(jobs)  # type: ignore[call-overload]
    return []


MARK = b"breaks the decoder"


def breaking(data: bytes) -> Examined | Refusal:
    """A decoder that one photo brings down."""
    if MARK in data:
        os.kill(os.getpid(), signal.SIGSEGV)
    return examine(data)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_photo_that_brings_its_decoder_down_is_told_and_costs_no_other(
    photo: Photo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goldenthread.media.photos.examine", breaking)
    files = Files(a=photo(), b=photo("JPEG", comment=MARK), c=photo("PNG"), d=photo("WEBP"))
    photos, (problem,) = inspect("abcd", files.load, Cache(tmp_path))
    assert list(photos) == ["a", "c", "d"]
    assert (str(problem.at), problem.code) == ("b:1:1", "GT702")
    assert "broke down" in problem.message


def test_what_is_found_of_a_photo_is_forgotten_with_it(photo: Photo, tmp_path: Path) -> None:
    files = Files(a=photo(), b=photo("PNG"))
    inspect("ab", files.load, Cache(tmp_path))
    assert len(list(tmp_path.iterdir())) == 2
    inspect("a", files.load, Cache(tmp_path))
    assert len(list(tmp_path.iterdir())) == 1


def test_the_same_pixels_are_known_in_whatever_file_and_however_the_camera_was_held(
    photo: Photo, tmp_path: Path
) -> None:
    with Image.open(BytesIO(photo("PNG"))) as scene:
        exif, out = Image.Exif(), BytesIO()
        exif[0x0112] = 3
        scene.transpose(Image.Transpose.ROTATE_180).save(out, "PNG", exif=exif)
    files = Files(a=photo("PNG"), b=photo("PNG", compress_level=1), c=out.getvalue(), d=photo("PNG", (60, 42)))
    photos, _ = inspect("abcd", files.load, Cache(tmp_path))
    assert photos["a"].pixels == photos["b"].pixels == photos["c"].pixels != photos["d"].pixels
    assert len({photo.digest for photo in photos.values()}) == 4


def test_copies_are_made_once_and_read_from_the_cache(photo: Photo, tmp_path: Path) -> None:
    files, cache = Files(a=photo(size=(700, 500))), Cache(tmp_path / "public")
    copies = copied(files, cache)
    assert copies.make() == ()
    made = [copies.read("a", copy) for copy in copies.wanted["a"]]
    assert files.loaded == ["a"]
    assert [Image.open(BytesIO(one or b"")).size for one in made] == [(c.width, c.height) for c in copies.wanted["a"]]
    again = copied(files, cache)
    assert [again.read("a", copy) for copy in again.wanted["a"]] == made
    assert files.loaded == []


def test_a_damaged_copy_is_made_anew(photo: Photo, tmp_path: Path) -> None:
    files, cache = Files(a=photo()), Cache(tmp_path / "public")
    copies = copied(files, cache)
    (copy, _) = copies.wanted["a"]
    whole_one = copies.read("a", copy)
    for entry in cache.folder.iterdir():
        entry.write_bytes(b"damaged")
    assert copies.read("a", copy) == whole_one


def test_copies_of_a_photo_that_is_not_shown_any_more_leave_the_cache(photo: Photo, tmp_path: Path) -> None:
    files, cache = Files(a=photo(), b=photo("PNG", (30, 20))), Cache(tmp_path / "public")
    assert copied(files, cache).make() == ()
    both = {entry.name for entry in cache.folder.iterdir()}
    del files["b"]
    assert copied(files, cache).make() == ()
    left = {entry.name for entry in cache.folder.iterdir()}
    assert (len(both), len(left)) == (4, 2)
    assert left < both


def test_a_photo_changed_while_the_site_is_built_is_told(photo: Photo, tmp_path: Path) -> None:
    files = Files(a=photo(), b=photo("PNG", (30, 20)), c=photo("PNG", (20, 20)))
    copies = copied(files, Cache(tmp_path / "public"))
    files["a"] = photo("PNG")
    del files["b"]
    assert [f"{found.at} {found.code}" for found in copies.make()] == ["a:1:1 GT702", "b:1:1 GT702"]
    assert [bool(copies.read(path, copies.wanted[path][0])) for path in "abc"] == [False, False, True]
