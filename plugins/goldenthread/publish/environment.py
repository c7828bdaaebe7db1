"""Jinja as all our templates expect it: escaping of itself, translated, with the filters and words that they use.

In: the words of a language, folders of templates that override ours. Out: an `Environment`. Guaranteed: what is not
marked as markup is text; a name that a template does not know is an error.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined

from goldenthread.publish.compiled import Compiled
from goldenthread.publish.views.chart import runs
from goldenthread.publish.words import Words


def environment(
    words: Words, overrides: tuple[Path, ...] = (), finalize: Callable[..., Any] | None = None
) -> Environment:
    """Our templates; a site's own of the same name come first and may extend `goldenthread/…`."""
    ours = PackageLoader("goldenthread.publish", "templates")
    own = [FileSystemLoader(folder) for folder in overrides]
    made = Environment(
        loader=ChoiceLoader([*own, ours, PrefixLoader({"goldenthread": ours})]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(words.catalogue, newstyle=True)  # type: ignore[attr-defined]
    made.filters["runs"] = runs
    made.globals["turned"] = words.turned
    made.bytecode_cache = Compiled(made)
    return made
