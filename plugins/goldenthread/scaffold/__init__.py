"""Scaffolding: drafts of new records, with all that is known filled in.

In: an archive. Out: the text of a record, and the path where it belongs. Guaranteed: put there as it is, it passes
`check`.
"""

from goldenthread.scaffold.agenda import Draft, agenda

__all__ = ["Draft", "agenda"]
