"""An archive of somebody's own: what there is at once, and that nothing that was there is touched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from goldenthread.cli import asking, main
from goldenthread.compile import compile_archive
from goldenthread.scaffold.beginning import HOSTS, Beginning, files_of_archive
from tests.archives import write
from tests.docs.pages import read

ROOT = Path(__file__).resolve().parents[2]


def begin(*options: str, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(main, ["new", "archive", *options], input=typed)
    return done.exit_code, done.output


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_its_records_have_no_problems(tmp_path: Path, audience: str) -> None:
    code, _ = begin(str(tmp_path), "--title", "Ours: all of it", "--audience", audience, "--series", "Été – réunions")
    archive, problems = compile_archive(tmp_path / "records")
    assert (code, problems) == (0, ())
    assert (archive.settings.title, [one.id for one in archive.series]) == ("Ours: all of it", ["ete-reunions"])
    said = archive.settings.default_audience
    assert (said.meetings, said.contact, said.process_notes) == (audience, "internal", "internal")


@pytest.mark.parametrize("host", HOSTS)
def test_each_host_has_its_workflow(host: str) -> None:
    files = files_of_archive(Beginning(title="Ours", host=host))
    workflows = [path for path in files if path in HOSTS[host].values()]
    assert len(workflows) == len(HOSTS[host])
    for path in workflows:
        assert yaml.safe_load(files[path])
        assert "goldenthread build --config mkdocs.yml" in files[path]
        assert "--edition internal" not in files[path]
        assert [files[path]] == [block.text for block in read("running.md") if block.title == path]


def test_what_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, {"README.md": "Mine\n", ".vscode/settings.json": "{}\n"})
    code, said = begin(str(tmp_path), "--title", "Ours")
    assert (code, (tmp_path / "README.md").read_text(), (tmp_path / ".vscode/settings.json").read_text()) == (
        0,
        "Mine\n",
        "{}\n",
    )
    assert said.count("is there already, and was left as it is") == 2


def test_a_second_one_is_not_begun_in_its_place(tmp_path: Path) -> None:
    begin(str(tmp_path), "--title", "Ours")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    code, said = begin(str(tmp_path), "--title", "Theirs", "--host", "github")
    assert (code, "Nothing was written" in said) == (1, True)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_at_a_terminal_wrong_answers_are_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "somebody_is_there", lambda: True)
    code, said = begin(str(tmp_path), typed="\nOurs\neverybody\npublic\nEnglish\nen\nbitbucket\ngitlab\n\n")
    assert code == 0, said
    for words in ("This needs an answer", "type one of: internal, public", "'English'", "type one of: github, gitlab"):
        assert words in said
    assert (tmp_path / ".gitlab-ci.yml").is_file()


def test_the_hooks_of_the_repository_are_commands_there_are() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {hook["id"] for hook in hooks} == {"goldenthread-check", "goldenthread-check-strict"}
    for hook in hooks:
        program, *arguments = hook["entry"].split()
        assert program == "goldenthread"
        assert CliRunner().invoke(main, [*arguments, "--help"]).exit_code == 0
        assert hook["pass_filenames"] is False
        assert re.match(hook["files"], "records/meetings/a/meeting.md")
