"""Marks (序数): which style of a structure's numbering prints a number as the source has it, and how far it counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.capturing.parts import Head, Part
from drafter.numbering import circled, mark, number_of

__all__ = ["UNNUMBERED", "Counted", "Scheme", "counted", "scheme"]

UNNUMBERED = "none"
_CHINESE = re.compile("[一二三四五六七八九十百千零]+")
_DIGITS = re.compile("[1-9][0-9]{0,3}")
_CIRCLED = re.compile("[①-⑳㉑-㉟㊱-㊿]")
_CIRCLES = {circled(number): number for number in range(1, 51)}


class Counted(NamedTuple):
    """A printed number: the style that prints it, and which one it is."""

    style: str
    number: int


class Scheme(NamedTuple):
    """编号: for each level its style and whether it runs on; and for each heading, by its line, the style it has.

    A heading whose number the program would not print so is `UNNUMBERED`: its number belongs to its words.
    """

    levels: tuple[tuple[str, bool], ...]
    styles: dict[int, str]


def counted(printed: str) -> Counted | None:
    """The style and count of a printed number such as `（二）` or `3．`; None where no style prints just this."""
    for counter, pattern in (("一", _CHINESE), ("1", _DIGITS), ("①", _CIRCLED)):
        found = pattern.search(printed)
        number = _number(found[0]) if found else None
        if found and number:
            style = printed[: found.start()] + counter + printed[found.end() :]
            made = mark(style)
            if made and 0 < number <= made.limit and made.printed(number) == printed:
                return Counted(style, number)
    return None


def _number(word: str) -> int | None:
    return int(word) if word.isdecimal() else _CIRCLES.get(word) or number_of(word)


def scheme(flows: Sequence[Sequence[Part]], own: set[int]) -> Scheme:
    """The numbering of the parts; each flow, as an attachment, counts anew. Headings in `own` keep their numbers."""
    heads = [list(_heads(parts, 1)) for parts in flows]
    depth = max((level for flow in heads for level, _ in flow), default=0)
    levels: list[tuple[str, bool]] = []
    styles: dict[int, str] = {}
    for level in range(1, depth + 1):
        tried = {run_on: _told(heads, level, own, run_on=run_on) for run_on in (False, True)}
        run_on = _hits(tried[True]) > _hits(tried[False])
        found = tried[run_on]
        styles |= found
        common = Counter(style for style in found.values() if style != UNNUMBERED).most_common(1)
        levels.append((common[0][0] if common else UNNUMBERED, run_on))
    return Scheme(tuple(levels), styles)


def _heads(parts: Sequence[Part], level: int) -> Iterator[tuple[int, Head]]:
    for part in parts:
        if part.head:
            yield level, part.head
        yield from _heads(part.parts, level + bool(part.head))


def _hits(styles: dict[int, str]) -> int:
    return sum(style != UNNUMBERED for style in styles.values())


def _told(heads: Sequence[Sequence[tuple[int, Head]]], level: int, own: set[int], *, run_on: bool) -> dict[int, str]:
    """The style of every heading of a level, counted as a draft will count them."""
    styles: dict[int, str] = {}
    for flow in heads:
        count = 0
        for other, head in flow:
            if other < level and not run_on:
                count = 0
            if other != level:
                continue
            found = counted(head.number) if head.at not in own else None
            follows = found is not None and found.number == count + 1
            count += follows
            styles[head.at] = found.style if found and follows else UNNUMBERED
    return styles
