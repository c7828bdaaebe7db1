"""All that a site says, page by page and file by file, to be compared with what another says."""

from __future__ import annotations

from goldenthread.publish import Site

WRITTEN = (".xml", ".ics", ".csv", ".txt", ".json", ".sqlite", ".yml")
"""How the files end that hold what records say."""


def rendered(site: Site) -> dict[str, str]:
    """Each page with all that its head says, each file made of records, the menu, and what the search is given."""
    pages = {
        page.address: f"{page.title}\n{page.description}\n{site.structured(page)}\n{site.render(page).html}"
        for page in site.pages
    }
    files = {one.address: repr(one.make()) for one in site.assets if one.address.endswith(WRITTEN)}
    return {
        **pages,
        **files,
        "menu": repr(site.menu),
        "as of": site.as_of,
        "assets": repr([asset.address for asset in site.assets]),
        "search": "\n".join(map(repr, site.search.records)),
    }
