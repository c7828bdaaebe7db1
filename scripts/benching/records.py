"""A generated archive as Golden Thread's records, written as an editor would write them.

In: an `Archive` and a folder. Out: `archive.yml`, registers, meetings with their charts, updates. Guaranteed: the words
are those of the archive, and `goldenthread check` finds nothing in them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from .generate import PENS
from .shapes import Action, Archive, Chart, Decision, Line, Meeting, Named, Piece, Session, Update

Value: TypeAlias = "str | int | Sequence[Value] | Mapping[str, Value]"

WIDTH = 112
AUDIENCES = (
    "meetings",
    "participants",
    "charts",
    "actions",
    "decisions",
    "updates",
    "people",
    "groups",
    "themes",
    "series",
)


def write_records(archive: Archive, folder: Path) -> None:
    """Write all records below a folder."""
    _write(
        folder / "archive.yml",
        {
            "format": "1",
            "title": archive.title,
            "description": archive.description,
            "default_audience": dict.fromkeys(AUDIENCES, "public"),
        },
    )
    _write(folder / "registers" / "people.yml", [_named(one, "group", "designation") for one in archive.people])
    _write(folder / "registers" / "groups.yml", [_named(one, "part_of", "type") for one in archive.groups])
    _write(folder / "registers" / "themes.yml", [_named(one, "part_of", "") for one in archive.themes])
    _write(folder / "registers" / "series.yml", [_named(one, "group", "") for one in archive.series])
    for number, meeting in enumerate(archive.meetings):
        _write_meeting(meeting, folder / "meetings" / str(meeting.date.year) / meeting.id, apart=number % 3 == 0)
    by_year: dict[str, list[Value]] = {}
    for update in archive.between:
        by_year.setdefault(update.date[:4], []).append(_update(update))
    for year, updates in by_year.items():
        _write(folder / "updates" / f"{year}.yml", updates)


def _write_meeting(meeting: Meeting, folder: Path, *, apart: bool) -> None:
    """A meeting's folder; its actions in the head of its record, or `apart` in a file of their own."""
    actions = [_action(one, meeting) for one in meeting.actions]
    head: dict[str, Value] = {
        "title": meeting.title,
        "series": meeting.series,
        "date": meeting.date.isoformat(),
        "place": meeting.place,
        "theme": meeting.themes,
        "summary": meeting.summary,
        "objectives": meeting.objectives,
        "participants": [
            *(_given({"person": person, "role": role}) for person, role in meeting.people),
            *({"group": group, "count": count} for group, count in meeting.groups),
        ],
        "programme": [_session(one) for one in meeting.programme],
        "pens": {
            name: _given({"colour": colour, "by": "everyone" if name == "plenary" else "", "round": number + 1})
            | ({"default": "yes"} if not number else {})
            for number, (name, colour) in enumerate(PENS.items())
        },
        "actions": [] if apart else actions,
        "decisions": [_decision(one, meeting) for one in meeting.decisions],
        "updates": [_update(one) for one in meeting.updates],
    }
    _write_page(folder / "meeting.md", _given(head), meeting.minutes)
    if apart:
        _write(folder / "actions.yml", actions)
    chart = meeting.chart
    _write_page(folder / "flip-charts" / f"{chart.id}.md", _chart(chart), "\n".join(_transcript(chart)))


def _write_page(path: Path, head: Value, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(("---", *_yaml(head), "---", body, "")), encoding="utf-8")


def _write(path: Path, value: Value) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join((*_yaml(value), "")), encoding="utf-8")


# Entries


def _given(entry: Mapping[str, Value]) -> dict[str, Value]:
    """An entry without the keys that say nothing."""
    return {key: value for key, value in entry.items() if value not in ("", [], (), {})}


def _named(one: Named, belongs: str, kind: str) -> dict[str, Value]:
    entry: dict[str, Value] = {"id": one.id, "name": one.name, "note": one.note, belongs: one.belongs_to}
    return _given(entry | ({kind: one.kind} if kind else {}))


