"""Lists in one line (并列): 甲科、乙科；丙科, where a structure says that a list may be written so."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.source import Node, Scalar, Sequence, Source

SEPARATORS = "、；"
_OPEN = "（〔［【《〈“‘("
_SHUT = "）〕］】》〉”’)"


def items(source: Source, scalar: Scalar) -> Sequence:
    """The line as a list: parted at 、 and ； outside brackets and quotation marks, every item at its own place."""
    found: list[Node] = []
    raw = source.text[scalar.start : scalar.end]
    at = 0
    for part in parts(scalar.text):
        word = part.strip()
        seen = raw.find(word, at)
        at = seen if seen >= 0 else at
        line, column = _place(source.text, scalar, at)
        start = scalar.start + at
        found.append(Scalar(word, line, column, start, start + len(word), scalar.quoted))
        at += len(part) + 1 if not word else len(word) + 1
    return Sequence(found, scalar.line, scalar.column, scalar.start, scalar.end)


def parts(text: str) -> Iterator[str]:
    """The text between the separators; empty where two of them meet."""
    depth, start = 0, 0
    for at, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _SHUT:
            depth = max(depth - 1, 0)
        elif char in SEPARATORS and not depth:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _place(text: str, scalar: Scalar, offset: int) -> tuple[int, int]:
    """Line and column of what stands `offset` characters into a scalar."""
    before = text[scalar.start : scalar.start + offset]
    lines = before.count("\n")
    return scalar.line + lines, (len(before) - before.rfind("\n") if lines else scalar.column + offset)
