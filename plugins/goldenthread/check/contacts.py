"""Contact details among words: telephone numbers, e-mail addresses and accounts that somebody wrote into a record.

In: an archive. Out: a warning for each place, whoever may see it. Guaranteed: what `archive.yml` says may be public is
none, and neither is what is typed under `contact`, which has a default audience of its own. Which of these would be
public is not known here: `compile` asks the same of what the public edition shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.check.detectors import EMAIL, IBAN, TELEPHONE, details_in
from goldenthread.language import N_, catalogue
from goldenthread.model.archive import REGISTERS, Archive
from goldenthread.model.chart import FlipChart
from goldenthread.model.entry import Entry
from goldenthread.model.fields import Prose
from goldenthread.model.walk import every_entry, fields_of, several
from goldenthread.problem import Problem, problem
from goldenthread.source import Places

MEANT = "contact"
"""The key under which contact details belong."""
_CALLED = {
    TELEPHONE: N_("a telephone number"),
    EMAIL: N_("an e-mail address"),
    IBAN: N_("the number of a bank account"),
}
_SIGNS = re.compile(r"[\s()./-]")


def contact_details(archive: Archive) -> Iterator[Problem]:
    """Each place at which the words of records hold contact details that `archive.yml` does not allow."""
    settings = archive.settings
    wanted = {*settings.warn_of}
    allowed = {_plain(one.words) for one in settings.may_be_public}
    called = catalogue().gettext
    for text, places in _texts(archive) if wanted else ():
        for found in details_in(text):
            if found.kind in wanted and _plain(found.words) not in allowed:
                yield problem("GT810", places.of(found.offset), what=called(_CALLED[found.kind]))


def _texts(archive: Archive) -> Iterator[tuple[str, Places]]:
    """The words of records, with where they stand; of words that have no place of their own, their entry's."""
    things = [one for name in (*REGISTERS, "meetings") for one in getattr(archive, name)]
    updates = [reported.update for reported in archive.updates if not reported.meeting]
    for entry in (inner for one in (*things, *updates) for inner in every_entry(one)):
        yield from _texts_of(entry)
        if isinstance(entry, FlipChart):
            yield from ((line.words, Places("", line.at)) for _, line in entry.lines())


def _texts_of(entry: Entry) -> Iterator[tuple[str, Places]]:
    for facts in fields_of(type(entry)):
        if facts.name != MEANT and (facts.is_text or Prose in facts.types):
            for words in several(getattr(entry, facts.name)):
                yield (words.text, words.places) if isinstance(words, Prose) else (words, Places("", entry.at))


def _plain(words: str) -> str:
    """Contact details however they are spaced."""
    return _SIGNS.sub("", words).casefold()
