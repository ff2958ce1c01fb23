"""版式: how each role of a document looks. Data only; imports nothing of ours.

`GBT9704` holds the values of GB/T 9704-2012 (《党政机关公文格式》); the clause stands beside each value, and where
the standard is silent the value is office practice and says so. A unit's own 版式 is another `Layout` made from it
with `_replace`.

Units: sizes, line pitch and letter spacing in points, page measures in millimetres, indents and blanks in characters
(字, the width of one Chinese character of the role's own size; GB/T 9704-2012, 3.1), blank lines in lines of body text
(行, 3.2). A document's roles are named as its blocks are; 3号 = 16 pt, 2号 = 22 pt, 4号 = 14 pt, 小四 = 12 pt.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = [
    "GBT9704",
    "Accent",
    "Align",
    "Font",
    "Layout",
    "Look",
    "Page",
    "PageNumber",
    "RunIn",
    "TableLook",
    "width",
]

Align = Literal["both", "left", "center", "right"]
RunIn = Literal["heading", "bold", "body"]
"""How the words of a run-in heading look: as the heading alone would, so and bold, or as the body around them."""


class Font(NamedTuple):
    """字体: a font's name and what a computer without it should take instead (`alternative`, may be empty)."""

    name: str
    alternative: str = ""
    family: Literal["auto", "modern", "roman", "swiss"] = "auto"
    fixed: bool = False


