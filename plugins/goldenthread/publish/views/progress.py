"""Views of strategies and indicators: how each went, team by team and meeting by meeting, and what was measured.

In: a `Book`. Out: `StrategyView`, `IndicatorView`, `IndicatorsView`. Guaranteed: every report is shown at its meeting;
a target that was changed is shown with the one that it replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from goldenthread.language import N_
from goldenthread.model.agreed import Action, Finding
from goldenthread.model.archive import Reported
from goldenthread.model.entry import Key, Kind, Relation
from goldenthread.model.fields import Prose
from goldenthread.model.register import Indicator, Strategy, Value
from goldenthread.publish.views.book import Book
from goldenthread.publish.views.common import Backlink, Fact, Name, Row, Told, ValueView
from goldenthread.publish.views.lists import WHAT, Part, parts
from goldenthread.publish.views.plot import Measured, Plot, plot
from goldenthread.publish.views.updates import unit_of, update_told


@dataclass(frozen=True, slots=True)
class Cell:
    """What one team had of a strategy at one meeting: planned, reported, observed and reflected."""

    team: Name
    planned: tuple[Row, ...]
    told: tuple[Told, ...]
    effects: tuple[Row, ...]
    reflections: tuple[Row, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing was recorded."""
        return not (self.planned or self.told or self.effects or self.reflections)


@dataclass(frozen=True, slots=True)
class Stage:
    """A strategy at one meeting, or between meetings: a cell for each team."""

    meeting: Name
    date: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class StrategyView:
    """A strategy: its aim, who carries it out, how it went at each meeting, and its goals and indicators."""

    key: Key
    strategy: Strategy
    facts: tuple[Fact, ...]
    teams: tuple[Name, ...]
    stages: tuple[Stage, ...]
    between: tuple[Told, ...]
    parts: tuple[Part, ...]
    previous: Name | None
    next: Name | None
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator in a list: where it began, where it stands, and where it is meant to go."""

    name: Name
    baseline: ValueView | None
    newest: ValueView | None
    target: ValueView | None


@dataclass(frozen=True, slots=True)
class IndicatorsView:
    """All indicators."""

    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator: how it is measured, every value with its source, every change with its reason."""

    key: Key
    indicator: Indicator
    facts: tuple[Fact, ...]
    row: IndicatorRow
    method: Prose
    methods_before: tuple[Prose, ...]
    measured: tuple[Told, ...]
    plot: Plot | None
    told: tuple[Told, ...]
    previous: Name | None
    next: Name | None
    backlinks: tuple[Backlink, ...]


def strategy_view(book: Book, key: Key) -> StrategyView:
    """The page of one strategy."""
    strategy, archive = book.archive.index[key].thing, book.archive
    assert isinstance(strategy, Strategy)
    teams = archive.targets(key, Relation.FOLLOWED_BY)
    belonging = archive.sources(key, Relation.FOLLOWS)
    found = tuple(k for k in archive.sources(key, Relation.CONCERNS) if k.kind is Kind.FINDING)
    previous, following = book.neighbours(key)
    return StrategyView(
        key=key,
        strategy=strategy,
        facts=tuple(_facts(book, key, strategy)),
        teams=book.names(teams),
        stages=tuple(_stages(book, key, teams, (*belonging, *found))),
        between=tuple(update_told(book, one) for one in archive.updates_about.get(key, ()) if not one.meeting),
        parts=parts(book, dict.fromkeys((*belonging, *found)), WHAT),
        previous=previous,
        next=following,
        backlinks=book.backlinks(key, Relation.FOLLOWS, Relation.REPORTS_ON, Relation.PART_OF),
    )


def _facts(book: Book, key: Key, strategy: Strategy) -> Iterator[Fact]:
    words = book.words

    def names(label: str, keys: Iterable[Key], relation: str = "") -> Iterator[Fact]:
        found = book.names(keys)
        if found:
            yield Fact(words(label), found, relation=relation, back=not relation)

    targets = book.archive.targets
    yield from names(N_("Carried out by"), targets(key, Relation.FOLLOWED_BY), Relation.FOLLOWED_BY)
    if strategy.since:
        until = f" – {words.date(strategy.until)}" if strategy.until else ""
        yield Fact(words(N_("Since")), words=words.date(strategy.since) + until)
    yield from names(N_("Part of"), targets(key, Relation.PART_OF), Relation.PART_OF)
    yield from names(N_("Its parts"), book.archive.sources(key, Relation.PART_OF))
    yield from names(N_("Came out of"), targets(key, Relation.RAISED_ON), Relation.RAISED_ON)
    yield from names(N_("Themes"), targets(key, Relation.ABOUT_THEME), Relation.ABOUT_THEME)
    measured = (k for k in book.archive.sources(key, Relation.FOLLOWS) if k.kind is Kind.INDICATOR)
    yield from names(N_("Indicators"), measured)


def _stages(book: Book, key: Key, teams: tuple[Key, ...], about: tuple[Key, ...]) -> Iterator[Stage]:
    """The meetings at which anything of a strategy was planned, reported or found, in the order of time."""
    archive = book.archive
    watched = {key, *(k for k in about if k.kind in (Kind.ACTION, Kind.SUPPORT))}
    told = [one for one in archive.updates if one.about in watched and one.meeting]
    about = tuple(k for k in about if k.kind in (Kind.ACTION, Kind.FINDING))
    ids = {one.meeting for one in told} | {meeting.id for k in about if (meeting := book.meeting_of(k))}
    for meeting in archive.meetings:
        if meeting.id in ids:
            here = [k for k in about if (other := book.meeting_of(k)) and other.id == meeting.id]
            reported = [one for one in told if one.meeting == meeting.id]
            cells = [_cell(book, team, here, reported) for team in teams]
            others = _others(book, teams, here, reported)
            cells += [] if others.empty else [others]
            yield Stage(book.name(Key(Kind.MEETING, meeting.id)), book.words.date(meeting.date), tuple(cells))


