"""Words planted in many wrappings: a search that does not find them finds nothing else either.

In: nothing. Out: the wrappings that a search of them does not see through. Guaranteed: the same reading and the same
search that look through the site.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import secrets
import zipfile
import zlib
from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import quote

from PIL import Image, PngImagePlugin

from goldenthread.source import NOWHERE
from goldenthread.verify.leaks.phrases import Phrases, Public, Withheld
from goldenthread.verify.leaks.pictures import look, shows
from goldenthread.verify.leaks.reading import Reading


def unseen() -> tuple[tuple[str, ...], int]:
    """The wrappings in which planted words were not found, and how many were tried."""
    words = f"Zoë {secrets.token_hex(6)} keeps it"
    phrases = Phrases()
    phrases.add(Withheld(words, "planted", NOWHERE), Public(()))
    missed = [name for name, wrap in WRAPPINGS.items() if not _found(phrases, wrap(words))]
    missed += ["a picture, made smaller"] if not _picture_found() else []
    return tuple(missed), len(WRAPPINGS) + 1


def _found(phrases: Phrases, data: bytes) -> bool:
    found: list[Withheld] = []
    Reading(lambda text: found.extend(phrases.found_in(text)), lambda _: None).through(data)
    return bool(found)


def _picture_found() -> bool:
    drawn = Image.frombytes("RGB", (16, 12), secrets.token_bytes(16 * 12 * 3)).resize((640, 480))
    kept, published = look(_saved(drawn, "PNG")), look(_saved(drawn.resize((320, 240)), "JPEG"))
    return kept is not None and published is not None and shows(published, (kept,), ())


def _saved(image: Image.Image, format: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def _zip(words: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f"<w:t>{words[:9]}</w:t><w:t>{words[9:]}</w:t>")
    return out.getvalue()


def _png(words: str) -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_itxt("Comment", words, zip=True)
    return _saved(Image.new("RGB", (2, 2)), "PNG", pnginfo=told)


def _jpeg(words: str) -> bytes:
    exif = Image.Exif()
    exif[0x9C9C] = words.encode("utf-16-le")
    return _saved(Image.new("RGB", (2, 2)), "JPEG", exif=exif)


WRAPPINGS: Mapping[str, Callable[[str], bytes]] = {
    "plain": lambda words: f"so {words}.".encode(),
    "entities": lambda words: "".join(f"&#{ord(one)};" for one in words).encode(),
    "tags": lambda words: f"<p>{escape(words[:2])}<b>{escape(words[2:])}</b></p>".encode(),
    "percent signs": lambda words: f"<a href='/{quote(words)}/'>".encode(),
    "escapes": lambda words: json.dumps({"a": words}).encode(),
    "base64": lambda words: b"data:text/plain;base64," + base64.b64encode(words.encode()),
    "hexadecimal": lambda words: words.encode().hex().encode(),
    "UTF-16": lambda words: words.encode("utf-16"),
    "folded lines": lambda words: f"SUMMARY:{words[:8]}\r\n {words[8:]}\r\n".encode(),
    "gzip": lambda words: b"pagefind_dcd" + gzip.compress(words.encode()),
    "zlib": lambda words: zlib.compress(words.encode()),
    "a Word file": _zip,
    "a remark in a PNG": _png,
    "Exif in a JPEG": _jpeg,
}
"""Each wrapping, and how words are put into it."""
