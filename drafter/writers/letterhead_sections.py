"""The sections (节) of a unit's own Word file (底版): the one that the body lies in, and copies for the draft's own.

A draft that turns pages sideways has sections of its own. Each becomes a copy of the unit's section, with its headers
and footers, upright or turned; what the unit wants on its first page only, the first of them keeps.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from drafter.layout import Page
from drafter.writers.letterhead_package import W

__all__ = ["governing", "is_turned", "later", "page", "turned"]

_TWIPS_PER_MM = 1440 / 25.4
_A4 = (11906, 16838)
_MARGIN = 1440
_NUMBER = re.compile(r"-?[0-9]{1,5}(\.[0-9]{1,5})?")


def governing(place: etree._Element) -> etree._Element | None:
    """The properties of the section that a paragraph of the body lies in; None where the file has none."""
    for each in (place, *place.itersiblings()):
        found = each if each.tag == f"{W}sectPr" else each.find(f"{W}pPr/{W}sectPr")
        if found is not None:
            return found
    return None


def page(section: etree._Element, grid: float) -> Page:
    """Paper and margins of a section, in millimetres; `grid` is the body's line pitch. A gutter belongs to the left."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    wide, high = (_length(size, name, default) for name, default in zip("wh", _A4, strict=True))
    top, bottom, left, right = (_length(margins, name, _MARGIN) for name in ("top", "bottom", "left", "right"))
    return Page(wide, high, abs(top), abs(bottom), left + _length(margins, "gutter", 0), right, grid)


def _length(element: etree._Element | None, name: str, default: int) -> float:
    """An attribute in twips, as millimetres; the default where it is missing or no plain number."""
    told = "" if element is None else element.get(f"{W}{name}") or ""
    return (float(told) if _NUMBER.fullmatch(told) else default) / _TWIPS_PER_MM


def is_turned(section: etree._Element) -> bool:
    """Whether a section's pages are turned sideways (横排)."""
    size = section.find(f"{W}pgSz")
    return size is not None and size.get(f"{W}orient") == "landscape"


def later(section: etree._Element) -> etree._Element:
    """A copy for pages that follow: it begins a page, and nothing of it is for a first page only."""
    copy = deepcopy(section)
    for tag in ("type", "titlePg", "pgNumType"):
        for found in copy.findall(f"{W}{tag}"):
            if tag == "pgNumType":
                found.attrib.pop(f"{W}start", None)
            else:
                copy.remove(found)
    return copy


def turned(section: etree._Element) -> etree._Element:
    """A copy whose pages are turned clockwise to be read, their margins with them (GB/T 9704-2012, 8)."""
    copy = deepcopy(section)
    size, margins = copy.find(f"{W}pgSz"), copy.find(f"{W}pgMar")
    if size is not None:
        wide, high = (size.get(f"{W}{name}") or str(default) for name, default in zip("wh", _A4, strict=True))
        size.set(f"{W}w", high)
        size.set(f"{W}h", wide)
        if size.attrib.pop(f"{W}orient", None) != "landscape":
            size.set(f"{W}orient", "landscape")
    if margins is not None:
        old = {edge: margins.get(f"{W}{edge}") for edge in ("top", "right", "bottom", "left")}
        for edge, before in (("top", "left"), ("right", "top"), ("bottom", "right"), ("left", "bottom")):
            margins.set(f"{W}{edge}", (old[before] or "0").lstrip("-"))
    return copy
