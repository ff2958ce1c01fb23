"""Expected outlines in a notation that a person can read and edit: a line for each line that is not blank.

    heading2   （一）¦加强组织领导¦。成立专班…

First the role, in a column; then how the line begins. One ¦ ends the printed number; a second one ends the words of a
run-in heading. A line without ¦ has no number, one with ¦ in front has a head and no number. Signs before a number
do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from drafter.lines import SourceLine
from drafter.outline import Line, Outline

__all__ = ["CASES", "Expected", "as_source", "expected", "written"]

CASES = sorted((Path(__file__).parent / "outline").glob("*.txt"))
_COLUMN, _SHOWN = 11, 14
_SIGNS = "#*◇ "


class Expected(NamedTuple):
    """What a line must be."""

    role: str
    number: str | None
    head: str | None


def as_source(text: str) -> tuple[SourceLine, ...]:
    """The lines of a text that are not blank."""
    return tuple(SourceLine(line.strip(), number) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def expected(file: Path) -> Iterator[Expected]:
    """The expected outline of the case in a .txt, from the .outline beside it."""
    for line in file.with_suffix(".outline").read_text("utf-8").splitlines():
        number, *others = line[_COLUMN:].split("¦")
        printed = number.strip().lstrip(_SIGNS) if others else ""
        yield Expected(line[:_COLUMN].strip(), printed or None, others[0] if len(others) > 1 else None)


def written(outline: Outline) -> str:
    """An outline in the notation."""
    return "".join(f"{line.role:<{_COLUMN}}{_opening(line)}\n" for line in outline.lines)


def _opening(line: Line) -> str:
    text, marked = line.text, ""
    for part in (line.number, line.head):
        if part:
            end = text.index(part) + len(part)
            marked, text = f"{marked}{text[:end]}¦", text[end:].lstrip() if part is line.number else text[end:]
    if line.head and not line.number:
        marked = f"¦{marked}"
    return marked + (text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
