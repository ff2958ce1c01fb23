"""所见: what is told of an edit: its words before and after, what is done about it, what follows from it."""

from __future__ import annotations

from typing import NamedTuple

from drafter.document import Run, plain
from drafter.syncing.edits import Change, changes
from drafter.syncing.lines import Line

__all__ = ["Follow", "Placed", "Unplaced", "around", "clause", "follow", "row", "shown"]

_AROUND = 12
_CLAUSE = "，。；：！？\t"


class Follow(NamedTuple):
    """A text that changes because a fact in it does: where, what it said, what it will say."""

    where: str
    before: str
    after: str


class Placed(NamedTuple):
    """An edit that has its place: the words before and after, what is done, and what follows from it."""

    before: str
    after: str
    actions: tuple[str, ...]
    follows: tuple[Follow, ...] = ()


class Unplaced(NamedTuple):
    """An edit without a place: the words before and after (either may be empty), and why."""

    before: str
    after: str
    reason: str


def row(line: Line) -> str:
    """A line's words for people, cells apart."""
    return "　".join(map(plain, line.cells))


def follow(line: Line, before: str, after: str) -> Follow:
    """A text that changed though nobody edited it."""
    where = "表格" if line.is_row else "正文"
    for change in changes((Run(before),), after):
        return Follow(where, *shown(before, change))
    return Follow(where, before, after)


def shown(words: str, change: Change) -> tuple[str, str]:
    """The clauses around a change, before and after it."""
    start, end = _window(words, change.start, change.end)
    return words[start:end], words[start : change.start] + change.words + words[change.end : end]


def around(words: str, start: int, end: int) -> str:
    """The clauses around a stretch."""
    left, right = _window(words, start, end)
    return words[left:right]


def _window(words: str, start: int, end: int) -> tuple[int, int]:
    """From a clause's beginning to a clause's end, with some words on each side."""
    left, right = max(start - _AROUND, 0), min(end + _AROUND, len(words))
    while left and words[left - 1] not in _CLAUSE:
        left -= 1
    while right < len(words) and words[right - 1] not in _CLAUSE:
        right += 1
    return left, right


def clause(words: str) -> str:
    """The beginning of a text, by which people know it."""
    return words if len(words) <= 20 else f"{words[:20]}……"
