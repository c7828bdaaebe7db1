"""Words that people read and that no record holds: labels, dates and lists, in the language of the site.

In: terms of the model. Out: text. Guaranteed: each passes through gettext or Babel, so that it can be translated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from gettext import NullTranslations
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.localedata import locale_identifiers

from goldenthread.language import N_, catalogue
from goldenthread.model.chart import Pen
from goldenthread.model.dates import PartialDate
from goldenthread.model.entry import Kind, Relation

DEFAULT = "en_GB"


KINDS = {
    Kind.MEETING: N_("Meeting"),
    Kind.SESSION: N_("Session"),
    Kind.FOCUS: N_("Focus area"),
    Kind.FEEDBACK: N_("Feedback"),
    Kind.OUTPUT: N_("Expected output"),
    Kind.CHART: N_("Flip chart"),
    Kind.BLOCK: N_("Flip chart, block"),
    Kind.LINE: N_("Flip chart, line"),
    Kind.ACTION: N_("Action"),
    Kind.SUPPORT: N_("Support"),
    Kind.DECISION: N_("Decision"),
    Kind.QUESTION: N_("Question"),
    Kind.FINDING: N_("Finding"),
    Kind.GOAL: N_("Goal"),
    Kind.UPDATE: N_("Update"),
    Kind.FILE: N_("Document"),
    Kind.PHOTO: N_("Photo"),
    Kind.PERSON: N_("Person"),
    Kind.GROUP: N_("Group"),
    Kind.THEME: N_("Theme"),
    Kind.SERIES: N_("Series"),
    Kind.STRATEGY: N_("Strategy"),
    Kind.INDICATOR: N_("Indicator"),
    Kind.TERM: N_("Glossary"),
    Kind.QUERY: N_("Saved query"),
}
STATUSES = {
    "open": N_("Open"),
    "in progress": N_("In progress"),
    "blocked": N_("Blocked"),
    "deferred": N_("Deferred"),
    "done": N_("Done"),
    "dropped": N_("Dropped"),
    "asked": N_("Asked"),
    "accepted": N_("Accepted"),
    "provided": N_("Provided"),
    "declined": N_("Declined"),
    "holds": N_("Holds"),
    "superseded": N_("Superseded"),
    "withdrawn": N_("Withdrawn"),
    "answered": N_("Answered"),
    "expected": N_("Not yet judged"),
    "set": N_("Not yet rated"),
    "met": N_("Met"),
    "partly": N_("Partly met"),
    "not met": N_("Not met"),
    "not recorded": N_("Not recorded"),
    "draft": N_("Draft"),
    "approved": N_("Approved"),
    "planned": N_("Planned"),
    "held": N_("Held"),
    "postponed": N_("Postponed"),
    "cancelled": N_("Cancelled"),
}
FORMATS = {
    "pptx": N_("Slides"),
    "docx": N_("Word file"),
    "xlsx": N_("Spreadsheet"),
    "pdf": N_("PDF"),
    "csv": N_("Table"),
    "txt": N_("Text"),
}
"""What can be read of documents, by the endings of their names."""
BACKLINKS = {
    Relation.MENTIONS: N_("mentions this"),
    Relation.SERIES: N_("belongs to this series"),
    Relation.ABOUT_THEME: N_("is about this theme"),
    Relation.ATTENDED_BY: N_("took place with them"),
    Relation.SUBSTITUTES_FOR: N_("had a substitute for them"),
    Relation.LED_BY: N_("was led by them"),
    Relation.PRESENTED_BY: N_("was presented by them"),
    Relation.WRITTEN_BY: N_("was written by them"),
    Relation.MADE_IN: N_("was made here"),
    Relation.OWNED_BY: N_("is theirs"),
    Relation.NEEDED_BY: N_("is for them"),
    Relation.PROVIDED_BY: N_("asked them to bring something"),
    Relation.DECIDED_BY: N_("was decided by them"),
    Relation.ASKED_BY: N_("was asked by them"),
    Relation.ASKED_OF: N_("was asked of them"),
    Relation.SAID_BY: N_("was said by them"),
    Relation.RANKED_IN: N_("was ranked here"),
    Relation.FOUND_BY: N_("was found by them"),
    Relation.SET_BY: N_("was set by them"),
    Relation.GIVEN_ON: N_("was given on this"),
    Relation.FOLLOWED_BY: N_("is carried out by them"),
    Relation.FOLLOWS: N_("belongs to this strategy"),
    Relation.MEASURED_BY: N_("is measured by this"),
    Relation.HELPS: N_("would help with this"),
    Relation.RAISED_ON: N_("came out of this"),
    Relation.WAITS_FOR: N_("waits for this"),
    Relation.SUPERSEDES: N_("replaces this"),
    Relation.REPORTS_ON: N_("reports on this"),
    Relation.REPORTED_BY: N_("was reported by them"),
    Relation.BLOCKED_BY: N_("is blocked by this"),
    Relation.MEMBER_OF: N_("belongs to it"),
    Relation.PART_OF: N_("is part of this"),
    Relation.HELD_BY: N_("is held by them"),
    Relation.FORMED_AT: N_("was formed here"),
    Relation.SHOWS: N_("shows them"),
    Relation.SEE: N_("refers here"),
    Relation.LEADS_TO: N_("leads here"),
    Relation.COVERED_BY: N_("says it is covered here"),
    Relation.CONCERNS: N_("is about this"),
    Relation.EVIDENCED_BY: N_("is shown by this"),
    Relation.USES: N_("used this"),
    Relation.ASKS_ABOUT: N_("asks about this"),
    Relation.FOUND: N_("found this"),
}
FINDINGS = {
    "challenge": N_("Challenge"),
    "success": N_("Success"),
    "lesson": N_("Lesson"),
    "observed effect": N_("Observed effect"),
    "reflection": N_("Reflection"),
    "strength": N_("Strength"),
    "weakness": N_("Weakness"),
    "opportunity": N_("Opportunity"),
    "threat": N_("Threat"),
}
BASES = {
    "reported": N_("as somebody reported it"),
    "observed": N_("as it was observed"),
    "measured": N_("as it was measured"),
}
FILES = {
    "presentation": N_("Presentation"),
    "worksheet": N_("Worksheet"),
    "tool": N_("Tool"),
    "document": N_("Document"),
}
RECEIVED = {
    "yes": N_("received"),
    "late": N_("received late"),
    "part": N_("received in part"),
    "no": N_("not received"),
}
HEADINGS = {
    "clarification": N_("Clarification"),
    "more information": N_("Clarification: more information"),
    "reasons": N_("Clarification: reasons why"),
    "effects": N_("Clarification: effects, what changed"),
    "suggestion": N_("Suggestions"),
    "other": N_("Other"),
}
GROUP_TYPES = {
    "organisation": N_("Organisation"),
    "team": N_("Team"),
    "office": N_("Office"),
    "subgroup": N_("Subgroup"),
}
MARKS = {
    "star": N_("starred"),
    "question": N_("question"),
    "option": N_("option"),
    "note": N_("note"),
    "assumption": N_("assumption"),
    "unclear": N_("unclear"),
}
LABELS = {
    "theme": N_("Theme"),
    "action": N_("Action"),
    "outcome": N_("Outcome"),
    "timescale": N_("Timescale"),
    "who": N_("Who"),
}
ATTENDANCES = {
    "present": N_("Present"),
    "part": N_("Present for part"),
    "online": N_("Online"),
    "apologies": N_("Apologies"),
    "absent": N_("Absent"),
    "substitute": N_("Substitute"),
    "observer": N_("Observer"),
    "expected": N_("Expected"),
    "not recorded": N_("Attendance not recorded"),
}
SESSIONS = {
    "welcome": N_("Welcome"),
    "minutes of last meeting": N_("Minutes of the last meeting"),
    "matters arising": N_("Matters arising"),
    "presentation": N_("Presentation"),
    "feedback": N_("Feedback"),
    "group work": N_("Group work"),
    "report back": N_("Report back"),
    "prioritisation": N_("Prioritisation"),
    "plenary": N_("Plenary"),
    "any other business": N_("Any other business"),
    "wrap-up": N_("Wrap-up"),
    "break": N_("Break"),
}
GROUP_IN_SESSION = {
    "presentation": N_("Presented by"),
    "feedback": N_("Feedback from"),
    "group work": N_("Worked on by"),
    "report back": N_("Reported by"),
}
COLOURS = {
    "black": N_("black"),
    "blue": N_("blue"),
    "red": N_("red"),
    "green": N_("green"),
    "lilac": N_("lilac"),
    "purple": N_("purple"),
    "orange": N_("orange"),
    "brown": N_("brown"),
    "pink": N_("pink"),
    "grey": N_("grey"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: translated, and joined as that language joins them."""

    locale: str
    catalogue: NullTranslations

    def __call__(self, words: str) -> str:
        """The translation, or the words themselves where there is none."""
        return self.catalogue.gettext(words) if words else ""

    def ngettext(self, one: str, several: str, number: int) -> str:
        """How many: `1 decision`, `2 decisions`."""
        return self.catalogue.ngettext(one, several, number) % {"num": number}

    def date(self, when: PartialDate | date) -> str:
        """A date as exact as it is known: `17 September 2015`, `September 2015` or `2015`."""
        if isinstance(when, date):
            return _date(when, "long", self.locale)
        if when.earliest == when.latest:
            return self.date(when.earliest)
        skeleton = "y" if when.earliest.month != when.latest.month else "yMMMM"
        return str(format_skeleton(skeleton, when.earliest, locale=self.locale))

    def short_date(self, when: PartialDate) -> str:
        """A date for a table's column."""
        if when.earliest == when.latest:
            return _date(when.earliest, "medium", self.locale)
        skeleton = "y" if when.earliest.month != when.latest.month else "yMMM"
        return str(format_skeleton(skeleton, when.earliest, locale=self.locale))

    def listed(self, words: list[str], style: Literal["standard", "or"] = "standard") -> str:
        """`a, b and c`, or with style `or` `a or b`."""
        return str(format_list(words, style=style, locale=self.locale)) if words else ""

    def turned(self, language: str) -> str:
        """`rtl` or `ltr` where a language runs the other way than the site's; "" where they run alike."""
        direction = _direction(language)
        return direction if language and direction != _direction(self.locale) else ""

    def pen(self, pen: Pen) -> str:
        """A pen in words: `lilac pen`, `red or green pen`."""
        colours = self.listed([self(COLOURS.get(colour, colour)) for colour in pen.colours], "or")
        return (self(N_("%(colour)s pen")) % {"colour": colours}) if colours else self(N_("pen of unknown colour"))


@lru_cache(maxsize=50_000)  # every list of things shows the same few thousand days
def _date(day: date, format: Literal["long", "medium"], locale: str) -> str:
    return str(format_date(day, format, locale=locale))


def words_of(language: str) -> Words:
    """The words of a language by its code (`en`, `de`), English where it has no catalogue."""
    found = Locale.negotiate([language.replace("-", "_")], locale_identifiers()) if language not in ("", "en") else None
    locale = str(found) if found else DEFAULT
    return Words(locale, catalogue(locale))


@lru_cache(maxsize=1_000)
def _direction(language: str) -> str:
    """Which way a language is written, by its code; one that nobody knows runs from left to right."""
    try:
        return str(Locale.parse(language.replace("-", "_")).text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"
