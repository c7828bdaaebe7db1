"""A1-A13, A16 of the hazards: the YAML of records."""

import re

import pytest

from goldenthread.compile import edition_of
from tests.written import AFTER, ARCHIVE, HEAD, MEETING, Compile

A_PLACE = f"{MEETING}:4:"


def record(line: str) -> dict[str, str]:
    """A meeting in whose head this stands from line 4 on."""
    return {MEETING: f"{HEAD}{line}\n---\nBody.\n"}


REFUSED = {
    "A1-colons": ("place: a: b: c\naudience: internal", "4:9 GT121"),
    "A3-twice": ("audience: internal\naudience: public", "5:1 GT112"),
    "A3-nested": ("participants:\n  - role: chair\n    role: lead", "6:5 GT112"),
    "A3-in-braces": ("participants:\n  - {person: x, person: y}", "5:17 GT112"),
    "A3-nfc-nfd": ("caf\u00e9: x\ncafe\u0301: y", "5:1 GT112"),
    "A3-quoted": ("audience: internal\n'audience': public", "5:1 GT112"),
    "A4-python": ("place: !!python/object/apply:os.system ['touch canary']", "4:8 GT113"),
    "A4-env": ("place: !ENV HOME", "4:8 GT113"),
    "A4-binary": ("place: !!binary aGVsbG8=", "4:8 GT113"),
    "A4-set": ("place: !!set {a, b}", "4:8 GT113"),
    "A4-str": ("place: !!str x", "4:8 GT113"),
    "A4-bare": ("place: ! x", "4:8 GT113"),
    "A6-itself": ("place: &a [*a]", "4:8 GT114"),
    "A6-alias": ("place: *a", "4:8 GT114"),
    "A6-merge": ("participants: [{<<: *a}]", "4:21 GT114"),
    "A8-25:00": ("programme:\n  - {id: s, title: S, time: 25:00}", "5:29 GT206"),
    "A8-9h": ("programme:\n  - {id: s, title: S, time: 9h}", "5:29 GT206"),
    "A8-sexagesimal": ("programme:\n  - {id: s, title: S, time: 10:30:59}", "5:29 GT206"),
    "A10-hash": ("place: #high", "4:1 GT131"),
    "A10-hash-behind": ("place: Room #4", "4:8 GT131"),
    "A10-at": ("place: @ana", "4:8 GT120"),
    "A10-percent": ("place: %5", "4:8 GT120"),
    "A10-backtick": ("place: `x`", "4:8 GT120"),
    "A10-colon": ("place: Decision: do it", "4:16 GT121"),
    "A10-colon-at-the-end": ("place: Decision: do it:", "4:16 GT121"),
    "A10-alias": ("place: *a", "4:8 GT114"),
    "A10-anchor": ("place: & more", "4:9 GT120"),
    "A10-tag": ("place: !x", "4:8 GT113"),
    "A10-pipe": ("place: | x", "4:10 GT120"),
    "A12-no-such-day": ("end: 2026-02-30", "4:6 GT205"),
    "A12-no-such-month": ("end: 2026-13", "4:6 GT205"),
    "A12-year-0": ("end: 0000-01-01", "4:6 GT205"),
    "A12-zone": ("end: 2026-02-03T10:00+99:00", "4:6 GT205"),
    "A12-digits": ("participants:\n  - {group: g, count: " + "9" * 5_000 + "}", "5:23 GT207"),
    "A12-day-digits": ("end: " + "9" * 5_000, "4:6 GT205"),
    "A13-ours": ("<<<<<<< HEAD\nplace: x", "4:1 GT103"),
    "A13-theirs": (">>>>>>> branch", "4:1 GT103"),
    "A16-unknown": ("wibble: x", "4:1 GT210"),
    "A16-misspelt": ("audiance: public", "4:1 GT210"),
    "A16-python-name": ("at: here", "4:1 GT210"),
    "A16-field-not-key": ("charts: []", "4:1 GT210"),
    "A16-inner-key": ("participants:\n  - {person: x, rool: chair}", "5:17 GT210"),
    "A16-text-not-entries": ("actions: none", "4:10 GT109"),
    "A16-no-entries": ("actions:", "4:1 GT201"),
    "A16-nothing-in-list": ("objectives:", "4:1 GT201"),
    "A16-words-not-list": ("programme: {id: x, title: y}", "4:12 GT109"),
    "A16-list-not-words": ("place: [a, b]", "4:8 GT202"),
    "A16-keys-not-words": ("place: {a: b}", "4:8 GT202"),
    "A16-list-for-choice": ("status: [held]", "4:9 GT202"),
    "A16-keys-for-choice": ("status: {held: yes}", "4:9 GT202"),
    "A16-list-for-audience": ("audience: [public]", "4:11 GT202"),
    "A16-list-for-date": ("end: [2015]", "4:6 GT202"),
    "A16-list-in-list": ("theme: [[a]]", "4:9 GT202"),
    "A16-keys-in-list": ("theme: [{a: b}]", "4:9 GT202"),
    "A16-list-for-an-entry": ("participants:\n  - [a]", "5:5 GT110"),
    "A16-words-for-an-entry": ("actions:\n  - ana", "5:5 GT110"),
    "A16-list-as-key": ("? [a]\n: b", "4:3 GT118"),
    "A16-empty-key": ("'': b", "4:1 GT118"),
    "A16-comma-in-list": ("objectives: [Meet, then eat]", "4:20 GT132"),
    "A16-comma-in-braces": ("objectives:\n  - {text: Meet, then eat}", "5:18 GT133"),
    "A16-empty-choice": ("status:", "4:1 GT201"),
    "A16-empty-words": ("place: ''", "4:9 GT201"),
    "A16-deeper": ("place: x\n  status: held", "5:9 GT122"),
    "A16-list-under-words": ("objectives:\n  - Meet\n    - eat", "6:5 GT123"),
    "A16-tab": ("participants:\n\t- person: x", "5:1 GT117"),
    "A16-quote-open": ('place: "x', "4:8 GT134"),
    "A16-quote-open-and-another-below": ('place: "x\nlanguage: "y"', "4:8 GT134"),
    "A16-bracket-open": ("theme: [a", "4:8 GT135"),
}


