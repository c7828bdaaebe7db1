"""What stands in a meeting room: tables, chairs, cups and papers, an easel, a screen, an urn of tea.

In: a `Stage`, where a thing stands, its colours. Out: props on the stage. Guaranteed: chance decides nothing here but
what is given it.
"""

from __future__ import annotations

import math
from random import Random

from drawing.light import Colour, shaded
from drawing.stage import Spot, Stage, level

TABLE = 0.74
SEAT = 0.45
_PAPER: Colour = (248, 247, 242)


def table(stage: Stage, x: float, z: float, wide: float, deep: float, top: Colour, cloth: Colour | None = None) -> None:
    """A table with its middle at x and z; a cloth hangs down to the knee."""
    left, right, near, far = x - wide / 2, x + wide / 2, z - deep / 2, z + deep / 2
    stage.shade(level((left, near - 0.1, right, far), 0), 70)

    def draw() -> None:
        if not cloth:
            for leg_x in (left + 0.04, right - 0.09):
                for leg_z in (far - 0.09, near + 0.04):
                    stage.box((leg_x, 0, leg_z), (leg_x + 0.05, TABLE - 0.04, leg_z + 0.05), (92, 94, 98))
        stage.box((left, TABLE - (0.42 if cloth else 0.045), near), (right, TABLE, far), cloth or top)

    stage.prop(z + deep * 0.2, draw)


def round_table(stage: Stage, x: float, z: float, radius: float, top: Colour) -> None:
    """A round table on one leg, with a cloth that reaches half down."""
    turns = [step * math.tau / 36 for step in range(36)]

    def ring(y: float, out: float) -> list[Spot]:
        return [(x + out * math.cos(turn), y, z + out * math.sin(turn)) for turn in turns]

    stage.shade(ring(0, radius * 1.02), 75)

    def draw() -> None:
        stage.box((x - 0.05, 0, z - 0.05), (x + 0.05, TABLE, z + 0.05), (84, 84, 90))
        low = ring(TABLE - 0.36, radius * 1.02)
        high = ring(TABLE, radius)
        for step in range(36):
            following = (step + 1) % 36
            light = -0.2 + 0.1 * math.cos(turns[step] - 2.6)
            if math.sin(turns[step]) < 0.5:
                stage.face([low[step], low[following], high[following], high[step]], shaded(top, light))
        stage.face(high, top)

    stage.prop(z + radius * 0.3, draw)


def chair(stage: Stage, x: float, z: float, turn: float, seat: Colour, legs: Colour = (96, 98, 104)) -> None:
    """A chair; turned by 0 it faces away from the camera, by half a turn it faces it."""
    stage.shade(_around(x, z, turn, (-0.24, -0.24, 0.24, 0.24), 0), 60)

    def draw() -> None:
        for spot in _around(x, z, turn, (-0.19, -0.19, 0.19, 0.19), 0):
            stage.line([spot, (spot[0], SEAT, spot[2])], 0.025, legs)
        stage.box((x - 0.21, SEAT - 0.02, z - 0.21), (x + 0.21, SEAT + 0.025, z + 0.21), seat, turn)
        backrest(stage, x, z, turn, seat, legs)

    stage.prop(z - 0.05, draw)


def backrest(stage: Stage, x: float, z: float, turn: float, seat: Colour, legs: Colour = (96, 98, 104)) -> None:
    """The back of a chair, which hides a little of whoever sits on it."""
    low = _around(x, z, turn, (-0.2, -0.2, 0.2, -0.17), SEAT)
    high = [(sx, 0.86, sz) for sx, _, sz in _around(x, z, turn, (-0.19, -0.26, 0.19, -0.23), 0)]
    for foot, head in ((low[0], high[0]), (low[1], high[1])):
        stage.line([foot, head], 0.028, legs)
    middle = [
        tuple(a + (b - a) * 0.4 for a, b in zip(foot, head, strict=True))
        for foot, head in ((low[0], high[0]), (low[1], high[1]))
    ]
    stage.face([middle[0], middle[1], high[1], high[0]], shaded(seat, -0.14))  # type: ignore[list-item]
    stage.line([high[0], high[1]], 0.03, shaded(seat, 0.02))


def _around(x: float, z: float, turn: float, box: tuple[float, float, float, float], y: float) -> list[Spot]:
    """The four corners of a box on the floor, turned around x and z."""
    x0, z0, x1, z1 = box
    corners = ((x0, z0), (x1, z0), (x1, z1), (x0, z1))
    return [
        (x + dx * math.cos(turn) - dz * math.sin(turn), y, z + dx * math.sin(turn) + dz * math.cos(turn))
        for dx, dz in corners
    ]


