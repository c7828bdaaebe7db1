"""Pages with faults put into them, for tests of what finds faults."""

from __future__ import annotations


def page(body: str, head: str = "") -> str:
    """A whole page without a fault but those in what it is given."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">{head}<title>A page</title>'
        f'<link rel="icon" href="data:,"></head><body><main><h1>A page</h1>{body}</main></body></html>\n'
    )
