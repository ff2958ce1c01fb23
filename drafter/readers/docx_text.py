"""The paragraphs of a .docx: what is written in them, and which styles it wears.

Tracked changes count as accepted: what was inserted is there, what was deleted is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from drafter.readers.docx_styles import Styles
from drafter.word_package import W
from drafter.word_styles import CharacterStyle, StyleId

__all__ = ["Piece", "WordParagraph", "inside", "one_line", "paragraph"]

_RUN, _TEXT, _BREAK = f"{W}r", f"{W}t", f"{W}br"
_PROPERTIES, _STYLE, _RULE = f"{W}pPr", f"{W}pStyle", f"{W}pBdr/{W}bottom"
_RUN_PROPERTIES, _RUN_STYLE = f"{W}rPr", f"{W}rStyle"
_VALUE, _KIND = f"{W}val", f"{W}type"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_AROUND = frozenset(
    f"{W}{name}"
    for name in "ins moveTo hyperlink smartTag sdt sdtContent customXml customXmlInsRange fldSimple dir bdo".split()
)
_SIGNS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
_LINE_BREAKS = (None, "textWrapping")
_BLANKS = str.maketrans("\t\n\r", "   ")  # inside w:t they mean no more
_BETWEEN_WORDS = re.compile("(?<=[!-~])\n(?=[!-~])")


class Piece(NamedTuple):
    """A stretch of text in one character style. A line break is a line feed."""

    style: CharacterStyle
    text: str


class WordParagraph(NamedTuple):
    """A paragraph: its role, its pieces, the relationships of its pictures, whether a rule stands below it."""

    style: StyleId
    pieces: tuple[Piece, ...]
    pictures: tuple[str, ...] = ()
    is_ruled: bool = False

    @property
    def text(self) -> str:
        """All that is written in it."""
        return "".join([piece.text for piece in self.pieces])


def inside(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of an element, and of what only stands around some of them, such as a content control."""
    for child in parent:
        if child.tag in _AROUND:
            yield from inside(child)
        else:
            yield child


def paragraph(element: etree._Element, styles: Styles) -> WordParagraph:
    """The w:p. A style that is no role of ours is body text."""
    properties = element.find(_PROPERTIES)
    worn = None if properties is None else properties.find(_STYLE)
    style = "BodyText" if worn is None else styles.paragraphs.get(worn.get(_VALUE) or "", "BodyText")
    pictures = tuple([blip.get(_EMBED) or "" for blip in element.iter(_BLIP)])
    is_ruled = properties is not None and properties.find(_RULE) is not None
    return WordParagraph(style, _pieces(element, styles), pictures, is_ruled)


def _pieces(element: etree._Element, styles: Styles) -> tuple[Piece, ...]:
    """Neighbours of one style are one piece, however Word parted them."""
    runs = [_piece(run, styles) for run in inside(element) if run.tag == _RUN]
    alike = groupby([piece for piece in runs if piece.text], _style)
    return tuple([Piece(style, "".join([piece.text for piece in pieces])) for style, pieces in alike])


def _style(piece: Piece) -> CharacterStyle:
    return piece.style


def _piece(run: etree._Element, styles: Styles) -> Piece:
    text = "".join([_characters(child) for child in run])
    properties = run.find(_RUN_PROPERTIES)
    worn = None if properties is None else properties.find(_RUN_STYLE)
    style = "" if worn is None else styles.characters.get(worn.get(_VALUE) or "", "")
    return Piece("", text.replace("\n", "")) if style == "Wrap" else Piece(style, text)


def _characters(child: etree._Element) -> str:
    """What one child of a run writes."""
    if child.tag == _TEXT:
        text = child.text or ""
        return text if text.isprintable() else text.translate(_BLANKS)
    if child.tag == _BREAK:
        return "\n" if child.get(_KIND) in _LINE_BREAKS else ""
    return _SIGNS.get(child.tag, "")


def one_line(text: str) -> str:
    """The text without its line breaks; Western words stay apart."""
    return _BETWEEN_WORDS.sub(" ", text).replace("\n", "") if "\n" in text else text
