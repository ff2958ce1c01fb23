"""Wrapping (断行): text that a printer or a PDF broke into lines of one width, put together again.

A line that fills the width and does not close its sentence goes on below, page numbers between them or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.outline.phrases import GENRE
from drafter.outline.records import Record, Records, columns

__all__ = ["joined", "width"]

_NARROWEST, _WIDEST = 24, 130  # columns
_FEWEST = 3
_SLACK = 8  # columns that a line may lack: no stop, figure or word begins a line or is parted
_FIRST_LINES = 6
_CLOSED = "。！？；：!?;"
_BEGINS = re.compile(r"附件\s*\d{0,2}\s*[：:]|附\s*件\s*\d{0,2}$")


def width(found: Records) -> int:
    """The width in columns that lines were broken at; 0 where the text is not broken."""
    widths = [columns(each.text) + each.source.indent for each in found if _counts(each)]
    if not widths or max(widths) > _WIDEST:
        return 0
    full = max(widths)
    broken = sum(1 for each in found if _counts(each) and _fills(each, full) and each.last not in _CLOSED)
    return full if full >= _NARROWEST and broken >= max(_FEWEST, len(widths) // 6) else 0


def _counts(each: Record) -> bool:
    return each.is_free and each.body != ""


def _fills(each: Record, full: int) -> bool:
    return columns(each.text) + each.source.indent >= full - _SLACK


def joined(found: Records) -> Records:
    """Paragraphs of a broken text as one record each; lines that a Word file broke in one paragraph stay lines."""
    full = width(found)
    if not full:
        return found
    return tuple(sorted(_joined(found, full, _paragraphs_are_indented(found)), key=lambda each: each.lines[0]))


def _paragraphs_are_indented(found: Records) -> bool:
    free = [each for each in found if _counts(each)]
    indented = sum(1 for each in free if 3 <= each.source.indent <= 8)
    return len(free) // 8 <= indented < len(free) * 0.9 and indented >= _FEWEST


def _joined(found: Records, full: int, indented: bool) -> Iterator[Record]:
    open_: Record | None = None
    filled = False
    for each in found:
        if not each.is_free:
            yield each
            continue
        if open_ is not None and _goes_on(open_, filled, each, indented):
            open_ = _together(open_, each)
        else:
            if open_ is not None:
                yield open_
            open_ = each
        filled = _fills(each, full)
    if open_ is not None:
        yield open_


def _goes_on(above: Record, filled: bool, below: Record, indented: bool) -> bool:
    """Whether the line below belongs to the paragraph above, whose last line fills the width or not."""
    if not filled or _BEGINS.match(below.body) or _is_whole_title(above):
        return False
    if indented:
        return below.source.indent < 3
    if above.last in _CLOSED:
        return False
    return not below.mark.kind or below.mark.doubtful


def _is_whole_title(above: Record) -> bool:
    """Whether the line is a title to its end, however wide: the first lines of all, ending in what documents are."""
    return above.lines[0] < _FIRST_LINES and not above.mark.kind and bool(GENRE.search(above.body))


def _together(above: Record, below: Record) -> Record:
    """One record of two; the mark stays that of the first."""
    return above._replace(text=above.text + below.text, told=above.told + below.told, lines=above.lines + below.lines)
