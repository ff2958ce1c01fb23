"""Shape (体例): headings that should be parallel, sentences that stand twice, paragraphs nobody reads to the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from drafter.proof.finding import Finding, at, compiled
from drafter.proof.numbering_order import Numbered, numbered
from drafter.proof.reading import PROSE, Line, Reading

_LONGEST_PARAGRAPH = 600
_LONGEST_SENTENCE = 180
_LEAST_REPEATED = 24
_LEAST_REPEATED_HERE = 10
_SENTENCE = r"[^。！？；\n]+[。！？；]"


def findings(reading: Reading) -> Iterator[Finding]:
    """Parallel headings, stops after headings, repeated sentences and headings, long paragraphs and sentences."""
    heads = list(_heads(reading))
    yield from _parallel(heads)
    yield from _stops(heads)
    yield from _same_heading(heads)
    yield from _repeated(reading)
    yield from _long(reading)


class _Head:
    """A numbered heading: its words up to the first stop, and the stop."""

    def __init__(self, found: Numbered) -> None:
        self.found = found
        match = re.match("[^。：；]*", found.line.text[found.end :])
        self.words = match[0] if match else ""
        self.stop = found.line.text[found.end + len(self.words) :]

    @property
    def is_heading(self) -> bool:
        """A short phrase, not a sentence that happens to be numbered."""
        return 2 <= len(self.words) <= 40


def _heads(reading: Reading) -> Iterator[_Head]:
    for line in reading.lines:
        found = numbered(line)
        if found and found.level <= 2 and (head := _Head(found)).is_heading:
            yield head


def _siblings(heads: list[_Head]) -> Iterator[list[_Head]]:
    """Headings of one level under one heading."""
    for level in (1, 2):
        parts = groupby(
            (head for head in heads if head.found.level <= level), key=lambda head: head.found.level == level
        )
        yield from (list(group) for same, group in parts if same)


def _parallel(heads: list[_Head]) -> Iterator[Finding]:
    """Of three or more headings all but one have as many clauses, and are about as long."""
    for group in _siblings(heads):
        if len(group) < 4:
            continue
        clauses = [len(re.split("[，、]", head.words)) for head in group]
        usual = max(set(clauses), key=clauses.count)
        odd = [head for head, count in zip(group, clauses, strict=True) if count != usual]
        if len(odd) == 1 and usual > 1:
            head = odd[0]
            start = head.found.end
            yield at(
                "P801",
                head.found.line,
                start,
                start + len(head.words),
                heading=head.words,
                other=next(other.words for other in group if other is not head),
            )


def _stops(heads: list[_Head]) -> Iterator[Finding]:
    """Headings of one level that stand alone, some with a full stop and some without."""
    for level in (1, 2):
        alone = [head for head in heads if head.found.level == level and head.stop in ("", "。")]
        stopped = [head for head in alone if head.stop]
        if stopped and len(stopped) < len(alone):
            few = min(stopped, [head for head in alone if not head.stop], key=len)
            line = few[0].found.line
            yield at(
                "P802", line, len(line.text) - 1, len(line.text), some=len(stopped), others=len(alone) - len(stopped)
            )


def _same_heading(heads: list[_Head]) -> Iterator[Finding]:
    """The same words over two chapters of one level, one after the other or not."""
    for group in _siblings(heads):
        seen: dict[str, _Head] = {}
        for head in group:
            first = seen.setdefault(head.words, head)
            if first is not head:
                start = head.found.end
                yield at(
                    "P805",
                    head.found.line,
                    start,
                    start + len(head.words),
                    heading=head.words,
                    first=first.found.printed,
                )


def _repeated(reading: Reading) -> Iterator[Finding]:
    seen: dict[str, Line] = {}
    for line in reading.lines:
        if line.role in ("title", "attachment"):
            seen.clear()  # an attachment may say what the text has said
        if line.role not in PROSE:
            continue
        for match in compiled(_SENTENCE).finditer(line.text):
            sentence = match[0].strip(" 　")
            if len(sentence) < _LEAST_REPEATED_HERE or "：" in sentence:
                continue
            if sentence in seen and (seen[sentence] is line or len(sentence) >= _LEAST_REPEATED):
                yield at("P803", line, match.start(), match.end(), sentence=_short(sentence))
            seen.setdefault(sentence, line)


def _long(reading: Reading) -> Iterator[Finding]:
    for line in reading.lines:
        if line.role not in PROSE or len(line.text) <= _LONGEST_SENTENCE:
            continue
        if len(line.text) > _LONGEST_PARAGRAPH:
            yield at("P804", line, 0, 1, what="这一段", count=len(line.text), limit=_LONGEST_PARAGRAPH)
        for match in re.finditer(r"[^。！？；]+", line.text):
            if len(match[0]) > _LONGEST_SENTENCE:
                yield at(
                    "P804",
                    line,
                    match.start(),
                    match.start() + 1,
                    what="这一句",
                    count=len(match[0]),
                    limit=_LONGEST_SENTENCE,
                )


def _short(words: str) -> str:
    return words if len(words) <= 30 else words[:14] + "……" + words[-14:]
