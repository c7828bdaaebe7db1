"""Templates as they were compiled: a build need not compile them that changed nothing in them.

In: Jinja's environments, ours and that of a theme. Out: nothing; their templates load sooner. Guaranteed: a template
whose source has changed, or that is compiled otherwise, is compiled anew. They are kept where Python keeps the bytecode
of this module, so that whoever can plant code there could plant it here as well, and only if Python keeps any.
"""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import Environment
from jinja2 import __version__ as jinja_version
from jinja2.bccache import Bucket, BytecodeCache

from goldenthread.cache import Cache

KNOWN = ("jinja2", "markupsafe", "mkdocs", "properdocs", "goldenthread", "builtins", "_operator")
"""Whose filters and tests are known by their version: those of others may be anything the next time."""


def compiled_for(environment: Environment) -> Compiled | None:
    """What keeps the compiled templates of an environment; none where filters or tests of others are in it.

    Jinja works out what a filter makes of a constant while it compiles.
    """
    asked = (*environment.filters.values(), *environment.tests.values())
    return Compiled(environment) if all(_is_known(one) for one in asked) else None


def _is_known(filter: object) -> bool:
    made_by = getattr(filter, "__module__", None) or type(filter).__module__
    return made_by.partition(".")[0] in KNOWN


class Compiled(BytecodeCache):
    """The compiled templates of one environment. Those of a process are held in memory too."""

    def __init__(self, environment: Environment) -> None:
        self._held = _held(_options(environment))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja asks for a template; it checks the checksum of the source and the version of Python itself."""
        if data := self._held.get(bucket.key):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Jinja has compiled a template."""
        self._held.put(bucket.key, bucket.bytecode_to_string())


class _Held:
    def __init__(self, options: str, kept: Cache | None) -> None:
        self._options = options
        self._kept = kept
        self._memory: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        if key not in self._memory and self._kept and (data := self._kept.get(self._name(key))):
            self._memory[key] = data
        return self._memory.get(key)

    def put(self, key: str, data: bytes) -> None:
        self._memory[key] = data
        try:
            if self._kept:
                self._kept.put(self._name(key), data)
        except OSError:
            self._kept = None  # there is no room: the next build compiles them again

    def _name(self, key: str) -> str:
        return sha256(f"{self._options} {key}".encode()).hexdigest()[:40]


@cache
def _held(options: str) -> _Held:
    beside = None if sys.dont_write_bytecode else Path(cache_from_source(__file__)).parent
    return _Held(options, Cache(beside / f"templates-{sys.implementation.cache_tag}") if beside else None)


def _options(environment: Environment) -> str:
    """All that a template's code depends on besides its source."""
    made = environment
    escaping = made.autoescape if isinstance(made.autoescape, bool) else getattr(made.autoescape, "__qualname__", "")
    return repr(
        (
            jinja_version,
            sorted(made.extensions),
            (made.block_start_string, made.variable_start_string, made.comment_start_string),
            (made.line_statement_prefix, made.line_comment_prefix, made.trim_blocks, made.lstrip_blocks),
            (made.keep_trailing_newline, made.newline_sequence, made.optimized, escaping, made.finalize is not None),
            sorted(made.filters),
            sorted(made.tests),
            sorted(made.globals),
            getattr(made, "newstyle_gettext", False),
            made.is_async,
        )
    )
