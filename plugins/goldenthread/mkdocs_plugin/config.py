"""The options of the plugin, as `mkdocs.yml` gives them.

In: what YAML made of them. Out: typed options. Guaranteed: a wrong value is refused before anything is built, with the
name of the option and what to type.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from mkdocs.config import config_options as option
from mkdocs.config.base import BaseConfigOption, Config, ValidationError

from goldenthread.publish.forms import HOSTS


class Day(BaseConfigOption[date]):
    """A day such as 2026-03-31; YAML may have made a date of it already."""

    def run_validation(self, value: object) -> date:
        """The day."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            raise ValidationError(f"'{value}' is not a day; type year-month-day, such as 2026-03-31") from None


READERS = ("editors", "evaluators")
"""Those for whom a site may have a hand-written page that the home page leads to."""


class Guides(BaseConfigOption[dict[str, str]]):
    """Hand-written pages by whom they are for: `editors: handbook/index.md`."""

    def __init__(self) -> None:
        super().__init__()
        self.default = {}

    def run_validation(self, value: object) -> dict[str, str]:
        """The pages, each of them there."""
        known = " and ".join(f"'{reader}'" for reader in READERS)
        if not isinstance(value, dict) or not all(isinstance(path, str) for path in value.values()):
            raise ValidationError(f"type {known} with a page of docs_dir each, such as editors: handbook/index.md")
        if unknown := [str(reader) for reader in value if reader not in READERS]:
            raise ValidationError(f"'{unknown[0]}' is none of {known}")
        return value


_ADDRESS = r"https://[a-z0-9.-]+(:\d+)?(/[\w./-]*)?"
_HOST = {
    "backend": ("|".join(HOSTS), f"one of {', '.join(HOSTS)}"),
    "repo": (r"[\w.-]+(/[\w.-]+)+", "the repository's name on its host, such as river/records"),
    "branch": (r"[\w.-]+(/[\w.-]+)*", "the name of a branch, such as main"),
    "api": (_ADDRESS, "an address, such as https://git.example/api/v1"),
    "signing_in": (_ADDRESS, "an address, such as https://sign-in.example"),
}
"""The keys of `admin`: the letters of each value, and what it is."""


class Admin(BaseConfigOption[dict[str, str] | None]):
    """Where the repository is for which there are forms: `{backend: github, repo: river/records, branch: main}`."""

    def run_validation(self, value: object) -> dict[str, str] | None:
        """The host as it was given; `None` where there are to be no forms."""
        if value is None:
            return None
        if not isinstance(value, dict):
            raise ValidationError("type keys, such as {backend: github, repo: river/records, branch: main}")
        if unknown := [str(key) for key in value if key not in _HOST]:
            raise ValidationError(f"'{unknown[0]}' is none of its keys: {', '.join(_HOST)}")
        if missing := [key for key in ("backend", "repo") if key not in value]:
            raise ValidationError(f"'{missing[0]}' is missing; type {_HOST[missing[0]][1]}")
        for key, given in value.items():
            letters, said = _HOST[key]
            if not isinstance(given, str) or not re.fullmatch(letters, given):
                raise ValidationError(f"{key}: '{given}' is not {said}")
        return value


class GoldenThreadConfig(Config):
    """`records_dir` is relative to `mkdocs.yml`; `as_of` a day such as 2026-03-31; `strict` stops at warnings too.

    `templates_dir`, relative to `mkdocs.yml` too, holds templates of the site's own; `guides` names the hand-written
    pages for editors and evaluators that the home page leads to. `admin` switches on the forms at `/admin/` of the
    internal edition; a public one never has them.
    """

    records_dir = option.Type(str, default="records")
    edition = option.Choice(("public", "internal"), default="public")
    as_of = option.Optional(Day())
    strict = option.Type(bool, default=False)
    templates_dir = option.Optional(option.Dir(exists=True))
    guides = Guides()
    admin = Admin()
