"""What the outline of a document says: a role for each line, how sure it is, and why it is not surer."""

from __future__ import annotations

from typing import Literal, NamedTuple

from drafter.lines import Stretch

__all__ = ["LEVELS", "SURE", "Line", "Outline", "Role"]

Role = Literal[
    "title",
    "meta",
    "salutation",
    "heading1",
    "heading2",
    "heading3",
    "heading4",
    "point",
    "list_item",
    "paragraph",
    "signature",
    "date",
    "attachment",
    "note",
    "noise",
]

LEVELS: tuple[Role, ...] = ("heading1", "heading2", "heading3", "heading4")
SURE = 0.7
"""From this confidence on, a person need not look at a line again."""


class Line(NamedTuple):
    """行: the text, its role, the printed number (`（二）`), a heading's words where more follows them.

    In a paragraph that a printer broke, they may end in the next line; the JSON, which is line by line, then has none.

    `confidence` is from 0 to 1; below `SURE`, `reason` says what is doubtful. `place` is the number of the line, or of
    the paragraph in a Word file, from 1; `row` the number of the table that the line is a row of, or 0, and `cells` the
    row's texts, blank ones too. A line that `goes_on` belongs to the paragraph or heading begun above, which a printer
    broke.
    `stretches` say where the text stands in the file, none where all of it stands at the beginning of line `place`.
    """

    text: str
    role: Role
    number: str | None = None
    head: str | None = None
    confidence: float = 1.0
    reason: str = ""
    place: int = 0
    row: int = 0
    goes_on: bool = False
    stretches: tuple[Stretch, ...] = ()
    cells: tuple[str, ...] = ()


class Outline(NamedTuple):
    """大纲: the document's title (several lines of it joined; empty where it has none) and every line in order."""

    title: str
    lines: tuple[Line, ...]

    def as_json(self) -> dict[str, object]:
        """The outline as the contract's JSON object."""
        return {
            "title": self.title,
            "lines": [
                {
                    "text": line.text,
                    "role": line.role,
                    "number": line.number,
                    "head": line.head if line.head and line.head in line.text else None,
                    "confidence": line.confidence,
                }
                for line in self.lines
            ],
        }
