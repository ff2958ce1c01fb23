"""文稿的行: a document as lines to be held against an edited one: a paragraph is a line of one cell, a table's row one
of several. Which line became which is told by equal texts first, then by likeness, then by standing in the same place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from drafter.differences import Entry, grams, matched, shared
from drafter.document import NUMBERING, Document, Run, Table, Text, plain, printed

__all__ = ["Line", "Pair", "fits", "is_number", "lines", "paired", "pattern", "without"]

ROW = "row"
_NUMERALS = re.compile(r"[〇一二三四五六七八九十百]+|\d+|[①-㊿]")
_ANY_NUMERAL = r"(?:[〇一二三四五六七八九十百]+|\d+|[①-㊿])"
_STANDS_ALONE = frozenset(("Title", "Heading", "Salutation", "Date", "Signature"))
_SHORT = 30  # characters: a title, a heading alone, a date may be written anew from end to end
_ALIKE_IN_PLACE = 0.2

Pair = tuple[int | None, int | None]


class Line(NamedTuple):
    """一行: what block it is of, its cells, and the table's column titles for a row."""

    role: str
    cells: tuple[Text, ...]
    heads: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The line as printed, its cells split by tab."""
        return "\t".join(map(plain, self.cells))

    @property
    def unnumbered(self) -> str:
        """A drafted line without what the program counts: the same wherever it stands."""
        return "\t".join(["".join([run.text for run in cell if not is_number(run)]) for cell in self.cells])

    @property
    def is_row(self) -> bool:
        """Whether it stands in a table."""
        return self.role == ROW


def lines(document: Document) -> list[Line]:
    """Every line of the document in printing order."""
    found: list[Line] = []
    for block in document.blocks:
        if not isinstance(block, Table):
            found += [Line(type(block).__name__, (text,)) for text in printed(block)]
            continue
        found += [Line("Caption", (block.caption,))] if block.caption else []
        heads = tuple(plain(column.title) for column in block.columns)
        rows = (tuple(column.title for column in block.columns), *block.rows)
        found += [Line(ROW, row, heads) for row in rows]
    return found


def without(found: Sequence[Line], texts: Counter[str]) -> list[Line]:
    """The lines without those of these texts, each as often as it is counted."""
    left = Counter(texts)
    kept = []
    for line in found:
        if left[line.words] > 0:
            left[line.words] -= 1
        else:
            kept.append(line)
    return kept


def paired(old: Sequence[Line], new: Sequence[Line]) -> list[Pair]:
    """Every line of both once, in order."""
    pairs = matched(*([Entry(line.words, ROW if line.is_row else "") for line in each] for each in (old, new)))
    found: list[Pair] = []
    for is_pair, group in groupby(pairs, key=lambda pair: None not in pair):
        here = list(group)
        found += here if is_pair else _in_place(here, old, new)
    return found


def _in_place(gap: list[Pair], old: Sequence[Line], new: Sequence[Line]) -> Iterator[Pair]:
    """Of as many lines gone as come in one place, each is the other, if they play the same role."""
    gone = [index for index, _ in gap if index is not None]
    come = [index for _, index in gap if index is not None]
    if len(gone) == len(come) and all(_may_be(old[index], new[other]) for index, other in zip(gone, come, strict=True)):
        yield from zip(gone, come, strict=True)
    else:
        yield from gap


def _may_be(old: Line, new: Line) -> bool:
    if old.role != new.role:
        return False
    alone = old.role in _STANDS_ALONE and max(len(old.words), len(new.words)) <= _SHORT
    return alone or shared(grams(old.words), grams(new.words)) >= _ALIKE_IN_PLACE


def is_number(run: Run) -> bool:
    """Whether the program counted it itself."""
    return run.origin is not None and run.origin.path is None and run.origin.source == NUMBERING


def pattern(runs: Iterable[tuple[Run, str | None]]) -> str:
    """A regular expression of what a text is to be: of each run its text, or None where it may be any.

    What the program counts may be any other number of the same make.
    """
    return "".join([_part(run, words) for run, words in runs])


def _part(run: Run, words: str | None) -> str:
    if words is None:
        return ".*?"
    if is_number(run):
        return _ANY_NUMERAL.join(re.escape(part) for part in _NUMERALS.split(words))
    return re.escape(words)


def fits(line: Line, words: str) -> bool:
    """Whether a drafted line says these words, apart from its numbers."""
    cells = [pattern((run, run.text) for run in cell) for cell in line.cells]
    return re.fullmatch("\t".join(cells), words, re.DOTALL) is not None
