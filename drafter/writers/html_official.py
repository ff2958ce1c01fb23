"""版头 and 版记 of a formal document as HTML (GB/T 9704-2012, 7.2 and 7.4)."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from drafter.document import Imprint, Letterhead, plain
from drafter.layout import Layout, width
from drafter.writers.html_markup import BREAK, classed, escaped

__all__ = ["imprint_html", "letterhead_html"]

_POINTS_PER_MM = 72 / 25.4
_SIGNERS_PER_LINE = 2
_COPIES_LABEL = "抄送："


def letterhead_html(head: Letterhead, layout: Layout) -> str:
    """The whole 版头 with its red rule; the title follows."""
    marks = [escaped(plain(text)) for text in (head.serial, head.secrecy, head.urgency) if text]
    organs = [_organ(plain(organ), layout) for organ in head.organs]
    number = _number(plain(head.number), [plain(signer) for signer in head.signers])
    return classed("letterhead", "".join((classed("marks", BREAK.join(marks)), *organs, number)), "div")


def _organ(organ: str, layout: Layout) -> str:
    """发文机关标志 as large as the layout says or, where it is too long for one line, as fits, in whole points."""
    look, page = layout.letterhead.organ, layout.page
    room = (page.width - page.left - page.right) * _POINTS_PER_MM
    size = min(look.size, max(room / max(width(organ), 1.0) // 1, layout.letterhead.line.size))
    smaller = f' style="font-size:{size:g}pt;line-height:1.2"' if size < look.size else ""
    return f'<p class="organ"{smaller}>{escaped(organ)}</p>'


def _number(number: str, signers: Sequence[str]) -> str:
    """发文字号 centred or, with 签发人, at the left of the last signer's line."""
    if not signers:
        return classed("number", escaped(number))
    starts = range(0, len(signers), _SIGNERS_PER_LINE)
    names = ["　".join(map(escaped, signers[start : start + _SIGNERS_PER_LINE])) for start in starts]
    signed = f"<p>签发人：</p>{classed('signers', BREAK.join(names))}"
    return f'<div class="number signed"><p>{escaped(number)}</p><div>{signed}</div></div>'


def imprint_html(imprint: Imprint, layout: Layout) -> str:
    """版记, and before it an empty element as high: on screen, that keeps its place at the last page's foot free."""
    look, page = layout.imprint.line, layout.page
    copies, issued = plain(imprint.copies), bool(imprint.organ or imprint.date)
    lines = [classed("copies", f"{_COPIES_LABEL}{escaped(copies)}。")] if imprint.copies else []
    if issued:
        date = f"{escaped(plain(imprint.date))}印发" if imprint.date else ""
        lines.append(f"<p><span>{escaped(plain(imprint.organ))}</span><span>{date}</span></p>")
    if not lines:
        return ""
    held = (page.width - page.left - page.right) * _POINTS_PER_MM / look.size - look.left - look.right
    wrapped = ceil(width(copies) / max(held - width(_COPIES_LABEL), 1.0)) if imprint.copies else 0
    height = (wrapped + issued) * look.pitch
    room = f'<div class="imprint-room" style="height:{height:g}pt"></div>'
    return f'{room}\n<footer class="imprint">{"".join(lines)}</footer>'
