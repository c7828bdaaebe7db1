"""The command `goldenthread package`, thin: a published site as a copy to be kept."""

from __future__ import annotations

from pathlib import Path

import click

from goldenthread import __version__
from goldenthread.cli.report import say, say_problems, say_summary
from goldenthread.language import N_
from goldenthread.problem import has_errors, in_order
from goldenthread.release import MANIFEST, Refused, intact, listed_in
from goldenthread.release import package as packaged
from goldenthread.verify import verify
from goldenthread.verify.pages import read_page
from goldenthread.verify.vanished import published


@click.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--to",
    required=True,
    metavar="DIR|FILE",
    type=click.Path(path_type=Path),
    help="Where the copy is to lie: a folder that is not there yet, or a file whose name ends in .zip.",
)
@click.option("--base", default="/", show_default=True, help="The path under which the site is served.")
def package(site: Path, to: Path, base: str) -> None:
    """Write a copy of a published SITE that is to be kept: a bag in the format BagIt (RFC 8493).

    The site lies in its folder data, byte for byte as it was published, beside lists of digests by which any archive
    can check it without Golden Thread. It is verified first: where a link or a file is broken, there is no copy.

    \b
    For example:
      goldenthread package site --to riverside-2026
      goldenthread package site --to 2026.zip
    """
    if listed_in(site) is None:
        missing = N_("{site} has no {manifest}: publish it with goldenthread build first. No copy was written.")
        say(missing, site=site, manifest=MANIFEST)
        raise SystemExit(1)
    problems = in_order((*verify(site, base).problems, *intact(site)))
    if has_errors(problems):
        say_problems(problems, str(site))
        say_summary(problems)
        say(N_("No copy was written."))
        raise SystemExit(1)
    ids = published(site)
    described = {"External-Description": f"A site of meeting records, {ids.audience} edition"} if ids else {}
    try:
        count = packaged(site, to, {"Bag-Software-Agent": f"goldenthread {__version__}", **described})
    except Refused as refused:
        raise click.BadParameter(str(refused), param_hint="--to") from None
    say(N_("Written to {to}: {files} files of {site}, all as they were published."), to=to, files=count, site=site)
    if _needs_a_server(site):
        say(
            N_(
                "It needs a web server to be read, for its links lead to folders. One that opens from a disk is built "
                "with use_directory_urls: false in mkdocs.yml."
            )
        )


def _needs_a_server(site: Path) -> bool:
    """Whether the links of the home page lead to folders: opened from a disk, those are lists of files."""
    home = site / "index.html"
    targets = [one.url for one in read_page(home.read_bytes()).references] if home.is_file() else []
    return any(target.endswith("/") and not target.startswith("http") for target in targets)