@pytest.mark.parametrize(("line", "told"), REFUSED.values(), ids=REFUSED)
def test_a_faulty_head_is_refused_at_its_place(archive: Compile, line: str, told: str) -> None:
    result = archive(record(line))
    assert result.told == [f"{MEETING}:{told}"]
    assert result.others_hold
    assert not list(result.root.rglob("canary"))


PUBLISHED = {
    "A2-spaces-crlf": ("place: x", "x"),
    "A9-no": ("place: no", "no"),
    "A11-octal": ("place: 0123", "0123"),
    "A11-underscore": ("place: 2026_03", "2026_03"),
    "A11-hex": ("place: 0x1F", "0x1F"),
    "A11-float": ("place: 1.10", "1.10"),
    "A11-null": ("place: Null", "Null"),
    "A11-tilde": ("place: ~", "~"),
    "A11-phone": ("place: +4412345", "+4412345"),
    "A11-time": ("place: 10:30", "10:30"),
    "A11-infinity": ("place: .inf", ".inf"),
    "A11-date": ("place: 2015-09-17", "2015-09-17"),
    "A10-quoted": ("place: 'Decision: do it'", "Decision: do it"),
    "A10-url": ("place: https://example.org/#top", "https://example.org/#top"),
    "A10-hash-inside": ("place: room#4", "room#4"),
    "A15-emoji": ("place: 👩\u200d🚒 house", "👩\u200d🚒 house"),
    "A13-underline": ("place: |\n  =======\n  x", "=======\n  x".replace("  x", "x")),
}


@pytest.mark.parametrize(("line", "place"), PUBLISHED.values(), ids=PUBLISHED)
def test_what_is_typed_is_what_is_read(archive: Compile, line: str, place: str) -> None:
    result = archive(record(line))
    assert [told for told in result.told if not told.endswith("GT810")] == []  # a telephone number is told, and read
    assert result.archive.meeting_by_id["review"].place == place


@pytest.mark.parametrize(
    ("typed", "read"), [("10:30", "10:30"), ("09:30", "09:30"), ("9:30", "09:30"), ("9.30", "09:30")]
)
def test_a_time_is_read_the_same_however_it_is_typed(archive: Compile, typed: str, read: str) -> None:
    result = archive(record(f"programme:\n  - {{id: s, title: S, time: {typed}}}"))
    assert result.told == []
    assert result.archive.meeting_by_id["review"].programme[0].time == read


YES_NO = {"no": False, "yes": True, '"no"': False, "true": True, "false": False}
NEITHER = ("nein", "No", "N", "off", "on", "null", "~", "1", '"No, not yet"', "YES", "y", "maybe")


@pytest.mark.parametrize(("typed", "meant"), YES_NO.items())
def test_yes_and_no_are_read(archive: Compile, typed: str, meant: bool) -> None:
    result = archive({"archive.yml": f"{ARCHIVE}public_repository: {typed}\n"})
    assert result.told == []
    assert result.archive.settings.public_repository is meant


