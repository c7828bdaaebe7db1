"""Each rule with a faulty record and its twin."""

import random
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise, product

import pytest
from PIL import Image

from goldenthread import check
from goldenthread.check import each_by_itself
from goldenthread.check.links import cycles
from goldenthread.memory import Memory
from goldenthread.model.archive import Archive
from goldenthread.model.entry import Key, Kind
from goldenthread.problem import Problem, problem
from tests.written import ARCHIVE, CHART, HEAD, MEETING, Compile

ACTION = "actions:\n  - id: a\n    what: A\n"
VOTED = "## A [P]{.one rank=%d} [dots]{votes=%d}\n## B [P]{.one rank=%d} {votes=%d}\n"
PENS = "pens:\n  one: {colour: red, default: yes}\n  two: {colour: blue, default: %s}\n"


JPEG = BytesIO()
Image.new("RGB", (8, 6), "grey").save(JPEG, "JPEG")


def head(words: str) -> dict[str, str | bytes]:
    """A meeting with this in its head."""
    return {MEETING: f"{HEAD}{words}---\n"}


def chart(words: str, lines: str = "- x\n") -> dict[str, str | bytes]:
    """A meeting with this chart."""
    return {MEETING: f"{HEAD}---\n", CHART: f"---\ntitle: S\n{words}---\n{lines}"}


def pictured(words: str, lines: str) -> dict[str, str | bytes]:
    """A meeting with this chart, whose photos are there."""
    folder = MEETING.removesuffix("meeting.md")
    photos = {f"{folder}photos/{name}": JPEG.getvalue() for name in ("s.jpg", "t.jpg") if name in words}
    return {**chart(words, lines), **photos}


def dated(day: str) -> dict[str, str | bytes]:
    """A meeting on this day."""
    return {MEETING: f"---\ntitle: T\ndate: {day}\n---\n"}


