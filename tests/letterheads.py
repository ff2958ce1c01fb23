"""Units' own Word files (底版) for tests, written part by part as Chinese Word writes them.

Style ids are Word's Chinese ones (`a`, `1`, `10`); Normal is indented, slanted and green, so that whatever takes after
it is seen; the first page has a header of its own with a logo; one id is taken by a style of another name.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from tests.packages import members, zipped
from tests.random_documents import png

__all__ = [
    "BODY",
    "MAIN",
    "NAMESPACES",
    "OFFICE",
    "SECTION",
    "W",
    "letterhead",
    "paragraph",
    "parts",
    "relationships",
    "said",
    "tree",
]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{OFFICE}"'

BODY = (
    '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:bookmarkStart w:id="3" w:name="正文"/>'
    '<w:r><w:rPr><w:b/></w:rPr><w:t>{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>{ bo</w:t></w:r>'
    '<w:r><w:t>dy }</w:t></w:r><w:r><w:t>}</w:t></w:r><w:bookmarkEnd w:id="3"/></w:p>'
)
"""The body's place, its tag split over runs."""

SECTION = (
    '<w:sectPr><w:headerReference w:type="first" r:id="rId2"/><w:headerReference w:type="default" r:id="rId3"/>'
    '<w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1701" w:bottom="1985" w:left="1701" w:header="851" w:footer="992" w:gutter="0"/>'
    '<w:pgNumType w:start="1"/><w:cols w:space="425"/><w:titlePg/><w:docGrid w:type="lines" w:linePitch="579"/>'
    "</w:sectPr>"
)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def relationships(rows: Iterable[tuple[str, str, str]], *, external: bool = False) -> str:
    """A part of relationships: id, type and target of each."""
    mode = ' TargetMode="External"' if external else ""
    entries = "".join(f'<Relationship Id="{id_}" Type="{kind}" Target="{to}"{mode}/>' for id_, kind, to in rows)
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _style(kind: str, id_: str, name: str, rest: str) -> str:
    return f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name}"/>{rest}</w:style>'


_HEAD = '<w:rPr><w:b/><w:color w:val="C00000"/><w:sz w:val="36"/></w:rPr>'
_STYLES = (
    f'{XML}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:eastAsia="宋体"'
    ' w:hAnsi="Calibri" w:cs="Times New Roman"/><w:sz w:val="21"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="160" w:line="278" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr>'
    '<w:ind w:firstLineChars="200" w:firstLine="420"/></w:pPr><w:rPr><w:i/><w:color w:val="00AA00"/></w:rPr></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="a0"><w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="a2"><w:name w:val="No List"/></w:style>'
    + _style("paragraph", "1", "heading 1", f'<w:basedOn w:val="a"/><w:next w:val="a"/><w:link w:val="10"/>{_HEAD}')
    + _style("character", "10", "标题 1 字符", f'<w:basedOn w:val="a0"/><w:link w:val="1"/>{_HEAD}')
    + _style("character", "Date", "Date", '<w:basedOn w:val="a0"/>')
    + _style("paragraph", "BodyText", "我的正文", '<w:basedOn w:val="a"/>')
    + "</w:styles>"
)
_LOGO = (
    f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
    f'<wp:extent cx="720000" cy="360000"/><wp:docPr id="1" name="logo"/><a:graphic xmlns:a="{_DRAWING}/main">'
    f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="1" name="logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/><a:stretch>'
    '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="720000" cy="360000"/>'
    '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)
_NUMBER = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_OVERRIDES = (
    ("document", "document.main"),
    ("styles", "styles"),
    ("header1", "header"),
    ("header2", "header"),
    ("footer1", "footer"),
    ("fontTable", "fontTable"),
)


def parts(body: str = BODY, *, header: str = "", section: str = SECTION) -> dict[str, str | bytes]:
    """The parts of a letterhead with that body; `header` is more text for the first page's header."""
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in _OVERRIDES
    )
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
        f' ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>{types}</Types>',
        "_rels/.rels": relationships([("rId1", f"{OFFICE}/officeDocument", "word/document.xml")]),
        "word/document.xml": f"{XML}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(
            [
                ("rId1", f"{OFFICE}/styles", "styles.xml"),
                ("rId2", f"{OFFICE}/header", "header1.xml"),
                ("rId3", f"{OFFICE}/header", "header2.xml"),
                ("rId4", f"{OFFICE}/footer", "footer1.xml"),
                ("rId5", f"{OFFICE}/fontTable", "fontTable.xml"),
            ]
        ),
        "word/styles.xml": _STYLES,
        "word/fontTable.xml": f'{XML}<w:fonts {NAMESPACES}><w:font w:name="宋体"/></w:fonts>',
        "word/header1.xml": f"{XML}<w:hdr {NAMESPACES}><w:p>{_LOGO}</w:p>{paragraph('青岚县水务局' + header)}</w:hdr>",
        "word/_rels/header1.xml.rels": relationships([("rId1", f"{OFFICE}/image", "media/image1.png")]),
        "word/header2.xml": f"{XML}<w:hdr {NAMESPACES}>{paragraph('续页')}</w:hdr>",
        "word/footer1.xml": f"{XML}<w:ftr {NAMESPACES}><w:p>{_NUMBER}</w:p></w:ftr>",
        "word/media/image1.png": png(60, 30),
    }


def letterhead(body: str = BODY, *, header: str = "", section: str = SECTION) -> bytes:
    """A letterhead with that body as the bytes of a .docx."""
    return zipped(parts(body, header=header, section=section))


# ---- reading what came out of it ------------------------------------------------------------------------------------


def tree(data: bytes, name: str = MAIN) -> Any:
    """A part of a package as a tree."""
    return etree.fromstring(members(data)[name])


def said(data: bytes) -> list[str]:
    """The text of every paragraph in the body, tables too."""
    return ["".join(each.text or "" for each in item.iter(f"{W}t")) for item in tree(data).iter(f"{W}p")]
