"""Traced text (溯文): made of a line by leaving out and replacing; its characters know where in the line they stood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from drafter.lines import Stretch

__all__ = ["Traced", "joined", "traced"]


class Traced(NamedTuple):
    """溯文: `at` says of each character of `text` where in the line it stood, or what it replaces began, from 0."""

    text: str
    at: Sequence[int]

    def part(self, begin: int, end: int | None = None) -> Traced:
        """The characters from `begin` to `end`."""
        return Traced(self.text[begin:end], self.at[begin:end])

    def stripped(self) -> Traced:
        """The text without blanks around it."""
        begin = len(self.text) - len(self.text.lstrip())
        return self.part(begin, begin + len(self.text.strip()))

    def saying(self, text: str) -> Traced:
        """Another text, as long, at the same places."""
        return Traced(text, self.at)

    def replaced(
        self, pattern: re.Pattern[str], group: int = 0, by: str | Callable[[Traced], str] | None = None
    ) -> Traced:
        """The text with a group of each match instead of the whole of it, or with what `by` makes of the group."""
        texts: list[str] = []
        at: list[int] = []
        last = 0
        for found in pattern.finditer(self.text):
            before, kept = self.part(last, found.start()), self.part(*found.span(group))
            if by is not None:
                told = by if isinstance(by, str) else by(kept)
                kept = Traced(told, [self.at[found.start()]] * len(told))
            texts += (before.text, kept.text)
            at += (*before.at, *kept.at)
            last = found.end()
        if not texts:
            return self
        return Traced("".join([*texts, self.text[last:]]), [*at, *self.at[last:]])

    def restored(self, pattern: re.Pattern[str], held: Sequence[Traced]) -> Traced:
        """The text with the held one that each match counts, from 0 on, in its place."""
        texts: list[str] = []
        at: list[int] = []
        last = 0
        for found in pattern.finditer(self.text):
            for each in (self.part(last, found.start()), held[int(found[1])]):
                texts.append(each.text)
                at += each.at
            last = found.end()
        return Traced("".join([*texts, self.text[last:]]), [*at, *self.at[last:]])

    def stretches(self, number: int) -> tuple[Stretch, ...]:
        """Where the text stands in line `number`; none where all of it stands at its beginning."""
        if isinstance(self.at, range):
            begins = [0]
        else:
            begins = [index for index, at in enumerate(self.at) if not index or at != self.at[index - 1] + 1]
        made = tuple(Stretch(index, number, self.at[index] + 1) for index in begins)
        return made if made != (Stretch(0, number, 1),) else ()


def traced(line: str) -> Traced:
    """A line as it stands."""
    return Traced(line, range(len(line)))


def joined(between: str, parts: Iterable[Traced]) -> Traced:
    """The parts, and the character `between` them as if it stood right behind the one before."""
    texts: list[str] = []
    at: list[int] = []
    for part in parts:
        if texts:
            at.append(at[-1] + 1 if at else 0)
        texts.append(part.text)
        at += part.at
    return Traced(between.join(texts), at)
