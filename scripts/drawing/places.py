"""Places where a sheet hangs or lies: an easel, a wall, a board, a window, a door, a table; seen by a camera.

In: a sheet, the key of its photo and the place. Out: an RGB picture of `SIZE`. Guaranteed: the same sheet, key and
place give the same pixels.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from drawing.alphabet import Point
from drawing.camera import View, taken
from drawing.light import Colour, grained, lit, mottled, shaded, shadow
from drawing.props import PLANE, curled, draw_cup, draw_disc, draw_marker, draw_tape, sunlit
from drawing.sheet import SIZE as FLIP_CHART
from drawing.sheet import Sheet

SIZE = (1200, 1575)
_LARGE = (1800, 2362)
"""The size before the picture is made smaller, which smooths its edges."""
_WHOLE = 0.87
"""How much of the photo the sheet takes, along the side where it takes most."""
_WALLS: tuple[Colour, ...] = (
    (196, 205, 200),
    (214, 206, 192),
    (206, 212, 220),
    (222, 214, 196),
    (190, 200, 186),
    (220, 206, 200),
)
_LAMPS: tuple[tuple[float, float, float], ...] = (
    (1.0, 0.985, 0.945),
    (0.985, 1.0, 0.995),
    (1.0, 0.995, 0.975),
    (1.0, 0.97, 0.91),
    (0.97, 0.985, 1.0),
)
_TAPES = ((226, 208, 158), (226, 208, 158), (70, 130, 190), (214, 220, 216))
_PINS = ((200, 40, 44), (40, 90, 180), (230, 180, 30), (40, 140, 80), (240, 240, 236))
Place = Callable[[Sheet, Random], tuple[Image.Image, Image.Image | None]]
"""From a sheet to the plane on which it lies, and what is behind where the plane is empty."""


def photograph(sheet: Sheet, key: str, place: str, close: str = "") -> Image.Image:
    """A photo of the sheet in a place of `PLACES`; `close` names the part of the sheet that a nearer one shows."""
    plane, behind = PLACES[place](sheet, Random(f"{key} place {place}"))
    rng = Random(f"{key} camera{close}")
    size, large = _sizes(sheet)
    seen = taken(plane, _view(sheet, rng, place, close, large), large)
    if behind:
        behind = behind.resize(large)
        behind.paste(seen, mask=seen.getchannel("A"))
        seen = behind
    small = seen.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    bright = (rng.choice((0.1, 0.5, 0.88)), rng.uniform(0.1, 0.5))
    small = lit(small, bright, rng.uniform(28, 46), rng.choice(_LAMPS))
    if not close and rng.random() < 0.3:
        small = sunlit(small, rng)
    return grained(small.filter(ImageFilter.GaussianBlur(rng.uniform(0.35, 0.6))), rng)


def on_photo(point: Point, sheet: Sheet, key: str, place: str) -> Point:
    """Where a point of a sheet lies on its photo, in parts of the photo's width and height."""
    _, large = _sizes(sheet)
    (left, top), view = _at(sheet), _view(sheet, Random(f"{key} camera"), place, "", large)
    x, y = view.seen((left + point[0], top + point[1]), large)
    return x / large[0], y / large[1]


def _sizes(sheet: Sheet) -> tuple[tuple[int, int], tuple[int, int]]:
    """The size of a photo of the sheet, and that in which it is first drawn: both upright, or both lying."""
    wide, high = sheet.picture.size
    return (SIZE, _LARGE) if high >= wide else (SIZE[::-1], _LARGE[::-1])


def _at(sheet: Sheet) -> tuple[int, int]:
    """Where the sheet's upper left corner lies on the plane: the sheet lies in its middle."""
    wide, high = sheet.picture.size
    return (PLANE[0] - wide) // 2, (PLANE[1] - high) // 2


