"""styles.xml: a Word style for every role, made from a layout.

Roles that Word knows bear Word's own names (`heading 1`, `Title`, `Body Text`, `Salutation`, `Signature`, `Date`,
`caption`), which every edition shows in its own language; the others bear Chinese ones. No style refers to the theme:
a theme's font would win over the font that is named (MS-OI29500, 2.1.88).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from drafter.layout import Align, Layout, Look, TableLook
from drafter.word_styles import (
    CHARACTER_STYLES,
    HEADINGS,
    MARKS,
    PARAGRAPH_STYLES,
    RUN_IN,
    WORDS,
    CharacterStyle,
    StyleId,
)
from drafter.writers.docx_markup import attribute, chars, points

__all__ = ["run_properties", "styles_xml"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PLAIN = "DefaultParagraphFont"
_COMPLEX_SCRIPT = "Times New Roman"  # Arabic, Hebrew, Thai …: no Chinese font has them


def styles_xml(layout: Layout) -> str:
    """The whole part."""
    return "".join(
        (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
            f'<w:styles xmlns:w="{_W}">',
            _defaults(layout.body),
            _normal(layout.body),
            _FIXED,
            *_text_styles(layout),
            *_heading_styles(layout),
            *_words_styles(layout),
            "</w:styles>",
        )
    )


_FIXED = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)


def _fonts(name: str) -> str:
    """One font for Chinese and Western text alike, so that no quotation mark, dash or digit falls out of it."""
    font = attribute(name)
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{_COMPLEX_SCRIPT}"/>'
    )


def run_properties(look: Look, colour: str = "") -> str:
    """The children of w:rPr for a look: everything is said, so that a style does not lean on another one's values."""
    bold = "" if look.bold else ' w:val="0"'
    size = points(look.size, 2)
    coloured = f'<w:color w:val="{colour}"/>' if colour else ""
    return (
        f"{_fonts(look.font)}<w:b{bold}/><w:bCs{bold}/>{coloured}"
        f'<w:spacing w:val="{points(look.spacing)}"/><w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def _paragraph_properties(look: Look, outline: int | None) -> str:
    """The children of w:pPr for a look.

    Widow control would cost a page of 22 lines one or two; snapping to the grid makes LibreOffice forget exact pitch.
    """
    return "".join(
        (
            "<w:keepNext/>" if look.keep_next else "",
            "<w:pageBreakBefore/>" if look.new_page else "",
            '<w:widowControl w:val="0"/>',
            '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' if look.tight else "",
            '<w:snapToGrid w:val="0"/>',
            _line_spacing(look.pitch),
            _indents(look),
            f'<w:jc w:val="{look.align}"/>',
            "" if outline is None else f'<w:outlineLvl w:val="{outline}"/>',
        )
    )


def _line_spacing(pitch: float) -> str:
    """Exact pitch; a look with none takes the height of what it holds, as a picture needs."""
    line = f'w:line="{points(pitch)}" w:lineRule="exact"' if pitch else 'w:line="240" w:lineRule="auto"'
    return f'<w:spacing w:before="0" w:after="0" {line}/>'


def _indents(look: Look) -> str:
    edges = (("left", look.left), ("right", look.right), ("firstLine", look.first_line))
    values = "".join(chars(edge, count, look.size) for edge, count in edges if count)
    return f"<w:ind{values}/>" if values else ""


def _defaults(body: Look) -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(body.font)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
    )


def _normal(body: Look) -> str:
    """Normal is body text without its indent: what blank lines wear and what every other style is based on."""
    look = body._replace(first_line=0.0, left=0.0, right=0.0)
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{_paragraph_properties(look, None)}</w:pPr><w:rPr>{run_properties(look)}</w:rPr></w:style>"
    )


def _style(
    style_id: StyleId,
    look: Look,
    *,
    follower: StyleId = "BodyText",
    link: str = "",
    outline: int | None = None,
    colour: str = "",
) -> str:
    """A paragraph style; `follower` is the style of the paragraph that Word begins after one of this style."""
    name = PARAGRAPH_STYLES[style_id]
    custom = "" if name.isascii() else ' w:customStyle="1"'
    linked = f'<w:link w:val="{link}"/>' if link else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="{follower}"/>{linked}<w:uiPriority w:val="9"/><w:qFormat/>'
        f"<w:pPr>{_paragraph_properties(look, outline)}</w:pPr><w:rPr>{run_properties(look, colour)}</w:rPr></w:style>"
    )


