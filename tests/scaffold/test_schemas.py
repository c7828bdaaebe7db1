"""The schemas: what is recorded is valid by them, what is mistyped is not, and editors complete and explain by them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from goldenthread.cli import main
from goldenthread.compile import compile_archive
from goldenthread.model.keys import FORMAT, kinds_of_model
from goldenthread.problem import has_errors
from goldenthread.read.nodes import ListNode, MappingNode, Node, parse_yaml
from goldenthread.read.text import split
from goldenthread.scaffold.editor import MODELINE, modeline, settings
from goldenthread.scaffold.schemas import Schema, schemas
from goldenthread.source import Place
from tests.archives import HOUSING, write
from tests.docs.ferries import merged, path_of, placed
from tests.scaffold.language_server import NODE, SERVER, Server, serving

RECORDS = Path(__file__).resolve().parents[2] / "records"


def plain(node: Node | None) -> Any:
    """What a tree says, in Python's own types; all that is no list and no keys is words."""
    match node:
        case MappingNode():
            return {key: plain(value) for key, (_, value) in node.pairs.items()}
        case ListNode():
            return [plain(item) for item in node.items]
        case None:
            return None
        case _:
            return node.text


def schema_of(path: str) -> str:
    """The name of the schema of a record."""
    if path.endswith("meeting.md"):
        return "meeting"
    if path.endswith(".md"):
        return "flip-chart"
    return Path(modeline(f"records/{path}").strip()).stem


@cache
def made() -> Mapping[str, Schema]:
    return schemas()


@cache
def validator(name: str) -> Draft7Validator:
    return Draft7Validator(made()[name])


def faults_in(path: str, text: str) -> list[str]:
    """What a schema says is wrong with a record."""
    record = split(text, path)[0] if path.endswith(".md") else None
    node, problems = parse_yaml(record.head if record else text, Place(path))
    assert not problems
    return [f"{path}: {error.message}" for error in validator(schema_of(path)).iter_errors(plain(node))]


def test_every_schema_is_one() -> None:
    for schema in made().values():
        Draft7Validator.check_schema(schema)


def test_the_records_of_the_sample_are_valid() -> None:
    heads = (path for path in RECORDS.rglob("*.md") if path.name == "meeting.md" or path.parent.name == "flip-charts")
    paths = sorted([*RECORDS.rglob("*.yml"), *heads])
    assert len(paths) > 100
    faults = (faults_in(path.relative_to(RECORDS).as_posix(), path.read_text("utf-8")) for path in paths)
    assert [fault for found in faults for fault in found] == []


def examples() -> Iterator[tuple[str, str]]:
    """Every example of the handbook's page of keys, in its file."""
    for kind in FORMAT.kinds.values():
        if kind.type == "Attributes":
            continue
        for key in kind.keys.values():
            yield path_of(kind), placed(kind, merged(kind, key.example))[0]


def test_every_example_of_the_page_of_keys_is_valid() -> None:
    found = list(examples())
    assert len(found) > 200
    assert [fault for path, text in found for fault in faults_in(path, text)] == []


def test_every_kind_with_keys_has_a_definition() -> None:
    defined = {name for schema in made().values() for name in schema["definitions"]}
    assert defined == set(kinds_of_model()) - {"Attributes"}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("archive.yml", "format: 2\ntitle: Ours\n"),
        ("archive.yml", "format: 1\ntitel: Ours\n"),
        ("archive.yml", "format: 1\ntitle: Ours\ndefault_audience: {meetings: everybody}\n"),
        ("registers/people.yml", "- {id: ana, name: Ana, photo_consent: nein}\n"),
        ("registers/people.yml", "- {id: Ana Reyes, name: Ana}\n"),
        ("registers/people.yml", "- {id: ana}\n"),
        ("registers/people.yml", "id: ana\nname: Ana\n"),
        ("meetings/a/actions.yml", "- {id: survey, what: Survey, due: 20/01/06}\n"),
        ("meetings/a/actions.yml", "- {id: survey, what: Survey, standing: agred}\n"),
        ("meetings/a/actions.yml", "- {id: survey, what: Survey, resources: [{wat: a van}]}\n"),
        ("meetings/a/programme.yml", "- {id: talks, title: Talks, time: half past nine}\n"),
        ("meetings/a/updates.yml", "- {about: survey, status: dne}\n"),
        ("updates/2027.yml", "- {status: done}\n"),
        ("meetings/a/meeting.md", "---\ntitle: A\ndate: 2027-01\nstatus: hold\n---\n"),
        ("meetings/a/flip-charts/b.md", "---\ntitle: B\npens: {first: {color: red}}\n---\n"),
    ],
)
def test_what_is_mistyped_is_not_valid(path: str, text: str) -> None:
    assert faults_in(path, text) != []


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("records/archive.yml", "archive"),
        ("records/registers/people.yml", "people"),
        ("records/meetings/2027/2027-01-a/actions.yml", "actions"),
        ("records/meetings/2027-01-a/updates.yml", "updates"),
        ("records/updates/2027.yml", "updates"),
        ("records/queries/late.yml", "query"),
        ("records/meetings/2027-01-a/other.yml", ""),
        ("records/meetings/2027-01-a/meeting.md", ""),
    ],
)
def test_a_file_names_its_schema(path: str, schema: str) -> None:
    up = "../" * path.count("/")
    assert modeline(path) == (f"{MODELINE}{up}schemas/{schema}.json\n" if schema else "")


