"""Linking: records become an archive in which every reference is resolved and known from both ends.

In: `Records`. Out: `Archive`, and a problem for each reference that leads nowhere or to several things, and for each
id given twice. Guaranteed: a link's ends exist; nothing is guessed; the order of files does not matter.
"""

from goldenthread.link.archive import link
from goldenthread.link.called import proposed_by_name

__all__ = ["link", "proposed_by_name"]