Files = dict[str, str | bytes]
RULES: dict[str, tuple[Files, str, Files]] = {
    "B6-year-6": (dated("0006-03-26"), f"{MEETING}:2:1 GT501", dated("2006-03-26")),
    "B6-1900": (dated("1900"), f"{MEETING}:2:1 GT501", dated("1950")),
    "B6-2099": (dated("2099-01-01"), f"{MEETING}:2:1 GT501", dated("2050-12-31")),
    "B6-end-too-late": (head("end: 2099\n"), f"{MEETING}:2:1 GT501", head("end: 2016\n")),
    "B6-due-too-late": (head(f"{ACTION}    due: 2105\n"), f"{MEETING}:5:5 GT501", head(f"{ACTION}    due: 2015\n")),
    "B6-end-before-start": (head("end: 2015-09-16\n"), f"{MEETING}:2:1 GT502", head("end: 2015-09\n")),
    "B6-due-before-meeting": (
        head(f"{ACTION}    due: 2015-08\n"),
        f"{MEETING}:5:5 GT503",
        head(f"{ACTION}    due: 2015-09\n"),
    ),
    "B6-update-too-late": (
        {"updates/all.yml": "- {about: other-action, date: 2105, status: done}\n"},
        "updates/all.yml:1:3 GT501",
        {"updates/all.yml": "- {about: other-action, date: 2015, status: done}\n"},
    ),
    "B6-window": (
        {**dated("2049"), "archive.yml": f"{ARCHIVE}latest_year: 2030\n"},
        f"{MEETING}:2:1 GT501",
        {**dated("2051"), "archive.yml": f"{ARCHIVE}latest_year: 2060\n"},
    ),
    "box-without-photo": (
        chart("", '- x {box="0 0 1 1"}\n'),
        f"{CHART}:4:3 GT615",
        pictured("photos: [s.jpg]\nalt: A\n", '- x {box="0 0 1 1"}\n'),
    ),
    "box-on-another-photo": (
        pictured("photos: [s.jpg]\nalt: A\n", '- x {box="t.jpg 0 0 1 1"}\n'),
        f"{CHART}:6:3 GT615",
        pictured("photos: [s.jpg]\nalt: A\n", '- x {box="s.jpg 0 0 1 1"}\n'),
    ),
    "box-on-one-of-two": (
        pictured("photos: [s.jpg, t.jpg]\nalt: A\n", '- x {box="0 0 1 1"}\n'),
        f"{CHART}:6:3 GT616",
        pictured("photos: [s.jpg, t.jpg]\nalt: A\n", '- x {box="t.jpg 0 0 1 1"}\n'),
    ),
    "two-default-pens": (chart(PENS % "yes"), f"{CHART}:5:8 GT602", chart(PENS % "no")),
    "several-pens-and-no-default": (chart(PENS.replace("yes", "no") % "no"), f"{CHART}:2:1 GT605", chart(PENS % "no")),
    "a-rank-written-and-not-recorded": (
        chart("ranking: {method: dots, not_recorded: [1]}\n", "- x {rank=1}\n"),
        f"{CHART}:3:10 GT606",
        chart("ranking: {method: dots, not_recorded: [2]}\n", "- x {rank=1}\n"),
    ),
    "an-update-at-a-planned-meeting": (
        head("status: planned\nupdates:\n  - {about: other-action, status: done}\n"),
        f"{MEETING}:6:5 GT513",
        head("status: held\nupdates:\n  - {about: other-action, status: done}\n"),
    ),
    "an-action-agreed-at-a-cancelled-meeting": (
        head(f"status: cancelled\n{ACTION}"),
        f"{MEETING}:6:5 GT513",
        head(f"status: cancelled\n{ACTION}    standing: proposed\n"),
    ),
    "no-code-of-a-language": (head("language: English\n"), f"{MEETING}:4:11 GT214", head("language: en-GB\n")),
    "an-id-of-ours": (chart("", "- x {#gt-title}\n"), f"{CHART}:4:6 GT203", chart("", "- x {#title}\n")),
    "a-date-that-the-folder-contradicts": (
        {"meetings/2015/2015-09-17-review/meeting.md": "---\ntitle: T\ndate: 2015-10-17\n---\n"},
        "meetings/2015/2015-09-17-review/meeting.md:2:1 GT512",
        {"meetings/2015/2015-09-17-review/meeting.md": "---\ntitle: T\ndate: 2015-09\n---\n"},
    ),
    "one-rank-twice": (
        chart("ranking: {method: dots}\n", "- x {rank=1}\n- y {rank=1}\n"),
        f"{CHART}:6:3 GT601",
        chart("ranking: {method: shared places}\n", "- x {rank=1}\n- y {rank=1}\n"),
    ),
    "ranks-without-method": (
        chart("", "- x {rank=1}\n"),
        f"{CHART}:2:1 GT604",
        chart("ranking: {method: dots}\n", "- [x]{rank=1}\n"),
    ),
    "votes-without-method": (
        chart("", "- [x]{votes=0}\n"),
        f"{CHART}:2:1 GT617",
        chart("ranking: {method: dots, voters: 9}\n", "- [x]{votes=0}\n"),
    ),
    "a-higher-rank-with-fewer-votes": (
        chart(f"{PENS % 'no'}ranking: {{method: dots}}\n", VOTED % (1, 7, 2, 8)),
        f"{CHART}:8:4 GT618",
        chart(f"{PENS % 'no'}ranking: {{method: dots}}\n", VOTED % (1, 8, 2, 7)),
    ),
    "a-higher-rank-with-fewer-votes-as-the-method-says": (
        chart("ranking: {method: dots}\n", VOTED.replace(".one ", "") % (1, 7, 2, 8)),
        f"{CHART}:5:4 GT618",
        chart("ranking: {method: 'by the chair, not by votes'}\n", VOTED.replace(".one ", "") % (1, 7, 2, 8)),
    ),
    "a-higher-rank-with-fewer-votes-in-one-pen": (
        chart(f"{PENS % 'no'}ranking: {{method: dots}}\n", VOTED % (1, 7, 2, 8)),
        f"{CHART}:8:4 GT618",
        chart(f"{PENS % 'no'}ranking: {{method: dots}}\n", VOTED.replace("{votes", "{.two votes", 1) % (1, 7, 2, 8)),
    ),
    "a-comment-on-a-chart": (
        chart("", "- x <!-- ask Ana -->\n"),
        f"{CHART}:4:5 GT317",
        chart("", "- x \\<!-- -->\n"),
    ),
    "participant-without-name": (
        head("participants:\n  - {count: 4}\n"),
        f"{MEETING}:5:5 GT603",
        {**head("participants:\n  - {group: g, count: 4}\n"), "registers/groups.yml": "- {id: g, name: G}\n"},
    ),
    "empty-chart": (chart("", ""), f"{CHART}:2:1 GT104", chart("", "- x\n")),
    "no-such-evidence": (
        head("updates:\n  - {about: other-action, status: done, evidence: files/a.pdf}\n"),
        f"{MEETING}:5:5 GT405",
        {
            **head("updates:\n  - {about: other-action, status: done, evidence: files/a.pdf}\n"),
            "meetings/review/files/a.pdf": b"%PDF",
        },
    ),
    "no-such-evidence-between-meetings": (
        {"updates/all.yml": "- {about: other-action, date: 2015, status: done, evidence: files/a.pdf}\n"},
        "updates/all.yml:1:3 GT405",
        {
            "updates/all.yml": "- {about: other-action, date: 2015, status: done, evidence: files/a.pdf}\n",
            "updates/files/a.pdf": b"%PDF",
        },
    ),
    "pen-with-the-name-of-a-mark": (
        chart("pens: {star: {colour: red}}\n"),
        f"{CHART}:3:8 GT310",
        chart("pens: {starry: {colour: red}}\n"),
    ),
    "pens-that-are-no-keys": (chart("pens: [red]\n"), f"{CHART}:3:7 GT110", chart("pens: {first: {colour: red}}\n")),
    "B2-former-address-of-another": (
        head("formerly: other\n"),
        f"{MEETING}:2:1 GT407",
        head("formerly: the-other\n"),
    ),
    "B2-former-address-of-two": (
        {**head("formerly: x\n"), "meetings/z/meeting.md": f"{HEAD}formerly: [x]\n---\n"},
        "meetings/z/meeting.md:2:1 GT407",
        {**head("formerly: x\n"), "meetings/z/meeting.md": f"{HEAD}formerly: [y]\n---\n"},
    ),
    "internal-by-silence": (
        {"archive.yml": ARCHIVE.replace("  actions: public\n", "")},
        "archive.yml:4:3 GT802",
        {"archive.yml": ARCHIVE.replace("  actions: public\n", "  actions: internal\n")},
    ),
    "said-in-two-places": (
        {**head("actions: []\n"), "meetings/review/actions.yml": "- {id: a, what: A}\n"},
        f"{MEETING}:4:1 GT212",
        {**head(""), "meetings/review/actions.yml": "- {id: a, what: A}\n"},
    ),
}


