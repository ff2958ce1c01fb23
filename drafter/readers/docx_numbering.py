"""Automatic numbers (自动编号) of a .docx: what Word prints before a paragraph that numbering.xml counts.

Numbers count by abstract definition, as Word does: lists that share one go on from one another unless a list says
where it starts. Levels start anew below higher ones, or as `lvlRestart` says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from drafter.readers.docx_number_formats import formatted
from drafter.word_package import W

__all__ = ["Definitions", "Numbered", "Numbers", "definitions", "value", "whole"]

_VAL = f"{W}val"
_LEVELS = 9
_LARGEST = 1_000_000
_PLACE = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


class Numbered(NamedTuple):
    """What a paragraph or its style says of its number: the list's id, and the level from 0."""

    list_id: str
    level: int


class _Level(NamedTuple):
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


class _List(NamedTuple):
    abstract: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


class Definitions(NamedTuple):
    """numbering.xml: the lists by id, and which level of which list belongs to a paragraph style."""

    lists: Mapping[str, _List]
    of_styles: Mapping[str, Numbered]


def value(parent: etree._Element | None, name: str) -> str | None:
    """The w:val of a child; None where there is none."""
    child = None if parent is None else parent.find(f"{W}{name}")
    return None if child is None else child.get(_VAL)


def whole(said: str | None, default: int) -> int:
    """A whole number that a file says, within bounds; the default where it says none that makes sense."""
    if said is None or not re.fullmatch(r"-?\d{1,9}", said):
        return default
    return max(-_LARGEST, min(int(said), _LARGEST))


def definitions(root: etree._Element | None) -> Definitions:
    """What numbering.xml says; nothing where the file has no such part."""
    if root is None:
        return Definitions({}, {})
    abstracts = {each.get(f"{W}abstractNumId", ""): each for each in root.iter(f"{W}abstractNum")}
    linked = {value(each, "styleLink"): id_ for id_, each in abstracts.items() if value(each, "styleLink")}
    lists: dict[str, _List] = {}
    of_styles: dict[str, Numbered] = {}
    for each in root.iter(f"{W}num"):
        id_, abstract = each.get(f"{W}numId", ""), value(each, "abstractNumId") or ""
        link = value(abstracts.get(abstract), "numStyleLink")
        abstract = linked.get(link, abstract) if link else abstract
        lists[id_] = _list(abstract, abstracts.get(abstract), each)
        for level, told in lists[id_].levels.items():
            if told.style:
                of_styles.setdefault(told.style, Numbered(id_, level))
    return Definitions(lists, of_styles)


def _list(abstract: str, defined: etree._Element | None, num: etree._Element) -> _List:
    levels = dict(_levels(defined))
    starts: dict[int, int] = {}
    for override in num.iter(f"{W}lvlOverride"):
        place = whole(override.get(f"{W}ilvl"), 0)
        levels.update(_levels(override))
        start = value(override, "startOverride")
        if start is not None:
            starts[place] = whole(start, 1)
    return _List(abstract, levels, starts)


def _levels(parent: etree._Element | None) -> list[tuple[int, _Level]]:
    if parent is None:
        return []
    return [(whole(each.get(f"{W}ilvl"), 0), _level(each)) for each in parent.findall(f"{W}lvl")]


def _level(each: etree._Element) -> _Level:
    restart = value(each, "lvlRestart")
    told = next((found.get(_VAL) or "decimal" for found in each.iter(f"{W}numFmt")), "decimal")
    legal = each.find(f"{W}isLgl")
    return _Level(
        start=whole(value(each, "start"), 0),
        format=told,
        text=value(each, "lvlText") or "",
        restart=None if restart is None else whole(restart, 0),
        legal=legal is not None and legal.get(_VAL) not in ("0", "false"),
        style=value(each, "pStyle") or "",
    )


@dataclass(slots=True)
class Numbers:
    """Counts through a document, paragraph by paragraph in order."""

    defined: Definitions
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def printed(self, numbered: Numbered) -> str:
        """The number of the next paragraph of that list and level as it is printed; nothing where there is none."""
        found = self.defined.lists.get(numbered.list_id)
        level = numbered.level
        if found is None or level not in found.levels or not 0 <= level < _LEVELS:
            return ""
        counts = self.counts.setdefault(found.abstract, {})
        if numbered.list_id not in self.begun:
            self.begun.add(numbered.list_id)
            for place, start in found.starts.items():
                counts[place] = start - 1
        counts[level] = counts[level] + 1 if level in counts else found.levels[level].start
        for upper in range(level):
            if upper in found.levels:
                counts.setdefault(upper, found.levels[upper].start)
        self._restart(found, counts, level)
        return self._text(found, counts, level)

    def _restart(self, found: _List, counts: dict[int, int], level: int) -> None:
        for deeper in [place for place in counts if place > level]:
            told = found.levels.get(deeper)
            restart = None if told is None else told.restart
            if restart is None or (restart and level < restart):
                counts.pop(deeper)

    def _text(self, found: _List, counts: dict[int, int], level: int) -> str:
        told = found.levels[level]
        if told.format == "none":
            return _PLACE.sub("", told.text).strip()
        if told.format == "bullet":
            return _PRIVATE.sub("•", told.text).strip()

        def one(place: re.Match[str]) -> str:
            index = int(place[1]) - 1
            other = found.levels.get(index)
            number = counts.get(index, 0 if other is None else other.start)
            name = "decimal" if other is None or told.legal else other.format
            return formatted(number, name)

        return _PLACE.sub(one, told.text).strip()
