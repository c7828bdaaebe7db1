"""The options of the plugin, as `mkdocs.yml` gives them."""

from __future__ import annotations

from mkdocs.config import config_options as option
from mkdocs.config.base import Config


class GoldenThreadConfig(Config):
    """`records_dir` is relative to `mkdocs.yml`; `as_of` a date such as 2026-03-31; `strict` stops at warnings too."""

    records_dir = option.Type(str, default="records")
    edition = option.Choice(("public", "internal"), default="public")
    as_of = option.Optional(option.Type(str))
    strict = option.Type(bool, default=False)
    templates_dir = option.Optional(option.Type(str))
