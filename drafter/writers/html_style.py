"""The style sheet of an HTML file, made from a layout: sheets of paper on the screen, pages on the printer.

Measures are the layout's own: points, millimetres, and characters as `em`. A font that is missing is replaced by the
first there is of those that `typefaces` knows for it. Blank lines are margins, so that none of them opens a page.
"""

from __future__ import annotations

from typing import NamedTuple, assert_never

from drafter.layout import Align, Layout, Look, Page, PageNumber
from drafter.typefaces import stand_ins, typeface
from drafter.writers.html_markup import em

__all__ = ["css"]

_GAP = 8  # millimetres of table between two sheets
_TABLE = "#8c8c8c"  # what the sheets lie on
_DIGITS = "digits and Latin letters"
_TAB = 21  # points; what the Word document has for a tab stop


def css(layout: Layout) -> str:
    """The whole style sheet."""
    rules = (
        _FIXED,
        _digits(layout.digits),
        *_texts(layout),
        *_headings(layout),
        *_tables(layout),
        *_closing(layout),
        *_letterhead(layout),
        *_imprint(layout),
        *_screen(layout),
        *_print(layout),
    )
    return "".join(f"{rule}\n" for rule in rules if rule)


# Blanks stand as typed and every mark keeps its full width; lines may stand alone, or a page would lose some of its 22.
_FIXED = f"""\
*{{box-sizing:border-box}}
html{{color:#000;text-size-adjust:none;-webkit-text-size-adjust:none}}
body,h1,h2,h3,h4,h5,p,figure,caption,th,td{{margin:0;padding:0}}
h1,h2,h3,h4,h5,p,caption,th,td,figcaption{{white-space:pre-wrap;tab-size:{_TAB}pt;overflow-wrap:anywhere;\
text-justify:inter-character;text-spacing-trim:space-all;orphans:1;widows:1}}
thead,td:not([rowspan]),figure,.closing,.imprint,.letterhead{{break-inside:avoid}}
thead{{break-after:avoid}}
figure{{text-align:center}}
img{{max-width:100%;height:auto;vertical-align:bottom}}"""


# ---- roles ----------------------------------------------------------------------------------------------------------


def _texts(layout: Layout) -> tuple[str, ...]:
    """Paragraphs are body text unless their class says otherwise."""
    page = layout.page
    return (
        _rule("p", layout.body, layout),
        _rule("h1", layout.title, layout) + "h1{margin-bottom:0}",
        f"header{{margin-bottom:{_blank(layout.title.after, layout)};break-after:avoid}}",
        _rule(".status", layout.status, layout),
        _rule(".salutation", layout.salutation, layout),
        _rule(".note", layout.note, layout),
        _rule(".remark", layout.remark, layout),
        _rule("header .signature,header .date", layout.byline, layout),
        _rule("figcaption", layout.picture_caption, layout),
        f"img{{max-height:{0.8 * (page.height - page.top - page.bottom):g}mm}}",  # its caption stays on its page
        _rule(".attachment-label", layout.attachment_label, layout),
        _rule(".attachment-list p", layout.attachment_list, layout) + ".attachment-list p{margin:0}",
        f".attachment-list{{margin-top:{_blank(layout.attachment_list.before, layout)};break-before:avoid}}",
        _accent(layout),
    )


def _headings(layout: Layout) -> tuple[str, ...]:
    """Each level twice: alone, its further lines indented as the first, and as the beginning of a paragraph."""
    rules = []
    for level, look in enumerate(layout.headings, start=1):
        alone, indent = f"h{level + 1}", em(look.first_line + look.left)
        rules.append(_rule(alone, look, layout))
        rules.append(f"{alone}.lines{{text-indent:0;padding-left:{indent}}}")
        rules.append(f".run-in{level}{{{_font(_run_in(look, layout), layout, line=False)}}}")
    return tuple(rules)


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


