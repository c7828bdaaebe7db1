"""What a value in a record may be: text, prose, ids, references, dates, times, counts, one of several words.

In: `Written` words (or Python values, in tests and writers). Out: annotated types that the schema of each record is
made of. Guaranteed: what is typed is what is read (`10:30` is text, `no` is a word); a refusal is a
`PydanticCustomError` whose type is a code of the problem catalogue and whose context fills its message.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal
from unicodedata import normalize

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from goldenthread.model.dates import PartialDate, meant
from goldenthread.problem import did_you_mean
from goldenthread.source import NOWHERE, Breaks, Place, Places, Written

ID = re.compile(r"[a-z0-9]+(?:[._-]+[a-z0-9]+)*")
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
_REFERENCE = re.compile(
    rf"(?:(?P<kind>[a-z-]+):)?(?P<name>(?:{ID.pattern}/){{0,3}}{ID.pattern})?(?:#(?P<part>{ID.pattern}))?"
)
_CURLY = re.compile("[“”„‟‘’‚‛«»]([^“”„‟‘’‚‛«»]+)[“”„‟‘’‚‛«»]")
_SWALLOWED = re.compile(
    r"\s*(?P<key>publish_after|process_notes|photo_consent|pseudonym"
    r"|(?:audience|internal|contact)(?=[^\w\s,.!?)'’\"-]|[ \t]+(?:[+(]?\d|\[|public\b|internal\b)))\b"
)
"""A key that says who may see something, where words go on: one that is a word too, with what a value begins with."""
LONGEST_ID = 100
OURS = "gt-"
"""How the ids begin that are given here: those that follow from words, and those of the parts of pages."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference as it was written: `target`, such as `staffing#housing` or `theme:staffing`, and its place."""

    target: str
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class KeyName:
    """The name of a key of the entry in which it stands, and its place."""

    key: str
    at: Place = field(default=NOWHERE, compare=False)


