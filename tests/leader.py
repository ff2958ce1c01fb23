"""A leader's pen: the changes that people make in an exported Word document, done to its XML as Word would do them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

__all__ = [
    "Edit",
    "added",
    "after",
    "cell",
    "deleted",
    "edited",
    "flat",
    "joined",
    "moved",
    "row_added",
    "row_deleted",
    "split",
    "tracked",
    "typed",
]

Edit = Callable[[Any], object]
"""What somebody does to an open document."""

_P, _R, _T, _TR, _TC = (qn(f"w:{name}") for name in ("p", "r", "t", "tr", "tc"))


def edited(document: Path, target: Path, *edits: Edit) -> Path:
    """The document after the edits, saved as `target`."""
    word = docx.Document(str(document))
    for edit in edits:
        edit(word)
    word.save(str(target))
    return target


def _text(paragraph: Any) -> str:
    return "".join(each.text or "" for each in paragraph.iter(_T))


def _holding(word: Any, words: str, *, nth: int = 1) -> Any:
    """The `nth` paragraph that holds the words, tables included."""
    found = [each for each in word.element.body.iter(_P) if words in _text(each)]
    if len(found) < nth:
        raise AssertionError(f"no paragraph {nth} with {words!r}")
    return found[nth - 1]


def _replace(paragraph: Any, old: str, new: str) -> None:
    """`new` for `old` as it is typed: in the run where the old words begin, their other runs cut."""
    texts = list(paragraph.iter(_T))
    start = "".join(each.text or "" for each in texts).index(old)
    end, at, words = start + len(old), 0, new
    for each in texts:
        text, begin = each.text or "", at
        at += len(text)
        left, right = max(start, begin) - begin, min(end, at) - begin
        if left < right:
            each.text = text[:left] + words + text[right:]
            words = ""


def typed(old: str, new: str, *, nth: int = 1) -> Edit:
    """`new` typed over `old` in the `nth` paragraph that has it."""
    return lambda word: _replace(_holding(word, old, nth=nth), old, new)


def flat(old: str, new: str, *, nth: int = 1) -> Edit:
    """The same by a program that knows of no runs: the whole paragraph becomes its first run's."""

    def do(word: Any) -> None:
        paragraph = _holding(word, old, nth=nth)
        runs = list(paragraph.iter(_R))
        text = _text(paragraph).replace(old, new, 1)
        for each in runs[1:]:
            each.getparent().remove(each)
        first, *rest = runs[0].iter(_T)
        first.text = text
        for each in rest:
            each.getparent().remove(each)

    return do


def tracked(old: str, new: str, *, nth: int = 1) -> Edit:
    """The same with tracked changes on: the old words stay in w:del, the new ones stand in w:ins."""

    def do(word: Any) -> None:
        paragraph = _holding(word, old, nth=nth)
        start = _text(paragraph).index(old)
        end, at, fresh = start + len(old), 0, new
        for run in list(paragraph.iter(_R)):
            text = "".join(each.text or "" for each in run.iter(_T))
            begin, at = at, at + len(text)
            left, right = max(start, begin) - begin, min(end, at) - begin
            if left >= right:
                continue
            parts = [_of(run, text[:left]), _marked(run, "del", text[left:right])]
            parts += [_marked(run, "ins", fresh)] if fresh else []
            parts += [_of(run, text[right:])]
            fresh = ""
            for part in parts:
                if part is not None:
                    run.addprevious(part)
            run.getparent().remove(run)

    return do


def _of(run: Any, text: str) -> Any:
    if not text:
        return None
    made = copy.deepcopy(run)
    for each in list(made):
        if each.tag != qn("w:rPr"):
            made.remove(each)
    own = etree.SubElement(made, _T)
    own.text = text
    own.set(qn("xml:space"), "preserve")
    return made


def _marked(run: Any, kind: str, text: str) -> Any:
    mark = etree.Element(qn(f"w:{kind}"))
    mark.set(qn("w:id"), "9001")
    mark.set(qn("w:author"), "局长")
    mark.set(qn("w:date"), "2026-12-01T00:00:00Z")
    made = _of(run, text)
    if kind == "del":
        for each in made.iter(_T):
            each.tag = qn("w:delText")
    mark.append(made)
    return mark


def deleted(words: str, *, nth: int = 1) -> Edit:
    """The whole paragraph that holds the words."""

    def do(word: Any) -> None:
        gone = _holding(word, words, nth=nth)
        gone.getparent().remove(gone)

    return do


def after(words: str, new: str, *, nth: int = 1) -> Edit:
    """A new paragraph behind the one that holds the words, as Enter makes it: with its looks."""

    def do(word: Any) -> None:
        _behind(_holding(word, words, nth=nth), new)

    return do


def _behind(paragraph: Any, new: str) -> Any:
    made = copy.deepcopy(paragraph)
    runs = list(made.iter(_R))
    for each in runs[:-1]:
        each.getparent().remove(each)
    texts = list(runs[-1].iter(_T))
    texts[0].text = new
    for each in texts[1:]:
        each.getparent().remove(each)
    paragraph.addnext(made)
    return made


def added(words: str, new: str) -> Edit:
    """A new paragraph behind the one that holds the words, with no looks of its own, as a program adds it."""

    def do(word: Any) -> None:
        made = etree.Element(_P)
        run = etree.SubElement(made, _R)
        etree.SubElement(run, _T).text = new
        _holding(word, words).addnext(made)

    return do


def split(words: str) -> Edit:
    """Enter pressed in front of the words."""

    def do(word: Any) -> None:
        paragraph = _holding(word, words)
        text = _text(paragraph)
        tail = text[text.index(words) :]
        _behind(paragraph, tail)
        _replace(paragraph, tail, "")

    return do


def joined(words: str) -> Edit:
    """The paragraph that holds the words put behind the one before it."""

    def do(word: Any) -> None:
        paragraph = _holding(word, words)
        before = paragraph.getprevious()
        for run in list(paragraph.iter(_R)):
            before.append(run)
        paragraph.getparent().remove(paragraph)

    return do


def moved(words: str, before: str) -> Edit:
    """The paragraph that holds the words put in front of another."""
    return lambda word: _holding(word, before).addprevious(_holding(word, words))


def _rows(word: Any, words: str) -> Iterator[Any]:
    for row in word.element.body.iter(_TR):
        if any(_text(each) == words for each in row.iter(_TC)):
            yield row


def cell(key: str, old: str, new: str) -> Edit:
    """In the row that has a cell `key`, `new` for `old` in the cell that has it."""

    def do(word: Any) -> None:
        row = next(each for each in _rows(word, key) if any(old in _text(p) for p in each.iter(_P)))
        _replace(next(each for each in row.iter(_P) if old in _text(each)), old, new)

    return do


def row_added(key: str, *cells: str) -> Edit:
    """A row behind the one that has a cell `key`."""

    def do(word: Any) -> None:
        row = next(_rows(word, key))
        made = copy.deepcopy(row)
        row.addnext(made)
        for box, text in zip(made.iter(_TC), cells, strict=True):
            first, *others = box.iter(_T)
            first.text = text
            for each in others:
                each.text = ""

    return do


def row_deleted(key: str) -> Edit:
    """The row that has a cell `key`."""

    def do(word: Any) -> None:
        row = next(_rows(word, key))
        row.getparent().remove(row)

    return do
