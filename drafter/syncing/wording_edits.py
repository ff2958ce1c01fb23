"""改措辞: where in a line of a template or a structure the words stand that were printed, and the line with new ones.

A line of wording has its own words between its tags; the same word may stand there twice. Every place where it could
be is given, that with the most equal words around it first: drafting again tells which one it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["BRACES", "beginning", "changed_lines", "relative"]

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
BRACES = ("{{", "{%", "{#", "}}", "%}", "#}")
_MOST = 4
_FURTHER = 40  # lines: a table's column titles stand somewhere below the table's first line


def beginning(left: str, right: str) -> int:
    """With how many equal characters two texts begin."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(left), len(right)))


def relative(file: str) -> str | None:
    """The path of a wording's file inside the folder that holds it: templates/ID/名称.j2 or structures/ID.yaml."""
    parts = file.replace("\\", "/").split("/")
    if len(parts) >= 3 and parts[-3] == "templates" and parts[-1].endswith(".j2"):
        return "/".join(parts[-3:])
    if len(parts) >= 2 and parts[-2] == "structures" and parts[-1].endswith(".yaml"):
        return "/".join(parts[-2:])
    return None


def changed_lines(
    text: str, line: int, column: int, run: str, start: int, end: int, words: str
) -> Iterator[tuple[int, str]]:
    """The whole text with `words` in place of the run's characters from `start` to `end`, and the line it was done in.

    The pattern that printed the run begins at `line` and `column`.
    """
    if any(brace in words for brace in BRACES):
        return
    rows = text.split("\n")
    found = [(score, line, row) for score, row in _changed(rows[line - 1], column - 1, run, start, end, words)]
    found.sort(key=lambda each: -each[0])
    for number in range(line + 1, min(line + _FURTHER, len(rows) + 1)) if not found else ():
        at = rows[number - 1].find(run)
        if at >= 0 and rows[number - 1].count(run) == 1:
            row = rows[number - 1]
            found.append((0, number, row[: at + start] + words + row[at + end :]))
    for _, number, row in found[:_MOST]:
        yield number, "\n".join([*rows[: number - 1], row, *rows[number:]])


def _changed(row: str, begin: int, run: str, start: int, end: int, words: str) -> Iterator[tuple[int, str]]:
    """The row changed at each place that is possible, with how well the words around it agree."""
    gone = run[start:end]
    for left, right in _own_words(row, begin):
        for at in range(left, right - len(gone) + 1):
            if not row.startswith(gone, at):
                continue
            behind = at + len(gone)
            before = beginning(row[left:at][::-1], run[:start][::-1])
            after = beginning(row[behind:right], run[end:])
            score = 2 * (before + after) + (before == start == at - left) + (after == len(run) - end == right - behind)
            if gone or score:
                yield score, row[:at] + words + row[behind:]


def _own_words(row: str, begin: int) -> Iterator[tuple[int, int]]:
    """Where the row has words of its own: between its tags."""
    at = begin
    for tag in _TAG.finditer(row, begin):
        yield at, tag.start()
        at = tag.end()
    yield at, len(row)
