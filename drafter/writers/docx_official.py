"""版头 above the title and 版记 at the foot of the last page of a formal document (GB/T 9704-2012, 7.2 and 7.4)."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.document import Imprint, Letterhead, Run, Text, plain
from drafter.layout import Layout, width
from drafter.word_styles import StyleId
from drafter.writers.docx_markup import chars, millimetres, paragraph, points, run, run_text
from drafter.writers.docx_parts import text_width

__all__ = ["imprint_xml", "letterhead_texts", "letterhead_xml"]

# With exact pitch the base line lies four fifths of it below the line's top, and a character of these fonts reaches up
# 0.88 of its size from there (measured in LibreOffice).
_BASE_LINE = 0.8
_ASCENT = 0.88
_ROOM_AROUND = 1.2  # line pitch of 发文机关标志 for its size, where it had to be made smaller
_MARKS: tuple[StyleId, ...] = ("LetterheadSerial", "LetterheadSecrecy", "LetterheadUrgency")
_SIGNER_LABEL = "签发人："
_SIGNERS_PER_LINE = 2


def letterhead_xml(head: Letterhead, layout: Layout) -> str:
    """The whole 版头, down to the blank lines below the red rule."""
    marks = [paragraph(style, run(plain(text))) for style, text in zip(_MARKS, _marks(head), strict=True) if text]
    organs = [plain(organ) for organ in head.organs]
    blank = paragraph("Normal", "")
    return "".join(
        (
            *marks,
            _spacer(len(marks), organs, layout),
            *(_organ(organ, layout) for organ in organs),
            blank * layout.letterhead.blank_before_number,
            *_number_lines(plain(head.number), [plain(signer) for signer in head.signers], layout),
            blank * layout.letterhead.blank_after_rule,
        )
    )


def letterhead_texts(head: Letterhead) -> tuple[Text, ...]:
    """What `letterhead_xml` prints, in its order: the number stands in the last signers' line."""
    above = (max(len(head.signers), 1) - 1) // _SIGNERS_PER_LINE * _SIGNERS_PER_LINE
    label = ((Run(_SIGNER_LABEL),),) if head.signers else ()
    before, behind = (label, ()) if above else ((), label)
    return (*_marks(head), *head.organs, *before, *head.signers[:above], head.number, *behind, *head.signers[above:])


def _marks(head: Letterhead) -> tuple[Text, Text, Text]:
    return head.serial, head.secrecy, head.urgency


