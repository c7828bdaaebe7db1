"""The public edition shows what is public, and nothing tells that there is more."""

from dataclasses import MISSING, fields, replace
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from goldenthread.compile import edition_of
from goldenthread.edition import cut
from goldenthread.edition.dropping import Dropping
from goldenthread.model.archive import REGISTERS, Archive
from goldenthread.model.entry import Entry, Key, Kind, Relation
from goldenthread.model.fields import KeyName, Prose
from goldenthread.model.keys import kinds_of_model
from goldenthread.model.register import Person
from goldenthread.model.settings import DefaultAudience
from goldenthread.model.update import Update
from goldenthread.model.walk import fields_of, words_apart
from tests.written import ARCHIVE, CHART, HEAD, MEETING, OTHER, Compile

# What stands between « and » is internal: it, the marks around it left out, is in the full archive; the public archive
# is to be the same as the one that was made without it.
PARTS = {
    "archive.yml": ARCHIVE + "description: All of it. See [[survey]] and [[housing]].\n",
    "registers/people.yml": "- {id: ana, name: Ana«, contact: Canary72, photo_consent: yes»}\n"
    "«- {id: canary01-person, name: Canary02, audience: internal, photo_consent: yes}\n»",
    "registers/groups.yml": (
        "- {id: team, name: Team}\n"
        "«- id: canary03-group\n  name: Canary04\n  audience: internal\n  former_names: [Canary05]\n»"
    ),
    "registers/themes.yml": "- {id: housing, name: Housing}\n"
    "«- {id: canary06-theme, name: Canary07, audience: internal}\n»",
    "registers/series.yml": "- {id: reviews, name: Reviews}\n"
    "«- {id: canary08-series, name: Canary09, audience: internal}\n»",
    "registers/strategies.yml": "- {id: rooms, name: Rooms, group: [team«, canary03-group»]}\n"
    "«- {id: canary43-strategy, name: Canary44, aim: Canary45, audience: internal}\n»",
    "registers/indicators.yml": "- {id: rate, name: Rate, strategy: [rooms«, canary43-strategy»]"
    "}\n"
    "«- {id: canary47-rate, name: Canary48, audience: internal}\n»",
    "registers/glossary.yml": "- {id: rnr, name: RNR}\n«- {id: canary49, name: Canary50, audience: internal}\n»"
    "- {id: paf, name: PAF«, note: Canary76, stands_for: Canary77, internal: [note, stands_for]»}\n",
    "meetings/canary10-secret/meeting.md": (
        "«---\ntitle: Canary11\ndate: 2019-01-01\naudience: internal\nactions: [{id: canary12-action, what: Canary13,"
        " audience: public}]\nupdates: [{about: survey, status: done, note: Canary14, audience: public}]\n---\n"
        "Canary15. [[survey]] [[review]]\n»"
    ),
    "meetings/canary10-secret/photos/canary16.jpg": "«x»",
    MEETING: (
        f"{HEAD}series: reviews\ntheme: [housing«, canary06-theme»]\nsummary: About the survey.\n"
        "«place: Canary73\ninternal: place\n»"
        "«process_notes: Canary17 of [[survey]].\n»"
        "participants:\n  - person: ana\n«  - {person: canary01-person, role: Canary18}\n»"
        "«  - {group: team, role: Canary19, audience: internal}\n  - {who: Canary46, audience: internal}\n»"
        "required_inputs:\n  - {what: Diaries, received: {team: yes«, canary03-group: late»}}\n"
        "«  - {what: Canary51, audience: internal}\n»"
        "expected_outputs:\n  - {what: A plan«, see: canary23-action»}\n«  - {what: A plan, audience: internal}\n"
        "  - {what: Canary52, audience: internal}\n»"
        "focus_areas:\n  - {title: Keys«, theme: canary06-theme»}\n«  - {title: Canary53, audience: internal}\n»"
        "feedback:\n  - {on: start, text: Why?}\n«  - {on: start, text: Canary54, audience: internal}\n"
        "  - {on: canary20-session, text: Canary55}\n»"
        "support:\n  - {id: van, what: A van, for: [team«, canary03-group»]}\n"
        "«  - {id: canary56-support, what: Canary57, for: team, audience: internal}\n»"
        "questions:\n  - {id: why, what: Why}\n«  - {id: canary58-question, what: Canary59, audience: internal}\n»"
        "findings:\n  - {id: seen, what: Seen, kind: lesson, about: [survey«, canary23-action»]}\n"
        "«  - {id: canary60-finding, what: Canary61, kind: lesson, audience: internal}\n»"
        "goals:\n  - {id: ten, what: Ten, measured_by: [rate«, canary47-rate»]}\n"
        "«  - {id: canary62-goal, what: Canary63, audience: internal}\n»"
        "files:\n  - file: public.txt\n«  - {file: canary64.txt, title: Canary65, audience: internal}\n»"
        "photos:\n  - {photo: room.jpg, alt: A room«, people: canary01-person»}\n"
        "«  - {photo: canary66.jpg, alt: Canary67, audience: internal}\n»"
        "programme:\n«  - {id: canary20-session, title: Canary21, audience: internal}\n»"
        "  - {id: start, title: Start, lead: [ana«, canary01-person»]}\n"
        "actions:\n  - id: survey\n    what: Survey\n    owner: [team«, canary03-group»]\n"
        "«    detail: Canary74 of [[canary23-action]].\n    outcome: Canary75\n    internal: [detail, outcome]\n»"
        "    from: [staffing#empty«, staffing#canary22-line»]\n«    waits_for: canary23-action\n»"
        "«  - {id: canary23-action, what: Canary24, audience: internal}\n»"
        "«decisions:\n  - {id: canary25-decision, what: Canary26, audience: internal}\n»"
        "updates:\n«  - {about: other-action, note: Canary27, audience: internal}\n"
        "  - {about: canary23-action, note: Canary28}\n"
        "  - {about: ten, status: met, rating: Canary68, audience: internal}\n"
        "  - {about: canary62-goal, status: met, note: Canary69}\n»"
        "  - {about: rate, value: 4, by: [team«, canary03-group»]}\n"
        "  - {about: other-action, status: in progress, evidence: files/public.txt}\n"
        "---\nThe [[survey]] came of [[staffing#empty]].\n"
    ),
    "meetings/review/files/public.txt": "x",
    "meetings/review/files/canary64.txt": "«x»",
    "meetings/review/photos/room.jpg": "x",
    "meetings/review/photos/canary66.jpg": "«x»",
    "meetings/review/files/canary29.txt": "«x»",
    "meetings/review/photos/chart.jpg": "x",
    "meetings/review/photos/canary30.jpg": "«x»",
    "meetings/review/flip-charts/canary31-chart.md": (
        "«---\ntitle: Canary32\naudience: internal\nphotos: [canary30.jpg]\nalt: Canary33\n---\n"
        "- Canary34 {action=survey}\n»"
    ),
    CHART: (
        "---\ntitle: Staffing\n«photos: [chart.jpg]\nalt: A chart\n»"
        "pens:\n  first: {colour: black, by: [team«, canary03-group»]}\n"
        "ranking: {method: dots, by: everyone}\n---\n"
        "- WHO? {.question #who}\n«- Canary70 {.question #canary71-question audience=internal}\n»"
        "- Same words\n«- Same words twice {audience=internal}\n"
        "- Canary35 {audience=internal}\n    - Canary36 under it\n»"
        "- Same words twice\n- Shown [and not]{.star}«[Canary37]{audience=internal}»"
        "[ on]{.first« see=canary23-action»} [[survey]] end\n"
        "«\n## EMPTY {audience=internal}\n- Canary38\n\n### Below {rank=2}\n- Canary39\n»"
        "\n## EMPTY {#empty action=survey}\n- Last {rank=1}\n«- Canary40 {#canary22-line audience=internal}\n»"
    ),
    "updates/all.yml": (
        "«- {about: survey, date: 2015-10, note: Canary41, audience: internal}\n"
        "»- {about: survey, date: 2015-10, note: Begun}\n"
        "«- {about: survey, date: 2019, status: done, by: canary03-group, evidence: files/canary42.txt,"
        " audience: internal}\n»"
    ),
    "updates/files/canary42.txt": "«x»",
}
CANARIES = [f"anary{number:02}" for number in range(1, 78)]


