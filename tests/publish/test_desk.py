"""The style sheet of the page on which boxes are drawn: it has no shell around it, and the shell's colours."""

from __future__ import annotations

import re
from pathlib import Path

import goldenthread
from goldenthread.publish.desk import desk_files

SHELL = Path(goldenthread.__file__).parent / "mkdocs_plugin/theme/material/assets/goldenthread/shell.css"
ALIKE = 10
"""How many of the shell's colours it needs."""


def tokens(text: str) -> dict[str, str]:
    """The tokens that a sheet sets, each as it is set first."""
    return dict(reversed(re.findall(r"(--gt-[a-z-]+):\s*([^;]+);", text)))


def test_the_colours_are_the_shells_in_light_and_dark() -> None:
    light, dark = SHELL.read_text("utf-8").split('[data-gt-scheme="dark"]', 1)
    shell = {
        name: f"light-dark({light}, {tokens(dark)[name]})"
        for name, light in tokens(light).items()
        if name in tokens(dark)
    }
    ours = tokens(desk_files()["desk.css"].decode())
    alike = {name: value for name, value in ours.items() if name in shell}
    assert len(alike) == ALIKE
    assert alike == {name: shell[name] for name in alike}


def test_gold_is_kept_for_threads() -> None:
    assert "--gt-gold" not in desk_files()["desk.css"].decode()
