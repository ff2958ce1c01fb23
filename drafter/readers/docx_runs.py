"""Runs (文字) of other people's paragraphs: what is printed, line by line, and what stands in text boxes among it.

Tracked changes count as accepted. Results of fields are text, their codes are not; hidden text, comments and what only
refers to notes are none either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from drafter.readers.docx_looks import Look, Looks, of_run
from drafter.readers.docx_text import inside
from drafter.word_package import W

__all__ = ["Letters", "Written", "written"]

_RUN, _RUN_PROPERTIES = f"{W}r", f"{W}rPr"
_TEXT_BOX = f"{W}txbxContent"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}br": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_BLANKS = str.maketrans("\t\n\r", "   ")  # inside w:t they mean no more


class Letters(NamedTuple):
    """What one element prints: a child of a run, or mathematics. Of a w:t, character for character what it holds."""

    text: str
    element: etree._Element


@dataclass(slots=True)
class Written:
    """What a paragraph writes: its text with line feeds, whether all of it is bold, its look, its text boxes."""

    letters: list[Letters] = field(default_factory=list)
    bold: bool = True
    look: Look | None = None
    boxes: list[etree._Element] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of its text."""
        return "".join([each.text for each in self.letters])

    def add(self, text: str, element: etree._Element) -> None:
        """What the next element prints."""
        if text:
            self.letters.append(Letters(text, element))

    @property
    def in_code(self) -> bool:
        """Whether the code of a field stands here, not its result."""
        return not all(self.fields)


def written(paragraph: etree._Element, own: Look, looks: Looks) -> Written:
    """What the w:p writes; `own` is the look of its style and of itself."""
    made = Written()
    for child in inside(paragraph):
        if child.tag == _RUN:
            _run(child, own, looks, made)
        elif child.tag == _ALTERNATIVE:
            made.boxes.extend(_boxes(child))
        elif isinstance(child.tag, str) and child.tag.startswith(_MATH):
            made.add("".join(each.text or "" for each in child.iter(_MATH_TEXT)), child)
    return made


def _run(run: etree._Element, own: Look, looks: Looks, made: Written) -> None:
    properties = run.find(_RUN_PROPERTIES)
    look = own
    if properties is not None:
        worn = properties.find(f"{W}rStyle")
        style = looks.styles.get(worn.get(f"{W}val") or "") if worn is not None else None
        if style and style.style == "wrap":  # a break that our own writer made to fit the line
            return
        look = of_run(properties).over(style._replace(numbered=None) if style else own).over(own)
    for child in run:
        _field(child, made)
        if made.in_code:
            continue
        made.boxes.extend(_boxes(child))
        text = "" if look.hidden else _characters(child)
        if text.strip():
            made.bold = made.bold and bool(look.bold)
            made.look = made.look or look
        made.add(text, child)


def _field(child: etree._Element, made: Written) -> None:
    """Keeps which fields are open, and of each whether its result has begun."""
    if child.tag != f"{W}fldChar":
        return
    kind = child.get(f"{W}fldCharType")
    if kind == "begin":
        made.fields.append(False)
    elif kind == "separate" and made.fields:
        made.fields[-1] = True
    elif kind == "end" and made.fields:
        made.fields.pop()


def _characters(child: etree._Element) -> str:
    if child.tag == f"{W}t":
        return (child.text or "").translate(_BLANKS)
    if child.tag == f"{W}sym":
        return _symbol(child.get(f"{W}char") or "")
    if child.tag == f"{W}ruby":
        return "".join(each.text or "" for base in child.iter(f"{W}rubyBase") for each in base.iter(f"{W}t"))
    return _SIGNS.get(child.tag, "")


def _symbol(code: str) -> str:
    """A character of a symbol font: Word keeps it in the private area, where no other font shows anything."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "•" if "\ue000" <= character <= "\uf8ff" else character if character.isprintable() else ""


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The contents of text boxes in an element; what is there twice, for old programs too, once."""
    if element.tag in (_FALLBACK, f"{W}t"):
        return
    if element.tag == _TEXT_BOX:
        yield element
        return
    for child in element:
        yield from _boxes(child)