def with_internal() -> dict[str, str | bytes]:
    """All of the records."""
    return {path: text.replace("«", "").replace("»", "") for path, text in PARTS.items()}


def without_internal() -> dict[str, str | bytes]:
    """The records as if what is internal had never been written."""
    files: dict[str, str | bytes] = {}
    for path, text in PARTS.items():
        kept = "".join(part.partition("»")[2] if number else part for number, part in enumerate(text.split("«")))
        if kept:
            files[path] = kept
    return files


def parts(archive: Archive) -> dict[str, object]:
    """All that an archive says, places apart."""
    return {
        name: value
        for name, value in vars(archive).items()
        if name in archive.__dataclass_fields__ and name != "resolved"
    }


PHOTOS = {"GT702", "GT803"}
NAMES = [field.name for field in fields(DefaultAudience) if field.name != "at"]


def test_every_canary_stands_in_the_full_archive(archive: Compile) -> None:
    result = archive(with_internal())
    assert {found.code for found in result.problems} <= PHOTOS
    whole = repr(result.archive)
    assert [canary for canary in CANARIES if canary not in whole] == []


def test_the_public_edition_holds_no_canary_nor_the_path_of_one(archive: Compile) -> None:
    public = edition_of(archive(with_internal()).archive)
    shown = repr(public) + repr(public.archive.resolved) + repr(public.archive.links)
    assert [canary for canary in CANARIES if canary in shown] == []
    assert "other-action" in shown