def _view(sheet: Sheet, rng: Random, place: str, close: str, large: tuple[int, int]) -> View:
    """How the camera is held: from one side, a little askew, over a table from below."""
    side = rng.choice((-1, 1))
    yaw, pitch, roll = side * rng.uniform(0.05, 0.22), rng.uniform(-0.1, 0.08), rng.gauss(0, 0.012)
    if place in ("table", "floor"):
        yaw, pitch, roll = side * rng.uniform(0, 0.08), rng.uniform(-0.32, -0.2), side * rng.uniform(0.02, 0.07)
    wide, high = sheet.picture.size
    middle = PLANE[0] / 2 + rng.gauss(0, 12), PLANE[1] / 2 + rng.gauss(0, 12)
    zoom = _WHOLE * min(large[0] / wide, large[1] / high)
    if close:
        zoom *= rng.uniform(1.65, 1.8)
        middle = _part(sheet, close, rng)
    return View(middle, zoom, yaw, pitch, roll)


def _part(sheet: Sheet, close: str, rng: Random) -> Point:
    """The middle of the part of a sheet that its photo's name speaks of; else of a written part."""
    low = sheet.lowest
    parts = {
        ("top", "upper", "head"): 0.22,
        ("bottom", "lower", "foot", "end"): 0.78,
        ("middle", "centre"): 0.5,
    }
    down = next((part for words, part in parts.items() if any(word in close for word in words)), 0.0)
    x, y = _at(sheet)
    return x + 0.37 * sheet.picture.width, y + low * (down or rng.choice((0.3, 0.5, 0.66)))


def _easel(sheet: Sheet, rng: Random) -> tuple[Image.Image, Image.Image]:
    """An easel: legs, a board, the sheet, and the bar that clamps it; behind it a wall, its skirting, the floor."""
    plane = Image.new("RGBA", PLANE, (0, 0, 0, 0))
    x, y = _at(sheet)
    wide, high = sheet.picture.size
    shadow(plane, (x - 44, y - 25, x + wide + 44, y + high + 180), 40, 120)
    draw = ImageDraw.Draw(plane)
    frame = rng.choice(((70, 72, 78), (70, 72, 78), (128, 96, 64), (176, 180, 184)))
    for left, lean in ((140, -60), (wide - 140, 60)):
        draw.line((x + left, y + high, x + left + lean, PLANE[1]), shaded(frame, 0.15), 46)
    draw.rounded_rectangle((x - 69, y - 44, x + wide + 69, y + high + 112), 19, frame)
    draw.rounded_rectangle((x - 60, y - 35, x + wide + 60, y + high + 103), 16, (226, 228, 230))
    shadow(plane, (x + 3, y + 6, x + wide + 4, y + high + 24), 10, 110)
    plane.paste(curled(sheet.picture, rng), (x, y))
    clamp = shaded(frame, -0.2)
    draw.rounded_rectangle((x - 82, y - 44, x + wide + 81, y + 33), 16, clamp)
    draw.rectangle((x - 69, y - 34, x + wide + 69, y - 22), shaded(clamp, 0.25))
    for knob in (x + 75, x + wide - 75):
        draw.ellipse((knob - 29, y - 34, knob + 29, y + 24), shaded(clamp, -0.35))
        draw.ellipse((knob - 19, y - 28, knob + 14, y + 5), shaded(clamp, 0.2))
    return plane, _room_behind(rng)


def _room_behind(rng: Random) -> Image.Image:
    """A painted wall, blurred, with its skirting and the floor below it."""
    wall = rng.choice(_WALLS)
    picture = Image.new("RGB", _LARGE, wall)
    draw = ImageDraw.Draw(picture)
    floor = rng.randrange(2130, 2230)
    draw.rectangle((0, floor - 64, _LARGE[0], floor), (232, 228, 220))
    draw.line((0, floor - 66, _LARGE[0], floor - 66), (168, 160, 150), 5)
    draw.rectangle((0, floor, *_LARGE), rng.choice(((122, 112, 104), (150, 122, 92), (104, 108, 116))))
    if rng.random() < 0.5:
        edge = rng.choice((-1, 1))
        left = 0 if edge < 0 else _LARGE[0] - rng.randrange(110, 200)
        right = left + rng.randrange(110, 200)
        draw.rectangle((left, 0, right, floor), shaded(wall, 0.3))
        draw.line((right if edge < 0 else left, 0, right if edge < 0 else left, floor), shaded(wall, -0.25), 8)
    return picture.filter(ImageFilter.GaussianBlur(5))


