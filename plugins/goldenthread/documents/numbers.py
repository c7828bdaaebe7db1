"""Numbers as a sheet shows them, by the format of their cell.

In: a value and a format such as `#,##0.0 "km"`. Out: words. Guaranteed: a format that shows nothing gives nothing; of
one that is not understood here (fractions, exponents), the number itself is shown.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<digits>[#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+)(?P<thousands>,*)|(?P<text>@)|(?P<general>General)"
    r"|(?P<exponent>[eE][+-])|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_CLOCK = re.compile(r"[hs]|am/pm", re.IGNORECASE)
_CALENDAR = re.compile(r"[yd]", re.IGNORECASE)
_UNSAID = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_MOST_DIGITS = 15


def shown(value: object, format: str) -> str:
    """The words of a cell that holds a value and has a format."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime() | date() | time() | timedelta():
            return _moment(value, format)
        case int() | float():
            return _number(value, format)
        case _:
            return _spoken(str(value), format)


def _moment(value: datetime | date | time | timedelta, format: str) -> str:
    """A date as year-month-day, a time as hours and minutes: what the format asks for of both."""
    if not _sections(format)[0].strip():
        return ""
    asked = _UNSAID.sub("", format)
    clock, calendar = _CLOCK.search(asked), _CALENDAR.search(asked)
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if "s" in asked.lower() else "%H:%M")
    day = value.strftime("%Y-%m-%d" if "d" in asked.lower() or not calendar else "%Y-%m")
    if clock and isinstance(value, datetime):
        hour = value.strftime("%H:%M:%S" if "s" in asked.lower() else "%H:%M")
        return f"{day} {hour}" if calendar else hour
    return day


def _sections(format: str) -> list[str]:
    """A format's parts: for numbers above, below and at zero, and for words."""
    parts, quoted, start = [], False, 0
    for position, sign in enumerate(format):
        if sign == '"':
            quoted = not quoted
        elif sign == ";" and not quoted and format[position - 1 : position] != "\\":
            parts.append(format[start:position])
            start = position + 1
    return [*parts, format[start:]]


def _spoken(words: str, format: str) -> str:
    parts = _sections(format)
    if len(parts) < 4:
        return words
    return "".join(_said(token) or (words if token["text"] else "") for token in _TOKEN.finditer(parts[3]))


def _number(value: float, format: str) -> str:
    parts = _sections(format)[:3]
    which = 0 if value > 0 or len(parts) == 1 else 1 if value < 0 else 2 if len(parts) > 2 else 0
    part = parts[which]
    minus = "-" if value < 0 and which == 0 else ""
    if not part.strip():
        return ""
    tokens = list(_TOKEN.finditer(part))
    digits = [token for token in tokens if token["digits"]]
    general = any(token["general"] for token in tokens)
    odd = any(token["exponent"] for token in tokens) or len(digits) > 1
    if odd or not (digits or general):
        written = "".join(map(_said, tokens)) if not odd and not digits else ""
        return written if written.strip() else _general(value)
    amount = abs(value) * 100 ** sum(token["plain"] == "%" for token in tokens)
    words = [
        _placed(amount, token["digits"], len(token["thousands"]))
        if token["digits"]
        else _general(amount)
        if token["general"]
        else _said(token)
        for token in tokens
    ]
    text = minus + "".join(words)
    return text.lstrip("-") if not re.search(r"[1-9]", text) else text


def _said(token: re.Match[str]) -> str:
    """The words that a token stands for, whatever the value is."""
    return next((token[name] for name in ("quoted", "escaped", "money", "plain") if token[name]), "")


def _placed(amount: float, digits: str, thousands: int) -> str:
    """A number with the places that its format asks for."""
    whole, _, places = digits.partition(".")
    least = sum(sign == "0" for sign in places)
    number = Decimal(repr(amount)) / 1000**thousands
    rounded = number.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP) if number < 10**20 else number
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    before, _, after = text.partition(".")
    after = after[:least] + after[least:].rstrip("0")
    before = before.rjust(sum(sign == "0" for sign in whole), "0")
    return f"{before}.{after}" if after else before


def _general(value: float) -> str:
    """A number without a format, in as many digits as programs show."""
    if isinstance(value, int):
        return str(value)
    return f"{value:.{_MOST_DIGITS}g}" if value != int(value) or abs(value) >= 10**_MOST_DIGITS else str(int(value))
