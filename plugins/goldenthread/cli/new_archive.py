"""The command `goldenthread new archive`: a repository of somebody's own, whose first build works."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from goldenthread.cli.asking import Asker
from goldenthread.cli.report import say, to_serve, told
from goldenthread.language import N_
from goldenthread.model.settings import Settings
from goldenthread.scaffold.answers import wrong
from goldenthread.scaffold.beginning import HOSTS, Beginning, files_of_archive

AUDIENCES = ("internal", "public")


@click.command(short_help="Begin an archive of your own.")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--title", metavar="WORDS", help="What the archive is called.")
@click.option(
    "--audience", type=click.Choice(AUDIENCES), help="Who may read what says nothing of it.  [default: internal]"
)
@click.option("--language", metavar="CODE", help="The language of the site.  [default: en]")
@click.option("--host", type=click.Choice(list(HOSTS)), help="The git host that is to build it.  [default: none]")
@click.option("--series", metavar="WORDS", help="A series of meetings to begin with.")
@click.option("--install", metavar="WORDS", help="What pip is to install.  [default: this version of Golden Thread]")
@click.option("--no-questions", is_flag=True, help="Ask nothing: what no option says is as the defaults have it.")
def archive(
    folder: Path,
    title: str | None,
    audience: Any,
    language: str | None,
    host: str | None,
    series: str | None,
    install: str | None,
    no_questions: bool,
) -> None:
    """Begin an archive of your own in DIR: records, mkdocs.yml, workflows, settings for editors.

    What is there is left as it is. The site can be built at once.

    \b
    For example:
      goldenthread new archive riverside --title "Riverside meetings" --audience public --host github
    """
    if (folder / "records" / "archive.yml").exists():
        say(N_("There is an archive in {folder} already. Nothing was written."), folder=folder / "records")
        raise SystemExit(1)
    ask = Asker(no_questions)
    title = ask.one(
        N_("What is the archive called?"),
        "--title",
        title,
        wrong=lambda answer: wrong(Settings, "title", (answer,)),
        needed=True,
    )
    audience = ask.one(
        N_("Who may read what says nothing of it: internal, or public?"),
        "--audience",
        audience,
        wrong=lambda answer: _one_of(answer, AUDIENCES),
        proposal="internal",
    )
    language = ask.one(
        N_("In which language is it? (en, cy, pt-BR …)"),
        "--language",
        language,
        wrong=lambda answer: wrong(Settings, "languages", (answer,)),
        proposal="en",
    )
    host = ask.one(
        told(N_("Which git host is to build the site? ({known})"), known=", ".join(HOSTS)),
        "--host",
        host,
        wrong=lambda answer: _one_of(answer, tuple(HOSTS)),
        proposal="none",
    )
    series = ask.one(N_("What is your series of meetings called, if there is one?"), "--series", series)
    said = {"audience": audience, "language": language, "host": host, "requirement": install}
    files = files_of_archive(
        Beginning(title=title, series=series, **{key: value for key, value in said.items() if value})
    )
    left = [path for path in files if (folder / path).exists()]
    for path, text in files.items():
        if path not in left:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
    for path in left:
        say(N_("{path} is there already, and was left as it is."), path=folder / path)
    count = len(files) - len(left)
    if folder == Path():
        say(N_("An archive has begun in this folder: {count} files."), count=count)
    else:
        say(N_("An archive has begun in {folder}: {count} files."), folder=folder, count=count)
        say(N_("Go there: {command}"), command=f"cd {folder}")
    say(N_("Record a meeting: {command}"), command="goldenthread new meeting")
    within = "" if audience == "public" else "internal"
    say(N_("Look at the site: {command}"), command=to_serve(config=Path("mkdocs.yml"), edition=within))
    if not install and host != "none":
        installs = N_("Your git host installs {what}. If you have it from elsewhere, write that into requirements.txt.")
        say(installs, what=files["requirements.txt"].strip())


def _one_of(answer: str, known: tuple[str, ...]) -> str:
    return "" if answer in known else told(N_("type one of: {known}"), known=", ".join(known))
