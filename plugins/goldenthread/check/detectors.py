"""Detectors: telephone numbers, e-mail addresses and bank accounts among words.

In: a text. Out: what stands in it, with the place of each. Guaranteed: dates, times, amounts, counts and numbers of
things are none; an account is one only if its check digits are right (ISO 13616). Of telephone numbers those are found
that are written as such: with + or 00 and the country, grouped after a leading 0 or an area code in brackets, or behind
a word such as "tel.". A row of digits alone may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

TELEPHONE, EMAIL, IBAN = "telephone", "email", "iban"


@dataclass(frozen=True, slots=True)
class Detail:
    """One of them: which, its words, and the offset at which it begins."""

    kind: str
    words: str
    offset: int


_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}(?![\w-])")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]){11,30}(?![A-Za-z0-9])")
_DIALLED = (
    r"(?:\+|00)[1-9](?:[ ./-]?\(?\d\)?){6,13}",
    r"\(0\d{1,4}\) ?\d(?:[ -]?\d){4,8}",
    r"\(\d{3}\) ?\d{3}-\d{4}",
    r"\d{3}-\d{3}-\d{4}",
    r"0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}",
    r"0\d{4}[ -]\d{5,6}",
    r"0\d(?:[ .]\d{2}){4}",
    r"07\d{9}",
)
"""With the country, grouped within one, and British mobiles, which many write in one go."""
_TELEPHONE = re.compile(rf"(?<![\w+,.#/:-])(?<!\d )(?:{'|'.join(_DIALLED)})(?![\w/]|[.,:-]\d| \d)")
_SAID = re.compile(
    r"\b(?:tel|telephone|telefon|telefono|tél|téléphone|phone|mobile|cell|fax|whatsapp|handy)\b"
    r"(?: (?:number|no))?[.:]{0,2} ?(?P<number>[+(]?\d(?:[ ()./-]{0,2}\d){4,14})",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d(?:[ ()./-]{0,3}\d){5,}")
_LONGEST_SAID = 24
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(19|20)\d\d[-/](19|20)?\d\d")


def details_in(text: str) -> Iterator[Detail]:
    """What stands in a text, kind by kind."""
    for kind, finder in _FINDERS.items():
        for found in finder(text):
            yield Detail(kind, found[1], found[0])


def _emails(text: str) -> Iterator[tuple[int, str]]:
    if "@" in text:
        yield from ((found.start(), found[0]) for found in _EMAIL.finditer(text))


def _accounts(text: str) -> Iterator[tuple[int, str]]:
    for found in _IBAN.finditer(text):
        words = found[0].split(" ")
        for count in range(len(words), 0, -1):  # a word in capitals may stand behind it
            account = " ".join(words[:count])
            if _checks("".join(words[:count])):
                yield found.start(), account
                break


def _checks(account: str) -> bool:
    """Whether the check digits of an account are right."""
    digits = "".join(str(int(letter, 36)) for letter in account[4:] + account[:4])
    return len(account) > 14 and int(digits) % 97 == 1


def _telephones(text: str) -> Iterator[tuple[int, str]]:
    for run in _DIGITS.finditer(text):  # most texts have none, and are soon looked through
        first, end = max(0, run.start() - len("+(")), run.end() + 2
        found = {one.start(): one[0] for one in _TELEPHONE.finditer(text, first, end)}
        said = _SAID.finditer(text, max(0, first - _LONGEST_SAID), end)
        found.update((one.start("number"), one["number"]) for one in said if one.start("number") >= first)
        yield from ((start, words) for start, words in sorted(found.items()) if not _DATE.fullmatch(words))


_FINDERS: dict[str, Callable[[str], Iterator[tuple[int, str]]]] = {
    TELEPHONE: _telephones,
    EMAIL: _emails,
    IBAN: _accounts,
}
KINDS = tuple(_FINDERS)