def test_ids_of_the_archive_are_proposed_and_others_are_no_errors(tmp_path: Path) -> None:
    archive = compile_archive(write(tmp_path / "records", HOUSING))[0]
    actions = schemas(archive)["actions"]
    owner = actions["definitions"]["Action"]["properties"]["owner"]["anyOf"][0]
    assert owner["anyOf"][0] == {"enum": ["hill-team"]}
    other = [{"id": "a", "what": "A", "owner": "somebody-new"}]
    assert list(Draft7Validator(actions).iter_errors(other)) == []


def test_the_command_writes_schemas_and_settings_once_and_modelines_where_asked(tmp_path: Path) -> None:
    records = write(tmp_path / "records", HOUSING)
    run = CliRunner().invoke
    assert run(main, ["schema", "--records", str(records)]).exit_code == 0
    assert (tmp_path / "schemas" / "actions.json").is_file()
    (tmp_path / ".vscode" / "settings.json").write_text("{}")
    again = run(main, ["schema", "--records", str(records), "--modelines", "--yes"])
    assert "names no schemas: use --modelines" in again.stderr
    assert (tmp_path / ".vscode" / "settings.json").read_text() == "{}"
    groups = (records / "registers/groups.yml").read_text("utf-8")
    assert groups == f"{MODELINE}../../schemas/groups.json\n{HOUSING['registers/groups.yml']}"
    assert not has_errors(compile_archive(records)[1])
    assert "already" in run(main, ["schema", "--records", str(records), "--modelines"]).stderr


# In an editor


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A language server with a small archive open in it, as the scaffold lays it out."""
    if not (NODE and SERVER.exists()):
        pytest.skip("yaml-language-server is not installed: npm ci in tests/browser")
    folder = tmp_path_factory.mktemp("editor")
    records = write(folder / "records", HOUSING)
    assert CliRunner().invoke(main, ["schema", "--records", str(records)]).exit_code == 0
    chosen = json.loads(settings("records")[".vscode/settings.json"])
    with serving(folder, {key: value for key, value in chosen.items() if key.startswith("yaml.")}) as running:
        yield running


HERE = "records/meetings/2025-01-10-review"
PLACES = [
    # path, text with the place marked, something that is proposed, words of what is said of the key (at the place `^`)
    (f"{HERE}/actions.yml", "- id: one\n  wh^at: One\n  own|\n", "owner", "What is to be done, in one sentence"),
    (f"{HERE}/actions.yml", "- id: one\n  what: One\n  own^er: |\n", "hill-team", "Who does it"),
    (f"{HERE}/updates.yml", "- about: survey\n  sta^tus: |\n", "in progress", "How that stands now"),
    ("records/registers/people.yml", "- id: ana\n  name: Ana\n  photo^_consent: |\n", "yes", "seen"),
    ("records/archive.yml", "format: 1\ntitle: Ours\ndefault_^audience:\n  meetings: |\n", "public", "Who may see"),
]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(PLACES)))
@pytest.mark.parametrize("way", ["settings", "modeline"])
def test_keys_and_words_are_completed_and_explained_at_five_places(server: Server, number: int, way: str) -> None:
    path, marked, proposed, said = PLACES[number]
    # A name of its own for each, which its settings know by the same pattern, or nothing but the modeline does.
    folder, _, name = path.replace(HERE, f"{HERE}/{number}").rpartition("/")
    if way == "modeline":
        marked = modeline(f"{folder}/{name}") + marked
    hover, complete = (_position(marked, mark) for mark in "^|")
    text = marked.replace("^", "").replace("|", "")
    address = server.open(f"{folder}/{name}" if way == "settings" else f"{folder}/other-{number}.yml", text)
    document = {"uri": address}
    found = server.ask("textDocument/completion", textDocument=document, position=complete)
    items = found["items"] if isinstance(found, dict) else found
    assert proposed in [item["label"].strip('"') for item in items]
    explained = server.ask("textDocument/hover", textDocument=document, position=hover)
    assert said in json.dumps(explained, ensure_ascii=False)


def _position(marked: str, mark: str) -> dict[str, int]:
    """Where a mark stands, without the other one."""
    other = "|" if mark == "^" else "^"
    before = marked.replace(other, "").partition(mark)[0]
    return {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- id: one\n  waht: One\n  what: One\n", "waht"),
        ("- id: one\n  what: One\n  due: 20/01/06\n", "As exactly as is known"),
        ("- id: one\n  what: One\n  standing: agred\n", "agreed"),
        ("- id: one\n", "what"),
    ],
)
def test_what_is_mistyped_is_underlined(server: Server, text: str, said: str) -> None:
    address = server.open(f"{HERE}/{sha256(text.encode()).hexdigest()}/actions.yml", text)
    messages = [one["message"] for one in server.underlined[address]]
    assert any(said in message for message in messages), messages


@pytest.mark.slow
def test_what_is_right_is_not_underlined(server: Server) -> None:
    text = "- id: one\n  what: 2026\n  due: 2026\n  owner: [hill-team, somebody-new]\n  resources: [a van]\n"
    address = server.open(f"{HERE}/right/actions.yml", text)
    assert server.underlined[address] == []