@pytest.mark.parametrize(("faulty", "told", "twin"), RULES.values(), ids=RULES)
def test_a_rule_finds_the_fault_and_lets_its_twin_pass(archive: Compile, faulty: Files, told: str, twin: Files) -> None:
    result = archive(faulty)
    assert result.told == [told]
    assert result.others_hold
    assert set(each_by_itself(result.archive, Memory())) == at_once(result.archive)
    assert archive(twin).told == []


def at_once(archive: Archive) -> set[Problem]:
    """What the rules of each meeting find in all of them together."""
    return {found for rule in check.RULES_OF_EACH for found in rule(archive)}


def test_a_rule_of_each_that_asks_for_others_is_seen(archive: Compile, monkeypatch: pytest.MonkeyPatch) -> None:
    def there_is_one_meeting(archive: Archive) -> Iterator[Problem]:
        yield from (problem("GT609", meeting.at) for meeting in archive.meetings[1:])

    monkeypatch.setattr(check, "RULES_OF_EACH", (there_is_one_meeting,))
    made = archive(head("")).archive
    assert set(each_by_itself(made, Memory())) != at_once(made)


def test_a_photo_that_is_not_there_is_told_and_needs_no_words_yet(archive: Compile) -> None:
    assert archive(chart("photos: [chart.jpg]\n")).told == [f"{CHART}:2:1 GT405"]


