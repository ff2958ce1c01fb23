"""Words (文字): the text of one line or several, and where in the file each of its characters stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from drafter.document import Origin, Run, Text
from drafter.lines import Stretch
from drafter.outline.result import Line
from drafter.place import Place

__all__ = ["Words", "numbered", "words"]


class Words(NamedTuple):
    """文字: a text and the stretches of it that stand together in `file`, at least one, the first from 0 on."""

    text: str
    stretches: tuple[Stretch, ...]
    file: str

    def place(self, offset: int) -> Place:
        """Where the character at `offset` stands; behind the last one, where the next would."""
        stretch = self.stretches[self._after(offset) - 1]
        return Place(self.file, stretch.line, stretch.column + offset - stretch.offset)

    def runs(self, begin: int = 0, end: int | None = None, *, number: int | None = None) -> Text:
        """The characters from `begin` to `end` without blanks around them, a run for each stretch.

        `number` is the offset of the number that stands before them.
        """
        told = self.text[begin:end]
        first = begin + len(told) - len(told.lstrip())
        runs = tuple(self._runs(first, first + len(told.strip())))
        return runs if number is None else numbered(runs, self.place(number))

    def _runs(self, begin: int, end: int) -> Iterator[Run]:
        inside = self.stretches[self._after(begin) : self._after(end)]
        for start, stop in pairwise([begin, *[each.offset for each in inside], end]):
            if start < stop:
                yield Run(self.text[start:stop], Origin(self.place(start)))

    def _after(self, offset: int) -> int:
        """How many stretches begin at `offset` or before."""
        return bisect_right(self.stretches, offset, key=_offset)


def _offset(stretch: Stretch) -> int:
    return stretch.offset


def numbered(text: Text, place: Place) -> Text:
    """The text, whose number or label stands at `place`.

    That is the first run's wording, and the run's own place its fact then: what prints the number finds its place there
    (`document.numbered_by`).
    """
    if not text:
        return text
    (told, origin, _), *others = text
    return (Run(told, Origin(place, fact=origin.wording if origin else None)), *others)


def words(lines: Iterable[Line], file: str) -> Words:
    """The texts of lines one behind the other, without anything between them."""
    texts: list[str] = []
    stretches: list[Stretch] = []
    begin = 0
    for line in lines:
        texts.append(line.text)
        for offset, number, column in line.stretches or (Stretch(0, line.place, 1),):
            stretches.append(Stretch(begin + offset, number, column))
        begin += len(line.text)
    return Words("".join(texts), tuple(stretches), file)
