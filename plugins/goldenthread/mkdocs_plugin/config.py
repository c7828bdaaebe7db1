"""The options of the plugin, as `mkdocs.yml` gives them.

In: what YAML made of them. Out: typed options. Guaranteed: a wrong value is refused before anything is built, with the
name of the option and what to type.
"""

from __future__ import annotations

from datetime import date, datetime

from mkdocs.config import config_options as option
from mkdocs.config.base import BaseConfigOption, Config, ValidationError


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


class GoldenThreadConfig(Config):
    """`records_dir` is relative to `mkdocs.yml`; `as_of` a day such as 2026-03-31; `strict` stops at warnings too.

    `templates_dir`, relative to `mkdocs.yml` too, holds templates of the site's own; `guides` names the hand-written
    pages for editors and evaluators that the home page leads to.
    """

    records_dir = option.Type(str, default="records")
    edition = option.Choice(("public", "internal"), default="public")
    as_of = option.Optional(Day())
    strict = option.Type(bool, default=False)
    templates_dir = option.Optional(option.Dir(exists=True))
    guides = Guides()
