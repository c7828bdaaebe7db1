"""Text unwrapped: the readings that a text has besides the one that meets the eye.

In: a text. Out: further texts and bytes that stand in it, written in another way: with entities, escapes or percent
signs, folded, cut up by tags, in base64 or hexadecimal. Guaranteed: no input raises; a text of none of these has none.
"""

from __future__ import annotations

import base64
import binascii
import html
import quopri
import re
from collections.abc import Callable, Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from urllib.parse import unquote_plus, unquote_to_bytes

Read = str | bytes

_TAGS = re.compile(r"<[^<>]*>")
_APART = re.compile(
    r"<(?!/?(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var|wbr)"
    r"[\s/>])[^<>]*>"
)
"""The tags that part words, unlike those that stand in the midst of one."""
_FOLD = re.compile(r"\r?\n[ \t]")
_UNBROKEN = re.compile(r"[^\s\"'<>]+")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|(.))", re.DOTALL)
_IN_STYLES = re.compile(r"\\([0-9a-fA-F]{2,6})[ \t\n]?")
_QUOTED = re.compile(r"=[0-9A-F]{2}|=\r?\n")
_WORD = re.compile(r"=\?[\w-]+\?[bBqQ]\?[^?\s]*\?=(?:\s+=\?[\w-]+\?[bBqQ]\?[^?\s]*\?=)*")
_SEVEN = re.compile(r"\+[A-Za-z0-9+/]{3,}-?")
_HOST = re.compile(r"xn--([a-z0-9-]+)", re.IGNORECASE)
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/_-]{10,}(?:\r?\n[ \t]?[A-Za-z0-9+/_-]+)*)={0,2}")
_BASE32 = re.compile(r"[A-Z2-7]{16,}={0,6}")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}[ :]?){8,}")
_SPACES = {"n": " ", "r": " ", "t": " ", "b": " ", "f": " ", "v": " ", "\n": ""}


def readings(text: str) -> tuple[tuple[str, ...], Iterator[Read]]:
    """What a text says when all of it is read in another way; and what in it is to be read on its own."""
    whole = [text]
    for _ in range(_ROUNDS):
        before = text
        for sign, read in _WAYS:
            if sign in text and (said := read(text)) != text:
                whole.append(text := said)
        if text == before:
            break
    for one in tuple(whole):
        if "<" in one:
            whole += (_TAGS.sub("", one), _TAGS.sub("", _APART.sub(" ", one)))
        if "\\" in one and len(_IN_STYLES.findall(one)) > 2:
            whole.append(_IN_STYLES.sub(lambda found: _letter(int(found[1], 16)), one))
    texts = tuple(dict.fromkeys(whole))
    ends = dict.fromkeys((texts[0], text, texts[-1]))
    return texts[1:], (part for one in ends for find in _WITHIN for part in find(one))


def _unfolded(text: str) -> str:
    return _FOLD.sub("", text) if "\r\n" in text or "BEGIN:" in text else text


def _percent(text: str) -> Iterator[Read]:
    for found in dict.fromkeys(_UNBROKEN.findall(text)):
        if not _PERCENT.search(found):
            continue
        yield unquote_to_bytes(found)
        if "+" in found:
            yield unquote_plus(found)


def _escapes(text: str) -> str:
    said = _ESCAPE.sub(_unescaped, text)
    return said.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # two halves make one letter


def _unescaped(found: re.Match[str]) -> str:
    if code := found[1] or found[2] or found[3]:
        return _letter(int(code, 16))
    if found[4]:
        return _letter(int(found[4], 8))
    return _SPACES.get(found[5], found[5])


def _letter(code: int) -> str:
    return chr(code) if code < 0x110000 else " "


def _quoted(text: str) -> str:
    if len(_QUOTED.findall(text)) < 2:
        return text
    return quopri.decodestring(text.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")


def _words(text: str) -> Iterator[Read]:
    for found in _WORD.findall(text) if "=?" in text else ():
        try:
            parts = decode_header(found)
        except (HeaderParseError, binascii.Error, ValueError):
            continue
        yield b"".join(part if isinstance(part, bytes) else part.encode() for part, _ in parts)


def _seven(text: str) -> Iterator[Read]:
    for found in _SEVEN.finditer(text):
        near = text[max(found.start() - 100, 0) : found.end() + 100]
        try:
            letters = found[0].encode().decode("utf-7")
        except UnicodeDecodeError:
            continue
        if letters.isprintable():
            yield _SEVEN.sub(_decoded, near)


def _decoded(found: re.Match[str]) -> str:
    try:
        return found[0].encode().decode("utf-7")
    except UnicodeDecodeError:
        return found[0]


def _hosts(text: str) -> Iterator[Read]:
    for found in dict.fromkeys(_HOST.findall(text)):
        try:
            yield found.lower().encode().decode("punycode")
        except (UnicodeError, ValueError):
            continue


def _packed(text: str) -> Iterator[bytes]:
    """Bytes written as letters: where they make sense."""
    for run in dict.fromkeys(_BASE64.findall(text)):
        if run.isalpha() and (run.islower() or run.istitle()):
            continue  # a word of some language
        letters = re.sub(r"\s", "", run).rstrip("=").replace("-", "+").replace("_", "/")
        for shift in range(4) if len(letters) > 20 else (0,):
            one = letters[shift:]
            yield from _meant(lambda one=one: base64.b64decode(one[: len(one) - (len(one) % 4 == 1)] + "==="))  # type: ignore[misc]
    for run in dict.fromkeys(_BASE32.findall(text)):
        letters = run.rstrip("=")
        yield from _meant(lambda letters=letters: base64.b32decode(letters + "=" * (-len(letters) % 8)))  # type: ignore[misc]
    for run in dict.fromkeys(_HEX.findall(text)):
        yield from _meant(lambda run=run: bytes.fromhex(re.sub("[ :]", "", run)))  # type: ignore[misc]


def _meant(decode: Callable[[], bytes]) -> Iterator[bytes]:
    try:
        data = decode()
    except (binascii.Error, ValueError):
        return
    if len(data) > 5 and (is_text(data) or data.startswith(MAGIC)):
        yield data


MAGIC = (
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"RIFF",
    b"GIF8",
    b"%PDF",
    b"BZh",
    b"\xfd7zXZ",
    b"SQLite",
    b"\x78\x9c",
    b"\x78\xda",
    b"\x78\x01",
    b"\x78\x5e",
)
"""How files begin that hold something packed."""


def is_text(data: bytes) -> bool:
    """Whether bytes are text in UTF-8, or in two bytes a letter."""
    sample = data[:4096]
    try:
        said = sample.decode()
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 3 or not error.start:
            return len(sample) > 7 and (
                sample[1::2].count(0) > len(sample) // 3 or sample[::2].count(0) > len(sample) // 3
            )
        said = sample[: error.start].decode()
    unprintable = sum(1 for letter in said if not (letter.isprintable() or letter in "\t\r\n\f"))
    return unprintable * 20 < len(said) + 1 or said.count("\0") * 3 > len(said)


_ROUNDS = 5
_WAYS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("&", html.unescape),
    ("\n", _unfolded),
    ("=", _quoted),
    ("\\", _escapes),
)
"""A sign without which a text has no such reading, and how all of it is read."""
_WITHIN: tuple[Callable[[str], Iterator[Read]], ...] = (_percent, _words, _seven, _hosts, _packed)
"""What finds the parts of a text that are written in another way."""
