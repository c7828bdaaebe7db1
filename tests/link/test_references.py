"""Every reference that the model can hold is resolved, or told."""

import dataclasses
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, get_args, get_type_hints

import pytest
from PIL import Image

from goldenthread.model import agreed, chart, meeting, register, settings, update, walk
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.fields import Prose, Ref
from tests.written import ARCHIVE, CHART, HEAD, MEETING, Compile

MODEL: dict[str, type[Any]] = {
    name: made
    for module in (chart, meeting, register, agreed, update, settings)
    for name, made in vars(module).items()
    if isinstance(made, type) and dataclasses.is_dataclass(made) and made.__module__ == module.__name__
}


def fields_of(kind: type[object]) -> Iterator[tuple[str, str]]:
    """The fields of the model in which a reference may stand, by class and name."""
    for name, made in MODEL.items():
        hints = get_type_hints(made)
        for field in dataclasses.fields(made):
            if kind in leaves(hints[field.name]):
                yield name, field.name


def leaves(hint: Any) -> set[Any]:
    """The types in an annotation."""
    inner = get_args(hint)
    return set().union(*map(leaves, inner)) if inner else {hint}


Files = dict[str, str | bytes]


def head(words: str) -> Files:
    """A meeting with this in its head."""
    return {MEETING: f"{HEAD}{words}\n---\n"}


def on_chart(words: str) -> Files:
    """A meeting with a chart of this head and transcript."""
    return {MEETING: f"{HEAD}---\n", CHART: f"---\ntitle: S\n{words}"}


OUT = BytesIO()
Image.new("RGB", (8, 8)).save(OUT, "JPEG")
JPEG = OUT.getvalue()


def listed(name: str, needed: str) -> Callable[[str], Files]:
    """A meeting with one entry in a list: what such an entry needs, and more."""
    return lambda more: head(f"{name}: [{{{needed}, {more}}}]")


def registered(name: str) -> Callable[[str], Files]:
    """A register with one entry."""
    return lambda more: {f"registers/{name}.yml": f"- {{id: one, name: One, {more}}}\n"}


HOLDERS: dict[str, Callable[[str], Files]] = {
    "Pen": lambda more: on_chart(f"pens: {{first: {{colour: red, {more}}}}}\n---\n- x\n"),
    "Ranking": lambda more: on_chart(f"ranking: {{method: dots, {more}}}\n---\n- x\n"),
    "FlipChart": lambda more: on_chart(f"{more}\n---\n- x\n"),
    "Objective": listed("objectives", "text: X"),
    "RequiredInput": listed("required_inputs", "what: X"),
    "ExpectedOutput": listed("expected_outputs", "what: X"),
    "Participant": lambda more: head(
        f"participants: [{{who: x, {'attendance: substitute, ' if more.startswith('substitute_for') else ''}{more}}}]"
    ),
    "Session": listed("programme", "id: s, title: S"),
    "FocusArea": listed("focus_areas", "title: S"),
    "Feedback": lambda more: head(
        f"programme: [{{id: talk, title: T}}]\nfeedback: [{{{more}"
        f"{'' if more.startswith('on:') else ', on: talk'}{'' if more.startswith('text:') else ', text: X'}}}]"
    ),
    "Attachment": lambda more: {**head(f"files: [{{file: x.txt, {more}}}]"), "meetings/review/files/x.txt": "x"},
    "Photo": lambda more: {
        **head(f"photos: [{{photo: x.jpg, alt: A sheet, {more}}}]"),
        "meetings/review/photos/x.jpg": JPEG,
    },
    "Meeting": head,
    "Person": registered("people"),
    "Group": registered("groups"),
    "Theme": registered("themes"),
    "Series": registered("series"),
    "Strategy": registered("strategies"),
    "Indicator": registered("indicators"),
    "Term": registered("glossary"),
    "SavedQuery": lambda more: {"queries/one.yml": f"title: One\n{more}\n"},
    "Answer": lambda more: {"queries/one.yml": f"title: One\nfound: {{as_of: 2016, {more}}}\n"},
    "Action": listed("actions", "id: a, what: A"),
    "Support": lambda more: {
        **head(f"support: [{{id: a, what: A, {more}{'' if more.startswith('for:') else ', for: team'}}}]"),
        "registers/groups.yml": "- {id: team, name: Team}\n",
    },
    "Decision": listed("decisions", "id: a, what: A"),
    "Question": listed("questions", "id: a, what: A"),
    "Finding": listed("findings", "id: a, what: A, kind: lesson"),
    "Goal": listed("goals", "id: a, what: A"),
    "Update": lambda more: head(
        f"updates: [{{{'' if more.startswith('about:') else 'about: other-action, '}"
        f"{'' if more.startswith('note:') else 'note: x, '}{more}}}]"
    ),
}
"""How to write an entry of each type with one key more."""
OTHERWISE: dict[tuple[str, str], Files] = {
    ("Attributes", "actions"): on_chart("---\n- x {action=nowhere}\n"),
    ("Attributes", "see"): on_chart("---\n- x {see=nowhere}\n"),
    ("Attributes", "leads_to"): on_chart("---\n- x {leads_to=nowhere}\n"),
    ("Attributes", "covered_by"): on_chart("---\n- [x]{covered_by=nowhere}\n"),
    ("Attributes", "waits_for"): on_chart("---\n## x {waits_for=nowhere}\n"),
    ("Attributes", "about"): on_chart("---\n- [x ~~y~~]{about=nowhere}\n"),
    ("Span", "target"): on_chart("---\n- [x [[nowhere]]]{.star}\n"),
    ("Received", "who"): head("required_inputs: [{what: X, received: {nowhere: yes}}]"),
    ("Meeting", "body"): {MEETING: f"{HEAD}---\n[[nowhere]]\n"},
    ("Settings", "description"): {"archive.yml": ARCHIVE + "description: '[[nowhere]]'\n"},
    ("Changes", "method"): {
        "registers/indicators.yml": "- {id: rate, name: Rate}\n",
        **head("updates: [{about: rate, reason: R, changes: {method: '[[nowhere]]'}}]"),
    },
}
"""What is written in another way."""
ABSTRACT = {"Named", "Arising"}


