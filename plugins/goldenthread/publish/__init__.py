"""Publishing: an edition becomes pages and pictures.

In: an `Edition` (only that), and how the site is laid out. Out: `Page`s that render themselves one at a time, and
`Asset`s. Guaranteed: markup comes from autoescaping templates; every link is relative and leads to a page there is.
"""

from goldenthread.publish.pages import Page
from goldenthread.publish.side_by_side import Background, SideBySide
from goldenthread.publish.site import Asset, Layout, Rendered, Site, publish

__all__ = ["Asset", "Background", "Layout", "Page", "Rendered", "SideBySide", "Site", "publish"]
