"""Golden Thread: the records of meetings, compiled into a site in which every thing leads to every other."""

__version__ = "0.1.0"
