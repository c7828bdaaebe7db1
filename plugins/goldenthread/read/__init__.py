"""Reading: the files of a records folder become typed records with positions.

In: a folder. Out: `Records`, and a problem for each thing that could not be read. Guaranteed: no input raises; what
is well formed is read whatever stands beside it; nothing outside the folder is opened.
"""

from goldenthread.read.files import read_bytes, stamp
from goldenthread.read.records import read_records

__all__ = ["read_bytes", "read_records", "stamp"]
