"""The parts of a .docx that depend on the layout alone, and the core properties.

The fixed parts of a layout are made once and kept deflated (`fixed_parts`); only word/document.xml and
docProps/core.xml differ from one document to the next. `section` closes the body: page, margins, line grid, footers.
"""

from __future__ import annotations

from functools import lru_cache

from drafter.document import Properties
from drafter.layout import Align, Font, Layout, PageNumber
from drafter.writers.docx_comments import COMMENT_STYLES, COMMENTS_TYPE
from drafter.writers.docx_markup import NAMESPACES, XML, attribute, escaped, millimetres, paragraph, points, run
from drafter.writers.docx_package import Member, member
from drafter.writers.docx_styles import styles_xml

__all__ = [
    "FIRST_MEDIA",
    "core_properties",
    "document_relationships",
    "fixed_parts",
    "landscape_width",
    "section",
    "text_width",
]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"

# The middle of a dash lies this much above the foot of its line: a fifth of the pitch, below the base line, and a share
# of the size, above it (measured in LibreOffice with exact pitch).
_BELOW_BASE_LINE = 0.2
_DASH_ABOVE_BASE_LINE = 0.357
_BEARABLE_REST = 57  # twips: a millimetre


@lru_cache(maxsize=8)
def fixed_parts(layout: Layout, *, commented: bool = False) -> tuple[Member, ...]:
    """Every part but the body, the comments and the core properties, deflated; [Content_Types].xml first."""
    number = layout.page_number
    styles = styles_xml(layout)
    parts = {
        "[Content_Types].xml": _content_types(commented=commented),
        "_rels/.rels": _relationships(_PACKAGE_TARGETS),
        "docProps/app.xml": _APPLICATION,
        "word/fontTable.xml": _font_table(layout.fonts),
        "word/footer1.xml": _footer(number, number.odd),
        "word/footer2.xml": _footer(number, number.even),
        "word/footer3.xml": f"{XML}<w:ftr {NAMESPACES}>{paragraph('Footer', '')}</w:ftr>",
        "word/header1.xml": _sideways(layout, "right"),
        "word/header2.xml": _sideways(layout, "left"),
        "word/header3.xml": f"{XML}<w:hdr {NAMESPACES}>{paragraph('Footer', '')}</w:hdr>",
        "word/settings.xml": _settings(layout),
        "word/styles.xml": styles.replace("</w:styles>", f"{COMMENT_STYLES}</w:styles>") if commented else styles,
        "word/theme/theme1.xml": _THEME,
    }
    return tuple(member(name, xml.encode("utf-8")) for name, xml in parts.items())


_PACKAGE_TARGETS = (
    (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
)
_DOCUMENT_TARGETS = tuple(
    (f"{_OFFICE}/relationships/{kind}", target)
    for kind, target in (
        ("footer", "footer1.xml"),
        ("footer", "footer2.xml"),
        ("footer", "footer3.xml"),
        ("header", "header1.xml"),
        ("header", "header2.xml"),
        ("header", "header3.xml"),
        ("styles", "styles.xml"),
        ("settings", "settings.xml"),
        ("fontTable", "fontTable.xml"),
        ("theme", "theme/theme1.xml"),
    )
)
# the order of _DOCUMENT_TARGETS
_ODD_FOOTER, _EVEN_FOOTER, _NO_FOOTER, _ODD_HEADER, _EVEN_HEADER, _NO_HEADER = (f"rId{i}" for i in range(1, 7))
FIRST_MEDIA = len(_DOCUMENT_TARGETS) + 1
_CONTENT_TYPES = (
    ("/docProps/app.xml", f"{_TYPES}.extended-properties+xml"),
    ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ("/word/document.xml", f"{_TYPES}.wordprocessingml.document.main+xml"),
    ("/word/fontTable.xml", f"{_TYPES}.wordprocessingml.fontTable+xml"),
    ("/word/footer1.xml", f"{_TYPES}.wordprocessingml.footer+xml"),
    ("/word/footer2.xml", f"{_TYPES}.wordprocessingml.footer+xml"),
    ("/word/footer3.xml", f"{_TYPES}.wordprocessingml.footer+xml"),
    ("/word/header1.xml", f"{_TYPES}.wordprocessingml.header+xml"),
    ("/word/header2.xml", f"{_TYPES}.wordprocessingml.header+xml"),
    ("/word/header3.xml", f"{_TYPES}.wordprocessingml.header+xml"),
    ("/word/settings.xml", f"{_TYPES}.wordprocessingml.settings+xml"),
    ("/word/styles.xml", f"{_TYPES}.wordprocessingml.styles+xml"),
    ("/word/theme/theme1.xml", f"{_TYPES}.theme+xml"),
)


def _content_types(*, commented: bool) -> str:
    kinds = (*_CONTENT_TYPES, *((("/word/comments.xml", COMMENTS_TYPE),) if commented else ()))
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds)
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="jpeg" ContentType="image/jpeg"/>{overrides}</Types>'
    )


