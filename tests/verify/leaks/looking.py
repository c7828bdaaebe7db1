"""A planted archive published for both audiences, and each site looked through for its canaries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from goldenthread.cli import main
from goldenthread.compile import compile_archive, edition_of, loader
from goldenthread.read.files import list_files
from goldenthread.verify.leaks import leaks, sought
from goldenthread.verify.leaks.reading import Reading
from tests.verify.leaks.canaries import Planted, words
from tests.written import write


@dataclass(frozen=True, slots=True)
class Looked:
    """Canaries that got out, those that the command would not look for, its problems, and those in the other site."""

    out: tuple[str, ...]
    not_looked_for: tuple[str, ...]
    sought: int
    problems: tuple[str, ...]
    inside: int


def looked_through(folder: Path, made: Planted) -> Looked:
    """Publish it for both audiences, and look."""
    records = folder / "records"
    write(records, made.files)
    sites = {}
    for edition in ("public", "internal"):
        sites[edition] = folder / edition
        asked = ["build", "--records", str(records), "--site", str(sites[edition]), "--edition", edition]
        done = CliRunner().invoke(main, asked)
        assert done.exit_code == 0, done.output
    archive, _ = compile_archive(records)
    looked_for = sought(archive, edition_of(archive).archive, loader(records), list_files(records)[0])
    looking = " ".join(looked_for.phrases.sought).lower()
    canaries = words(made)
    published = _found(sites["public"], canaries)
    return Looked(
        out=tuple(f"{made.canaries[one]}: {one}" for one in canaries if one in published),
        not_looked_for=tuple(f"{made.canaries[one]}: {one}" for one in canaries if one.lower() not in looking),
        sought=len(canaries),
        problems=tuple(found.line() for found in leaks(sites["public"], looked_for).problems),
        inside=len(_found(sites["internal"], canaries)),
    )


def _found(site: Path, canaries: list[str]) -> set[str]:
    """The canaries in a site, however it says them: by a search of its own."""
    found: set[str] = set()

    def take(text: str) -> None:
        folded = text.lower()
        if "zqx" in folded or "canary" in folded:
            found.update(one for one in canaries if one.lower() in folded)

    for path in site.rglob("*"):
        take(path.relative_to(site).as_posix())
        if path.is_file():
            Reading(take, lambda _: None).through(path.read_bytes())
    return found
