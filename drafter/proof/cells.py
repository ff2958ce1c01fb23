"""Cells (格子): the columns of a table that say who is responsible, and the names in their cells."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.proof.finding import compiled
from drafter.proof.names import LABELS
from drafter.proof.reading import Line, Reading

__all__ = ["organs", "responsible"]

_HEAD = rf"(?:主要)?(?:{LABELS})(?:[、/／和及与]?(?:{LABELS}))*(?:名称)?(?:[（(][^（）()人]*[）)])?"
_BETWEEN = r"[、，,；;/／\s]+"
_NOT_ONE = "各|^(?:有关|相关|其他|其它|全体|全校|所有|本|待)|等(?:单位|部门|科室)?$|^[—－\\-/无]+$"
_TOLD_MORE = r"^(?:牵头|主办|主责|配合|协办)[：:]|[（(][^（）()]*[）)]$|(?:牵头|负责|配合|落实|承办)$"


def responsible(reading: Reading) -> Iterator[Line]:
    """The cells below 责任单位, 牵头单位 and the like."""
    for head, *rows in filter(None, reading.tables):
        for column, line in enumerate(head):
            if compiled(_HEAD).fullmatch("".join(line.text.split())):
                yield from (row[column] for row in rows if column < len(row))


def organs(text: str) -> Iterator[tuple[int, str]]:
    """Where each name in a list begins, and the name; 各科室 and 等 are nobody's."""
    start = 0
    for gap in (*compiled(_BETWEEN).finditer(text), None):
        end = gap.start() if gap else len(text)
        told = text[start:end]
        opening = compiled(_TOLD_MORE).match(told)
        begin = start + (opening.end() if opening else 0)
        name = compiled(_TOLD_MORE).sub("", text[begin:end])
        if name and not compiled(_NOT_ONE).search(text[begin:end]) and not any(map(str.isdigit, name)):
            yield begin, name
        start = gap.end() if gap else end
