"""The tree (层次): the lines of a text as parts under their headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from drafter.capturing.contents import contents
from drafter.capturing.parts import Entry, Head, Part
from drafter.numbering import STOPS
from drafter.outline import LEVELS

__all__ = ["AS_IT_IS", "PLAIN", "tree"]

AS_IT_IS, PLAIN = 1, 2
"""How plainly a line is taken: with its number as part of its words; as nothing but a paragraph."""
_DEEPEST = 4
_ALONE = "。：；"
_TITLE = 0
_MORE_STOPS = STOPS | frozenset(".!?;:")

Forms = Mapping[int, int]
"""How plainly each line is to be taken; a line that is not named, in the richest form there is."""


class _Open:
    """A part whose lines are still being read."""

    __slots__ = ("head", "level", "lines", "parts")

    def __init__(self, level: int, head: Head | None = None) -> None:
        self.level = level
        self.head = head
        self.lines: list[Entry] = []
        self.parts: list[Part] = []


def tree(entries: Sequence[Entry], forms: Forms) -> Part:
    """The lines as a part without a heading, its parts below it. Levels that are jumped over do not count."""
    plain = {at for at, form in forms.items() if form}
    stack = [_Open(-1)]
    taken = False
    for entry, below in pairwise([*entries, None]):
        if entry is None:
            break
        if taken:
            taken = False
            continue
        level = _level(entry)
        if level is None or forms.get(entry.at, 0) >= PLAIN:
            stack[-1].lines.append(entry)
            continue
        depth = sum(each.level < level for each in stack[1:])
        if depth >= _DEEPEST:
            stack[-1].lines.append(entry)
            continue
        while stack[-1].level >= level:
            _close(stack, plain)
        taken = below is not None and forms.get(entry.at, 0) == 0 and _goes_on(entry, below, forms)
        stack.append(_Open(level, _head(entry, below.text if taken and below else "")))
    while len(stack) > 1:
        _close(stack, plain)
    return _part(stack[0], plain)


def _close(stack: list[_Open], plain: set[int]) -> None:
    done = stack.pop()
    stack[-1].parts.append(_part(done, plain))


def _part(done: _Open, plain: set[int]) -> Part:
    body, at = (done.head.body, done.head.at) if done.head else ("", -1)
    return Part(done.head, tuple(contents(done.lines, body, plain, at)), tuple(done.parts))


def _level(entry: Entry) -> int | None:
    """The level of a heading; that of a further title is above all others."""
    role = entry.line.role
    if role == "title":
        return _TITLE
    return LEVELS.index(role) + 1 if role in LEVELS else None


def _goes_on(entry: Entry, below: Entry, forms: Forms) -> bool:
    """Whether the line below is a heading's second line."""
    above, line = entry.line, below.line
    if above.role != line.role or line.number or line.head or above.head or forms.get(below.at, 0):
        return False
    return above.role == "title" or line.goes_on or above.text[-1] in "，,"


def _head(entry: Entry, second: str) -> Head:
    line = entry.line
    number, text = line.number or "", line.text
    if line.role == "title":
        return Head(entry.at, "", text, second, is_title=True)
    begin = text.find(number) + len(number)
    if line.head:
        found = text.find(line.head, begin)
        if found >= begin:
            begin, end = found, found + len(line.head)
            rest = text[end:]
            body = rest[1:].lstrip() if rest[:1] in _MORE_STOPS else rest.lstrip()
            if body:
                return Head(entry.at, text[:begin], line.head, "", rest[: len(rest) - len(body)], body)
    begin += len(text[begin:]) - len(text[begin:].lstrip())
    words = text[begin:]
    stop = words[-1:] if len(words) > 1 and words[-1] in _ALONE and not second else ""
    return Head(entry.at, text[:begin], words.removesuffix(stop), second, stop)
