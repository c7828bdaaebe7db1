"""The command `goldenthread photos`, thin: what is typed becomes photos of a meeting."""

from __future__ import annotations

from typing import Any

import click

from goldenthread.cli.new import creating

_EACH = "Once for each file, in their order."


@click.command()
@click.argument("meeting_id", metavar="MEETING")
@click.argument("files", nargs=-1, required=True, metavar="FILES…")
@click.option(
    "--caption", "captions", multiple=True, metavar="WORDS", help=f"What stands under a photo, - for nothing. {_EACH}"
)
@click.option(
    "--alt",
    "alts",
    multiple=True,
    metavar="WORDS",
    help=f"What a photo shows, in a sentence; - if it tells a reader nothing. {_EACH}",
)
@click.option("--session", metavar="ID", help="The session of them all.  [default: by the time they were taken]")
@click.option("--taken-by", metavar="WORDS", help="Who took them.")
@creating
def photos(
    at: Any,
    meeting_id: str,
    files: tuple[str, ...],
    captions: tuple[str, ...],
    alts: tuple[str, ...],
    session: str | None,
    taken_by: str | None,
) -> bool:
    """Add photos to MEETING: copied beside its record, and listed with what they show.

    Each goes to the session during which it was taken, as its camera says and the programme has times. On a terminal
    you are asked for a caption and for a sentence that says what it shows. What the camera wrote into the file is never
    published.

    \b
    For example:
      goldenthread photos 2026-01-20-late-returns IMG_2041.JPG --alt "A sheet on a door" --yes
    """
    from goldenthread.cli.photographing import add_photos  # noqa: PLC0415 - only this command needs it

    return add_photos(at, meeting_id, files, captions, alts, session, taken_by)
