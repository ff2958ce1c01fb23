"""增删的项: where an edit put a new item into a list that is printed in one text, or took one out of it.

The items stand behind marks of our counting (一要……二要……) or between separators (甲科、乙科). Whether there are
more or fewer of them is told by cutting the edited text the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from drafter.differences import Entry, matched
from drafter.document import Run, Text, plain
from drafter.syncing.actions import Insert, Remove
from drafter.syncing.edits import Change
from drafter.syncing.lines import is_number, pattern

__all__ = ["ListChange", "has_mark", "item_of", "list_changes", "owner_of", "without_items"]

_ITEM = re.compile(r"(.*)\[(\d+)\]")
_STOPS = "。；;，、"


def item_of(path: str | None) -> str | None:
    """The innermost item of a list that a fact is or lies in: 目标[4] of 目标[4].数值, 措施[1] of itself."""
    return path[: path.rindex("]") + 1] if path and "]" in path else None


def owner_of(item: str) -> tuple[str, int]:
    """The list of an item, and its number."""
    found = _ITEM.fullmatch(item)
    return (found[1], int(found[2])) if found else (item, 0)


def has_mark(cell: Text, change: Change) -> bool:
    """Whether a change brings or takes a mark of our counting from inside a text, such as 二是."""
    marks = {pattern([(run, run.text)]) for run in cell[1:] if is_number(run) and not re.search("[0-9]", run.text)}
    return any(re.search(mark, change.words) or re.search(mark, change.gone) for mark in marks)


class _Printed(NamedTuple):
    """A list as printed in a text: its items' numbers, where each begins and ends, and the whole of it."""

    owner: str
    numbers: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    splitter: str
    start: int
    end: int


class ListChange(NamedTuple):
    """What makes a list as long as it is in the edited text, last item first, and where the old text prints it."""

    steps: tuple[Insert | Remove, ...]
    start: int
    end: int


def list_changes(old: Text, new: str, changes: Sequence[Change]) -> Iterator[ListChange]:
    """For each list of which the edited text has more or fewer items, what is to be done about it."""
    words = plain(old)
    for printed in _lists(old):
        start, end = _moved(printed.start, changes, after=False), _moved(printed.end, changes, after=True)
        if start is None or end is None:
            continue
        own = [words[left:right] for left, right in printed.spans]
        came = [part.strip().rstrip(_STOPS) for part in re.split(printed.splitter, new[start:end])]
        came = came if came[0] else came[1:]
        if len(own) != len(came) and all(came):
            yield ListChange(tuple(_steps(printed, own, came)), printed.start, printed.end)


def _steps(printed: _Printed, own: list[str], came: list[str]) -> Iterator[Insert | Remove]:
    pairs = matched([Entry(each) for each in own], [Entry(each) for each in came])
    steps: list[Insert | Remove] = []
    following = printed.numbers[0]
    for index, other in pairs:
        if index is None and other is not None:
            steps.append(Insert(f"{printed.owner}[{following}]", came[other]))
        elif index is not None:
            following = printed.numbers[index] + 1
            steps += [Remove(f"{printed.owner}[{printed.numbers[index]}]")] if other is None else []
    yield from reversed(steps)


def _moved(offset: int, changes: Sequence[Change], *, after: bool) -> int | None:
    """Where an offset of the old text lies in the new one, before or after what was put in right there."""
    moved = offset
    for change in changes:
        if change.start < offset < change.end:
            return None
        if change.end < offset or (change.end == offset and (after or change.start < offset)):
            moved += len(change.words) - (change.end - change.start)
        elif change.start == offset and after:
            moved += len(change.words) - (change.end - change.start) if change.start == change.end else 0
    return moved


def _lists(old: Text) -> Iterator[_Printed]:
    """The lists of single values that the text prints item by item."""
    places = list(_places(old))
    owners = dict.fromkeys(owner_of(run.origin.path)[0] for run, _, _, _ in places if run.origin and run.origin.path)
    for owner in owners:
        items = [
            (number, index, start, end)
            for run, index, start, end in places
            for own, number in (owner_of(run.origin.path if run.origin and run.origin.path else ""),)
            if own == owner and number
        ]
        printed = _marked(old, owner, items) or _separated(old, owner, items)
        if printed:
            yield printed


def _places(old: Text) -> Iterator[tuple[Run, int, int, int]]:
    """Every run that is a whole item, with its index and where it stands."""
    at = 0
    for index, run in enumerate(old):
        if run.origin and run.origin.path and run.origin.path.endswith("]"):
            yield run, index, at, at + len(run.text)
        at += len(run.text)


Items = list[tuple[int, int, int, int]]


def _marked(old: Text, owner: str, items: Items) -> _Printed | None:
    """Items behind marks such as 一要."""
    marks = [old[index - 1] for _, index, _, _ in items if index and is_number(old[index - 1])]
    if len(marks) != len(items) or len(items) < 2:
        return None
    last = items[-1][1] + 1
    stop = len(old[last].text) if last < len(old) and set(old[last].text) <= set(_STOPS) else 0
    splitter = pattern([(marks[0], marks[0].text)])
    spans = tuple((start, end) for _, _, start, end in items)
    numbers = tuple(number for number, _, _, _ in items)
    return _Printed(owner, numbers, spans, splitter, spans[0][0] - len(marks[0].text), spans[-1][1] + stop)


def _separated(old: Text, owner: str, items: Items) -> _Printed | None:
    """Items with the same separator between each two; a single one may get a second behind 、."""
    between = {plain(old[left[1] + 1 : right[1]]) for left, right in pairwise(items)} or {"、"}
    separator = next(iter(between))
    if len(between) != 1 or not separator or len(separator) > 2:
        return None
    spans = tuple((start, end) for _, _, start, end in items)
    numbers = tuple(number for number, _, _, _ in items)
    return _Printed(owner, numbers, spans, re.escape(separator), spans[0][0], spans[-1][1])


def without_items(old: Text, change: Change) -> tuple[Remove, ...]:
    """The items of groups of which everything printed in the text lies in what is gone, last first."""
    gone: dict[str, bool] = {}
    at = 0
    for run in old:
        item = item_of(run.origin.path if run.origin else None)
        if item and not (run.origin and run.origin.path == item):
            inside = change.start <= at and at + len(run.text) <= change.end
            gone[item] = gone.get(item, True) and inside
        at += len(run.text)
    return tuple(Remove(item) for item in reversed(gone) if gone[item])
