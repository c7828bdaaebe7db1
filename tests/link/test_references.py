"""Every reference that the model can hold is resolved, or told."""

import dataclasses
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest

from goldenthread.model import chart, meeting, register
from goldenthread.model.archive import Relation
from goldenthread.model.entry import Key, Kind
from goldenthread.model.fields import Prose, Ref
from tests.written import ARCHIVE, CHART, HEAD, MEETING, Compile


def fields_of(kind: type[object]) -> Iterator[tuple[str, str]]:
    """The fields of the model in which a reference may stand, by class and name."""
    for module in (chart, meeting, register):
        for made in vars(module).values():
            if isinstance(made, type) and dataclasses.is_dataclass(made) and made.__module__ == module.__name__:
                hints = get_type_hints(made)
                for field in dataclasses.fields(made):
                    if kind in leaves(hints[field.name]):
                        yield made.__name__, field.name


def leaves(hint: Any) -> set[Any]:
    """The types in an annotation."""
    inner = get_args(hint)
    return set().union(*map(leaves, inner)) if inner else {hint}


def head(words: str) -> dict[str, str]:
    """A meeting with this in its head."""
    return {MEETING: f"{HEAD}{words}\n---\n"}


def on_chart(words: str) -> dict[str, str]:
    """A meeting with a chart of this head and transcript."""
    return {MEETING: f"{HEAD}---\n", CHART: f"---\ntitle: S\n{words}"}


UPDATE = "updates:\n  - {about: other-action, note: x, "
REFERENCES = {
    ("Attributes", "actions"): on_chart("---\n- x {action=nowhere}\n"),
    ("Attributes", "see"): on_chart("---\n- x {see=nowhere}\n"),
    ("Attributes", "covered_by"): on_chart("---\n- [x]{covered_by=nowhere}\n"),
    ("Attributes", "waits_for"): on_chart("---\n## x {waits_for=nowhere}\n"),
    ("Attributes", "about"): on_chart("---\n- [x ~~y~~]{about=nowhere}\n"),
    ("Span", "target"): on_chart("---\n- [x [[nowhere]]]{.star}\n"),
    ("Pen", "by"): on_chart("pens: {first: {colour: red, by: nowhere}}\n---\n- x\n"),
    ("Ranking", "by"): on_chart("ranking: {method: dots, by: nowhere}\n---\n- x\n"),
    ("FlipChart", "themes"): on_chart("theme: nowhere\n---\n- x\n"),
    ("FlipChart", "session"): on_chart("session: nowhere\n---\n- x\n"),
    ("Participant", "person"): head("participants: [{person: nowhere}]"),
    ("Participant", "group"): head("participants: [{group: nowhere}]"),
    ("Session", "lead"): head("programme: [{id: s, title: S, lead: nowhere}]"),
    ("Session", "group"): head("programme: [{id: s, title: S, group: nowhere}]"),
    ("Action", "owners"): head("actions: [{id: a, what: A, owner: nowhere}]"),
    ("Action", "themes"): head("actions: [{id: a, what: A, theme: nowhere}]"),
    ("Action", "raised_on"): head("actions: [{id: a, what: A, from: nowhere}]"),
    ("Action", "waits_for"): head("actions: [{id: a, what: A, waits_for: nowhere}]"),
    ("Decision", "themes"): head("decisions: [{id: d, what: D, theme: nowhere}]"),
    ("Decision", "raised_on"): head("decisions: [{id: d, what: D, from: 'nowhere#x'}]"),
    ("Decision", "supersedes"): head("decisions: [{id: d, what: D, supersedes: nowhere}]"),
    ("Update", "about"): head("updates: [{about: nowhere, note: x}]"),
    ("Update", "by"): head(f"{UPDATE}by: nowhere}}"),
    ("Update", "blocked_by"): head(f"{UPDATE}blocked_by: nowhere}}"),
    ("Meeting", "series"): head("series: nowhere"),
    ("Meeting", "themes"): head("theme: [nowhere]"),
    ("Person", "groups"): {"registers/people.yml": "- {id: p, name: P, group: nowhere}"},
    ("Group", "part_of"): {"registers/groups.yml": "- {id: g, name: G, part_of: nowhere}"},
    ("Theme", "part_of"): {"registers/themes.yml": "- {id: t, name: T, part_of: nowhere}"},
    ("Series", "group"): {"registers/series.yml": "- {id: s, name: S, group: nowhere}"},
}
PROSE = {
    ("FlipChart", "note"): on_chart("note: '[[nowhere]]'\n---\n- x\n"),
    ("Session", "commentary"): head("programme: [{id: s, title: S, commentary: '[[nowhere]]'}]"),
    ("Action", "detail"): head("actions: [{id: a, what: A, detail: '[[nowhere]]'}]"),
    ("Decision", "why"): head("decisions: [{id: d, what: D, why: '[[nowhere]]'}]"),
    ("Update", "note"): head("updates: [{about: other-action, note: '[[nowhere]]'}]"),
    ("Meeting", "summary"): head("summary: '[[nowhere]]'"),
    ("Meeting", "process_notes"): head("process_notes: '[[nowhere]]'"),
    ("Meeting", "body"): {MEETING: f"{HEAD}---\n[[nowhere]]\n"},
    ("Named", "note"): {"registers/people.yml": "- {id: p, name: P, note: '[[nowhere]]'}"},
    ("Person", "note"): {"registers/people.yml": "- {id: p, name: P, note: '[[nowhere]]'}"},
    ("Group", "note"): {"registers/groups.yml": "- {id: g, name: G, note: '[[nowhere]]'}"},
    ("Theme", "note"): {"registers/themes.yml": "- {id: t, name: T, note: '[[nowhere]]'}"},
    ("Series", "note"): {"registers/series.yml": "- {id: s, name: S, note: '[[nowhere]]'}"},
    ("Settings", "description"): {"archive.yml": ARCHIVE + "description: '[[nowhere]]'\n"},
}


