"""谁改的: where in the edited text somebody changed something, and what the plan has changed itself since the export.

Told once, from the draft as the plan makes it. Whatever differs from a later draft anywhere else follows from an edit
that has its place by then, and is no edit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from drafter.document import plain
from drafter.syncing.edits import Change, changes
from drafter.syncing.lines import Line, paired

__all__ = ["Authors"]


class Authors:
    """`own` is the plan's draft, `wanted` the edited text, `base` the texts as they were exported, if known."""

    def __init__(self, own: Sequence[Line], wanted: Sequence[Line], base: frozenset[str] | None) -> None:
        self.wanted = wanted
        self.base = base
        self.rows_gone: set[str] = set()
        self.plans_own: set[int] = set()
        """Lines of the edited text that only the plan has changed since."""
        self.both: set[int] = set()
        """Lines that both have changed."""
        self.plans_new: set[str] = set()
        """Lines of the draft, without numbers, that came since."""
        self.edited: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for index, other in paired(own, wanted):
            self._note(own[index] if index is not None else None, other)

    def _note(self, line: Line | None, other: int | None) -> None:
        if other is None:
            if line and self.base is not None and line.words not in self.base:
                self.plans_new.add(line.unnumbered)
            elif line and line.is_row:
                self.rows_gone.add(line.words)
            return
        target = self.wanted[other]
        if self._is_plans(line, target, other):
            return
        whole = line is None or len(line.cells) != len(target.cells)
        for number, cell in enumerate(target.cells):
            found = changes(line.cells[number], plain(cell)) if line and not whole else ()
            stretches = [(each.at, each.at + len(each.words)) for each in found]
            self.edited[other, number] = [(0, len(plain(cell)))] if whole else stretches

    def _is_plans(self, line: Line | None, target: Line, other: int) -> bool:
        """Whether the plan, not the editor, or both have changed a line since it was exported."""
        if self.base is None or (line and (line.words == target.words or line.words in self.base)):
            return False
        if target.words in self.base:
            self.plans_own.add(other)
        elif line:
            self.both.add(other)
        return target.words in self.base or line is not None

    def changed(self, line: Line, other: int) -> Iterator[tuple[int, Change]]:
        """The changes that somebody made in a line of both texts, each with its cell's number."""
        if other in self.plans_own or other in self.both:
            return
        for number, (cell, new) in enumerate(zip(line.cells, self.wanted[other].cells, strict=True)):
            for each in changes(cell, plain(new)) if plain(cell) != plain(new) else ():
                start, end = each.at, each.at + len(each.words)
                if any(left <= end and start <= right for left, right in self.edited[other, number]):
                    yield number, each

    def dropped(self, line: Line) -> bool:
        """Whether somebody deleted the line; else it came to the draft since, or it is a row that follows the text."""
        return line.unnumbered not in self.plans_new and (not line.is_row or line.words in self.rows_gone)

    def followed(self, line: Line) -> None:
        """Notes a line that an edit brought into the draft: nobody deleted it."""
        self.plans_new.add(line.unnumbered)

    def added(self, other: int) -> bool:
        """Whether somebody added the line; else the plan has dropped it, or it is a row that follows the text."""
        whole = [(0, len(plain(self.wanted[other].cells[0])))]
        return other not in self.plans_own and (not self.wanted[other].is_row or self.edited[other, 0] == whole)
