"""Mending: safe repairs of records, in the words and the order in which an editor typed them.

In: a folder of records. Out: the files that would change, as they are and as they would be; then, if asked, the change.
Guaranteed: what is not mended stays as it is, byte for byte; nothing is written that has not been compiled first.
"""

from goldenthread.mend.upgrade import Change, Upgrade, diff, prepare, write

__all__ = ["Change", "Upgrade", "diff", "prepare", "write"]