def _nailed(sheet: Sheet, rng: Random) -> tuple[Image.Image, None]:
    """A plastered wall with a sheet nailed to it."""
    plane = mottled(PLANE, rng.choice(_WALLS), rng, 4, (26, 26)).convert("RGBA")
    x, y = _at(sheet)
    wide, high = sheet.picture.size
    _hang(plane, sheet, rng)
    for corner in ((x + 34, y + 30), (x + wide - 32, y + 34), (x + wide - 36, y + high - 40), (x + 32, y + high - 36)):
        draw_disc(plane, corner, 11, (120, 116, 112))
    return plane, None


def _wall(sheet: Sheet, rng: Random) -> tuple[Image.Image, None]:
    """A wall, perhaps of painted brick: sheets side by side, and tape on their corners."""
    colour = rng.choice(_WALLS)
    plane = mottled(PLANE, colour, rng, 1.5, (60, 60)).convert("RGBA")
    if rng.random() < 0.3:
        _bricks(plane, colour)
    x, y = _at(sheet)
    wide, high = sheet.picture.size
    sides = rng.choice(((-1,), (1,), (-1, 1), (1,)))
    tape = rng.choice(_TAPES)
    for side in sides:
        down = rng.randrange(-70, 120)
        left = x - wide - rng.randrange(70, 150) if side < 0 else x + wide + rng.randrange(70, 150)
        shadow(plane, (left + 5, y + down + 10, left + wide + 10, y + high + down + 16), 12, 100)
        plane.paste(shaded((250, 248, 241), -0.03), (left, y + down, left + wide, y + high + down))
        _scribbles(plane, left, y + down, rng)
        draw_tape(plane, (left + wide if side < 0 else left, y + down + 8), tape, rng)
    _hang(plane, sheet, rng)
    for corner in ((x, y + 6), (x + wide, y + 8), (x + wide - 5, y + high - 24), (x + 5, y + high - 24)):
        if corner[1] < y + 100 or rng.random() < 0.75:
            draw_tape(plane, corner, tape, rng)
    return plane, None


def _bricks(plane: Image.Image, colour: Colour) -> None:
    draw = ImageDraw.Draw(plane)
    joint = shaded(colour, -0.09)
    for row, y in enumerate(range(0, PLANE[1], 112)):
        draw.line((0, y, PLANE[0], y), joint, 9)
        draw.line((0, y + 6, PLANE[0], y + 6), shaded(colour, 0.25), 4)
        for x in range(-150 if row % 2 else 0, PLANE[0], 330):
            draw.line((x, y, x, y + 112), joint, 9)


def _scribbles(plane: Image.Image, left: int, top: int, rng: Random) -> None:
    """Rows of writing on a sheet beside the one that the photo is of."""
    draw = ImageDraw.Draw(plane)
    ink = rng.choice(((40, 40, 48), (38, 70, 160), (34, 34, 40)))
    y = top + 150
    while y < top + FLIP_CHART[1] - 250:
        x = left + 110
        end = left + rng.uniform(0.5, 0.92) * FLIP_CHART[0]
        while x < end:
            long = rng.uniform(60, 210)
            points = [(x + step, y + rng.uniform(-17, 17)) for step in range(0, int(long), 13)]
            draw.line(points, ink, 8, joint="curve")
            x += long + 40
        y += rng.choice((78, 78, 140))


