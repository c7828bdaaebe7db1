"""A14, A15 of the hazards: the bytes and characters of records."""

import pytest

from tests.written import ARCHIVE, HEAD, MEETING, Compile

BYTES = {
    "A14-utf-16-with-mark": (f"{HEAD}---\n".encode("utf-16"), "1:1 GT107"),
    "A14-utf-16-big-endian": (b"\xfe\xff" + f"{HEAD}---\n".encode("utf-16-be"), "1:1 GT107"),
    "A14-utf-16-without-mark": (f"{HEAD}---\n".encode("utf-16-le"), "1:1 GT107"),
    "A14-latin-1": (f"{HEAD}place: caf\u00e9\n---\n".encode("latin-1"), "4:11 GT101"),
    "A14-latin-1-crlf": (f"{HEAD}place: caf\u00e9\n---\n".replace("\n", "\r\n").encode("latin-1"), "4:11 GT101"),
    "A14-latin-1-lone-cr": (f"{HEAD}place: caf\u00e9\n---\n".replace("\n", "\r").encode("latin-1"), "4:11 GT101"),
    "A14-utf-7": (b"+/v8-" + f"{HEAD}---\n".encode(), "1:1 GT101"),
    "A14-surrogates": (f"{HEAD}place: \ud83d\ude00\n---\n".encode("utf-8", "surrogatepass"), "4:8 GT101"),
    "A14-cut-off": (f"{HEAD}---\ncaf\u00e9".encode()[:-1], "5:4 GT101"),
    "A14-overlong": (f"{HEAD}place: ".encode() + b"\xc0\xaf\n---\n", "4:8 GT101"),
    "A15-nul": (f"{HEAD}place: a\0b\n---\n".encode(), "4:9 GT102"),
    "A15-c1": (f"{HEAD}place: a\u009fb\n---\n".encode(), "4:9 GT102"),
    "A15-nel": (f"{HEAD}place: a\u0085b\n---\n".encode(), "4:9 GT102"),
    "A15-line-separator": (f"{HEAD}---\nText \u2028 text\n".encode(), "5:6 GT102"),
    "A15-mark-inside": (f"{HEAD}---\nText \ufeff text\n".encode(), "5:6 GT102"),
    "A15-escape": (f"{HEAD}---\n\x1b[31mred\n".encode(), "5:1 GT102"),
    "A15-nul-behind-emoji": (f"{HEAD}place: 😀\0b\n---\n".encode(), "4:9 GT102"),
}


@pytest.mark.parametrize(("data", "told"), BYTES.values(), ids=BYTES)
def test_what_is_no_plain_text_is_refused_at_its_place(archive: Compile, data: bytes, told: str) -> None:
    result = archive({MEETING: data})
    assert result.told == [f"{MEETING}:{told}"]
    assert result.others_hold


@pytest.mark.parametrize("path", ["registers/people.yml", "updates/2015.yml", "meetings/review/actions.yml"])
def test_a_list_that_is_no_text_drops_that_list_alone(archive: Compile, path: str) -> None:
    result = archive({MEETING: f"{HEAD}---\n", path: b"- caf\xe9\n"})
    assert result.told == [f"{path}:1:6 GT101"]
    assert "review" in result.archive.meeting_by_id


def test_the_message_names_the_byte(archive: Compile) -> None:
    assert "byte 5 " in archive({"registers/people.yml": b"- caf\xe9\n"}).only.message


def test_many_control_characters_are_one_problem(archive: Compile) -> None:
    assert archive({MEETING: f"{HEAD}---\n" + "\x01" * 1_000_000}).told == [f"{MEETING}:5:1 GT102"]


def test_emoji_and_joiners_are_words(archive: Compile) -> None:
    text = f"{HEAD}summary: 👩\u200d👩\u200d👧 café नमस्ते\n---\n👩\u200d🚒\n"
    result = archive({MEETING: text})
    assert result.told == []
    assert result.archive.meeting_by_id["review"].summary.text == "👩\u200d👩\u200d👧 café नमस्ते"


def test_columns_count_characters_not_bytes(archive: Compile) -> None:
    assert archive({MEETING: f"{HEAD}participants: [{{role: 👩\u200d🚒é, x: y}}]\n---\n"}).told == [
        f"{MEETING}:4:29 GT210"
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_do_not_move_problems(archive: Compile, end: str) -> None:
    text = f"\ufeff{HEAD}wibble: x\n---\nSee [[nothing]].\n".replace("\n", end)
    assert archive({MEETING: text}).told == [f"{MEETING}:4:1 GT210"]
    text = f"\ufeff{HEAD}---\n\nSee [[nothing]].\n".replace("\n", end)
    assert archive({MEETING: text}).told == [f"{MEETING}:6:7 GT402"]


def test_settings_keep_their_words_with_a_byte_order_mark(archive: Compile) -> None:
    result = archive({"archive.yml": "\ufeff" + ARCHIVE})
    assert result.told == []
    assert result.archive.settings.title == "An archive"
