"""Small pictures: points and bars stand where their numbers say, and what was measured otherwise is not joined."""

from __future__ import annotations

from goldenthread.model.dates import PartialDate
from goldenthread.publish.views.plot import HEIGHT, WIDTH, Measured, bars, plot


def measured(*values: tuple[str, float, int]) -> list[Measured]:
    return [Measured(PartialDate.parse(when), value, way) for when, value, way in values]


def test_the_highest_value_stands_at_the_top_and_time_runs_to_the_right() -> None:
    made = plot(measured(("2015-01-01", 1, 0), ("2015-01-11", 3, 0), ("2015-01-21", 2, 0)), None)
    assert made
    assert made.points == ((10.0, HEIGHT - 10), (WIDTH / 2, 10.0), (WIDTH - 10, HEIGHT / 2))
    assert made.lines == ("10.0,140.0 300.0,10.0 590.0,75.0",)


def test_a_new_way_of_measuring_begins_a_new_line() -> None:
    made = plot(measured(("2015", 1, 0), ("2016", 2, 0), ("2017", 3, 1), ("2018", 4, 1), ("2019", 5, 2)), None)
    assert made
    assert [line.count(",") for line in made.lines] == [2, 2]


def test_the_target_has_its_height_too() -> None:
    made = plot(measured(("2015", 10, 0), ("2016", 20, 0)), 30)
    assert made
    assert (made.target, made.points[1][1]) == (10.0, HEIGHT / 2)


def test_one_value_is_no_picture() -> None:
    assert plot(measured(("2015", 10, 0)), 30) is None
    assert bars([(1, 0)]) is None


def test_equal_values_and_one_day_are_no_fault() -> None:
    assert plot(measured(("2015-01-01", 5, 0), ("2015-01-01", 5, 0)), 5)
    assert bars([(0, 0), (0, 0)])


def test_bars_share_one_scale_above_and_below() -> None:
    made = bars([(3, 0), (1, 2)])
    assert made
    assert [(bar.up, bar.down) for bar in made.bars] == [(78.0, 0.0), (26.0, 52.0)]
    assert made.middle == 88.0
