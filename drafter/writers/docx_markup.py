"""The few pieces of WordprocessingML (ECMA-376 part 1, clause 17) that the body of every .docx is made of.

Everything here is a plain string. A document's text comes between tags through `run_text` or `escaped` alone.
"""

from __future__ import annotations

import re
from typing import Final

from drafter.word_styles import CHARACTER_STYLES, CharacterStyle, StyleId

__all__ = [
    "BREAK",
    "KEEP_NEXT",
    "NAMESPACES",
    "RUN_OF_TEXT",
    "TEXT_CLOSES",
    "TEXT_OPENS",
    "WRAP",
    "XML",
    "around_text",
    "attribute",
    "chars",
    "escaped",
    "millimetres",
    "paragraph",
    "points",
    "run",
    "run_text",
    "with_digits",
]

XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

# XML 1.0 (production 2) allows no other characters below U+0020 than tab and line breaks, no surrogates, no U+FFFE and
# U+FFFF; inside w:t a tab or a line break would be read as a space.
_RAW_UNSAFE: Final = "[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
_UNSAFE: Final = re.compile(_RAW_UNSAFE)
_UNSAFE_IN_RUN: Final = re.compile(f"\r\n|[\t\n\r]|{_RAW_UNSAFE}")
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

TEXT_OPENS: Final = '<w:t xml:space="preserve">'
TEXT_CLOSES: Final = "</w:t>"
_IN_RUN: Final = _ENTITIES | {
    "\t": f"{TEXT_CLOSES}<w:tab/>{TEXT_OPENS}",
    **dict.fromkeys(("\n", "\r", "\r\n"), f"{TEXT_CLOSES}<w:br/>{TEXT_OPENS}"),
}
# Word sets “ ” — … in the Western font unless the run itself says that its text is East Asian.
_HINT: Final = '<w:rFonts w:hint="eastAsia"/>'

_RUN_OPENS: Final[dict[CharacterStyle, str]] = {
    "": f"<w:r><w:rPr>{_HINT}</w:rPr>",
    **{style: f'<w:r><w:rPr><w:rStyle w:val="{style}"/>{_HINT}</w:rPr>' for style in CHARACTER_STYLES},
}

BREAK: Final = "<w:r><w:br/></w:r>"
"""A line break inside a paragraph."""

WRAP: Final = '<w:r><w:rPr><w:rStyle w:val="Wrap"/></w:rPr><w:br/></w:r>'
"""A line break that a writer put in a title too long for one line; a reader joins the parts again."""

KEEP_NEXT: Final = "<w:keepNext/>"
"""Paragraph property: on one page with the paragraph that follows."""


def points(value: float, per_point: int = 20) -> int:
    """Points in twips, or in another part of a point: 2 gives half points, 8 the eighths that borders count in."""
    return round(value * per_point)


def millimetres(value: float) -> int:
    """Millimetres in twips; 1 mm = 1440 / 25.4 twips."""
    return round(value * 1440 / 25.4)


def chars(edge: str, count: float, size: float) -> str:
    """A pair of attributes of w:ind, `count` characters of `size` points: Word obeys the first, others the second."""
    return f' w:{edge}Chars="{round(count * 100)}" w:{edge}="{points(count * size)}"'


def escaped(text: str) -> str:
    """The text as XML character data; a character that XML does not know becomes U+FFFD."""
    if _UNSAFE.search(text) is None:
        return text
    return _UNSAFE.sub(lambda found: _ENTITIES.get(found[0], "\ufffd"), text)


def attribute(value: str) -> str:
    """A value as it may stand between the double quotes of an attribute."""
    return escaped(value).replace('"', "&quot;")


def run_text(text: str) -> str:
    """The text for a place inside a w:t: like `escaped`, with a tab and line breaks as elements of their own."""
    if text.isprintable() and "&" not in text and "<" not in text and ">" not in text:
        return text
    return _UNSAFE_IN_RUN.sub(lambda found: _IN_RUN.get(found[0], "\ufffd"), text)


def run(text: str, style: CharacterStyle = "") -> str:
    """A run of text, wearing a character style if one is given; no text, no run."""
    if not text:
        return ""
    return f"{_RUN_OPENS[style]}{TEXT_OPENS}{run_text(text)}{TEXT_CLOSES}</w:r>"


RUN_OF_TEXT: Final = re.compile(
    rf"(<w:r><w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)((?:{TEXT_OPENS}[^<]*{TEXT_CLOSES}|<w:tab/>|<w:br/>)+)</w:r>"
)
_TEXT: Final = re.compile(f"(?<={TEXT_OPENS})[^<]+")
_WESTERN: Final = re.compile("&[a-z]+;|[0-9A-Za-z.%]+")
_FONTS: Final = re.compile("<w:rFonts[^>]*/>")


def with_digits(xml: str, font: str) -> str:
    """The body `xml` with every digit and Latin letter in `font`, in runs of their own; marks stay where they are.

    In one run, a Western font would take quotation marks and dashes with it (MS-OI29500, 2.1.88).
    """
    name = attribute(font)
    fonts = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>'

    def split(found: re.Match[str]) -> str:
        opens, content = found.groups()
        apart, western = f"{TEXT_CLOSES}</w:r>", _FONTS.sub(fonts, opens)

        def outside(word: re.Match[str]) -> str:
            if word[0].startswith("&"):
                return word[0]
            return f"{apart}{western}{TEXT_OPENS}{word[0]}{apart}{opens}{TEXT_OPENS}"

        runs = _TEXT.sub(lambda text: _WESTERN.sub(outside, text[0]), content)
        return f"{opens}{runs}</w:r>".replace(f"{opens}{TEXT_OPENS}{apart}", "")

    return RUN_OF_TEXT.sub(split, xml)


def paragraph(style: StyleId, runs: str, properties: str = "") -> str:
    """A paragraph of a style. `properties` are further children of w:pPr, in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def around_text(style: StyleId, properties: str = "") -> tuple[str, str]:
    """What stands before and after `run_text` in a paragraph of one run, to be made once for many of them."""
    opening, _, closing = paragraph(style, run("text"), properties).partition(">text<")
    return f"{opening}>", f"<{closing}"
