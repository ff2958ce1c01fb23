"""Which role a style of a .docx stands for: found by its name, because ids change when Word saves a file."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from drafter.word_package import W
from drafter.word_styles import CHARACTER_STYLES, HEADINGS, PARAGRAPH_STYLES, RUN_IN, CharacterStyle, StyleId

__all__ = ["Styles", "styles"]

_STYLE, _NAME, _LINK = f"{W}style", f"{W}name", f"{W}link"
_TYPE, _ID, _VALUE = f"{W}type", f"{W}styleId", f"{W}val"
_OURS = "（公文）"  # what the writer adds where a unit's own file has a style of that name, but of another kind
_PARAGRAPHS: dict[str, StyleId] = {name.lower(): role for role, name in PARAGRAPH_STYLES.items()}
_CHARACTERS: dict[str, CharacterStyle] = {name.lower(): role for role, name in CHARACTER_STYLES.items()}
_WORDS: dict[StyleId, CharacterStyle] = dict(zip(HEADINGS, RUN_IN, strict=True))


class Styles(NamedTuple):
    """The roles by a file's own ids. A style that is not there is no role of ours: body text, and plain words."""

    paragraphs: dict[str, StyleId]
    characters: dict[str, CharacterStyle]


def styles(root: etree._Element | None) -> Styles:
    """The roles of all the styles in styles.xml; none where the file has no such part."""
    found = Styles({}, {})
    for style in () if root is None else root.iter(_STYLE):
        id_, name = style.get(_ID, ""), _said(style, _NAME).lower().removesuffix(_OURS)
        if style.get(_TYPE) == "paragraph" and name in _PARAGRAPHS:
            found.paragraphs[id_] = _PARAGRAPHS[name]
            if _PARAGRAPHS[name] in _WORDS:
                found.characters[_said(style, _LINK)] = _WORDS[_PARAGRAPHS[name]]
        elif style.get(_TYPE) == "character" and name in _CHARACTERS:
            found.characters[id_] = _CHARACTERS[name]
    return found


def _said(style: etree._Element, tag: str) -> str:
    found = style.find(tag)
    return "" if found is None else found.get(_VALUE) or ""
