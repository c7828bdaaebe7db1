"""Forms in a browser, for those who write records without git: what Sveltia CMS is told, and the page that it fills.

In: the schemas of the records, and where their repository is. Out: its configuration, the page as HTML, its policy.
Guaranteed: nothing of an archive stands in either; a key whose value could be lost in a form is in none, and its value
stays in the record as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from goldenthread.language import N_
from goldenthread.model.fields import Prose
from goldenthread.model.keys import FORMAT, KindWords, kinds_of_model
from goldenthread.model.walk import fields_of
from goldenthread.publish.environment import environment
from goldenthread.publish.words import words_of
from goldenthread.scaffold.schemas import KINDS, Schema, files_of, schemas

REGISTERS = ("people", "groups", "themes", "series")
HOSTS: Mapping[str, str] = {
    "github": "https://api.github.com",
    "gitlab": "https://gitlab.com/api/v4",
    "gitea": "https://gitea.com/api/v1",
}
"""The sorts of git host, each with where its programs are asked if nothing else is said."""


@dataclass(frozen=True, slots=True)
class Repository:
    """Where the records are: the sort of git host, the repository, its branch, and the folder of the records in it.

    `api` is where programs ask the host, `signing_in` the address of what signs people in; "" for what is usual.
    """

    backend: str
    repo: str
    branch: str
    folder: str
    api: str = ""
    signing_in: str = ""


def configuration(repository: Repository, language: str = "") -> dict[str, Any]:
    """What Sveltia CMS reads: the host, and a form for each sort of record."""
    own = {"api_root": repository.api} if repository.api else {}
    signing_in = {"base_url": repository.signing_in} if repository.signing_in else {"auth_methods": ["token"]}
    made = schemas()
    return {
        "app_title": words_of(language)(N_("Write records")),
        "backend": {
            "name": repository.backend,
            "repo": repository.repo,
            "branch": repository.branch,
            **own,
            **signing_in,
        },
        "media_folder": f"{repository.folder}/meetings",
        "editor": {"preview": False},
        "output": {"omit_empty_optional_fields": True},
        "collections": [
            _registers(made, repository.folder),
            _meetings(made["meeting"], repository.folder),
            _updates(made["updates"], repository.folder),
        ],
    }


def policy(repository: Repository) -> str:
    """The content-security policy of the page: it asks the git host, and styles itself as it goes."""
    addresses = (repository.api or HOSTS[repository.backend], repository.signing_in)
    asked = dict.fromkeys(_origin(one) for one in addresses if one)
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob: https:",
            "font-src 'self'",
            " ".join(("connect-src 'self' blob: data:", *asked)),
            "worker-src 'self' blob:",
            "base-uri 'none'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


def forms_page(repository: Repository, language: str) -> str:
    """The page at `/admin/`."""
    words = words_of(language)
    return environment(words).get_template("admin.html").render(policy=policy(repository), words=words)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _registers(made: Mapping[str, Schema], folder: str) -> dict[str, Any]:
    files = [
        {
            "name": name,
            "label": _title(name),
            "file": f"{folder}/{files_of(name)[0]}",
            "fields": [_whole(name, made[name])],
        }
        for name in REGISTERS
    ]
    return {"name": "registers", "label": "Registers", "files": files}


def _meetings(schema: Schema, folder: str) -> dict[str, Any]:
    """Meetings, in whatever folders they lie; the folder of a new one is named for its date and its title."""
    return {
        "name": "meetings",
        "label": "Meetings",
        "label_singular": "Meeting",
        "folder": f"{folder}/meetings",
        "path": "{{slug}}/meeting",
        "nested": {},
        "extension": "md",
        "format": "yaml-frontmatter",
        "create": True,
        "delete": False,
        "slug": "{{fields.date}}-{{fields.title}}",
        "summary": "{{title}} ({{date}})",
        "fields": [
            *_fields(schema, "Meeting"),
            {"name": "body", "label": "Minutes", "widget": "text", "required": False},
        ],
    }


def _updates(schema: Schema, folder: str) -> dict[str, Any]:
    return {
        "name": "updates",
        "label": "Updates",
        "folder": f"{folder}/updates",
        "extension": "yml",
        "format": "yaml",
        "create": True,
        "delete": False,
        "slug": "{{year}}-{{month}}-{{day}}",
        "summary": "{{slug}}",
        "fields": [_whole("updates", schema)],
    }


def _whole(name: str, schema: Schema) -> dict[str, Any]:
    """A file that is one list."""
    kind = KINDS[name].__name__
    shown = "{{about}}" if name == "updates" else "{{name}}"
    return {**_list(name, schema, kind), "root": True, "hint": schema["description"], "summary": shown}


def _list(name: str, schema: Schema, kind: str) -> dict[str, Any]:
    return {
        "name": name,
        "label": _title(name),
        "label_singular": schema["definitions"][kind]["title"],
        "widget": "list",
        "collapsed": True,
        "fields": list(_fields(schema, kind)),
    }


def _fields(schema: Schema, kind: str) -> Iterator[dict[str, Any]]:
    """The fields for a kind of entry, those first that it must have."""
    known = schema["definitions"][kind]
    words = FORMAT.by_type[kind]
    assert isinstance(words, KindWords)
    prose = {facts.key for facts in fields_of(kinds_of_model()[kind]) if Prose in facts.types}
    for key, value in known["properties"].items():
        if field := _field(key, value, schema, prose=key in prose):
            yield {**field, "hint": value["description"], "required": key in known["required"]}


def _field(key: str, value: Schema, schema: Schema, *, prose: bool) -> dict[str, Any] | None:
    """The field for what stands under a key; `None` where a form would not show each way in which it may be typed."""
    plain = {"name": key, "label": _title(key)}
    match value:
        case {"enum": known}:
            return {**plain, "widget": "select", "options": [word for word in known if isinstance(word, str)]}
        case {"type": "array", "items": {"$ref": reference}}:
            return {**_list(key, schema, reference.rpartition("/")[2]), "minimize_collapsed": True}
        case {"anyOf": [{"type": one}, {"type": "array"}]} if one != "object":
            return {**plain, "widget": "list"}
        case {"type": list(), "pattern": letters, "patternErrorMessage": said}:
            return {**plain, "widget": "string", "pattern": [letters, said]}
        case {"type": list()}:
            return {**plain, "widget": "text" if prose else "string"}
        case _:
            return None


def _title(key: str) -> str:
    return key.replace("_", " ").capitalize()