def tried(kind: type[object], value: str) -> dict[tuple[str, str], Files]:
    """A record for each field of the model that holds values of this type: one that leads nowhere."""
    found = {}
    for holder, name in fields_of(kind):
        if (holder, name) in OTHERWISE:
            found[holder, name] = OTHERWISE[holder, name]
        elif holder not in ABSTRACT:
            facts = next(facts for facts in walk.fields_of(MODEL[holder]) if facts.name == name)
            found[holder, name] = HOLDERS[holder](f"{facts.key}: {value}")
    return found


REFERENCES = tried(Ref, "nowhere")
PROSE = tried(Prose, "'[[nowhere]]'")


def test_every_reference_of_the_model_is_tried_here() -> None:
    assert len(REFERENCES) > 50
    assert {one for one in fields_of(Ref) if one[0] not in ABSTRACT} == set(REFERENCES)


def test_every_prose_of_the_model_is_tried_here() -> None:
    assert len(PROSE) > 20
    assert {one for one in fields_of(Prose) if one[0] not in ABSTRACT} == set(PROSE)


@pytest.mark.parametrize("files", (REFERENCES | PROSE).values(), ids=".".join)
def test_a_reference_that_leads_nowhere_is_told_where_it_stands(archive: Compile, files: Files) -> None:
    result = archive(files)
    (found,) = (one for one in result.problems if one.code != "GT805")  # whom nobody knows, nobody asked for leave
    text = (result.root / found.at.path).read_text().splitlines()
    assert found.code == "GT402"
    assert text[found.at.line - 1][found.at.column - 1 :].startswith("nowhere")
    assert result.others_hold


def test_the_pens_of_a_meeting_without_charts_are_resolved_too(archive: Compile) -> None:
    result = archive(head("pens: {first: {colour: red, by: nowhere}}"))
    assert result.told == [f"{MEETING}:4:33 GT402"]