def _session(one: Session) -> dict[str, Value]:
    return _given(
        {
            "id": one.id,
            "time": one.time,
            "title": one.title,
            "kind": one.kind,
            "lead": one.lead,
            "group": one.group,
            "commentary": one.commentary,
        }
    )


def _action(one: Action, meeting: Meeting) -> dict[str, Value]:
    return _given(
        {
            "id": one.id,
            "what": one.what,
            "detail": one.detail,
            "owner": one.owners,
            "due": one.due,
            "due_said": one.due_said,
            "outcome": one.outcome,
            "judged_by": one.judged_by,
            "theme": one.theme,
            "from": f"{meeting.chart.id}#{one.block}" if one.block else "",
            "waits_for": one.waits_for,
        }
    )


def _decision(one: Decision, meeting: Meeting) -> dict[str, Value]:
    return _given(
        {
            "id": one.id,
            "what": one.what,
            "why": one.why,
            "alternatives": one.alternatives,
            "theme": one.theme,
            "from": f"{meeting.chart.id}#{one.block}" if one.block else "",
            "supersedes": one.supersedes,
        }
    )


def _update(one: Update) -> dict[str, Value]:
    return _given(
        {
            "about": one.about,
            "date": one.date,
            "status": one.status,
            "by": one.by,
            "note": one.note,
            "due": one.due,
            "reason": one.reason,
            "blocked_by": one.blocked_by,
        }
    )


# Flip charts


def _chart(chart: Chart) -> dict[str, Value]:
    return {
        "title": chart.title,
        "theme": chart.theme,
        "session": chart.session,
        "pens": {"first": {"by": chart.by}},
        "ranking": {"method": "top three by dots", "by": "everyone"},
    }


def _transcript(chart: Chart) -> Iterator[str]:
    for block in chart.blocks:
        if block.id:
            yield ""
            yield f'## {_pieces(block.heading)} {{#{block.id} as="{block.name}"}}'
        for line in block.lines:
            yield _line(line)


def _line(line: Line) -> str:
    said = [f".{line.pen}"] if line.pen else []
    said += [f".{line.mark}"] if line.mark else []
    said += [f"label={line.label}"] if line.label else []
    said += [f"action={line.action}"] if line.action else []
    start = "    " * line.depth + "- " if line.bullet else ""
    return start + _pieces(line.pieces) + (f" {{{' '.join(said)}}}" if said else "")


def _pieces(pieces: tuple[Piece, ...]) -> str:
    return " ".join(_piece(piece) for piece in pieces)


def _piece(piece: Piece) -> str:
    if piece.struck:
        return f"~~{piece.words}~~"
    said = [f".{piece.pen}"] if piece.pen else []
    said += [".unclear"] if piece.unclear else []
    said += [f"rank={piece.rank}"] if piece.rank else []
    said += [f'sic="{piece.sic}"'] if piece.sic else []
    return f"[{piece.words}]{{{' '.join(said)}}}" if said else piece.words


# YAML, as it is written by hand


def _yaml(value: Value, indent: str = "") -> Iterator[str]:
    """The lines of a mapping or list in block style; long words are folded."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, (str, int)):
                yield from _scalar(f"{indent}{key}:", str(inner), indent + "  ")
            else:
                yield f"{indent}{key}:"
                yield from _yaml(inner, indent + "  ")
    elif not isinstance(value, (str, int)):
        for inner in value:
            if isinstance(inner, (str, int)):
                yield from _scalar(f"{indent}-", str(inner), indent + "  ")
                continue
            for number, line in enumerate(_yaml(inner, indent + "  ")):
                yield line if number else f"{indent}- {line.lstrip()}"


def _scalar(start: str, words: str, indent: str) -> Iterator[str]:
    if len(words) <= WIDTH - len(start):
        yield f"{start} {words}"
        return
    yield f"{start} >-"
    yield from textwrap.wrap(words, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
