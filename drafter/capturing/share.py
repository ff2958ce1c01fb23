"""Shares (份额): how much of a captured text became facts of their own, and how much stayed paragraphs."""

from __future__ import annotations

from typing import NamedTuple

from drafter.document import Document, paragraphs

__all__ = ["Shares", "shares"]

_PLAIN = "paragraph"


class Shares(NamedTuple):
    """Printed characters: of named facts, of plain paragraphs, of the structure itself and its numbers."""

    named: int
    plain: int
    structure: int

    @property
    def whole(self) -> int:
        """All characters."""
        return self.named + self.plain + self.structure

    def percent(self, count: int) -> str:
        """A part of the whole, such as 12.5%."""
        return f"{100 * count / (self.whole or 1):.1f}%"


def shares(document: Document) -> Shares:
    """The shares of a document that was made from facts."""
    named = plain = structure = 0
    for _, text in paragraphs(document):
        for run in text:
            if run.origin is None or run.origin.path is None:
                structure += len(run.text)
            elif run.origin.kind == _PLAIN:
                plain += len(run.text)
            else:
                named += len(run.text)
    return Shares(named, plain, structure)
