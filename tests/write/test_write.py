"""Records written, as an editor would have typed them; that they read the same is in tests/properties."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.model.agreed import Action, Resource
from goldenthread.model.chart import Block, FlipChart, Line, Pen, Ranking, Span
from goldenthread.model.dates import PartialDate
from goldenthread.model.fields import Prose, Ref
from goldenthread.model.meeting import ExpectedOutput, Meeting, Objective, Received, RequiredInput, Session
from goldenthread.model.records import Records
from goldenthread.model.register import Indicator, Theme, Value
from goldenthread.model.settings import DefaultAudience, Settings
from goldenthread.model.update import Update
from goldenthread.source import Place
from goldenthread.write import write_records

SETTINGS = Settings(format="1", title="Ours")
DATE = PartialDate.parse("2015-09-17")
MEETING = Meeting(id="review", title="Review", date=DATE)
PATH = "meetings/2015/review/meeting.md"
PENS = (Pen(name="first", colours=("black",), default=True), Pen(name="second", colours=("red", "green"), round=2))
LONG = "One page, no legal paragraphs, a name and a direct number; for six weeks half of the owners get the old letter."


def written(**lists: object) -> dict[str, str]:
    return write_records(replace(Records(settings=SETTINGS), **lists))  # type: ignore[arg-type]


def head(meeting: Meeting) -> str:
    return written(meetings=(meeting,))[PATH].removeprefix("---\n").partition("---\n")[0]


def test_archive_yml_says_what_is_not_so_anyhow() -> None:
    settings = replace(
        SETTINGS, languages=("en", "cy"), default_audience=DefaultAudience(meetings="public"), public_repository=True
    )
    assert write_records(Records(settings=settings)) == {
        "archive.yml": "format: 1\ntitle: Ours\nlanguages: [en, cy]\ndefault_audience:\n  meetings: public\n"
        "public_repository: yes\n"
    }


def test_registers_stand_in_their_files() -> None:
    themes = (Theme(id="staffing", name="Staffing"), Theme(id="housing", name="Housing", part_of=Ref("staffing")))
    assert written(themes=themes)["registers/themes.yml"] == (
        "- id: staffing\n  name: Staffing\n- id: housing\n  name: Housing\n  part_of: staffing\n"
    )


def test_a_meeting_is_a_head_and_its_minutes_as_they_are() -> None:
    meeting = replace(MEETING, body=Prose("\nWe met.  \n\n- x\n"), summary=Prose("Short"))
    assert written(meetings=(meeting,))[PATH] == (
        "---\ntitle: Review\ndate: 2015-09-17\nsummary: Short\n---\n\nWe met.  \n\n- x\n"
    )


def test_the_keys_are_those_of_the_format_the_id_first_and_the_audience_last() -> None:
    action = Action(
        id="survey",
        what="Survey the housing",
        audience="internal",
        themes=(Ref("staffing"), Ref("housing")),
        raised_on=(Ref("chart:staffing#housing"),),
        owners=(Ref("hill-team"),),
        due=PartialDate.parse("2015-12"),
        resources=(Resource(what="A van"), Resource(what="Fuel", amount="20 litres")),
        agreed_before_archive=True,
    )
    assert head(replace(MEETING, actions=(action,))).partition("actions:\n")[2] == (
        "  - id: survey\n"
        "    what: Survey the housing\n"
        "    theme: [staffing, housing]\n"
        "    from: chart:staffing#housing\n"
        "    owner: hill-team\n"
        "    due: 2015-12\n"
        "    resources:\n"
        "      - A van\n"
        "      - what: Fuel\n"
        "        amount: 20 litres\n"
        "    agreed_before_archive: yes\n"
        "    audience: internal\n"
    )


def test_what_words_alone_can_say_is_said_in_words_alone() -> None:
    meeting = replace(
        MEETING,
        objectives=(Objective(text="Share progress"), Objective(text="Candour", audience="internal")),
        required_inputs=(
            RequiredInput(
                what="Diaries",
                received=(Received(who=Ref("hill"), state="yes"), Received(who=Ref("lake"), state="late")),
            ),
            RequiredInput(what="Maps", received=(Received(state="part"),)),
        ),
        expected_outputs=(ExpectedOutput(what="A plan", id="gt-output-12345678"),),
    )
    assert head(meeting).partition("objectives:\n")[2] == (
        "  - Share progress\n"
        "  - text: Candour\n"
        "    audience: internal\n"
        "required_inputs:\n"
        "  - what: Diaries\n"
        "    received:\n"
        "      hill: yes\n"
        "      lake: late\n"
        "  - what: Maps\n"
        "    received: part\n"
        "expected_outputs:\n"
        "  - A plan\n"
    )


RECEIVED = {
    "a word": ((Received(state="no"),), "no"),
    "by provider": ((Received(who=Ref("hill"), state="no"),), "\n      hill: no"),
    "twice": (
        (Received(who=Ref("hill"), state="no"), Received(who=Ref("hill"), state="yes")),
        "\n      - who: hill\n        state: no\n      - who: hill\n        state: yes",
    ),
    "internal": (
        (Received(who=Ref("hill"), state="no", audience="internal"),),
        "\n      - who: hill\n        state: no\n        audience: internal",
    ),
    "internal word": ((Received(state="no", audience="internal"),), "\n      - state: no\n        audience: internal"),
}


@pytest.mark.parametrize(("received", "said"), RECEIVED.values(), ids=RECEIVED)
def test_whether_an_input_was_received_is_said_as_shortly_as_it_can_be(
    received: tuple[Received, ...], said: str
) -> None:
    text = head(replace(MEETING, required_inputs=(RequiredInput(what="Diaries", received=received),)))
    assert text.partition("received:")[2].rstrip("\n") == (said if said.startswith("\n") else f" {said}")


def test_a_value_alone_is_one() -> None:
    indicator = Indicator(
        id="posts", name="Posts", baseline=Value(value="0041"), target=Value(value="60", source="Plan")
    )
    assert written(indicators=(indicator,))["registers/indicators.yml"] == (
        "- id: posts\n  name: Posts\n  baseline: 0041\n  target:\n    value: 60\n    source: Plan\n"
    )


TYPED = {
    "no": "no",
    "10:30": "10:30",
    "0123": "0123",
    "~": "~",
    "2015-09-17": "2015-09-17",
    "it's": "it's",
    "a#b": "a#b",
    "a, b": "a, b",
    "a: b": '"a: b"',
    "a #b": '"a #b"',
    "# x": '"# x"',
    "- x": '"- x"',
    "[x]": '"[x]"',
    "x:": '"x:"',
    '"a" b': "'\"a\" b'",
    "'a' b": "\"'a' b\"",
    "★ x": "★ x",
    "👩‍🚒: x": "'👩‍🚒: x'",
    "a\tb": '"a\\tb"',
    "a\nb": "|-\n  a\n  b",
    "a  \n\n  b: c": "|-\n  a  \n\n    b: c",
    LONG: f">-\n  {LONG.removesuffix(' old letter.')}\n  old letter.",
    LONG.replace("; ", ";  "): LONG.replace("; ", ";  "),
    "x" * 100: f">-\n  {'x' * 100}",
}


@pytest.mark.parametrize(("words", "typed"), TYPED.items(), ids=range(len(TYPED)))
def test_words_are_typed_as_plainly_as_they_can_be(words: str, typed: str) -> None:
    assert head(replace(MEETING, place=words)) == f"title: Review\ndate: 2015-09-17\nplace: {typed}\n"


def test_several_words_stand_one_below_the_other_unless_they_are_single_words() -> None:
    session = Session(id="work", title="Work", activities=("In groups", "no"), materials=("red", "green"))
    assert head(replace(MEETING, programme=(session,))).endswith(
        "    activities:\n      - In groups\n      - no\n    materials: [red, green]\n"
    )


def test_many_references_stand_one_below_the_other() -> None:
    refs = tuple(Ref(f"a-rather-long-name-{number}") for number in range(5))
    assert head(replace(MEETING, themes=refs)).endswith("theme:\n" + "".join(f"  - {ref.target}\n" for ref in refs))


# Where


def test_a_meeting_stays_in_its_folder_which_says_its_id() -> None:
    moved = replace(MEETING, at=Place("meetings/ours/review/meeting.md", 2))
    assert "id:" not in written(meetings=(moved,))["meetings/ours/review/meeting.md"]
    renamed = replace(MEETING, at=Place("meetings/2015-review/meeting.md", 2))
    assert written(meetings=(renamed,))["meetings/2015-review/meeting.md"].startswith("---\nid: review\ntitle:")


def test_updates_stand_in_their_meeting_or_in_the_file_of_their_year() -> None:
    update = Update(about=Ref("survey"), status="done", date=PartialDate.parse("2016"))
    texts = written(
        meetings=(replace(MEETING, updates=(replace(update, date=None),)),),
        updates=(update, replace(update, at=Place("updates/letters.yml")), replace(update, status="open")),
    )
    assert texts[PATH] == ("---\ntitle: Review\ndate: 2015-09-17\nupdates:\n  - about: survey\n    status: done\n---\n")
    done = "- about: survey\n  status: done\n  date: 2016\n"
    assert texts["updates/letters.yml"] == done
    assert texts["updates/2016.yml"] == done + done.replace("done", "open")


def test_two_records_never_get_one_file() -> None:
    with pytest.raises(ValueError, match=PATH):
        written(meetings=(MEETING, MEETING))


# Charts


def chart(**values: object) -> str:
    made = FlipChart(id="staffing", title="Staffing", **values)  # type: ignore[arg-type]
    meeting = replace(MEETING, pens=PENS, charts=(made,))
    return written(meetings=(meeting,))["meetings/2015/review/flip-charts/staffing.md"]


def test_a_chart_is_a_head_and_its_transcript() -> None:
    line = Line((Span("Posts "),), id="posts", bullet=True)
    block = Block(Line((Span("HOUSING"),), id="housing", bullet=False, derived=True), (line,))
    ranking = Ranking(method="dots", not_recorded=(3,))
    assert chart(photos=("a.jpg",), ranking=ranking, blocks=(block,)) == (
        "---\ntitle: Staffing\nphotos: a.jpg\nranking:\n  method: dots\n  not_recorded: [3]\n---\n"
        "## HOUSING\n- Posts  {#posts}\n"
    )


@pytest.mark.parametrize(
    ("pens", "said"),
    [
        (PENS, ""),
        ((), ""),
        ((PENS[0], replace(PENS[1], by=(Ref("hill-team"),))), "pens:\n  second:\n    by: hill-team\n"),
        ((replace(PENS[0], default=False), PENS[1]), "pens:\n  first:\n    default: no\n"),
        ((replace(PENS[0], colours=()), PENS[1]), "pens:\n  first:\n    colour: []\n"),
        ((replace(PENS[0]), replace(PENS[1], round=None)), ""),
        ((*PENS, Pen(name="third")), "pens:\n  third: {}\n"),
    ],
)
def test_a_chart_says_of_its_pens_what_its_meeting_does_not(pens: tuple[Pen, ...], said: str) -> None:
    assert chart(pens=pens, photos=("a.jpg",)) == f"---\ntitle: Staffing\nphotos: a.jpg\n{said}---\n"
