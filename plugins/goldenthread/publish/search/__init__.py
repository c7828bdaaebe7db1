"""Search: one record for each thing that an edition shows, for whatever looks things up.

In: a `Book`. Out: `Record`s. Guaranteed: they hold what the edition shows and nothing else, each at an address of the
site, in a fixed order.
"""

from goldenthread.publish.search.record import Page, Passage, Record, Related
from goldenthread.publish.search.records import records_of, records_of_pages

__all__ = ["Page", "Passage", "Record", "Related", "records_of", "records_of_pages"]
