"""Mending: safe repairs of records, in the words and the order in which an editor typed them.

In: a folder of records. Out: the files that would change, as they are and as they would be; then, if asked, the change.
Guaranteed: what is not mended stays as it is, byte for byte; nothing is written that has not been compiled first.
"""

from goldenthread.mend.changes import Change, Mending, diff, not_among, write
from goldenthread.mend.ids import lacking
from goldenthread.mend.safe import mendable, prepare_mends
from goldenthread.mend.upgrade import prepare

__all__ = ["Change", "Mending", "diff", "lacking", "mendable", "not_among", "prepare", "prepare_mends", "write"]
