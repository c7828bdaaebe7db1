"""Drawing boxes from the command line: the chart that is meant, its page served, and what stands in the way."""

from __future__ import annotations

import errno
import webbrowser
from collections.abc import Mapping
from pathlib import Path

import click

from goldenthread.cli.report import say, say_problems, told
from goldenthread.compile import compile_archive
from goldenthread.language import N_
from goldenthread.preview import BoxesServer, Desk, Unreadable, chart_paths, meant
from goldenthread.problem import did_you_mean


def draw_boxes(records: Path, typed: str, port: int, *, browser: bool) -> bool:
    """Serve the page of a chart until Ctrl-C; whether the chart could be opened."""
    archive, problems = compile_archive(records)
    charts = chart_paths(records, archive)
    if not charts:
        say_problems(problems, str(records))
        say(N_("There are no flip charts in {records}."), records=records)
        return False
    key = _the_one(charts, records, typed)
    try:
        desk = Desk(records, charts[key])
    except Unreadable as fault:
        say_problems(fault.problems, str(records))
        cannot = N_(
            "{file} cannot be drawn on: a chart needs a photo that can be shown, named under photos: in its head."
        )
        say(cannot, file=records / charts[key])
        return False
    with _server(desk, port) as server:
        try:
            where = N_("Draw the boxes of {chart} at {address} and save them there. Ctrl-C ends it.")
            say(where, chart=key, address=server.address)
            if browser:
                webbrowser.open(server.address)
            server.serve_forever()
        except KeyboardInterrupt:
            desk.wait()
    say(N_("Ended. What was saved is in {file}."), file=desk.file)
    return True


def _the_one(charts: Mapping[str, str], records: Path, typed: str) -> str:
    """The one chart that is meant; raises `BadParameter` for none or several."""
    found = meant(charts, records, typed)
    if len(found) == 1:
        return found[0]
    if found:
        several = told(N_("several charts are called '{typed}': {keys}"), typed=typed, keys=", ".join(found))
        raise click.BadParameter(several, param_hint="CHART")
    near = _near(charts, typed)
    mend = told(N_("did you mean '{near}'?"), near=near) if near else ", ".join(charts)
    raise click.BadParameter(
        told(N_("there is no chart '{typed}': {mend}"), typed=typed, mend=mend), param_hint="CHART"
    )


def _near(charts: Mapping[str, str], typed: str) -> str:
    """The chart most like what was typed, by its whole name or by its own."""
    own = {key.rpartition("/")[2]: key for key in charts}
    near = did_you_mean(typed, [*charts, *own])
    return own.get(near, near)


def _server(desk: Desk, port: int) -> BoxesServer:
    try:
        return BoxesServer(desk, port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        taken = told(
            N_("something else is served at port {port}; leave --port out, and a free one is taken"), port=port
        )
        raise click.BadParameter(taken, param_hint="--port") from None
