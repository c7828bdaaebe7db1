"""A repository of somebody's own: records, the site's configuration, workflows, and settings for editors.

In: what somebody says of an archive that is to be. Out: the text of its files by path. Guaranteed: built as they are,
they make a site without a problem; what nobody has marked as public stays internal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import resources

from goldenthread import __version__
from goldenthread.model.archive import Archive
from goldenthread.model.fields import Audience
from goldenthread.model.records import Records
from goldenthread.model.register import Series
from goldenthread.model.settings import FORMAT, DefaultAudience, Settings
from goldenthread.scaffold.editor import modeline, schema_files, settings
from goldenthread.scaffold.naming import proposed
from goldenthread.write import write_records
from goldenthread.write.nodes import mapping, text_of, words

HOSTS: Mapping[str, Mapping[str, str]] = {
    "github": {"github-site.yml": ".github/workflows/site.yml"},
    "gitlab": {"gitlab-ci.yml": ".gitlab-ci.yml"},
    "none": {},
}
"""The git hosts for which there are workflows: each file of the package, and where it goes."""
_WITHIN = frozenset({"contact", "process_notes"})
"""What stays internal where everything else is public."""
_UNSAID = frozenset({"at", "photo_consent", "withdrawn"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Beginning:
    """What is said of a new archive: its title, who may read what nobody says otherwise of, language, host, series."""

    title: str
    audience: Audience = "internal"
    language: str = "en"
    host: str = "none"
    series: str = ""
    requirement: str = f"mkdocs-goldenthread=={__version__}"


def files_of_archive(said: Beginning) -> dict[str, str]:
    """The files of a new archive, by path from its folder."""
    settings_ = Settings(
        format=FORMAT, title=said.title, languages=(said.language,), default_audience=_audience(said.audience)
    )
    series = (Series(id=proposed(said.series, (), "meetings"), name=said.series),) if said.series else ()
    written = write_records(Records(settings=settings_, series=series))
    below = {f"records/{path}": text for path, text in written.items()}
    workflows = {path: _workflow(file) for file, path in HOSTS[said.host].items()}
    within = "" if said.audience == "public" else " --edition internal"
    return {
        **{path: modeline(path) + text for path, text in below.items()},
        "mkdocs.yml": f"{text_of(mapping([('site_name', words(said.title))]))}{_package('mkdocs.yml')}",
        "docs/about.md": f"# About\n\nThese are the records of: {said.title}.\n",
        "requirements.txt": f"{said.requirement}\n",
        "README.md": _package("readme.md").replace("TITLE", said.title).replace("WITHIN", within),
        ".gitignore": _package("gitignore"),
        ".gitattributes": _package("gitattributes"),
        ".editorconfig": _package("editorconfig"),
        **workflows,
        **settings("records"),
        **schema_files(Archive(settings=settings_, series=series)),
    }


def _audience(audience: Audience) -> DefaultAudience:
    """Every key named, so that nothing is internal by silence."""
    named = [one.name for one in fields(DefaultAudience) if one.name not in _UNSAID]
    said: dict[str, Audience] = {name: "internal" if name in _WITHIN else audience for name in named}
    return DefaultAudience(**said)  # type: ignore[arg-type]


def _package(name: str) -> str:
    return (resources.files("goldenthread.scaffold") / "files" / name).read_text("utf-8")


def _workflow(name: str) -> str:
    return (resources.files("goldenthread.scaffold") / "workflows" / name).read_text("utf-8")
