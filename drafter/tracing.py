"""Tracing (溯源): every figure, date and name of a document, and who said it.

Every run of digits that is printed lies in exactly one figure; what belongs to a figure, such as its unit, comes with
it (`quantities`). Figures without digits are Chinese numerals made from facts (五项), times that a fact says in words
(长期坚持), names, and the numbers of the program's own counting (一、).
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from drafter import quantities
from drafter.comments import Comment
from drafter.comments import commented as commented_text
from drafter.document import NUMBERING, Document, Origin, Table, Text, mapped, plain, printed
from drafter.place import Place

__all__ = ["Figure", "commented", "figures"]

_NAMES = frozenset(("person", "organ", "basis"))
_WHOLE = frozenset(("percent", "money", "quantity", "date", "month", "period", "deadline"))
"""Kinds of facts that are a figure or a time from their first character to their last."""
_NUMERALS = re.compile("[〇零一二三四五六七八九十百千两]+")
_COUNTER = re.compile(r"[\d〇一二三四五六七八九十百千①-㊿]")
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile("[^。！？]*(?:[。！？]+[”’）〕》】]*|$)")
_BETWEEN = "—–~～至到-"
_APART = "\0"  # in no figure


class Figure(NamedTuple):
    """数字、日期或名称: as printed, the sentence around it (of a table: its row), and where its digits come from."""

    text: str
    sentence: str
    origin: Origin

    @property
    def is_numbering(self) -> bool:
        """Whether the program counted it itself."""
        return self.origin.path is None and self.origin.source == NUMBERING

    @property
    def place(self) -> Place | None:
        """Where its fact was typed or, if it has none, where the wording or the structure brings it."""
        return self.origin.wording if self.origin.path is None else self.origin.fact

    def as_json(self) -> dict[str, object]:
        """The figure as `drafter trace --format json` prints it."""
        file, line = (self.place.file, self.place.line) if self.place else (None, None)
        return {
            "text": self.text,
            "sentence": self.sentence,
            "path": self.origin.path,
            "file": file,
            "line": line,
            "source": self.origin.source,
        }


def figures(document: Document) -> tuple[Figure, ...]:
    """Every figure, date and name of the document in printing order; of one read from a file, without origins."""
    return tuple(
        Figure(plain(text)[found.start : found.end], sentence, found.origin)
        for block in document.blocks
        for text in printed(block)
        for found, sentence in _with_sentences(text, whole=isinstance(block, Table))
    )


def commented(document: Document) -> Document:
    """The document with a comment on every figure that says where it comes from; the program's counting has none."""
    return mapped(document, _commented)


class _Span(NamedTuple):
    start: int
    end: int
    origin: Origin


_NOBODY = Origin()


def _with_sentences(text: Text, *, whole: bool) -> Iterator[tuple[_Span, str]]:
    """The text's figures, each with its sentence or, if `whole`, with all of the text."""
    words = plain(text)
    ends = [(len(words), words)] if whole else [(found.end(), found[0]) for found in _SENTENCE.finditer(words)]
    sentences = iter(ends)
    end, sentence = 0, ""
    for found in _figures(text):
        while end <= found.start:
            end, sentence = next(sentences)
        yield found, sentence.strip()


def _figures(text: Text) -> list[_Span]:
    """Where the text's figures are, in order; they do not overlap."""
    words = plain(text)
    runs = [run for run in _runs(text) if run.start < run.end]
    apart = [run for run in runs if _is_apart(words[run.start : run.end], run.origin)]
    whole = [(run.start, run.end) for run in runs if run.origin.kind in _WHOLE]
    shown = _as_digits(words, runs, apart)
    found = [
        part for start, end in _joined([*whole, *quantities.figures(shown)]) for part in _parts(shown, start, end, runs)
    ]
    return sorted([*apart, *found])


def _runs(text: Text) -> Iterator[_Span]:
    start = 0
    for run in text:
        yield _Span(start, start + len(run.text), run.origin or _NOBODY)
        start += len(run.text)


def _is_apart(words: str, origin: Origin) -> bool:
    """Whether a run is a figure by itself that nothing around it belongs to: a name, or a number of our counting."""
    if origin.path is None:
        return origin.source == NUMBERING and _COUNTER.search(words) is not None
    return origin.kind in _NAMES


def _as_digits(words: str, runs: Iterable[_Span], apart: Iterable[_Span]) -> str:
    """The words with digits for what facts say in Chinese numerals, and nothing to read where figures stand apart."""
    shown = list(words)
    for start, end, origin in runs:
        if origin.path is not None and _NUMERALS.fullmatch(words, start, end):
            shown[start:end] = "1" * (end - start)
    for start, end, _ in apart:
        shown[start:end] = _APART * (end - start)
    return "".join(shown)


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    yield from joined


def _parts(shown: str, start: int, end: int, runs: Sequence[_Span]) -> Iterator[_Span]:
    """A figure, or several where its digits come from several origins: each from its first digit to the next one's."""
    digits = [found.start() for found in _DIGIT.finditer(shown, start, end)] or [start]
    firsts = [(origin, next(each)) for origin, each in groupby(digits, lambda digit: _run_at(runs, digit).origin)]
    edges = [start, *(first for _, first in firsts[1:]), end]
    for (origin, _), (left, right) in zip(firsts, pairwise(edges), strict=True):
        words = shown[left:right]
        yield _Span(left, left + len(words if right == end else words.rstrip(_BETWEEN)), origin)


def _run_at(runs: Sequence[_Span], index: int) -> _Span:
    return runs[bisect(runs, index, key=lambda run: run.start) - 1]


# ---- comments -------------------------------------------------------------------------------------------------------


def _commented(text: Text) -> Text:
    told = [Comment(found.start, found.end, words) for found in _figures(text) if (words := _comment(found.origin))]
    return commented_text(text, told)


def _comment(origin: Origin) -> str | None:
    """来源：……；事实：路径（facts.yaml:12），路径（任务.xlsx 任务!D5）.

    Folders are left out: on another computer they are others.
    """
    if origin.path is None:
        if origin.source == NUMBERING or origin.wording is None:
            return None
        return f"措辞：{_shown(origin.wording, 2)}，不是事实"
    source = f"来源：{origin.source}；" if origin.source else ""
    return f"{source}事实：{origin.path}{f'（{_shown(origin.fact, 1)}）' if origin.fact else ''}"


def _shown(place: Place, parts: int) -> str:
    """A place by the last parts of its file's path."""
    names = place.file.replace("\\", "/").split("/")
    return "/".join(names[-parts:]) + place.point
