"""Looks (样子) of other people's paragraphs: what they and their styles say, each style with its bases."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from drafter.lines import Align
from drafter.readers.docx_numbering import Numbered, value, whole
from drafter.word_package import W
from drafter.word_styles import CHARACTER_STYLES, PARAGRAPH_STYLES, StyleId

__all__ = ["PLAIN", "Look", "Looks", "is_on", "looks"]

_VAL = f"{W}val"
_PARAGRAPH, _RUN = f"{W}pPr", f"{W}rPr"
_BODY_LEVEL = 9
_DEEPEST = 30  # bases of a style
_ROLES: Mapping[StyleId, str] = {
    "Title": "title",
    "Status": "meta",
    "Salutation": "salutation",
    "Note": "note",
    "Signature": "signature",
    "SignatureUnderTitle": "signature",
    "Date": "date",
    "DateUnderTitle": "date",
    "AttachmentList": "attachment",
    "AttachmentLabel": "attachment",
    "Remark": "meta",
    "LetterheadSerial": "meta",
    "LetterheadSecrecy": "meta",
    "LetterheadUrgency": "meta",
    "LetterheadOrgan": "meta",
    "LetterheadNumber": "meta",
    "ImprintLine": "meta",
}
_BY_NAME = {PARAGRAPH_STYLES[id_].lower(): role for id_, role in _ROLES.items()}
_RUNS = {CHARACTER_STYLES["Wrap"].lower(): "wrap"}
_CONTENTS = re.compile(r"(?:toc|目录)\s?(?:\d|heading|标题)?", re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|标题)\s?([1-9])", re.IGNORECASE)
_SUBTITLES = ("subtitle", "副标题", "标题", "文章标题", "公文标题")
_ALIGNS: Mapping[str, Align] = {"center": "center", "right": "right", "end": "right", "left": "left", "start": "left"}


class Look(NamedTuple):
    """样子: what a style, with its bases, or a paragraph says; None and empty where it says nothing."""

    style: str = ""
    level: int | None = None
    align: Align = ""
    bold: bool | None = None
    hidden: bool | None = None
    font: str = ""
    size: float = 0.0
    numbered: Numbered | None = None

    def over(self, base: Look) -> Look:
        """This look where it says something, else the base's."""
        return Look(
            self.style or base.style,
            base.level if self.level is None else self.level,
            self.align or base.align,
            base.bold if self.bold is None else self.bold,
            base.hidden if self.hidden is None else self.hidden,
            self.font or base.font,
            self.size or base.size,
            base.numbered if self.numbered is None else self.numbered,
        )


PLAIN = Look()


class Looks(NamedTuple):
    """The looks of all styles by id, and of paragraphs that wear none."""

    styles: Mapping[str, Look]
    default: Look


def looks(root: etree._Element | None) -> Looks:
    """What styles.xml says; nothing where the file has no such part."""
    if root is None:
        return Looks({}, PLAIN)
    found = {each.get(f"{W}styleId", ""): each for each in root.iter(f"{W}style")}
    made = {id_: _with_bases(id_, found) for id_ in found}
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault")
    base = PLAIN if defaults is None else of_run(defaults.find(_RUN))
    normal = next(
        (id_ for id_, each in found.items() if each.get(f"{W}type") == "paragraph" and is_on(each.get(f"{W}default"))),
        "",
    )
    return Looks(made, made.get(normal, PLAIN).over(base))


def _with_bases(id_: str, found: Mapping[str, etree._Element]) -> Look:
    made, seen = PLAIN, 0
    while id_ in found and seen < _DEEPEST:
        made = made.over(_style(found[id_]))
        id_ = value(found[id_], "basedOn") or ""
        seen += 1
    return made


def _style(each: etree._Element) -> Look:
    name = (value(each, "name") or "").lower()
    own = of_paragraph(each.find(_PARAGRAPH)).over(of_run(each.find(_RUN)))
    heading = _HEADING.fullmatch(name)
    level = int(heading[1]) if heading and own.level is None else own.level
    if own.numbered is not None and not own.numbered.list_id:
        own = own._replace(numbered=None)
    role = (
        _BY_NAME.get(name)
        or _RUNS.get(name)
        or ("title" if name in _SUBTITLES else "contents" if _CONTENTS.fullmatch(name) else "")
    )
    return own._replace(style=role, level=level)


def of_paragraph(properties: etree._Element | None) -> Look:
    """What w:pPr says by itself."""
    if properties is None:
        return PLAIN
    outline = value(properties, "outlineLvl")
    level = None if outline is None else whole(outline, _BODY_LEVEL)
    numbering = properties.find(f"{W}numPr")
    numbered = None
    if numbering is not None:
        numbered = Numbered(value(numbering, "numId") or "", whole(value(numbering, "ilvl"), -1))
    align = _ALIGNS.get(value(properties, "jc") or "", "")
    return Look(
        level=None if level is None else level + 1 if level < _BODY_LEVEL else 0, align=align, numbered=numbered
    )


def of_run(properties: etree._Element | None) -> Look:
    """What w:rPr says by itself."""
    if properties is None:
        return PLAIN
    fonts = properties.find(f"{W}rFonts")
    font = "" if fonts is None else fonts.get(f"{W}eastAsia") or fonts.get(f"{W}ascii") or ""
    size = whole(value(properties, "sz"), 0) / 2
    return Look(bold=_switch(properties, "b"), hidden=_switch(properties, "vanish"), font=font, size=size)


def _switch(properties: etree._Element, name: str) -> bool | None:
    child = properties.find(f"{W}{name}")
    return None if child is None else is_on(child.get(_VAL) or "1")


def is_on(said: str | None) -> bool:
    """Whether an on-off value, ECMA-376 part 1, 17.17.4, is on."""
    return said in ("1", "true", "on")
