"""Jinja as all our templates expect it: escaping of itself, translated, with the filters and words that they use.

In: the words of a language, folders of templates that override ours. Out: an `Environment`. Guaranteed: what is not
marked as markup is text; a name that a template does not know is an error.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from goldenthread.publish.compiled import Compiled
from goldenthread.publish.views.chart import runs
from goldenthread.publish.words import Words


class Calling(Context):
    """What a template is rendered with; it calls macros and plain functions, nearly all there is, without more ado.

    Jinja looks at each for what else it may want to be handed, which takes a tenth of the time of a page.
    """

    def call(self, called: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:
        """Call something for a template."""
        if type(called) is Macro:
            arguments = (self.eval_ctx, *arguments)
        elif type(called) not in _PLAIN or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *arguments, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return called(*arguments, **named)


_PLAIN = (FunctionType, MethodType, partial)


def _gettext(words: Words) -> Callable[..., Markup]:
    """What translates a sentence for templates, each looked up once. As Jinja's own, it always fills in."""
    known: dict[str, Markup] = {}

    def gettext(sentence: str, **values: Any) -> Markup:
        if values:
            return Markup(words.catalogue.gettext(sentence)) % values
        if sentence not in known:
            known[sentence] = Markup(words.catalogue.gettext(sentence)) % {}
        return known[sentence]

    return gettext


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
    made.context_class = Calling
    made.install_gettext_translations(words.catalogue, newstyle=True)  # type: ignore[attr-defined]
    made.globals["gettext"] = made.globals["_"] = _gettext(words)
    made.filters["runs"] = runs
    made.globals["turned"] = words.turned
    made.bytecode_cache = Compiled(made)
    return made