@pytest.mark.parametrize("typed", NEITHER)
def test_what_is_neither_yes_nor_no_is_refused_and_never_yes(archive: Compile, typed: str) -> None:
    result = archive({"archive.yml": f"{ARCHIVE}public_repository: {typed}\n"})
    column = 21 if typed.startswith('"') else 20
    assert result.told == [f"archive.yml:{AFTER}:{column} GT208"]
    assert not result.archive.settings.public_repository


def test_an_empty_yes_or_no_is_refused(archive: Compile) -> None:
    result = archive({"archive.yml": f"{ARCHIVE}public_repository:\n"})
    assert result.told == [f"archive.yml:{AFTER}:1 GT201"]


@pytest.mark.parametrize("owner", ["Ana Reyes", "[Ana Reyes]", "\n      - Ana Reyes"])
def test_words_where_an_id_is_meant_are_told_where_words_go(archive: Compile, owner: str) -> None:
    found = archive(record(f"actions:\n  - id: lamp\n    what: Mend the lamp\n    owner: {owner}")).only
    assert (found.code, found.mend.partition("; ")[2]) == ("GT204", "words as they were said go under owner_said")


def test_the_mends_for_a_list_under_words_work(archive: Compile) -> None:
    own = archive(record("objectives:\n  - Meet\n  - eat"))
    assert [objective.text for objective in own.archive.meeting_by_id["review"].objectives] == ["Meet", "eat"]
    inside = archive(record("summary: |\n  Two things:\n\n  - meet\n  - eat"))
    assert inside.told == []
    assert inside.archive.meeting_by_id["review"].summary.text.rstrip() == "Two things:\n\n- meet\n- eat"


@pytest.mark.parametrize(
    "words",
    [
        "#high",
        "@ana",
        "%5",
        "`x`",
        "Decision: do it",
        "*a",
        "& more",
        "!x",
        "| x",
        "Room #4",
        'Say "no" #1',
        "it's: so",
    ],
)
def test_the_mend_for_words_that_yaml_takes_for_something_else_works(archive: Compile, words: str) -> None:
    found = archive(record(f"place: {words}")).only
    quoted = re.search(r"quotes: (?:\w+: )?(.+)$", found.mend)
    mended = archive(record(f"place: {quoted[1] if quoted else repr(words)}"))
    assert mended.told == []
    assert mended.archive.meeting_by_id["review"].place == words


def test_the_mend_of_a_misspelt_key_names_the_right_one(archive: Compile) -> None:
    assert archive(record("audiance: internal")).only.mend == "did you mean 'audience'?"


def test_a_key_said_twice_names_both_lines(archive: Compile) -> None:
    assert archive(record("audience: internal\naudience: public")).only.message.endswith("already in line 4")


def test_the_mend_of_a_date_with_the_day_first_is_that_date(archive: Compile) -> None:
    assert archive(record("end: 06-03-2026")).only.mend.startswith(
        "write 2026-03-06, or where the month came first 2026-06-03;"
    )


def test_no_date_that_does_not_exist_is_proposed(archive: Compile) -> None:
    assert "2026-02-31" not in archive(record("end: 31/02/2026")).only.mend


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", ">>>>>>> theirs", "||||||| base"])
def test_a_merge_that_is_not_resolved_is_refused_in_minutes_too(archive: Compile, mark: str) -> None:
    result = archive({MEETING: f"{HEAD}---\nMinutes\n\n{mark}\n"})
    assert result.told == [f"{MEETING}:7:1 GT103"]
    assert result.others_hold


def test_a_heading_underlined_with_equals_signs_is_published(archive: Compile) -> None:
    assert archive({MEETING: f"{HEAD}---\nMinutes\n=======\n"}).told == []


WRONG_SHAPES = {
    "A16-list": ("---\n- a\n- b\n---\n", "2:1 GT110"),
    "A16-scalar": ("---\njust words\n---\n", "2:1 GT110"),
    "A16-two-documents": ("---\ntitle: x\n--- \ndate: 2015\n---\n", "2:1 GT211"),
    "A16-comments": ("---\n# nothing yet\n---\nBody\n", "2:1 GT104"),
    "A20-no-bytes": ("", "1:1 GT104"),
    "A20-whitespace": (" \n\t\n\n", "1:1 GT104"),
    "A20-no-keys": ("---\n---\n", "1:1 GT104"),
    "A20-no-keys-and-words": ("---\n\n---\nBody\n", "1:1 GT104"),
    "A2-blank-line-first": ("\n---\ntitle: x\n---\n", "2:1 GT105"),
    "A2-not-closed": ("---\ntitle: x\ndate: 2015\n", "1:1 GT106"),
    "A2-not-closed-above-text": ("---\ntitle: x\n# ours\ndate: 2015\n\nWe met: all.\n", "5:1 GT106"),
    "A2-not-closed-above-a-heading": ("---\ntitle: x\npens:\n  a: {}\n## ONE\n- two\n", "5:1 GT106"),
    "A2-long-dash": ("—\ntitle: x\n---\n", "1:1 GT137"),
    "A2-long-dash-below": ("---\ntitle: x\n––\nWe met.\n", "3:1 GT137"),
    "A2-not-closed-with-a-slip": ('---\ntitle: x\nplace "y\ndate: 2015\nWe met.\n', "5:1 GT106"),
    "A2-long-dash-below-a-slip": ('---\ntitle: x\nplace "y\n—\nWe met.\n', "4:1 GT137"),
    "A2-no-head": ("Only minutes.\n", "1:1 GT108"),
}


