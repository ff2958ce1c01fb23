"""Word files made from plain text with marks, a line a paragraph: auto-numbered headings and tables.

`#1 ` to `#3 ` open a paragraph that Word numbers: 一、, （一）, 1. (counted anew under each heading above); lines of
`| … |` that follow one another are a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.word_files import numbering, paragraph, word_file

__all__ = ["source_lines", "word_document"]

_LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))


def word_document(text: str) -> bytes:
    """The .docx that `text` describes."""
    return word_file("".join(_blocks(text.splitlines())), numbering=numbering(*_LEVELS))


def source_lines(text: str) -> list[int]:
    """For each paragraph of the .docx, cells included, the line of `text` it was made from; both count from 1."""
    return [
        number for number, line in enumerate(text.splitlines(), 1) for _ in (_cells(line) if _is_row(line) else [line])
    ]


def _blocks(lines: list[str]) -> Iterator[str]:
    rows: list[str] = []
    for line in lines:
        if _is_row(line):
            rows.append(line)
            continue
        yield from _table(rows)
        rows.clear()
        level = int(line[1]) - 1 if line[:1] == "#" else None
        words = escape(line if level is None else line[3:])
        yield paragraph(words, list_id=None if level is None else 1, level=level or 0)
    yield from _table(rows)


def _table(rows: list[str]) -> Iterator[str]:
    if rows:
        made = ("".join(f"<w:tc>{paragraph(escape(cell))}</w:tc>" for cell in _cells(row)) for row in rows)
        yield f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in made)}</w:tbl>"


def _is_row(line: str) -> bool:
    return line.startswith("|")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