class Mapped(dict[str, Any]):
    """Keys with values as a record has them, and where each key is written."""

    def __init__(self, values: dict[str, Any], places: dict[str, Place]) -> None:
        super().__init__(values)
        self.places = places


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown that people wrote: its text, the place of its first character, and where its later lines begin."""

    text: str = ""
    at: Place = field(default=NOWHERE, compare=False)
    breaks: Breaks = field(default=(), compare=False)

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    @property
    def places(self) -> Places:
        """Where each of its characters stands."""
        return Places(self.text, self.at, self.breaks)

    def place_of(self, offset: int) -> Place:
        """Where one of its characters stands."""
        return self.places.of(offset)


def refused(code: str, **facts: str) -> PydanticCustomError:
    """The refusal that `read` turns into a problem of this code, at the place of the value."""
    return PydanticCustomError(code, code, facts)


def _words(value: Any) -> Any:
    """The words of a scalar; refuses one that is empty or part of something that YAML cut off."""
    if not isinstance(value, Written):
        return value
    if value.tail and value.style == "plain":
        raise refused("GT131", quoted=quoted(f"{value.text} {value.tail}".strip()), rest=value.tail)
    if not value.text.strip():
        raise refused("GT201")
    return value.text


def _text(value: Any) -> Any:
    if isinstance(value, Written) and value.flow and value.style == "plain" and " " in value.text.strip():
        raise refused("GT132", words=value.text)
    words = _words(value)
    if not isinstance(words, str):
        raise refused("GT202", wanted="words", found=_shape(value))
    return words.strip()


def _plain_text(value: Any) -> Any:
    if isinstance(value, Written) and value.style == "plain":
        for start, _ in value.breaks:
            if found := _SWALLOWED.match(value.text, start):
                raise refused("GT813", swallowed=found["key"])
    text = _text(value)
    if "[[" in text and "]]" in text:
        raise refused("GT217")
    return text


def _typed(value: Any) -> str:
    """The characters of a value that is no prose: a comment behind it is a comment.

    Of ids and words of a list there are few, each written many times: one is held for all.
    """
    if isinstance(value, Written):
        value = value.text
    if not isinstance(value, str):
        raise refused("GT202", wanted="one value", found=_shape(value))
    text = value.strip()
    if not text:
        raise refused("GT201")
    if (plain := uncurled(text)) != text:
        raise refused("GT125", value=text, plain=plain)
    return sys.intern(text)


def uncurled(words: str) -> str:
    """Words without the curly quotes that stand round all of them; as they are where none do."""
    found = _CURLY.fullmatch(words)
    return found[1] if found else words


def quoted(words: str) -> str:
    """Words as YAML takes them for nothing else: in double quotes, or in single ones where they hold double ones.

    Curly quotes round all of them are those that somebody's keyboard made of straight ones.
    """
    words = uncurled(words)
    return f"'{words.replace(chr(39), chr(39) * 2)}'" if '"' in words or "\\" in words else f'"{words}"'


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return "keys with values"
    return "a list" if isinstance(value, list) else "words"


def _prose(value: Any) -> Any:
    if isinstance(value, Prose):
        return value
    if isinstance(value, Written):
        cut = len(value.text) - len(value.text.lstrip())
        places = Places(value.text, value.at, value.breaks)
        return Prose(_text(value), places.of(cut), tuple((n - cut, at) for n, at in value.breaks if n >= cut))
    return Prose(_text(value))


def _id(value: Any) -> str:
    text = _typed(value)
    if not ID.fullmatch(text) or len(text) > LONGEST_ID or text.startswith(OURS) or text == "index.html":
        raise refused("GT203", value=text, proposal=slug(text).removeprefix(OURS) or "a-short-name")
    return text


def _file(value: Any) -> str:
    text = _typed(value)
    if not all(FILE_NAME.fullmatch(step) for step in text.split("/")):
        raise refused("GT213", value=text, mend=_file_mend(text))
    return text


def _file_mend(text: str) -> str:
    """A name that works everywhere, where the one typed has capitals or spaces; else what such a name is."""
    plain = "/".join(re.sub(r"[\s_]+", "-", step).lower() for step in text.split("/"))
    if all(FILE_NAME.fullmatch(step) for step in plain.split("/")):
        return f"write '{plain}' here, and call the file so: names have small letters, and no spaces"
    return "put the file into photos/ or files/ and write its name, in small letters, without '..' or '\\'"


def _ref(value: Any) -> Ref:
    if isinstance(value, Ref):
        return value
    text = _typed(value)
    found = _REFERENCE.fullmatch(text)
    if "," in text and all(_REFERENCE.fullmatch(part.strip()) for part in text.split(",")):
        raise refused("GT136", value=text)
    if not found or not (found["name"] or found["part"]):
        raise refused("GT204", value=text, proposal=slug(text) or "a-short-name")
    return Ref(text, value.at if isinstance(value, Written) else NOWHERE)


def _key_name(value: Any) -> KeyName:
    if isinstance(value, KeyName):
        return value
    return KeyName(_typed(value), value.at if isinstance(value, Written) else NOWHERE)


def _date(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    text = _typed(value)
    try:
        return PartialDate.parse(text)
    except ValueError:
        raise refused("GT205", value=text, proposal=_date_mend(meant(text))) from None


def _date_mend(readings: tuple[str, ...]) -> str:
    """The date that may be meant; where one year is, day and month have changed places."""
    if not readings:
        return "year-month-day, such as 2026-03-31"
    one_year = len({reading[:4] for reading in readings}) == 1
    return (", or where the month came first " if one_year else " or ").join(readings)


def _clock(value: Any) -> str:
    text = _typed(value)
    found = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", text, re.ASCII)
    if not found:
        raise refused("GT206", value=text)
    return f"{int(found[1]):02}:{found[2]}"


def _count(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = _typed(value)
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise refused("GT207", value=text)
    return int(text)


def _number(value: Any) -> str:
    text = _typed(value)
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,10})?", text, re.ASCII):
        raise refused("GT215", value=text)
    return text


def date_or_yes(value: Any) -> PartialDate | bool:
    """A date as exact as it is known, or `yes` where even the year is not."""
    if isinstance(value, (PartialDate, bool)):
        return value
    return _yes_no(value) if _typed(value) in ("yes", "no") else _date(value)


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = _typed(value)
    if text not in ("yes", "no", "true", "false"):
        raise refused("GT208", value=text)
    return text in ("yes", "true")


def _several(value: Any) -> Any:
    """A single value where several may stand counts as a list of one."""
    return [value] if isinstance(value, (Written, str, Ref)) else value


def slug(text: str) -> str:
    """An id proposed for these words: lower case, hyphens; "" where nothing in them can be kept."""
    plain = normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].rstrip("-")


_SAME = {
    **dict.fromkeys(("finished", "complete", "completed", "closed", "ready"), "done"),
    **dict.fromkeys(("ongoing", "started", "underway", "in hand", "pending"), "in progress"),
    **dict.fromkeys(("cancelled", "canceled", "abandoned", "rejected"), "dropped"),
    **dict.fromkeys(("postponed", "delayed"), "deferred"),
    **dict.fromkeys(("excused", "sent apologies"), "apologies"),
}
"""Words that people write for those of the format."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """A validator for a word that must be one of those known; what describes the format reads them here."""

    known: tuple[str, ...]

    def __call__(self, value: Any) -> str:
        text = _typed(value)
        if text not in self.known:
            near = _SAME.get(text.casefold(), "")
            near = near if near in self.known else did_you_mean(text, self.known)
            proposal = f"'{near}'" if near else f"one of: {', '.join(self.known)}"
            raise refused("GT209", value=text, proposal=proposal, known=", ".join(self.known))
        return text


def one_of(*known: str) -> OneOf:
    """A validator for a word that must be one of those known."""
    return OneOf(known)


def _language(value: Any) -> str:
    text = _typed(value)
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", text, re.ASCII):
        raise refused("GT214", value=text)
    return text


def _audience(value: Any) -> str:
    text = _typed(value)
    if text not in ("public", "internal"):
        raise refused("GT801", value=text, proposal=did_you_mean(text, ("public", "internal")) or "internal")
    return text


PLAIN_TEXT = BeforeValidator(_plain_text)
"""What marks a field of words, whose value is no id, word of a list, or number."""
SEVERAL = BeforeValidator(_several)
"""What takes one value alone for a list of it."""
Text = Annotated[str, PLAIN_TEXT]
Texts = Annotated[tuple[Text, ...], SEVERAL]
ProseField = Annotated[Prose, BeforeValidator(_prose)]
Id = Annotated[str, BeforeValidator(_id)]
Ids = Annotated[tuple[Id, ...], SEVERAL]
FilePath = Annotated[str, BeforeValidator(_file)]
FilePaths = Annotated[tuple[FilePath, ...], SEVERAL]
RefField = Annotated[Ref, BeforeValidator(_ref)]
Refs = Annotated[tuple[RefField, ...], SEVERAL]
KeyNames = Annotated[tuple[Annotated[KeyName, BeforeValidator(_key_name)], ...], SEVERAL]
Language = Annotated[str, BeforeValidator(_language)]
Languages = Annotated[tuple[Language, ...], SEVERAL]
When = Annotated[PartialDate, BeforeValidator(_date)]
Clock = Annotated[str, BeforeValidator(_clock)]
Number = Annotated[str, BeforeValidator(_number)]
"""A number as it is typed, such as `41` or `12.5`; `float` takes it."""
Count = Annotated[int, BeforeValidator(_count)]
Counts = Annotated[tuple[Count, ...], SEVERAL]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]

Audience = Literal["public", "internal"]
AudienceField = Annotated[Audience, BeforeValidator(_audience)]
