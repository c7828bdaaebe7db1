"""Rules about photos: what those need who hear the page instead of seeing it."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.model.archive import Archive
from goldenthread.model.chart import FlipChart
from goldenthread.model.fields import quoted
from goldenthread.model.meeting import Meeting, Photo
from goldenthread.problem import Problem, problem
from goldenthread.source import Place

LONGEST_ALT = 250
"""How many characters may stand for a photo: as much as can be heard in one go."""


def photo_has_words(archive: Archive) -> Iterator[Problem]:
    """A photo says in words what it shows, unless it shows nothing; one that is not there yet is another matter."""
    for meeting in archive.meetings:
        for chart in meeting.charts:
            there = any(f"{meeting.folder}/photos/{photo}" in archive.files for photo in chart.photos)
            if there and not chart.alt:
                yield problem("GT703", chart.at, proposal=_proposed(words_for_chart(chart)))
    shown = {f"{m.folder}/photos/{photo}" for m in archive.meetings for chart in m.charts for photo in chart.photos}
    for meeting in archive.meetings:
        for photo in meeting.photos:
            if not (photo.alt or photo.decorative) and f"{meeting.folder}/photos/{photo.photo}" not in shown:
                yield problem("GT703", photo.at, proposal=_proposed(words_for_photo(meeting, photo)))


def words_for_chart(chart: FlipChart) -> str:
    """What is known of a chart, as words for its photo."""
    blocks = sum(block.heading is not None for block in chart.blocks)
    lines = sum(len(block.lines) for block in chart.blocks)
    counted = [_counted(number, word) for number, word in ((blocks, "block"), (lines, "line")) if number]
    return f"Flip chart “{chart.title}”{': ' if counted else ''}{', '.join(counted)}; the transcript follows"


def words_for_photo(meeting: Meeting, photo: Photo) -> str:
    """What is known of a photo, as words for it."""
    names = {session.id: session.title for session in meeting.programme}
    during = [names[ref.target.removeprefix("#")] for ref in photo.sessions if ref.target.removeprefix("#") in names]
    where = f"“{during[0]}”" if during else f"“{meeting.title}”"
    return f"{photo.caption or 'Photo'}, at {where}, {(photo.taken or meeting.date).text}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _proposed(words: str) -> str:
    return f"alt: {quoted(words)}"


def words_are_not_the_name_of_the_file(archive: Archive) -> Iterator[Problem]:
    """What a program typed for a photo says nothing of it."""
    for alt, photos, at, proposal in _described(archive):
        if _letters(alt) in {_letters(name) for photo in photos for name in (photo, photo.rpartition(".")[0])}:
            yield problem("GT705", at, alt=alt, proposal=f", such as {_proposed(proposal)}")


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


def words_can_be_heard_in_one_go(archive: Archive) -> Iterator[Problem]:
    """What stands for a photo is read out as a whole."""
    for alt, _, at, _ in _described(archive):
        if len(alt) > LONGEST_ALT:
            yield problem("GT706", at, count=len(alt), most=LONGEST_ALT)


def _described(archive: Archive) -> Iterator[tuple[str, tuple[str, ...], Place, str]]:
    """The words for photos: the names of these, where they are described, and words that might stand there instead."""
    for meeting in archive.meetings:
        for chart in meeting.charts:
            if chart.alt:
                yield chart.alt, chart.photos, chart.at, words_for_chart(chart)
        for photo in meeting.photos:
            if photo.alt:
                yield photo.alt, (photo.photo,), photo.at, words_for_photo(meeting, photo)


RULES = (photo_has_words,)
RULES_OF_EACH = (
    words_are_not_the_name_of_the_file,
    words_can_be_heard_in_one_go,
)
