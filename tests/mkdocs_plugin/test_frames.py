"""The theme's frame, rendered once and filled in: byte for byte what rendering each page in full gives, or not used."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archives import CONFIG, write

Run = Callable[..., subprocess.CompletedProcess[str]]

# MkDocs as ever, but each page is rendered in full as well (where `SAMPLED` is 1), or only those whose address holds a
# word; what was filled in is counted.
BUILD = """
import sys
import goldenthread.mkdocs_plugin.shell as shell
counted = {"filled": 0, "whole": 0}
filled, render = shell._Shell.filled, shell.Shells.render
def count(self, values):
    counted["filled"] += 1
    return filled(self, values)
def note(self, *given):
    counted["whole"] += 1
    return render(self, *given)
shell._Shell.filled, shell.Shells.render = count, note
word = sys.argv.pop(1).encode()
shell.crc32 = lambda address: int(bool(word) and word not in address)
from mkdocs.__main__ import cli
try:
    cli(["build", "--quiet", *sys.argv[1:]])
finally:
    print(counted["filled"], counted["whole"])
"""
PROPERDOCS = "import properdocs.__main__\n" + BUILD.replace("from mkdocs.__main__", "from properdocs.__main__")
"""ProperDocs takes the place of MkDocs before anything imports that."""
WHOLE = "import goldenthread.mkdocs_plugin.shell as s; s.Shells.installed = lambda *_: None; "
WHOLE += "from mkdocs.__main__ import cli; cli(['build', '--quiet'])"
REFUSED = "does not allow its frame to be rendered once for many pages"
MANY = "".join(f"  - {{id: count-{n}, what: Count the {n}th shed, owner: hill-team}}\n" for n in range(6))


def python(code: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )


def many(project: Path) -> Path:
    """The small archive with some more actions."""
    path = next((project / "records").rglob("meeting.md"))
    text = path.read_text("utf-8")
    assert "actions:\n" in text
    path.write_text(text.replace("actions:\n", f"actions:\n{MANY}", 1), "utf-8")
    return project


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("program", "theme"),
    # What ProperDocs calls mkdocs and readthedocs are packages of their own.
    [(BUILD, "material"), (BUILD, "mkdocs"), (BUILD, "readthedocs"), (PROPERDOCS, "material")],
    ids=["material", "mkdocs", "readthedocs", "material on ProperDocs"],
)
def test_on_every_page_of_the_sample_frame_and_full_rendering_are_the_same(
    sample: Path, program: str, theme: str
) -> None:
    text = (sample / "mkdocs.yml").read_text("utf-8")
    assert "name: material" in text
    more = "site_url: https://x.example/a/\nrepo_url: https://git.example/a/b\nedit_uri: blob/main/docs/\n"
    write(sample, {"mkdocs.yml": text.replace("name: material", f"name: {theme}") + more})
    done = python(program, sample, "")
    assert done.returncode == 0, done.stderr
    assert REFUSED not in done.stderr
    filled, pages = map(int, done.stdout.split())
    assert 300 < filled <= pages


BY_LENGTH = (
    '{% extends "goldenthread/shell.html" %}{% block content %}{{ super() }}{{ page.content|wordcount }}{% endblock %}'
)
BY_WORD = (
    '{% extends "goldenthread/shell.html" %}'
    '{% block content %}{{ super() }}{% if "5th" in page.title %}<p>Five</p>{% endif %}{% endblock %}'
)
CASES = {"a frame that counts words": (BY_LENGTH, ""), "a frame that looks for a word": (BY_WORD, "count-5")}


@pytest.mark.parametrize("case", CASES)
def test_where_a_frame_cannot_be_filled_in_every_page_is_rendered_in_full(project: Path, case: str) -> None:
    own, compared = CASES[case]
    config = CONFIG.replace("name: material,", "name: material, custom_dir: own,")
    write(many(project), {"mkdocs.yml": config, "own/main.html": own})
    done = python(BUILD, project, compared, "--strict")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count(REFUSED) == 1
    made = files(project / "site")
    assert python(WHOLE, project).returncode == 0
    assert files(project / "site") == made


def test_values_that_look_like_marks_are_values(project: Path) -> None:
    """A frame is taken apart before any value is put in."""
    path = next((many(project) / "records").rglob("meeting.md"))
    text = path.read_text("utf-8").replace("Count the 3th shed", '"goldenthread0qxz0dlog {x} %s & <b>"')
    path.write_text(text, "utf-8")
    done = python(BUILD, project, "")
    assert done.returncode == 0, done.stderr
    assert REFUSED not in done.stderr
    assert b"goldenthread0qxz0dlog {x} %s &amp; &lt;b&gt;" in files(project / "site")["actions/count-3/index.html"]
    assert int(done.stdout.split()[0]) > 3


def test_another_plugin_sees_the_content_of_every_page(project: Path, mkdocs: Run) -> None:
    """Both before any is written, and when it is."""
    hook = (
        "seen = []\n"
        "def on_page_content(html, page, **_):\n    seen.append((page.url, html))\n    return html + '<p>Seen</p>'\n"
        "def on_post_page(output, page, **_):\n    return output.replace('Seen', f'Seen {len(seen)}')\n"
    )
    write(project, {"mkdocs.yml": f"{CONFIG}hooks: [hook.py]\n", "hook.py": hook})
    done = mkdocs(project, "build", "--strict")
    assert done.returncode == 0, done.stderr
    made = files(project / "site")
    pages = [name for name in made if name != "404.html"]
    assert all(f"<p>Seen {len(pages)}</p>".encode() in made[name] for name in pages)
