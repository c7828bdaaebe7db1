"""What is promised of safety, shown at full size: each module is one part, which `scripts/assure` runs.

A part says in `TITLE` what it shows, and in `FULL` and `SMALL` how many of each thing it tries. `run(sizes, seed)`
yields a `Figure` for each count, as soon as it is known.
"""

from assuring.figures import Figure

__all__ = ["Figure"]
