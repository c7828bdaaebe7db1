"""A room: its floor and walls, the windows along one side, the wall before which people meet.

In: a `Stage` and a `Room`. Out: faces on the stage. Guaranteed: what a photo's words speak of (a screen, a hatch, snow
outside) is there.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from drawing import furniture
from drawing.light import Colour, shaded
from drawing.stage import Spot, Stage, level, upright

CHINA: tuple[Colour, ...] = ((244, 243, 238), (244, 243, 238), (116, 150, 178), (206, 120, 90), (232, 206, 120))
SEATS: tuple[Colour, ...] = ((64, 88, 122), (150, 62, 56), (70, 74, 82), (92, 124, 96), (196, 140, 60), (120, 84, 60))
_WALLS: tuple[Colour, ...] = (
    (224, 216, 198),
    (206, 214, 208),
    (214, 204, 190),
    (198, 208, 218),
    (226, 208, 186),
    (208, 212, 190),
    (222, 206, 200),
)
_FLOORS: tuple[tuple[str, Colour], ...] = (
    ("boards", (168, 126, 84)),
    ("boards", (140, 104, 76)),
    ("boards", (190, 154, 110)),
    ("tiles", (176, 170, 160)),
    ("tiles", (150, 158, 154)),
    ("carpet", (104, 112, 124)),
    ("carpet", (122, 104, 96)),
)
_TOPS: tuple[Colour, ...] = ((214, 190, 150), (232, 230, 222), (176, 132, 92), (196, 198, 196), (206, 168, 122))
_LATE = "evening|night|dark|lamps?|nuit|soir"


@dataclass(frozen=True, slots=True)
class Room:
    """A room: how wide, deep and high it is, its colours, on which side its windows are, and a photo's words on it."""

    wide: float
    deep: float
    high: float
    wall: Colour
    floor: tuple[str, Colour]
    side: int
    top: Colour
    seat: Colour
    words: str

    def says(self, words: str) -> bool:
        """Whether the photo's words speak of one of these."""
        return bool(re.search(rf"\b({words})\b", self.words, re.IGNORECASE))

    @property
    def late(self) -> bool:
        """Whether it is dark outside."""
        return self.says(_LATE)


def some_room(words: str, rng: Random) -> Room:
    """A room by chance, for a photo with these words."""
    return Room(
        wide=rng.uniform(6.2, 7.8),
        deep=rng.uniform(7.6, 9),
        high=rng.uniform(2.7, 3.2),
        wall=rng.choice(_WALLS),
        floor=rng.choice(_FLOORS),
        side=rng.choice((-1, 1)),
        top=rng.choice(_TOPS),
        seat=rng.choice(SEATS),
        words=words,
    )


def build(stage: Stage, room: Room, rng: Random) -> None:
    """Put up the room."""
    _shell(stage, room, rng)
    _windows(stage, room, rng)
    _front(stage, room, rng)


