"""Repairs of keys and values that can be read, and are not as the format has them."""

from __future__ import annotations

import re

from goldenthread.mend.repair import Fault, near
from goldenthread.model.dates import meant

_TIME = re.compile(r"(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?(?:m\.?)?", re.ASCII | re.I)
OPENING = frozenset({"audience", "photo_consent", "release", "default_audience"})
"""The keys with which more people see more: nothing is made of them that nobody typed."""
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})[-_]?([A-Za-z]{2})?")


def key(fault: Fault) -> bytes | None:
    """Write the key that was meant, where it is the only one so near."""
    meant_key = near(fault.facts["key"], fault.facts["known"])
    if meant_key in OPENING or not meant_key:
        return None
    begins = re.match(r"([\"']?)(?P<key>[^\"':]+)\1\s*:", fault.rest)
    if not begins:
        return None
    return fault.exchanged(begins[0], begins[0].replace(begins["key"].rstrip(), meant_key))


def word(fault: Fault) -> bytes | None:
    """Write the word that was meant, where it is the only one so near."""
    if fault.facts["key"] in OPENING:
        return None
    return _value(fault, near(fault.facts["value"], fault.facts["known"]))


def yes_or_no(fault: Fault) -> bytes | None:
    """Write yes or no in small letters."""
    plain = fault.facts["value"].casefold()
    return _value(fault, plain) if plain in ("yes", "no") and fault.facts["key"] not in OPENING else None


def id_(fault: Fault) -> bytes | None:
    """Write the id that these words are, but for their capitals and spaces."""
    return _value(fault, fault.facts["proposal"])


def date(fault: Fault) -> bytes | None:
    """Write the date as the format has it, where it can mean one day alone."""
    readings = meant(fault.facts["value"])
    return _value(fault, readings[0]) if len(readings) == 1 else None


def time(fault: Fault) -> bytes | None:
    """Write hours and minutes."""
    found = _TIME.fullmatch(fault.facts["value"])
    if not found or not (found["minute"] or found["half"]):
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return _value(fault, f"{hour:02}:{found['minute'] or '00'}")


def language(fault: Fault) -> bytes | None:
    """Write the code of a language in small letters, with a hyphen before that of a country."""
    found = _LANGUAGE.fullmatch(fault.facts["value"])
    if not found:
        return None
    return _value(fault, found[1].lower() + (f"-{found[2].upper()}" if found[2] else ""))


def plain(fault: Fault) -> bytes | None:
    """Take curly quotes away."""
    return _value(fault, fault.facts["plain"])


def bracketed(fault: Fault) -> bytes | None:
    """Put several ids in brackets."""
    return _value(fault, f"[{fault.facts['value']}]")


def named(fault: Fault) -> bytes | None:
    """Say by which key a participant is meant whose id stands as words."""
    words, kind = fault.facts["words"], fault.facts["kind"]
    if re.fullmatch(rf"[ \t]*- {re.escape(words)}[ \t]*(?:#.*)?", fault.line):
        return fault.exchanged(words, f"{kind}: {words}")
    return fault.exchanged(f"who: {words}", f"{kind}: {words}")


def _value(fault: Fault, new: str) -> bytes | None:
    return fault.exchanged(fault.facts["value"], new) if new else None
