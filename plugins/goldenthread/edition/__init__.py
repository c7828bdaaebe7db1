"""The gate: from an archive, what one audience may see.

In: a linked archive. Out: `Shown`. Guaranteed: every value in it - entry, line, span, field of prose, reference,
mention, file, update, link - may be seen by that audience; what refers to something withheld does not name it.
"""

from goldenthread.edition.cut import contradictory, cut

__all__ = ["contradictory", "cut"]
