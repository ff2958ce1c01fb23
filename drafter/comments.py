"""Comments (批注): what is said of stretches of a text, put on its runs; only Word shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from drafter.document import Run, Text

__all__ = ["Comment", "commented"]


class Comment(NamedTuple):
    """批注 on the characters `start` to `end` of a text; a line break in `words` begins a new line."""

    start: int
    end: int
    words: str


def commented(text: Text, comments: Iterable[Comment]) -> Text:
    """The text with the comments beside those it has, its runs parted where one begins or ends.

    Comments whose stretches overlap become one over all of them, its words in the order of the stretches.
    """
    told = _joined([*_own(text), *comments])
    return tuple(_parted(text, told)) if told else text


def _own(text: Text) -> Iterator[Comment]:
    start = 0
    for words, runs in groupby(text, lambda run: run.comment):
        end = start + sum(len(run.text) for run in runs)
        if words:
            yield Comment(start, end, words)
        start = end


def _joined(comments: Iterable[Comment]) -> list[Comment]:
    joined: list[Comment] = []
    for each in sorted(dict.fromkeys(comments), key=lambda comment: (comment.start, -comment.end)):
        before = joined[-1] if joined else None
        if before is None or each.start >= before.end:
            joined.append(each)
        else:
            joined[-1] = Comment(before.start, max(before.end, each.end), f"{before.words}\n{each.words}")
    return joined


def _parted(text: Text, comments: list[Comment]) -> Iterator[Run]:
    edges = {edge for start, end, _ in comments for edge in (start, end)}
    following = iter((*comments, None))
    comment = next(following)
    start = 0
    for run in text:
        end = start + len(run.text)
        for left, right in pairwise(sorted({start, end, *(edge for edge in edges if start < edge < end)})):
            while comment and comment.end <= left:
                comment = next(following)
            words = comment.words if comment and comment.start <= left else None
            yield Run(run.text[left - start : right - start], run.origin, words)
        start = end