def _board(sheet: Sheet, rng: Random) -> tuple[Image.Image, None]:
    """A white board with what is left of last week's words, magnets, and a tray of markers."""
    plane = mottled(PLANE, (236, 240, 241), rng, 1, (90, 90)).convert("RGBA")
    ghost = Image.new("L", PLANE, 0)
    draw = ImageDraw.Draw(ghost)
    for _ in range(9):
        x, y = rng.choice((rng.randrange(0, 450), rng.randrange(2200, 2600))), rng.randrange(100, 2700)
        points = [(x + step, y + rng.uniform(-22, 22)) for step in range(0, rng.randrange(120, 420), 16)]
        draw.line(points, 60, 9, joint="curve")
    plane.paste(rng.choice(((60, 90, 160), (150, 60, 60))), mask=ghost.filter(ImageFilter.GaussianBlur(7)))
    x, y = _at(sheet)
    wide, high = sheet.picture.size
    _hang(plane, sheet, rng)
    for corner in ((x + 50, y + 46), (x + wide - 50, y + 50), (x + wide - 46, y + high - 60), (x + 50, y + high - 56)):
        if corner[1] < y + 100 or rng.random() < 0.5:
            draw_disc(plane, corner, 36, rng.choice(_PINS))
    draw = ImageDraw.Draw(plane)
    tray = y + high + 190
    draw.rectangle((0, tray, PLANE[0], tray + 26), (208, 211, 214))
    draw.rectangle((0, tray + 26, PLANE[0], tray + 74), (168, 172, 176))
    for pen in range(rng.randrange(2, 5)):
        left = x + 120 + pen * 330 + rng.randrange(0, 90)
        cap = rng.choice(((34, 34, 40), (196, 44, 44), (38, 70, 160), (34, 128, 70)))
        draw.rounded_rectangle((left, tray - 24, left + 230, tray + 6), 9, (236, 236, 234))
        draw.rounded_rectangle((left + 150, tray - 26, left + 235, tray + 7), 9, cap)
    draw.rectangle((0, tray + 74, *PLANE), (200, 203, 200))
    return plane, None


def _cork(sheet: Sheet, rng: Random) -> tuple[Image.Image, None]:
    """A pin board with a notice or two, and pins."""
    plane = mottled(PLANE, rng.choice(((190, 152, 108), (92, 112, 104), (96, 104, 132))), rng, 12, (5, 5)).convert(
        "RGBA"
    )
    x, y = _at(sheet)
    wide, high = sheet.picture.size
    for _ in range(3):
        side = rng.choice((-1, 1))
        left = x - rng.randrange(420, 560) if side < 0 else x + wide + rng.randrange(60, 160)
        top = y + rng.randrange(-200, high - 400)
        paper = rng.choice(((250, 250, 246), (252, 240, 170), (206, 228, 240), (244, 214, 214)))
        shadow(plane, (left + 6, top + 8, left + 372, top + 512), 8, 100)
        plane.paste(paper, (left, top, left + 364, top + 500))
        draw = ImageDraw.Draw(plane)
        for row in range(6):
            draw.line(
                (left + 40, top + 90 + row * 58, left + rng.randrange(180, 330), top + 90 + row * 58), (96, 98, 108), 8
            )
        draw_disc(plane, (left + 182, top + 26), 17, rng.choice(_PINS))
    _hang(plane, sheet, rng)
    for corner in ((x + 36, y + 32), (x + wide - 34, y + 36), (x + wide - 40, y + high - 40), (x + 38, y + high - 44)):
        draw_disc(plane, corner, 18, rng.choice(_PINS))
    return plane, None


def _window(sheet: Sheet, rng: Random) -> tuple[Image.Image, None]:
    """A window by day, the sheet taped to its panes."""
    sky, ground = rng.choice((((226, 234, 240), (150, 170, 140)), ((214, 224, 234), (168, 166, 158))))
    plane = Image.new("RGB", PLANE, sky)
    draw = ImageDraw.Draw(plane)
    hill = [(x, 1900 + 160 * math.sin(x / 500 + 1) + rng.uniform(-30, 30)) for x in range(0, PLANE[0] + 60, 60)]
    draw.polygon([*hill, (PLANE[0], PLANE[1]), (0, PLANE[1])], ground)
    for _ in range(9):
        x, y, r = rng.randrange(0, PLANE[0]), rng.randrange(1650, 2150), rng.randrange(120, 260)
        draw.ellipse((x - r, y - r, x + r, y + r), shaded(ground, rng.uniform(-0.3, 0.05)))
    plane = plane.filter(ImageFilter.GaussianBlur(46)).convert("RGBA")
    draw = ImageDraw.Draw(plane)
    frame = rng.choice(((238, 238, 234), (238, 238, 234), (120, 92, 66)))
    left, upper = _at(sheet)
    wide, high = sheet.picture.size
    middle = left + wide // 2
    for x in (middle - 1130, middle, middle + 1130):
        draw.rectangle((x - 52, 0, x + 52, PLANE[1]), frame)
        draw.rectangle((x + 40, 0, x + 52, PLANE[1]), shaded(frame, -0.18))
    y = upper + high + 150
    draw.rectangle((0, y, PLANE[0], y + 130), frame)
    draw.rectangle((0, y + 118, *PLANE), shaded(frame, -0.14))
    _hang(plane, sheet, rng)
    # Daylight comes through the paper where no frame is behind it.
    shade = Image.new("L", PLANE, 255)
    ImageDraw.Draw(shade).rectangle((middle - 52, upper, middle + 52, upper + high), 236)
    shade = shade.filter(ImageFilter.GaussianBlur(10)).convert("RGB")
    plane = ImageChops.multiply(plane.convert("RGB"), shade).convert("RGBA")
    tape = rng.choice(_TAPES)
    for corner in ((left, upper + 8), (left + wide, upper + 10), (middle, upper + 4)):
        draw_tape(plane, corner, tape, rng)
    return plane, None


