"""Previews: pages that a server on this computer alone shows to an editor, and what may be written from them.

In: a folder of records. Out: an address on the loopback interface. Guaranteed: nobody beyond this computer reaches it,
and no other site in the same browser reads or writes through it.
"""

from goldenthread.preview.desk import Desk, Unreadable, chart_paths, meant
from goldenthread.preview.server import BoxesServer

__all__ = ["BoxesServer", "Desk", "Unreadable", "chart_paths", "meant"]