def test_the_public_edition_is_that_of_records_without_their_internal_parts(archive: Compile) -> None:
    public = edition_of(archive(with_internal()).archive)
    full = archive(with_internal())
    for path in full.root.rglob("*"):
        if path.is_file():
            path.unlink()
    never = edition_of(archive(without_internal()).archive)
    assert parts(public.archive) == parts(never.archive)
    assert public.histories == never.histories
    assert public.as_of == never.as_of
    assert sorted(map(repr, set(public.archive.resolved.values()))) == sorted(
        map(repr, set(never.archive.resolved.values()))
    )


def test_every_link_that_is_left_is_resolved_where_it_stands(archive: Compile) -> None:
    public = edition_of(archive(with_internal()).archive).archive
    for link in public.links:
        if link.relation not in (Relation.EVIDENCED_BY, Relation.USES):  # a file is named, not referred to
            assert public.resolved[link.at] in (link.source, link.target)
        assert {link.source, link.target} <= set(public.index)
    assert set(public.resolved.values()) <= set(public.index)


def test_the_internal_edition_is_the_whole_archive(archive: Compile) -> None:
    result = archive(with_internal())
    assert cut(result.archive, "internal").archive is result.archive


def test_without_defaults_nothing_is_public(archive: Compile) -> None:
    public = edition_of(archive({**with_internal(), "archive.yml": "format: 1\ntitle: A\n"}).archive)
    assert not public.archive.meetings
    assert not public.archive.links
    assert not public.archive.files
    assert [canary for canary in CANARIES if canary in repr(public)] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_internal_by_default_is_withheld(archive: Compile, name: str) -> None:
    lines = "".join(f"  {key}: public\n" for key in NAMES if key != name)
    gone = "withdrawn: [{id: action:gone, date: 2015-01-01, reason: Twice}]\n"
    settings = f"format: 1\ntitle: A\ndefault_audience:\n{lines}{gone}"
    others = {"registers/people.yml": "- {id: ana, name: Ana, contact: By letter, photo_consent: yes}\n"}
    others["queries/surveys.yml"] = "title: Surveys\nwords: survey\n"
    whole = archive({**without_internal(), **others, "archive.yml": settings, MEETING: MEETING_OF_ALL}).archive
    public = edition_of(whole).archive
    if name == "process_notes":
        assert not public.meeting_by_id["review"].process_notes
    elif name == "contact":
        assert whole.people[0].contact
        assert not public.people[0].contact
    elif name == "photo_consent":
        assert whole.people[0].photo_consent
        assert not public.people[0].photo_consent
    elif name == "withdrawn":
        assert whole.settings.withdrawn
        assert not public.settings.withdrawn
    elif name in (*REGISTERS, "meetings"):
        assert getattr(whole, name)
        assert not getattr(public, name)
    else:
        assert getattr(whole.meeting_by_id["review"], name)
        assert not getattr(public.meeting_by_id["review"], name)


MEETING_OF_ALL = (
    f"{HEAD}series: reviews\nparticipants: [{{person: ana}}, {{group: team}}]\nprocess_notes: One answered for all.\n"
    "programme: [{id: start, title: Start}]\nfeedback: [{on: start, text: Why?}]\n"
    "actions: [{id: survey, what: Survey, owner: team}]\ndecisions: [{id: rule, what: Rule}]\n"
    "support: [{id: van, what: Van, for: team}]\nquestions: [{id: why, what: Why}]\ngoals: [{id: ten, what: Ten}]\n"
    "findings: [{id: seen, what: Seen, kind: lesson}]\nfiles: [{file: public.txt}]\n"
    "photos: [{photo: room.jpg, alt: A room}]\n"
    "updates: [{about: other-action, note: Begun}]\n---\n"
)


def test_what_is_public_by_itself_is_shown_where_the_default_is_internal(archive: Compile) -> None:
    actions = "actions: [{id: a, what: A}, {id: b, what: B, audience: public}]\n"
    head = f"{HEAD}audience: public\n{actions}---\nSee [[a]].\n"
    public = edition_of(archive({"archive.yml": "format: 1\ntitle: A\n", MEETING: head}).archive).archive
    (meeting,) = public.meetings
    assert [action.id for action in meeting.actions] == ["b"]
    assert meeting.body.text == "See (not published).\n"


