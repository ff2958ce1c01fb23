"""Markdown: a .md that somebody else wrote as lines, read as what it prints.

CommonMark's headings, emphasis, lists, escapes, entities and links, and pipe tables. Every line of the file that is not
blank is a line here; what prints nothing, such as the rule under a heading, stands as it is written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import pairwise

from drafter.lines import SourceLine
from drafter.problems import DraftError, problem
from drafter.readers.lines_text import MOST_LINES, as_text, indent
from drafter.readers.traced import Traced, joined, traced

__all__ = ["read"]

_ATX = re.compile(r"\s{0,3}(#{1,6})(?:[ \t]+|(?=[^#\s\w]|[\u4e00-\u9fff]))(.*?)(?:\s+#+)?\s*$")
_SETEXT = re.compile(r"\s{0,3}(=+|-{3,})\s*$")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
_BULLET = re.compile(r"(\s*)[-*+]\s+(?=\S)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HOLDERS = re.compile("[\ue000\ue001]")
_HELD = re.compile("\ue000(\\d+)\ue001")
_CODE = re.compile(r"(`+)(.{1,500}?)(?<!`)\1(?!`)")
_PICTURE = re.compile(r"!\[([^\]]{0,500})\]\([^)\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)")
_LINK = re.compile(r"\[([^\]]{1,500})\]\([^)\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<!\*)\*(?=[^\s*])(.{1,500}?)(?<=[^\s*])\*(?!\*)")
_UNDERLINED = re.compile(r"(?<!\w)_(?=[^\s_])(.{1,500}?)(?<=[^\s_])_(?!\w)")  # not inside a word, unlike the asterisk
_STRUCK = re.compile(r"~~(?=\S)(.{1,500}?)(?<=\S)~~")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->")
_CELLS = re.compile(r"(?<!\\)\|")
_ESCAPED_BAR = re.compile(r"\\\|")
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")


def read(data: bytes) -> tuple[SourceLine, ...]:
    """Every line that is not blank. DraftError, without a place, where the bytes are no text, or too much of it."""
    lines = as_text(data).splitlines()
    if len(lines) > MOST_LINES:
        raise DraftError([problem("R603", None, reason=f"里有超过{MOST_LINES}行")])
    return tuple(_lines(lines))


def _lines(lines: list[str]) -> Iterator[SourceLine]:
    table, in_table, fenced = 0, False, False
    for place, line in enumerate(lines):
        number = place + 1
        below = lines[number] if number < len(lines) else ""
        starts = not in_table and "|" in line and "|" in below and bool(_TABLE_RULE.fullmatch(below))
        table += starts
        in_table = (in_table or starts) and "|" in line
        if not line.strip():
            continue
        if _FENCE.match(line) or fenced:
            fenced = fenced != bool(_FENCE.match(line))
            yield _told(traced(line).stripped(), number, indent(line))
        elif in_table:
            cells = _row(traced(line).stripped())
            yield _told(cells, number, row=table) if cells.text else _told(traced(line).stripped(), number)
        else:
            yield _plain(line, below, number)


def _told(
    words: Traced, number: int, indented: int = 0, *, level: int = 0, bold: bool = False, row: int = 0
) -> SourceLine:
    stretches = words.stretches(number)
    return SourceLine(words.text, number, indented, level=level, bold=bold, row=row, stretches=stretches)


def _plain(line: str, below: str, number: int) -> SourceLine:
    """A heading, an item of a list or a line of text."""
    whole = traced(line)
    atx = _ATX.match(line)
    if atx:
        words = _printed(whole.part(*atx.span(2)))
        return _told(words if words.text else whole.stripped(), number, level=len(atx[1]))
    under = _SETEXT.fullmatch(below)
    level = 0 if under is None or _SETEXT.fullmatch(line) else 1 if under[1][0] == "=" else 2
    quote = _QUOTE.match(line)
    bare = whole.part(quote.end()) if quote else whole
    bold = re.fullmatch(r"\s*(\*\*|__)(?:(?!\1).)+\1[：:]?\s*", bare.text) is not None
    bullet = _BULLET.match(bare.text)
    words = _printed(bare.part(bullet.end()) if bullet else bare)
    if bullet and words.text:
        words = joined(" ", (bare.part(bullet.end(1), bullet.end(1) + 1).saying("-"), words))
    return _told(words if words.text else whole.stripped(), number, indent(line), level=level, bold=bold)


def _row(line: Traced) -> Traced:
    if _TABLE_RULE.fullmatch(line.text):
        return line.part(0, 0)
    text = line.text
    begin, end = len(text) - len(text.lstrip("|")), len(text.rstrip("|"))
    bars = [found.start() for found in _CELLS.finditer(text, begin, end)]
    cells = (
        _printed(line.part(start + 1, stop).replaced(_ESCAPED_BAR, by="|"))
        for start, stop in pairwise([begin - 1, *bars, max(begin, end)])
    )
    return joined("\t", cells).stripped()


def _printed(words: Traced) -> Traced:
    """What inline Markdown prints; escaped characters and code are kept from the other rules."""
    held: list[Traced] = []

    def hold(found: Traced) -> str:
        held.append(found)
        return f"\ue000{len(held) - 1}\ue001"

    told = words.replaced(_HOLDERS, by="")
    told = told.replaced(_CODE, 2, by=hold) if "`" in told.text else told
    told = told.replaced(_ESCAPED, 1, by=hold) if "\\" in told.text else told
    if "<" in told.text:
        told = told.replaced(_COMMENT, by="").replaced(_BREAK, by=" ")
    for pattern, kept in ((_PICTURE, 1), (_LINK, 1), (_STRONG, 2), (_EMPHASIS, 1), (_UNDERLINED, 1), (_STRUCK, 1)):
        told = told.replaced(pattern, kept)
    if "&" in told.text:
        told = told.replaced(_ENTITY, by=lambda found: html.unescape(found.text))
    told = told.restored(_HELD, held) if held else told
    return told.saying(told.text.replace("\u00a0", " ")).stripped()