def _text_styles(layout: Layout) -> tuple[str, ...]:
    return (
        _style("BodyText", layout.body),
        _style("Title", layout.title),
        _style("Salutation", layout.salutation),
        _style("Note", layout.note),
        _style("Signature", layout.signature, follower="Date"),
        _style("Date", layout.date),
        _style("SignatureUnderTitle", layout.byline, follower="DateUnderTitle"),
        _style("DateUnderTitle", layout.byline),
        _style("AttachmentList", layout.attachment_list, follower="AttachmentList"),
        _style("AttachmentLabel", layout.attachment_label, follower="Title"),
        _style("Caption", layout.caption),
        *_table_styles(layout.table),
        _style("Status", layout.status),
        _style("Remark", layout.remark),
        _style("Picture", layout.picture_caption._replace(pitch=0.0), follower="PictureCaption"),
        _style("PictureCaption", layout.picture_caption),
        _style("LetterheadSerial", layout.letterhead.line, follower="LetterheadSecrecy"),
        _style("LetterheadSecrecy", layout.letterhead.line, follower="LetterheadUrgency"),
        _style("LetterheadUrgency", layout.letterhead.line, follower="LetterheadOrgan"),
        _style("LetterheadOrgan", layout.letterhead.organ, colour=layout.letterhead.colour),
        _style("LetterheadNumber", layout.letterhead.number._replace(left=0.0, right=0.0)),
        _style("ImprintLine", layout.imprint.line, follower="ImprintLine"),
        _style("Footer", layout.page_number.look, follower="Footer"),
    )


def _table_styles(look: TableLook) -> Iterator[str]:
    """Numbers stand at the right, so that their digits do; serials and dates are centred. Office practice."""
    heads: tuple[StyleId, ...] = ("TableHead", "TableHeadMerged")
    cells: tuple[tuple[StyleId, Align], ...] = (
        ("TableText", look.cell.align),
        ("TableNumber", "right"),
        ("TableDate", "center"),
        ("TableSerial", "center"),
    )
    yield from (_style(head, look.head, follower="TableText") for head in heads)
    yield from (_style(cell, look.cell._replace(align=align), follower=cell) for cell, align in cells)


def _heading_styles(layout: Layout) -> tuple[str, ...]:
    """Each level twice: for a heading alone, and for the words of a run-in heading; linked where both look alike."""
    styles: list[str] = []
    linked = layout.run_in == "heading"
    for outline, (alone, run_in, look) in enumerate(zip(HEADINGS, RUN_IN, layout.headings, strict=True)):
        styles.append(_style(alone, look, link=run_in if linked else "", outline=outline))
        worn = run_properties(_run_in(look, layout))
        styles.append(_character_style(run_in, worn, link=alone if linked else ""))
    return tuple(styles)


def _run_in(heading: Look, layout: Layout) -> Look:
    """What the words of a run-in heading wear, whose look alone would be `heading`."""
    match layout.run_in:
        case "heading":
            return heading
        case "bold":
            return heading._replace(bold=True)
        case "body":
            return layout.body
        case _:
            assert_never(layout.run_in)


def _words_styles(layout: Layout) -> tuple[str, ...]:
    """Character styles even where words look like those around them, so that they can be found and changed."""
    lead, signer = layout.lead, _fonts(layout.letterhead.signer_font)
    font = _fonts(lead.font) if lead.font else ""
    bold = "<w:b/><w:bCs/>" if lead.bold else ""
    unseen: tuple[CharacterStyle, ...] = ("Sealed", "Landscape", "Upright", "Wrap")
    return (
        _character_style("Lead", f"{font}{bold}", offered=True),
        _character_style("Signer", signer),
        *map(_character_style, unseen),
        *(_character_style(alike, base=base or _PLAIN) for base, alike in (*MARKS.items(), *WORDS.items())),
    )


def _character_style(
    style_id: CharacterStyle,
    worn: str = "",
    *,
    base: str = _PLAIN,
    link: str = "",
    offered: bool = False,
) -> str:
    """A character style; one that is `offered` stands among those that Word shows on its ribbon."""
    linked = f'<w:link w:val="{link}"/>' if link else ""
    properties = f"<w:rPr>{worn}</w:rPr>" if worn else ""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style_id}">'
        f'<w:name w:val="{CHARACTER_STYLES[style_id]}"/><w:basedOn w:val="{base}"/>{linked}<w:uiPriority w:val="9"/>'
        f"{'<w:qFormat/>' if offered else ''}{properties}</w:style>"
    )
