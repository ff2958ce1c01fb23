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

__all__ = ["Anchors", "Range"]

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
        """Puts all ranges of one paragraph. From its end to its beginning: what stands before is where it was."""
        box = _box(paragraph.element)
        if box is not None:
            for each in reversed(ranges):
                self._before(box, 0).addprevious(_mark("commentRangeStart", each.id))
                self._end(self._behind(box, 0), each.id)
            return
        edges = [(each.end, _ENDS, each.id) for each in ranges] + [(each.begin, _BEGINS, each.id) for each in ranges]
        starts = [0, *accumulate(len(each.text) for each in paragraph.letters)]
        if not starts[-1]:
            for each in reversed(ranges):
                self._on_paragraph(paragraph.element, each.id)
            return
        for position, kind, id_ in sorted(edges, reverse=True):
            letter = position if kind is _BEGINS else position - 1
            place = bisect_right(starts, letter) - 1
            element, inside = paragraph.letters[place].element, letter - starts[place]
            if kind is _BEGINS:
                self._before(element, inside).addprevious(_mark("commentRangeStart", id_))
            else:
                self._end(self._behind(element, inside), id_)

    def _on_paragraph(self, element: etree._Element, id_: int) -> None:
        """A comment on a paragraph that has no letters."""
        start = _mark("commentRangeStart", id_)
        properties = element.find(_PARAGRAPH_PROPERTIES)
        if properties is None:
            element.insert(0, start)
        else:
            properties.addnext(start)
        self._end(start, id_)

    def _end(self, last: etree._Element, id_: int) -> None:
        """The end of a range behind its `last` element, and the reference."""
        last.addnext(self._reference(id_))
        last.addnext(_mark("commentRangeEnd", id_))

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


_BEGINS, _ENDS = 1, 0  # of two edges between the same letters, the beginning is put first


def _mark(name: str, id_: int) -> etree._Element:
    return etree.Element(f"{W}{name}", {_ID: str(id_)})


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
    element.text, rest.text = text[:inside], text[inside:]
    for each in (element, rest):
        each.set(_SPACE, "preserve")
    element.addnext(rest)
    return rest