def test_a_mention_of_what_is_withheld_keeps_its_own_words_and_later_ones_their_links(archive: Compile) -> None:
    body = "[[hidden|it]], [[hidden]]; [[other-action]]\n"
    head = f"{HEAD}actions: [{{id: hidden, what: H, audience: internal}}]\n---\n{body}"
    public = edition_of(archive({MEETING: head}).archive).archive
    assert public.meeting_by_id["review"].body.text == "it, (not published); [[other-action]]\n"
    (link,) = public.links_to[Key(Kind.ACTION, "other-action")]
    assert link.words == ("it, (not published); ", "", " ")


def test_of_two_references_in_one_attribute_only_the_public_one_is_left(archive: Compile) -> None:
    secret = OTHER.replace("title: The other meeting", "title: Secret\naudience: internal").replace("other-action", "x")
    lines = '---\ntitle: S\n---\n- x {see="secret other"}\n- y {see="other secret"}\n'
    files = {MEETING: f"{HEAD}---\n", CHART: lines, "meetings/secret/meeting.md": secret}
    public = edition_of(archive(files).archive).archive
    block = public.meeting_by_id["review"].charts[0].blocks[0]
    assert [[ref.target for ref in line.attributes.see] for line in block.lines] == [["other"], ["other"]]


def test_a_group_called_everyone_is_no_exception(archive: Compile) -> None:
    groups = "- {id: everyone, name: Hidden, audience: internal}\n"
    head = f"{HEAD}actions: [{{id: a, what: A, owner: everyone}}]\n---\n"
    public = edition_of(archive({"registers/groups.yml": groups, MEETING: head}).archive).archive
    assert public.meeting_by_id["review"].actions[0].owners == ()


@pytest.mark.parametrize("line", ["- secret {audience=internal}", "- a [secret]{audience=internal} word"])
def test_a_photo_is_withheld_where_a_line_on_it_is(archive: Compile, line: str) -> None:
    head = "---\ntitle: S\nphotos: [s.jpg]\nalt: A sheet that says a secret\n---\n"
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "JPEG")
    files: dict[str, str | bytes] = {MEETING: f"{HEAD}---\n", "meetings/review/photos/s.jpg": picture.getvalue()}
    open_chart = archive({**files, CHART: f"{head}- open\n"})
    assert edition_of(open_chart.archive).archive.photos
    closed = archive({**files, CHART: f"{head}- open\n{line}\n"})
    assert closed.told == [f"{CHART}:2:1 GT803"]
    public = edition_of(closed.archive).archive
    assert (public.photos, public.files) == ({}, frozenset())
    assert "secret" not in repr(public)


KEPT = [(kind, key) for kind in kinds_of_model().values() if issubclass(kind, Entry) for key in words_apart(kind)]
KEPT.remove((Person, "pseudonym"))  # it is what the public reads


@pytest.mark.parametrize(("kind", "key"), KEPT, ids=[f"{kind.__name__}-{key}" for kind, key in KEPT])
def test_words_of_every_key_can_be_kept_back(kind: type[Entry], key: str) -> None:
    facts = next(one for one in fields_of(kind) if one.key == key)
    secret: object = Prose("Canary") if Prose in facts.types else ("Canary",) if facts.several else "Canary"
    dropping = Dropping(DefaultAudience(contact="public", process_notes="public"))
    needed: dict[str, Any] = {one.name: "x" for one in fields(kind) if one.default is MISSING}
    needed |= {"status": "done"} if kind is Update else {}  # one that says nothing else goes whole
    made = kind(**needed | {facts.name: secret, "audience": "public"})
    assert "Canary" in repr(dropping.one(made, "", "public"))
    kept = dropping.one(replace(made, internal=(KeyName(key),)), "", "public")
    assert kept is not None
    assert "Canary" not in repr(kept)
    assert kept.internal == ()


def test_where_it_is_unknown_what_is_kept_all_of_it_is(archive: Compile) -> None:
    action = "actions:\n  - id: survey\n    what: Survey\n    detail: Canary\n    internal: [{}]\n"
    for name in ("what", "detial", "owner", "yes"):
        compiled = archive({MEETING: f"{HEAD}{action.format(name)}---\n"})
        assert "GT809" in " ".join(compiled.told)
        assert compiled.archive.meeting_by_id["review"].actions
        assert not cut(compiled.archive, "public").archive.meeting_by_id["review"].actions
