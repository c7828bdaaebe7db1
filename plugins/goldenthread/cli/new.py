"""The group `goldenthread new`, and the options of all that creates: light, for every command loads this.

In: nothing. Out: the group, whose commands are loaded when one of them is asked for, and the decorators they share.
Guaranteed: who only checks or builds waits for nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from goldenthread.cli.command import RECORDS, changing


class _Kinds(click.Group):
    """A group that loads its commands when it is asked for one."""

    def load(self) -> dict[str, click.Command]:
        """Every command by its name."""
        if not self.commands:
            from goldenthread.cli.entries import commands  # noqa: PLC0415
            from goldenthread.cli.new_archive import archive  # noqa: PLC0415
            from goldenthread.cli.new_chart import flip_chart  # noqa: PLC0415
            from goldenthread.cli.new_meeting import meeting  # noqa: PLC0415

            for one in (archive, meeting, flip_chart, *commands()):
                self.add_command(one)
        return dict(self.commands)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, sorted."""
        self.load()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One of them."""
        self.load()
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Kinds)
def new() -> None:
    """Begin an archive, or a record in it: a few questions, and it is written where it belongs.

    On a terminal you are asked for what no option says; press Enter to take what is proposed or to leave something out.
    Nothing that is there is replaced: where an entry goes into a file that is there, the change is shown first.

    \b
    For example:
      goldenthread new person --name "Ana Reyes" --yes
      goldenthread new action --what "Hold the last bus" --due 2027-07 --yes
    """


def creating(command: Callable[..., bool]) -> Callable[..., None]:
    """The options of a command that creates something, which is given its desk and says whether it did."""

    @RECORDS
    @click.option("--no-questions", is_flag=True, help="Ask nothing: what no option says is left out.")
    @changing
    @wraps(command)
    def opened(*, records: Path, no_questions: bool, yes: bool, dry_run: bool, **options: Any) -> None:
        from goldenthread.cli.creating import desk  # noqa: PLC0415 - no other command needs what creates

        at = desk(records, quiet=no_questions, yes=yes, dry_run=dry_run)
        raise SystemExit(0 if command(at, **options) else 1)

    return opened


MEETING = click.option(
    "--meeting",
    "meeting_id",
    metavar="ID",
    help="The id of the meeting it belongs to.  [default: the one that was held last]",
)
