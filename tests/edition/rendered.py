"""All that a site says, page by page and file by file, to be compared with what another says."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from click.testing import CliRunner

from goldenthread.cli import main
from goldenthread.compile import compile_archive, edition_of, loader
from goldenthread.model.fields import Audience
from goldenthread.model.records import Records
from goldenthread.problem import has_errors
from goldenthread.publish import Site, publish
from goldenthread.write import write_records
from tests.edition.planting import Pair
from tests.properties.test_records import put

_GZIP = b"\x1f\x8b"
WRITTEN = (".xml", ".ics", ".csv", ".txt", ".json", ".sqlite", ".yml")
"""How the files end that hold what records say."""


class Faulty(Exception):
    """Records with errors, of which no site can be made; nobody would publish them."""


def rendered(site: Site) -> dict[str, str]:
    """Each page with all that its head says, each file made of records, the menu, and what the search is given."""
    pages = {
        page.address: f"{page.title}\n{page.description}\n{site.structured(page)}\n{site.render(page).html}"
        for page in site.pages
    }
    files = {one.address: repr(one.make()) for one in site.assets if one.address.endswith(WRITTEN)}
    return {
        **pages,
        **files,
        "menu": repr(site.menu),
        "as of": site.as_of,
        "assets": repr([asset.address for asset in site.assets]),
        "search": "\n".join(map(repr, site.search.records)),
    }


def differing(two: Pair, audience: Audience = "public") -> tuple[list[str], int]:
    """Where the sites of two records differ, and how many pages and files they have in common."""
    with tempfile.TemporaryDirectory() as folder:
        one, other = _site(Path(folder, "a"), two.planted, audience), _site(Path(folder, "b"), two.open, audience)
    wrong = sorted(one.keys() ^ other.keys())
    both = [name for name in other if name in one]
    wrong += [f"{name}: {_first(one[name], other[name])}" for name in both if one[name] != other[name]]
    return wrong, len(both)


def _site(root: Path, records: Records, audience: Audience) -> dict[str, str]:
    put(root, write_records(records))
    archive, problems = compile_archive(root)
    try:
        return rendered(publish(edition_of(archive, audience), loader(root)))
    except Exception as error:
        raise Faulty(problems) if has_errors(problems) else error from None


def buildable(two: Pair) -> bool:
    """Whether both records are without errors."""
    with tempfile.TemporaryDirectory() as folder:
        for name, records in (("a", two.planted), ("b", two.open)):
            put(Path(folder, name), write_records(records))
        return not any(has_errors(compile_archive(Path(folder, name))[1]) for name in ("a", "b"))


def differently_built(two: Pair) -> tuple[str, int]:
    """The first file in which sites built whole of two records differ, and how many files they have."""
    with tempfile.TemporaryDirectory() as folder:
        built = []
        for name, records in (("a", two.planted), ("b", two.open)):
            put(Path(folder, name), write_records(records))
            site = Path(folder, f"{name}-site")
            done = CliRunner().invoke(main, ["build", "--records", str(Path(folder, name)), "--site", str(site)])
            if done.exit_code:
                return f"{name} was not built: {done.output[-300:]}", 0
            built.append(files_of(site))
    one, other = built
    wrong = sorted(name for name in {*one, *other} if one.get(name) != other.get(name))
    return ", ".join(wrong[:5]), len(other)


def files_of(site: Path) -> dict[str, bytes]:
    """Each file of a site with its bytes; of the search, what each file holds, whatever its name."""
    found = {}
    for path in sorted(site.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            found[str(path.relative_to(site))] = gzip.decompress(data) if data[:2] == _GZIP else data
    return found


def _first(one: str, other: str) -> str:
    """The words around the first difference."""
    at = next((at for at, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))
    return f"{one[max(0, at - 40) : at + 40]!r} for {other[max(0, at - 40) : at + 40]!r}"
