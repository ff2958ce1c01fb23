"""House style (单位版式): the layout file and the Word file of its own (底版) that a unit's documents wear.

Either may be named on the command line or by the facts; a layout file may also lie beside the plan or above it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from drafter import facts as fact_reading
from drafter import layout_file, letterhead_tags
from drafter.catalogue import os_reason
from drafter.layout import GBT9704, Layout
from drafter.place import Place
from drafter.problems import Problem, in_order, problem
from drafter.source import Source
from drafter.structure import Structure
from drafter.writers import letterhead_places
from drafter.writers.letterhead import kept_styles
from drafter.writers.letterhead_package import MAX_FILE
from drafter.writers.letterhead_places import Letterhead

__all__ = ["Chosen", "HouseStyle", "fill", "load"]

Chosen = tuple[Path, Place | None]
"""A file to be used, its path as the user would write it, and where the facts name it, if they do."""


class HouseStyle(NamedTuple):
    """单位版式: the layout, and the unit's own Word file where it has one."""

    layout: Layout = GBT9704
    letterhead: Letterhead | None = None

    @property
    def printed(self) -> frozenset[str]:
        """The facts that are printed outside the draft itself."""
        return letterhead_tags.names(self.letterhead) if self.letterhead else frozenset()


def load(
    layout: Chosen | None, letterhead: Chosen | None, structure: Structure
) -> tuple[HouseStyle, tuple[Problem, ...]]:
    """The house style made of these files, its tags not yet filled, and all that is to say about them.

    Where there are errors, the standard stands in for a layout that cannot be used, and nothing for a letterhead.
    """
    found: list[Problem] = []
    style = HouseStyle()
    if layout:
        loaded, told = layout_file.load(layout[0]) if _is_file(layout[0]) else _missing("L509", layout)
        style, found = style._replace(layout=loaded or GBT9704), [*told]
    if letterhead:
        opened, told = _opened(letterhead[0]) if _is_file(letterhead[0]) else _missing("L521", letterhead)
        style, found = style._replace(letterhead=opened), [*found, *told]
    if style.letterhead:
        found += letterhead_tags.problems(style.letterhead, structure)
        place = style.letterhead.package.place()
        kept = kept_styles(style.letterhead)
        found += [problem("L534", place, name="、".join(kept))] if kept else []
    return style, in_order(found)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long for any file
        return False


def _missing(code: str, chosen: Chosen) -> tuple[None, tuple[Problem, ...]]:
    return None, (problem(code, chosen[1], name=str(chosen[0])),)


def _opened(path: Path) -> tuple[Letterhead | None, tuple[Problem, ...]]:
    """The letterhead at `path`; of a huge file no more is read than shows that it is too big."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        return None, (problem("L522", Place(str(path), 1, 1), reason=os_reason(error)),)
    return letterhead_places.opened(data, str(path))


def fill(
    style: HouseStyle, facts: Source, structure: Structure, *, gaps: bool = False
) -> tuple[HouseStyle, tuple[Problem, ...]]:
    """The house style with its letterhead's tags filled from facts. DraftError where one cannot be filled.

    The facts and the tags must have been found sound before.
    """
    if style.letterhead is None or not style.letterhead.tags:
        return style, ()
    values = fact_reading.read(facts, structure, gaps=gaps).values
    letterhead, problems = letterhead_tags.filled(style.letterhead, structure, values)
    return style._replace(letterhead=letterhead), problems
