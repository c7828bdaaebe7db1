"""Slides (.pptx): what those in the room saw of them.

In: the bytes of a presentation that `container` has looked through. Out: its slides as parts. Guaranteed: nothing of
notes, comments, hidden slides and shapes, what lies beside the slide, or what a layout asks for and nobody typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from goldenthread.documents.container import Container
from goldenthread.documents.words import paragraph, table, tidy
from goldenthread.model.document import DocumentPart, Passage

_FURNITURE = frozenset({PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.SLIDE_NUMBER})
_TITLES = frozenset({PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE})
_SAME_ROW = 1 / 30
"""Shapes whose upper edges differ by less than this part of the slide's height stand beside one another."""
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_FALSE = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the shapes of a group lie: the size of the slide, and how places in the group become places on it."""

    width: int
    height: int
    left: float = 0
    top: float = 0
    across: float = 1
    down: float = 1

    def shows(self, shape: Any) -> bool:
        """Whether some of a shape lies on the slide; of one without a place that is so."""
        left, top, width, height = (getattr(shape, name) for name in ("left", "top", "width", "height"))
        if left is None or top is None:
            return True
        left, top = self.left + left * self.across, self.top + top * self.down
        right, bottom = left + (width or 0) * self.across, top + (height or 0) * self.down
        return bool(left < self.width and top < self.height and right >= 0 and bottom >= 0)

    def inside(self, group: Any) -> _Frame:
        """The frame of the shapes in a group."""
        own = group._element.grpSpPr.find(qn("a:xfrm"))
        inner = (own.find(qn("a:chOff")), own.find(qn("a:chExt"))) if own is not None else (None, None)
        if inner[0] is None or inner[1] is None:
            return self
        x, y = (int(inner[0].get(name)) for name in "xy")
        wide, high = (int(inner[1].get(name)) or 1 for name in ("cx", "cy"))
        across, down = self.across * group.width / wide, self.down * group.height / high
        left, top = self.left + group.left * self.across, self.top + group.top * self.down
        return _Frame(self.width, self.height, left - x * across, top - y * down, across, down)


def read_slides(data: bytes) -> Iterator[DocumentPart]:
    """The slides that are shown, in order and counted so."""
    show = Presentation(BytesIO(data))
    frame = _Frame(show.slide_width or 0, show.slide_height or 0)
    shown = (slide for slide in show.slides if slide._element.get("show") not in _FALSE)
    for number, slide in enumerate(shown, 1):
        _resolve_choices(slide._element)
        shapes = tuple(_seen(slide.shapes, frame))
        title = next((shape for shape in shapes if _is_title(shape)), None)
        passages = (
            passage
            for shape in _in_reading_order(shapes, frame.height * _SAME_ROW)
            if shape is not title
            for passage in _passages(shape, frame)
        )
        named = " ".join(tidy(title.text_frame.text).split()) if title is not None else ""
        yield DocumentPart("slide", number, named, passages=tuple(passages))


def beside(show: Container, _: str) -> Iterator[str]:
    """Tells where something lies beside a slide, where only whoever edits it sees it."""
    made = Presentation(BytesIO(show.data))
    frame = _Frame(made.slide_width or 0, made.slide_height or 0)
    if any(_beside(slide.shapes, frame) for slide in made.slides):
        yield "shapes beside the slides"


def _beside(shapes: Iterable[Any], frame: _Frame) -> bool:
    return any(
        not frame.shows(shape) or (hasattr(shape, "shapes") and _beside(shape.shapes, frame.inside(shape)))
        for shape in shapes
    )


def _resolve_choices(tree: Any) -> None:
    """Put what current programs show in the place of each choice between it and what older ones do."""
    for choice in tree.findall(f".//{_CHOICE}"):
        for element in list(choice[0]) if len(choice) else ():
            choice.addprevious(element)
        choice.getparent().remove(choice)


def _seen(shapes: Iterable[Any], frame: _Frame) -> Iterator[Any]:
    """The shapes that are on the slide and no part of its furniture."""
    for shape in shapes:
        properties = shape._element.xpath("./*/p:cNvPr[1]")
        hidden = bool(properties) and properties[0].get("hidden", "0") not in _FALSE
        furniture = shape.is_placeholder and shape.placeholder_format.type in _FURNITURE
        if not hidden and not furniture and frame.shows(shape):
            yield shape


def _is_title(shape: Any) -> bool:
    return bool(shape.is_placeholder and shape.has_text_frame and shape.placeholder_format.type in _TITLES)


def _in_reading_order(shapes: Iterable[Any], same_row: float) -> Iterator[Any]:
    """From the top down; those that begin at one height from left to right."""
    row: list[Any] = []
    for shape in sorted(shapes, key=lambda shape: shape.top or 0):
        if row and (shape.top or 0) - (row[0].top or 0) > same_row:
            yield from sorted(row, key=lambda shape: shape.left or 0)
            row = []
        row.append(shape)
    yield from sorted(row, key=lambda shape: shape.left or 0)


def _passages(shape: Any, frame: _Frame) -> Iterator[Passage]:
    if hasattr(shape, "shapes"):
        inside = frame.inside(shape)
        same_row = frame.height * _SAME_ROW / (inside.down or 1)
        for one in _in_reading_order(_seen(shape.shapes, inside), same_row):
            yield from _passages(one, inside)
    elif shape.has_text_frame:
        yield from _text(shape)
    elif getattr(shape, "has_table", False):
        rows = [["" if cell.is_spanned else cell.text_frame.text for cell in row.cells] for row in shape.table.rows]
        yield from table(rows, headed=shape.table.first_row)
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart)
    else:
        yield from _diagram(shape)


def _text(shape: Any) -> Iterator[Passage]:
    """The paragraphs of a shape: items of a list where a placeholder makes them so, or they are indented."""
    lists = shape.is_placeholder and shape.placeholder_format.type in (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT)
    for one in shape.text_frame.paragraphs:
        properties = one._p.pPr
        plain = properties is not None and properties.find(qn("a:buNone")) is not None
        pointed = properties is not None and any(properties.find(qn(f"a:{bu}")) is not None for bu in _BULLETS)
        item = pointed or one.level > 0 or (lists and not plain)
        yield from paragraph(one.text, one.level + 1 if item else 0)


_BULLETS = ("buChar", "buAutoNum", "buBlip")


def _chart(chart: Any) -> Iterator[Passage]:
    """The words of a chart: its title, and what its bars or slices are called."""
    if chart.has_title and chart.chart_title.has_text_frame:
        yield from paragraph(chart.chart_title.text_frame.text)
    names = [str(label) for plot in chart.plots for label in plot.categories]
    names += [series.name for series in chart.series] if chart.has_legend else []
    for name in dict.fromkeys(names):
        yield from paragraph(name, 1)


def _diagram(shape: Any) -> Iterator[Passage]:
    """The words of a diagram that is drawn from a list."""
    for ids in shape._element.iter(f"{_DIAGRAM}relIds"):
        part = shape.part.related_part(ids.get(qn("r:dm")))
        for point in etree.fromstring(part.blob, _PARSER).iter(f"{_DIAGRAM}pt"):
            for one in point.iter(qn("a:p")):
                yield from paragraph("".join(text.text or "" for text in one.iter(qn("a:t"))), 1)


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
