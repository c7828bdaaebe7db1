"""Writing: records become the files of a records folder, as an editor would have typed them.

In: `Records`. Out: the text of each file by its path. Guaranteed: read again, they are the same records; what is as it
would be anyhow is left out; everything is typed as plainly as YAML lets it be.
"""

from goldenthread.write.records import write_records

__all__ = ["write_records"]