def _tables(layout: Layout) -> tuple[str, ...]:
    look = layout.table
    padding = f"padding:{look.padding:g}mm {look.margin:g}mm;height:{look.row_height:g}mm;vertical-align:middle"
    return (
        f"table{{width:100%;table-layout:fixed;border-collapse:collapse}}table+table{{margin-top:{_blank(1, layout)}}}",
        _rule("caption,.caption", layout.caption, layout),
        _rule("th", look.head, layout) + _rule("td", look.cell, layout),
        f"th,td{{border:{look.rule:g}pt solid;{padding}}}",
        "td.centred{text-align:center}td.right{text-align:right}",
    )


def _closing(layout: Layout) -> tuple[str, ...]:
    """署名 and 成文日期 in a box as wide as the wider of them (GB/T 9704-2012, 7.3.5.1 and 7.3.5.2).

    Without seal the box gives the standard's distances by itself: both lines begin at its left edge, the date
    `date_shift` characters further in, and each keeps its right blank. With a seal the box is as wide as the date, and
    the signature stands in its middle, reaching out on both sides.
    """
    signature, date, seal = layout.signature, layout.date, layout.seal_right
    return (
        f".closing{{width:fit-content;margin:{_blank(signature.before, layout)} 0 0 auto;break-before:avoid}}",
        _rule(".closing .signature", signature, layout) + _rule(".closing .date", date, layout),
        f".closing p{{margin:0;text-align:left}}.closing .date{{padding-left:{em(layout.date_shift)}}}",
        f".sealed{{margin-top:{_blank(layout.seal_before, layout)};padding-right:{seal * date.size:g}pt}}",
        ".closing.sealed p{padding:0}.sealed .signature{display:flex;justify-content:center;width:0;min-width:100%}",
        f".sealed span{{flex:none;max-width:calc(100% + {2 * seal * date.size:g}pt);text-align:center}}",
    )


def _letterhead(layout: Layout) -> tuple[str, ...]:
    """版头; the upper edge of 发文机关标志 lies half the room between its lines below that of its line."""
    look = layout.letterhead
    above = f"calc({look.top:g}mm - {(look.organ.pitch - look.organ.size) / 2:g}pt)"
    rule = f"padding-bottom:{look.rule_gap:g}mm;border-bottom:{look.rule:g}pt solid #{look.colour}"
    return (
        f".letterhead{{margin-bottom:{_blank(look.blank_after_rule, layout)}}}",
        _rule(".marks", look.line, layout) + f".marks{{height:{above}}}",
        _rule(".organ", look.organ, layout) + f".organ{{color:#{look.colour}}}",
        _rule(".letterhead .number,.signed p", look.number, layout),
        f".letterhead .number{{margin-top:{_blank(look.blank_before_number, layout)};{rule}}}",
        "p.number{padding-left:0;padding-right:0}.signed,.signed div{display:flex}.signed p{padding:0;text-align:left}",
        ".signed{justify-content:space-between;align-items:flex-end}",
        f".letterhead .signers{{font-family:{_stack(look.signer_font, layout)}}}",
    )


def _imprint(layout: Layout) -> tuple[str, ...]:
    """版记: its lines between rules; 抄送 goes on under its first organ (7.4)."""
    look = layout.imprint
    return (
        f".imprint{{margin-top:{_blank(1, layout)};border:solid;border-width:{look.outer_rule:g}pt 0}}",
        _rule(".imprint p", look.line, layout) + ".imprint p{display:flex;justify-content:space-between}",
        f".imprint p+p{{border-top:{look.inner_rule:g}pt solid}}",
        f".imprint .copies{{display:block;padding-left:{em(look.line.left + 3)};text-indent:-3em}}",
    )


# ---- pages ----------------------------------------------------------------------------------------------------------


class _Sheet(NamedTuple):
    """A page as its reader holds it, in millimetres."""

    selector: str
    width: float
    height: float
    margins: tuple[float, float, float, float]  # top, right, bottom, left

    @property
    def padding(self) -> str:
        return " ".join(f"{margin:g}mm" for margin in self.margins)

    @property
    def text_height(self) -> float:
        return self.height - self.margins[0] - self.margins[2]


