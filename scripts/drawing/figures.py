"""People, as shapes seen from behind: nobody has a face, and nobody is anybody.

In: a `Stage`, a place, the chance that dresses somebody. Out: props on the stage. Guaranteed: the same chance dresses
somebody the same way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from drawing.alphabet import Point
from drawing.furniture import SEAT, backrest
from drawing.light import Colour, shaded
from drawing.stage import Spot, Stage, level

_SKINS: tuple[Colour, ...] = (
    (232, 196, 170),
    (206, 160, 128),
    (160, 112, 82),
    (112, 76, 56),
    (84, 58, 44),
    (222, 180, 150),
)
_HAIRS: tuple[Colour, ...] = (
    (44, 36, 32),
    (70, 50, 38),
    (112, 80, 52),
    (150, 142, 136),
    (206, 202, 196),
    (172, 128, 74),
    (30, 28, 30),
)
_CLOTHES: tuple[Colour, ...] = (
    (62, 84, 110),
    (134, 62, 58),
    (84, 110, 88),
    (176, 150, 104),
    (104, 96, 124),
    (58, 62, 72),
    (198, 184, 160),
    (74, 124, 130),
    (170, 106, 70),
    (120, 132, 146),
    (150, 84, 104),
    (214, 206, 190),
)
_COATS: tuple[Colour, ...] = ((54, 62, 78), (90, 62, 52), (70, 84, 66), (228, 148, 40), (116, 42, 46), (44, 44, 50))
_TROUSERS: tuple[Colour, ...] = ((52, 58, 74), (70, 66, 62), (44, 44, 50), (96, 88, 76))
_STYLES = ("short", "short", "long", "bob", "bun", "bald", "scarf", "curly", "short")


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody: colours, hair, and how broad and tall they are beside the average."""

    skin: Colour
    hair: Colour
    style: str
    top: Colour
    below: Colour
    broad: float
    tall: float


def somebody(rng: Random, coats: bool = False) -> Figure:
    """Somebody by chance, perhaps in an outdoor coat."""
    style = rng.choice(("hat", "short", "scarf", "hat", "long") if coats else _STYLES)
    skin = rng.choice(_SKINS)
    dark = skin in _SKINS[2:5]
    hair = rng.choice((_HAIRS[0], _HAIRS[6], _HAIRS[0], _HAIRS[3]) if dark else _HAIRS)
    top = rng.choice(_COATS if coats else _CLOTHES)
    return Figure(skin, hair, style, top, rng.choice(_TROUSERS), rng.uniform(0.92, 1.16), rng.uniform(0.94, 1.05))


def seated(
    stage: Stage, x: float, z: float, who: Figure, chair: Colour | None = None, raised: int = 0, lean: float = 0
) -> None:
    """Somebody on a chair, facing away; `raised` lifts the left (-1) or right (1) hand."""
    stage.shade(level((x - 0.26, z - 0.26, x + 0.26, z + 0.3), 0), 70)

    def draw() -> None:
        at = (x, SEAT, z)
        if chair:
            for leg in (-0.18, 0.18):
                stage.line([(x + leg, SEAT, z - 0.18), (x + leg, 0, z - 0.2)], 0.025, (96, 98, 104))
            stage.box((x - 0.21, SEAT - 0.03, z - 0.2), (x + 0.21, SEAT + 0.02, z + 0.2), chair)
        _body(stage, at, who, raised, 0.0, lean)
        if chair:
            backrest(stage, x, z, 0, chair)

    stage.prop(z - 0.1, draw)


def standing(
    stage: Stage, x: float, z: float, who: Figure, raised: int = 0, bent: bool = False, lean: float = 0
) -> None:
    """Somebody on their feet, facing away; `bent` over a table."""
    stage.shade(level((x - 0.24, z - 0.16, x + 0.24, z + 0.2), 0), 80)

    def draw() -> None:
        hip = 0.86 * who.tall
        for side in (-1, 1):
            leg = [
                (side * 0.015, hip + 0.05),
                (side * 0.19, hip + 0.05),
                (side * 0.17, 0.45),
                (side * 0.15, 0.06),
                (side * 0.04, 0.06),
            ]
            stage.shape((x, 0, z), leg, shaded(who.below, -0.12 if side > 0 else 0), smooth=False)
            stage.shape(
                (x, 0, z), [(side * 0.03, 0), (side * 0.17, 0), (side * 0.16, 0.09), (side * 0.04, 0.09)], (40, 36, 34)
            )
        _body(stage, (x, hip - 0.06, z), who, raised, 0.16 if bent else 0.0, lean)

    stage.prop(z, draw)