def _shell(stage: Stage, room: Room, rng: Random) -> None:
    """Floor, ceiling and walls."""
    wide, deep, high = room.wide, room.deep, room.high
    kind, colour = room.floor
    stage.level((0, 0, wide, deep), 0, colour)
    if kind == "boards":
        across = 0.0
        while across < wide:
            stage.level((across, 0, across + 0.14, deep), 0, shaded(colour, rng.uniform(-0.07, 0.05)))
            stage.level((across, 0, across + 0.006, deep), 0, shaded(colour, -0.25))
            across += 0.14
    if kind == "tiles":
        for row in range(int(deep / 0.5) + 1):
            for column in range(int(wide / 0.5) + 1):
                x, z = column * 0.5, row * 0.5
                tile = shaded(colour, -0.09 if (row + column) % 2 else 0.03)
                right, far = min(x + 0.5, wide), min(z + 0.5, deep)
                stage.level((x, z, right, far), 0, tile)
    ceiling = (238, 236, 230)
    stage.level((0, 0, wide, deep), high, ceiling)
    for z in (deep * 0.35, deep * 0.72):
        for x in (wide * 0.3, wide * 0.7):
            lamp = [
                (x - 0.5, high - 0.01, z - 0.12),
                (x + 0.5, high - 0.01, z - 0.12),
                (x + 0.5, high - 0.01, z + 0.12),
                (x - 0.5, high - 0.01, z + 0.12),
            ]
            stage.face(lamp, (255, 253, 240) if room.late or rng.random() < 0.5 else (248, 247, 243))
    stage.side((0, 0, deep, high), 0, shaded(room.wall, -0.1 if room.side < 0 else 0.06))
    stage.side((0, 0, deep, high), wide, shaded(room.wall, -0.1 if room.side > 0 else 0.06))
    stage.upright((0, 0, wide, high), deep, room.wall)
    for spots in (
        [(0, 0, deep), (wide, 0, deep), (wide, 0.12, deep), (0, 0.12, deep)],
        [(0, 0, 0), (0, 0, deep), (0, 0.12, deep), (0, 0.12, 0)],
        [(wide, 0, 0), (wide, 0, deep), (wide, 0.12, deep), (wide, 0.12, 0)],
    ):
        stage.face(spots, shaded(room.wall, 0.45))
    if rng.random() < 0.4:
        low = shaded(room.wall, -0.22)
        stage.upright((0, 0.12, wide, 1.0), deep, low)
        for x in (0.0, wide):
            stage.side((0, 0.12, deep, 1.0), x, shaded(low, -0.06))
    stage.shade(level((0, deep - 0.25, wide, deep), 0), 40)
    stage.shade(upright((0, high, wide, high - 0.2), deep), 18)


def _windows(stage: Stage, room: Room, rng: Random) -> None:
    """Windows along one side, what is outside them, and their light on the floor."""
    x = 0.0 if room.side < 0 else room.wide
    inward = -room.side
    count, low, high = rng.choice((2, 3)), 0.95, room.high - rng.uniform(0.3, 0.5)
    long = (room.deep - 1.6) / count
    sky, land = _outside(room, rng)
    for number in range(count):
        near = 1.3 + number * long
        far = near + long * 0.74
        pane = [(x, low, near), (x, low, far), (x, high, far), (x, high, near)]
        stage.face(pane, sky)
        hills: list[Spot] = [(x, low, far), (x, low, near)]
        for step in range(13):
            z = near + (far - near) * step / 12
            hills.append((x, low + 0.45 + 0.12 * math.sin(z * 1.7 + 1) + 0.05 * math.sin(z * 5.1), z))
        stage.face(hills, land)
        for _ in range(3):
            z, r = rng.uniform(near + 0.2, far - 0.2), rng.uniform(0.12, 0.3)
            crown = [
                (x, min(high, max(low, low + 0.42 + r * 0.9 * math.sin(s))), min(far, max(near, z + r * math.cos(s))))
                for s in _TURNS
            ]
            stage.face(crown, shaded(land, rng.uniform(-0.22, 0.06)))
        frame = (244, 243, 238)
        for spots in ([pane[0], pane[3]], [pane[1], pane[2]], [pane[3], pane[2]], [pane[0], pane[1]]):
            stage.line(spots, 0.075, frame)
        middle = (near + far) / 2
        stage.line([(x, low, middle), (x, high, middle)], 0.05, frame)
        stage.line([(x, low + (high - low) * 0.66, near), (x, low + (high - low) * 0.66, far)], 0.04, frame)
        sill = [
            (x, low - 0.02, near - 0.08),
            (x, low - 0.02, far + 0.08),
            (x + inward * 0.16, low - 0.02, far + 0.08),
            (x + inward * 0.16, low - 0.02, near - 0.08),
        ]
        stage.face(sill, (240, 238, 232))
        if rng.random() < 0.45:
            furniture.plant(stage, x + inward * 0.1, low, rng.uniform(near + 0.2, far - 0.2), rng, 0.28)
        if not room.late:
            drop, slant = rng.uniform(1.0, 1.2), 0.35
            light = [
                (x + inward * drop, 0.0, near + slant),
                (x + inward * drop, 0.0, far + slant),
                (x + inward * (drop + 1.7), 0.0, far + slant + 0.5),
                (x + inward * (drop + 1.7), 0.0, near + slant + 0.5),
            ]
            _glow(stage, light, 46)
        if rng.random() < 0.7:
            _radiator(stage, x, inward, near + 0.1, far - 0.1)
    if rng.random() < 0.5:
        cloth = rng.choice(((186, 120, 92), (120, 140, 132), (196, 170, 110), (110, 104, 136)))
        for number in range(count):
            near = 1.3 + number * long
            for edge in (near - 0.16, near + long * 0.74 - 0.1):
                for fold in range(5):
                    a, b = edge + fold * 0.055, edge + (fold + 1) * 0.055
                    curtain = [
                        (x + inward * 0.06, low - 0.2, a),
                        (x + inward * 0.06, low - 0.2, b),
                        (x + inward * 0.06, high + 0.1, b),
                        (x + inward * 0.06, high + 0.1, a),
                    ]
                    stage.face(curtain, shaded(cloth, -0.14 if fold % 2 else 0.02))