def paper(stage: Stage, x: float, z: float, turn: float, rng: Random, wide: float = 0.21) -> None:
    """A sheet of paper on a table, with lines of writing too small to read."""
    high = wide * 1.41

    def draw() -> None:
        corners = _around(x, z, turn, (-wide / 2, -high / 2, wide / 2, high / 2), TABLE + 0.003)
        stage.face(corners, _PAPER)
        for row in range(5):
            dz = high * (0.32 - row * 0.13)
            ends = _around(x, z, turn, (-wide * 0.36, dz, wide * rng.uniform(0.05, 0.36), dz), TABLE + 0.004)
            stage.line([ends[0], ends[1]], 0.006, (150, 154, 166))

    stage.prop(z - 0.001, draw)


def cup(stage: Stage, x: float, z: float, china: Colour) -> None:
    """A cup of tea."""

    def draw() -> None:
        y, r = TABLE, 0.04
        rim = [(x + r * math.cos(s), y + 0.09, z + r * math.sin(s)) for s in _TURNS]
        foot = [(x + r * 0.75 * math.cos(s), y, z + r * 0.75 * math.sin(s)) for s in _TURNS]
        stage.face([(x + r * 2.2 * math.cos(s), y + 0.002, z + r * 1.6 * math.sin(s)) for s in _TURNS], (120, 108, 96))
        stage.line(
            [(x + r, y + 0.07, z), (x + r * 1.7, y + 0.05, z), (x + r * 0.9, y + 0.025, z)], 0.012, shaded(china, -0.1)
        )
        stage.face([rim[0], rim[9], foot[9], foot[0]], shaded(china, -0.12))
        stage.face(foot, shaded(china, -0.12))
        stage.face(rim, china)
        stage.face([(x + r * 0.8 * math.cos(s), y + 0.086, z + r * 0.8 * math.sin(s)) for s in _TURNS], (120, 78, 46))

    stage.prop(z - 0.002, draw)


_TURNS = [step * math.tau / 18 for step in range(18)]


def jug(stage: Stage, x: float, z: float) -> None:
    """A jug of water."""

    def draw() -> None:
        stage.shape(
            (x, TABLE, z),
            [(-0.05, 0), (0.05, 0), (0.06, 0.12), (0.05, 0.23), (-0.05, 0.23), (-0.06, 0.12)],
            (186, 208, 214),
        )
        stage.shape(
            (x, TABLE, z), [(-0.048, 0.01), (0.048, 0.01), (0.056, 0.12), (-0.056, 0.12)], (160, 190, 202), False
        )
        stage.line(
            [(x + 0.055, TABLE + 0.2, z), (x + 0.1, TABLE + 0.16, z), (x + 0.06, TABLE + 0.06, z)],
            0.014,
            (176, 200, 208),
        )

    stage.prop(z - 0.002, draw)


def plate(stage: Stage, x: float, z: float, rng: Random) -> None:
    """A plate of biscuits, or what is left of them."""
    left = [(rng.uniform(-0.07, 0.07), rng.uniform(-0.07, 0.07)) for _ in range(rng.randrange(2, 8))]

    def draw() -> None:
        for out, colour in ((0.13, (232, 232, 228)), (0.09, (220, 220, 216))):
            stage.face([(x + out * math.cos(s), TABLE + 0.01, z + out * math.sin(s)) for s in _TURNS], colour)
        for dx, dz in left:
            ring = [(x + dx + 0.03 * math.cos(s), TABLE + 0.02, z + dz + 0.03 * math.sin(s)) for s in _TURNS]
            stage.face(ring, rng.choice(((196, 150, 88), (150, 100, 60), (214, 176, 120))))

    stage.prop(z - 0.002, draw)


def laptop(stage: Stage, x: float, z: float) -> None:
    """An open laptop, its screen towards whoever sits on the near side."""

    def draw() -> None:
        y = TABLE + 0.005
        stage.level((x - 0.16, z - 0.11, x + 0.16, z + 0.1), y, (150, 152, 158))
        lid = [
            (x - 0.16, y, z + 0.1),
            (x + 0.16, y, z + 0.1),
            (x + 0.16, y + 0.21, z + 0.17),
            (x - 0.16, y + 0.21, z + 0.17),
        ]
        stage.face(lid, (46, 48, 54))
        screen = [
            (x - 0.145, y + 0.02, z + 0.1),
            (x + 0.145, y + 0.02, z + 0.1),
            (x + 0.145, y + 0.195, z + 0.16),
            (x - 0.145, y + 0.195, z + 0.16),
        ]
        stage.face(screen, (206, 220, 232))

    stage.prop(z - 0.003, draw)


