"""Findings (发现): what a rule saw in one line, and the tables of patterns that find most of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from drafter.proof.reading import RUNNING, Line, Reading, Role

CHINESE = r"[^\W\d_A-Za-z]"
"""A Chinese character, near enough: any letter that is not Latin. Ranges of thousands compile slowly."""
CLOSING = "”’）》】〕%％"


_LONGEST_SENTENCE = 400


def sentence_start(text: str, offset: int, stops: str = "。；！？") -> int:
    """Where the sentence that holds `offset` begins; in one without an end, 400 characters before."""
    lowest = max(offset - _LONGEST_SENTENCE, 0)
    return max(lowest, *(text.rfind(stop, lowest, offset) + 1 for stop in stops))


class Edit(NamedTuple):
    """改动: `new` for the characters of a line from `start` to `end`; certain, and without a change of meaning."""

    start: int
    end: int
    new: str


class Finding(NamedTuple):
    """发现: one rule's finding in `line`, characters `start` to `end`; `words` fill the catalogue's blanks."""

    code: str
    line: Line
    start: int
    end: int
    words: dict[str, Any]
    edits: tuple[Edit, ...] = ()

    @property
    def found(self) -> str:
        """The characters found."""
        return self.line.text[self.start : self.end]

    @property
    def quote(self) -> str:
        """The characters found with a few on either side, so that a clerk can find them."""
        text = self.line.text
        start, end = max(self.start - 6, 0), min(self.end + 6, len(text))
        if end - start > 40:
            return text[start : start + 18] + "……" + text[end - 18 : end]
        return text[start:end]


def at(code: str, line: Line, start: int, end: int, **words: Any) -> Finding:
    """A finding of `code` at those characters."""
    return Finding(code, line, start, end, words)


Instead = Callable[[re.Match[str]], str | None]


class Pattern(NamedTuple):
    """样式: a mechanical rule. `signs` are words of which one must occur for `pattern` to be compiled and tried at all.

    `instead` says what to write; where it is `sure`, `check --fix` may write it.
    """

    code: str
    signs: str | tuple[str, ...]
    pattern: str
    instead: Instead | None = None
    roles: frozenset[Role] = RUNNING
    sure: bool = False


compiled = cache(re.compile)
"""A pattern that some documents need and others do not is compiled when one does."""


def scan(reading: Reading, patterns: Iterable[Pattern]) -> Iterator[Finding]:
    """What the patterns find; several hits of one in one run of a line are one finding."""
    for pattern in patterns:
        if any(reading.characters.issuperset(sign) and sign in reading.text for sign in pattern.signs):
            yield from _hits(reading, pattern)


def _hits(reading: Reading, pattern: Pattern) -> Iterator[Finding]:
    together: dict[object, list[tuple[Line, int, int, str | None]]] = {}
    for match in compiled(pattern.pattern, re.MULTILINE).finditer(reading.text):
        line, start = reading.at(match.start())
        if line.role not in pattern.roles:
            continue
        new = pattern.instead(match) if pattern.instead else None
        run, _ = line.run_at(start)
        key = line.number, run.origin if run else None
        together.setdefault(key, []).append((line, start, start + len(match[0]), new))
    for hits in together.values():
        line, start, end, new = hits[0]
        more = f"（同一处共{len(hits)}个）" if len(hits) > 1 else ""
        edits = tuple(Edit(hit[1], hit[2], hit[3]) for hit in hits if hit[3] is not None) if pattern.sure else ()
        yield Finding(pattern.code, line, start, end, {"instead": new, "more": more}, edits)