def _radiator(stage: Stage, x: float, inward: int, near: float, far: float) -> None:
    """A radiator below a window."""
    face = x + inward * 0.09
    stage.side((near, 0.18, far, 0.78), face, (232, 231, 226))
    z = near
    while z < far:
        stage.line([(face, 0.2, z), (face, 0.76, z)], 0.012, (206, 205, 200))
        z += 0.09
    stage.level((face, near, x, far), 0.78, (244, 243, 240))


def _outside(room: Room, rng: Random) -> tuple[Colour, Colour]:
    """The colours of the sky and of what lies under it."""
    if room.late:
        return (44, 54, 78), (26, 32, 44)
    if room.says("snow"):
        return (226, 232, 238), (238, 242, 246)
    if room.says("rain|fog|wet|mist"):
        return (196, 204, 210), (140, 152, 146)
    return rng.choice(
        (((206, 226, 242), (128, 158, 112)), ((222, 232, 240), (150, 164, 132)), ((196, 220, 240), (116, 146, 120)))
    )


def _glow(stage: Stage, spots: list[Spot], bright: int) -> None:
    """Sunlight on a face."""
    points = stage.seen(spots)
    if len(points) < 3:
        return
    mask = Image.new("L", (stage.picture.width // 4, stage.picture.height // 4), 0)
    ImageDraw.Draw(mask).polygon([(x / 4, y / 4) for x, y in points], bright)
    mask = mask.filter(ImageFilter.GaussianBlur(3)).resize(stage.picture.size, Image.Resampling.BILINEAR)
    warm = Image.merge("RGB", [mask.point([round(level * part) for level in range(256)]) for part in (1.0, 0.94, 0.74)])
    stage.picture = ImageChops.add(stage.picture, warm)


_TURNS = [step * math.tau / 20 for step in range(20)]


def _front(stage: Stage, room: Room, rng: Random) -> None:
    """The wall before which they meet: a hatch or a screen or sheets, a door, a clock."""
    wide, deep = room.wide, room.deep
    z = deep - 0.01
    door = wide * (0.12 if room.side > 0 else 0.88)
    colour = rng.choice(((150, 112, 78), (110, 128, 132), (226, 224, 216), (140, 70, 60)))
    stage.upright((door - 0.5, 0, door + 0.5, 2.12), z, shaded(room.wall, 0.5))
    stage.upright((door - 0.43, 0, door + 0.43, 2.05), z, colour)
    stage.upright((door - 0.25, 1.2, door + 0.25, 1.85), z, shaded(colour, 0.4))
    stage.round((door + 0.34 * room.side, 1.02, z), 0.03, 0.03, (214, 208, 190))
    stage.round((door, 2.38, z), 0.16, 0.16, (60, 60, 64))
    stage.round((door, 2.38, z), 0.14, 0.14, (248, 247, 242))
    hour = rng.uniform(0, math.tau)
    stage.line([(door, 2.38, z), (door + 0.07 * math.sin(hour), 2.38 + 0.07 * math.cos(hour), z)], 0.018, (40, 40, 44))
    stage.line(
        [(door, 2.38, z), (door + 0.11 * math.sin(hour * 12), 2.38 + 0.11 * math.cos(hour * 12), z)],
        0.012,
        (40, 40, 44),
    )
    middle = wide / 2
    hatch = room.says("hatch|canteen|kitchen|counter")
    screen = room.says("screen|projector|slides?|video|écran|television")
    if hatch:
        _hatch(stage, middle - 0.3 * room.side, z, rng)
    elif screen:
        x = middle + 0.2 * room.side
        stage.upright((x - 1.25, 1.02, x + 1.25, 2.46), z, (58, 60, 66))
        stage.upright((x - 1.2, 1.06, x + 1.2, 2.42), z, (246, 248, 250))
        stage.upright((x - 1.05, 2.16, x + 0.3, 2.27), z, (52, 92, 110))
        for row in range(4):
            y = 1.94 - row * 0.2
            stage.line([(x - 1.0, y, z), (x + rng.uniform(-0.5, 0.2), y, z)], 0.035, (120, 126, 134))
        for bar in range(4):
            left = x + 0.4 + bar * 0.17
            stage.upright((left, 1.25, left + 0.12, 1.5 + rng.uniform(0, 0.5)), z, (94, 150, 150))
    if not (hatch or screen) or room.says("sheets"):
        at = middle - 1.5
        for _ in range(rng.choice((2, 3, 4)) if not screen else 2):
            y = rng.uniform(1.95, 2.2)
            tilt = rng.uniform(-0.02, 0.02)
            stage.shade(upright((at, y - 1.0, at + 0.72, y), z), 20)
            furniture.sheet(
                stage, [(at, y, z), (at + 0.7, y + tilt, z), (at + 0.7, y - 0.98 + tilt, z), (at, y - 0.98, z)], rng
            )
            at += rng.uniform(0.82, 0.98)
    if rng.random() < 0.6:
        furniture.plant(stage, 0.5 if room.side > 0 else wide - 0.5, 0, deep - 0.6, rng, 0.9)


def _hatch(stage: Stage, x: float, z: float, rng: Random) -> None:
    """A serving hatch: its opening, the kitchen's lit wall behind it, the counter, cups and plates on it."""
    stage.upright((x - 1.3, 1.0, x + 1.3, 2.15), z, (84, 82, 80))
    stage.upright((x - 1.22, 1.04, x + 1.22, 2.08), z, (206, 208, 196))
    for row in range(2):
        y = 1.5 + row * 0.32
        stage.line([(x - 1.15, y, z), (x + 1.15, y, z)], 0.03, (150, 140, 124))
        for _ in range(8):
            left = x + rng.uniform(-1.05, 0.95)
            stage.face(
                [(left, y, z), (left + 0.11, y, z), (left + 0.11, y + rng.uniform(0.08, 0.2), z), (left, y + 0.14, z)],
                rng.choice(CHINA + SEATS),
            )
    stage.upright((x - 1.22, 1.9, x + 1.22, 2.08), z, (168, 172, 174))
    stage.box((x - 1.4, 0.94, z - 0.3), (x + 1.4, 1.0, z), (190, 192, 192))
    for number in range(5):
        cx = x - 1.1 + number * 0.17
        stage.shape(
            (cx, 1.0, z - 0.2), [(-0.05, 0), (0.05, 0), (0.06, 0.1), (-0.06, 0.1)], rng.choice(CHINA), smooth=False
        )