def _sheets(page: Page) -> tuple[_Sheet, _Sheet]:
    """An upright page, and the same page turned clockwise with its margins (横排)."""
    upright = _Sheet(".upright", page.width, page.height, (page.top, page.right, page.bottom, page.left))
    turned = _Sheet(".turned", page.height, page.width, (page.left, page.top, page.right, page.bottom))
    return upright, turned


def _screen(layout: Layout) -> tuple[str, ...]:
    """One long sheet for each part; in a browser that can wrap columns, a column for each page and a sheet below it."""
    long, paged = [], []
    for sheet in _sheets(layout.page):
        top, right, bottom, left = sheet.margins
        long.append(
            f"{sheet.selector} section{{width:{sheet.width:g}mm;min-height:{sheet.height:g}mm;padding:{sheet.padding};"
            f"margin:0 auto {_GAP}mm;background:#fff}}"
        )
        paged.append(
            f"{sheet.selector}{{width:{sheet.width:g}mm;padding:{sheet.padding};margin:0 auto {_GAP}mm;columns:1;"
            f"column-height:{sheet.text_height:g}mm;row-gap:{top + bottom + _GAP:g}mm;position:relative;overflow:clip;"
            f"background:repeating-linear-gradient(#fff 0 {sheet.height:g}mm,{_TABLE} 0 {sheet.height + _GAP:g}mm)}}"
            f"{sheet.selector} section{{all:unset;display:block}}"
            f"{sheet.selector} .imprint{{position:absolute;right:{right:g}mm;bottom:{bottom:g}mm;left:{left:g}mm}}"
        )
    return (
        f"@media screen{{body{{padding:{_GAP}mm;background:{_TABLE}}}.numbers,.imprint-room{{display:none}}",
        *long,
        "@supports (column-height:1mm){",
        *paged,
        ".paper section+section{break-before:column}",
        *_numbers(layout),
        f".imprint-room{{display:block;margin-top:{_blank(1, layout)};break-inside:avoid}}",
        "}}",
    )


def _numbers(layout: Layout) -> tuple[str, ...]:
    """Page numbers on the sheets, one element a page; those below the last page are cut off with it."""
    page, number = layout.page, layout.page_number
    top = f"calc({page.height - page.bottom + number.drop:g}mm - {number.look.pitch / 2:g}pt)"
    place = f"position:absolute;top:{top};left:{page.left:g}mm;right:{page.right:g}mm"
    sheet = f"display:block;position:relative;height:{page.height:g}mm;margin-bottom:{_GAP}mm"
    return (
        ".numbers{display:block;position:absolute;inset:0 0 auto;counter-reset:sheet}",
        f".numbers i{{{sheet};counter-increment:sheet}}",
        f".numbers i::after{{{_counted(number, 'sheet')};font-style:normal;{place}}}",
        f".numbers i:nth-child(odd)::after{{{_aside(number, number.odd)}}}",
        f".numbers i:nth-child(even)::after{{{_aside(number, number.even)}}}",
    )


def _print(layout: Layout) -> tuple[str, ...]:
    """Pages and their numbers; a turned page has its number where an upright one has it, turned with the sheet (8)."""
    upright, turned = _sheets(layout.page)
    number = layout.page_number
    return (
        f"@page{{size:{upright.width:g}mm {upright.height:g}mm;margin:{upright.padding}}}",
        *(_page_number(side, number, align) for side, align in (("right", number.odd), ("left", number.even))),
        f"@page turned{{size:{turned.width:g}mm {turned.height:g}mm;margin:{turned.padding}}}",
        *(_turned_number(side, number, align) for side, align in (("right", number.odd), ("left", number.even))),
        "@media print{.upright{page:upright}.turned{page:turned}.numbers,.imprint-room{display:none}",
        "section+section,.paper+.paper{break-before:page}}",
    )


def _page_number(side: str, number: PageNumber, align: Align) -> str:
    box = {"left": "bottom-left", "right": "bottom-right"}.get(align, "bottom-center")
    return (
        f"@page upright:{side}{{@{box}{{{_counted(number)};vertical-align:top;"
        f"padding-top:calc({number.drop:g}mm - {number.look.pitch / 2:g}pt);{_aside(number, align)}}}}}"
    )


