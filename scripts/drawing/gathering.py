"""A gathering: how the tables stand in a room, who sits at them, and what lies on them.

In: a `Stage` and a `Room`. Out: props on the stage. Guaranteed: what a photo's words speak of (rows, hands up, a plan,
tea) is there; where they speak of an empty room, nobody is.
"""

from __future__ import annotations

import math
from random import Random

from drawing import furniture
from drawing.figures import Figure, seated, somebody, standing
from drawing.light import shaded
from drawing.stage import Stage
from drawing.walls import CHINA, Room

_NOBODY = "empty|nobody|no one|before anybody|after everybody|left behind|chairs stacked|vide"
_COLD = "coats?|snow|frost|unheated|heating"
_HANDS = "hands?|vote|votes|voting|show of"


def gather(stage: Stage, room: Room, rng: Random) -> None:
    """How the tables stand, who sits at them, and what lies on them."""
    nobody = room.says(_NOBODY)
    if room.says("easel|flip.?chart|sheet"):
        furniture.easel(stage, room.wide / 2 + room.side * 1.0, room.deep - 1.1, room.side * 0.25, rng)
        if not nobody and not room.says("bent"):
            standing(stage, room.wide / 2 + room.side * 0.35, room.deep - 1.35, _one(room, rng), raised=room.side)
    if room.says("urn|tea|coffee|soup|lunch"):
        _tea(stage, room, rng)
    if room.says("bent|plan|map|pushed together"):
        _around_a_plan(stage, room, rng, nobody)
    elif room.says("rows?|audience|listening|screen|slides?|projector"):
        _rows(stage, room, rng, nobody)
    elif room.says("groups?|round tables?|tables of|small groups"):
        _groups(stage, room, rng, nobody)
    elif room.says("horseshoe|fer à cheval"):
        _horseshoe(stage, room, rng, nobody)
    elif room.says("long tables?|one table"):
        _long_table(stage, room, rng, nobody)
    else:
        rng.choice((_long_table, _groups, _horseshoe))(stage, room, rng, nobody)


def _one(room: Room, rng: Random) -> Figure:
    return somebody(rng, coats=room.says(_COLD))


