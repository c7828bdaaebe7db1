"""What an office file holds besides what its readers see: what must be gone before the file itself is published.

In: a `Container`. Out: the sorts of it, each once. Guaranteed: a part that is not known to hold only what is seen
counts as hidden; in a known one, all places are looked at where programs put words that no reader sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree

from goldenthread.documents.container import Container
from goldenthread.documents.pictures import says_more_than_it_shows

_SEEN = re.compile(
    r"""
    \[content_types\]\.xml | (.*/)?_rels/[^/]*\.rels | docprops/(app|core|custom)\.xml
    | (ppt|word|xl)/(theme/theme\d*\.xml | media/[^/]+ | fonts/[^/]+ | (charts|diagrams|drawings)/[^/]+\.xml)
    | ppt/(presentation|presprops|viewprops|tablestyles)\.xml | ppt/(slides|slidelayouts|slidemasters)/[^/]+\.xml
    | word/(document|styles|styleswitheffects|settings|websettings|fonttable|numbering|footnotes|endnotes)\.xml
    | word/(header|footer)\d*\.xml
    | xl/(workbook|styles|sharedstrings|calcchain|metadata)\.xml | xl/(worksheets|chartsheets|tables)/[^/]+\.xml
    """,
    re.VERBOSE,
)
"""The parts that hold what is seen, how it looks, and how the parts belong together; all names in small letters."""
_KNOWN = (
    (r"ppt/(notesslides|notesmasters|handoutmasters)/.*", "notes"),
    (
        r"(ppt|word|xl)/(threaded)?comments.*|xl/drawings/.*\.vml|ppt/(comment)?authors\.xml|word/people\.xml|xl/persons/.*",
        "comments",
    ),
    (r"(ppt|word|xl)/(embeddings|activex)/.*", "embedded files"),
    (r"customxml/.*|ppt/(tags|customdata)/.*", "custom data"),
    (r"docprops/thumbnail\..*|thumbnails/.*", "a thumbnail"),
    (r"xl/(externallinks|querytables|pivotcache|pivottables)/.*|xl/connections\.xml", "data from elsewhere"),
    (r"(ppt|xl)/printersettings/.*", "printer settings"),
    (r"ppt/(changesinfos/.*|revisioninfo\.xml)|xl/revisions/.*", "earlier versions"),
)
"""What the other parts hold, as far as it is known."""
_UNKNOWN = "parts of unknown use"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def hidden_in(container: Container, seen: str) -> set[str]:
    """The sorts of hidden content; `seen` are the words that readers see."""
    found = set[str]()
    for name in container.names:
        lower = name.lower()
        if not _SEEN.fullmatch(lower):
            found.add(next((sort for pattern, sort in _KNOWN if re.fullmatch(pattern, lower)), _UNKNOWN))
        elif "/media/" in lower:
            found |= {"what is stored in pictures"} if says_more_than_it_shows(container.part(name)) else set()
        elif not lower.endswith((".xml", ".rels")):
            found.add(_UNKNOWN)
        elif lower.startswith("docprops/"):
            found |= {"properties"} if _tells(etree.fromstring(container.part(name), _PARSER), seen) else set()
        else:
            found.update(_marked(etree.fromstring(container.part(name), _PARSER)))
    return found


_SAYING = frozenset(
    [
        "creator",
        "lastModifiedBy",
        "title",
        "subject",
        "description",
        "keywords",
        "category",
        "contentStatus",
        "identifier",
        "Company",
        "Manager",
        "HyperlinkBase",
        "Template",
    ]
)
_COUNTED = frozenset(
    (
        *("PresentationFormat", "AppVersion", "DocSecurity", "HyperlinksChanged", "LinksUpToDate", "ScaleCrop"),
        *("ShareDoc", "Slides", "Notes", "HiddenSlides", "MMClips", "Characters", "Lines"),
    )
)
"""What LibreOffice keeps of the counts that other programs made."""
_USUAL_TEMPLATES = ("", "Normal", "Normal.dotm", "Normal.dotx")


def _tells(properties: Any, seen: str) -> bool:
    """Whether properties tell of people or of the work what the pages do not."""
    for one in properties.iter(etree.Element):
        name, words = etree.QName(one).localname, (one.text or "").strip()
        usual = (name == "Template" and words in _USUAL_TEMPLATES) or (
            name == "title" and words.casefold() in seen.casefold()
        )
        own = name == "property" and one.get("name") not in _COUNTED
        if own or (name in _SAYING and words and not usual):
            return True
    return False


_PATH = re.compile(
    r"\\|\b[a-z]:/|\bfile:|/(?:home|users|volumes)/"
    r"|\.(?:jpe?g|png|gif|tiff?|bmp|heic|emf|wmf|docx?|pptx?|xlsx?|pdf)\b",
    re.IGNORECASE,
)
_OFF = ("0", "false", "off")
_TRACKED = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "delText", "delInstrText")
_Test = Callable[[Mapping[str, str], str], bool]
"""Whether an element hides something, by its attributes and its own words."""


def _always(_: Mapping[str, str], __: str) -> bool:
    return True


def _hidden(given: Mapping[str, str], _: str) -> bool:
    return given.get("hidden", "0") not in _OFF


def _without_width(given: Mapping[str, str], _: str) -> bool:
    return given.get("width", given.get("ht", "")).strip("0.") == "" and bool(given.keys() & {"width", "ht"})


def _linked(given: Mapping[str, str], _: str) -> bool:
    """Whether a part of the file is another file elsewhere, or a link shows where somebody keeps files."""
    if given.get("TargetMode") != "External":
        return False
    return not given.get("Type", "").endswith("/hyperlink") or bool(_PATH.search(given.get("Target", "").lower()[:9]))


def _named_after_file(given: Mapping[str, str], _: str) -> bool:
    return any(_PATH.search(given.get(name, "")) for name in ("descr", "title", "name"))


_MARKS: tuple[tuple[tuple[str, ...], _Test, str], ...] = (
    (("sld",), lambda given, _: given.get("show") in _OFF, "hidden slides"),
    (("cNvPr", "docPr"), _hidden, "hidden shapes"),
    (("cNvPr", "docPr"), _named_after_file, "names of files in the words for pictures"),
    (("srcRect",), lambda given, _: any(side.strip("0%") for side in given.values()), "cropped parts of pictures"),
    (("Relationship",), _linked, "links to files"),
    (("instrText",), lambda _, words: bool(_PATH.search(words)), "links to files"),
    (("vanish",), lambda given, _: given.get("val", "1") not in _OFF, "hidden text"),
    (("docVars", "mailMerge", "custDataLst"), _always, "custom data"),
    (("commentReference", "commentRangeStart"), _always, "comments"),
    (("sheet",), lambda given, _: given.get("state", "visible") != "visible", "hidden sheets"),
    (("row", "col"), _hidden, "hidden rows or columns"),
    (("row", "col"), _without_width, "hidden rows or columns"),
    (("sheetFormatPr",), lambda given, _: given.get("zeroHeight", "0") not in _OFF, "hidden rows or columns"),
    (("definedName",), lambda given, _: not given.get("name", "").startswith("_xlnm."), "names of cells"),
    (("numFmt",), lambda given, _: ";;;" in given.get("formatCode", ""), "cells that show nothing"),
    (("dataValidation",), lambda given, _: bool(given.keys() & {"prompt", "error"}), "words shown only while typing"),
    (_TRACKED, _always, "tracked changes"),
)
"""Elements by their local names, of all three formats, that hide something or tell that something is hidden."""
_BY_TAG = {
    tag: tuple((test, sort) for tags, test, sort in _MARKS if tag in tags) for tags, _, _ in _MARKS for tag in tags
}


def _marked(tree: Any) -> Iterator[str]:
    """What the elements of a part hide."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            yield "remarks in its markup"
            continue
        tag = etree.QName(element).localname
        if tag.endswith("PrChange"):
            yield "tracked changes"
        if tag in _BY_TAG:
            given = {etree.QName(name).localname: value for name, value in element.attrib.items()}
            yield from (sort for test, sort in _BY_TAG[tag] if test(given, element.text or ""))