def _cell(book: Book, team: Key, about: list[Key], told: list[Reported]) -> Cell:
    archive = book.archive

    def of(key: Key, *relations: Relation) -> bool:
        return team in archive.targets(key, *relations)

    def rows(*, reflections: bool) -> tuple[Row, ...]:
        found = [
            k
            for k in about
            if isinstance(one := archive.index[k].thing, Finding)
            and (one.kind in ("reflection", "lesson")) is reflections
        ]
        return tuple(book.row(k) for k in found if of(k, Relation.FOUND_BY))

    actions = [k for k in about if isinstance(archive.index[k].thing, Action) and of(k, Relation.OWNED_BY)]
    return Cell(
        team=book.name(team),
        planned=tuple(_row_of(book, k, team) for k in actions),
        told=tuple(update_told(book, one) for one in told if of(one.key, Relation.REPORTED_BY)),
        effects=rows(reflections=False),
        reflections=rows(reflections=True),
    )


def _others(book: Book, teams: tuple[Key, ...], about: list[Key], told: list[Reported]) -> Cell:
    """What belongs to none of the teams: planned or found by somebody else, reported by nobody named."""
    archive = book.archive

    def apart(key: Key, relation: Relation) -> bool:
        return not set(teams) & set(archive.targets(key, relation))

    findings = [k for k in about if isinstance(archive.index[k].thing, Finding) and apart(k, Relation.FOUND_BY)]
    actions = [k for k in about if isinstance(archive.index[k].thing, Action) and apart(k, Relation.OWNED_BY)]
    return Cell(
        team=Name(book.words(N_("Others")) if teams else ""),
        planned=tuple(book.row(k) for k in actions),
        told=tuple(update_told(book, one) for one in told if apart(one.key, Relation.REPORTED_BY)),
        effects=tuple(book.row(k) for k in findings),
        reflections=(),
    )


def indicators_view(book: Book) -> IndicatorsView:
    """The list of all indicators."""
    keys = book.alphabetical(Key(Kind.INDICATOR, one.id) for one in book.archive.indicators)
    return IndicatorsView(tuple(_row(book, key) for key in keys))


def indicator_view(book: Book, key: Key) -> IndicatorView:
    """The page of one indicator."""
    indicator, archive = book.archive.index[key].thing, book.archive
    assert isinstance(indicator, Indicator)
    updates = archive.updates_about.get(key, ())
    told = tuple(update_told(book, one) for one in updates)
    previous, following = book.neighbours(key)
    named = ((label, relation, book.names(archive.targets(key, relation))) for label, relation in _BELONGS)
    better = {"higher": N_("the higher the better"), "lower": N_("the lower the better")}.get(indicator.better, "")
    in_unit = unit_of(book, key, updates[-1].when) if updates else indicator.unit
    unit = Fact(book.words(N_("Unit")), words=in_unit, note=book.words(better))
    changed = [one.update.changes.method for one in updates if one.update.changes]
    methods = [method for method in (indicator.method, *changed) if method]
    return IndicatorView(
        key=key,
        indicator=indicator,
        facts=(
            *((unit,) if in_unit else ()),
            *(Fact(book.words(label), names, relation=relation) for label, relation, names in named if names),
        ),
        row=_row(book, key),
        method=methods[-1] if methods else Prose(),
        methods_before=tuple(methods[:-1]),
        measured=tuple(one for one in told if one.value),
        plot=_plot(indicator, updates),
        told=told,
        previous=previous,
        next=following,
        backlinks=book.backlinks(key, Relation.REPORTS_ON),
    )


def _plot(indicator: Indicator, updates: tuple[Reported, ...]) -> Plot | None:
    """The values in the order of time; a new unit or method begins a new line."""
    way, target, found = 0, indicator.target, []
    for one in updates:
        if changes := one.update.changes:
            way += bool(changes.unit or changes.method)
            target = changes.target or target
        if one.update.value:
            found.append(Measured(one.update.measured or one.when, float(one.update.value), way))
    found.sort(key=lambda one: (one.when.latest, one.when.earliest))
    return plot(found, float(target.value) if target else None)


def _row_of(book: Book, key: Key, team: Key) -> Row:
    """An action of several teams as it stands for one of them, once that one has reported."""
    row, standing = book.row(key), book.history(key).standings().get(team)
    return replace(row, mark=book.mark_of(standing)) if standing else row


_BELONGS = (
    (N_("Came out of"), Relation.RAISED_ON),
    (N_("Kept by"), Relation.OWNED_BY),
    (N_("Strategy"), Relation.FOLLOWS),
    (N_("Themes"), Relation.ABOUT_THEME),
)


def _row(book: Book, key: Key) -> IndicatorRow:
    indicator = book.archive.index[key].thing
    assert isinstance(indicator, Indicator)
    updates = book.archive.updates_about.get(key, ())
    unit = indicator.unit
    baseline, target = _value(book, indicator.baseline, unit), _value(book, indicator.target, unit)
    for one in updates:
        if changes := one.update.changes:
            unit = changes.unit or unit
            baseline = _value(book, changes.baseline, unit) or baseline
            target = _value(book, changes.target, unit) or target
    measured = sorted((one for one in updates if one.update.value), key=lambda one: one.update.measured or one.when)
    newest = update_told(book, measured[-1]).value if measured else None
    return IndicatorRow(book.name(key), baseline, newest, target)


def _value(book: Book, value: Value | None, unit: str) -> ValueView | None:
    if not value:
        return None
    return ValueView(value.value, unit, book.words.date(value.date) if value.date else "", value.source)
