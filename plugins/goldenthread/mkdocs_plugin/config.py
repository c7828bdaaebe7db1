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


class GoldenThreadConfig(Config):
    """`records_dir` is relative to `mkdocs.yml`; `as_of` a day such as 2026-03-31; `strict` stops at warnings too.

    `templates_dir`, relative to `mkdocs.yml` too, holds templates of the site's own.
    """

    records_dir = option.Type(str, default="records")
    edition = option.Choice(("public", "internal"), default="public")
    as_of = option.Optional(Day())
    strict = option.Type(bool, default=False)
    templates_dir = option.Optional(option.Dir(exists=True))