class Page(NamedTuple):
    """页面: paper, the four margins and the room between text columns' grid lines, all in millimetres.

    `grid` is the pitch of the page's line grid in points; it must equal the body's line pitch, or LibreOffice moves
    the type area.
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    grid: float


class Look(NamedTuple):
    """版式 of one role: a paragraph's font, its size and line pitch in points, its indents in characters.

    `spacing` is added to every character's width, in points. `first_line`, `left` and `right` are characters of this
    look's own size; `before` and `after` are whole blank lines. `keep_next` keeps it on one page with what follows,
    `new_page` starts a page with it. `tight` leaves out the quarter of a character that Word puts between Chinese and
    digits, for lines whose width is counted.
    """

    font: str
    size: float
    pitch: float
    align: Align = "both"
    spacing: float = 0.0
    bold: bool = False
    first_line: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: int = 0
    after: int = 0
    keep_next: bool = False
    new_page: bool = False
    tight: bool = False


class Accent(NamedTuple):
    """What sets a stretch of words off within its paragraph; the default sets off nothing."""

    font: str | None = None
    bold: bool = False


class TableLook(NamedTuple):
    """表格: looks of head and cells, and the rules' thickness in points; the rest is in millimetres.

    `row_height` is the least height of a row, `margin` what stays blank in a cell at left and right, `padding` above
    and below. A column whose cells all fit on one line is centred, a column of running text is set `cell.align`.
    """

    head: Look
    cell: Look
    rule: float
    row_height: float
    margin: float
    padding: float


class PageNumber(NamedTuple):
    """页码: its look, the text around the number, the side it stands on, and how far below the type area it lies.

    `drop` is measured from the lower edge of the type area to the middle of the dashes, in millimetres.
    """

    look: Look
    before: str
    after: str
    odd: Align
    even: Align
    drop: float


class LetterheadLook(NamedTuple):
    """版头: looks of its parts, `colour` of 发文机关标志 and rule (RRGGBB), and distances in millimetres.

    `top` is measured from the upper edge of the type area to that of 发文机关标志, `rule_gap` from 发文字号 down to the
    rule; `rule` is the rule's thickness in points. 发文机关标志 is printed in `organ.size` or, where that would
    not fit the width of the type area, smaller.
    """

    line: Look
    organ: Look
    number: Look
    signer_font: str
    colour: str
    top: float
    rule: float
    rule_gap: float
    blank_before_number: int
    blank_after_rule: int


class ImprintLook(NamedTuple):
    """版记: the look of its lines, and the thickness of its outer and inner rules in points."""

    line: Look
    outer_rule: float
    inner_rule: float


class Layout(NamedTuple):
    """版式: a look for every role. `name` is shown to people.

    `lead` is the first sentence of a paragraph or point, `note` a 责任说明 of its own paragraph, `byline` signature and
    date where they stand under the title, `attachment_list` the 附件说明 below the text and `attachment_label` the mark
    on an attachment's first page. An attachment's title looks like the document's.

    `date_shift` is the number of characters by which the date begins to the right of the signature's beginning, where
    no seal is printed; `seal_right` is the date's right blank in characters where there is a seal, whose middle is
    also the signature's, and `seal_before` the blank lines above both. A table makes its attachment's pages turn to
    landscape where a row of it would be higher than `upright_lines` lines. `digits` is the font of digits and Latin
    letters outside page numbers; where it is empty, they wear the font of the text around them.
    """

    name: str
    fonts: tuple[Font, ...]
    page: Page
    letterhead: LetterheadLook
    title: Look
    status: Look
    heading1: Look
    heading2: Look
    heading3: Look
    heading4: Look
    body: Look
    lead: Accent
    note: Look
    salutation: Look
    table: TableLook
    caption: Look
    picture_caption: Look
    attachment_label: Look
    attachment_list: Look
    signature: Look
    date: Look
    date_shift: float
    seal_right: float
    seal_before: int
    remark: Look
    imprint: ImprintLook
    upright_lines: int
    byline: Look
    run_in: RunIn
    digits: str
    page_number: PageNumber

    @property
    def headings(self) -> tuple[Look, Look, Look, Look]:
        """The looks of heading levels 1 to 4, in order."""
        return self.heading1, self.heading2, self.heading3, self.heading4


def width(text: str) -> float:
    """How wide a text is, in characters (字): ASCII counts one half, anything else one.

    So it is in the Chinese fonts of GB/T 9704-2012, whose digits and Latin letters are half as wide as a character.
    """
    return len(text) - len(text.encode("ascii", "ignore")) / 2


# The fonts that 5.2.2, 7.3.1, 7.3.3 and 7.5 name (仿宋、小标宋、黑体、楷体、宋体), under the names offices ask for.
# Present-day Windows has no 仿宋_GB2312, 楷体_GB2312 or 方正小标宋简体: the alternative is what it has.
_FANGSONG = Font("仿宋_GB2312", "仿宋", "modern", fixed=True)
_KAITI = Font("楷体_GB2312", "楷体", "modern", fixed=True)
_HEITI = Font("黑体", "SimHei", "modern", fixed=True)
_XIAOBIAOSONG = Font("方正小标宋简体", "宋体")
_SONGTI = Font("宋体", "SimSun")

# 22 lines of 28 characters fill the type area of 225 mm x 156 mm (5.2.3). That leaves 28.95 pt a line and 15.75 pt a
# character: the size of 3号 in traditional type, and 0.25 pt less than the 16 pt that Word calls 3号.
_PITCH = 28.95
_SPACING = -0.25


def _text(font: Font = _FANGSONG, align: Align = "both", first_line: float = 2.0) -> Look:
    """3号 unless said otherwise (5.2.2), each paragraph indented two characters (7.3.3)."""
    return Look(font.name, 16.0, _PITCH, align, spacing=_SPACING, first_line=first_line)


def _heading(font: Font) -> Look:
    """一、黑体，（一）楷体，1.和（1）仿宋 (7.3.3). That no heading ends a page is office practice."""
    return Look(font.name, 16.0, _PITCH, spacing=_SPACING, first_line=2.0, keep_next=True)


_CLOSING = Look(_FANGSONG.name, 16.0, _PITCH, "right", spacing=_SPACING, right=2.0, tight=True)

GBT9704 = Layout(
    name="GB/T 9704-2012",
    fonts=(_FANGSONG, _KAITI, _HEITI, _XIAOBIAOSONG, _SONGTI),
    # A4 (5.1); 天头 37 mm, 订口 28 mm, type area 156 mm x 225 mm (5.2.1), which leaves 35 mm below and 26 mm right.
    page=Page(width=210, height=297, top=37, bottom=35, left=28, right=26, grid=_PITCH),
    # 份号, 密级 and 紧急程度 flush left from line 1 on (7.2.1 to 7.2.3); 发文机关标志 in red 小标宋, its upper edge
    # 35 mm below that of the type area (7.2.4); two blank lines, 发文字号 centred or, with 签发人, at the left, one
    # character in, names in 楷体 (7.2.5, 7.2.6); a red rule 4 mm below (7.2.7) and two blank lines down to the title
    # (7.3.1). The size of 发文机关标志 and the rule's thickness are left open; these are office practice.
    letterhead=LetterheadLook(
        line=Look(_HEITI.name, 16.0, _PITCH, "left", spacing=_SPACING),
        organ=Look(_XIAOBIAOSONG.name, 50.0, 60.0, "center"),
        number=Look(_FANGSONG.name, 16.0, _PITCH, "center", spacing=_SPACING, left=1.0, right=1.0),
        signer_font=_KAITI.name,
        colour="FF0000",
        top=35.0,
        rule=1.5,
        rule_gap=4.0,
        blank_before_number=2,
        blank_after_rule=2,
    ),
    # 2号小标宋, centred (7.3.1). A blank line stands between it and 主送机关 (7.3.2); with none, that is practice.
    title=Look(_XIAOBIAOSONG.name, 22.0, _PITCH, "center", after=1, keep_next=True),
    # Office practice: 征求意见稿 and the like under the title, in 楷体 and brackets.
    status=Look(_KAITI.name, 16.0, _PITCH, "center", spacing=_SPACING, keep_next=True),
    heading1=_heading(_HEITI),
    heading2=_heading(_KAITI),
    heading3=_heading(_FANGSONG),
    heading4=_heading(_FANGSONG),
    body=_text(),
    lead=Accent(),  # office practice differs: nothing, 楷体 or bold
    note=_text(_KAITI),  # office practice: the standard knows no 责任说明
    salutation=_text(first_line=0.0),  # flush left (7.3.2)
    # The standard leaves tables open (8 speaks only of 横排表格). Office practice: 小四, head in 黑体, thin rules.
    table=TableLook(
        head=Look(_HEITI.name, 12.0, 18.0, "center"),
        cell=Look(_FANGSONG.name, 12.0, 18.0, "left"),
        rule=0.5,
        row_height=10.0,
        margin=1.4,
        padding=0.5,
    ),
    caption=Look(_HEITI.name, 14.0, _PITCH, "center", keep_next=True),  # office practice: 表题 above its table
    picture_caption=Look(_HEITI.name, 14.0, _PITCH, "center"),  # office practice: 图题 below its picture
    # 另面编排, 3号黑体 flush at line 1, title centred on line 3 (7.3.7): line 2 is blank.
    attachment_label=Look(_HEITI.name, 16.0, _PITCH, "left", spacing=_SPACING, after=1, keep_next=True, new_page=True),
    # One blank line under the body, indented two characters (7.3.4).
    attachment_list=Look(_FANGSONG.name, 16.0, _PITCH, "left", spacing=_SPACING, left=2.0, before=1),
    # Without seal: one blank line under the body, right blank of two characters; the date begins two characters to the
    # right of the signature (7.3.5.2).
    signature=_CLOSING._replace(before=1, keep_next=True),
    date=_CLOSING,
    date_shift=2.0,
    # With seal: the date's right blank is four characters, the signature is centred on the date (7.3.5.1). Blank lines
    # for a seal of some 4 cm: office practice.
    seal_right=4.0,
    seal_before=2,
    remark=_text(align="left"),  # indented two characters, below the date (7.3.6)
    # 4号仿宋, one character in on both sides; rules of 0.35 mm outside and 0.25 mm inside (7.4).
    imprint=ImprintLook(
        line=Look(_FANGSONG.name, 14.0, 22.0, "left", left=1.0, right=1.0), outer_rule=1.0, inner_rule=0.75
    ),
    upright_lines=6,  # office practice: a table that turns into columns of broken lines goes on a landscape page (8)
    # Office practice for summaries and experience reports: signature and date under the title, 楷体, centred.
    byline=Look(_KAITI.name, 16.0, _PITCH, "center", spacing=_SPACING, keep_next=True),
    run_in="heading",  # the fonts of 7.3.3 for the heading's words alone: office practice
    digits="",  # office practice differs: 仿宋 like the text, or Times New Roman
    # 4号半角宋体, a 一字线 on both sides, 7 mm below the type area, right on odd pages and left on even ones, one
    # character in (7.5).
    page_number=PageNumber(
        look=Look(_SONGTI.name, 14.0, 14.0, right=1.0, left=1.0),
        before="— ",
        after=" —",
        odd="right",
        even="left",
        drop=7.0,
    ),
)