def _body(stage: Stage, at: Spot, who: Figure, raised: int, bent: float, lean: float) -> None:
    """From the hips up: arms, back, neck, head. Bent forward, a back is shorter and the head lies before it."""
    broad, up = who.broad, who.tall * (1 - bent)

    def placed(outline: Iterable[Point]) -> list[Point]:
        return [(dx * broad + lean * dy, dy * up) for dx, dy in outline]

    sleeve = shaded(who.top, -0.1)
    for side in (-1, 1):
        if side == raised:
            arm = placed([(side * 0.2, 0.62), (side * 0.3, 0.8), (side * 0.27, 1.05)])
            hand = placed([(side * 0.265, 1.13)])[0]
        else:
            arm = placed([(side * 0.215, 0.6), (side * 0.265, 0.36), (side * 0.21, 0.2)])
            hand = placed([(side * 0.19, 0.17)])[0]
        _limb(stage, at, arm, 0.1 * broad, sleeve)
        stage.round((at[0] + hand[0], at[1] + hand[1], at[2]), 0.04, 0.048, who.skin)
    if bent:
        _head(stage, (at[0] + lean * 0.82, at[1] + 0.77 * up, at[2]), who)
    half = [(0.05, 0.72), (0.14, 0.69), (0.215, 0.62), (0.225, 0.45), (0.19, 0.22), (0.205, 0.0), (0.1, -0.03)]
    back = [*half, *[(-dx, dy) for dx, dy in reversed(half)]]
    stage.shape(at, placed(back), who.top)
    shade = [
        (0.05, 0.71),
        (0.14, 0.69),
        (0.215, 0.62),
        (0.225, 0.45),
        (0.19, 0.22),
        (0.205, 0.0),
        (0.11, -0.03),
        (0.1, 0.3),
        (0.12, 0.55),
    ]
    stage.shape(at, placed(shade), shaded(who.top, -0.13))
    stage.line(
        [(at[0] + px, at[1] + py, at[2]) for px, py in placed([(0, 0.1), (0.004, 0.5)])], 0.008, shaded(who.top, -0.1)
    )
    if not bent:
        _head(stage, (at[0] + lean * 0.9, at[1] + 0.9 * up, at[2]), who)


def _limb(stage: Stage, at: Spot, points: list[Point], wide: float, colour: Colour) -> None:
    stage.line([(at[0] + x, at[1] + y, at[2]) for x, y in points], wide, colour)


def _head(stage: Stage, at: Spot, who: Figure) -> None:
    """A head from behind: neck, ears, then what hides most of it."""
    x, y, z = at
    stage.shape(
        (x, y, z),
        [(-0.052, -0.2), (0.052, -0.2), (0.048, -0.05), (-0.048, -0.05)],
        shaded(who.skin, -0.08),
        smooth=False,
    )
    collar = [(-0.085, -0.215), (0.085, -0.215), (0.07, -0.165), (-0.07, -0.165)]
    stage.shape((x, y, z), collar, shaded(who.top, 0.12))
    for side in (-1, 1):
        stage.round((x + side * 0.092, y - 0.005, z), 0.017, 0.032, shaded(who.skin, -0.05))
    stage.round(at, 0.088, 0.118, who.skin)
    hair, gleam = who.hair, shaded(who.hair, 0.12)
    if who.style == "bald":
        stage.shape(
            at,
            [(-0.09, 0.02), (-0.088, -0.07), (0, -0.095), (0.088, -0.07), (0.09, 0.02), (0.05, -0.03), (-0.05, -0.03)],
            hair,
        )
        return
    if who.style in ("long", "bob"):
        low = -0.3 if who.style == "long" else -0.15
        mane = [
            (-0.1, 0.06),
            (-0.112, -0.06),
            (-0.105, low),
            (0, low - 0.03),
            (0.105, low),
            (0.112, -0.06),
            (0.1, 0.06),
            (0, 0.134),
        ]
        stage.shape(at, mane, hair)
        stage.shape(at, [(-0.06, 0.08), (-0.075, -0.06), (-0.05, low + 0.05), (-0.045, 0.02)], gleam)
        return
    if who.style == "scarf":
        cloth = shaded(who.top, 0.25)
        stage.shape(
            at,
            [
                (-0.1, 0.05),
                (-0.12, -0.1),
                (-0.2, -0.24),
                (0, -0.3),
                (0.2, -0.24),
                (0.12, -0.1),
                (0.1, 0.05),
                (0, 0.136),
            ],
            cloth,
        )
        stage.shape(
            at,
            [(0.02, 0.125), (0.1, 0.05), (0.12, -0.1), (0.19, -0.235), (0.1, -0.26), (0.05, -0.1)],
            shaded(cloth, -0.1),
        )
        return
    if who.style == "curly":
        for step in range(11):
            dx, dy = ((step * 37) % 19 - 9) / 90, ((step * 53) % 23 - 8) / 130
            stage.round((x + dx, y + 0.02 + dy, z), 0.052, 0.052, shaded(hair, (step % 3) * 0.04))
        return
    outline = [
        (-0.094, 0.03),
        (-0.09, -0.05),
        (-0.055, -0.105),
        (0.055, -0.105),
        (0.09, -0.05),
        (0.094, 0.03),
        (0.06, 0.108),
        (0, 0.127),
        (-0.06, 0.108),
    ]
    stage.shape(at, outline, hair)
    stage.shape(at, [(-0.07, 0.06), (-0.07, -0.03), (-0.04, -0.02), (-0.03, 0.09)], gleam)
    if who.style == "bun":
        stage.round((x, y + 0.06, z), 0.05, 0.046, shaded(hair, 0.08))
        stage.round((x, y + 0.06, z), 0.03, 0.026, shaded(hair, -0.08))
    if who.style == "hat":
        wool = shaded(who.top, 0.3)
        stage.shape(
            at, [(-0.1, -0.01), (0.1, -0.01), (0.094, 0.08), (0.05, 0.135), (-0.05, 0.135), (-0.094, 0.08)], wool
        )
        stage.shape(
            at, [(-0.103, -0.025), (0.103, -0.025), (0.103, 0.025), (-0.103, 0.025)], shaded(wool, -0.15), smooth=False
        )
        stage.round((x, y + 0.15, z), 0.026, 0.026, shaded(wool, 0.2))
