"""图片: a picture inline in a paragraph of its own, scaled down to the type area where it is larger."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.document import Picture, plain
from drafter.layout import Layout
from drafter.writers.docx_markup import KEEP_NEXT, attribute, millimetres, paragraph, run
from drafter.writers.docx_parts import text_width

__all__ = ["Media", "media", "picture_xml"]

_EMU_PER_TWIP = 635
_EMU_PER_PIXEL = 9525  # at 96 pixels an inch
_TALLEST = 0.8  # of the type area's height, so that the caption and a line of text stay on its page
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"

Media = dict[bytes, tuple[str, str]]
"""Every different picture's content -> its part's name under word/ and the id of the relationship to it."""


def media(pictures: Iterable[Picture], first: int) -> Media:
    """Names and ids for the pictures' parts, ids from rId`first` on; equal pictures share one part."""
    named: Media = {}
    for picture in pictures:
        if picture.content not in named:
            number = len(named) + 1
            named[picture.content] = (f"media/image{number}.{picture.kind}", f"rId{first + number - 1}")
    return named


def picture_xml(picture: Picture, number: int, relationship: str, layout: Layout) -> str:
    """The picture, centred, and its caption on the next line. `number` is the drawing's own in the document."""
    caption = plain(picture.caption)
    keep = KEEP_NEXT if caption else ""
    drawn = paragraph("Picture", f"<w:r>{_drawing(picture, number, relationship, layout)}</w:r>", keep)
    return drawn + (paragraph("PictureCaption", run(caption)) if caption else "")


def _size(picture: Picture, layout: Layout) -> tuple[int, int]:
    """Width and height in EMU, the picture's proportions kept."""
    page = layout.page
    room = text_width(layout) * _EMU_PER_TWIP
    height = round(millimetres(page.height - page.top - page.bottom) * _TALLEST) * _EMU_PER_TWIP
    wide, high = picture.width * _EMU_PER_PIXEL, picture.height * _EMU_PER_PIXEL
    scale = min(1.0, room / wide, height / high)
    return max(round(wide * scale), 1), max(round(high * scale), 1)


def _drawing(picture: Picture, number: int, relationship: str, layout: Layout) -> str:
    wide, high = _size(picture, layout)
    name = attribute(plain(picture.caption) or f"图片{number}")
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="图片{number}" descr="{name}"/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="图片{number}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
