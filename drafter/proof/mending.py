"""Mending (改正): what `check --fix` may write: certain changes of marks and blanks, each at its place in a file.

Nothing here reads or writes a file. A change is made only where the characters to change are found in the file exactly
as they stand in the text; what cannot be found so is left to the clerk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from drafter.document import Run
from drafter.place import Place
from drafter.proof.finding import Edit, Finding
from drafter.source import Mapping as MappingNode
from drafter.source import Node, Scalar, Sequence, parse

_AROUND = 6


class Change(NamedTuple):
    """改动 in a file: `old` at `place` becomes `new`."""

    place: Place
    old: str
    new: str
    code: str


def changes(findings: Iterable[Finding], files: Mapping[str, str]) -> tuple[Change, ...]:
    """The changes that mend `findings` in `files` (text by name); sorted, none over another."""
    located = {file: _locator(file, text) for file, text in files.items()}
    found = {change for finding in findings for edit in finding.edits for change in _change(finding, edit, located)}
    kept: list[Change] = []
    for change in sorted(found):
        before = kept[-1] if kept else None
        if before is None or before.place[:2] != change.place[:2] or _end(before) <= change.place.column:
            kept.append(change)
    return tuple(kept)


def _end(change: Change) -> int:
    return change.place.column + len(change.old)


def mended(text: str, changes: Iterable[Change]) -> str:
    """`text` with the changes made, the last one first; line breaks and all else stay as they are."""
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    lines = re.split(r"(\r\n|\r|\n)", text.removeprefix(bom))
    for change in sorted(changes, reverse=True):
        row = 2 * (change.place.line - 1)
        start = change.place.column - 1
        line = lines[row]
        if line[start : start + len(change.old)] != change.old:
            raise ValueError(f"{change.place} is not {change.old!r}")
        lines[row] = line[:start] + change.new + line[start + len(change.old) :]
    return bom + "".join(lines)


# ---- places ---------------------------------------------------------------------------------------------------------

Locator = Callable[[Run, int, int], int | None]
"""Where in a file's text the characters of a run from one offset to another stand, if that is sure."""


def _change(finding: Finding, edit: Edit, located: Mapping[str, tuple[str, Locator]]) -> Iterator[Change]:
    run, inside = finding.line.run_at(edit.start)
    old = finding.line.text[edit.start : edit.end]
    origin = run.origin if run else None
    place = (origin.fact or origin.wording) if origin else None
    if run is None or place is None or place.file not in located or inside + len(old) > len(run.text):
        return
    text, locate = located[place.file]
    offset = locate(run, inside, len(old))
    if offset is None or text[offset : offset + len(old)] != old or old == edit.new:
        return
    line = text.count("\n", 0, offset) + 1
    yield Change(Place(place.file, line, offset - text.rfind("\n", 0, offset)), old, edit.new, finding.code)


def _locator(file: str, text: str) -> tuple[str, Locator]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    scalars = {(each.line, each.column): each for each in _scalars(parse(text, file).root)} if _is_yaml(file) else {}
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def locate(run: Run, inside: int, length: int) -> int | None:
        origin = run.origin
        if origin and origin.fact:
            scalar = scalars.get((origin.fact.line, origin.fact.column))
            return _once(text, run.text, inside, scalar.start, scalar.end) if scalar else None
        place = origin.wording if origin else None
        if place is None or not 1 <= place.line <= len(starts):
            return None
        start = starts[place.line - 1]
        end = starts[place.line] if place.line < len(starts) else len(text)
        exact = start + place.column - 1
        if text.startswith(run.text, exact):
            return exact + inside
        first = max(inside - _AROUND, 0)
        around = run.text[first : inside + length + _AROUND]
        whole = _once(text, run.text, inside, start, end)
        return whole if whole is not None else _once(text, around, inside - first, start, end)

    return text, locate


def _is_yaml(file: str) -> bool:
    return file.endswith((".yaml", ".yml"))


def _once(text: str, words: str, inside: int, start: int, end: int) -> int | None:
    """The offset of `words` between `start` and `end`, plus `inside`, where they stand there just once."""
    found = text.find(words, start, end)
    if found < 0 or text.find(words, found + 1, end) >= 0:
        return None
    return found + inside


def _scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, MappingNode):
        for value in node.entries.values():
            yield from _scalars(value)