def _door(sheet: Sheet, rng: Random) -> tuple[Image.Image, None]:
    """A door with its panels and its handle."""
    colour = rng.choice(((120, 140, 150), (172, 128, 84), (226, 222, 210), (96, 122, 104)))
    plane = mottled(PLANE, colour, rng, 2, (8, 300)).convert("RGBA")
    draw = ImageDraw.Draw(plane)
    x, y = _at(sheet)
    wide, high = sheet.picture.size
    for left, right in ((x - 190, x + wide // 2 - 60), (x + wide // 2 + 60, x + wide + 190)):
        for top, foot in ((-40, y + high // 2), (y + high // 2 + 150, y + high + 260)):
            draw.rectangle((left, top, right, foot), outline=shaded(colour, -0.2), width=10)
            draw.rectangle((left + 12, top + 12, right - 12, foot - 12), outline=shaded(colour, 0.15), width=6)
    frame = shaded(colour, 0.45)
    for left, right in ((0, x - 340), (x + wide + 340, PLANE[0])):
        draw.rectangle((left, 0, right, PLANE[1]), frame)
        draw.line((right if left == 0 else left, 0, right if left == 0 else left, PLANE[1]), shaded(colour, -0.4), 9)
    edge, lever = (x + wide + 270, -1) if rng.random() < 0.5 else (x - 270, 1)
    draw.rounded_rectangle((edge - 34, 1640, edge + 34, 1900), 30, (186, 182, 170))
    draw.rounded_rectangle(
        (min(edge, edge + lever * 190), 1722, max(edge, edge + lever * 190), 1766), 20, (204, 200, 190)
    )
    _hang(plane, sheet, rng)
    tape = rng.choice(_TAPES)
    for corner in ((x, y + 6), (x + wide, y + 8), (x + wide // 2, y + 2)):
        draw_tape(plane, corner, tape, rng)
    return plane, None


def _table(sheet: Sheet, rng: Random) -> tuple[Image.Image, None]:
    """A table top with the sheet lying on it, markers, a cup and somebody's notes."""
    wood = rng.choice(((178, 138, 96), (206, 178, 138), (128, 94, 66), (216, 214, 206)))
    plane = mottled(PLANE, wood, rng, 7, (260, 3)).convert("RGBA")
    draw = ImageDraw.Draw(plane)
    for y in range(rng.randrange(0, 500), PLANE[1], 760):
        draw.line((0, y, PLANE[0], y), shaded(wood, -0.3), 6)
    x, y = _at(sheet)
    wide = sheet.picture.width
    _hang(plane, sheet, rng)
    side = rng.choice((-1, 1))
    draw_cup(plane, (x - 210, y + 420) if side < 0 else (x + wide + 210, y + 420), rng)
    for number in range(rng.randrange(2, 4)):
        at = (x + wide + 130 if side < 0 else x - 150) + rng.randrange(-20, 20)
        draw_marker(plane, (at, y + 500 + number * 430), rng.uniform(1.2, 1.9), rng)
    notes = (x - 560, y + 1150) if side < 0 else (x + wide + 120, y + 1150)
    shadow(plane, (notes[0] + 6, notes[1] + 8, notes[0] + 448, notes[1] + 630), 8, 90)
    plane.paste((252, 251, 246), (notes[0], notes[1], notes[0] + 440, notes[1] + 620))
    draw = ImageDraw.Draw(plane)
    for row in range(9):
        draw.line(
            (notes[0] + 46, notes[1] + 80 + row * 54, notes[0] + rng.randrange(220, 400), notes[1] + 80 + row * 54),
            (110, 116, 140),
            6,
        )
    return plane, None


def _floor(sheet: Sheet, rng: Random) -> tuple[Image.Image, None]:
    """Carpet tiles, with the sheet and markers on them."""
    colour = rng.choice(((104, 112, 124), (120, 108, 98), (92, 110, 104)))
    plane = mottled(PLANE, colour, rng, 10, (4, 4)).convert("RGBA")
    draw = ImageDraw.Draw(plane)
    for along in range(150, PLANE[1], 700):
        draw.line((0, along, PLANE[0], along), shaded(colour, -0.2), 5)
        draw.line((along, 0, along, PLANE[1]), shaded(colour, -0.2), 5)
    _hang(plane, sheet, rng)
    (x, y), wide = _at(sheet), sheet.picture.width
    for number in range(3):
        draw_marker(plane, (x + wide + 140, y + 300 + number * 420), rng.uniform(0.4, 2.6), rng)
    return plane, None


def _yard(sheet: Sheet, rng: Random) -> tuple[Image.Image, None]:
    """The outside of a limewashed house: a window's edge, the shade of its roof, a strip of bare ground."""
    lime = rng.choice(((232, 226, 208), (214, 222, 214), (238, 218, 190)))
    plane = mottled(PLANE, lime, rng, 5, (30, 30)).convert("RGBA")
    draw = ImageDraw.Draw(plane)
    x, y = _at(sheet)
    wide, high = sheet.picture.size
    ground = min(PLANE[1] - 180, y + high + 420)
    draw.rectangle((0, ground - 230, PLANE[0], ground), shaded(lime, -0.45))
    draw.rectangle((0, ground, *PLANE), (164, 128, 92))
    for _ in range(60):
        px, py, r = rng.randrange(0, PLANE[0]), rng.randrange(ground, PLANE[1]), rng.randrange(4, 18)
        draw.ellipse((px - r, py - r * 0.5, px + r, py + r * 0.5), shaded((164, 128, 92), rng.uniform(-0.25, 0.2)))
    roof: list[Point] = [(0, 0), (PLANE[0], 0), (PLANE[0], y - 210), (0, y - 330)]
    shadow(plane, roof, 14, 110)
    _hang(plane, sheet, rng)
    draw = ImageDraw.Draw(plane)
    for corner in ((x + 40, y + 40), (x + wide - 40, y + 40), (x + 40, y + high - 40), (x + wide - 40, y + high - 40)):
        draw.ellipse((corner[0] - 13, corner[1] - 13, corner[0] + 13, corner[1] + 13), (112, 104, 98))
        draw.line((corner[0] - 8, corner[1] - 5, corner[0] + 8, corner[1] + 5), (60, 56, 54), 4)
    return plane, None


PLACES: dict[str, Place] = {
    "easel": _easel,
    "wall": _wall,
    "nails": _nailed,
    "board": _board,
    "cork": _cork,
    "window": _window,
    "door": _door,
    "table": _table,
    "floor": _floor,
    "yard": _yard,
}


def _hang(plane: Image.Image, sheet: Sheet, rng: Random) -> None:
    """The sheet, and its shadow a little below and beside it; a picture with empty parts is several things."""
    x, y = _at(sheet)
    wide, high = sheet.picture.size
    if sheet.picture.mode == "RGBA":
        shade = Image.new("RGBA", PLANE, (30, 28, 30, 0))
        mask = Image.new("L", PLANE, 0)
        mask.paste(sheet.picture.getchannel("A").point([level // 2 for level in range(256)]), (x + 8, y + 14))
        shade.putalpha(mask.filter(ImageFilter.GaussianBlur(13)))
        plane.alpha_composite(shade)
        plane.alpha_composite(sheet.picture, (x, y))
        return
    shadow(plane, (x + 5, y + 10, x + wide + 11, y + high + 20), 15, 120)
    plane.paste(curled(sheet.picture, rng), (x, y))