def _turned_number(side: str, number: PageNumber, align: Align) -> str:
    box, end = {"left": ("left-top", "top"), "right": ("left-bottom", "bottom")}.get(align, ("left-middle", ""))
    blank = f"padding-{end}:{em(getattr(number.look, align))};" if end else ""
    beside = f"padding-right:calc({number.drop:g}mm - {number.look.pitch / 2:g}pt)"
    turned = f"writing-mode:vertical-rl;vertical-align:top;text-align:{align};{blank}{beside}"
    return f"@page turned:{side}{{@{box}{{{_counted(number)};{turned}}}}}"


def _counted(number: PageNumber, counter: str = "page") -> str:
    content = f"{_string(number.before)} counter({counter}) {_string(number.after)}"
    return f"content:{content};white-space:pre;{_font(number.look, None)}"


def _aside(number: PageNumber, align: Align) -> str:
    """The side where the page number stands, and its blank."""
    blank = {"left": number.look.left, "right": number.look.right}.get(align, 0.0)
    return f"text-align:{align}" + (f";padding-{align}:{em(blank)}" if blank else "")


# ---- declarations ---------------------------------------------------------------------------------------------------


def _rule(selector: str, look: Look, layout: Layout) -> str:
    """A look as a rule; what it leaves out is said too, so that no role leans on another one's values."""
    declared = [
        _font(look, layout),
        f"text-align:{'justify' if look.align == 'both' else look.align}",
        f"text-autospace:{'no-autospace' if look.tight else 'normal'}",
        f"text-indent:{em(look.first_line)}",
        f"padding-left:{em(look.left)};padding-right:{em(look.right)}",
        f"margin:{_blank(look.before, layout)} 0 {_blank(look.after, layout)}",
    ]
    if look.keep_next:
        declared.append("break-after:avoid")
    return f"{selector}{{{';'.join(declared)}}}"


def _font(look: Look, layout: Layout | None, *, line: bool = True) -> str:
    """Font, size and spacing; the line's pitch only for a whole paragraph, the digits' font only with a layout."""
    weight = "bold" if look.bold else "normal"
    pitch = f"/{look.pitch:g}pt" if line and look.pitch else ""
    return f"font:{weight} {look.size:g}pt{pitch} {_stack(look.font, layout)};letter-spacing:{look.spacing:g}pt"


def _accent(layout: Layout) -> str:
    lead = layout.lead
    font = f"font-family:{_stack(lead.font, layout)};" if lead.font else ""
    bold = "font-weight:bold" if lead.bold else ""
    return f".lead{{{font}{bold}}}" if font or bold else ""


def _blank(lines: int, layout: Layout) -> str:
    return f"{lines * layout.body.pitch:g}pt" if lines else "0"


def _stack(font: str, layout: Layout | None = None) -> str:
    """The font and, in order, what may stand in for it; first of all the digits' own one, where the layout has it."""
    kind = typeface(font)
    alternatives = (each.alternative for each in layout.fonts if each.name == font) if layout else ()
    names = [name for name in dict.fromkeys((font, *alternatives, *stand_ins(font))) if name]
    digits = (_DIGITS,) if layout and layout.digits else ()
    return ",".join((*map(_string, (*digits, *names)), kind.generic if kind else "serif"))


def _digits(font: str) -> str:
    """A family that holds nothing but the digits and Latin letters of the given font, of this computer's own."""
    if not font:
        return ""
    local = ",".join(f"local({_string(name)})" for name in (font, *stand_ins(font)))
    return f"@font-face{{font-family:{_string(_DIGITS)};src:{local};unicode-range:U+25,U+2E,U+30-39,U+41-5A,U+61-7A}}"


def _string(text: str) -> str:
    """A CSS string; what could end it, or the style element around it, is escaped (CSS Syntax 3, 4.3.7)."""
    safe = (char if char.isprintable() and char not in '"\\<' else f"\\{ord(char):x} " for char in text)
    return f'"{"".join(safe)}"'
