"""Contact details among words: telephone numbers, e-mail addresses and accounts that somebody wrote into a record.

In: an archive. Out: a warning for each place, whoever may see it. Guaranteed: what `archive.yml` says may be public is
none, and neither is what is typed under `contact`, which has a default audience of its own. Which of these would be
public is not known here: `compile` asks the same of what the public edition shows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial

from goldenthread.check.detectors import EMAIL, IBAN, TELEPHONE, details_in
from goldenthread.check.words import texts_in
from goldenthread.language import N_, catalogue
from goldenthread.memory import Itself, Memory
from goldenthread.model.archive import Archive, outermost
from goldenthread.model.entry import Entry
from goldenthread.problem import Problem, problem

_CALLED = {
    TELEPHONE: N_("a telephone number"),
    EMAIL: N_("an e-mail address"),
    IBAN: N_("the number of a bank account"),
}
_SIGNS = re.compile(r"[\s()./-]")


def contact_details(archive: Archive, memory: Memory) -> Iterator[Problem]:
    """Each place at which the words of records hold contact details that `archive.yml` does not allow.

    What `memory` has seen before is not looked through again.
    """
    settings = archive.settings
    wanted = frozenset(settings.warn_of)
    allowed = frozenset(_plain(one.words) for one in settings.may_be_public)
    for entry in outermost(archive) if wanted else ():
        look = partial(_details, entry, wanted, allowed)
        yield from memory.recall(("contacts", entry.at), (Itself(entry), wanted, allowed), look)


def _details(entry: Entry, wanted: Collection[str], allowed: Collection[str]) -> tuple[Problem, ...]:
    called = catalogue().gettext
    return tuple(
        problem("GT810", where(found.offset), what=called(_CALLED[found.kind]))
        for text, where in texts_in(entry)
        for found in details_in(text)
        if found.kind in wanted and _plain(found.words) not in allowed
    )


def _plain(words: str) -> str:
    """Contact details however they are spaced."""
    return _SIGNS.sub("", words).casefold()
