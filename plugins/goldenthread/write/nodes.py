"""YAML as it is best read: a tree of mappings, lists and words, printed with as few quotes as it needs.

In: Python words, pairs and items. Out: nodes, and their text. Guaranteed: read by `read.nodes` the text gives the same
words; nothing in it is an anchor, an alias, a tag or a word cut off by a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from yaml import MappingNode, Node, ScalarEvent, ScalarNode, SequenceNode, serialize
from yaml.emitter import Emitter
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

LONGEST = 88
"""The longest words that stand behind their key; longer ones go on below it."""
FOLDED = 100
"""The column after which such words go on in the next line."""
_STR, _MAP, _SEQ = (f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What a record may not hold as it is: line ends of other systems and what `read.text` refuses."""
_AS_SINGLE = re.compile('["\\\\\U00010000-\U0010ffff]')
"""What double quotes would make unreadable."""
_KEPT_BY_FOLDING = re.compile(r"\S+( \S+)*")


def words(text: str) -> Node:
    """Words, in the form in which they read best: as they are, in quotes, or in lines below their key."""
    return ScalarNode(_STR, text, style=_style(text))


def _style(text: str) -> str | None:
    if _ESCAPED.search(text):
        return '"'
    if "\n" in text:
        return "|"
    return ">" if len(text) > LONGEST and _KEPT_BY_FOLDING.fullmatch(text) else None


def mapping(pairs: Iterable[tuple[str, Node]]) -> Node:
    """Keys with values, one below the other."""
    return MappingNode(_MAP, [(ScalarNode(_STR, key), value) for key, value in pairs], flow_style=False)


def items(nodes: Iterable[Node]) -> Node:
    """A list: short words without spaces in brackets, everything else with a dash before each."""
    listed = list(nodes)
    length = sum(len(node.value) + 2 if _is_word(node) else LONGEST for node in listed)
    return SequenceNode(_SEQ, listed, flow_style=length < LONGEST)


def _is_word(node: Node) -> bool:
    return isinstance(node, ScalarNode) and bool(re.fullmatch(r"\S+", node.value))


def text_of(node: Node) -> str:
    """The YAML of a tree, with a line end behind it."""
    text: str = serialize(node, Dumper=_Dumper, allow_unicode=True, width=float("inf"))
    return text


class _Dumper(Emitter, Serializer, BaseResolver):
    """PyYAML's emitter, without its guesses at what words might mean: to `read` all of them are words."""

    def __init__(self, stream: Any, **options: Any) -> None:
        Emitter.__init__(self, stream, width=options["width"], allow_unicode=options["allow_unicode"])
        Serializer.__init__(self)
        BaseResolver.__init__(self)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - as overridden
        """Indent lists below their key, as people do."""
        super().increase_indent(flow, indentless=False)

    def choose_scalar_style(self) -> str:
        """The style that `words` chose; else plain where that can be read, else the quotes that need no escapes."""
        event = self.event
        assert isinstance(event, ScalarEvent), "only scalars have such a style"
        style = event.style or super().choose_scalar_style()
        return '"' if style == "'" and not _AS_SINGLE.search(event.value) else style

    def write_folded(self, text: str) -> None:
        """Words that go on in the next line, each line about as long as a person's."""
        wide, self.best_width = self.best_width, FOLDED
        super().write_folded(text)
        self.best_width = wide