def _tea(stage: Stage, room: Room, rng: Random) -> None:
    """A side table with the urn, by the wall without windows."""
    x = 0.55 if room.side > 0 else room.wide - 0.55
    z = room.deep * 0.62
    furniture.table(stage, x, z, 0.8, 1.7, room.top, cloth=(238, 236, 230))
    furniture.urn(stage, x, z + 0.4)
    for number in range(8):
        furniture.cup(stage, x - 0.2 + (number % 3) * 0.14, z - 0.6 + (number // 3) * 0.2, rng.choice(CHINA))
    furniture.plate(stage, x, z + 0.05, rng)


def _laid(stage: Stage, x: float, z: float, rng: Random) -> None:
    """What lies before somebody: papers, mostly a cup, now and then a laptop."""
    if rng.random() < 0.2:
        furniture.laptop(stage, x, z)
    elif rng.random() < 0.85:
        furniture.paper(stage, x, z, rng.uniform(-0.35, 0.35), rng)
    if rng.random() < 0.7:
        furniture.cup(stage, x + rng.choice((-0.2, 0.2)), z + rng.uniform(-0.05, 0.12), rng.choice(CHINA))


def _long_table(stage: Stage, room: Room, rng: Random, nobody: bool) -> None:
    """A table across the room, people along its near side."""
    x = room.wide / 2 + rng.uniform(-0.2, 0.2)
    for row, z in enumerate((3.0, 5.0)):
        long = 3.4
        furniture.table(stage, x, z, long, 0.85, room.top)
        for place in range(4):
            at = x - long / 2 + 0.45 + place * 0.83
            _laid(stage, at, z - 0.16, rng)
            if not nobody and rng.random() < (0.75 if row else 0.6):
                hand = rng.choice((-1, 1)) if room.says(_HANDS) else 0
                seated(stage, at, z - 0.62, _one(room, rng), room.seat, hand, rng.uniform(-0.06, 0.06))
            else:
                furniture.chair(stage, at, z - 0.68 - rng.uniform(0, 0.15), rng.uniform(-0.3, 0.3), room.seat)
        furniture.jug(stage, x + rng.uniform(-0.6, 0.6), z + 0.12)
        if rng.random() < 0.6:
            furniture.plate(stage, x + rng.uniform(-0.9, 0.9), z + 0.15, rng)


def _rows(stage: Stage, room: Room, rng: Random, nobody: bool) -> None:
    """Rows of chairs, most of them taken."""
    for row, z in enumerate((2.3, 3.6, 4.9)):
        for place in range(6):
            x = room.wide / 2 - 2.1 + place * 0.78 + (0.12 if row % 2 else -0.1)
            if nobody or rng.random() < 0.25:
                furniture.chair(stage, x, z, rng.uniform(-0.12, 0.12), room.seat)
            else:
                hand = rng.choice((0, -1, 1)) if room.says(_HANDS) else 0
                seated(stage, x, z, _one(room, rng), room.seat, hand, rng.uniform(-0.05, 0.05))


def _groups(stage: Stage, room: Room, rng: Random, nobody: bool) -> None:
    """Round tables, people on the near sides of them."""
    for x, z in ((room.wide * 0.27, 3.2), (room.wide * 0.72, 2.9), (room.wide * 0.4, 5.5), (room.wide * 0.8, 5.4)):
        furniture.round_table(stage, x, z, 0.72, rng.choice((room.top, (238, 236, 230))))
        for turn in (-2.3, -1.57, -0.84):
            at, away = x + 1.0 * math.cos(turn), z + 1.0 * math.sin(turn)
            if nobody or rng.random() < 0.3:
                furniture.chair(stage, at, away, turn + 1.57, room.seat)
            else:
                seated(stage, at, away, _one(room, rng), room.seat, 0, -0.1 * math.cos(turn))
            _laid(stage, x + 0.45 * math.cos(turn), z + 0.42 * math.sin(turn), rng)
        for turn in (0.6, 2.5):
            furniture.chair(stage, x + 1.02 * math.cos(turn), z + 1.02 * math.sin(turn), turn + 1.57, room.seat)
        furniture.jug(stage, x + 0.1, z + 0.1)


def _horseshoe(stage: Stage, room: Room, rng: Random, nobody: bool) -> None:
    """Tables in a horseshoe that is open to the front; who sits at its foot is seen from behind."""
    middle = room.wide / 2
    for side in (-1, 1):
        furniture.table(stage, middle + side * 1.75, 4.6, 0.8, 2.6, room.top)
        for place in range(3):
            z = 3.7 + place * 0.85
            furniture.paper(stage, middle + side * 1.8, z, side * 1.57 + rng.uniform(-0.2, 0.2), rng)
            furniture.cup(stage, middle + side * 1.62, z + 0.25, rng.choice(CHINA))
            furniture.chair(stage, middle + side * 2.45, z, side * 1.57 + rng.uniform(-0.2, 0.2), room.seat)
    furniture.table(stage, middle, 2.95, 4.3, 0.8, room.top)
    for place in range(5):
        x = middle - 1.7 + place * 0.85
        _laid(stage, x, 2.85, rng)
        if nobody or rng.random() < 0.3:
            furniture.chair(stage, x, 2.25, rng.uniform(-0.3, 0.3), room.seat)
        else:
            hand = rng.choice((0, -1, 1)) if room.says(_HANDS) else 0
            seated(stage, x, 2.32, _one(room, rng), room.seat, hand, rng.uniform(-0.06, 0.06))
    furniture.jug(stage, middle + 0.3, 3.1)


def _around_a_plan(stage: Stage, room: Room, rng: Random, nobody: bool) -> None:
    """Tables pushed together, a large plan on them, people standing bent over it."""
    x, z = room.wide / 2, 4.0
    furniture.table(stage, x - 0.9, z, 1.8, 1.5, room.top)
    furniture.table(stage, x + 0.9, z, 1.8, 1.5, shaded(room.top, -0.05))

    def plan() -> None:
        y = furniture.TABLE + 0.004
        stage.face(
            [(x - 0.8, y, z - 0.5), (x + 0.75, y, z - 0.55), (x + 0.8, y, z + 0.45), (x - 0.75, y, z + 0.5)],
            (244, 246, 248),
        )
        for _ in range(9):
            ax, az = rng.uniform(-0.65, 0.4), rng.uniform(-0.4, 0.2)
            bx, bz = ax + rng.uniform(0.1, 0.35), az + rng.uniform(0.08, 0.22)
            corners = [
                (x + ax, y, z + az),
                (x + bx, y, z + az),
                (x + bx, y, z + bz),
                (x + ax, y, z + bz),
                (x + ax, y, z + az),
            ]
            stage.line(corners, 0.012, (70, 100, 150))

    stage.prop(z - 0.01, plan)
    for at in (-1.5, 1.35):
        furniture.cup(stage, x + at, z - 0.3, rng.choice(CHINA))
        furniture.paper(stage, x + at * 0.8, z + 0.35, rng.uniform(-0.4, 0.4), rng)
    if not nobody:
        for at, away, lean in ((-1.95, 0.3, 0.42), (-1.5, -0.75, 0.4), (1.35, -0.85, -0.34), (2.0, 0.35, -0.4)):
            standing(stage, x + at, z + away, _one(room, rng), bent=True, lean=lean + rng.uniform(-0.05, 0.05))
        if rng.random() < 0.5:
            standing(stage, x + rng.choice((-0.5, 0.4)), z - 1.05, _one(room, rng), lean=0.05)
    furniture.chair(stage, x - 2.6, z - 1.2, rng.uniform(-1.2, 1.2), room.seat)