def _organ_size(organ: str, layout: Layout) -> float:
    """As large as the look says, or as fits the width of the type area, in whole points."""
    room = text_width(layout) / 20
    return min(layout.letterhead.organ.size, max(room / max(width(organ), 1.0) // 1, layout.letterhead.line.size))


def _pitch(size: float, layout: Layout) -> float:
    organ = layout.letterhead.organ
    return organ.pitch if size == organ.size else size * _ROOM_AROUND


def _spacer(marks: int, organs: Sequence[str], layout: Layout) -> str:
    """An empty line of the height that brings the upper edge of 发文机关标志 to its place."""
    look = layout.letterhead
    size = _organ_size(organs[0], layout) if organs else look.organ.size
    inside = _BASE_LINE * _pitch(size, layout) - _ASCENT * size
    height = millimetres(look.top) - points(marks * look.line.pitch + inside)
    if height <= 0:
        return ""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/>'
    return paragraph("Normal", "", spacing)


def _organ(organ: str, layout: Layout) -> str:
    size = _organ_size(organ, layout)
    if size == layout.letterhead.organ.size:
        return paragraph("LetterheadOrgan", run(organ))
    half = points(size, 2)
    sized = f'<w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    text = f'<w:r>{sized}<w:t xml:space="preserve">{run_text(organ)}</w:t></w:r>'
    line = points(_pitch(size, layout))
    return paragraph("LetterheadOrgan", text, f'<w:spacing w:line="{line}" w:lineRule="exact"/>')


def _number_lines(number: str, signers: Sequence[str], layout: Layout) -> list[str]:
    """发文字号 centred or, with 签发人, at the left of the last signer's line; the last line carries the red rule."""
    if not signers:
        return [paragraph("LetterheadNumber", run(number), _rule(layout))]
    starts = range(0, len(signers), _SIGNERS_PER_LINE)
    rows = [signers[start : start + _SIGNERS_PER_LINE] for start in starts]
    tabs, last = _tabs(["　".join(names) for names in rows], layout), len(rows) - 1
    lines = []
    for index, names in enumerate(rows):
        left = run(f"　{number}" if index == last and number else "")
        label = run(_SIGNER_LABEL if index == 0 else "")
        text = f"{left}{_TAB}{label}{_TAB}{run('　').join([run(name, 'Signer') for name in names])}"
        properties = f'{_rule(layout) if index == last else ""}{tabs}<w:jc w:val="left"/>'
        lines.append(paragraph("LetterheadNumber", text, properties))
    return lines


_TAB = "<w:r><w:tab/></w:r>"


def _tabs(rows: Sequence[str], layout: Layout) -> str:
    """Where the label and the names begin, so that the longest line ends one character before the right edge."""
    look = layout.letterhead.number
    character = points(look.size + look.spacing)
    names = text_width(layout) - round(character * (max(map(width, rows)) + look.right))
    label = names - round(character * width(_SIGNER_LABEL))
    stops = "".join(f'<w:tab w:val="left" w:pos="{position}"/>' for position in (label, names))
    return f"<w:tabs>{stops}</w:tabs>"


def _rule(layout: Layout) -> str:
    """The red rule as the paragraph's lower border; its distance counts in points."""
    look = layout.letterhead
    gap = round(look.rule_gap * 72 / 25.4)
    return (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{points(look.rule, 8)}" w:space="{gap}"'
        f' w:color="{look.colour}"/></w:pBdr>'
    )


def imprint_xml(imprint: Imprint, layout: Layout) -> str:
    """版记 as a table that floats at the foot of the type area, so that its last rule is the area's lower edge."""
    room = text_width(layout)
    rows = []
    if imprint.copies:
        rows.append(_row(_cell(_copies(plain(imprint.copies), layout), room, span=2)))
    if imprint.organ or imprint.date:
        date = run(f"{plain(imprint.date)}印发" if imprint.date else "")
        left = _cell(paragraph("ImprintLine", run(plain(imprint.organ))), room // 2)
        rows.append(_row(left + _cell(paragraph("ImprintLine", date, '<w:jc w:val="right"/>'), room - room // 2)))
    if not rows:
        return ""
    grid = f'<w:tblGrid><w:gridCol w:w="{room // 2}"/><w:gridCol w:w="{room - room // 2}"/></w:tblGrid>'
    return f"<w:tbl>{_floating(layout)}{grid}{''.join(rows)}</w:tbl>"


def _floating(layout: Layout) -> str:
    """Placed from the page's left edge, or LibreOffice would not let a table as wide as the text float."""
    look, room = layout.imprint, text_width(layout)
    outer, inner = points(look.outer_rule, 8), points(look.inner_rule, 8)
    edges = (("top", outer), ("bottom", outer), ("insideH", inner))
    rules = "".join(f'<w:{edge} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>' for edge, size in edges)
    return (
        '<w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page"'
        f' w:tblpX="{millimetres(layout.page.left)}" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
        f'<w:tblW w:w="{room}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )


def _row(cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(content: str, size: int, span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/>{spanned}</w:tcPr>{content}</w:tc>'


def _copies(copies: str, layout: Layout) -> str:
    """抄送, continuation lines under the first organ (7.4.2)."""
    look, label = layout.imprint.line, "抄送："
    indent = chars("left", look.left + width(label), look.size) + chars("right", look.right, look.size)
    hanging = chars("hanging", width(label), look.size)
    return paragraph("ImprintLine", run(f"{label}{copies}。"), f"<w:ind{indent}{hanging}/>")
