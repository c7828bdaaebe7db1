"""Records as text in which some is internal, and the same as if that had never been written.

What stands between « and » is internal, and so is a file whose name begins with «. In «this¦that», `that` stands there
for those who may not see `this`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

_MARKED = re.compile("«([^«»¦]*)(?:¦([^«»¦]*))?»")
Files = Mapping[str, str | bytes]


def whole(files: Files) -> dict[str, str | bytes]:
    """All of the records."""
    return {path.lstrip("«"): said(text) if isinstance(text, str) else text for path, text in files.items()}


def without(files: Files) -> dict[str, str | bytes]:
    """The records without what is internal."""
    return {
        path: _MARKED.sub(lambda found: found[2] or "", text) if isinstance(text, str) else text
        for path, text in files.items()
        if not path.startswith("«")
    }


def said(text: str) -> str:
    """All that a text says, without the marks."""
    return _MARKED.sub(r"\1", text)


def hidden(text: str, instead: str = "") -> str:
    """A text that is internal, with all in it."""
    other = f"¦{instead}" if instead else ""
    return f"«{said(text)}{other}»" if text else ""


def is_hidden(text: str) -> bool:
    """Whether nothing is left of a text but what is internal."""
    return not _MARKED.sub(lambda found: found[2] or "", text)


def joined(items: Iterable[str], between: str = ", ") -> str:
    """Items with what stands between them; an internal one takes its own along. Where all are, the whole is."""
    made, begun = "", False
    given = list(items)
    for item in given:
        if not is_hidden(item):
            made, begun = made + (between if begun else "") + item, True
        else:
            made += hidden(between + item if begun else item + between)
    return made if begun else hidden(between.join(given))


def enclosed(left: str, items: Iterable[str], right: str, between: str = ", ") -> str:
    """Items between brackets, which are internal where all items are; "" for none."""
    made = joined(items, between)
    if not made:
        return ""
    return hidden(left + made + right) if is_hidden(made) else left + made + right


def quoted(text: str) -> str:
    """Words as a value."""
    return json.dumps(text, ensure_ascii=False)


def mapped(parts: Sequence[tuple[str, str]]) -> str:
    """Keys with values; a key whose value is internal is so itself."""
    made = [f"{quoted(key)}: {value}" for key, value in parts]
    return enclosed(
        "{", [hidden(one) if is_hidden(value) else one for one, (_, value) in zip(made, parts, strict=True)], "}"
    )


def keys(parts: Iterable[tuple[str, str]]) -> str:
    """Keys of a record with values, each on a line of its own."""
    return "".join(hidden(f"{key}: {value}\n") if is_hidden(value) else f"{key}: {value}\n" for key, value in parts)


def listed(key: str, entries: Sequence[str]) -> str:
    """A key of a record with a list of entries, each on a line of its own."""
    lines = "".join(items(entries, "  "))
    return "" if not lines else hidden(f"{key}:\n{lines}") if is_hidden(lines) else f"{key}:\n{lines}"


def items(entries: Sequence[str], indent: str = "") -> str:
    """A list of entries, each on a line of its own."""
    lines = (f"{indent}- {one}\n" for one in entries)
    return "".join(hidden(line) if is_hidden(one) else line for one, line in zip(entries, lines, strict=True))
