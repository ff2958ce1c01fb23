"""Word files as other people's programs write them, made from the XML of their parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

__all__ = ["numbering", "paragraph", "word_file"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word_file(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    comments: bytes | None = None,
    parts: Mapping[str, bytes] | None = None,
    kind: str = f"{_MAIN}.document.main+xml",
) -> bytes:
    """A .docx of the body's XML; `styles` and `numbering` are what stands inside those parts, `comments` is a part."""
    told = "" if comments is None else f'<Override PartName="/word/comments.xml" ContentType="{_MAIN}.comments+xml"/>'
    targets = {"styles": "styles.xml", "numbering": "numbering.xml"}
    made = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/>{told}</Types>'
        ),
        "_rels/.rels": _relationships({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_SPACES}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_SPACES}>{numbering}</w:numbering>",
        "word/_rels/document.xml.rels": _relationships(
            targets | ({} if comments is None else {"comments": "comments.xml"})
        ),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in made.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
        others = {**(parts or {}), **({} if comments is None else {"word/comments.xml": comments})}
        for name, data in others.items():
            archive.writestr(name, data)
    return file.getvalue()


def _relationships(targets: Mapping[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for kind, target in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def paragraph(text: str, *, style: str = "", list_id: int | None = None, level: int = 0, more: str = "") -> str:
    """A paragraph of one run; with `list_id` it is numbered."""
    worn = f'<w:pStyle w:val="{style}"/>' if style else ""
    number = "" if list_id is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f'<w:p><w:pPr>{worn}{number}{more}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbering(*levels: tuple[str, str], nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """One abstract list of levels (format and text), and the lists that count by it."""
    told = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (format_, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="0">{told}</w:abstractNum>{nums}'