@lru_cache(maxsize=8)
def document_relationships(pictures: tuple[str, ...] = (), *, commented: bool = False) -> Member:
    """The relationships of word/document.xml; those to `pictures`, parts under word/, count on from FIRST_MEDIA."""
    further = [("image", picture) for picture in pictures] + ([("comments", "comments.xml")] if commented else [])
    targets = _DOCUMENT_TARGETS + tuple((f"{_OFFICE}/relationships/{kind}", target) for kind, target in further)
    return member("word/_rels/document.xml.rels", _relationships(targets).encode("utf-8"))


def _relationships(targets: tuple[tuple[str, str], ...]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


_APPLICATION = f'{XML}<Properties xmlns="{_OFFICE}/extended-properties"><Application>drafter</Application></Properties>'


def core_properties(properties: Properties) -> Member:
    """docProps/core.xml: title, author, subject and language. No dates: they would tell two equal drafts apart."""
    xml = (
        f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(properties.title)}</dc:title><dc:subject>{escaped(properties.subject)}</dc:subject>"
        f"<dc:creator>{escaped(properties.author)}</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )
    return member("docProps/core.xml", xml.encode("utf-8"))


def _font_table(fonts: tuple[Font, ...]) -> str:
    """Which font stands in for one that a computer lacks (w:altName). 86 is the character set GB 2312."""
    rows = "".join(map(_font, fonts))
    western = '<w:font w:name="Times New Roman"><w:charset w:val="00"/><w:family w:val="roman"/></w:font>'
    if any(font.name == "Times New Roman" for font in fonts):
        western = ""
    return f'{XML}<w:fonts xmlns:w="{_W}">{rows}{western}</w:fonts>'


def _font(font: Font) -> str:
    alternative = f'<w:altName w:val="{attribute(font.alternative)}"/>' if font.alternative else ""
    return (
        f'<w:font w:name="{attribute(font.name)}">{alternative}<w:charset w:val="86"/><w:family w:val="{font.family}"/>'
        f'<w:pitch w:val="{"fixed" if font.fixed else "default"}"/></w:font>'
    )


def _footer(number: PageNumber, side: Align) -> str:
    content = paragraph("Footer", _number(number), f'<w:jc w:val="{side}"/>')
    return f"{XML}<w:ftr {NAMESPACES}>{content}</w:ftr>"


def _sideways(layout: Layout, side: Align) -> str:
    """The page number of a landscape page, where an upright page bound with it has its own.

    The sheet is turned clockwise to be read, so the upright page's foot is its left edge: there, in the margin, a
    floating cell as high as the type area holds the number turned by a right angle (GB/T 9704-2012, 7.5 and 8).
    """
    page, number = layout.page, layout.page_number
    pitch = points(number.look.pitch)
    left = millimetres(page.bottom - number.drop) - pitch // 2 - pitch // 4
    height = millimetres(page.width - page.left - page.right)
    floating = (
        f'<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{left}"'
        f' w:tblpY="{millimetres(page.left)}"/><w:tblOverlap w:val="never"/><w:tblW w:w="{pitch}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        "</w:tblCellMar>"
    )
    content = paragraph("Footer", _number(number), f'<w:jc w:val="{side}"/>')
    table = (
        f'<w:tbl><w:tblPr>{floating}</w:tblPr><w:tblGrid><w:gridCol w:w="{pitch}"/></w:tblGrid><w:tr><w:trPr>'
        f'<w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{pitch}" w:type="dxa"/>'
        f'<w:textDirection w:val="tbRl"/></w:tcPr>{content}</w:tc></w:tr></w:tbl>'
    )
    return f"{XML}<w:hdr {NAMESPACES}>{table}{paragraph('Footer', '')}</w:hdr>"


def _number(number: PageNumber) -> str:
    """One page number. Each part of the field has a run of its own: WPS shows nothing where they share one."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("1")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return f"{run(number.before)}{field}{run(number.after)}"


_COMPATIBLE = (
    "spaceForUL",
    "balanceSingleByteDoubleByteWidth",
    "doNotLeaveBackslashAlone",
    "ulTrailSpace",
    "doNotExpandShiftReturn",
    "adjustLineHeightInTable",
    "useFELayout",
)
_COMPATIBLE_SETTINGS = (
    ("compatibilityMode", "15"),
    ("overrideTableStyleFontSizeAndJustification", "1"),
    ("enableOpenTypeFeatures", "1"),
    ("doNotFlipMirrorIndents", "1"),
    ("differentiateMultirowTableHeaders", "1"),
)


def _settings(layout: Layout) -> str:
    """What Word itself writes for a Chinese document, odd and even footers, and punctuation of full width."""
    flags = "".join(f"<w:{flag}/>" for flag in _COMPATIBLE)
    settings = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in _COMPATIBLE_SETTINGS
    )
    return (
        f'{XML}<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        f'<w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="{points(layout.page.grid)}"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{flags}{settings}</w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def text_width(layout: Layout) -> int:
    """The width of the type area (版心) in twips."""
    page = layout.page
    return millimetres(page.width) - millimetres(page.left) - millimetres(page.right)


def landscape_width(layout: Layout) -> int:
    """The width of the type area of a landscape page (横排) in twips."""
    page = layout.page
    return millimetres(page.height) - millimetres(page.top) - millimetres(page.bottom)


def section(layout: Layout, *, landscape: bool = False, first: bool = True) -> str:
    """w:sectPr: footers, paper, margins and line grid. The grid counts lines only; see `Page.grid`.

    An upright section that is not the `first` says that it has no header, or it would inherit a landscape one's.
    """
    if landscape:
        return _landscape_section(layout)
    kinds = () if first else ("default", "even")
    headers = "".join(f'<w:headerReference w:type="{kind}" r:id="{_NO_HEADER}"/>' for kind in kinds)
    return _upright_section(layout, headers)


def _landscape_section(layout: Layout) -> str:
    """An upright page turned clockwise, its margins with it, its number in a header (`_sideways`)."""
    page = layout.page
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{_ODD_HEADER}"/>'
        f'<w:headerReference w:type="even" r:id="{_EVEN_HEADER}"/>'
        f'<w:footerReference w:type="default" r:id="{_NO_FOOTER}"/>'
        f'<w:footerReference w:type="even" r:id="{_NO_FOOTER}"/>'
        f'<w:pgSz w:w="{millimetres(page.height)}" w:h="{millimetres(page.width)}" w:orient="landscape"/>'
        f'<w:pgMar w:top="{millimetres(page.left)}" w:right="{millimetres(page.top)}"'
        f' w:bottom="{millimetres(page.right)}" w:left="{millimetres(page.bottom)}" w:header="851" w:footer="851"'
        f' w:gutter="0"/>{_columns(layout)}</w:sectPr>'
    )


def _columns(layout: Layout) -> str:
    """One column and the line grid, which is no more than a hint where its lines leave a rest of the type area.

    LibreOffice would centre them in the area: with 28 pt on an area of 225 mm, 3.9 mm too low (measured).
    """
    page = layout.page
    rest = (millimetres(page.height) - millimetres(page.top) - millimetres(page.bottom)) % points(page.grid)
    kind = ' w:type="lines"' if rest < _BEARABLE_REST else ""
    return f'<w:cols w:space="425"/><w:docGrid{kind} w:linePitch="{points(page.grid)}"/>'


def _upright_section(layout: Layout, headers: str) -> str:
    page, number = layout.page, layout.page_number
    foot = _BELOW_BASE_LINE * number.look.pitch + _DASH_ABOVE_BASE_LINE * number.look.size
    return (
        f'<w:sectPr>{headers}<w:footerReference w:type="default" r:id="{_ODD_FOOTER}"/>'
        f'<w:footerReference w:type="even" r:id="{_EVEN_FOOTER}"/>'
        f'<w:pgSz w:w="{millimetres(page.width)}" w:h="{millimetres(page.height)}"/>'
        f'<w:pgMar w:top="{millimetres(page.top)}" w:right="{millimetres(page.right)}"'
        f' w:bottom="{millimetres(page.bottom)}" w:left="{millimetres(page.left)}" w:header="851"'
        f' w:footer="{millimetres(page.bottom - number.drop) - points(foot)}" w:gutter="0"/>'
        f"{_columns(layout)}</w:sectPr>"
    )


def _theme() -> str:
    """A theme in black and white that no style refers to; checkers miss the part where there is none."""
    grey = '<a:sysClr val="windowText" lastClr="000000"/>'
    white = '<a:sysClr val="window" lastClr="FFFFFF"/>'
    names = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
    colours = "".join(f"<a:{name}>{white if name.startswith('lt') else grey}</a:{name}>" for name in names)
    fonts = '<a:latin typeface=""/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="drafter">'
        f'<a:themeElements><a:clrScheme name="drafter">{colours}</a:clrScheme>'
        f'<a:fontScheme name="drafter"><a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont>'
        '</a:fontScheme><a:fmtScheme name="drafter">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


_THEME = _theme()