def test_every_reference_of_the_model_is_tried_here() -> None:
    assert set(fields_of(Ref)) == set(REFERENCES)


def test_every_prose_of_the_model_is_tried_here() -> None:
    assert set(fields_of(Prose)) == set(PROSE)


@pytest.mark.parametrize("files", (REFERENCES | PROSE).values(), ids=".".join)
def test_a_reference_that_leads_nowhere_is_told_where_it_stands(archive: Compile, files: dict[str, str]) -> None:
    result = archive(files)
    (found,) = result.problems
    text = (result.root / found.at.path).read_text().splitlines()
    assert found.code == "GT402"
    assert text[found.at.line - 1][found.at.column - 1 :].startswith("nowhere")
    assert result.others_hold


def test_the_pens_of_a_meeting_without_charts_are_resolved_too(archive: Compile) -> None:
    result = archive(head("pens: {first: {colour: red, by: nowhere}}"))
    assert result.told == [f"{MEETING}:4:33 GT402"]


FULL = {
    "registers/people.yml": "- {id: ana, name: Ana, group: team}\n",
    "registers/groups.yml": "- {id: team, name: Team, part_of: office}\n- {id: office, name: Office}\n",
    "registers/themes.yml": "- {id: housing, name: Housing, note: 'see [[staff]]'}\n"
    "- {id: staff, name: Staff, part_of: housing}\n",
    "registers/series.yml": "- {id: reviews, name: Reviews, group: office}\n",
    MEETING: f"{HEAD}series: reviews\ntheme: housing\nparticipants: [{{person: ana}}, {{group: team}}]\n"
    "programme: [{id: start, title: Start, lead: ana, group: team}]\n"
    "actions:\n  - {id: survey, what: Survey, owner: [ana, team], theme: housing, from: staffing#empty}\n"
    "  - {id: letters, what: Letters, waits_for: survey}\n"
    "decisions:\n  - {id: rule, what: Rule, theme: staff, from: start}\n"
    "  - {id: rule-2, what: Rule 2, supersedes: rule}\n"
    "updates:\n  - {about: other-action, status: blocked, by: team, blocked_by: survey}\n"
    "---\nOf [[survey]] and [[staffing#empty|the line]], [[theme:staff]].\n",
    CHART: "---\ntitle: Staffing\ntheme: housing\nsession: start\npens: {first: {colour: red, by: team}}\n---\n"
    "## EMPTY {#empty as=Empty}\n- costed [[rule]] {action=survey see=start}\n- [before]{covered_by=other about=ana}\n",
    "updates/2016.yml": "- {about: survey, date: 2016-02, status: done, note: 'as in [[review]]'}\n",
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
        assert made.resolved[link.at] in (link.source, link.target)


def test_a_line_that_names_its_action_is_what_the_action_was_raised_on(archive: Compile) -> None:
    result = archive(FULL)
    assert result.told == []
    raised = result.archive.targets(Key(Kind.ACTION, "survey"), Relation.RAISED_ON)
    assert Key(Kind.BLOCK, "review/staffing#empty") in raised
    assert {key.kind for key in raised} == {Kind.BLOCK, Kind.LINE}


def test_every_relation_can_be_written(archive: Compile) -> None:
    assert {link.relation for link in archive(FULL).archive.links} >= set(Relation) - {
        Relation.WAITS_FOR,
        Relation.LED_BY,
    }


def test_the_words_around_a_mention_go_with_its_link(archive: Compile) -> None:
    made = archive(FULL).archive
    (words,) = {
        link.words for link in made.links_to[Key(Kind.BLOCK, "review/staffing#empty")] if link.relation == "mentions"
    }
    assert words == ("Of survey and ", "the line", ", theme:staff. ")


def test_a_mention_of_words_that_stand_on_the_line_before_keeps_its_own(archive: Compile) -> None:
    made = archive(on_chart("---\n- other [x]{.star} [[other]] end\n")).archive
    (link,) = made.links_to[Key(Kind.MEETING, "other")]
    assert link.words == ("other x ", "other", " end")
