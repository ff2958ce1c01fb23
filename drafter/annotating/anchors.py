"""Anchors (锚点): where comments begin and end among the runs of a paragraph (ECMA-376 part 1, 17.13.4).

A run is parted in two of the same look where a range begins or ends within it. What only stands around runs, such as a
hyperlink or a tracked insertion, is never parted: a range may begin in one of these and end in another, since its marks
stand wherever runs do. Word passes over ranges in text boxes (MS-OI29500, 2.1.315): what is said of these is put on the
place where the box is tied to the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from copy import deepcopy
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

from drafter.readers.docx_numbering import whole
from drafter.readers.lines_docx import Paragraph
from drafter.word_package import W

__all__ = ["RANGE_START", "Anchors", "Range"]

RANGE_START = f"{W}commentRangeStart"

_RANGE_END = f"{W}commentRangeEnd"
_RUN, _TEXT = f"{W}r", f"{W}t"
_PARAGRAPH_PROPERTIES, _PROPERTIES = f"{W}pPr", f"{W}rPr"
_ID = f"{W}id"
_CHANGES = tuple(f"{W}{name}" for name in ("rPrChange", "ins", "del", "moveFrom", "moveTo"))
_BOX, _PARAGRAPH = f"{W}txbxContent", f"{W}p"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Range(NamedTuple):
    """The letters of a paragraph from `begin` to `end`, counted from 0, that the comment `id` is on."""

    id: int
    begin: int
    end: int


class Anchors:
    """Puts ranges into the paragraphs of `root`; `reference` makes the run that refers to a comment of an id."""

    def __init__(self, root: etree._Element, reference: Callable[[int], etree._Element]) -> None:
        self._root = root
        self._reference = reference
        self._last_change: int | None = None

    def put(self, paragraph: Paragraph, ranges: Sequence[Range]) -> None:
        """Puts all ranges of one paragraph."""
        ids = [each.id for each in ranges]
        box = _box(paragraph.element)
        starts = [0, *accumulate(len(each.text) for each in paragraph.letters)]
        if box is not None:
            self._begin(self._before(box, 0), ids)
            self._end(self._behind(box, 0), ids)
        elif not starts[-1]:
            self._on_paragraph(paragraph.element, ids)
        else:
            self._on_letters(paragraph, starts, ranges)

    def _on_letters(self, paragraph: Paragraph, starts: Sequence[int], ranges: Sequence[Range]) -> None:
        """From the paragraph's end to its beginning: what stands before an edge is still where it was."""
        begins, ends = _by(ranges, _begin), _by(ranges, _end)
        for position in sorted({*begins, *ends}, reverse=True):
            if position in begins:
                self._begin(self._before(*_letter(paragraph, starts, position)), begins[position])
            if position in ends:
                self._end(self._behind(*_letter(paragraph, starts, position - 1)), ends[position])

    def _on_paragraph(self, element: etree._Element, ids: Sequence[int]) -> None:
        """Comments on a paragraph that has no letters."""
        properties = element.find(_PARAGRAPH_PROPERTIES)
        for id_ in reversed(ids):
            start = _mark(RANGE_START, id_)
            if properties is None:
                element.insert(0, start)
            else:
                properties.addnext(start)
            self._end(start, [id_])

    def _begin(self, first: etree._Element, ids: Sequence[int]) -> None:
        """The beginnings of ranges before their `first` element."""
        for id_ in ids:
            first.addprevious(_mark(RANGE_START, id_))

    def _end(self, last: etree._Element, ids: Sequence[int]) -> None:
        """The ends of ranges behind their `last` element, and the references."""
        for id_ in reversed(ids):
            last.addnext(self._reference(id_))
            last.addnext(_mark(_RANGE_END, id_))

    def _before(self, element: etree._Element, inside: int) -> etree._Element:
        """What begins with the letter at `inside` of the element: a run, or mathematics."""
        run = element.getparent()
        if run.tag != _RUN:
            return element
        first = _cut(element, inside)
        above = first.getprevious()
        return run if above is None or above.tag == _PROPERTIES else self._parted(run, first)

    def _behind(self, element: etree._Element, inside: int) -> etree._Element:
        """What ends with the letter at `inside` of the element."""
        run = element.getparent()
        if run.tag != _RUN:
            return element
        _cut(element, inside + 1)
        below = element.getnext()
        if below is not None:
            self._parted(run, below)
        return run

    def _parted(self, run: etree._Element, first: etree._Element) -> etree._Element:
        """A run of the same look behind this one, with all that stands in it from `first` on."""
        made = run.makeelement(run.tag, dict(run.attrib))
        properties = run.find(_PROPERTIES)
        if properties is not None:
            made.append(self._anew(deepcopy(properties)))
        made.extend([first, *first.itersiblings()])
        run.addnext(made)
        return made

    def _anew(self, properties: etree._Element) -> etree._Element:
        """A copy of a run's properties; tracked changes among them get ids of their own."""
        for change in properties.iter(*_CHANGES):
            if self._last_change is None:
                self._last_change = max(whole(each.get(_ID), 0) for each in self._root.iter(*_CHANGES))
            self._last_change += 1
            change.set(_ID, str(self._last_change))
        return properties


def _by(ranges: Sequence[Range], edge: Callable[[Range], int]) -> dict[int, list[int]]:
    """The ids of the ranges that have this edge at a position, by the position."""
    found: dict[int, list[int]] = {}
    for each in ranges:
        found.setdefault(edge(each), []).append(each.id)
    return found


def _begin(range_: Range) -> int:
    return range_.begin


def _end(range_: Range) -> int:
    return range_.end


def _letter(paragraph: Paragraph, starts: Sequence[int], position: int) -> tuple[etree._Element, int]:
    """The element that prints the letter at a position, and the letter's place in it."""
    place = bisect_right(starts, position) - 1
    return paragraph.letters[place].element, position - starts[place]


def _mark(name: str, id_: int) -> etree._Element:
    return etree.Element(name, {_ID: str(id_)})


def _box(paragraph: etree._Element) -> etree._Element | None:
    """The child of a run, or of a paragraph, that holds the text box in which the paragraph stands, the outermost one.

    None for a paragraph that stands in none.
    """
    outer = [paragraph, *paragraph.iterancestors()]
    boxes = [place for place, each in enumerate(outer) if each.tag == _BOX]
    if not boxes:
        return None
    return next(each for each in outer[boxes[-1] :] if each.getparent().tag in (_RUN, _PARAGRAPH))


def _cut(element: etree._Element, inside: int) -> etree._Element:
    """Parts a w:t before the letter at `inside`. Returns what begins with that letter, as far as it can be parted."""
    text = element.text or ""
    if element.tag != _TEXT or not 0 < inside < len(text):
        return element
    rest = element.makeelement(_TEXT, dict(element.attrib))
    rest.extend(list(element))
    element.text, rest.text = text[:inside], text[inside:]
    for each, at_cut in ((element, text[inside - 1]), (rest, text[inside])):
        if at_cut.isspace():
            each.set(_SPACE, "preserve")
    element.addnext(rest)
    return rest
