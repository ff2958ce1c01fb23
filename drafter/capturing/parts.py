"""Parts (部分): what a captured document is made of, before it is said which structure and facts bring it.

Every line of the source has an index, `at`, from 0 among those that are no noise; each printed line of a part says
which one it is, so that a line that does not come back as it was is known by its index.
"""

from __future__ import annotations

from typing import NamedTuple

from drafter.outline import Line

__all__ = ["Content", "Entry", "Head", "Items", "Label", "Note", "Part", "Rows", "Words"]


class Entry(NamedTuple):
    """A line of the source that is no noise, and its index among them."""

    at: int
    line: Line

    @property
    def text(self) -> str:
        """What is printed on the line."""
        return self.line.text


class Head(NamedTuple):
    """层次标题: number, words, stop and body are the line, character for character; `second` is a line below it.

    A further document's title `is_title`; it stands above all other headings.
    """

    at: int
    number: str
    words: str
    second: str = ""
    stop: str = ""
    body: str = ""
    is_title: bool = False


class Words(NamedTuple):
    """正文: paragraphs one below the other."""

    lines: tuple[str, ...]


class Items(NamedTuple):
    """要点 or 列举项: their mark as structures write it (`一是`), the stop between them (empty: each has its own)."""

    mark: str
    items: tuple[str, ...]
    stop: str = ""
    inline: bool = False


class Label(NamedTuple):
    """One part of a note: what stands before the value, the value, what stands behind it, and what the fact is called.

    完成时限：6月底前 has 完成时限： before it; 工程科牵头 has 牵头 behind.
    """

    name: str
    before: str
    value: str
    after: str = ""


class Note(NamedTuple):
    """责任说明: in round brackets where it is `bracketed`; a line of its `own`, or the end of a paragraph."""

    labels: tuple[Label, ...]
    between: str = "；"
    own: bool = True
    bracketed: bool = True


class Rows(NamedTuple):
    """表格: the titles of its columns, and rows as long as these."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Content = Words | Items | Note | Rows


class Part(NamedTuple):
    """章节: a heading, or none; what stands under it, in order; and the parts one level below."""

    head: Head | None
    contents: tuple[Content, ...] = ()
    parts: tuple[Part, ...] = ()
