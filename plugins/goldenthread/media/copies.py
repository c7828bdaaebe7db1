"""Which copies are published of a photo: their sizes, and which part of it each shows.

In: the size of an upright photo, in pixels. Out: `Copy`. Guaranteed: no copy is larger than what it shows.
"""

from __future__ import annotations

from dataclasses import dataclass

WIDTHS = (480, 960)
"""The widths of the smaller copies, in pixels: a telephone's, and that of a column."""
LONGEST = 2000
"""The longer side of the largest copy, in pixels: enough to read handwriting on a whole sheet."""
LONGEST_PART = 900
"""The longer side of a copy of one part, in pixels."""
MARGIN = 6
"""How much is shown around a part, in thousandths of the photo."""
WHOLE = 1000
FORMATS = ("webp", "jpg")
"""What each copy is stored as: the smaller one, and one that every program knows."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a photo, or of a part of it: its size, its format, and the part's left, top, right and bottom edge.

    Edges are pixels of the upright photo.
    """

    width: int
    height: int
    format: str
    part: tuple[int, int, int, int]

    @property
    def name(self) -> str:
        """What tells it from the other copies of its photo."""
        return f"{self.width}x{self.height}-{'-'.join(map(str, self.part))}.{self.format}"

    @property
    def shows(self) -> tuple[int, int, tuple[int, int, int, int]]:
        """What it shows, whatever its format: its size, and the part."""
        return self.width, self.height, self.part

    @property
    def scale(self) -> float:
        """How large it is beside what it shows: at most 1."""
        left, top, right, bottom = self.part
        return max(self.width / (right - left), self.height / (bottom - top))


def sizes(width: int, height: int) -> tuple[tuple[int, int], ...]:
    """The sizes in which a photo of this size is published, the largest last."""
    largest = _fitted(width, height, LONGEST)
    smaller = [one for one in WIDTHS if one < largest[0]]
    return (*((one, max(1, round(height * one / width))) for one in smaller), largest)


def whole(width: int, height: int) -> tuple[Copy, ...]:
    """The copies of a whole photo of this size."""
    return tuple(Copy(*size, kind, (0, 0, width, height)) for size in sizes(width, height) for kind in FORMATS)


def part(width: int, height: int, box: tuple[int, int, int, int]) -> tuple[Copy, ...]:
    """The copies of a part of a photo of this size: `box` is its left, top, width and height in thousandths."""
    left, right = _edges(box[0], box[2], width)
    top, bottom = _edges(box[1], box[3], height)
    size = _fitted(right - left, bottom - top, LONGEST_PART)
    return tuple(Copy(*size, kind, (left, top, right, bottom)) for kind in FORMATS)


def _edges(start: int, length: int, pixels: int) -> tuple[int, int]:
    """Where a part begins and ends with its margin, in pixels: at least one of them, and none outside."""
    first = max(0, start - MARGIN) * pixels // WHOLE
    last = -(-min(WHOLE, start + length + MARGIN) * pixels // WHOLE)
    return min(first, pixels - 1), max(last, first + 1)


def _fitted(width: int, height: int, longest: int) -> tuple[int, int]:
    """This size, made smaller until no side is longer."""
    scale = min(1.0, longest / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))
