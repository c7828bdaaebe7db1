"""Nothing internal gets out: canaries in every place that can hold one, and words in every wrapping."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from assuring.figures import Figure
from tests.verify.leaks.canaries import LANGUAGES, Planted, in_fields, in_files
from tests.verify.leaks.looking import Looked, looked_through
from tests.verify.leaks.test_wrappings import ASCII, WORDS, found, looking_for
from tests.verify.leaks.wrappings import WRAPPINGS

TITLE = "no canary gets into a public site, in whatever place or wrapping"
FULL = {"languages": 10}
SMALL = {"languages": 1}


def run(sizes: Mapping[str, int], seed: int) -> Iterator[Figure]:  # noqa: ARG001
    """Plant, build and look."""
    missed = []
    for name, wrap in WRAPPINGS.items():
        words = WORDS.replace("Ö", "O") if name in ASCII else WORDS
        if not found(looking_for(words), wrap(words)):
            missed.append(name)
    yield Figure("wrappings in which planted words were looked for", len(WRAPPINGS), len(missed), faults=tuple(missed))
    looked: list[tuple[Planted, Looked]] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, language in enumerate(list(LANGUAGES)[: sizes["languages"]]):
            made = in_fields(language)
            looked.append((made, looked_through(Path(folder) / f"l{number}", made)))
        made = in_files()
        looked.append((made, looked_through(Path(folder) / "files", made)))
    out = [fault for _, one in looked for fault in one.out]
    blind = [fault for _, one in looked for fault in one.not_looked_for]
    yield Figure(
        "canaries planted where the public may not look",
        sum(len(made.canaries) for made, _ in looked),
        len(out),
        faults=tuple(out),
    )
    yield Figure(
        "of these looked for by verify --against", sum(one.sought for _, one in looked), len(blind), faults=tuple(blind)
    )
    yield Figure(
        "public sites that verify --against finds clean",
        len(looked),
        sum(bool(one.problems) for _, one in looked),
        faults=tuple(line for _, one in looked for line in one.problems),
    )
    inside = sum(one.inside for _, one in looked)
    yield Figure(
        "internal sites in which the same search finds canaries",
        len(looked),
        sum(not one.inside for _, one in looked),
        f"{inside} canaries in all",
    )