FULL: dict[str, str | bytes] = {
    "registers/people.yml": "- {id: ana, name: Ana, group: team, photo_consent: yes}\n- {id: ben, name: Ben}\n",
    "registers/groups.yml": "- {id: team, name: Team, part_of: office}\n- {id: office, name: Office}\n"
    "- {id: four, name: The four, formed_at: review}\n",
    "registers/themes.yml": "- {id: housing, name: Housing, note: 'see [[staff]]'}\n"
    "- {id: staff, name: Staff, part_of: housing}\n",
    "registers/series.yml": "- {id: reviews, name: Reviews, group: office}\n",
    "registers/strategies.yml": "- {id: rooms, name: Rooms, group: team, theme: staff, from: review}\n",
    "registers/indicators.yml": "- {id: rate, name: Rate, by: office, strategy: rooms}\n",
    "registers/glossary.yml": "- {id: rnr, name: RNR, note: 'Of [[rate]].'}\n",
    "queries/rooms.yml": "title: Rooms\ntheme: housing\nfound: {as_of: 2016, ids: [indicator:rate]}\n",
    MEETING: f"{HEAD}series: reviews\ntheme: housing\n"
    "participants: [{person: ana}, {group: team}, {who: a driver, attendance: substitute, substitute_for: ben}]\n"
    "programme: [{id: start, title: Start, lead: ana, group: team, files: x.txt},\n"
    "  {id: reply, title: Reply, on: start}]\n"
    "required_inputs: [{what: Diaries, by: office, received: {team: late}}]\n"
    "expected_outputs: [{id: plan, what: A plan, met: partly, see: survey, evidence: files/x.txt}]\n"
    "focus_areas: [{id: keys, title: Keys, session: start, theme: staff}]\n"
    "feedback: [{id: asked-why, on: start, led_by: office, by: ana, text: 'Why [[rule]]?'}]\n"
    "actions:\n  - {id: survey, what: Survey, owner: [ana, team], theme: housing, from: staffing#empty}\n"
    "  - {id: letters, what: Letters, waits_for: survey, part_of: survey, strategy: rooms}\n"
    "support: [{id: van, what: A van, for: team, owner: office, helps: survey, from: asked-why}]\n"
    "decisions:\n  - {id: rule, what: Rule, theme: staff, from: start, by: office}\n"
    "  - {id: rule-2, what: Rule 2, supersedes: rule}\n"
    "questions: [{id: how-many, what: How many, by: ana, of: team}]\n"
    "findings: [{id: seen, what: Seen, kind: observed effect, basis: observed, by: team, about: survey}]\n"
    "goals: [{id: ten, what: Ten, by: team, measured_by: rate}]\n"
    "files: [{file: x.txt, by: team, session: start}]\n"
    "photos: [{photo: x.jpg, alt: Ana at the door, people: ana}]\n"
    "updates:\n  - {about: other-action, status: blocked, by: team, blocked_by: survey}\n"
    "---\nOf [[survey]] and [[staffing#empty|the line]], [[theme:staff]] and [[files/x.txt]].\n",
    "meetings/review/files/x.txt": "x",
    "meetings/review/photos/x.jpg": JPEG,
    CHART: "---\ntitle: Staffing\ntheme: housing\nsession: start\npens: {first: {colour: red, by: team}}\n"
    "ranking: {method: dots, session: start}\n---\n"
    "## EMPTY {#empty as=Empty}\n- costed [[rule]] {action=survey see=start leads_to=#empty}\n"
    "- [before]{covered_by=other about=ana}\n"
    "- WHO PAYS? {.question #who-pays}\n",
    "updates/2016.yml": "- {about: survey, date: 2016-02, status: done, note: 'as in [[review]]'}\n"
    "- {about: who-pays, date: 2016-02, status: answered, note: The office.}\n",
}


def test_every_link_is_known_from_both_ends(archive: Compile) -> None:
    made = archive(FULL).archive
    assert made.links
    assert {link for links in made.links_from.values() for link in links} == set(made.links)
    assert {link for links in made.links_to.values() for link in links} == set(made.links)
    for link in made.links:
        assert link.source in made.index
        assert link.target in made.index
        assert link.target in made.targets(link.source, link.relation)
        assert link.source in made.sources(link.target, link.relation)
        if link.relation not in (Relation.EVIDENCED_BY, Relation.USES):  # a file is named, not referred to
            assert made.resolved[link.at] in (link.source, link.target)


def test_a_line_that_names_its_action_is_what_the_action_was_raised_on(archive: Compile) -> None:
    result = archive(FULL)
    assert result.told == []
    raised = result.archive.targets(Key(Kind.ACTION, "survey"), Relation.RAISED_ON)
    assert Key(Kind.BLOCK, "review/staffing#empty") in raised
    assert {key.kind for key in raised} == {Kind.BLOCK, Kind.LINE}


def test_every_relation_can_be_written(archive: Compile) -> None:
    result = archive(FULL)
    assert result.told == []
    assert {link.relation for link in result.archive.links} == set(Relation)


def test_a_question_on_a_chart_is_a_question_of_the_archive(archive: Compile) -> None:
    made = archive(FULL).archive
    key = Key(Kind.QUESTION, "who-pays")
    assert made.targets(key, Relation.RAISED_ON) == (Key(Kind.LINE, "review/staffing#who-pays"),)
    assert [one.update.status for one in made.updates_about[key]] == ["answered"]


def test_a_question_on_a_chart_shares_the_ids_of_what_arises_in_meetings(archive: Compile) -> None:
    files = {**FULL, CHART: FULL[CHART] + "- AND? {.question #letters}\n"}  # type: ignore[operator]
    assert [one.partition(" ")[2] for one in archive(files).told] == ["GT401"]


def test_what_is_referred_to_by_a_former_id_is_found(archive: Compile) -> None:
    renamed = "actions: [{id: key-safes, what: Fit, formerly: [safes]}, {id: b, what: B, waits_for: safes}]"
    result = archive(head(renamed))
    assert result.told == []
    assert result.archive.targets(Key(Kind.ACTION, "b"), Relation.WAITS_FOR) == (Key(Kind.ACTION, "key-safes"),)


def test_the_words_around_a_mention_go_with_its_link(archive: Compile) -> None:
    made = archive(FULL).archive
    (words,) = {
        link.words for link in made.links_to[Key(Kind.BLOCK, "review/staffing#empty")] if link.relation == "mentions"
    }
    assert words == ("Of survey and ", "the line", ", theme:staff and files/x.txt. ")


def test_a_mention_of_words_that_stand_on_the_line_before_keeps_its_own(archive: Compile) -> None:
    made = archive(on_chart("---\n- other [x]{.star} [[other]] end\n")).archive
    (link,) = made.links_to[Key(Kind.MEETING, "other")]
    assert link.words == ("other x ", "other", " end")
