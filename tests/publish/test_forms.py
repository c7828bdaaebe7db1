"""What the forms are told: valid to the program that shows them, made from the model, and without loss."""

from __future__ import annotations

from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from goldenthread.publish.forms import HOSTS, REGISTERS, Repository, configuration, forms_page, policy
from goldenthread.scaffold.schemas import schemas
from tests.forms import RIVER, schema


def fields(collection: int) -> dict[str, Any]:
    return {field["name"]: field for field in configuration(RIVER)["collections"][collection]["fields"]}


def test_it_is_valid_to_the_program_that_reads_it_and_a_slip_is_not() -> None:
    validator = jsonschema.Draft7Validator(schema())
    own = Repository("gitlab", "a/b/c", "main", "records", "https://git.example/api/v4", "https://in.example")
    told = configuration(own)
    assert validator.is_valid(told)
    for backend in HOSTS:
        host = configuration(Repository(backend, "river/records", "main", "records"))["backend"]
        assert validator.is_valid({"backend": host, "collections": []})
    assert not validator.is_valid({"backend": {"name": "github"}, "collections": []})
    assert not validator.is_valid({**told, "collections": [{"name": "updates", "label": "Updates"}]})


def test_the_page_says_what_it_is_for_and_not_what_made_it() -> None:
    assert configuration(RIVER)["app_title"] == "Write records"
    assert "Sveltia" not in str(configuration(RIVER)) + forms_page(RIVER, "")


def test_there_are_registers_meetings_and_updates() -> None:
    registers, meetings, updates = configuration(RIVER)["collections"]
    assert tuple(file["name"] for file in registers["files"]) == REGISTERS
    assert registers["files"][0]["file"] == "records/registers/people.yml"
    assert all(file["fields"][0]["root"] for file in registers["files"])
    assert (meetings["folder"], updates["folder"]) == ("records/meetings", "records/updates")


def test_fields_are_those_of_the_model_but_such_as_a_form_could_lose() -> None:
    meeting = schemas()["meeting"]["definitions"]["Meeting"]["properties"]
    left = {"objectives", "participants", "required_inputs", "expected_outputs", "pens", "ranking", "internal"}
    assert set(fields(1)) == set(meeting) - left | {"body"}
    assert fields(1)["title"]["required"]
    assert fields(1)["status"]["options"] == meeting["status"]["enum"]
    assert "resources" not in {field["name"] for field in fields(1)["actions"]["fields"]}


def test_the_page_has_no_inline_script_and_may_ask_the_git_host_alone() -> None:
    page = forms_page(RIVER, "")
    assert page.count("<script") == 1
    assert '<script src="sveltia-cms.js"></script>' in page
    assert "https://api.github.com" in page
    own = policy(Repository("gitea", "a/b", "main", "records", "https://git.example/api/v1"))
    asked = next(part for part in own.split("; ") if part.startswith("connect-src"))
    assert asked == "connect-src 'self' blob: data: https://git.example"


@pytest.mark.parametrize("backend", HOSTS)
def test_no_policy_lets_scripts_come_from_elsewhere(backend: str) -> None:
    told = policy(Repository(backend, "a/b", "main", "records")).split("; ")
    assert "script-src 'self'" in told
    assert "default-src 'none'" in told