def sheet(stage: Stage, spots: list[Spot], rng: Random, paper_colour: Colour = (249, 248, 242)) -> None:
    """A flip-chart sheet by its four corners, from the upper left, written full of rows nobody can read from here."""
    stage.face(spots, paper_colour)
    upper_left, upper_right, lower_right, lower_left = spots

    def at(across: float, down: float) -> Spot:
        top = [a + (b - a) * across for a, b in zip(upper_left, upper_right, strict=True)]
        low = [a + (b - a) * across for a, b in zip(lower_left, lower_right, strict=True)]
        x, y, z = (a + (b - a) * down for a, b in zip(top, low, strict=True))
        return x, y, z

    ink = rng.choice(((40, 40, 48), (44, 70, 150)))
    high = math.dist(upper_left, lower_left)
    down, full = 0.08, rng.uniform(0.6, 0.92)
    while down < full:
        heading = rng.random() < 0.22
        across, end = 0.08 if heading else 0.12, rng.uniform(0.4, 0.92)
        colour = rng.choice((ink, ink, ink, (140, 84, 184), (40, 124, 74), (190, 54, 50)))
        while across < end:
            long = rng.uniform(0.05, 0.16)
            points = [at(across + long * step / 6, down + rng.uniform(-0.008, 0.008)) for step in range(7)]
            stage.line(points, high * (0.014 if heading else 0.009), colour)
            across += long + 0.035
        if heading:
            stage.line([at(0.08, down + 0.026), at(min(end, 0.9), down + 0.024)], high * 0.005, ink)
        down += 0.075 if heading else 0.052


def easel(stage: Stage, x: float, z: float, turn: float, rng: Random) -> None:
    """A flip chart on its three legs, facing the camera but for its turn."""
    across, back = 0.36 * math.cos(turn), 0.36 * math.sin(turn)
    stage.shade([(x - 0.45, 0, z - 0.2), (x + 0.45, 0, z - 0.2), (x + 0.3, 0, z + 0.5), (x - 0.3, 0, z + 0.5)], 45)

    def draw() -> None:
        for side in (-1, 1):
            stage.line([(x + side * 0.3, 1.0, z), (x + side * 0.44, 0, z - 0.12)], 0.035, (84, 86, 92))
        stage.line([(x, 1.0, z + 0.1), (x, 0, z + 0.5)], 0.03, (70, 72, 78))
        board = [
            (x - across, 1.86, z - back),
            (x + across, 1.86, z + back),
            (x + across, 0.84, z + back),
            (x - across, 0.84, z - back),
        ]
        stage.face(board, (206, 208, 210))
        near = [(sx, sy, sz - 0.015) for sx, sy, sz in board]
        inner = [(x + (sx - x) * 0.94, 1.35 + (sy - 1.35) * 0.95, sz) for sx, sy, sz in near]
        sheet(stage, inner, rng)
        stage.line([near[0], near[1]], 0.05, (58, 60, 66))

    stage.prop(z, draw)


def urn(stage: Stage, x: float, z: float) -> None:
    """A tea urn on a table."""

    def draw() -> None:
        y = TABLE
        stage.shape((x, y, z), [(-0.13, 0.02), (0.13, 0.02), (0.13, 0.4), (-0.13, 0.4)], (176, 180, 184), smooth=False)
        stage.shape(
            (x, y, z), [(-0.13, 0.02), (-0.05, 0.02), (-0.05, 0.4), (-0.13, 0.4)], (206, 210, 212), smooth=False
        )
        stage.shape((x, y, z), [(0.07, 0.02), (0.13, 0.02), (0.13, 0.4), (0.07, 0.4)], (134, 138, 144), smooth=False)
        stage.shape((x, y, z), [(-0.15, 0.4), (0.15, 0.4), (0.1, 0.48), (-0.1, 0.48)], (150, 154, 160), smooth=False)
        stage.round((x, y + 0.5, z), 0.025, 0.025, (40, 40, 44))
        stage.line([(x, y + 0.1, z), (x, y + 0.06, z)], 0.035, (52, 52, 58))

    stage.prop(z, draw)


def plant(stage: Stage, x: float, y: float, z: float, rng: Random, tall: float = 0.5) -> None:
    """A plant in a pot."""
    leaves = [(rng.uniform(-1, 1), rng.uniform(0.5, 1)) for _ in range(13)]
    green = rng.choice(((74, 116, 70), (92, 130, 74), (62, 104, 84)))

    def draw() -> None:
        stage.shape((x, y, z), [(-0.09, 0), (0.09, 0), (0.12, 0.2), (-0.12, 0.2)], (168, 104, 74), smooth=False)
        for lean, long in leaves:
            tip = (lean * tall * 0.75, 0.2 + tall * long * (1 - 0.35 * abs(lean)))
            middle = (tip[0] * 0.55, 0.2 + (tip[1] - 0.2) * 0.62)
            off = 0.045
            stage.shape(
                (x, y, z),
                [(0, 0.18), (middle[0] - off, middle[1]), tip, (middle[0] + off, middle[1] - off)],
                shaded(green, 0.18 * lean),
            )

    stage.prop(z, draw)