def test_the_nearest_file_is_proposed_by_its_name_alone(archive: Compile) -> None:
    words = "photos: [stafing.jpg]\nalt: A chart\n"
    found = archive({**chart(words), "meetings/review/photos/zzz.jpg": b""}).only
    assert "zzz" not in found.mend
    found = archive({**chart(words), "meetings/review/photos/staffing.jpg": b""}).only
    assert found.mend == "did you mean 'staffing.jpg'?"


CIRCLES = {
    "B3-decisions": (
        head("decisions:\n  - {id: a, what: A, supersedes: b}\n  - {id: b, what: B, supersedes: a}\n"),
        f"{MEETING}:5:34 GT406",
        "a → b → a",
    ),
    "B3-itself": (head("actions: [{id: a, what: A, waits_for: a}]\n"), f"{MEETING}:4:39 GT406", "a → a"),
    "B3-groups": (
        {"registers/groups.yml": "".join(f"- {{id: {a}, name: G, part_of: {b}}}\n" for a, b in ("xy", "yz", "zx"))},
        "registers/groups.yml:1:29 GT406",
        "x → y → z → x",
    ),
    "B3-themes": (
        {"registers/themes.yml": "- {id: t, name: T, part_of: t}\n"},
        "registers/themes.yml:1:29 GT406",
        "t → t",
    ),
}


@pytest.mark.parametrize(("files", "told", "circle"), CIRCLES.values(), ids=CIRCLES)
def test_a_circle_is_told_once_with_its_steps(archive: Compile, files: Files, told: str, circle: str) -> None:
    result = archive(files)
    assert result.told == [told]
    assert circle in result.only.message


def test_an_action_may_wait_for_one_that_shares_what_it_waits_for(archive: Compile) -> None:
    words = (
        "actions:\n  - {id: a, what: A, waits_for: [b, c]}\n  - {id: b, what: B, waits_for: c}\n  - {id: c, what: C}\n"
    )
    assert archive(head(words)).told == []


def reachable(edges: set[tuple[int, int]], size: int) -> set[tuple[int, int]]:
    """The pairs of which one leads to the other, by brute force."""
    closure = set(edges)
    for middle, start, end in product(range(size), repeat=3):
        if (start, middle) in closure and (middle, end) in closure:
            closure.add((start, end))
    return closure


def test_circles_are_found_in_a_thousand_graphs_just_where_they_are() -> None:
    for seed in range(1_000):
        chance = random.Random(seed)
        size = chance.randint(1, 7)
        edges = {(a, b) for a, b in product(range(size), repeat=2) if chance.random() < chance.choice((0.1, 0.2, 0.4))}
        key = {number: Key(Kind.ACTION, str(number)) for number in range(size)}
        following = {key[a]: [key[c] for b, c in sorted(edges) if a == b] for a, _ in edges}
        found = list(cycles(following))
        for circle in found:
            assert circle[0] == circle[-1] == min(circle)
            assert all(after in following[before] for before, after in pairwise(circle))
            assert len(set(circle)) == len(circle) - 1
        closure = reachable(edges, size)
        together = {
            frozenset(b for b in range(size) if {(a, b), (b, a)} <= closure) for a in range(size) if (a, a) in closure
        }
        touched = [{int(one.id) for one in circle} for circle in found]
        assert len(found) == len(set(found))
        assert all(any(circle <= part for circle in touched) for part in together)
        assert all(any(circle <= part for part in together) for circle in touched)


def test_a_long_chain_is_no_circle_and_no_recursion() -> None:
    keys = [Key(Kind.ACTION, f"{number:06}") for number in range(100_000)]
    following = {before: [after] for before, after in pairwise(keys)}
    assert list(cycles(following)) == []
    assert len(list(cycles({**following, keys[-1]: [keys[0]]}))) == 1