@pytest.mark.parametrize(("text", "told"), WRONG_SHAPES.values(), ids=WRONG_SHAPES)
def test_a_record_without_a_head_of_keys_is_refused(archive: Compile, text: str, told: str) -> None:
    result = archive({MEETING: text})
    assert result.told == [f"{MEETING}:{told}"]
    assert result.others_hold


ARCHIVES = {
    "A16-list": ("- a\n", ["archive.yml:1:1 GT110"]),
    "A16-words": ("an archive\n", ["archive.yml:1:1 GT110"]),
    "A16-two-documents": ("format: 1\ntitle: A\n---\nformat: 1\n", ["archive.yml:3:1 GT116"]),
    "A20-comments": ("# nothing yet\n", ["archive.yml:1:1 GT104"]),
    "A20-empty": ("", ["archive.yml:1:1 GT104"]),
    "A16-no-title": ("format: 1\n", ["archive.yml:1:1 GT211"]),
    "A3-audience": (
        "format: 1\ntitle: A\ndefault_audience: {meetings: internal, meetings: public}\n",
        ["archive.yml:3:40 GT112"],
    ),
    "audience-unknown": ("format: 1\ntitle: A\ndefault_audience: {meetings: publc}\n", ["archive.yml:3:30 GT801"]),
    "audience-of-nothing": ("format: 1\ntitle: A\ndefault_audience: {meetngs: public}\n", ["archive.yml:3:20 GT210"]),
}


@pytest.mark.parametrize(("text", "told"), ARCHIVES.values(), ids=ARCHIVES)
def test_a_faulty_archive_yml_makes_everything_internal(archive: Compile, text: str, told: list[str]) -> None:
    result = archive({"archive.yml": text})
    assert result.told == told
    assert result.others_hold
    assert not edition_of(result.archive).archive.meetings


FINE = {
    "A2-spaces": f"--- \n{HEAD[4:]}--- \nBody\n",
    "A2-crlf": f"--- \n{HEAD[4:]}---\nBody\n".replace("\n", "\r\n"),
    "A2-bom": f"\ufeff{HEAD}---\nBody\n",
    "A15-lone-cr": f"{HEAD}---\nBody\n".replace("\n", "\r"),
    "A20-no-minutes": f"{HEAD}---\n",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_line_ends_and_fences_of_any_editor_are_read(archive: Compile, text: str) -> None:
    result = archive({MEETING: text})
    assert result.told == []
    assert result.archive.meeting_by_id["review"].body.text.strip() in ("Body", "")


KEPT = {
    "a remark": ("# audience: internal", "4:3 GT812"),
    "a remark behind a value": ("language: en  # internal: [place]", "4:17 GT812"),
    "an item of a remark": ("  # - publish_after: 2030", "4:7 GT812"),
    "one key": ("#internal: place", "4:2 GT812"),
    "another sign": ("place: Hall\n  contact% the warden", "4:8 GT813"),
    "no space": ("place: Hall\n  contact:warden", "4:8 GT813"),
    "no colon": ("place: Hall\n  audience internal", "4:8 GT813"),
    "a number": ("place: Hall\n  contact 020 7946 0018", "4:8 GT813"),
    "a key that is no word": ("place: Hall\n  process_notes One spoke for all", "4:8 GT813"),
}


@pytest.mark.parametrize(("lines", "told"), KEPT.values(), ids=KEPT)
def test_what_was_to_be_kept_and_marks_nothing_is_refused(archive: Compile, lines: str, told: str) -> None:
    assert archive(record(lines)).told == [f"{MEETING}:{told}"]


@pytest.mark.parametrize(
    "lines",
    [
        "# internal: ask the warden first",
        "# the audience was small",
        "place: The hall, for\n  internal meetings",
        "place: The hall; the\n  contact, as ever, was the warden",
        "place: Nobody made\n  contact.",
        "place: A large\n  audience (of forty)",
    ],
)
def test_words_about_it_are_words(archive: Compile, lines: str) -> None:
    assert archive(record(lines)).told == []
